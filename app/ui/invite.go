package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// invitation is one line over a sample that says what to try; it goes with the first
// stroke.
type invitation struct {
	content fyne.CanvasObject
	desk    *desk
}

func newInvitation(d *desk) *invitation {
	text := newLabel("Where colour bled over a boundary, draw a line along it.", sizeBody, theme.ColorNameForeground)
	card := container.NewStack(newCard(colorPanel, colorBorder, radiusTool), column(0, 8, 8, 14, text))
	return &invitation{container.NewCenter(card), d}
}

// update follows the desk.
func (i *invitation) update() {
	d := i.desk
	edges, hints := d.counts()
	showIf(i.content, d.inviting && d.isOpen() && edges+hints == 0 && d.editor.Settled() && !d.comparing)
}
