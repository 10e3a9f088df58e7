package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// dock is what stands at the right: sections in one column or, where the window is wide, in
// two.
type dock struct {
	content    *fyne.Container
	references *referencesDock
	palette    *paletteDock
	layers     *layersDock
	strokes    *strokesDock
	history    *historyDock
	difference *differenceDock
	navigator  *navigatorDock

	keeping  dockKeeping
	sections []*section     // those that can be shown and hidden, in the order of the menu
	one      []dockPart     // the only column
	two      [2][]dockPart  // or both
	tabs     *dockTabs      // of the only column
	columns  int            // that there are now
	wide     bool           // there is room for two
	boxes    [2]*dockColumn // the second is the one at the window's edge
	line     *plane         // between them
	relaid   func()         // lays the window out anew
}

// dockPart is a part of a column: a section, or something that comes and goes.
type dockPart struct{ content fyne.CanvasObject }

// dockColumn is a column, which scrolls.
type dockColumn struct {
	box    *fyne.Container
	scroll *container.Scroll
}

func newDockColumn() *dockColumn {
	c := &dockColumn{box: column(0, 0, 0, 0)}
	c.scroll = container.NewVScroll(c.box)
	return c
}

func newDock(w *Window) *dock {
	d := &dock{keeping: dockKeeping{w.settings}, boxes: [2]*dockColumn{newDockColumn(), newDockColumn()}, line: hairline(), relaid: w.relay}
	d.references = newReferencesDock(w.desk, w.tips, w.cmd.addReference, d.refresh, w.lookCloser)
	d.palette = newPaletteDock(w, d.refresh)
	d.difference = newDifferenceDock(w.desk, w.job)
	d.layers = newLayersDock(w, d.refresh)
	d.strokes = newStrokesDock(w, d.refresh)
	d.history = newHistoryDock(w, d.refresh)
	d.navigator = newNavigatorDock(w, d.refresh)
	d.sections = []*section{d.references.section, d.palette.section, d.layers.section, d.strokes.section, d.history.section, d.navigator.section}
	part := func(s *section) dockPart { return dockPart{s.content} }
	difference := dockPart{d.difference.content}
	d.one = []dockPart{part(d.references.section), difference, part(d.palette.section), part(d.layers.section), part(d.strokes.section), part(d.history.section), part(d.navigator.section)}
	d.two = [2][]dockPart{
		{part(d.navigator.section), part(d.palette.section), part(d.layers.section)},
		{part(d.references.section), difference, part(d.strokes.section), part(d.history.section)},
	}
	d.tabs = newDockTabs(d.strokes.section, d.history.section, w.tips, w.bringTab)
	for _, s := range d.sections {
		s.recall(d.keeping)
		s.tell = w.tellState
	}
	if d.keeping.front() {
		d.tabs.front = d.history.section
	}
	d.content = container.New(dockLayout{}, d.boxes[0].scroll, d.line, d.boxes[1].scroll)
	d.arrange(1)
	return d
}

// refresh lays the docks out anew after a section changed its height, came or went.
func (d *dock) refresh() {
	switch {
	case d.content == nil:
	case d.columns != d.fitting():
		d.relaid()
	default:
		for _, c := range d.boxes {
			c.layOut()
		}
	}
}

// layOut makes room for sections of other heights. A Refresh of what scrolls would paint
// all of it anew.
func (c *dockColumn) layOut() {
	at := c.scroll.Offset
	c.scroll.Offset.Y = -1 // else to be there already would be nothing to do
	c.scroll.ScrollToOffset(at)
	layOut(c.box)
}

// fitting is how many columns there are to show; 0 with nothing to show.
func (d *dock) fitting() int {
	left, right := anyVisible(d.two[0]), anyVisible(d.two[1])
	switch {
	case left && right && d.wide:
		return 2
	case left || right:
		return 1
	}
	return 0
}

func anyVisible(list []dockPart) bool {
	for _, p := range list {
		if p.content.Visible() {
			return true
		}
	}
	return false
}

// arrange puts the sections into so many columns.
func (d *dock) arrange(columns int) {
	if columns == d.columns {
		return
	}
	d.columns = columns
	if n := d.navigator.section; columns > 0 { // one column is short of room for it
		n.show(!d.keeping.folded(n.title, columns == 1))
	}
	d.fill()
	for _, c := range d.boxes {
		c.scroll.Offset = fyne.Position{}
	}
	showIf(d.boxes[0].scroll, columns == 2)
	showIf(d.line, columns == 2)
}

// update follows the desk.
func (d *dock) update() {
	for _, part := range d.updates() {
		part()
	}
}

// updates are the parts of update, each of some milliseconds when a picture was opened.
func (d *dock) updates() []func() {
	return []func(){
		d.updateDifference, d.references.update, d.palette.update,
		func() { d.layers.update(); d.strokes.update() },
		func() { d.history.update(); d.navigator.update() },
	}
}

