package app

import (
	"context"
	"errors"
	"image"
	"sync"

	"keyline/canvas"
)

// Refinery owns a [Colorizer] and works for it on one goroutine, on one request at a
// time. Of each kind of work only the latest request waits; strokes go before a base,
// also before the rest of one that is being made. Results come back through post.
type Refinery struct {
	colorizer Colorizer
	post      func(func())
	wake      chan struct{} // capacity 1: something waits
	finished  chan struct{} // closed when the goroutine has ended
	buffers   buffers

	ctx  context.Context // ends with Close
	stop context.CancelFunc

	mu                        sync.Mutex
	base, tiles, flats, trial slot
}

// slot is the place of one kind of work. The refinery's mutex guards it.
type slot struct {
	waits job                // nil for nothing
	end   context.CancelFunc // cancels the one that runs; nil for none
}

// job is a piece of work; it posts its own results while ctx lasts. newer tells whether
// a later job of its kind waits, for jobs that can stop half way.
type job func(ctx context.Context, newer func() bool)

// NewRefinery starts the refinery's goroutine. post must run what it is given, in
// order, on the goroutine that owns the caller, and must not wait for that to happen.
// End it with Close.
func NewRefinery(colorizer Colorizer, post func(func())) *Refinery {
	ctx, stop := context.WithCancel(context.Background())
	r := &Refinery{
		colorizer: colorizer, post: post,
		wake: make(chan struct{}, 1), finished: make(chan struct{}),
		ctx: ctx, stop: stop,
	}
	go r.work() // the only goroutine of this package
	return r
}

// Close cancels what is running, drops what waits and returns when the goroutine has
// ended. Nothing is posted after it.
func (r *Refinery) Close() {
	r.stop()
	<-r.finished
}

// BaseDone receives a base with its colour for the whole page, or the error that kept it
// from being made (never a cancellation).
type BaseDone func(base Base, colour *canvas.Cut, err error)

// Colorize asks for a base of doc in place of any base asked for before. progress and done
// are posted.
func (r *Refinery) Colorize(doc *canvas.Document, how Manner, progress func(float64), done BaseDone) {
	r.ask(&r.base, false, func(ctx context.Context, _ func() bool) {
		base, colour, err := r.colorize(ctx, doc, how, progress)
		if !cancelled(ctx, err) {
			r.deliver(ctx, func() { done(base, colour, err) })
		}
	})
}

func (r *Refinery) colorize(ctx context.Context, doc *canvas.Document, how Manner, progress func(float64)) (Base, *canvas.Cut, error) {
	base, err := r.colorizer.Colorize(ctx, requestOf(doc, how), func(share float64) {
		r.serve(&r.tiles)
		r.deliver(ctx, func() { progress(share) })
	})
	if err != nil {
		return nil, nil, err
	}
	colour, err := base.Refine(ctx, nil, base.Bounds())
	if err != nil {
		return nil, nil, err
	}
	return base, doc.Cut(colour), nil
}

// Part is an area to refine.
type Part struct {
	Area  image.Rectangle // page px, of whole tiles
	Level int             // how often the page is halved
	Live  bool            // for show, not for the document
}

// Refinement is a request for the colours of some areas.
type Refinement struct {
	Base Base
	// Edges returns the mask of the strokes that reach into area, as [Base] reads it. It is
	// called on the refinery's goroutine.
	Edges func(area image.Rectangle) *image.Alpha
	// Parts are refined in this order.
	Parts []Part
	// Gently lets an area that is being refined for an older request come to its end:
	// for a stroke that grows, where every result shows a little more of it.
	Gently bool
	// Done is posted once a part, with its pixels of the halved page; they are valid during
	// the call.
	Done func(part Part, colour *image.RGBA, err error)
}

// Refine asks for colours in place of any asked for before.
func (r *Refinery) Refine(f Refinement) {
	r.ask(&r.tiles, f.Gently, func(ctx context.Context, newer func() bool) {
		for _, part := range f.Parts {
			if newer() || ctx.Err() != nil {
				return
			}
			colour := r.buffers.take(canvas.Halved(part.Area, part.Level))
			err := f.Base.RefineInto(ctx, f.Edges(part.Area), colour, part.Level)
			if cancelled(ctx, err) {
				r.buffers.giveBack(colour)
				return
			}
			r.deliver(ctx, func() {
				f.Done(part, colour, err)
				r.buffers.giveBack(colour)
			})
			if err != nil {
				return
			}
		}
	})
}

// Warm gets a base ready for strokes, unless something is asked for before it is begun.
func (r *Refinery) Warm(base Base) {
	if w, ok := base.(Warmer); ok {
		r.ask(&r.tiles, false, func(context.Context, func() bool) { _ = w.Warm() }) // a stroke will tell what is wrong
	}
}

// Flats asks for the flats of doc on a base in place of any asked for before. progress and
// done are posted, done with the flats or with the error that kept them from being made
// (never a cancellation).
func (r *Refinery) Flats(doc *canvas.Document, base Base, progress func(float64), done func(*canvas.FlatMap, error)) {
	r.ask(&r.flats, false, func(ctx context.Context, _ func() bool) {
		m, err := makeFlats(ctx, doc, base, func(share float64) {
			r.deliver(ctx, func() { progress(share) })
		})
		if !cancelled(ctx, err) {
			r.deliver(ctx, func() { done(m, err) })
		}
	})
}

// CancelBase drops the base asked for, if any; [Refinery.CancelTiles] and
// [Refinery.CancelFlats] the same for areas and flats.
func (r *Refinery) CancelBase() { r.ask(&r.base, false, nil) }

// CancelTiles drops the areas asked for, if any.
func (r *Refinery) CancelTiles() { r.ask(&r.tiles, false, nil) }

// CancelFlats drops the flats asked for, if any.
func (r *Refinery) CancelFlats() { r.ask(&r.flats, false, nil) }

// ask lets j wait in place of what waits, nil for nothing. What runs of its kind is cancelled
// unless gently.
func (r *Refinery) ask(s *slot, gently bool, j job) {
	r.mu.Lock()
	s.waits = j
	if s.end != nil && !gently {
		s.end()
	}
	r.mu.Unlock()
	r.wakeUp()
}

func (r *Refinery) wakeUp() {
	select {
	case r.wake <- struct{}{}:
	default: // it is being woken already and will find this request too
	}
}

func (r *Refinery) work() {
	defer close(r.finished)
	for {
		select {
		case <-r.ctx.Done():
			return
		case <-r.wake:
		}
		for r.serve(&r.tiles) || r.serve(&r.flats) || r.serve(&r.base) || r.serve(&r.trial) {
		}
	}
}

// serve takes the job that waits out of its slot and runs it; false if none does.
func (r *Refinery) serve(s *slot) bool {
	r.mu.Lock()
	j := s.waits
	if j == nil || r.ctx.Err() != nil {
		r.mu.Unlock()
		return false
	}
	ctx, stop := context.WithCancel(r.ctx)
	s.waits, s.end = nil, stop
	r.mu.Unlock()

	j(ctx, func() bool {
		r.mu.Lock()
		defer r.mu.Unlock()
		return s.waits != nil
	})

	r.mu.Lock()
	s.end = nil
	r.mu.Unlock()
	stop()
	return true
}

// deliver posts f unless its request is no longer wanted. The owner may still change its
// mind before f runs, so it judges what it gets.
func (r *Refinery) deliver(ctx context.Context, f func()) {
	if ctx.Err() == nil {
		r.post(f)
	}
}

// cancelled tells a request that was given up from one that failed by itself.
func cancelled(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, context.Canceled)
}
