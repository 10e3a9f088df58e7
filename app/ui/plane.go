package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// plane is a rectangle in colours of the theme: the ground of a bar, a hairline, a card.
type plane struct {
	widget.BaseWidget
	colour fyne.ThemeColorName // "" for none
	border fyne.ThemeColorName // "" for none
	radius float32
	min    fyne.Size
	thin   bool // one pixel of the screen, whatever its scale
}

func newPlane(colour fyne.ThemeColorName, w, h float32) *plane {
	p := &plane{colour: colour, min: fyne.NewSize(w, h)}
	p.ExtendBaseWidget(p)
	return p
}

// hairline is a separator as thin as the screen can draw.
func hairline() *plane {
	p := newPlane(theme.ColorNameSeparator, 1, 1)
	p.thin = true
	return p
}

// onePixel is a pixel of the screen that an object is on, units.
func onePixel(o fyne.CanvasObject) float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		return 1 / max(c.Scale(), 1)
	}
	return 1
}

// newCard is a plane with a border and round corners.
func newCard(colour, border fyne.ThemeColorName, radius float32) *plane {
	p := newPlane(colour, 0, 0)
	p.border, p.radius = border, radius
	return p
}

// newFieldCard is what a field stands on.
func newFieldCard() *plane {
	return newCard(theme.ColorNameInputBackground, theme.ColorNameInputBorder, radiusControl)
}

// fill changes the colour.
func (p *plane) fill(colour fyne.ThemeColorName) {
	p.colour = colour
	p.Refresh()
}

// frame changes the border's colour.
func (p *plane) frame(colour fyne.ThemeColorName) {
	p.border = colour
	p.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (p *plane) MinSize() fyne.Size { return p.min }

// CreateRenderer implements [fyne.Widget].
func (p *plane) CreateRenderer() fyne.WidgetRenderer {
	r := &planeRenderer{p, canvas.NewRectangle(transparent), newRoundRect()}
	r.Refresh()
	return r
}

// planeRenderer draws with round corners or, as most planes are, without.
type planeRenderer struct {
	p     *plane
	rect  *canvas.Rectangle
	round *roundRect
}

func (r *planeRenderer) Layout(size fyne.Size) {
	if r.p.thin && size.Height <= 1 {
		size.Height = onePixel(r.p)
	} else if r.p.thin && size.Width <= 1 {
		size.Width = onePixel(r.p)
	}
	r.rect.Resize(size)
	r.round.place(fyne.Position{}, size)
}

func (r *planeRenderer) MinSize() fyne.Size { return r.p.min }

func (r *planeRenderer) Refresh() {
	fill, border, width := color.Color(transparent), color.Color(transparent), float32(0)
	if r.p.colour != "" {
		fill = themed(r.p.colour)
	}
	if r.p.border != "" {
		border, width = themed(r.p.border), 1
	}
	if r.p.radius > 0 {
		r.round.set(fill, border, width, r.p.radius)
		return
	}
	r.rect.FillColor, r.rect.StrokeColor, r.rect.StrokeWidth = fill, border, width
	r.rect.Refresh()
}

func (r *planeRenderer) Objects() []fyne.CanvasObject {
	if r.p.radius > 0 {
		return []fyne.CanvasObject{r.round.raster}
	}
	return []fyne.CanvasObject{r.rect}
}
func (r *planeRenderer) Destroy() {}
