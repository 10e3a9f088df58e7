package ui

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyline/canvas/canvastest"
)

// drag moves the pointer over page places with the button down.
func (b *bench) drag(mod fyne.KeyModifier, places ...float64) {
	b.t.Helper()
	b.press(places[0], places[1], desktop.MouseButtonPrimary, mod)
	for i := 2; i < len(places); i += 2 {
		b.move(places[i], places[i+1])
	}
	b.release()
	b.picture.held.shift = false
	b.settle()
	b.shownIsFlattened()
}

// begins is where a stroke begins, ends where it ends.
func (b *bench) begins(stroke int) point {
	s := b.desk.editor.Document().Strokes()[stroke].Samples[0]
	return point{s.X, s.Y}
}

func (b *bench) ends(stroke int) point {
	list := b.desk.editor.Document().Strokes()[stroke].Samples
	s := list[len(list)-1]
	return point{s.X, s.Y}
}

func (b *bench) near(what string, got, want point) {
	b.t.Helper()
	if d := (point{got.x - want.x, got.y - want.y}); d.x*d.x+d.y*d.y > 1 {
		b.t.Errorf("%s is at %.1f, %.1f, want %.1f, %.1f", what, got.x, got.y, want.x, want.y)
	}
}

func TestDraggingMovesTheSelectedStrokes(t *testing.T) {
	b := threeStrokes(t)
	b.drag(0, 80, 40, 85, 50, 90, 60)
	b.has("selected=1", "pen=0")
	b.near("the dragged stroke", b.begins(0), point{50, 60})
	b.clickOn(80, 100, fyne.KeyModifierShift)
	b.has("selected=2")
	b.drag(0, 90, 60, 90, 50)
	b.near("the first of two", b.begins(0), point{50, 50})
	b.near("the second of two", b.begins(1), point{40, 90})
	b.has("selected=2")
	b.clickOn(90, 50, 0)
	b.has("selected=1")
	b.cmd.undo.run()
	b.near("the second, undone", b.begins(1), point{40, 100})
	b.near("the first, undone", b.begins(0), point{50, 60})
	b.cmd.undo.run()
	b.near("the first, undone twice", b.begins(0), point{40, 40})
	b.settle()
	b.press(80, 40, desktop.MouseButtonPrimary, 0)
	b.move(90, 90)
	b.has("pen=1")
	b.key(fyne.KeyDelete) // keys wait while strokes are in hand
	b.key(fyne.KeyEscape)
	b.release()
	b.settle()
	b.has("strokes=3", "pen=0")
	b.near("the first, given up", b.begins(0), point{40, 40})
}

func TestAHandleReshapes(t *testing.T) {
	b := threeStrokes(t)
	b.clickOn(80, 40, 0)
	b.drag(0, 120, 40, 125, 60, 120, 70)
	b.near("the end", b.ends(0), point{120, 70})
	b.near("the beginning", b.begins(0), point{40, 40})
	b.cmd.undo.run()
	b.near("the end, undone", b.ends(0), point{120, 40})
}

func TestTheWidthOfSelectedStrokes(t *testing.T) {
	b := threeStrokes(t)
	if b.options.size.Visible() {
		t.Error("there is a size with nothing selected")
	}
	b.clickOn(80, 40, 0)
	b.has("brush=6")
	b.key(fyne.KeyRightBracket)
	b.has("brush=7")
	b.key(fyne.KeyLeftBracket)
	b.key(fyne.KeyLeftBracket)
	b.has("brush=5")
	b.options.slider.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(60, 5)}})
	b.options.slider.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(90, 5)}})
	b.has("pen=1")
	b.options.slider.DragEnd()
	wide := b.desk.width()
	if wide < 40 {
		t.Errorf("the slider made it %g px", wide)
	}
	b.settle()
	b.shownIsFlattened()
	b.cmd.undo.run()
	b.has("brush=5")
	for range 3 {
		b.cmd.undo.run()
	}
	b.has("brush=6", "strokes=3")
	b.key(fyne.KeyK)
	b.has("brush=6")
	b.key(fyne.KeyRightBracket)
	b.has("brush=7")
	if w := b.desk.editor.Document().Strokes()[0].Samples[0].Width; w != 6 {
		t.Errorf("the brush changed the stroke to %g px", w)
	}
}

func TestASwatchRecoloursSelectedHints(t *testing.T) {
	b := threeStrokes(t)
	c := color.NRGBA{1, 200, 3, 255}
	b.clickOn(161, 70, 0)
	b.dock.palette.take(c)
	b.settle()
	b.has("tool=Select", "colour=#01C803", "selected=1")
	if got := b.desk.editor.Document().Strokes()[2].Colour; got != c {
		t.Errorf("the hint is %v", got)
	}
	b.cmd.undo.run()
	if got := b.desk.editor.Document().Strokes()[2].Colour; got == c {
		t.Error("undo left the colour")
	}
	b.clickOn(80, 40, 0)
	b.dock.palette.take(c) // an edge has no colour
	b.has("tool=Hint")
}

