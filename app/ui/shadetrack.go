package ui

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// shadeTrack is the track of a slider that shows what its places lead to.
type shadeTrack struct {
	raster *canvas.Raster
	of     func(share float64) color.NRGBA
}

const heightShades = 8

func newShadeTrack(of func(share float64) color.NRGBA) *shadeTrack {
	t := &shadeTrack{of: of}
	t.raster = canvas.NewRaster(t.draw)
	return t
}

// place lays it where a knob of the slider can be, the middle of which is over its colour.
func (t *shadeTrack) place(slider fyne.Size) {
	t.raster.Move(fyne.NewPos(sliderAir, (slider.Height-heightShades)/2))
	t.raster.Resize(fyne.NewSize(slider.Width-2*sliderAir, heightShades))
}

// draw makes it, w×h screen pixels, with an edge that is seen on any ground.
func (t *shadeTrack) draw(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	wide := max(float64(t.raster.Size().Width), 1)
	scale := float64(w) / wide
	front := toNRGBA(themed(theme.ColorNameForeground))
	for x := range w {
		share := ((float64(x)+0.5)/scale - knob/2) / max(wide-knob, 1)
		fill := t.of(min(max(share, 0), 1))
		edge := mixed(fill, front, 0.2)
		for y := range h {
			out := outside(x, y, image.Pt(w, h), radiusSwatch*scale)
			c := mixed(edge, fill, covered(out+scale))
			c.A = uint8(255*covered(out) + 0.5)
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}
