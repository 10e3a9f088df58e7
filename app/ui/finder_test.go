package ui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// finderOpen opens the finder and returns its field.
func finderOpen(b *bench) *finderEntry {
	b.t.Helper()
	b.cmd.find.run()
	e, ok := b.win.Canvas().Focused().(*finderEntry)
	if !ok {
		b.t.Fatal("the finder's field has not the keyboard")
	}
	return e
}

func TestCommandsAreFoundByLetters(t *testing.T) {
	b := newBench(t)
	b.open()
	for letters, want := range map[string]string{
		"": "Edge", "mirror": "Mirror view", "mv": "Mirror view", "undo": "Undo", "export": "Export…", "lasso": "Erase with a lasso",
		"FOLLOW L": "Follow lines", "lt": "Light theme", "nb": "Narrower brush", "unlock": "Unlock all regions", "save pal": "Save palette…",
	} {
		found := matching(b.cmd.listed(), letters)
		if len(found) == 0 || found[0].name != want {
			t.Errorf("%q finds %q first, want %q", letters, firstName(found), want)
		}
	}
	if found := matching(b.cmd.listed(), "qqq"); len(found) != 0 {
		t.Errorf("letters that no name has find %q", firstName(found))
	}
	if all := matching(b.cmd.listed(), " "); len(all) != len(b.cmd.listed()) {
		t.Errorf("without letters %d of %d commands are listed", len(all), len(b.cmd.listed()))
	}
}

func firstName(found []*command) string {
	if len(found) == 0 {
		return ""
	}
	return found[0].name
}

func TestTheFinderDoesWhatWasFound(t *testing.T) {
	b := newBench(t)
	b.open()
	e := finderOpen(b)
	b.has("dialogs=1")
	test.Type(e, "mirr")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.has("dialogs=0", "mirror=1", "focus=picture")
	e = finderOpen(b)
	test.Type(e, "hint")
	e.f.list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 5)})
	b.has("dialogs=0", "tool=Hint")
	e = finderOpen(b)
	test.Type(e, "undo")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.has("dialogs=0", "tool=Hint")
	e = finderOpen(b)
	test.Type(e, "delete strokes") // nothing is selected
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.has("dialogs=1")
	test.Type(e, "xyz")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.has("dialogs=1")
	if e.f.line.text != "Nothing is called that." {
		t.Errorf("it says %q", e.f.line.text)
	}
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.has("dialogs=0")
}

func TestTheHistoryGoesToAStep(t *testing.T) {
	b := newBench(t)
	b.open()
	sums := []string{string(b.desk.editor.Shown().Pix)}
	for i := range 6 {
		b.stroke(40, float64(20+20*i), 120, float64(20+20*i))
		sums = append(sums, string(b.desk.editor.Shown().Pix))
	}
	list := b.dock.history.list
	if len(list.items) != 7 || list.items[0].text != "Start" || list.first != 3 || !list.items[6].chosen {
		t.Fatalf("the rows are %+v from %d", list.items, list.first)
	}
	list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, heightRow+5)})
	b.settle()
	b.shownIsFlattened()
	b.has("edges=4", "step=4", "undo=1", "redo=1")
	if string(b.desk.editor.Shown().Pix) != sums[4] || !list.items[6].faint {
		t.Error("it is not the step that was clicked")
	}
	b.cmd.history.run()
	b.has("focus=history")
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	b.has("edges=0", "step=0", "undo=0")
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	b.has("edges=6", "step=6", "redo=0")
	if string(b.desk.editor.Shown().Pix) != sums[6] {
		t.Error("the last step is another picture")
	}
}

func TestTheFinderAndHistoryLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.stroke(40, 40, 120, 40)
		b.key(fyne.KeyB)
		b.stroke(80, 80, 80, 80)
		b.key(fyne.KeyL)
		b.drag(0, 70, 50, 130, 60, 120, 110, 70, 110)
		b.cmd.undo.run()
		b.settle()
		b.goHistory()
		b.focusPicture()
		b.dock.boxes[1].scroll.ScrollToBottom()
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.dock.history.content)
		shots(b, cut{"history-dock-" + name, image.Rect(1000, int(at.Y), 1280, int(at.Y)+154)})
		test.Type(finderOpen(b), "str")
		shots(b, cut{"finder-" + name, image.Rect(380, 180, 900, 640)})
	}
}
