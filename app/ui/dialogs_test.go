package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestExportAsksBeforeReplacing(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.folder = "/"
	for _, answer := range []string{"", "Cancel", "Replace"} {
		b.cmd.export.run()
		b.has("dialogs=1")
		test.Tap(b.button("Export"))
		if answer != "" {
			b.has("dialogs=1")
			test.Tap(b.button(answer))
		}
		b.settle()
		b.has("dialogs=0", "unsaved=0")
	}
	if b.shelf.files["/sketch_colour.png"] == nil {
		t.Error("no file was written")
	}
}

func TestNoKeyGetsPastADialog(t *testing.T) {
	b := newBench(t)
	b.open()
	b.cmd.keys.run()
	b.typed(&fyne.KeyEvent{Name: fyne.KeyF1})
	b.typed(&fyne.KeyEvent{Name: fyne.KeyB})
	for _, x := range b.menu.items {
		if x.command.name == b.cmd.export.name {
			x.item.Action()
		}
	}
	b.has("dialogs=1", "tool=Edge")
	b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.has("dialogs=0")
	b.key(fyne.KeyB)
	b.has("tool=Hint")
}
