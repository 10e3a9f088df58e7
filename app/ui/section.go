package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// section is a part of the dock that folds by its header.
type section struct {
	title   string
	content fyne.CanvasObject
	body    fyne.CanvasObject
	chevron *cell
	head    *fyne.Container
	count   *label
	line    *plane   // under its name while a tab stands beside it
	tab     *dockTab // of the section that shares its place; nil: none does
	gap     *plane   // between that and its name
	standIn *dockTab // for it in that one's header; nil: none
	folded  bool
	refresh func()
	keeping dockKeeping // what is remembered between runs
	tell    func()      // that it was folded or resized
	high    heightened  // what can be made higher; nil: nothing
	border  *borderGrip // that does
	usual   int         // its rows as it comes
}

// heightened is a part of a section whose height is counted in rows.
type heightened interface {
	fyne.CanvasObject
	rowCount() int
	// setRows changes the height; filled says that it holds however little there is to show.
	setRows(rows int, filled bool)
}

// headName is how many parts of a header its chevron and its name with the count are.
const headName = 4

// newSection makes an open one. refresh lays the dock out anew.
func newSection(title string, body fyne.CanvasObject, t *tips, refresh func(), buttons ...fyne.CanvasObject) *section {
	s := &section{tell: func() {}, title: title, body: body, count: newLabel("", sizeCaption, colorText3), refresh: refresh}
	s.chevron = newCell("chevron-down", tipText{name: tr("Fold or unfold")}, t, s.fold).small()
	name, line := underlined(newDockTitle(tr(title)))
	s.line = line
	s.head = row(0, 5, 4, s.chevron, name, newPlane("", 8, 1), s.count, layout.NewSpacer())
	for _, b := range buttons {
		s.head.Add(b)
	}
	bar := newHeader(s.head, s.fold)
	s.content = column(0, 0, 0, 0, bar, body, hairline())
	return s
}

// fold closes or opens it, and keeps that for the next run.
func (s *section) fold() {
	s.unfold(s.folded)
	s.refresh()
	s.tell()
}

// unfold opens it, or closes it.
func (s *section) unfold(open bool) {
	if s.folded != open {
		return
	}
	s.show(open)
	if s.keeping.kept != nil {
		s.keeping.setFolded(s.title, s.folded)
	}
}

// show opens it or closes it.
func (s *section) show(open bool) {
	s.folded = !open
	showIf(s.body, open)
	name := "chevron-down"
	if s.folded {
		name = "chevron-right"
	}
	s.chevron.rename(name)
	s.content.Refresh()
}

// recall makes it as it was in the last run.
func (s *section) recall(k dockKeeping) {
	s.keeping = k
	s.show(!k.folded(s.title, s.folded))
	showIf(s.content, !k.hidden(s.title))
	if rows := k.rows(s.title); s.high != nil && rows > 0 {
		s.high.setRows(min(max(rows, minRows), maxRows), true)
	}
}

// Rows of a list in the docks.
const (
	minRows = 2
	maxRows = 24
)

// newHighSection is a section with a part whose lower border can be dragged. above stands
// over that part.
func newHighSection(title string, high heightened, t *tips, refresh func(), above ...fyne.CanvasObject) *section {
	g := newBorderGrip(true, theme.ColorNameSeparator)
	g.withTip(t, g, fixedTip(tipText{tr("Height"), "", tr("Drag it, or use the arrow keys. A double click restores it.")}))
	s := newSection(title, column(0, 0, 0, 0, append(above, high, g)...), t, refresh)
	s.high, s.border, s.usual = high, g, high.rowCount()
	g.size = func() float32 { return high.MinSize().Height }
	g.dragged = func(from, by float32) { s.resize(max(int((from+by)/heightRow+0.5), minRows)) }
	g.stepped = func(by int) { s.resize(max(int(g.size()/heightRow)+by, minRows)) }
	g.restored = func() { s.resize(0) }
	return s
}

// resize gives the part so many rows, as they fit; 0: as many as it comes with.
func (s *section) resize(rows int) {
	if s.high == nil {
		return
	}
	rows = min(rows, maxRows)
	s.keeping.setRows(s.title, rows)
	if rows > 0 {
		s.high.setRows(rows, true)
	} else {
		s.high.setRows(s.usual, false)
	}
	s.content.Refresh()
	s.refresh()
	s.tell()
}

// resized follows a body that has other objects, or another height.
func (s *section) resized() {
	s.refresh()
	layOut(s.content)
	canvas.Refresh(s.content) // and only that: its objects look as they did
}

func (s *section) setCount(n int) {
	text := ""
	if n > 0 {
		text = fmt.Sprint(n)
	}
	s.count.set(text)
	if s.standIn != nil {
		s.standIn.count.set(text)
	}
}

// header is the bar of a section: a tap anywhere on it folds.
type header struct {
	widget.BaseWidget
	row    fyne.CanvasObject
	tapped func()
}

func newHeader(row fyne.CanvasObject, tapped func()) *header {
	h := &header{row: row, tapped: tapped}
	h.ExtendBaseWidget(h)
	return h
}

// Tapped implements [fyne.Tappable].
func (h *header) Tapped(*fyne.PointEvent) { h.tapped() }

// MinSize implements [fyne.CanvasObject].
func (h *header) MinSize() fyne.Size { return fyne.NewSize(h.row.MinSize().Width, heightHeader) }

// CreateRenderer implements [fyne.Widget].
func (h *header) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.row) }

// words is a paragraph in a section.
func words(text string) fyne.CanvasObject {
	l := widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{
		ColorName: colorText3, SizeName: theme.SizeNameCaptionText,
	}})
	l.Wrapping = fyne.TextWrapWord
	return container.NewThemeOverride(l, flush{})
}
