package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// invitation is one line over the picture that says what to try; it goes with the first
// stroke. Samples have it, and the first pictures of a newcomer.
type invitation struct {
	content fyne.CanvasObject
	desk    *desk
	text    *label
}

// newcomer is how many pictures one has opened at most.
const newcomer = 3

func newInvitation(d *desk) *invitation {
	text := newLabel("", sizeBody, theme.ColorNameForeground)
	card := container.NewStack(newCard(colorPanel, colorBorder, radiusTool), column(0, 8, 8, 14, text))
	return &invitation{container.NewCenter(card), d, text}
}

// update follows the desk; may is false while something else leads.
func (i *invitation) update(may bool) {
	d := i.desk
	edges, hints := d.counts()
	on := may && d.inviting && d.isOpen() && edges+hints == 0 && d.editor.Settled() && !d.comparing
	lone := on && len(d.references) == 0 && d.editor.Document().Colouring() == nil
	on = on && (lone || d.tool == toolEdge) // other tools draw other things
	showIf(i.content, on)
	if !on {
		return
	}
	text := tr("Where colour bled over a boundary, draw a line along it.")
	if lone {
		text = tr("Drop a coloured picture of the same character here, or add it at the right.")
	}
	if text != i.text.text {
		i.text.set(text)
		i.content.Refresh() // the card has another width
	}
}
