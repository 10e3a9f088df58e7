package ui

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	page "keyline/canvas"
	"keyline/canvas/palette"
)

// colourAt is the picture's at a page pixel.
func (b *bench) colourAt(x, y int) color.NRGBA {
	return color.NRGBA(b.desk.editor.Shown().RGBAAt(x, y))
}

// tapOn clicks a place on the page.
func (b *bench) tapOn(x, y float64) {
	b.press(x, y, desktop.MouseButtonPrimary, 0)
	b.release()
	b.settle()
}

// makeFlats waits until there are flats.
func (b *bench) makeFlats() {
	b.t.Helper()
	b.cmd.flats.run()
	b.settle()
	b.has("flats=made")
}

func TestFlatsAreMadeRecolouredFilledAndHidden(t *testing.T) {
	b := newBench(t)
	b.open()
	plain := b.colourAt(20, 20)
	b.key(fyne.KeyG)
	b.has("tool=Fill", "flats=none")
	b.tapOn(180, 20)
	b.has("dialogs=1", "undo=0") // there are no flats
	b.escape()
	b.cmd.flats.run()
	b.has("flats=due")
	if b.readiness() == "ready" {
		t.Error("flats that are being made are not waited for")
	}
	b.settle()
	b.has("flats=made", "undo=1", "unsaved=1")
	b.shownIsFlattened()
	first := b.desk.palette[0]
	if got := b.colourAt(20, 20); got != first.Colour {
		t.Errorf("the left half is %v, the swatch %v", got, first.Colour)
	}
	moss := color.NRGBA{30, 90, 40, 255}
	b.desk.editSwatch(0, palette.Swatch{Colour: moss})
	if got := b.colourAt(20, 20); got != moss {
		t.Errorf("recoloured at once it is %v, want %v", got, moss)
	}
	rose := color.NRGBA{240, 90, 140, 255}
	b.desk.choose(rose)
	b.tapOn(180, 20)
	if got := b.colourAt(180, 20); got != rose || b.desk.swatch() < 0 {
		t.Errorf("filled it is %v, want %v, which is swatch %d", got, rose, b.desk.swatch())
	}
	b.has("step=3")
	b.stroke(100, 20, 190, 60)
	b.key(fyne.KeyI)
	b.tapOn(20, 20)
	b.has("colour=" + hex(moss)) // the picker takes what is seen
	b.cmd.flats.run()
	if !b.desk.lookOf(page.FlatsLayer).Hidden || b.colourAt(20, 20) != plain {
		t.Error("hidden flats are seen")
	}
	b.cmd.flats.run()
	b.settle()
	if got := b.colourAt(20, 20); got != moss {
		t.Errorf("shown again they are %v", got)
	}
	b.cmd.dropFlats.run()
	b.has("flats=none")
	for b.desk.editor.CanUndo() {
		b.cmd.undo.run()
	}
	b.settle()
	b.has("flats=none", "unsaved=0")
	if got := b.colourAt(20, 20); got != plain {
		t.Errorf("undone it is %v, was %v", got, plain)
	}
}

func TestFlatsAreSavedAndOpened(t *testing.T) {
	b := newBench(t)
	b.open()
	b.makeFlats()
	b.desk.editSwatch(0, palette.Swatch{Name: "Moss", Colour: color.NRGBA{30, 90, 40, 255}})
	b.desk.choose(color.NRGBA{240, 90, 140, 255})
	b.key(fyne.KeyG)
	b.tapOn(180, 20)
	before := string(b.desk.editor.Shown().Pix)
	b.saveTo("/work.ora", func() {})
	b.settle()
	b.has("unsaved=0")
	b.cmd.closePicture.run()
	b.OpenFiles("/work.ora")
	b.settle()
	b.has("flats=made", "unsaved=0")
	if string(b.desk.editor.Shown().Pix) != before {
		t.Error("opened again the picture is another")
	}
}

func TestFlatsWithoutAPaletteAreRefused(t *testing.T) {
	b := newBench(t)
	b.OpenFiles("/sketch.png")
	b.settle()
	b.cmd.flats.run()
	b.has("dialogs=1", "flats=none", "undo=0")
}

func TestFlatsBeingMadeCanBeStopped(t *testing.T) {
	b := newBench(t)
	b.open()
	b.cmd.flats.run()
	b.has("flats=due")
	b.escape()
	b.settle()
	b.has("flats=due")
	b.cmd.colour.run()
	b.settle()
	b.has("flats=made")
}
