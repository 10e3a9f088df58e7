package journal

import (
	"sync"
	"time"

	"keyline/canvas/project"
)

// retryAfter is how long after a failure it is tried again.
const retryAfter = 2 * time.Second

// Status says how far a journal has come.
type Status struct {
	// Kept is the number of the newest note that is on the disk, as are all before it.
	Kept uint64
	// Err says why later ones are not, in words for a person; nil: nothing is wrong.
	Err error
}

// Journal keeps one document. Its methods never wait for a disk, but [Journal.Wait].
type Journal struct {
	recorder recorder
	told     func(Status)
	after    func(time.Duration) <-chan time.Time
	first    func() // follows when something is kept for the first time; nil: it did

	mu     sync.Mutex
	newest note
	wake   chan struct{} // capacity 1: there is a newer note
	quit   chan struct{}
	once   sync.Once
	ended  chan struct{}
}

// Begin starts a journal and its goroutine. Nothing is written before the first note of
// something unsaved. told is called on that goroutine, whenever a note was kept or could
// not be.
func (s *Store) Begin(told func(Status)) *Journal { return s.start(told, func() {}) }

// start begins a journal; first follows when something is kept for the first time.
func (s *Store) start(told func(Status), first func()) *Journal {
	j := &Journal{
		recorder: recorder{store: s}, told: told, after: s.after, first: first,
		wake: make(chan struct{}, 1), quit: make(chan struct{}), ended: make(chan struct{}),
	}
	go j.run()
	return j
}

// Note gives the journal the document as it is now; of several that come while one is
// being written, the last is. saved says that the document's file has all of it. The
// number is what [Status.Kept] will be at least once it is kept.
func (j *Journal) Note(p project.Project, h Head, saved bool) uint64 {
	j.mu.Lock()
	j.newest = note{j.newest.number + 1, p, h, saved}
	number := j.newest.number
	j.mu.Unlock()
	select {
	case j.wake <- struct{}{}:
	default: // it is awake and takes the newest there is
	}
	return number
}

// End closes the journal once what was noted is written, or could not be. What is unsaved
// then is kept for 30 days and offered only when asked for.
func (j *Journal) End() { j.once.Do(func() { close(j.quit) }) }

// Wait returns when a journal that was ended has written what there was.
func (j *Journal) Wait() { <-j.ended }

func (j *Journal) run() {
	defer close(j.ended)
	var again <-chan time.Time
	for {
		select {
		case <-j.wake:
		case <-again:
		case <-j.quit:
			j.keep()
			j.recorder.end()
			return
		}
		again = nil
		if !j.keep() {
			again = j.after(retryAfter)
		}
	}
}

// keep brings the newest note to the disk and tells; false if it could not.
func (j *Journal) keep() bool {
	j.mu.Lock()
	n := j.newest
	j.mu.Unlock()
	if n.number == 0 {
		return true
	}
	err := j.recorder.keep(n)
	if err != nil {
		j.told(Status{Err: err})
		return false
	}
	if j.first != nil && j.recorder.folder != "" {
		j.first()
		j.first = nil
	}
	j.told(Status{Kept: n.number})
	j.recorder.paint(n.project.Document)
	return true
}
