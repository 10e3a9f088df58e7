package ui

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyline/canvas/canvastest"
)

// clickOn clicks a place on the page.
func (b *bench) clickOn(x, y float64, mod fyne.KeyModifier) {
	b.press(x, y, desktop.MouseButtonPrimary, mod)
	b.release()
	b.picture.held.shift = false
}

// threeStrokes draws two edges and a hint, and takes the select tool.
func threeStrokes(t *testing.T) *bench {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.stroke(40, 100, 120, 100)
	b.key(fyne.KeyB)
	b.stroke(160, 70, 160, 70)
	b.key(fyne.KeyV)
	b.has("tool=Select", "edges=2", "hints=1", "selected=0")
	return b
}

func TestClicksSelectStrokes(t *testing.T) {
	b := threeStrokes(t)
	steps := []struct {
		name string
		x, y float64
		mod  fyne.KeyModifier
		want string
	}{
		{"on a stroke", 80, 41, 0, "selected=1"},
		{"another instead", 60, 99, 0, "selected=1"},
		{"one more", 80, 40, fyne.KeyModifierShift, "selected=2"},
		{"the hint too", 161, 70, fyne.KeyModifierShift, "selected=3"},
		{"one less", 80, 40, fyne.KeyModifierShift, "selected=2"},
		{"beside all, with Shift", 80, 70, fyne.KeyModifierShift, "selected=2"},
		{"beside all", 80, 70, 0, "selected=0"},
	}
	for _, s := range steps {
		b.clickOn(s.x, s.y, s.mod)
		b.has(s.want)
		if t.Failed() {
			t.Fatal(s.name)
		}
	}
	b.has("strokes=3", "pen=0")
	b.clickOn(80, 40, 0)
	b.key(fyne.KeyEscape)
	b.has("selected=0", "strokes=3")
}

func TestSelectedStrokesAreDeletedInOneStep(t *testing.T) {
	b := threeStrokes(t)
	all := string(b.desk.editor.Shown().Pix)
	b.key(fyne.KeyDelete)
	b.has("strokes=3")
	b.clickOn(80, 40, 0)
	b.clickOn(80, 100, fyne.KeyModifierShift)
	b.key(fyne.KeyDelete)
	b.settle()
	b.shownIsFlattened()
	b.has("edges=0", "hints=1", "selected=0")
	b.cmd.undo.run()
	b.settle()
	b.has("edges=2", "selected=2")
	if string(b.desk.editor.Shown().Pix) != all {
		t.Error("undo brought other colours back")
	}
	b.key(fyne.KeyBackspace)
	b.has("edges=0")
}

func TestArrowsMoveSelectedStrokes(t *testing.T) {
	b := threeStrokes(t)
	b.saveClean()
	b.clickOn(80, 40, 0)
	b.key(fyne.KeyDown)
	b.picture.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	b.key(fyne.KeyRight)
	b.picture.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	b.settle()
	b.shownIsFlattened()
	b.has("unsaved=1")
	if s := b.desk.editor.Document().Strokes()[0].Samples[0]; s.X != 50 || s.Y != 41 {
		t.Errorf("the stroke begins at %g, %g, want 50, 41", s.X, s.Y)
	}
	at := b.picture.view.toScreen(point{125, 41})
	b.picture.inside = false
	if got := b.frame().RGBAAt(int(at.x), int(at.y)); got != (color.RGBA{inkCore.R, inkCore.G, inkCore.B, 255}) {
		t.Errorf("the moved stroke shows as %v", got)
	}
	b.cmd.undo.run()
	b.cmd.undo.run()
	b.settle()
	if s := b.desk.editor.Document().Strokes()[0].Samples[0]; s.X != 40 || s.Y != 40 {
		t.Errorf("undone, the stroke begins at %g, %g", s.X, s.Y)
	}
	b.shownIsFlattened()
	b.has("unsaved=0")
}

// saveClean makes the work as it is the one that a file has.
func (b *bench) saveClean() {
	b.saveTo("/done.ora", func() {})
	b.settle()
	b.has("unsaved=0")
}

func TestWhatIsSelectedEndsWithTheStroke(t *testing.T) {
	b := threeStrokes(t)
	b.clickOn(80, 100, 0)
	b.cmd.undo.run() // the hint
	b.cmd.undo.run() // the stroke that is selected
	b.settle()
	b.has("selected=0", "edges=1")
	b.key(fyne.KeyDelete)
	b.has("edges=1")
	b.clickOn(80, 40, 0)
	b.has("selected=1")
	b.cmd.strokes.run()
	b.key(fyne.KeyDelete) // of what is not to be seen
	b.has("edges=1")
	b.key(fyne.KeyRight)
	b.cmd.strokes.run()
	b.cmd.compare.run()
	b.key(fyne.KeyDelete)
	b.settle()
	b.has("edges=1")
}

func TestTheSelectionLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.stroke(60, 50, 80, 110)
		b.key(fyne.KeyB)
		b.stroke(110, 80, 110, 80)
		b.key(fyne.KeyV)
		b.clickOn(70, 80, 0)
		b.clickOn(110, 80, fyne.KeyModifierShift)
		shots(b,
			cut{"select-bar-" + name, image.Rect(0, 0, 400, 40)},
			cut{"select-status-" + name, image.Rect(200, 772, 760, 800)},
		)
		if light {
			continue // strokes are drawn alike in both themes
		}
		at := b.picture.view.toScreen(point{90, 80})
		canvastest.Golden(t, "selected", b.frame().SubImage(image.Rect(int(at.x)-140, int(at.y)-150, int(at.x)+140, int(at.y)+150)))
	}
}
