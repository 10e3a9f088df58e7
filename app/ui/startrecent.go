package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// findField is where the name of a recent picture is looked for.
type findField struct {
	widget.Entry
	s    *startScreen
	card *plane // behind it
}

func newFindField(s *startScreen) (*findField, fyne.CanvasObject) {
	f := &findField{s: s, card: newFieldCard()}
	f.ExtendBaseWidget(f)
	f.Wrapping, f.Scroll = fyne.TextWrapOff, container.ScrollNone
	f.PlaceHolder = tr("Find by name")
	f.OnChanged = func(string) { s.build() }
	box := container.New(valueLayout{fyne.NewSize(float32(cardPicture.X), heightControl), false}, f.card, f)
	return f, container.NewThemeOverride(box, bare{})
}

// FocusGained implements [fyne.Focusable].
func (f *findField) FocusGained() {
	f.card.frame(theme.ColorNameFocus)
	f.Entry.FocusGained()
}

// FocusLost implements [fyne.Focusable].
func (f *findField) FocusLost() {
	f.card.frame(theme.ColorNameInputBorder)
	f.Entry.FocusLost()
}

// TypedKey implements [fyne.Focusable]: Enter opens the first, Down goes to it, Esc
// clears.
func (f *findField) TypedKey(e *fyne.KeyEvent) {
	switch {
	case isEnter(e) && f.Text != "" && len(f.s.cards) > 0:
		f.s.cards[0].open()
	case e.Name == fyne.KeyDown && len(f.s.cards) > 0:
		f.s.focusCard(0)
	case e.Name == fyne.KeyEscape && f.Text != "":
		f.SetText("")
	case e.Name == fyne.KeyEscape:
		f.s.w.escape()
	default:
		f.Entry.TypedKey(e)
	}
}

// found are the recent pictures whose names hold what was typed, in either case.
func (s *startScreen) found() (list []recentPicture) {
	text := strings.ToLower(strings.TrimSpace(s.find.Text))
	for _, r := range s.recent {
		if strings.Contains(strings.ToLower(r.name()), text) {
			list = append(list, r)
		}
	}
	return list
}

// recentHead is the heading with what narrows the list or widens it.
func (s *startScreen) recentHead() fyne.CanvasObject {
	head := row(12, 0, 0, subHeading(tr("Recent")), layout.NewSpacer())
	if n := len(s.found()); n > s.columns*recentRows {
		text := trf("Show all %d", n)
		if s.all {
			text = tr("Show fewer")
		}
		more := newPushButton(text, s.w.dialogKey, func() {
			s.all = !s.all
			s.build()
		})
		more.Importance = widget.LowImportance
		head.Add(more)
	}
	head.Add(s.field)
	return head
}

// recentGrid shows the pictures that were found.
func (s *startScreen) recentGrid() fyne.CanvasObject {
	list := s.found()
	if len(list) == 0 {
		return column(0, 12, 12, 0, newLabel(trf("No recent picture has “%s” in its name.", strings.TrimSpace(s.find.Text)), sizeBody, colorText2))
	}
	if !s.all {
		list = list[:min(len(list), s.columns*recentRows)]
	}
	grid := container.New(gridLayout{s.columns})
	for i, r := range list {
		c := s.recentCard(r)
		c.keys = func(e *fyne.KeyEvent) { s.moveFrom(i, e) }
		s.cards = append(s.cards, c)
		grid.Add(c)
	}
	return grid
}

func (s *startScreen) recentCard(r recentPicture) *card {
	text := cardText{name: r.name(), left: dayText(r.Opened, s.w.desk.timing.clock()), right: fmt.Sprintf("%d × %d", r.Width, r.Height)}
	if r.missing {
		text.warning = tr("Not found")
	}
	size := fyne.NewSize(float32(cardPicture.X), float32(cardPicture.Y))
	c := newPictureCard(r.thumb, size, text, s.w.tips, func() { s.w.unlessAsked(func() { s.w.openRecent(r) }) })
	c.hint = tipText{r.name(), "", r.Path}
	c.remove = func() { s.w.forget(r) }
	c.menu = func(at fyne.Position) {
		open := fyne.NewMenuItem(tr("Open"), c.open)
		if r.missing {
			open.Label = tr("Locate…") // which asks first
		}
		m := fyne.NewMenu("", open, fyne.NewMenuItem(tr("Remove from list"), c.remove))
		widget.ShowPopUpMenuAtPosition(m, s.w.win.Canvas(), at)
	}
	return c
}

// moveFrom goes from one recent picture to another by an arrow key, up from the first
// row to the field; other keys do what they do in the window.
func (s *startScreen) moveFrom(i int, e *fyne.KeyEvent) {
	step := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -s.columns, fyne.KeyDown: s.columns}[e.Name]
	switch to := i + step; {
	case step == 0:
		s.w.typed(e)
	case e.Name == fyne.KeyUp && to < 0:
		s.w.win.Canvas().Focus(s.find)
	case to >= 0 && to < len(s.cards):
		s.focusCard(to)
	}
}

func (s *startScreen) focusCard(i int) {
	s.w.win.Canvas().Focus(s.cards[i])
	s.scroll.ScrollToOffset(fyne.NewPos(0, s.offsetOf(s.cards[i])))
}

// offsetOf is how far to scroll so that a card is in sight.
func (s *startScreen) offsetOf(c *card) float32 {
	driver := s.w.app.Driver()
	top := driver.AbsolutePositionForObject(c).Y - driver.AbsolutePositionForObject(s.page).Y
	bottom := top + c.Size().Height + startMargin
	return min(max(s.scroll.Offset.Y, bottom-s.scroll.Size().Height), max(top-startMargin, 0))
}
