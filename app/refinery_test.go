package app

import (
	"context"
	"errors"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"keyline/canvas"
)

// pass lets one call of the fake go on.
func pass(b *bench) {
	b.t.Helper()
	select {
	case b.fake.gate <- struct{}{}:
	case <-b.t.Context().Done():
		b.t.Fatal("the fake was never called")
	}
}

// gated is a bench with its first base, and a fake that waits in every further call.
func gated(t *testing.T) *bench {
	b := newBench(t, image.Pt(300, 200), make(chan struct{}))
	pass(b)
	b.settle()
	return b
}

// until runs the loop until the condition holds.
func (b *bench) until(done func() bool) {
	b.t.Helper()
	if err := b.loop.Until(b.t.Context(), done); err != nil {
		b.t.Fatal(err)
	}
}

// letThrough opens the gate until the returned function closes it again.
func letThrough(b *bench) (shut func()) {
	ctx, cancel := context.WithCancel(b.t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case b.fake.gate <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

func TestAResultForAnUndoneStrokeIsDropped(t *testing.T) {
	b := gated(t)
	base := copyOf(b.Shown())
	b.draw(EdgeTool, at(50, 50), at(250, 150))
	stroked := b.Document()
	b.Undo()
	// The answer was on its way already when the stroke was undone.
	colour := mend(baseColour(requestOf(stroked, b.how)), stroked.EdgeMask(stroked.Bounds()), stroked.Bounds())
	b.refined(stroked, Part{Area: stroked.Bounds()}, colour, nil, true)
	b.check()
	mustEqual(t, "the picture", b.Shown(), base)
	letThrough(b)
	b.settle()
	mustEqual(t, "the picture", b.Shown(), base)
}

func TestAResultFromAnotherBaseIsDropped(t *testing.T) {
	b := gated(t)
	b.draw(EdgeTool, at(50, 50), at(250, 150))
	stroked := b.Document()
	b.SetReferences(plain(color.NRGBA{9, 9, 200, 255}))
	letThrough(b)
	b.settle()
	b.refined(stroked, Part{Area: stroked.Bounds()}, image.NewRGBA(stroked.Bounds()), nil, true)
	b.check()
	b.checkSettled()
}

func TestABaseForFormerReferencesIsDropped(t *testing.T) {
	b := gated(t)
	former := b.Document().WithReferences(plain(color.NRGBA{200, 9, 9, 255}))
	b.SetReferences(plain(color.NRGBA{9, 9, 200, 255}))
	request := requestOf(former, b.how)
	b.based(former.Sources(), &fakeBase{fake: b.fake, colour: baseColour(request)}, b.Document().Cut(baseColour(request)), nil)
	letThrough(b)
	b.settle()
	b.checkSettled()
}

func TestANewStrokeCancelsOlderWork(t *testing.T) {
	b := gated(t)
	b.draw(EdgeTool, at(50, 50), at(60, 60))
	b.until(func() bool { return b.fake.read(&b.fake.refined) > 0 || b.waitABit() })
	b.draw(EdgeTool, at(200, 150), at(210, 160))
	letThrough(b)
	b.settle()
	b.checkSettled()
	if b.fake.read(&b.fake.cancelled) == 0 {
		t.Error("the older refinement was not cancelled")
	}
}

// waitABit lets the refinery's goroutine run; it is no condition.
func (b *bench) waitABit() bool {
	b.loop.Post(func() {})
	return false
}

func TestAGrowingStrokeDoesNotStarve(t *testing.T) {
	b := gated(t)
	if err := b.PenDown(EdgeTool, color.NRGBA{}, at(20, 100)); err != nil {
		t.Fatal(err)
	}
	base := copyOf(b.Shown())
	b.PenMove(at(21, 100))
	b.until(func() bool { return b.fake.read(&b.fake.refined) > 0 || b.waitABit() })
	for x := 22.0; x < 60; x += 2 {
		b.PenMove(at(x, 100))
		b.check()
	}
	if n := b.fake.read(&b.fake.cancelled); n > 1 {
		t.Errorf("%d refinements of the growing stroke were cancelled", n)
	}
	pass(b)
	// One result of the stroke as it was: shown although the pen has moved on.
	b.until(func() bool { return b.Shown().RGBAAt(20, 100) != base.RGBAAt(20, 100) })
	b.check()
	b.PenUp()
	letThrough(b)
	b.settle()
	b.checkSettled()
}

func TestStrokesGoBeforeTheRestOfABase(t *testing.T) {
	b := gated(t)
	id := b.Document().Base().ID
	b.draw(EdgeTool, at(50, 50), at(60, 60))
	shut := letThrough(b)
	b.settle()
	shut()
	before := copyOf(b.Shown())
	b.SetReferences(plain(color.NRGBA{9, 9, 200, 255})) // waits at the gate
	b.until(func() bool { return b.fake.read(&b.fake.colorized) == 2 || b.waitABit() })
	b.draw(EdgeTool, at(200, 150), at(210, 160))
	letThrough(b) // the base goes on to its progress, from where the stroke is refined
	b.until(func() bool { return b.Shown().RGBAAt(205, 155) != before.RGBAAt(205, 155) })
	if b.Document().Base().ID != id {
		t.Error("the stroke had to wait for the new base")
	}
	b.settle()
	b.checkSettled()
}

func TestABaseThatComesWhileThePenIsDownWaitsForIt(t *testing.T) {
	b := gated(t)
	b.SetReferences(plain(color.NRGBA{9, 9, 200, 255}))
	if err := b.PenDown(EdgeTool, color.NRGBA{}, at(20, 100)); err != nil {
		t.Fatal(err)
	}
	letThrough(b)
	b.until(func() bool { return b.late != nil })
	b.check()
	b.PenMove(at(40, 100))
	b.check()
	b.PenUp()
	b.check()
	b.settle()
	b.checkSettled()
}

func TestCloseEndsTheWorkUnderWay(t *testing.T) {
	b := gated(t)
	b.draw(EdgeTool, at(50, 50), at(60, 60))
	b.Close() // would hang if the call at the gate were not cancelled
}

func TestLoopEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	loop := NewLoop()
	loop.Post(cancel)
	if err := loop.Until(ctx, func() bool { return false }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestAreasCoverTheStaleTilesOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	doc := canvas.New(canvas.NewLines(image.NewGray(image.Rect(0, 0, 1500, 1100))))
	for range 200 {
		var stale []image.Point
		for y := range doc.Tiles().Y {
			for x := range doc.Tiles().X {
				if random.IntN(4) == 0 {
					stale = append(stale, image.Pt(x, y))
				}
			}
		}
		areas := areasOf(doc, stale, 1+random.IntN(150), maxPageArea)
		for _, at := range stale {
			n := 0
			for _, area := range areas {
				if doc.TileRect(at).In(area) {
					n++
				}
			}
			if n != 1 {
				t.Fatalf("tile %v is in %d of %v", at, n, areas)
			}
		}
	}
}
