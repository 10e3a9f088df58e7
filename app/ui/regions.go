package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// region is a part of the window that F6 goes to.
type region struct {
	name    string
	content fyne.CanvasObject
}

// regions are in the order of F6; those that are not on show, or have nothing that takes
// the keyboard, are passed over.
func (w *Window) regions() []region {
	return []region{
		{"picture", w.picture},
		{"tools", w.toolbar.content},
		{"options", w.options.content},
		{"references", w.dock.references.content},
		{"palette", w.dock.palette.content},
		{"layers", w.dock.layers.content},
		{"strokes", w.dock.strokes.content},
		{"history", w.dock.history.content},
		{"navigator", w.dock.navigator.content},
		{"status", w.status.content},
	}
}

// goRegion gives the keyboard to the next region (by 1) or the one before (by -1).
func (w *Window) goRegion(by int) {
	list := w.regions()
	at := w.regionAt()
	for i := 1; i <= len(list); i++ {
		r := list[((at+by*i)%len(list)+len(list))%len(list)]
		if found := focusableIn(r.content, func(fyne.Focusable) bool { return true }); found != nil && w.onShow(r.name) {
			w.win.Canvas().Focus(found)
			w.dock.reveal(r.content)
			w.desk.changed()
			return
		}
	}
}

// onShow tells whether the part of the window that a region is in is shown.
func (w *Window) onShow(name string) bool {
	if s := w.dock.tabs.behind(w.dock.columns); s != nil && strings.ToLower(s.title) == name {
		return false
	}
	return w.layout.docks || name == "picture" || name == "options" || name == "status"
}

// regionAt is the region that has the keyboard; the picture where none has.
func (w *Window) regionAt() int {
	focused := w.win.Canvas().Focused()
	for i, r := range w.regions() {
		if focused != nil && focusableIn(r.content, func(f fyne.Focusable) bool { return f == focused }) != nil {
			return i
		}
	}
	return 0
}

// focusableIn is the first widget on show inside o that takes the keyboard and is wanted.
func focusableIn(o fyne.CanvasObject, wanted func(fyne.Focusable) bool) fyne.Focusable {
	if !o.Visible() {
		return nil
	}
	if f, ok := o.(fyne.Focusable); ok {
		if d, ok := o.(fyne.Disableable); ok && d.Disabled() || !wanted(f) {
			return nil
		}
		return f
	}
	for _, inner := range insideOf(o) {
		if f := focusableIn(inner, wanted); f != nil {
			return f
		}
	}
	return nil
}

// insideOf are the parts of what holds others in this window.
func insideOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}
	case *header:
		return []fyne.CanvasObject{o.row}
	}
	return nil
}

// shiftIsDown asks the driver, since keys that go elsewhere do not reach the picture.
func (w *Window) shiftIsDown() bool {
	if d, ok := w.app.Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return w.picture.held.shift
}
