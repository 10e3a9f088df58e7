package kernel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Team is the set of goroutines that share one operation, with their scratch memory. It
// serves one operation at a time; the operations of one network share one Team. In steady
// state running an operation allocates nothing.
type Team struct {
	isa     ISA
	limit   int
	next    atomic.Int64
	wait    sync.WaitGroup
	members []*member
	job     job
	items   int
	weights []float32 // of a convolution in tiles on its first use
}

// job is an operation cut into items that may run in any order and at the same time.
type job interface {
	run(m *member, item int)
}

// member is the scratch of one goroutine of a team. A member's buffers keep what the last
// item left in them.
type member struct {
	isa                ISA
	input, output, row []float32
	transformed        []float32
	steps              []int32
	cols               [6][tileCols]float32
	at                 [tileCols]int32
	start              func()
}

// NewTeam makes a team that computes with isa on at most limit goroutines, and never on more
// than GOMAXPROCS; limit 0 is no limit of its own.
func NewTeam(isa ISA, limit int) *Team {
	if !isa.Available() {
		panic("kernel: " + isa.String() + " asked of a machine without it")
	}
	return &Team{isa: isa, limit: limit}
}

// ISA returns the instruction set given to NewTeam.
func (t *Team) ISA() ISA { return t.isa }

// SetLimit changes the largest number of goroutines for the operations that follow.
func (t *Team) SetLimit(limit int) { t.limit = limit }

// size is the number of goroutines that the next operation may use.
func (t *Team) size() int {
	n := runtime.GOMAXPROCS(0)
	if t.limit > 0 {
		n = min(n, t.limit)
	}
	return n
}

// do runs the items of j; the caller's goroutine is one of the team.
func (t *Team) do(j job, items int) {
	n := min(t.size(), items)
	for len(t.members) < n {
		t.members = append(t.members, t.newMember())
	}
	t.job, t.items = j, items
	t.next.Store(0)
	for i := 1; i < n; i++ {
		t.wait.Add(1)
		go t.members[i].start()
	}
	if n > 0 {
		t.work(t.members[0])
	}
	t.wait.Wait()
	t.job = nil
}

func (t *Team) newMember() *member {
	m := &member{isa: t.isa}
	m.start = func() {
		defer t.wait.Done()
		t.work(m)
	}
	return m
}

// work takes items until none is left.
func (t *Team) work(m *member) {
	for {
		i := int(t.next.Add(1)) - 1
		if i >= t.items {
			return
		}
		t.job.run(m, i)
	}
}

// grow returns a slice of n floats in *buf, whose contents are whatever they were.
func grow(buf *[]float32, n int) []float32 {
	if cap(*buf) < n {
		*buf = make([]float32, n)
	}
	return (*buf)[:n]
}
