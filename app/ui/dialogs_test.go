package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

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

func TestFileDialogsOpenAndClose(t *testing.T) {
	b := newBench(t)
	b.open()
	for _, ask := range []func(){b.askSketch, b.askReference, b.askColouring, b.askPalette, func() { b.askFolder("/", func(string) {}) }} {
		ask()
		b.has("dialogs=1")
		b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
		b.has("dialogs=0")
	}
}
