package ui

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyline/canvas/lineart"
)

// twoFields are red beside blue.
func twoFields() *image.NRGBA {
	img := plain(color.NRGBA{200, 40, 40, 255}, 160, 120)
	for y := range 120 {
		for x := 80; x < 160; x++ {
			img.SetNRGBA(x, y, color.NRGBA{40, 60, 200, 255})
		}
	}
	return img
}

// drawLines opens the dialog for the picture of two fields.
func drawLines(t *testing.T, light bool) (*bench, *linesDialog) {
	b := newThemedBench(t, light)
	b.showLineArt("/fields.png", twoFields())
	b.settle()
	b.has("dialogs=1")
	var d *linesDialog
	eachIn(b.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) bool {
		if p, ok := o.(*preview); ok {
			d = &linesDialog{preview: p}
		}
		return true
	})
	if d == nil {
		t.Fatal("there is no preview")
	}
	return b, d
}

// slidersIn are those of the open dialog.
func slidersIn(b *bench) (list []*slider) {
	eachIn(b.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) bool {
		if s, ok := o.(*slider); ok {
			list = append(list, s)
		}
		return true
	})
	return list
}

func TestLineArtBecomesTheSketch(t *testing.T) {
	b, d := drawLines(t, false)
	first := d.preview.seen
	sliders := slidersIn(b)
	if len(sliders) != 4 {
		t.Fatalf("there are %d sliders", len(sliders))
	}
	sliders[0].change(25)
	sliders[1].change(40) // while the first is being followed
	sliders[3].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	b.settle()
	if d.preview.seen == first {
		t.Error("the preview did not follow")
	}
	eachIn(b.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) bool {
		if box, ok := o.(*tickBox); ok {
			box.TypedRune(' ')
		}
		return true
	})
	test.Tap(b.button("Use as sketch"))
	b.settle()
	b.has("screen=picture", "dialogs=0", `name="fields lines"`, "references=1", "unsaved=1", `file="."`)
	o := lineart.Standard()
	o.Weight, o.Detail, o.Noise = 2.5, 40, o.Noise+1
	if want := lineart.Of(twoFields(), o); string(b.desk.document().Lines().Gray().Pix) != string(want.Pix) {
		t.Error("the sketch is not the lines that were set")
	}
	b.saveTo("/lines.ora", func() {})
	b.settle()
	b.has("unsaved=0")
}

func TestLineArtIsGivenUpAndAsksForUnsavedWork(t *testing.T) {
	b := newBench(t)
	b.shelf.files["/fields.png"] = twoFields()
	b.lineArtFrom("/none.png")
	b.settle()
	b.has("dialogs=1", "screen=start")
	test.Tap(b.button("Close"))
	b.open()
	b.stroke(40, 40, 120, 40)
	b.lineArtFrom("/fields.png")
	b.settle()
	b.has("dialogs=1")
	b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.settle()
	b.has("dialogs=0", "edges=1", `name="sketch.png"`)
	b.lineArtFrom("/fields.png")
	b.settle()
	test.Tap(b.button("Use as sketch"))
	b.has("dialogs=1", "edges=1") // it asks about the stroke
	b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.settle()
	b.has("dialogs=0", "edges=1")
}

func TestTheLineArtLook(t *testing.T) {
	for name, light := range themes {
		b, _ := drawLines(t, light)
		shots(b, cut{"lineart-" + name, image.Rect(120, 100, 1160, 720)})
	}
}
