package ui

import (
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
	rect   *canvas.Rectangle
}

func newPlane(colour fyne.ThemeColorName, w, h float32) *plane {
	p := &plane{colour: colour, min: fyne.NewSize(w, h), rect: canvas.NewRectangle(transparent)}
	p.ExtendBaseWidget(p)
	return p
}

// hairline is a separator as thin as the screen can draw.
func hairline() *plane { return newPlane(theme.ColorNameSeparator, 1, 1) }

// newCard is a plane with a border and round corners.
func newCard(colour, border fyne.ThemeColorName, radius float32) *plane {
	p := newPlane(colour, 0, 0)
	p.border, p.radius = border, radius
	return p
}

// MinSize implements [fyne.CanvasObject].
func (p *plane) MinSize() fyne.Size { return p.min }

// CreateRenderer implements [fyne.Widget].
func (p *plane) CreateRenderer() fyne.WidgetRenderer {
	r := &planeRenderer{p}
	r.Refresh()
	return r
}

type planeRenderer struct{ p *plane }

func (r *planeRenderer) Layout(size fyne.Size) { r.p.rect.Resize(size) }
func (r *planeRenderer) MinSize() fyne.Size    { return r.p.min }
func (r *planeRenderer) Refresh() {
	rect := r.p.rect
	rect.FillColor, rect.CornerRadius = transparent, r.p.radius
	if r.p.colour != "" {
		rect.FillColor = themed(r.p.colour)
	}
	rect.StrokeWidth = 0
	if r.p.border != "" {
		rect.StrokeWidth, rect.StrokeColor = 1, themed(r.p.border)
	}
	rect.Refresh()
}
func (r *planeRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.p.rect} }
func (r *planeRenderer) Destroy()                     {}
