package ui

import (
	"slices"

	"fyne.io/fyne/v2"
)

// historyInDock is how many steps the dock shows at once.
const historyInDock = 4

// historyDock lists the steps that undo and redo go through, the oldest first; a click goes
// there.
type historyDock struct {
	*section
	desk  *desk
	list  *listing
	words []string
	at    int
	paint func() // the picture
}

func newHistoryDock(w *Window, refresh func()) *historyDock {
	h := &historyDock{desk: w.desk, paint: w.picture.Refresh}
	h.list = newListing(historyInDock, w.shiftIsDown, listActs{pick: func(i int, _ bool) { h.goTo(i) }, keys: w.typed})
	h.list.withTip(w.tips, h.list, h.list.tipOf("History", tr("Click goes back to this step, or forth.")))
	h.section = newHighSection("History", h.list, w.tips, refresh)
	return h
}

func (h *historyDock) goTo(step int) {
	h.desk.goTo(step)
	h.paint()
}

// focus gives the keyboard to the present step.
func (h *historyDock) focus(c fyne.Canvas) {
	h.list.cursor = h.at
	h.list.reveal(h.at)
	c.Focus(h.list)
	h.desk.changed()
}

// update follows the desk.
func (h *historyDock) update() {
	if !h.desk.isOpen() {
		return
	}
	words, at := h.desk.editor.Steps()
	if at == h.at && slices.Equal(words, h.words) {
		return
	}
	h.words, h.at = words, at
	items := make([]listItem, len(words))
	for i, text := range words {
		items[i] = listItem{icon: stepIcon(text), text: translated(text), chosen: i == at, faint: i > at}
	}
	h.setCount(len(words) - 1)
	if h.list.show(items) {
		h.resized()
	}
	h.list.reveal(at)
}

// stepIcon is the drawing that goes with a step.
func stepIcon(words string) string {
	switch {
	case words == "Edge":
		return "edge"
	case words == "Hint":
		return "hint"
	case words == "Locked a region":
		return "region-lock"
	case words == "Paint":
		return "paint"
	case words == "Flats":
		return "flats"
	case words == "Coloured an area of the flats":
		return "fill"
	}
	return "history"
}

// goTo brings back the document after a step; the references may be others then.
func (d *desk) goTo(step int) {
	d.timing.begin()
	d.editor.GoTo(step)
	d.syncReferences()
	d.changed()
}
