package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// dockTabs are two sections that share a place where there is one column: one is in
// front, and its header has the name of the other, which brings that.
type dockTabs struct {
	pair  [2]*section
	front *section
}

// newDockTabs puts a tab for each into the other's header: both headers have the names in
// the same order.
func newDockTabs(a, b *section, t *tips, bring func(*section)) *dockTabs {
	a.tab, b.tab = newDockTab(b, t, bring), newDockTab(a, t, bring)
	a.gap, b.gap = newPlane("", tabGap, 1), newPlane("", tabGap, 1)
	a.head.Objects = slices.Insert(a.head.Objects, headName, fyne.CanvasObject(a.gap), fyne.CanvasObject(a.tab))
	b.head.Objects = slices.Insert(b.head.Objects, 1, fyne.CanvasObject(b.tab), fyne.CanvasObject(b.gap))
	return &dockTabs{[2]*section{a, b}, a}
}

// tabGap is the room between a tab and its neighbour, units.
const tabGap = 18

// behind is the one that is not on show in so many columns, nil for none.
func (t *dockTabs) behind(columns int) *section {
	a, b := t.pair[0], t.pair[1]
	switch {
	case columns != 1 || !a.content.Visible() || !b.content.Visible():
		return nil
	case t.front == a:
		return b
	}
	return a
}

// mark shows the tabs where the sections share a place.
func (t *dockTabs) mark(shared bool) {
	for _, s := range t.pair {
		showIf(s.tab, shared)
		showIf(s.gap, shared)
		showIf(s.line, shared)
	}
}

// choose puts a section in front if it is one of the two.
func (t *dockTabs) choose(s *section, k dockKeeping) {
	if s != t.front && (s == t.pair[0] || s == t.pair[1]) {
		t.front = s
		k.setFront(s == t.pair[1])
	}
}

// bring puts a section in front of that which shares its place, opens it, and keeps both
// for the next run.
func (d *dock) bring(s *section) {
	s.unfold(true)
	d.tabs.choose(s, d.keeping)
	d.fill()
	d.refresh()
}

// bringTab brings a section by its tab; the keyboard stays in the place.
func (w *Window) bringTab(s *section) {
	old := w.dock.tabs.front
	held := focusableIn(old.content, func(f fyne.Focusable) bool { return f == w.win.Canvas().Focused() }) != nil
	w.dock.bring(s)
	if held {
		w.win.Canvas().Focus(s.chevron)
	}
	w.dock.reveal(s.content)
	w.desk.changed()
}

// goHistory gives the keyboard to the list of steps.
func (w *Window) goHistory() {
	w.dock.bring(w.dock.history.section)
	w.dock.history.focus(w.win.Canvas())
	w.dock.reveal(w.dock.history.content)
}

// tabState is what tests wait for: which of the sections that share a place is in front.
func (d *dock) tabState() string {
	if d.tabs.behind(d.columns) == nil {
		return "-"
	}
	return strings.ToLower(d.tabs.front.title)
}

// dockTab is the name of a section that is behind another, in that one's header.
type dockTab struct {
	widget.BaseWidget
	focusable
	tipped
	row         fyne.CanvasObject
	name, count *label
}

func newDockTab(s *section, t *tips, bring func(*section)) *dockTab {
	d := &dockTab{name: newLabel(tr(s.title), sizeRow, colorText2), count: newLabel("", sizeCaption, colorText3)}
	d.row = row(8, 0, 0, d.name, d.count)
	d.focusable = reachable(d, radiusControl, 3, func() { bring(s) })
	d.withTip(t, d, fixedTip(tipText{tr(s.title), "", tr("Shows it in this place.")}))
	s.standIn = d
	d.ExtendBaseWidget(d)
	return d
}

// Tapped implements [fyne.Tappable].
func (d *dockTab) Tapped(*fyne.PointEvent) {
	d.untell()
	d.press()
}

// MouseIn implements [desktop.Hoverable].
func (d *dockTab) MouseIn(*desktop.MouseEvent) {
	d.tell()
	d.light(theme.ColorNameForeground)
}

// MouseOut implements [desktop.Hoverable].
func (d *dockTab) MouseOut() {
	d.untell()
	d.light(colorText2)
}

func (d *dockTab) light(colour fyne.ThemeColorName) {
	d.name.colour = colour
	d.name.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (d *dockTab) MinSize() fyne.Size { return d.row.MinSize() }

// CreateRenderer implements [fyne.Widget].
func (d *dockTab) CreateRenderer() fyne.WidgetRenderer {
	return d.ringed(widget.NewSimpleRenderer(d.row))
}

// underlined puts a line that is hidden at first under the name of a section, at the lower
// end of its header.
func underlined(name fyne.CanvasObject) (both *fyne.Container, line *plane) {
	line = newPlane(theme.ColorNamePrimary, 1, tabLine)
	line.Hide()
	return container.New(underlineLayout{}, name, line), line
}

// tabLine is the height of the line under the name in front, units.
const tabLine = 2

type underlineLayout struct{}

// MinSize implements [fyne.Layout].
func (underlineLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout implements [fyne.Layout].
func (underlineLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	o[1].Move(fyne.NewPos(0, (heightHeader+size.Height)/2-tabLine))
	o[1].Resize(fyne.NewSize(size.Width, tabLine))
}

// fill puts the sections into the columns there are.
func (d *dock) fill() {
	left, right := []dockPart(nil), d.one
	if d.columns == 2 {
		left, right = d.two[0], d.two[1]
	}
	behind := d.tabs.behind(d.columns)
	d.tabs.mark(behind != nil)
	d.boxes[0].fill(left, nil)
	d.boxes[1].fill(right, behind)
}

func (c *dockColumn) fill(parts []dockPart, behind *section) {
	c.box.Objects = nil
	for _, p := range parts {
		if behind == nil || p.content != behind.content {
			c.box.Objects = append(c.box.Objects, p.content)
		}
	}
	canvas.Refresh(c.box)
}
