package app

import (
	"image"
	"image/color"
	"testing"

	"keyline/canvas"
)

// pairs is a gated bench with two strokes over each other at either side of the page; the
// returned ids are those on top, left and right. Colours at the left are asked for first.
func pairs(t *testing.T) (b *bench, left, right canvas.ID) {
	b = gated(t)
	shut := letThrough(b)
	for _, x := range []float64{280, 280, 20, 20} {
		b.draw(EdgeTool, at(x, 20), at(x+5, 30))
	}
	b.settle()
	shut()
	list := b.Document().Strokes()
	return b, list[3].ID, list[1].ID
}

func TestUndoAsksAgainForColoursThatOnlyTheUndoneStepGot(t *testing.T) {
	b, left, right := pairs(t)
	b.Hide(left, true)
	b.Hide(right, true)
	hidden := b.Document()
	pass(b)
	b.until(func() bool { return len(b.Document().Stale()) < len(hidden.Stale()) || b.waitABit() })
	b.Undo() // to the step that still lacks the colours at the left
	letThrough(b)
	b.settle()
	b.checkSettled()
}

func TestAStrokeGivenUpAsksAgainForColoursThatItGot(t *testing.T) {
	b, left, right := pairs(t)
	b.Hide(left, true)
	b.Hide(right, true)
	stale := len(b.Document().Stale())
	if err := b.PenDown(HintTool, color.NRGBA{9, 9, 9, 255}, at(150, 100)); err != nil {
		t.Fatal(err)
	}
	pass(b)
	b.until(func() bool { return b.live != nil || len(b.Document().Stale()) < stale || b.waitABit() })
	b.check()
	b.PenCancel()
	letThrough(b)
	b.settle()
	b.checkSettled()
}

func TestAnEraserThatTouchedNothingIsNoStep(t *testing.T) {
	b := gated(t)
	b.draw(EdgeTool, at(50, 50), at(60, 60))
	b.draw(EdgeTool, at(200, 150), at(210, 160))
	b.Undo()
	if err := b.PenDown(Eraser, color.NRGBA{}, at(290, 10)); err != nil {
		t.Fatal(err)
	}
	letThrough(b)
	b.until(b.upToDate) // while the eraser is down
	b.PenUp()
	if !b.CanRedo() {
		t.Error("the touch cost the steps that could be redone")
	}
	b.settle()
	b.Undo()
	if b.CanUndo() {
		t.Error("the touch was a step of its own")
	}
}

func TestAColouringToMendKeepsTheStrokesAndCanBeUndone(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	b.draw(EdgeTool, at(50, 50), at(150, 100))
	b.settle()
	before := copyOf(b.Shown())
	mine := image.NewNRGBA(b.Document().Bounds())
	mine.SetNRGBA(7, 8, color.NRGBA{90, 80, 70, 255})
	if err := b.SetColouring(mine); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.checkSettled()
	if n := len(b.Document().Strokes()); n != 1 {
		t.Errorf("%d strokes are left, want the one that was drawn", n)
	}
	if err := b.SetColouring(image.NewNRGBA(image.Rect(0, 0, 3, 3))); err == nil {
		t.Error("a colouring of another size was taken")
	}
	b.Undo()
	b.settle()
	mustEqual(t, "the picture after undo", b.Shown(), before)
	b.Redo()
	if err := b.SetColouring(nil); err != nil {
		t.Fatal(err)
	}
	b.settle()
	mustEqual(t, "the picture without the colouring", b.Shown(), before)
}

func TestWhatComesAfterThePageWasLeftIsDropped(t *testing.T) {
	b := gated(t)
	b.draw(EdgeTool, at(50, 50), at(250, 150))
	stroked := b.Document()
	colour := mend(baseColour(requestOf(stroked, b.how)), stroked.EdgeMask(stroked.Bounds()), stroked.Bounds())
	b.Leave()
	b.refined(stroked, Part{Area: stroked.Bounds()}, colour, nil, true)
	b.refined(stroked, Part{Area: stroked.Bounds()}, nil, errNoColour, true)
	b.based(stroked.Sources(), nil, nil, errNoColour)
	b.turn()
	if err := b.Open(b.page); err != nil {
		t.Fatal(err)
	}
	letThrough(b)
	b.settle()
	b.checkSettled()
}
