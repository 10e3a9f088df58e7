package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// newWork puts the screen with the picture together. Its bars stand on the window's own
// background: a plane under each would cost a software renderer milliseconds a frame.
func newWork(w *Window) fyne.CanvasObject {
	return container.New(w.layout,
		w.picture,
		w.progress.CanvasObject,
		w.options.content, hairline(),
		w.toolbar.content, hairline(),
		w.dock.content, hairline(),
		container.NewStack(newPlane(colorWindow, 1, 1), w.status.content), hairline(),
		w.invite.content,
		w.labels.content)
}

// workLayout places the parts around the picture: option bar above, tools left, docks
// right, status below, with a hairline at each.
type workLayout struct {
	docks bool    // tools and docks are shown
	dock  float32 // width it was laid out in last
}

// narrowWindow is the width below which the dock is at its smallest.
const (
	narrowWindow = 1100
	narrowDock   = 240
)

// MinSize implements [fyne.Layout].
func (l *workLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 400) }

// Layout implements [fyne.Layout].
func (l *workLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	dock := float32(widthDock)
	if size.Width < narrowWindow {
		dock = narrowDock
	}
	tools := float32(widthTools)
	if !l.docks {
		dock, tools = 0, 0
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
	place(7, size.Width-dock, top, min(dock, 1), bottom-top)
	place(8, 0, bottom, size.Width, heightStatus)
	place(9, 0, bottom, size.Width, 1)
	o[10].Move(fyne.NewPos(tools, top+8))
	o[10].Resize(fyne.NewSize(size.Width-tools-dock, 40))
	o[11].Move(fyne.NewPos(tools, top))
}

// dock is the column of sections at the right.
type dock struct {
	content    fyne.CanvasObject
	references *referencesDock
	palette    *paletteDock
	layers     *layersDock
	strokes    *strokesDock
	history    *historyDock
	difference *differenceDock
}

func newDock(w *Window) *dock {
	d := &dock{}
	refresh := func() {
		if d.content != nil {
			d.content.Refresh()
		}
	}
	d.references = newReferencesDock(w.desk, w.tips, w.cmd.addReference, refresh, w.lookCloser)
	d.palette = newPaletteDock(w, refresh)
	d.difference = newDifferenceDock(w.desk, w.job)
	d.layers = newLayersDock(w.desk, w.tips, refresh, w.cmd)
	d.strokes = newStrokesDock(w, refresh)
	d.history = newHistoryDock(w, refresh)
	d.content = container.NewVScroll(column(0, 0, 0, 0, d.references.content, d.difference.content, d.palette.content, d.layers.content, d.strokes.content, d.history.content))
	return d
}

func (d *dock) update() {
	was := d.difference.content.Visible()
	d.difference.update()
	if d.difference.content.Visible() != was {
		d.content.Refresh()
	}
	d.references.update()
	d.palette.update()
	d.layers.update()
	d.strokes.update()
	d.history.update()
}
