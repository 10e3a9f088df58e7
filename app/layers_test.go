package app

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"keyline/canvas"
)

// lockLayer locks a layer, or unlocks it.
func (b *bench) lockLayer(l canvas.Layer, on bool) {
	look := b.Document().Look(l)
	look.Locked = on
	b.SetLook(l, look)
}

func TestALockedLayerIsNotDrawnOn(t *testing.T) {
	b := flatBench(t)
	b.draw(EdgeTool, at(20, 20), at(90, 30))
	b.draw(HintTool, at(20, 60), at(90, 70))
	b.settle()
	list := b.Document().Strokes()
	for _, l := range canvas.AllLayers() {
		b.lockLayer(l, true)
	}
	if words, i := b.Steps(); words[i] != "Locked the colour" || words[i-1] != "Locked the flats" {
		t.Errorf("the steps are called %q", words[i-1:i+1])
	}
	before := b.Document()
	for name, try := range map[string]func() error{
		"edge":       func() error { return b.PenDown(EdgeTool, color.NRGBA{}, at(5, 5)) },
		"hint":       func() error { return b.PenDown(HintTool, leaf, at(5, 5)) },
		"make flats": b.MakeFlats,
		"no flats":   b.RemoveFlats,
		"an area":    func() error { return b.ColourFlat(image.Pt(5, 5), leaf) },
		"tint":       func() error { return b.SetTint(leaf) },
		"levels":     func() error { return b.SetLevels(canvas.Levels{Black: 9}) },
	} {
		if err := try(); !errors.Is(err, ErrLayerLocked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ids := []canvas.ID{list[0].ID, list[1].ID}
	b.Remove(ids...)
	b.Shift(5, 5, ids...)
	b.Recolour(leaf, ids...)
	if b.GrabStrokes(at(20, 20), ids...) || b.GrabHandle(at(20, 20), ids[0], 0) || b.GrabWidth(ids...) {
		t.Error("a stroke of a locked layer was taken in hand")
	}
	b.draw(Eraser, at(50, 0), at(50, 100))
	if got := b.Document(); got.SameFlats(before) != true || !sameStrokes(got.Strokes(), before.Strokes()) {
		t.Error("something changed")
	}
	b.lockLayer(canvas.EdgesLayer, false)
	b.draw(Eraser, at(50, 0), at(50, 100))
	if left := b.Document().Strokes(); len(left) != 1 || left[0].Kind != canvas.Hint {
		t.Errorf("%d strokes are left, want the hint", len(left))
	}
}

func TestALookInHandIsOneStep(t *testing.T) {
	b := newBench(t, image.Pt(100, 80), nil)
	b.settle()
	before := copyOf(b.Shown())
	for _, o := range []uint8{200, 100, 50} {
		b.HoldLook(canvas.LinesLayer, canvas.LayerLook{Opacity: o})
		b.check()
	}
	b.PenUp()
	if look := b.Document().Look(canvas.LinesLayer); look.Opacity != 50 {
		t.Errorf("the look is %+v", look)
	}
	if words, i := b.Steps(); i != 1 || words[1] != "Opacity of the lines" {
		t.Errorf("the steps are %q, at %d", words, i)
	}
	b.HoldLook(canvas.LinesLayer, canvas.LayerLook{Opacity: 10})
	b.PenCancel()
	b.Undo()
	mustEqual(t, "undone", b.Shown(), before)
	if b.CanUndo() {
		t.Error("there is another step")
	}
	b.SetLook(canvas.LinesLayer, canvas.LayerLook{Opacity: 255})
	if b.CanUndo() {
		t.Error("the look that a layer has was a step")
	}
}

func TestLockedColoursStayWhateverIsDrawn(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	if err := b.LockColours(true); !errors.Is(err, ErrNoColour) {
		t.Errorf("without colours: %v", err)
	}
	b.settle()
	before := copyOf(b.Shown())
	if err := b.LockColours(true); err != nil || !b.ColoursLocked() {
		t.Fatalf("%v, locked: %v", err, b.ColoursLocked())
	}
	b.draw(EdgeTool, at(20, 20), at(180, 30))
	b.draw(HintTool, at(20, 90), at(180, 100))
	b.settle()
	mustEqual(t, "locked", b.Shown(), before)
	if err := b.LockColours(false); err != nil || b.ColoursLocked() {
		t.Fatal(err)
	}
	b.settle()
	b.checkSettled()
	if string(b.Shown().Pix) == string(before.Pix) {
		t.Error("edge and hint change nothing")
	}
}
