package app

import "sync"

// Batched makes of a post one that hands over everything that waits in one go, in order.
// A window's event loop may take a single posted function between two frames; with a
// slow renderer a queue of results would then reach the screen a frame apart each.
//
// What is posted while a batch runs goes into the next one, so that frames are painted
// in between.
func Batched(post func(func())) func(func()) {
	b := &batch{post: post}
	return b.add
}

// batch is what waits to be handed over.
type batch struct {
	post    func(func())
	mu      sync.Mutex
	waiting []func()
}

func (b *batch) add(f func()) {
	b.mu.Lock()
	first := len(b.waiting) == 0
	b.waiting = append(b.waiting, f)
	b.mu.Unlock()
	if first {
		b.post(b.run)
	}
}

func (b *batch) run() {
	b.mu.Lock()
	list := b.waiting
	b.waiting = nil
	b.mu.Unlock()
	for _, f := range list {
		f()
	}
}
