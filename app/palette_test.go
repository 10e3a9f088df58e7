package app

import (
	"image"
	"image/color"
	"slices"
	"testing"

	"keyline/canvas/palette"
)

func TestSwatchesAreUndoStepsThatLeaveTheColours(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	b.draw(EdgeTool, at(50, 50), at(150, 100))
	b.settle()
	before := copyOf(b.Shown())
	list := []palette.Swatch{{Name: "Hair", Colour: color.NRGBA{1, 2, 3, 255}}}
	b.SetPalette(list)
	if !b.Settled() || b.fake.read(&b.fake.colorized) != 1 {
		t.Error("a swatch asks the network")
	}
	list[0].Name = "changed by the caller"
	if got := b.Document().Palette(); len(got) != 1 || got[0].Name != "Hair" {
		t.Errorf("the document has %v", got)
	}
	b.Undo()
	if got := b.Document().Palette(); len(got) != 0 {
		t.Errorf("undo leaves %v", got)
	}
	b.Redo()
	mustEqual(t, "the picture", b.Shown(), before)
	b.Undo()
	b.Undo()
	if len(b.Document().Strokes()) != 0 {
		t.Error("the step before the swatch is not the stroke")
	}
}

func TestReferencesAndTheirSwatchesAreOneStep(t *testing.T) {
	b := newBench(t, image.Pt(60, 40), nil)
	b.settle()
	c := color.NRGBA{9, 9, 200, 255}
	b.SetReferencesAndPalette([]*image.NRGBA{plain(c)}, []palette.Swatch{{Colour: c, Found: true}})
	b.settle()
	b.checkSettled()
	b.Undo()
	b.settle()
	if doc := b.Document(); len(doc.References()) != 0 || len(doc.Palette()) != 0 || b.CanUndo() {
		t.Errorf("one undo leaves %d references and %v", len(doc.References()), doc.Palette())
	}
}

// A base that comes back after a swatch was added belongs to the document as it is now.
func TestASwatchAddedDuringColouringStays(t *testing.T) {
	b := newBench(t, image.Pt(60, 40), nil)
	list := []palette.Swatch{{Name: "Hair", Colour: color.NRGBA{1, 2, 3, 255}}}
	b.SetPalette(list)
	b.settle()
	b.checkSettled()
	if got := b.Document().Palette(); !slices.Equal(got, list) {
		t.Errorf("the document has %v", got)
	}
}
