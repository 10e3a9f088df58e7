package ui

import (
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyline/canvas/canvastest"
)

// twoReferences opens the sketch with a blue reference, A, and a red one, B, and takes the
// tool for figures.
func twoReferences(t *testing.T, light bool) *bench {
	b := newThemedBench(t, light)
	b.open()
	b.AddReferences("/red.png")
	b.settle()
	b.key(fyne.KeyR)
	b.has("tool=Figure", "figures=0", `taking="All"`, "references=2")
	return b
}

func TestAFigureTakesFromItsReferences(t *testing.T) {
	b := twoReferences(t, false)
	b.drag(0, 20, 20, 90, 20, 90, 140, 20, 140)
	b.settle()
	b.has("figures=1", `taking="All"`)
	test.Tap(b.options.taking.boxes[2])
	b.settle()
	b.shownIsFlattened()
	b.has(`taking="B"`)
	colour := func(x, y int) string { return b.colours(image.Rect(x, y, x+1, y+1)) }
	if colour(50, 80) == colour(150, 80) {
		t.Error("inside and outside the figure the colours are from the same reference")
	}
	b.drag(0, 100, 20, 180, 20, 180, 140, 100, 140) // another one, which takes from all
	b.settle()
	b.has("figures=2", `taking="All"`)
	b.clickOn(50, 80, 0)
	b.has(`taking="B"`)
	if n := len(b.dock.strokes.list.items); n != 2 || b.dock.strokes.list.items[1].note != "takes B" || !b.dock.strokes.list.items[1].chosen {
		t.Errorf("the list shows %+v", b.dock.strokes.list.items)
	}
	b.cmd.undo.run()
	b.cmd.undo.run()
	b.settle()
	b.has("figures=1", `taking="All"`)
	if colour(50, 80) != colour(150, 80) {
		t.Error("undone, the figure takes from another reference still")
	}
	b.cmd.redo.run()
	b.settle()
	b.has(`taking="B"`)
	b.saveTo("/a.ora", func() {})
	b.settle()
	b.OpenFiles("/a.ora")
	b.settle()
	b.has("figures=1", "tool=Figure")
	if f := b.desk.figures()[0]; !slices.Equal(f.References, []int{1}) {
		t.Errorf("opened again it takes from %v", f.References)
	}
}

func TestFiguresByTheListAndByKeys(t *testing.T) {
	b := twoReferences(t, false)
	box := b.options.taking.boxes[1]
	b.win.Canvas().Focus(box)
	box.TypedRune(' ')
	b.has(`taking="A"`) // of the next one
	b.drag(0, 20, 20, 90, 20, 90, 140, 20, 140)
	b.drag(0, 100, 20, 180, 20, 180, 140, 100, 140)
	b.has("figures=2", `taking="A"`)
	b.clickOn(195, 5, 0) // beside both
	if _, ok := b.desk.chosenFigure(); ok {
		t.Error("a click beside the figures leaves one selected")
	}
	list := b.dock.strokes.list
	b.win.Canvas().Focus(list)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f, ok := b.desk.chosenFigure(); !ok || f.ID != b.desk.figures()[1].ID {
		t.Error("Enter in the list selects no figure")
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	b.has("figures=1")
	b.clickOn(50, 80, 0)
	b.key(fyne.KeyDelete)
	b.settle()
	b.has("figures=0")
	b.drag(0, -30, -30, -20, -30, -20, -20)
	b.has("dialogs=1", "figures=0")
	test.Tap(b.button("Close"))
	b.drag(0, 20, 20, 90, 20, 90, 140)
	b.drag(0, 20, 20, 90, 20, 90, 140)
	b.cmd.removeFigures.run()
	b.settle()
	b.has("figures=0")
	b.desk.removeReference(0)
	b.has(`taking="All"`) // the remaining reference has another letter now
}

func TestTheFigureLook(t *testing.T) {
	for name, light := range themes {
		b := twoReferences(t, light)
		b.drag(0, 20, 20, 90, 30, 80, 140, 20, 120)
		test.Tap(b.options.taking.boxes[2])
		b.drag(0, 110, 20, 180, 20, 180, 140)
		b.settle()
		shots(b, cut{"figure-bar-" + name, image.Rect(0, 0, 620, 40)}, cut{"figure-tool-" + name, image.Rect(0, 420, 48, 540)})
		b.picture.inside = false
		if light {
			continue
		}
		b.clickOn(30, 60, 0)
		mid := b.picture.view.toScreen(point{60, 80})
		canvastest.Golden(t, "figures", b.frame().SubImage(image.Rect(int(mid.x)-128, int(mid.y)-128, int(mid.x)+128, int(mid.y)+128)))
	}
}

func TestOutlinesComeAndGoWithTheToolForFigures(t *testing.T) {
	b := newBench(t)
	b.open()
	painted := 0
	b.figures.paint = func() { painted++ }
	for i, take := range []func(){b.cmd.figure.do, b.cmd.edge.do, b.cmd.figure.do, func() { b.desk.chooseFigure(7) }} {
		take()
		if painted != i+1 {
			t.Errorf("after step %d the picture was painted %d times", i, painted)
		}
	}
	b.changed()
	if painted != 4 {
		t.Errorf("painted %d times though nothing changed", painted)
	}
}
