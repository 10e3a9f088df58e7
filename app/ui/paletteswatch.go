package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyline/canvas/palette"
)

// paletteSwatch is a swatch of the dock: it has a name and a menu, and can have the
// keyboard.
type paletteSwatch struct {
	swatch
	dock *paletteDock
	at   int // its place in the palette
	of   palette.Swatch
}

func newPaletteSwatch(p *paletteDock, i int, of palette.Swatch) *paletteSwatch {
	s := &paletteSwatch{dock: p, at: i, of: of}
	s.colour, s.side, s.tips, s.tapped = of.Colour, 22, p.tips, p.take
	s.ExtendBaseWidget(s)
	return s
}

// MouseIn implements [desktop.Hoverable].
func (s *paletteSwatch) MouseIn(*desktop.MouseEvent) { s.tips.soon(s, s.tip()) }

// tip says name and hex, and where the colour comes from.
func (s *paletteSwatch) tip() tipText {
	name, line := fitted(s.of.Name, sizeRow, 360), ""
	if name != "" {
		line = hex(s.of.Colour) + ". "
	} else {
		name = hex(s.of.Colour)
	}
	if s.of.Found {
		line += tr("From a reference.") + " "
	}
	return tipText{name: name, line: line + tr("Double click: edit. Right button: menu.")}
}

// Tapped implements [fyne.Tappable]: the colour is taken at once, and a second tap soon after
// edits it. Of a [fyne.DoubleTappable] Fyne would hold back the first until no second can
// come.
func (s *paletteSwatch) Tapped(e *fyne.PointEvent) {
	s.swatch.Tapped(e)
	if e != nil && s.dock.tappedTwice(s.at) { // keys have none
		s.dock.edit(s.at)
	}
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (s *paletteSwatch) TappedSecondary(e *fyne.PointEvent) { s.dock.menuOf(s, e.AbsolutePosition) }

// FocusGained implements [fyne.Focusable].
func (s *paletteSwatch) FocusGained() { s.focus(true) }

// FocusLost implements [fyne.Focusable].
func (s *paletteSwatch) FocusLost() { s.focus(false) }

func (s *paletteSwatch) focus(on bool) {
	s.focused = on
	s.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (s *paletteSwatch) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable]: keys that mean nothing here are the window's.
func (s *paletteSwatch) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		s.dock.goTo(s.at - 1)
	case fyne.KeyRight:
		s.dock.goTo(s.at + 1)
	case fyne.KeyUp:
		s.dock.goTo(s.at - s.dock.perRow())
	case fyne.KeyDown:
		s.dock.goTo(s.at + s.dock.perRow())
	case fyne.KeyHome:
		s.dock.goTo(0)
	case fyne.KeyEnd:
		s.dock.goTo(len(s.dock.cells) - 1)
	case fyne.KeySpace:
		s.Tapped(nil)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.Tapped(nil)
		s.dock.leave()
	case fyne.KeyEscape:
		s.dock.leave()
	case fyne.KeyF2:
		s.dock.edit(s.at)
	case fyne.KeyDelete, fyne.KeyBackspace:
		s.dock.remove(s.at)
	default:
		s.dock.keys(e)
	}
}
