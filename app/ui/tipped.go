package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// tipped gives a widget that embeds it a tooltip. A widget that has its own things to do
// under the pointer calls tell and untell itself.
type tipped struct {
	tips   *tips // nil: there is no tooltip
	hint   func() tipText
	beside fyne.CanvasObject
}

// withTip says where the tooltip shows, and what it says when the pointer rests.
func (t *tipped) withTip(on *tips, beside fyne.CanvasObject, hint func() tipText) {
	t.tips, t.beside, t.hint = on, beside, hint
}

// fixedTip is a tooltip that always says the same.
func fixedTip(text tipText) func() tipText { return func() tipText { return text } }

// tell shows the tooltip soon.
func (t *tipped) tell() {
	if t.tips != nil {
		t.tips.soon(t.beside, t.hint())
	}
}

func (t *tipped) untell() {
	if t.tips != nil {
		t.tips.hide()
	}
}

// MouseIn implements [desktop.Hoverable].
func (t *tipped) MouseIn(*desktop.MouseEvent) { t.tell() }

// MouseMoved implements [desktop.Hoverable].
func (t *tipped) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (t *tipped) MouseOut() { t.untell() }
