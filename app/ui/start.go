package ui

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"keyline/assets"
)

// Sizes of the start screen.
const (
	widthStart   = 320 // the column at the left
	startGap     = 16  // between cards
	startMargin  = 20  // at least, beside the cards
	startColumns = 8   // at most
	recentRows   = 2   // before all are asked for
)

// startScreen is what there is before a picture is open: what to begin with at the left,
// what there was before at the right.
type startScreen struct {
	content fyne.CanvasObject
	w       *Window

	recent  []recentPicture
	notice  string
	columns int
	all     bool // more than the first rows

	find   *findField
	field  fyne.CanvasObject // which holds it
	page   *fyne.Container   // what scrolls
	scroll *container.Scroll
	cards  []*card // of the recent pictures on show

	offer      *label  // of the tour, at the first start
	open, keys *action // what to begin with; each shows its key

	sampled   fyne.CanvasObject
	sampledAs samplesKey
	halves    map[halfKey]*image.RGBA // of the samples
}

func newStartScreen(w *Window) *startScreen {
	s := &startScreen{w: w, columns: 4, page: container.NewStack(), halves: map[halfKey]*image.RGBA{}}
	s.find, s.field = newFindField(s)
	s.scroll = container.NewVScroll(s.page)
	left := container.NewStack(newPlane(colorWindow, widthStart, 0), s.leftColumn())
	right := container.NewStack(newPlane(colorPanel, 0, 0), container.New(fitLayout{s}, s.scroll))
	s.content = container.New(besideLayout{}, left, hairline(), right)
	s.build()
	return s
}

// show puts another list on the screen. notice says what went wrong with it, or "".
func (s *startScreen) show(list []recentPicture, notice string) {
	s.recent, s.notice = list, notice
	s.build()
}

// update shows the keys as they are now.
func (s *startScreen) update() {
	s.open.setKey(keyName(s.w.cmd.open.keyText()))
	s.keys.setKey(keyName(s.w.cmd.keys.keyText()))
}

// fitLayout gives the start screen's page as many columns as fit.
type fitLayout struct{ s *startScreen }

func (fitLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(256, 200) }

func (l fitLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	cell := float32(cardPicture.X + startGap)
	columns := min(max(int((size.Width-2*startMargin+startGap)/cell), 1), startColumns)
	if columns != l.s.columns {
		l.s.columns = columns
		l.s.build()
	}
	objects[0].Resize(size)
}

// width is that of the columns.
func (s *startScreen) width() float32 { return float32(s.columns*(cardPicture.X+startGap) - startGap) }

// build makes the page anew from what is to be shown.
func (s *startScreen) build() {
	parts := []fyne.CanvasObject{newPlane("", s.width(), 0)}
	if s.notice != "" {
		parts = append(parts, s.banner(), newPlane("", 1, 22))
	}
	at := s.focused()
	s.cards = nil
	if len(s.recent) > 0 {
		parts = append(parts, s.recentHead(), newPlane("", 1, 10), s.recentGrid(), newPlane("", 1, 24))
	}
	parts = append(parts, s.samples())
	s.page.Objects = []fyne.CanvasObject{container.New(middleLayout{s.width()}, column(0, 24, 24, 0, parts...))}
	s.page.Refresh()
	s.scroll.Refresh()
	if at >= 0 && len(s.cards) > 0 {
		s.focusCard(min(at, len(s.cards)-1))
	}
}

// focused is which recent picture has the keyboard; -1 if none has.
func (s *startScreen) focused() int {
	return slices.IndexFunc(s.cards, func(c *card) bool { return c.focused })
}

// middleLayout centres one object of that width.
type middleLayout struct{ width float32 }

func (l middleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, objects[0].MinSize().Height)
}

func (l middleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(l.width, size.Height))
	objects[0].Move(fyne.NewPos(max(float32(int((size.Width-l.width)/2)), 0), 0))
}

