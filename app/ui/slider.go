package ui

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// slider sets a number by dragging, on a scale on which each doubling is as long, or on an
// even one.
type slider struct {
	widget.BaseWidget
	focusable
	tipped
	low, high, value float64
	standard         float64 // what a double click sets
	even             bool
	changed          func(float64)
	notch            func(by int) // what an arrow key or the wheel does instead of a step of 1
	held             bool         // it is being dragged
	least            float32      // width of the track at least; 0: the usual one
	letGo            func()       // follows a drag
	// shades is the colour that a place leads to; nil: the track shows how far the knob is.
	shades func(share float64) color.NRGBA
}

func newSlider(low, high, standard float64, changed func(float64)) *slider {
	s := &slider{low: low, high: high, value: standard, standard: standard, changed: changed, letGo: func() {}}
	// What scrolls is clipped to its bounds, so the ring stands inside them.
	s.focusable = reachable(s, 2*radiusControl, -2*ringWidth, func() { s.change(s.standard) })
	s.arrow = s.step
	s.ExtendBaseWidget(s)
	return s
}

// set moves the knob without telling.
func (s *slider) set(v float64) {
	if v != s.value {
		s.value = v
		s.Refresh()
	}
}

const knob = 12

// sliderAir stays free at both ends for the ring.
const sliderAir = 6

// share is where the knob stands, 0–1.
func (s *slider) share() float64 {
	if s.even {
		return (s.value - s.low) / (s.high - s.low)
	}
	return math.Log(s.value/s.low) / math.Log(s.high/s.low)
}

func (s *slider) moveTo(x float32) {
	s.untell() // it may lie over what is looked at
	share := min(max(float64(x-knob/2-sliderAir)/float64(max(s.Size().Width-knob-2*sliderAir, 1)), 0), 1)
	if s.even {
		s.change(math.Round(s.low + share*(s.high-s.low)))
		return
	}
	s.change(math.Round(s.low * math.Pow(s.high/s.low, share)))
}

func (s *slider) change(v float64) {
	s.set(min(max(v, s.low), s.high))
	s.changed(s.value)
}

// step is an arrow key: by 1, with Shift by 10.
func (s *slider) step(by int) {
	if s.notch != nil {
		s.notch(by)
		return
	}
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		by *= 10
	}
	s.change(s.value + float64(by))
}

// TypedKey implements [fyne.Focusable]: up is more, as right is.
func (s *slider) TypedKey(e *fyne.KeyEvent) { s.focusable.TypedKey(upright(e)) }

// upright turns the keys that go up and down into those that go right and left: elsewhere
// down is the next thing, on a scale it is less.
func upright(e *fyne.KeyEvent) *fyne.KeyEvent {
	key := *e
	switch e.Name {
	case fyne.KeyUp:
		key.Name = fyne.KeyRight
	case fyne.KeyDown:
		key.Name = fyne.KeyLeft
	}
	return &key
}

// Tapped implements [fyne.Tappable].
func (s *slider) Tapped(e *fyne.PointEvent) { s.moveTo(e.Position.X) }

// DoubleTapped implements [fyne.DoubleTappable].
func (s *slider) DoubleTapped(*fyne.PointEvent) { s.change(s.standard) }

// Dragged implements [fyne.Draggable].
func (s *slider) Dragged(e *fyne.DragEvent) {
	s.held = true
	s.moveTo(e.Position.X)
}

// DragEnd implements [fyne.Draggable].
func (s *slider) DragEnd() {
	s.held = false
	s.letGo()
}

// Scrolled implements [fyne.Scrollable].
func (s *slider) Scrolled(e *fyne.ScrollEvent) {
	by := 1
	if e.Scrolled.DY <= 0 {
		by = -1
	}
	if s.notch != nil {
		s.notch(by)
		return
	}
	s.change(s.value + float64(by))
}

// MinSize implements [fyne.CanvasObject].
func (s *slider) MinSize() fyne.Size {
	width := s.least
	if width == 0 {
		width = 96
	}
	return fyne.NewSize(width+2*sliderAir, heightField)
}

// CreateRenderer implements [fyne.Widget].
func (s *slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{s: s, track: canvas.NewRectangle(transparent), done: canvas.NewRectangle(transparent), knob: canvas.NewCircle(transparent), core: canvas.NewCircle(transparent)}
	if s.shades != nil {
		r.shades = newShadeTrack(s.shades)
	}
	r.Refresh()
	return s.ringed(r)
}

type sliderRenderer struct {
	s           *slider
	track, done *canvas.Rectangle
	shades      *shadeTrack // in the place of both; nil: there are none
	knob        *canvas.Circle
	core        *canvas.Circle // what the knob's place leads to, on the knob
}

func (r *sliderRenderer) Layout(size fyne.Size) {
	y := size.Height/2 - 1
	x := sliderAir + float32(r.s.share())*(size.Width-knob-2*sliderAir)
	r.track.Move(fyne.NewPos(sliderAir, y))
	r.track.Resize(fyne.NewSize(size.Width-2*sliderAir, 2))
	r.done.Move(fyne.NewPos(sliderAir, y))
	r.done.Resize(fyne.NewSize(x+knob/2-sliderAir, 2))
	if r.shades != nil {
		r.shades.place(size)
	}
	r.knob.Move(fyne.NewPos(x, size.Height/2-knob/2))
	r.knob.Resize(fyne.NewSquareSize(knob))
	r.core.Move(fyne.NewPos(x+2, size.Height/2-knob/2+2))
	r.core.Resize(fyne.NewSquareSize(knob - 4))
}

func (r *sliderRenderer) MinSize() fyne.Size { return r.s.MinSize() }

func (r *sliderRenderer) Refresh() {
	r.track.FillColor = themed(colorBorder)
	r.done.FillColor = themed(theme.ColorNamePrimary)
	r.knob.FillColor = themed(theme.ColorNameForeground)
	if r.shades != nil {
		r.core.FillColor = r.s.shades(r.s.share())
		r.core.StrokeColor, r.core.StrokeWidth = themed(colorPanel), 1 // white on white is to be seen
	}
	r.Layout(r.s.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *sliderRenderer) Objects() []fyne.CanvasObject {
	if r.shades != nil {
		return []fyne.CanvasObject{r.shades.raster, r.knob, r.core}
	}
	return []fyne.CanvasObject{r.track, r.done, r.knob}
}
func (r *sliderRenderer) Destroy() {}
