package kernel

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Team is the set of goroutines that share one operation, with their scratch memory. It
// serves one operation at a time; the operations of one network share one Team. In steady
// state running an operation allocates nothing. A goroutine that has done its share looks out
// for the next operation for some microseconds before it ends: those of a graph follow each
// other faster than a sleeping processor wakes up.
type Team struct {
	isa     ISA
	limit   int
	next    atomic.Int64
	busy    atomic.Int64   // members at work, the caller not counted
	wait    sync.WaitGroup // for them, if that takes long
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
	state              atomic.Int32
}

// What a member but the first, which is the caller, does.
const (
	absent   = iota // it has no goroutine
	looking         // its goroutine looks out for an operation
	assigned        // it has one
)

// lookout is how long a goroutine looks out before it gives its processor away.
const lookout = 100 * time.Microsecond

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
		t.busy.Add(1)
		t.wait.Add(1)
		t.members[i].assign()
	}
	if n > 0 {
		t.work(t.members[0])
	}
	watch(func() bool { return t.busy.Load() == 0 })
	t.wait.Wait()
	t.job = nil
}

// assign makes the member take part in the team's operation.
func (m *member) assign() {
	if !m.state.CompareAndSwap(looking, assigned) {
		m.state.Store(assigned)
		go m.start()
	}
}

func (t *Team) newMember() *member {
	m := &member{isa: t.isa}
	called := func() bool { return m.state.Load() == assigned }
	m.start = func() {
		for done := false; !done; {
			t.work(m)
			m.state.Store(looking) // before the caller goes on, who may assign it again at once
			t.wait.Done()
			t.busy.Add(-1)
			done = !watch(called) && m.state.CompareAndSwap(looking, absent)
		}
	}
	return m
}

// watch looks out for something that is likely to happen at once, and tells whether it did.
// Other goroutines that wait for a processor go first.
func watch(happened func() bool) bool {
	for start := time.Now(); ; runtime.Gosched() {
		for range 64 {
			if happened() {
				return true
			}
		}
		if time.Since(start) > lookout {
			return false
		}
	}
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
