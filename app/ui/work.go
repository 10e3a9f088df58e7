package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// newWork puts the screen with the picture together. Its bars stand on the window's own
// background: a plane under each would cost a software renderer milliseconds a frame.
func newWork(w *Window) *fyne.Container {
	return container.New(w.layout,
		w.picture,
		w.progress.CanvasObject,
		w.options.content, hairline(),
		w.toolbar.content, hairline(),
		w.dock.content, w.grip,
		container.NewStack(newPlane(colorWindow, 1, 1), w.status.content), hairline(),
		w.invite.content,
		container.NewWithoutLayout(w.labels.content, w.figures.content))
}

// workLayout places the parts around the picture: option bar above, tools left, docks
// right, status below, with a hairline at each.
type workLayout struct {
	docks bool    // tools and docks are shown
	of    *dock   // which is arranged for the width there is
	dock  float32 // width it was laid out in last
}

// narrowWindow is the width below which the dock is at its smallest.
const narrowWindow = 1100

// dockWidth arranges the docks for a window of a width and tells theirs.
func (l *workLayout) dockWidth(window float32) float32 {
	l.of.wide = window >= twoColumns
	columns := l.of.fitting()
	l.of.arrange(columns)
	if !l.docks {
		return 0
	}
	return float32(columns) * l.of.columnWidth(window, columns)
}

// MinSize implements [fyne.Layout].
func (l *workLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 400) }

// Layout implements [fyne.Layout].
func (l *workLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	dock, tools := l.dockWidth(size.Width), float32(widthTools)
	if !l.docks {
		tools = 0
	}
	top, bottom := float32(heightOptions), size.Height-heightStatus
	place := func(i int, x, y, w, h float32) {
		showIf(o[i], w > 0 && h > 0)
		o[i].Move(fyne.NewPos(x, y))
		o[i].Resize(fyne.NewSize(w, h))
	}
	place(0, tools, top, size.Width-tools-dock, bottom-top)
	o[1].Move(fyne.NewPos(tools, top))
	o[1].Resize(fyne.NewSize(size.Width-tools-dock, 2))
	place(2, 0, 0, size.Width, heightOptions)
	place(3, 0, heightOptions-1, size.Width, 1)
	place(4, 0, top, tools, bottom-top)
	place(5, tools-1, top, min(tools, 1), bottom-top)
	place(6, size.Width-dock, top, dock, bottom-top)
	if dock != l.dock {
		l.dock = dock
		o[6].Refresh() // its rows break elsewhere and need another height
	}
	place(7, size.Width-dock-gripThick/2, top, min(dock, gripThick), bottom-top)
	place(8, 0, bottom, size.Width, heightStatus)
	place(9, 0, bottom, size.Width, 1)
	o[10].Move(fyne.NewPos(tools, top+8))
	o[10].Resize(fyne.NewSize(size.Width-tools-dock, 40))
	o[11].Move(fyne.NewPos(tools, top))
}
