package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// showScreen shows the start screen or the picture.
func (w *Window) showScreen() {
	want := w.begin.content
	if w.desk.isOpen() {
		want = w.work
	}
	if w.root.Objects[0] == want {
		return
	}
	w.tips.hide()
	if !w.desk.isOpen() {
		w.picture.opened(nil) // nothing is left of the one before
	}
	w.root.Objects = []fyne.CanvasObject{want}
	w.appear()
	if !w.desk.isOpen() {
		return
	}
	w.appearing = true // to lay it out and to fill it takes more than a frame's time
	w.post(func() {
		w.appearing = false
		w.changed()
	})
}

// appear lays out what came to be seen. Its widgets look as they should, and painting them
// all anew takes long, unless the theme changed while they were away.
func (w *Window) appear() {
	ink := themed(theme.ColorNameForeground)
	if ink != w.inkThen {
		w.inkThen = ink
		w.root.Refresh()
		return
	}
	layOut(w.root)
	canvas.Refresh(w.root)
}
