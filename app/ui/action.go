package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// action is a button with words: the main thing to do (accent), or a quiet row.
type action struct {
	widget.BaseWidget
	focusable
	tipped
	icon, text, key string
	main            bool // filled with the accent
	centred         bool
	size            fyne.Size
	tapped          func()

	off, hovered bool
}

func newAction(icon, text, key string, size fyne.Size, tapped func()) *action {
	a := &action{icon: icon, text: text, key: key, size: size, tapped: tapped}
	a.focusable = reachable(a, radiusControl, 1, func() { a.Tapped(nil) })
	a.ExtendBaseWidget(a)
	return a
}

// disable says whether it can be used now.
func (a *action) disable(off bool) {
	if a.off != off {
		a.off = off
		a.Refresh()
	}
}

// setKey changes the key it names, "" for none.
func (a *action) setKey(key string) {
	if a.key != key {
		a.key = key
		a.Refresh()
	}
}

// Tapped implements [fyne.Tappable].
func (a *action) Tapped(*fyne.PointEvent) {
	if !a.off {
		a.tapped()
	}
}

// MouseIn implements [desktop.Hoverable].
func (a *action) MouseIn(*desktop.MouseEvent) { a.hover(true) }

// MouseOut implements [desktop.Hoverable].
func (a *action) MouseOut() { a.hover(false) }

func (a *action) hover(on bool) {
	a.hovered = on
	if on {
		a.tell()
	} else {
		a.untell()
	}
	a.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (a *action) MinSize() fyne.Size { return a.size }

// CreateRenderer implements [fyne.Widget].
func (a *action) CreateRenderer() fyne.WidgetRenderer {
	r := &actionRenderer{
		a: a, back: newRoundRect(), icon: canvas.NewImageFromResource(icon(a.icon, colorText2)),
		text: canvas.NewText(a.text, transparent), key: canvas.NewText(a.key, transparent),
	}
	r.icon.FillMode = canvas.ImageFillContain
	r.Refresh()
	return a.ringed(r)
}

type actionRenderer struct {
	a         *action
	back      *roundRect
	icon      *canvas.Image
	text, key *canvas.Text
}

func (r *actionRenderer) Layout(size fyne.Size) {
	r.back.place(fyne.Position{}, size)
	side, text, key := float32(iconBar), r.text.MinSize(), r.key.MinSize()
	if r.a.size.Height < heightOptions {
		side = iconDock
	}
	left, gap := float32(12), float32(12)
	if r.a.centred {
		gap = 8
		left = (size.Width - side - gap - text.Width) / 2
	}
	r.icon.Resize(fyne.NewSquareSize(side))
	r.icon.Move(fyne.NewPos(left, (size.Height-side)/2))
	r.text.Move(fyne.NewPos(left+side+gap, (size.Height-text.Height)/2))
	r.key.Move(fyne.NewPos(size.Width-12-key.Width, (size.Height-key.Height)/2))
}

func (r *actionRenderer) MinSize() fyne.Size { return r.a.size }

func (r *actionRenderer) Refresh() {
	a := r.a
	words, faint := theme.ColorNameForeground, colorText3
	back := color.Color(transparent)
	switch {
	case a.off:
		words, faint = theme.ColorNameDisabled, theme.ColorNameDisabled
		if a.main {
			back = themed(colorRaised)
		}
	case a.main:
		words, faint = theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnPrimary
		back = themed(theme.ColorNamePrimary)
	case a.hovered:
		back = themed(theme.ColorNameHover)
	}
	r.back.set(back, transparent, 0, radiusControl)
	r.text.Text, r.text.TextSize, r.text.Color = a.text, sizeBody, themed(words)
	r.text.TextStyle.Bold = a.main
	r.key.Text, r.key.TextSize, r.key.Color = a.key, sizeCaption, themed(faint)
	drawing := words
	if !a.main && !a.off {
		drawing = colorText2
	}
	r.icon.Resource = icon(a.icon, drawing)
	r.Layout(a.Size())
	for _, o := range []fyne.CanvasObject{r.icon, r.text, r.key} {
		o.Refresh()
	}
}

func (r *actionRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back.raster, r.icon, r.text, r.key}
}
func (r *actionRenderer) Destroy() {}

// Enable, Disable and Disabled implement [fyne.Disableable]: the keyboard passes over what
// cannot be used.
func (a *action) Enable() {}

// Disable implements [fyne.Disableable].
func (a *action) Disable() {}

// Disabled implements [fyne.Disableable].
func (a *action) Disabled() bool { return a.off }