func TestTheLassoErasesAndSelects(t *testing.T) {
	b := threeStrokes(t)
	around := []float64{30, 30, 130, 30, 130, 110, 30, 110}
	b.drag(0, around...)
	b.has("selected=2", "strokes=3")
	b.drag(fyne.KeyModifierShift, 150, 60, 170, 60, 170, 80, 150, 80)
	b.has("selected=3")
	b.drag(0, 5, 5, 8, 5, 8, 8)
	b.has("selected=0")
	b.key(fyne.KeyD)
	b.has("tool=Eraser")
	b.press(30, 30, desktop.MouseButtonPrimary, 0)
	b.move(130, 30)
	b.key(fyne.KeyEscape)
	b.release()
	b.has("strokes=3")
	b.drag(0, around...)
	b.has("edges=0", "hints=1", "undo=1")
	b.cmd.undo.run()
	b.has("edges=2", "hints=1")
	b.options.erasing.choose(0)
	b.settle()
	b.drag(0, 60, 30, 60, 60)
	b.has("edges=1")
}

func TestTheListOfStrokes(t *testing.T) {
	b := newBench(t)
	b.open()
	dock := b.dock.strokes
	if !dock.empty.Visible() || !dock.list.Disabled() {
		t.Error("an empty list says nothing, or takes the keyboard")
	}
	for i := range 7 {
		b.stroke(40, float64(20+10*i), 120, float64(20+10*i))
	}
	list := dock.list
	if dock.empty.Visible() || len(list.items) != 7 || list.items[0].text != "Edge 7" || list.items[6].note != "80 px" {
		t.Fatalf("the rows are %+v", list.items)
	}
	row := func(i int) *fyne.PointEvent {
		return &fyne.PointEvent{Position: fyne.NewPos(60, float32(i)*heightRow+5)}
	}
	list.Tapped(row(1))
	b.has("tool=Select", "selected=1")
	if b.desk.selected[0] != b.desk.editor.Document().Strokes()[5].ID || !list.items[1].chosen {
		t.Error("another stroke was selected")
	}
	eye := row(0)
	eye.Position.X = list.Size().Width - 10
	list.Tapped(eye)
	b.settle()
	if !b.desk.editor.Document().Strokes()[6].Hidden || list.items[0].eye != "eye-off" {
		t.Error("the eye did not hide the stroke")
	}
	b.cmd.undo.run()
	b.settle()
	if b.desk.editor.Document().Strokes()[6].Hidden {
		t.Error("undo did not show it")
	}
	b.win.Canvas().Focus(list)
	b.has("focus=strokes")
	for range 9 {
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	if list.cursor != 6 || list.first != 3 {
		t.Errorf("the cursor is at %d, the first row %d", list.cursor, list.first)
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if b.desk.selected[0] != b.desk.editor.Document().Strokes()[0].ID {
		t.Error("Enter selected another stroke")
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	b.settle()
	b.has("strokes=6", "selected=0")
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: 9}})
	if list.first != 1 {
		t.Errorf("the wheel left the first row at %d", list.first)
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.has("focus=picture")
	b.cmd.selectAll.run()
	b.has("selected=5")
}

func TestANameStaysWithItsStroke(t *testing.T) {
	b := newBench(t)
	b.open()
	b.has("listed=-")
	b.key(fyne.KeyB)
	b.stroke(110, 80, 110, 80)
	b.key(fyne.KeyK)
	b.stroke(60, 50, 80, 110)
	b.stroke(20, 20, 180, 30)
	b.key(fyne.KeyB)
	b.stroke(30, 80, 30, 80)
	b.has("listed=Hint-2,Edge-2,Edge-1,Hint-1")
	b.dock.strokes.remove(2)
	b.has("listed=Hint-2,Edge-2,Hint-1")
	b.cmd.undo.run()
	b.settle()
	b.has("listed=Hint-2,Edge-2,Edge-1,Hint-1")
	b.cmd.redo.run()
	b.settle()
	b.dock.strokes.remove(2)
	b.key(fyne.KeyK)
	b.stroke(20, 40, 180, 50)
	b.key(fyne.KeyB)
	b.stroke(150, 80, 150, 80)
	b.has("listed=Hint-3,Edge-3,Hint-2,Edge-2")
}

func TestTheStrokesDockLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.stroke(60, 50, 80, 110)
		b.stroke(20, 20, 180, 30)
		b.key(fyne.KeyB)
		b.stroke(110, 80, 110, 80)
		b.stroke(130, 80, 150, 120)
		b.stroke(20, 120, 60, 140)
		b.stroke(20, 130, 60, 150)
		list := b.dock.strokes.list
		list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, 2*heightRow+5)})
		list.acts.eye(1)
		b.settle()
		b.key(fyne.KeyV)
		b.win.Canvas().Focus(list)
		b.dock.boxes[1].scroll.ScrollToBottom()
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.dock.strokes.content)
		y := int(at.Y)
		shots(b, cut{"strokes-dock-" + name, image.Rect(1000, y, 1280, y+190)},
			cut{"weigh-bar-" + name, image.Rect(0, 0, 620, 40)})
		b.key(fyne.KeyE)
		b.options.erasing.choose(1)
		shots(b, cut{"erase-bar-" + name, image.Rect(0, 0, 400, 40)})
		if light {
			continue // what lies on the picture looks alike in both themes
		}
		b.press(90, 60, desktop.MouseButtonPrimary, 0)
		for _, p := range [][2]float64{{120, 55}, {140, 80}, {120, 110}, {95, 100}} {
			b.move(p[0], p[1])
		}
		mid := b.picture.view.toScreen(point{115, 80})
		canvastest.Golden(t, "lasso", b.frame().SubImage(image.Rect(int(mid.x)-128, int(mid.y)-128, int(mid.x)+128, int(mid.y)+128)))
		b.release()
	}
}
