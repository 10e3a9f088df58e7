package ui

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// roundRect is a rectangle with round corners whose straight sides lie exactly on pixels.
// Fyne's own are soft by two pixels at scale 1, which blurs borders of one. Its raster is
// what goes into a renderer.
type roundRect struct {
	raster              *canvas.Raster
	fill, border        color.Color
	borderWidth, radius float32
}

func newRoundRect() *roundRect {
	r := &roundRect{fill: transparent, border: transparent}
	r.raster = canvas.NewRaster(r.draw)
	return r
}

// draw makes the rectangle, w×h screen pixels. Between its corners all rows are alike.
func (r *roundRect) draw(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	scale := float64(w) / max(float64(r.raster.Size().Width), 1)
	fill, border := toNRGBA(r.fill), toNRGBA(r.border)
	radius := min(float64(r.radius)*scale, float64(min(w, h))/2)
	line := math.Round(float64(r.borderWidth) * scale)
	corner := int(math.Ceil(max(radius, line))) + 1
	for y := range h {
		if y > corner && y < h-corner {
			copy(img.Pix[y*img.Stride:(y+1)*img.Stride], img.Pix[(y-1)*img.Stride:y*img.Stride])
			continue
		}
		for x := range w {
			out := outside(x, y, image.Pt(w, h), radius)
			inner := mixed(border, fill, covered(out+line))
			inner.A = uint8(float64(inner.A)*covered(out) + 0.5)
			img.SetNRGBA(x, y, inner)
		}
	}
	return img
}

// outside is how far a pixel is from a rectangle with round corners, negative inside.
func outside(x, y int, size image.Point, radius float64) float64 {
	dx := math.Abs(float64(x)+0.5-float64(size.X)/2) - float64(size.X)/2 + radius
	dy := math.Abs(float64(y)+0.5-float64(size.Y)/2) - float64(size.Y)/2 + radius
	return math.Hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius
}

// covered is how much of a pixel lies inside, by its distance.
func covered(out float64) float64 { return min(max(0.5-out, 0), 1) }

// mixed goes from a to b.
func mixed(a, b color.NRGBA, share float64) color.NRGBA {
	alpha := float64(a.A)*(1-share) + float64(b.A)*share
	if alpha == 0 {
		return color.NRGBA{}
	}
	of := func(x, y uint8) uint8 {
		return uint8((float64(x)*float64(a.A)*(1-share)+float64(y)*float64(b.A)*share)/alpha + 0.5)
	}
	return color.NRGBA{of(a.R, b.R), of(a.G, b.G), of(a.B, b.B), uint8(alpha + 0.5)}
}

func toNRGBA(c color.Color) color.NRGBA { return color.NRGBAModel.Convert(c).(color.NRGBA) }

// set changes its colours and repaints it only if that shows.
func (r *roundRect) set(fill, border color.Color, borderWidth, radius float32) {
	if r.fill != fill || r.border != border || r.borderWidth != borderWidth || r.radius != radius {
		r.fill, r.border, r.borderWidth, r.radius = fill, border, borderWidth, radius
		r.raster.Refresh()
	}
}

// place moves and resizes it.
func (r *roundRect) place(at fyne.Position, size fyne.Size) {
	r.raster.Move(at)
	r.raster.Resize(size)
}
