package ui

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTheEyesOfLayersShowAndHide(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	l := b.dock.layers
	if l.strokes.note.text != "1 edge, 0 hints" || l.colour.note.text != "100 %" {
		t.Errorf("the notes are %q and %q", l.strokes.note.text, l.colour.note.text)
	}
	for _, step := range []struct {
		row  *layerRow
		want string
	}{{l.strokes, "shown=011"}, {l.lines, "shown=001"}, {l.colour, "shown=000"}, {l.strokes, "shown=100"}, {l.lines, "shown=110"}, {l.colour, "shown=111"}} {
		test.Tap(step.row.eye)
		b.has(step.want)
		b.shownIsFlattened()
	}
	if l.lines.eye.name != "eye" {
		t.Errorf("the eye of lines on show is %q", l.lines.eye.name)
	}
	test.Tap(l.lines.eye)
	if l.lines.eye.name != "eye-off" {
		t.Errorf("the eye of hidden lines is %q", l.lines.eye.name)
	}
}

func TestTheLayersLook(t *testing.T) {
	for _, light := range []bool{false, true} {
		b := newThemedBench(t, light)
		b.open()
		b.stroke(40, 40, 120, 40)
		test.Tap(b.dock.layers.lines.eye)
		shot(b, "layers-"+map[bool]string{false: "dark", true: "light"}[light], image.Rect(1000, 288, 1280, 470))
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
