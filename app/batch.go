package app

import "sync"

// Batch keeps posted functions for a window's event loop and runs them in one go, in
// order: such a loop may take a single function between two frames, by chance none, and
// with a slow renderer a queue of results would reach the screen frames apart.
type Batch struct {
	post    func(func())
	mu      sync.Mutex
	waiting []func()

	painting, painted []func() // run after the frame after next, after the next
}

// NewBatch returns a batch that asks post to run it when something waits in it.
func NewBatch(post func(func())) *Batch { return &Batch{post: post} }

// Post puts f at the end of the batch. It never waits; any goroutine may call it.
func (b *Batch) Post(f func()) {
	b.mu.Lock()
	first := len(b.waiting) == 0
	b.waiting = append(b.waiting, f)
	b.mu.Unlock()
	if first {
		b.post(b.Run)
	}
}

// Run runs what waits. It belongs to the goroutine of the loop, which may call it
// without being asked, before it paints a frame for instance. What is posted meanwhile
// goes into the next batch, so that frames are painted in between.
func (b *Batch) Run() {
	b.mu.Lock()
	list := b.waiting
	b.waiting = nil
	b.mu.Unlock()
	for _, f := range list {
		f()
	}
}

// Frame is called by the loop before each frame: it runs what waits, and what waited for the
// frame before this one.
func (b *Batch) Frame() {
	b.mu.Lock()
	list := b.painted
	b.painted, b.painting = b.painting, nil
	b.mu.Unlock()
	b.Run()
	for _, f := range list {
		f()
	}
}

// Painted has f run once a frame was painted that shows what is so now. It never waits.
func (b *Batch) Painted(f func()) {
	b.mu.Lock()
	b.painting = append(b.painting, f)
	b.mu.Unlock()
}
