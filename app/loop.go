package app

import (
	"context"
	"sync"
)

// Loop is the event loop of a session without a window: it runs posted functions on the
// goroutine that calls Until. The zero value is not ready; use [NewLoop].
type Loop struct {
	mu     sync.Mutex
	posted []func()
	wake   chan struct{} // capacity 1: something was posted
}

// NewLoop returns a loop with nothing to run.
func NewLoop() *Loop { return &Loop{wake: make(chan struct{}, 1)} }

// Post puts f at the end of the queue. It never waits; any goroutine may call it.
func (l *Loop) Post(f func()) {
	l.mu.Lock()
	l.posted = append(l.posted, f)
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default: // Until is being woken already and takes all there is
	}
}

// Until runs what is posted until done reports true, which it asks after every function
// and before the first; or until ctx ends, whose error it returns.
func (l *Loop) Until(ctx context.Context, done func() bool) error {
	for !done() {
		if f := l.next(); f != nil {
			f()
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.wake:
		}
	}
	return nil
}

func (l *Loop) next() func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.posted) == 0 {
		return nil
	}
	f := l.posted[0]
	l.posted[0] = nil // what it holds can be collected
	l.posted = l.posted[1:]
	return f
}
