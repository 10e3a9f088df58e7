package ui

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// closer opens the first reference large, a picture of noise.
func closer(t *testing.T, light bool) (*bench, *referenceView, *image.RGBA) {
	b := newThemedBench(t, light)
	b.open()
	img := noise(60, 50, 8)
	b.desk.setReferences([]reference{{name: "noise.png", img: nrgbaOf(img)}})
	b.settle()
	test.Tap(b.dock.references.thumbAt(0))
	b.has("dialogs=1")
	v, ok := b.win.Canvas().Focused().(*referenceView)
	if !ok {
		t.Fatal("the reference has not the keyboard")
	}
	return b, v, img
}

// thumbAt is a reference's picture in the dock.
func (r *referencesDock) thumbAt(i int) *thumbnail {
	return r.grid.Objects[i].(*fyne.Container).Objects[0].(*thumbnail)
}

// over is where the middle of a pixel of the reference lies in the view.
func over(v *referenceView, x, y int) fyne.Position {
	p := v.view.toScreen(point{float64(x) + 0.5, float64(y) + 0.5})
	return fyne.NewPos(float32(p.x/v.scale), float32(p.y/v.scale))
}

func TestEveryPixelOfAReferenceCanBePicked(t *testing.T) {
	b, v, img := closer(t, false)
	at := image.Pt(17, 31)
	for _, zoom := range []float64{1, 2.7, 9, 32} {
		v.look(v.view.zoomed(zoom, v.view.toScreen(point{17.5, 31.5})))
		v.Tapped(&fyne.PointEvent{Position: over(v, at.X, at.Y)})
		c := img.RGBAAt(at.X, at.Y)
		if want := (color.NRGBA{c.R, c.G, c.B, 255}); b.desk.colour != want {
			t.Errorf("zoom %g: picked %v, want %v", zoom, b.desk.colour, want)
		}
		p := v.view.toScreen(point{float64(at.X) + 0.5, 31.5})
		if got := v.paint(v.view.screen.X, v.view.screen.Y).(*image.RGBA).RGBAAt(int(p.x), int(p.y)); got != c {
			t.Errorf("zoom %g: the screen shows %v there, want %v", zoom, got, c)
		}
		at = image.Pt(18, 31)
	}
	v.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: over(v, 17, 30)}})
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyI})
	if c := img.RGBAAt(17, 30); b.desk.colour != (color.NRGBA{c.R, c.G, c.B, 255}) {
		t.Errorf("with I %v was picked, want %v", b.desk.colour, c)
	}
	was := b.desk.colour
	v.TypedKey(&fyne.KeyEvent{Name: fyne.Key2})
	v.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1, 1)})
	if b.desk.colour != was {
		t.Error("a click beside the reference picked a colour")
	}
}

func TestTheWheelZoomsAReferenceAndADragMovesIt(t *testing.T) {
	_, v, _ := closer(t, false)
	at := over(v, 20, 10)
	zoom := v.view.zoom
	v.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.Delta{DY: 20}})
	if p, ok := v.under(); v.view.zoom <= zoom || ok && p != image.Pt(20, 10) {
		t.Errorf("zoomed to %g, the pointer is over %v", v.view.zoom, p)
	}
	origin := v.view.origin
	v.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.Delta{DX: 12, DY: -5}})
	if d := v.view.origin; d.x-origin.x != 12 || d.y-origin.y != -5 {
		t.Errorf("the drag moved it by %g, %g", d.x-origin.x, d.y-origin.y)
	}
	for _, key := range []fyne.KeyName{fyne.KeyEqual, fyne.KeyMinus, fyne.KeyLeft, fyne.KeyDown} {
		was := v.view
		v.TypedKey(&fyne.KeyEvent{Name: key})
		if v.view == was {
			t.Errorf("%s changes nothing", key)
		}
	}
}

func TestEscapeClosesTheReference(t *testing.T) {
	b, v, _ := closer(t, false)
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyB})
	b.has("tool=Edge", "dialogs=1")
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.has("dialogs=0", "focus=picture")
}

func TestTheReferenceLook(t *testing.T) {
	for name, light := range themes {
		b, v, _ := closer(t, light)
		v.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: over(v, 30, 20)}})
		shot(b, "reference-"+name, image.Rect(140, 640, 760, 770))
	}
}