func (d *dock) updateDifference() {
	was := d.difference.content.Visible()
	d.difference.update()
	if d.difference.content.Visible() != was {
		d.refresh()
	}
}

// reveal scrolls until a section is in sight, its header at least; other objects are none
// of its.
func (d *dock) reveal(content fyne.CanvasObject) {
	for _, c := range d.boxes {
		for _, o := range c.box.Objects {
			if o != content || !c.scroll.Visible() {
				continue
			}
			top, bottom := o.Position().Y, o.Position().Y+o.Size().Height
			y := max(c.scroll.Offset.Y, bottom-c.scroll.Size().Height)
			c.scroll.ScrollToOffset(fyne.NewPos(0, min(y, top)))
		}
	}
}

// show shows a section or hides it, and keeps that for the next run.
func (d *dock) show(s *section, on bool) {
	showIf(s.content, on)
	d.keeping.setHidden(s.title, !on)
	if on {
		d.tabs.choose(s, d.keeping)
	}
	d.fill()
	d.refresh()
	if on {
		d.reveal(s.content)
	}
}

// dockLayout places one column, or two with a hairline between them.
type dockLayout struct{}

// MinSize implements [fyne.Layout].
func (dockLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(minDock, 100) }

// Layout implements [fyne.Layout].
func (dockLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	if o[0].Visible() {
		x = float32(int(size.Width / 2))
		o[0].Resize(fyne.NewSize(x, size.Height))
		o[1].Resize(fyne.NewSize(1, size.Height))
		o[1].Move(fyne.NewPos(x, 0))
	}
	o[2].Move(fyne.NewPos(x, 0))
	o[2].Resize(fyne.NewSize(size.Width-x, size.Height))
}

// Widths of a column of docks, units.
const (
	minDock     = 240
	maxDock     = 400
	wideDock    = 320  // where there is much room
	vastWindow  = 2200 // from this width there is
	twoColumns  = 1600 // from this width of the window there are two
	leastCanvas = 360  // stays for the picture
)

// columnWidth is how wide a column is in a window of a width: as it was dragged, kept for
// the next run, or as it comes.
func (d *dock) columnWidth(window float32, columns int) float32 {
	width := d.keeping.width()
	if width == 0 {
		width = standardDock(window)
	}
	room := float32(int((window - widthTools - leastCanvas) / float32(max(columns, 1))))
	return max(min(width, maxDock, room), minDock)
}

// standardDock is the width of a column that nobody changed.
func standardDock(window float32) float32 {
	switch {
	case window < narrowWindow:
		return minDock
	case window >= vastWindow:
		return wideDock
	}
	return widthDock
}

// newDockGrip is the border between picture and docks, to be dragged.
func newDockGrip(w *Window) *borderGrip {
	width := func() float32 {
		return w.dock.columnWidth(w.work.Size().Width, w.dock.columns)
	}
	set := func(v float32) {
		w.dock.keeping.setWidth(min(max(v, minDock), maxDock))
		w.relayDocks()
	}
	g := newBorderGrip(false, theme.ColorNameSeparator)
	g.withTip(w.tips, g, fixedTip(tipText{tr("Width of the docks"), "", tr("Drag it, or use the arrow keys. A double click restores it.")}))
	g.dragged = func(from, by float32) { set(from - by/float32(max(w.dock.columns, 1))) }
	g.size = width
	g.stepped = func(by int) { set(width() - float32(dockStep*by)) }
	g.restored = func() {
		w.dock.keeping.setWidth(0)
		w.relayDocks()
	}
	return g
}

// dockStep is a step of the keys for the width, units.
const dockStep = 16

// relayDocks lays the window out anew after the docks' width changed.
func (w *Window) relayDocks() {
	w.relay()
	w.desk.changed()
}

// relay lays the parts around the picture out anew; it does not repaint what stays.
func (w *Window) relay() { w.layout.Layout(w.work.Objects, w.work.Size()) }

// widenDocks makes the columns wider by steps, or narrower.
func (w *Window) widenDocks(steps int) { w.grip.stepped(-steps) }

// restoreDocks shows every section at the size it comes with.
func (w *Window) restoreDocks() {
	for _, s := range w.dock.sections {
		s.unfold(true)
		s.resize(0)
		w.dock.show(s, true)
	}
	w.dock.bring(w.dock.strokes.section)
	w.layout.docks = true
	w.grip.restored()
}

// toggleDock shows or hides a section; one that is to be seen needs the docks on show.
func (w *Window) toggleDock(s *section) {
	on := !s.content.Visible()
	if on {
		w.layout.docks = true
	} else if focusableIn(s.content, func(f fyne.Focusable) bool { return f == w.win.Canvas().Focused() }) != nil {
		w.focusPicture()
	}
	w.dock.show(s, on)
	w.relayDocks()
}
