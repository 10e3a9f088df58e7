package ui

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// dashes is an outline of short strokes with round corners: a place for something that is
// not there yet. Fyne draws no dashed lines, so these are pixels.
type dashes struct {
	widget.BaseWidget
	colour fyne.ThemeColorName
	raster *canvas.Raster
}

// A dash and the gap after it, Fyne units.
const (
	dashOn  = 3
	dashGap = 2
)

func newDashes(colour fyne.ThemeColorName) *dashes {
	d := &dashes{colour: colour}
	d.raster = canvas.NewRaster(d.draw)
	d.ExtendBaseWidget(d)
	return d
}

// draw makes the outline, w×h screen pixels.
func (d *dashes) draw(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	size := image.Pt(w, h)
	scale := float64(w) / max(float64(d.Size().Width), 1)
	ink := toNRGBA(themed(d.colour))
	for y := range h {
		for x := range w {
			out := outside(x, y, size, radiusTool*scale)
			cover := covered(out) - covered(out+max(math.Round(scale), 1))
			if cover > 0 && dashAt(x, y, size, scale) {
				img.SetNRGBA(x, y, color.NRGBA{ink.R, ink.G, ink.B, uint8(255*cover + 0.5)})
			}
		}
	}
	return img
}

// dashAt tells whether a pixel of the border is in a dash. Sides are counted from their
// middles, so that both ends look alike; corners are whole.
func dashAt(x, y int, size image.Point, scale float64) bool {
	fromMiddle := func(at, length int) float64 { return math.Abs(float64(at) + 0.5 - float64(length)/2) }
	corner := radiusTool * scale
	across, along := fromMiddle(y, size.Y), fromMiddle(x, size.X)
	atSide, atEnd := float64(size.Y)/2-across < corner, float64(size.X)/2-along < corner
	if atSide && atEnd {
		return true
	}
	if atEnd {
		along = across
	}
	return math.Mod(along+dashOn*scale/2, (dashOn+dashGap)*scale) < dashOn*scale
}

// CreateRenderer implements [fyne.Widget].
func (d *dashes) CreateRenderer() fyne.WidgetRenderer { return &dashesRenderer{d} }

type dashesRenderer struct{ d *dashes }

func (r *dashesRenderer) Layout(size fyne.Size)        { r.d.raster.Resize(size) }
func (r *dashesRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *dashesRenderer) Refresh()                     { r.d.raster.Refresh() }
func (r *dashesRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.d.raster} }
func (r *dashesRenderer) Destroy()                     {}
