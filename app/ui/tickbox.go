package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tickBox is a switch with words. It is our own: Fyne's hides its tick under a disc of
// the accent's colour while it has the keyboard.
type tickBox struct {
	widget.DisableableWidget
	tipped
	text    string
	on      bool
	changed func(bool)
	keys    func(*fyne.KeyEvent) bool

	focused bool
}

func newTickBox(text string, on bool, keys func(*fyne.KeyEvent) bool, changed func(bool)) *tickBox {
	t := &tickBox{text: text, on: on, keys: keys, changed: changed}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tickBox) toggle() {
	if !t.Disabled() {
		t.on = !t.on
		t.Refresh()
		t.changed(t.on)
	}
}

// set moves the tick without telling.
func (t *tickBox) set(on bool) {
	if t.on != on {
		t.on = on
		t.Refresh()
	}
}

// Tapped implements [fyne.Tappable].
func (t *tickBox) Tapped(*fyne.PointEvent) {
	t.untell()
	t.toggle()
}

// FocusGained implements [fyne.Focusable].
func (t *tickBox) FocusGained() { t.focus(true) }

// FocusLost implements [fyne.Focusable].
func (t *tickBox) FocusLost() { t.focus(false) }

func (t *tickBox) focus(on bool) {
	t.focused = on
	t.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (t *tickBox) TypedRune(r rune) {
	if r == ' ' {
		t.toggle()
	}
}

// TypedKey implements [fyne.Focusable].
func (t *tickBox) TypedKey(e *fyne.KeyEvent) { t.keys(e) }

// Sizes of a tick box: its box, from there to the words, and its height.
const (
	tickSide   = 16
	tickGap    = 8
	tickHeight = 28
)

// CreateRenderer implements [fyne.Widget].
func (t *tickBox) CreateRenderer() fyne.WidgetRenderer {
	r := &tickBoxRenderer{
		t: t, box: canvas.NewRectangle(transparent), ring: canvas.NewRectangle(transparent),
		tick: canvas.NewImageFromResource(icon("check", theme.ColorNameForegroundOnPrimary)), text: canvas.NewText(t.text, transparent),
	}
	r.tick.FillMode = canvas.ImageFillContain
	r.Refresh()
	return r
}

type tickBoxRenderer struct {
	t         *tickBox
	box, ring *canvas.Rectangle
	tick      *canvas.Image
	text      *canvas.Text
}

func (r *tickBoxRenderer) Layout(size fyne.Size) {
	y := (size.Height - tickSide) / 2
	for _, o := range []fyne.CanvasObject{r.box, r.tick} {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSquareSize(tickSide))
	}
	r.ring.Move(fyne.NewPos(-3, y-3))
	r.ring.Resize(fyne.NewSquareSize(tickSide + 6))
	r.text.Move(fyne.NewPos(tickSide+tickGap, (size.Height-r.text.MinSize().Height)/2))
}

func (r *tickBoxRenderer) MinSize() fyne.Size {
	return fyne.NewSize(tickSide+tickGap+r.text.MinSize().Width, tickHeight)
}

func (r *tickBoxRenderer) Refresh() {
	t := r.t
	words, fill, border := theme.ColorNameForeground, theme.ColorNameInputBackground, colorBorder
	if t.on {
		fill, border = theme.ColorNamePrimary, theme.ColorNamePrimary
	}
	if t.Disabled() {
		words, fill, border = theme.ColorNameDisabled, theme.ColorNameInputBackground, theme.ColorNameDisabled
	}
	r.box.FillColor, r.box.CornerRadius = themed(fill), radiusSwatch
	r.box.StrokeWidth, r.box.StrokeColor = 1, themed(border)
	r.ring.CornerRadius, r.ring.StrokeWidth, r.ring.StrokeColor = radiusSwatch+3, 0, transparent
	if t.focused {
		r.ring.StrokeWidth, r.ring.StrokeColor = 2, themed(theme.ColorNameFocus)
	}
	mark := theme.ColorNameForegroundOnPrimary
	if t.Disabled() {
		mark = theme.ColorNameDisabled
	}
	r.tick.Resource = icon("check", mark)
	showIf(r.tick, t.on)
	r.text.Text, r.text.TextSize, r.text.Color = t.text, sizeBody, themed(words)
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *tickBoxRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ring, r.box, r.tick, r.text}
}
func (r *tickBoxRenderer) Destroy() {}
