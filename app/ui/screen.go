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
}

// fillLater has changed lay out the screen that comes now and fill it in steps of their
// own, the docks first: together they take more than a frame's time. Only when all is on the
// screen is it asked for colours, whose making leaves no core for the window.
func (w *Window) fillLater() {
	w.appearing = true
	w.inTurns(append(w.dock.updates(), w.toolbar.update, w.options.update, func() {
		w.appearing = false
		w.changed()
		w.painted(w.desk.editor.Ask)
	}))
}

// inTurns runs steps one by one, with frames in between.
func (w *Window) inTurns(steps []func()) {
	w.post(func() {
		if steps[0](); len(steps) > 1 {
			w.inTurns(steps[1:])
		}
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
