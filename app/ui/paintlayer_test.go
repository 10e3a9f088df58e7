package ui

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	page "keyline/canvas"
)

func TestPaintIsPutOnErasedHiddenAndCleared(t *testing.T) {
	b := newBench(t)
	b.open()
	plain := b.colourAt(20, 20)
	coral := color.NRGBA{240, 90, 70, 255}
	b.key(fyne.KeyT)
	b.has("tool=Paint", "erase=0", "brush=12")
	b.dock.palette.take(coral)
	b.has("tool=Paint", "colour="+hex(coral))
	b.stroke(10, 20, 60, 20)
	b.has("paint=1", "undo=1", "unsaved=1")
	if got := b.colourAt(20, 20); got != coral {
		t.Errorf("painted it is %v", got)
	}
	b.key(fyne.KeyT)
	b.has("erase=1")
	if b.options.painting.chosen != 1 || !b.options.painting.Visible() {
		t.Error("the option bar does not show the eraser")
	}
	b.stroke(10, 20, 30, 20)
	if got := b.colourAt(20, 20); got != plain || b.colourAt(50, 20) != coral {
		t.Errorf("erased it is %v", got)
	}
	b.tapEye(page.PaintLayer)
	b.shownIsFlattened()
	if got := b.colourAt(50, 20); got != plain {
		t.Errorf("hidden it is %v", got)
	}
	b.tapEye(page.PaintLayer)
	b.chooseRow(page.PaintLayer)
	test.Tap(b.dock.layers.lock)
	b.stroke(10, 20, 60, 20)
	b.has("dialogs=1", "undo=1")
	b.escape()
	test.Tap(b.dock.layers.lock)
	before := string(b.desk.editor.Shown().Pix)
	b.saveTo("/work.ora", func() {})
	b.settle()
	b.cmd.closePicture.run()
	b.OpenFiles("/work.ora")
	b.settle()
	b.has("paint=1", "unsaved=0")
	if string(b.desk.editor.Shown().Pix) != before {
		t.Error("opened again the picture is another")
	}
	b.cmd.clearPaint.run()
	b.has("paint=0", "undo=1")
	b.cmd.undo.run()
	b.has("paint=1", "unsaved=0")
}

func TestThePaintBarLooks(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.key(fyne.KeyT)
		b.key(fyne.KeyT)
		shot(b, "paint-bar-"+name, image.Rect(0, 0, 640, 40))
	}
}
