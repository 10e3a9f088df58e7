package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// section is a part of the dock that folds by its header.
type section struct {
	content fyne.CanvasObject
	body    fyne.CanvasObject
	chevron *cell
	count   *label
	folded  bool
	refresh func()
}

// newSection makes an open one. refresh lays the dock out anew.
func newSection(title string, body fyne.CanvasObject, t *tips, refresh func(), buttons ...fyne.CanvasObject) *section {
	s := &section{body: body, count: newLabel("", sizeCaption, colorText3), refresh: refresh}
	s.chevron = newCell("chevron-down", tipText{}, t, s.fold).small()
	head := row(0, 5, 4, s.chevron, newDockTitle(title), newPlane("", 8, 1), s.count, layout.NewSpacer())
	for _, b := range buttons {
		head.Add(b)
	}
	bar := newHeader(head, s.fold)
	s.content = column(0, 0, 0, 0, bar, body, hairline())
	return s
}

// fold closes or opens it.
func (s *section) fold() {
	s.folded = !s.folded
	showIf(s.body, !s.folded)
	name := "chevron-down"
	if s.folded {
		name = "chevron-right"
	}
	s.chevron.rename(name)
	s.content.Refresh()
	s.refresh()
}

func (s *section) setCount(n int) {
	text := ""
	if n > 0 {
		text = fmt.Sprint(n)
	}
	s.count.set(text)
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
