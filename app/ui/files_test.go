package ui

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	page "keyline/canvas"
)

func TestColouringCanBeStoppedAndTakenUpAgain(t *testing.T) {
	b := newBench(t)
	b.fake.gate = make(chan struct{})
	b.OpenFiles("/sketch.png")
	if err := b.loop.Until(t.Context(), func() bool { return b.desk.isOpen() && b.desk.share == 0.5 && !b.appearing }); err != nil {
		t.Fatal(err)
	}
	if !b.progress.Visible() || !b.status.busy.Visible() {
		t.Error("no progress is shown")
	}
	b.key(fyne.KeyEscape)
	b.settle()
	b.has("stopped=1", "base=0")
	if got := b.status.work.text; !strings.HasPrefix(got, "Ready.") {
		t.Errorf("the status says %q", got)
	}
	close(b.fake.gate)
	b.cmd.colour.run()
	b.settle()
	b.has("stopped=0", "base=1")
}

func TestAFailureIsADialogAndKeepsTheStrokes(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.fake.fails = true
	b.AddReferences("/red.png")
	b.settle()
	b.has("dialogs=1", "failed=1", "edges=1", "references=2")
	b.fake.fails = false
	test.Tap(b.button("Try again"))
	b.settle()
	b.has("dialogs=0", "failed=0", "edges=1", "base=2")
}

func TestAFileThatCannotBeReadLeavesThePictureAlone(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.AddReferences("/missing.png", "/red.png")
	b.settle()
	b.has("dialogs=1", "references=2", "edges=1")
	test.Tap(b.button("Close"))
	b.mendFile("/small.png")
	b.settle()
	b.has("dialogs=1", "edges=1", "size=952x732")
	test.Tap(b.button("Close"))
	b.has("dialogs=0")
}

func TestUnsavedStrokesAreAskedAbout(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.OpenFiles("/red.png")
	b.has("dialogs=1", "edges=1")
	test.Tap(b.button("Cancel"))
	b.has("dialogs=0", "name=\"sketch.png\"")
	b.OpenFiles("/red.png")
	test.Tap(b.button("Discard"))
	b.settle()
	b.has("name=\"red.png\"", "strokes=0", "references=0")
}

func TestExportedEdgesAreTheStrokes(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.exportEdgesTo("/edges.png")
	b.settle()
	edges := page.EdgesFrom(b.shelf.files["/edges.png"])
	mask := b.desk.editor.Document().EdgeMask(edges.Rect)
	for y := range edges.Rect.Dy() {
		for x := range edges.Rect.Dx() {
			if (mask.AlphaAt(x, y).A >= 128) != (edges.AlphaAt(x, y).A >= 128) {
				t.Fatalf("the exported edges differ at %d, %d", x, y)
			}
		}
	}
}

func TestReferencesComeAndGoWithUndo(t *testing.T) {
	b := newBench(t)
	b.open()
	b.dropped(fyne.NewPos(1200, 300), nil)
	b.AddReferences("/red.png")
	b.settle()
	b.has("references=2", "base=2")
	b.desk.removeReference(0)
	b.settle()
	if got := b.desk.references[0].name; got != "red.png" {
		t.Errorf("left is %s", got)
	}
	b.cmd.undo.run()
	b.cmd.undo.run()
	b.settle()
	b.has("references=1")
	if got := b.desk.references[0].name; got != "blue.png" {
		t.Errorf("undo leaves %s", got)
	}
}

func TestPickingTakesTheColourUnderThePointer(t *testing.T) {
	b := newBench(t)
	b.open()
	b.press(5, 5, desktop.MouseButtonPrimary, fyne.KeyModifierControl)
	b.release()
	b.has("colour=#1E28C8", "strokes=0")
	b.desk.choose(color.NRGBA{1, 2, 3, 255})
	b.key(fyne.KeyX)
	b.has("colour=#FFFFFF", "other=#010203")
	b.key(fyne.KeyI)
	b.press(5, 5, desktop.MouseButtonPrimary, 0)
	b.release()
	b.has("colour=#1E28C8", "tool=Picker")
}

func TestAStormOfUndoLeavesNothingBehind(t *testing.T) {
	b := newBench(t)
	b.open()
	want := string(b.desk.editor.Shown().Pix)
	for i := range 12 {
		b.stroke(20+10*float64(i), 20, 60, 100)
	}
	for range 12 {
		b.cmd.undo.run()
		b.shownIsFlattened()
		b.cmd.undo.run()
		b.cmd.redo.run()
		b.picture.zoomBy(1)
		b.frame()
		b.key(fyne.Key2)
		b.toggleTheme()
	}
	for b.desk.editor.CanUndo() {
		b.cmd.undo.run()
	}
	b.settle()
	if string(b.desk.editor.Shown().Pix) != want {
		t.Error("after undoing all the picture is not the first one")
	}
}
