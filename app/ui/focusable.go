package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// focusable makes a widget that embeds it reachable by the keyboard: Enter and Space
// press it, arrows go to its neighbours, every other key is the window's. A ring outside
// the widget shows that it has the keyboard.
type focusable struct {
	self  fyne.CanvasObject
	press func()       // nil: there is nothing to press
	arrow func(by int) // what arrows do instead; nil: they go to the neighbours
	gap   float32      // between widget and ring
	round float32      // of the widget's corners

	focused bool
	ring    *roundRect
}

// reachable prepares the embedded part of a widget.
func reachable(self fyne.CanvasObject, round, gap float32, press func()) focusable {
	return focusable{self: self, press: press, round: round, gap: gap}
}

// FocusGained implements [fyne.Focusable].
func (f *focusable) FocusGained() { f.focus(true) }

// FocusLost implements [fyne.Focusable].
func (f *focusable) FocusLost() { f.focus(false) }

func (f *focusable) focus(on bool) {
	f.focused = on
	if f.ring != nil {
		f.paintRing()
	}
}

// TypedRune implements [fyne.Focusable].
func (f *focusable) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (f *focusable) TypedKey(e *fyne.KeyEvent) {
	by := 0
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		f.pressed(e)
		return
	case fyne.KeyRight, fyne.KeyDown:
		by = 1
	case fyne.KeyLeft, fyne.KeyUp:
		by = -1
	default:
		forward(f.self, e)
		return
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(f.self)
	switch {
	case f.arrow != nil:
		f.arrow(by)
	case c != nil && by > 0:
		c.FocusNext()
	case c != nil:
		c.FocusPrevious()
	}
}

// pressed does what the widget is there for; a dialog has Enter for itself otherwise.
func (f *focusable) pressed(e *fyne.KeyEvent) {
	if f.press == nil {
		forward(f.self, e)
		return
	}
	f.press()
}

// forward gives a key that a focused widget does not take to the window.
func forward(from fyne.CanvasObject, e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(from)
	if c == nil {
		return
	}
	if typed := c.OnTypedKey(); typed != nil {
		typed(e)
	}
}

// ringed adds the ring to a widget's renderer.
func (f *focusable) ringed(r fyne.WidgetRenderer) fyne.WidgetRenderer {
	f.ring = newRoundRect()
	f.paintRing()
	return &ringedRenderer{r, f}
}

const ringWidth = 2

func (f *focusable) paintRing() {
	colour := color.Color(transparent)
	if f.focused {
		colour = themed(theme.ColorNameFocus)
	}
	f.ring.set(transparent, colour, ringWidth, f.round+f.gap+ringWidth)
}

type ringedRenderer struct {
	fyne.WidgetRenderer
	f *focusable
}

func (r *ringedRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	out := r.f.gap + ringWidth
	r.f.ring.place(fyne.NewPos(-out, -out), size.AddWidthHeight(2*out, 2*out))
}

func (r *ringedRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.f.paintRing()
}

func (r *ringedRenderer) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	return append(inner[:len(inner):len(inner)], r.f.ring.raster)
}
