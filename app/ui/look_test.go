package ui

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"

	"keyline/canvas/canvastest"
)

func TestTheLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		shot(b, "start-"+name, image.Rect(0, 0, 320, 320))
		b.open()
		b.desk.choose(b.desk.palette[0].Colour)
		b.stroke(60, 60, 140, 100)
		shot(b, "dock-"+name, image.Rect(1000, 40, 1280, 330))
		shot(b, "tools-"+name, image.Rect(0, 40, 48, 560))
		shot(b, "options-"+name, image.Rect(0, 0, 400, 40))
		shot(b, "actions-"+name, image.Rect(960, 0, 1280, 40))
		shot(b, "status-"+name, image.Rect(0, 772, 600, 800))
		b.toggleDocks()
		b.has("docks=0")
	}
}

func TestTheStrokesLook(t *testing.T) {
	b := newBench(t)
	b.open()
	b.key(fyne.KeyB)
	b.desk.choose(color.NRGBA{230, 180, 40, 255})
	b.stroke(120, 60, 120, 60)
	b.stroke(90, 90, 130, 110)
	b.key(fyne.KeyK)
	b.stroke(60, 50, 80, 110)
	at := b.picture.view.toScreen(point{95, 80})
	canvastest.Golden(t, "strokes", b.frame().SubImage(image.Rect(int(at.x)-128, int(at.y)-128, int(at.x)+128, int(at.y)+128)))
}

// shot compares a part of the window with its golden picture.
func shot(b *bench, name string, part image.Rectangle) {
	b.t.Helper()
	shots(b, cut{name, part})
}

// cut is a part of the window with the name of its golden picture.
type cut struct {
	name string
	part image.Rectangle
}

// shots compares parts of the window as it is: drawing all of it takes long, above all
// behind a dialog.
func shots(b *bench, cuts ...cut) {
	b.t.Helper()
	img := b.win.Canvas().Capture().(interface {
		SubImage(image.Rectangle) image.Image
	})
	for _, c := range cuts {
		canvastest.Golden(b.t, c.name, img.SubImage(c.part))
	}
}
