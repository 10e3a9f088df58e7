package ui

import (
	"fmt"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// statusBar says where the pointer is, what to do next and what the networks do.
type statusBar struct {
	content fyne.CanvasObject
	desk    *desk
	picture *picture

	zoom, place, hex, work *label
	hint                   *hintLine
	colour                 *swatch
	under                  fyne.CanvasObject
	busy, stop             fyne.CanvasObject
	lines                  fyne.CanvasObject // says that they were counted and are as they were
	saved                  *label            // whether a file has the work
	savedPart              fyne.CanvasObject
	storing                func() *storing // the project being written
	bar                    *progressBar
	percent                *label
	laid                   string // what the layout depends on
}

func newStatusBar(d *desk, p *picture, t *tips, stop func(), keyOf func(string) (string, bool)) *statusBar {
	text := func(c fyne.ThemeColorName, wide float32) *label {
		l := newLabel("", sizeCaption, c)
		l.wide = wide
		return l
	}
	s := &statusBar{
		desk: d, picture: p,
		zoom: text(theme.ColorNameForeground, 40), place: text(colorText2, 64), hex: text(colorText2, 62),
		storing: func() *storing { return nil },
		hint:    newHintLine(keyOf), work: text(colorText2, 0), saved: text(colorText2, 0),
		colour: newSwatch(color.NRGBA{255, 255, 255, 255}, 12, t, nil),
		bar:    newProgressBar(120), percent: text(colorText2, 34),
	}
	s.zoom.bold = true
	s.percent.align = fyne.TextAlignTrailing
	cancel := newCell("cancel", tipText{tr("Stop"), "Esc", tr("Gives up the colours being made.")}, t, stop)
	cancel.side, cancel.drawn = 24, iconStatus
	s.stop = cancel
	s.busy = row(8, 0, 0, s.bar, s.percent, cancel)
	s.under = row(6, 0, 0, s.colour, s.hex)
	s.lines = row(12, 0, 0, tall(), row(6, 0, 0, fixed(iconStatus, iconStatus, drawn("check", colorText2)), newLabel(tr("Lines untouched"), sizeCaption, colorText2)))
	s.savedPart = row(12, 0, 0, tall(), s.saved)
	s.content = container.New(givingWay{rowLayout{12, 12, 12}, s.hint.content},
		s.zoom, s.place, s.under, tall(), s.hint.content, layout.NewSpacer(), s.work, s.busy, s.lines, s.savedPart)
	return s
}

// update follows desk and pointer. untouched says that the lines are as they were, saved
// in words whether a file has the work.
func (s *statusBar) update(untouched bool, saved string) {
	d := s.desk
	s.zoom.set(fmt.Sprintf("%.0f %%", s.picture.view.zoom*100))
	at, ok := s.picture.pagePoint()
	s.place.set("")
	if ok {
		s.place.set(fmt.Sprintf("%d, %d", at.X, at.Y))
		c := nrgbaAt(d.editor.Shown(), at)
		s.colour.set(c, false)
		s.hex.set(hex(c))
	}
	showIf(s.under, ok)
	s.hint.set(s.hintText())
	showIf(s.lines, untouched)
	s.work.set(s.workText())
	s.saved.set(saved)
	showIf(s.savedPart, saved != "")
	share, busy := s.share()
	showIf(s.busy, busy)
	showIf(s.stop, d.making())
	s.bar.set(share)
	s.percent.set(fmt.Sprintf("%.0f %%", 100*share))
	if laid := fmt.Sprint(s.hint.text, "|", s.work.text, "|", saved, ok, busy, untouched); laid != s.laid {
		s.laid = laid
		s.content.Refresh()
	}
}

// share is how far the work is that takes a while, and whether there is some.
func (s *statusBar) share() (float64, bool) {
	if p := s.storing(); p != nil && p.slow {
		return p.share, true
	}
	return s.desk.share, s.desk.making()
}

// hintText is one line on what to do now.
func (s *statusBar) hintText() string {
	d := s.desk
	switch {
	case d.comparing && d.comparison.mode == byDivider:
		return tr("Drag the divider. Hold {C} for before, {Esc} leaves")
	case d.comparing:
		return tr("Drag to move the page. Hold {C} for before, {Esc} leaves")
	case s.picture.hand.what == carrying || s.picture.hand.what == lassoing:
		return tr("{Esc} gives it up")
	case s.picture.hand.what == drawing:
		return tr("Shift draws straight. {Esc} discards")
	case d.tool == toolFill && !d.hasFlats():
		return tr("There are no flats yet: {Flats} makes them of the palette")
	case len(d.references) == 0 && d.isOpen():
		return tr("Add a coloured picture of the same character: drop it here or press {Add reference…}")
	case d.anySelected():
		return tr("Drag moves, handles reshape, {Narrower brush}{Wider brush} width, {Delete strokes} removes. {Esc} lets go")
	case d.tool == toolEraser && d.lassoErases:
		return tr("Draw a lasso round the strokes to remove. {Esc} gives it up")
	}
	return tr(toolHints[d.tool])
}

// toolHints say what to do with a tool in hand.
var toolHints = map[tool]string{
	toolHand:   "Drag to move the page.",
	toolZoom:   "Click zooms in, Shift+click out.",
	toolEdge:   "Drag along the boundary. {Narrower brush}{Wider brush} size. Shift straight. {Esc} discards",
	toolHint:   "Draw the colour that belongs there. {Narrower brush}{Wider brush} size. Ctrl+click picks",
	toolEraser: "Touch strokes to remove them. {Narrower brush}{Wider brush} size",
	toolSelect: "Click a stroke, or draw a lasso. Shift adds more",
	toolFigure: "Draw a lasso round a figure and choose its references. Click selects",
	toolLock:   "Click in an area, or draw a lasso. Click it again to unlock",
	toolPaint:  "Touch up by hand. {Narrower brush}{Wider brush} size. {Paint} again erases. Ctrl+click picks",
	toolFill:   "Click an area of the flats to give it the hint colour",
	toolPicker: "Click to take a colour.",
}

// keyAfter is the present key of a command in brackets, "" if it has none.
func (s *statusBar) keyAfter(command string) string {
	if key, _ := s.hint.keyOf(command); key != "" {
		return " (" + key + ")"
	}
	return ""
}

// workText is what the networks do or did last.
func (s *statusBar) workText() string {
	d := s.desk
	switch {
	case !d.isOpen():
		return ""
	case d.comparing && d.lines && d.colours && d.editor.Settled():
		return tr("Same pixels as the export")
	case s.storing() != nil && s.storing().slow:
		return tr("Saving")
	case d.editor.Err() != nil:
		return tr("Colours could not be made. The strokes are kept.")
	case d.editor.Stopped():
		return trf("Ready. Colour this sketch%s.", s.keyAfter("Colour this sketch"))
	case d.editor.Colouring():
		return tr("Colouring")
	case d.editor.Flattening():
		return tr("Making flats")
	case !d.editor.Settled() && s.picture.hand.what != drawing:
		return tr("Refining")
	}
	return d.timing.line
}

// progressBar is a thin line that grows.
type progressBar struct {
	fyne.CanvasObject
	layout *shareLayout
	parts  *fyne.Container
}

// newProgressBar makes one of that width, or as wide as there is room for 0.
func newProgressBar(width float32) *progressBar {
	l := &shareLayout{width: width}
	parts := container.New(l, newPlane(theme.ColorNameSeparator, 1, 2), newPlane(theme.ColorNamePrimary, 1, 2))
	return &progressBar{parts, l, parts}
}

func (b *progressBar) set(share float64) {
	share = math.Round(share*200) / 200
	if share != b.layout.share {
		b.layout.share = share
		b.parts.Refresh()
	}
}

type shareLayout struct {
	share float64
	width float32
}

func (l *shareLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(l.width, 2) }
func (l *shareLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Resize(fyne.NewSize(size.Width*float32(l.share), size.Height))
}
