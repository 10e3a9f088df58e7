package canvas

import (
	"image"
	"image/color"
	"testing"

	"keyline/canvas/palette"
)

func TestAPaletteIsPartOfTheDrawing(t *testing.T) {
	d := coloured(t, image.Pt(70, 50), 64, 9)
	list := []palette.Swatch{{Name: "Hair", Colour: color.NRGBA{1, 2, 3, 255}}}
	e := d.WithPalette(list)
	list[0].Name = "changed by the caller"
	e.Palette()[0].Name = "changed by a reader"
	if got := e.Palette(); len(got) != 1 || got[0].Name != "Hair" || len(d.Palette()) != 0 {
		t.Errorf("the palette is %v, before it was %v", got, d.Palette())
	}
	if e.Base() != d.Base() || e.Sources() != d.Sources() || len(e.Stale()) != 0 {
		t.Error("swatches ask for other colours")
	}
	h := NewHistory(d, 1<<20, 1<<20)
	h.Do(e)
	if h.Settle(d) {
		t.Error("a result for a document without the palette took its place")
	}
	if doc, ok := h.Undo(); !ok || doc != d {
		t.Error("the palette is no step of its own")
	}
}
