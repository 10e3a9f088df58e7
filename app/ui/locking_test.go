package ui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"

	"keyline/canvas/canvastest"
)

// colours are the bytes of the colour layer in a part of the page.
func (b *bench) colours(r image.Rectangle) string {
	return string(b.desk.editor.Document().Colour(r).Pix)
}

func TestALassoLocksARegion(t *testing.T) {
	b := newBench(t)
	b.open()
	box := image.Rect(80, 60, 120, 100)
	before := b.colours(box)
	b.key(fyne.KeyL)
	b.has("tool=Lock", "locks=0")
	b.drag(0, 70, 50, 130, 50, 130, 110, 70, 110)
	b.has("locks=1", "undo=1", "unsaved=1")
	b.key(fyne.KeyK)
	b.stroke(60, 80, 150, 80)
	b.AddReferences("/red.png")
	b.settle()
	b.key(fyne.KeyB)
	b.stroke(100, 80, 110, 90)
	b.has("locks=1", "hints=1")
	if b.colours(box) != before {
		t.Error("the locked region changed")
	}
	b.key(fyne.KeyL)
	b.clickOn(100, 80, 0)
	b.settle()
	b.shownIsFlattened()
	b.has("locks=0")
	if b.colours(box) == before {
		t.Error("unlocked, it is as it was locked")
	}
	b.cmd.undo.run()
	b.settle()
	b.has("locks=1")
	if b.colours(box) != before {
		t.Error("locked again by undo, it is another")
	}
	b.cmd.unlock.run()
	b.has("locks=0")
}

func TestAClickLocksAnArea(t *testing.T) {
	b := newBench(t)
	b.open()
	b.key(fyne.KeyL)
	b.clickOn(100, 80, 0)
	b.has("locks=1")
	list := b.dock.strokes.list
	if len(list.items) != 1 || list.items[0].text != "Lock 1" || list.items[0].icon != "lock" {
		t.Fatalf("the list shows %+v", list.items)
	}
	b.win.Canvas().Focus(list)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // a lock is no stroke to be selected
	b.has("tool=Lock", "selected=0")
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	b.has("locks=0")
	b.settle()
	b.clickOn(51, 80, 0)
	b.has("dialogs=0", "locks=0")
	if want := "That is a line; click inside an area."; b.desk.timing.line != want {
		t.Errorf("the status says %q", b.desk.timing.line)
	}
	b.clickOn(-2, 80, 0)
	b.has("dialogs=0", "locks=0")
	b.press(20, 20, 1, 0)
	b.move(60, 60)
	b.key(fyne.KeyEscape)
	b.release()
	b.has("locks=0")
}

func TestTheLockLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.key(fyne.KeyL)
		b.drag(0, 70, 50, 130, 60, 120, 110, 70, 110)
		shots(b, cut{"lock-bar-" + name, image.Rect(0, 0, 400, 40)}, cut{"lock-tool-" + name, image.Rect(0, 420, 48, 520)})
		if light {
			continue
		}
		b.picture.inside = false
		mid := b.picture.view.toScreen(point{80, 80})
		canvastest.Golden(t, "locked", b.frame().SubImage(image.Rect(int(mid.x)-128, int(mid.y)-128, int(mid.x)+128, int(mid.y)+128)))
	}
}
