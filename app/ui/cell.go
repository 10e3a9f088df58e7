package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// cell is a button that is an icon: a tool, a switch in a bar.
type cell struct {
	widget.BaseWidget
	focusable
	name   string // of the icon
	hint   tipText
	tips   *tips
	tapped func()

	side, drawn float32 // of the cell and of the icon
	on          bool    // in use: filled, in accent
	bar         bool    // shows an accent bar at the left edge of its column while on
	off         bool    // cannot be used now
	hovered     bool
	pressed     bool
}

// tipText is what a tooltip says.
type tipText struct{ name, key, line string }

// translated is the text in the language of the window.
func (t tipText) translated() tipText { return tipText{tr(t.name), t.key, tr(t.line)} }

func newCell(name string, hint tipText, t *tips, tapped func()) *cell {
	c := &cell{name: name, hint: hint, tips: t, tapped: tapped, side: widthCell, drawn: iconBar}
	c.focusable = reachable(c, radiusTool, 1, func() { c.Tapped(nil) })
	c.ExtendBaseWidget(c)
	return c
}

// small makes it a button of a dock's header.
func (c *cell) small() *cell {
	c.side, c.drawn = 24, iconDock
	return c
}

// barred makes it a button of the option bar.
func (c *cell) barred() *cell {
	c.side, c.round = heightControl, radiusControl
	return c
}

// set changes what it shows and repaints only if that differs.
func (c *cell) set(on, off bool) {
	if c.on != on || c.off != off {
		c.on, c.off = on, off
		c.Refresh()
	}
}

// Tapped implements [fyne.Tappable].
func (c *cell) Tapped(*fyne.PointEvent) {
	c.tips.hide()
	if !c.off {
		c.tapped()
	}
}

// MouseIn implements [desktop.Hoverable].
func (c *cell) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.tips.soon(c, c.hint)
	c.Refresh()
}

// MouseMoved implements [desktop.Hoverable].
func (c *cell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (c *cell) MouseOut() {
	c.hovered, c.pressed = false, false
	c.tips.hide()
	c.Refresh()
}

// MouseDown implements [desktop.Mouseable].
func (c *cell) MouseDown(*desktop.MouseEvent) {
	c.pressed = true
	c.Refresh()
}

// MouseUp implements [desktop.Mouseable].
func (c *cell) MouseUp(*desktop.MouseEvent) {
	c.pressed = false
	c.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (c *cell) MinSize() fyne.Size { return fyne.NewSquareSize(c.side) }

// CreateRenderer implements [fyne.Widget].
func (c *cell) CreateRenderer() fyne.WidgetRenderer {
	r := &cellRenderer{
		c:    c,
		back: newRoundRect(),
		bar:  canvas.NewRectangle(transparent),
		icon: canvas.NewImageFromResource(icon(c.name, colorText2)),
	}
	r.icon.FillMode = canvas.ImageFillContain
	r.Refresh()
	return c.ringed(r)
}

type cellRenderer struct {
	c    *cell
	back *roundRect
	bar  *canvas.Rectangle
	icon *canvas.Image
}

func (r *cellRenderer) Layout(size fyne.Size) {
	r.back.place(fyne.Position{}, size)
	left := (widthTools - size.Width) / 2 // the bar stands at the window's edge
	r.bar.Move(fyne.NewPos(-left, size.Height/2-10))
	r.bar.Resize(fyne.NewSize(3, 20))
	r.icon.Move(fyne.NewPos((size.Width-r.c.drawn)/2, (size.Height-r.c.drawn)/2))
	r.icon.Resize(fyne.NewSquareSize(r.c.drawn))
}

func (r *cellRenderer) MinSize() fyne.Size { return r.c.MinSize() }

func (r *cellRenderer) Refresh() {
	c := r.c
	colour := colorText2
	back := color.Color(transparent)
	r.bar.FillColor = transparent
	switch {
	case c.off:
		colour = theme.ColorNameDisabled
	case c.pressed:
		back = themed(theme.ColorNamePressed)
	case c.on:
		back = themed(theme.ColorNameSelection)
	case c.hovered:
		back = themed(theme.ColorNameHover)
	}
	if c.on && !c.off {
		colour = theme.ColorNamePrimary
		if c.bar {
			r.bar.FillColor = themed(theme.ColorNamePrimary)
		}
	}
	r.back.set(back, transparent, 0, c.round)
	r.bar.TopRightCornerRadius, r.bar.BottomRightCornerRadius = 2, 2
	r.icon.Resource = icon(c.name, colour)
	r.bar.Refresh()
	r.icon.Refresh()
}

func (r *cellRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back.raster, r.bar, r.icon}
}
func (r *cellRenderer) Destroy() {}

// rename changes the icon.
func (c *cell) rename(name string) {
	if name != c.name {
		c.name = name
		c.Refresh()
	}
}

// Enable, Disable and Disabled implement [fyne.Disableable]: the keyboard passes over what
// cannot be used.
func (c *cell) Enable() {}

// Disable implements [fyne.Disableable].
func (c *cell) Disable() {}

// Disabled implements [fyne.Disableable].
func (c *cell) Disabled() bool { return c.off }
