package ui

import (
	"image"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyline/canvas/canvastest"
)

func TestEdgesFollowLinesIfAsked(t *testing.T) {
	b := newBench(t)
	b.open()
	b.has("follow=0")
	test.Tap(b.options.follow)
	b.has("follow=1")
	b.key(fyne.KeyF)
	b.has("follow=0")
	b.key(fyne.KeyF)
	off := func(i int) (most float64) { // of the line at the left of the box, 50–52 across
		for _, s := range b.desk.editor.Document().Strokes()[i].Samples {
			most = max(most, math.Abs(s.X-51))
		}
		return most
	}
	wavy := []float64{52, 50, 49.5, 60, 52.5, 70, 49.8, 80, 52, 90, 50, 100}
	b.drag(0, wavy...)
	if far := off(0); far > 0.6 {
		t.Errorf("a stroke that follows lines is %.1f px off", far)
	}
	b.key(fyne.KeyF)
	b.drag(0, wavy...)
	if far := off(1); far < 1 {
		t.Errorf("a stroke that does not is %.1f px off", far)
	}
	b.has("edges=2", "undo=1")
}

func TestSteadinessBySliderFieldAndKeys(t *testing.T) {
	b := newBench(t)
	b.open()
	b.has("steady=0")
	b.key(fyne.KeyPeriod)
	b.key(fyne.KeyPeriod)
	b.key(fyne.KeyComma)
	b.has("steady=10")
	g := b.options.steady
	g.field.SetText("55 %")
	g.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.has("steady=55")
	g.field.SetText("hm")
	g.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.has("steady=55")
	g.slider.Tapped(&fyne.PointEvent{Position: fyne.NewPos(g.slider.Size().Width, 5)})
	b.has("steady=100")
	b.drag(0, 20, 20, 60, 40, 100, 20, 140, 40)
	b.near("the end", b.ends(0), point{140, 40})
	b.key(fyne.KeyE)
	if g.content.Visible() {
		t.Error("the eraser can be steadied")
	}
	b.key(fyne.KeyB)
	if !g.content.Visible() || b.options.follow.Visible() {
		t.Error("the hint brush lacks steadiness, or follows lines")
	}
}

func TestThePenLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.desk.setSteadiness(40)
		b.desk.follow(true)
		shots(b, cut{"pen-bar-" + name, image.Rect(0, 0, 760, 40)})
		b.win.Resize(fyne.NewSize(1024, 700))
		b.changed()
		shots(b, cut{"pen-bar-narrow-" + name, image.Rect(0, 0, 1024, 40)})
		if light {
			continue
		}
		b.frame()
		b.press(51, 50, desktop.MouseButtonPrimary, 0)
		for y := 54.0; y < 110; y += 4 {
			b.move(51+math.Sin(y), y)
		}
		mid := b.picture.view.toScreen(point{60, 90})
		canvastest.Golden(t, "tail", b.frame().SubImage(image.Rect(int(mid.x)-128, int(mid.y)-128, int(mid.x)+128, int(mid.y)+128)))
		b.release()
	}
}