// banner says in a line what became of the list of recent pictures.
func (s *startScreen) banner() fyne.CanvasObject {
	sign := canvas.NewImageFromResource(icon("warning", theme.ColorNameWarning))
	sign.FillMode = canvas.ImageFillContain
	text := widget.NewLabel(s.notice)
	text.Wrapping = fyne.TextWrapWord
	ok := newAction("check", tr("OK"), "", fyne.NewSize(72, heightControl), func() {
		s.w.notice = ""
		s.show(s.recent, "")
	})
	ok.centred = true
	line := container.NewBorder(nil, nil, row(0, 12, 4, fixed(iconBar, iconBar, sign)), row(0, 0, 12, ok), text)
	return container.NewStack(newCard(colorRaised, "", radiusTool), column(0, 8, 8, 0, line))
}

// leftColumn is the mark, the promise and what to begin with.
func (s *startScreen) leftColumn() fyne.CanvasObject {
	mark := canvas.NewImageFromResource(fyne.NewStaticResource("keyline.svg", assets.Icon("keyline")))
	mark.FillMode = canvas.ImageFillContain
	name := newLabel("Keyline", sizeName, theme.ColorNameForeground)
	name.bold = true
	w := s.w
	s.open = newAction("open", w.cmd.open.title(), "", fyne.NewSize(255, 40), w.cmd.open.do)
	s.open.main = true
	s.keys = newAction("keyboard", w.cmd.keys.title(), "", fyne.NewSize(255, 40), w.cmd.keys.do)
	tour := newAction("tour", w.cmd.tour.title(), tr("2 minutes"), fyne.NewSize(255, 40), w.cmd.tour.do)
	for a, x := range map[*action]command{s.open: w.cmd.open, s.keys: w.cmd.keys, tour: w.cmd.tour} {
		a.withTip(w.tips, a, func() tipText { return tipText{tr(x.name), x.keyText(), tr(x.line)} })
	}
	s.offer = newLabel("", sizeCaption, theme.ColorNamePrimary)
	t := w.tips
	return column(0, 40, 24, 32,
		row(0, 0, 0, fixed(56, 56, mark)),
		newPlane("", 1, 16), name, newPlane("", 1, 9),
		newLabel(tr("Colours for your line art, kept inside"), sizeBody, colorText3),
		newPlane("", 1, 5),
		newLabel(tr("your lines. Nothing leaves this computer."), sizeBody, colorText3),
		newPlane("", 1, 35), s.open, newPlane("", 1, 12), s.keys,
		newPlane("", 1, 12), tour, row(0, 47, 0, s.offer),
		layout.NewSpacer(), dropArea(), newPlane("", 1, 26),
		row(8, -2, 0, // so that the icon stands at the column's edge
			footCell("settings", tipText{w.cmd.preferences.title(), w.cmd.preferences.keyText(), tr(w.cmd.preferences.line)}, t, w.cmd.preferences.do),
			footCell("info", tipText{tr("About"), "", tr("Version, licence, the samples' authors.")}, t, w.cmd.about.do),
			layout.NewSpacer(), newLabel(w.version, sizeCaption, colorText3)))
}

// footCell is a button at the foot of the column.
func footCell(name string, hint tipText, t *tips, tapped func()) *cell {
	c := newCell(name, hint, t, tapped).small()
	c.drawn = iconBar
	return c
}

// dropArea says that files can be dropped.
func dropArea() fyne.CanvasObject {
	drawn := canvas.NewImageFromResource(icon("reference", colorText2))
	drawn.FillMode = canvas.ImageFillContain
	lines := column(2, 0, 0, 0,
		newLabel(tr("Drop a sketch anywhere here."), sizeCaption, colorText2),
		newLabel(tr("Its reference too. PNG, JPEG, PSD…"), sizeCaption, colorText3))
	return container.NewStack(newDashes(colorBorder), row(12, 13, 13, fixed(iconBar, iconBar, drawn), column(0, 14, 14, 0, lines)))
}

func subHeading(text string) *label {
	l := newLabel(text, 15, theme.ColorNameForeground)
	l.bold = true
	return l
}

// besideLayout gives the last object the width that the others leave.
type besideLayout struct{}

func (besideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return rowLayout{}.MinSize(objects)
}

func (besideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, o := range objects {
		width := o.MinSize().Width
		if i == len(objects)-1 {
			width = size.Width - x
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width
	}
}
