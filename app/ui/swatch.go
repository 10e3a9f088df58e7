package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// swatch is a square of one colour that can be chosen.
type swatch struct {
	widget.BaseWidget
	focusable
	colour color.NRGBA
	chosen bool
	// focused says that it has the keyboard; only some can.
	focused bool
	side    float32
	tips    *tips
	tapped  func(color.NRGBA)
}

func newSwatch(c color.NRGBA, side float32, t *tips, tapped func(color.NRGBA)) *swatch {
	s := &swatch{colour: c, side: side, tips: t, tapped: tapped}
	s.focusable = reachable(s, radiusSwatch, 2, func() { s.Tapped(nil) })
	s.ExtendBaseWidget(s)
	return s
}

// set changes what it shows.
func (s *swatch) set(c color.NRGBA, chosen bool) {
	if c != s.colour || chosen != s.chosen {
		s.colour, s.chosen = c, chosen
		s.Refresh()
	}
}

// Tapped implements [fyne.Tappable].
func (s *swatch) Tapped(*fyne.PointEvent) {
	if s.tapped != nil {
		s.tapped(s.colour)
	}
}

// MouseIn implements [desktop.Hoverable].
func (s *swatch) MouseIn(*desktop.MouseEvent) { s.tips.soon(s, tipText{name: hex(s.colour)}) }

// MouseMoved implements [desktop.Hoverable].
func (s *swatch) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (s *swatch) MouseOut() { s.tips.hide() }

// MinSize implements [fyne.CanvasObject].
func (s *swatch) MinSize() fyne.Size { return fyne.NewSquareSize(s.side) }

// CreateRenderer implements [fyne.Widget].
func (s *swatch) CreateRenderer() fyne.WidgetRenderer {
	r := &swatchRenderer{s, newRoundRect(), newRoundRect()}
	r.Refresh()
	return s.ringed(r)
}

type swatchRenderer struct {
	s          *swatch
	ring, fill *roundRect
}

func (r *swatchRenderer) Layout(size fyne.Size) {
	out := float32(3) // the ring: 2 wide, 1 away
	if r.s.focused {
		out = 4 // 2 away
	}
	r.fill.place(fyne.Position{}, size)
	r.ring.place(fyne.NewPos(-out, -out), size.AddWidthHeight(2*out, 2*out))
}

func (r *swatchRenderer) MinSize() fyne.Size { return r.s.MinSize() }

func (r *swatchRenderer) Refresh() {
	edge := mixed(r.s.colour, toNRGBA(themed(theme.ColorNameForeground)), 0.2) // seen on any ground
	r.fill.set(r.s.colour, edge, 1, radiusSwatch)
	ring := color.Color(transparent)
	if r.s.chosen || r.s.focused {
		ring = themed(theme.ColorNamePrimary)
	}
	r.ring.set(transparent, ring, 2, radiusSwatch+3)
	r.Layout(r.s.Size())
}

func (r *swatchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ring.raster, r.fill.raster}
}
func (r *swatchRenderer) Destroy() {}

// Enable, Disable and Disabled implement [fyne.Disableable]: the keyboard passes over what
// cannot be used.
func (s *swatch) Enable() {}

// Disable implements [fyne.Disableable].
func (s *swatch) Disable() {}

// Disabled implements [fyne.Disableable].
func (s *swatch) Disabled() bool { return s.tapped == nil }
