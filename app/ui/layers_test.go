package ui

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	page "keyline/canvas"
)

// rowOf is the place of a layer in the dock's list.
func (b *bench) rowOf(l page.Layer) int { return slices.Index(b.dock.layers.layers, l) }

// tapEye taps the eye of a layer.
func (b *bench) tapEye(l page.Layer) {
	list := b.dock.layers.list
	list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(list.Size().Width-8, (float32(b.rowOf(l))+0.5)*heightRow)})
	b.settle()
}

// chooseRow taps the row of a layer.
func (b *bench) chooseRow(l page.Layer) {
	b.dock.layers.list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, (float32(b.rowOf(l))+0.5)*heightRow)})
}

func (b *bench) row(l page.Layer) listItem { return b.dock.layers.list.items[b.rowOf(l)] }

func TestTheEyesOfLayersShowAndHide(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	if e, c, f := b.row(page.EdgesLayer), b.row(page.ColourLayer), b.row(page.FlatsLayer); e.note != "1" || c.note != "100 %" || f.note != "none yet" {
		t.Errorf("the notes are %q, %q and %q", e.note, c.note, f.note)
	}
	for _, step := range []struct {
		layer page.Layer
		want  string
	}{{page.LinesLayer, "shown=101"}, {page.ColourLayer, "shown=100"}, {page.LinesLayer, "shown=110"}, {page.ColourLayer, "shown=111"}} {
		b.tapEye(step.layer)
		b.has(step.want, "undo=1")
		b.shownIsFlattened()
	}
	if eye := b.row(page.LinesLayer).eye; eye != "eye" {
		t.Errorf("the eye of lines on show is %q", eye)
	}
	b.tapEye(page.LinesLayer)
	if eye := b.row(page.LinesLayer).eye; eye != "eye-off" {
		t.Errorf("the eye of hidden lines is %q", eye)
	}
	b.tapEye(page.EdgesLayer)
	if !b.desk.lookOf(page.EdgesLayer).Hidden || b.row(page.EdgesLayer).eye != "eye-off" || b.row(page.HintsLayer).eye != "eye" {
		t.Error("the edges are not hidden alone")
	}
	if len(b.desk.reachable()) != 0 {
		t.Error("hidden edges can be taken")
	}
	b.cmd.strokes.run()
	if b.row(page.HintsLayer).eye != "eye-off" {
		t.Error("hints are shown while strokes are not")
	}
	b.tapEye(page.EdgesLayer)
	if b.row(page.EdgesLayer).eye != "eye" || !b.desk.strokes {
		t.Error("the edges do not come back")
	}
}

func TestOpacityAndLockAreThoseOfTheChosenLayer(t *testing.T) {
	b := newBench(t)
	b.open()
	b.chooseRow(page.ColourLayer)
	b.has("layer=colour", "opacity=100", "layerlock=0")
	l := b.dock.layers
	l.slider.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(60, 8)}})
	l.slider.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 8)}})
	b.has("pen=1")
	l.slider.DragEnd()
	b.has("pen=0", "undo=1", "unsaved=1")
	b.shownIsFlattened()
	if !l.take("40 %") || l.take("140") || l.take("x") {
		t.Error("the field takes what it should not, or not what it should")
	}
	b.has("opacity=40")
	b.shownIsFlattened()
	if note := b.row(page.ColourLayer).note; note != "40 %" {
		t.Errorf("the note is %q", note)
	}
	b.cmd.undo.run()
	b.cmd.undo.run()
	b.has("opacity=100", "undo=0")
	test.Tap(l.lock)
	b.has("layerlock=1", "locks=1")
	b.cmd.lockLayer.run()
	b.has("layerlock=0", "locks=0")
	b.chooseRow(page.EdgesLayer)
	test.Tap(l.lock)
	b.has("layerlock=1", "locks=0")
	if b.row(page.EdgesLayer).sign != "lock" {
		t.Error("the row shows no lock")
	}
	b.press(40, 40, desktop.MouseButtonPrimary, 0)
	b.release()
	b.has("edges=0", "dialogs=1")
}

func TestTheLinesGetATint(t *testing.T) {
	b := newBench(t)
	b.open()
	was := string(b.desk.editor.Shown().Pix)
	b.chooseRow(page.LinesLayer)
	test.Tap(b.dock.layers.tint)
	b.has("dialogs=1")
	b.win.Canvas().Focused().(*lineEntry).SetText("#803010")
	test.Tap(b.button("Save"))
	b.settle()
	b.has("tint=#803010", "dialogs=0", "undo=1")
	b.shownIsFlattened()
	if string(b.desk.editor.Shown().Pix) == was {
		t.Error("the picture is as it was")
	}
	b.chooseRow(page.FlatsLayer)
	if b.dock.layers.tinting.Visible() {
		t.Error("flats have a tint")
	}
	b.cmd.undo.run()
	b.has("tint=#000000")
}

func TestTheLayersLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.stroke(40, 40, 120, 40)
		b.makeFlats()
		b.tapEye(page.ColourLayer)
		b.chooseRow(page.HintsLayer)
		b.cmd.lockLayer.run()
		b.chooseRow(page.LinesLayer)
		b.desk.setTint(color.NRGBA{0x60, 0x30, 0x10, 255})
		b.desk.setOpacity(80, false)
		shot(b, "layers-"+name, image.Rect(1000, 288, 1280, 590))
	}
}

func TestTheDockFitsANarrowWindow(t *testing.T) {
	b := newBench(t)
	b.OpenSample("novel_sophia")
	b.settle()
	for _, width := range []float32{1024, 1280, 1024, 1920} {
		b.win.Resize(fyne.NewSize(width, 668))
		grid := b.dock.palette.grid
		last := grid.Objects[len(grid.Objects)-1]
		bottom := last.Position().Y + last.Size().Height
		if bottom > grid.Size().Height+0.5 {
			t.Errorf("at %g the swatches reach %g of %g", width, bottom, grid.Size().Height)
		}
		for _, s := range grid.Objects {
			if s.Position().X+s.Size().Width > grid.Size().Width+0.5 {
				t.Errorf("at %g a swatch ends at %g of %g", width, s.Position().X+s.Size().Width, grid.Size().Width)
			}
		}
	}
}

func TestTheHintGivesWayInANarrowWindow(t *testing.T) {
	b := newBench(t)
	b.open()
	if !b.status.hint.content.Visible() || !strings.Contains(b.status.hint.text, "{[}") {
		t.Errorf("the hint says %q, shown: %v", b.status.hint.text, b.status.hint.content.Visible())
	}
	b.desk.timing.line = strings.Repeat("Wrote a long name ", 6)
	b.changed()
	b.win.Resize(fyne.NewSize(900, 600))
	if b.status.hint.content.Visible() {
		t.Error("the hint stays where there is no room for it")
	}
	b.win.Resize(fyne.NewSize(1900, 600))
	if !b.status.hint.content.Visible() {
		t.Error("the hint does not come back")
	}
}
