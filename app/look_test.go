package app

import (
	"image"
	"testing"

	"keyline/canvas"
)

func TestABaseThatWasStoppedComesWhenAskedAgain(t *testing.T) {
	gate := make(chan struct{})
	b := newBench(t, image.Pt(40, 30), gate)
	if !b.Colouring() || b.Stopped() {
		t.Fatal("a page that was opened does not ask for a base")
	}
	b.Stop()
	b.Stop() // twice is once
	if b.Colouring() || !b.Stopped() || !b.Settled() {
		t.Error("the base is still being made")
	}
	if b.Before() != nil {
		t.Error("there is a picture before the base")
	}
	close(gate)
	b.Again()
	b.settle()
	if b.Stopped() || b.Document().Base().ID == 0 {
		t.Error("no base came")
	}
}

func TestOtherSourcesEndAStop(t *testing.T) {
	gate := make(chan struct{})
	b := newBench(t, image.Pt(40, 30), gate)
	b.Stop()
	close(gate)
	b.SetReferences(image.NewNRGBA(image.Rect(0, 0, 2, 2)))
	b.settle()
	if b.Stopped() || b.Document().Base().ID == 0 {
		t.Error("no base came")
	}
}

func TestBeforeIsTheBaseWithoutStrokes(t *testing.T) {
	b := newBench(t, image.Pt(140, 130), nil)
	b.settle()
	plain := copyOf(b.Shown())
	if b.CanUndo() || b.CanRedo() {
		t.Error("a page that was opened has steps")
	}
	b.draw(EdgeTool, at(30, 30), at(100, 90))
	b.settle()
	mustEqual(t, "the picture before", canvas.Flatten(b.Before(), b.Before().Bounds(), canvas.FlattenOptions{}), plain)
	if !b.CanUndo() || b.CanRedo() || b.PenIsDown() {
		t.Error("after a stroke there is one step to undo and none to redo")
	}
	b.Undo()
	if b.CanUndo() || !b.CanRedo() {
		t.Error("after undo there is one step to redo and none to undo")
	}
}

func TestLookHidesLinesAndColour(t *testing.T) {
	b := newBench(t, image.Pt(140, 130), nil)
	b.settle()
	for _, o := range []canvas.FlattenOptions{{HideLines: true}, {HideColour: true}, {HideLines: true, HideColour: true}, {}} {
		b.Look(o)
		mustEqual(t, "the picture on show", b.Shown(), canvas.Flatten(b.Document(), b.Document().Bounds(), o))
	}
	b.Look(canvas.FlattenOptions{HideLines: true, HideColour: true})
	if c := b.Shown().RGBAAt(20, 20); c.R != 255 || c.G != 255 || c.B != 255 {
		t.Errorf("without lines and colour the paper is %v", c)
	}
}
