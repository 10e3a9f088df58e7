package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// menuKey does what a key of the main menu does.
func (b *bench) menuKey(c command) {
	b.t.Helper()
	for _, x := range b.menu.items {
		if x.command.name == c.name {
			x.item.Action()
			return
		}
	}
	b.t.Fatalf("the menu has no %s", c.name)
}

func TestUndoInATextFieldLeavesThePictureAlone(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	f := b.options.field
	f.SetText("")
	b.win.Canvas().Focus(f)
	test.Type(f, "33")
	b.menuKey(b.cmd.undo)
	b.has("edges=1")
	if f.Text == "33" {
		t.Error("what was typed is not undone")
	}
	b.menuKey(b.cmd.redo)
	if f.Text != "33" {
		t.Errorf("redo in the field leaves %q", f.Text)
	}
	b.focusPicture()
	b.menuKey(b.cmd.undo)
	b.has("edges=0")
	b.menuKey(b.cmd.redo)
	b.has("edges=1")
}

func TestMendingAColouringKeepsStrokesAndReferences(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.mendFile("/red.png")
	b.settle()
	b.has("edges=1", "references=1", "base=2", "undo=1", "unsaved=1")
	if got := b.desk.editor.Shown().RGBAAt(3, 3); got.R != 200 {
		t.Errorf("the corner is %v, not of the colouring", got)
	}
	b.cmd.undo.run()
	b.settle()
	b.has("edges=1")
	if got := b.desk.editor.Shown().RGBAAt(3, 3); got.R == 200 {
		t.Error("undo leaves the colouring")
	}
}

func TestAFileThatComesWhileAStrokeIsDrawnWaitsForIt(t *testing.T) {
	b := newBench(t)
	b.open()
	b.AddReferences("/red.png")
	b.press(20, 20, desktop.MouseButtonPrimary, 0)
	b.move(60, 60)
	b.postedUpToNow(func() bool { return len(b.waiting) > 0 })
	b.has("pen=1", "references=1")
	b.move(90, 60)
	b.release()
	b.settle()
	b.has("pen=0", "edges=1", "references=2")
	if n := len(b.desk.editor.Document().Strokes()[0].Samples); n < 3 {
		t.Errorf("the stroke was cut to %d points", n)
	}
}

// postedUpToNow runs what is posted until done.
func (b *bench) postedUpToNow(done func() bool) {
	b.t.Helper()
	if err := b.loop.Until(b.t.Context(), done); err != nil {
		b.t.Fatal(err)
	}
}

func TestStrokesDrawnWhileAFileIsReadAreAskedAbout(t *testing.T) {
	b := newBench(t)
	b.open()
	b.OpenFiles("/small.png") // nothing to lose yet
	b.press(20, 20, desktop.MouseButtonPrimary, 0)
	b.move(60, 60)
	b.release()
	b.postedUpToNow(func() bool { return b.jobs == 0 })
	b.has("dialogs=1", "edges=1", "name=\"sketch.png\"")
	test.Tap(b.button("Discard"))
	b.settle()
	b.has("dialogs=0", "edges=0", "name=\"small.png\"")
}

func TestAnotherButtonDoesNotEndTheStroke(t *testing.T) {
	b := newBench(t)
	b.open()
	b.press(20, 20, desktop.MouseButtonPrimary, 0)
	b.move(60, 60)
	b.press(60, 60, desktop.MouseButtonSecondary, 0)
	b.picture.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
	b.picture.DragEnd() // Fyne ends the drag with any button
	b.has("pen=1")
	b.move(90, 60)
	b.release()
	b.settle()
	b.has("pen=0", "edges=1")
	if n := len(b.desk.editor.Document().Strokes()[0].Samples); n != 3 {
		t.Errorf("the stroke has %d points, want 3", n)
	}
}

func TestAStrokeWhoseEndWasNotToldEndsWithTheNextMove(t *testing.T) {
	b := newBench(t)
	b.open()
	b.press(20, 20, desktop.MouseButtonPrimary, 0)
	b.picture.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: b.screen(90, 90)}})
	b.settle()
	b.has("pen=0", "edges=1")
}

func TestKeysWaitWhileAStrokeIsInHand(t *testing.T) {
	b := newBench(t)
	b.open()
	b.press(20, 20, desktop.MouseButtonPrimary, 0)
	for _, k := range []fyne.KeyName{fyne.KeyI, fyne.KeyZ, fyne.Key1, fyne.KeyTab, fyne.KeyB} {
		b.key(k)
	}
	b.move(90, 60)
	b.release()
	b.settle()
	b.has("edges=1", "tool=Edge", "docks=1", "zoom=4.3250")
}

func TestAStrokeInThePlaceOfAnUndoneOneIsDrawnAnew(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(20, 20, 120, 20)
	b.frame()
	b.cmd.undo.run()
	b.stroke(20, 20, 120, 90) // no frame in between
	got := string(b.frame().Pix)
	b.picture.overlay = overlay{}
	if string(b.frame().Pix) != got {
		t.Error("the stroke that was undone is still there")
	}
}

func TestAClosedPictureIsForgotten(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(20, 20, 120, 20)
	b.cmd.closePicture.run()
	test.Tap(b.button("Discard"))
	b.has("screen=start")
	if b.picture.now.source != nil || b.desk.seen != nil || b.desk.known != nil {
		t.Error("something of the picture is kept")
	}
	b.open()
	b.has("screen=picture", "edges=0", "base=2")
	b.stroke(20, 20, 120, 20)
	b.has("edges=1")
}
