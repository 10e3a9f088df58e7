package ui

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// band is one colour of a drawing made of nested shapes: it covers what is nearer than
// within, above the bands listed before it.
type band struct {
	within float64 // px
	colour color.NRGBA
}

// Colours on the picture are the same in both themes.
var (
	inkDark  = color.NRGBA{0x10, 0x10, 0x10, 255}
	inkWhite = color.NRGBA{0xFF, 0xFF, 0xFF, 255}
	inkCore  = color.NRGBA{0x00, 0xB4, 0xE0, 255}
)

// edgeBands draw an edge stroke: white and near-black together stand out from any
// colour beneath. Half widths, for a screen of that scale.
func edgeBands(scale float64) []band {
	return []band{{3 * scale, inkDark}, {2.25 * scale, inkWhite}, {1.25 * scale, inkCore}}
}

// hintBands draw a colour hint as a disc, or a line of the same make.
func hintBands(scale float64, c color.NRGBA) []band {
	return []band{{9 * scale, inkDark}, {8 * scale, inkWhite}, {6 * scale, c}}
}

// lineBands draw what a hint that is a line covers beyond its first disc.
func lineBands(scale float64, c color.NRGBA) []band {
	return []band{{3.5 * scale, inkDark}, {2.75 * scale, inkWhite}, {1.75 * scale, c}}
}

// bandsRadius is how far the bands reach, with half a pixel of softness.
func bandsRadius(bands []band) float64 { return bands[0].within + 1 }

// paintField lays the bands around the lines of a field over dst, inside r.
func paintField(dst *image.RGBA, f *field, bands []band, r image.Rectangle) {
	r = r.Intersect(f.touched).Intersect(dst.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		near := f.row(y)
		row := dst.Pix[dst.PixOffset(r.Min.X, y):]
		for x := r.Min.X; x < r.Max.X; x++ {
			if v := near[x-f.rect.Min.X]; v != farAway {
				paintBands(row[4*(x-r.Min.X):], float64(v)/fieldUnit, bands)
			}
		}
	}
}

// paintBands lays the bands over one pixel at a distance.
func paintBands(pixel []uint8, distance float64, bands []band) {
	for _, b := range bands {
		blend(pixel, b.colour, b.within-distance+0.5)
	}
}

// blend lays a colour over an opaque pixel; cover is clamped to 0–1.
func blend(pixel []uint8, c color.NRGBA, cover float64) {
	if cover <= 0 {
		return
	}
	a := uint32(min(cover, 1)*float64(c.A) + 0.5)
	pixel[0] = uint8((uint32(pixel[0])*(255-a) + uint32(c.R)*a + 127) / 255)
	pixel[1] = uint8((uint32(pixel[1])*(255-a) + uint32(c.G)*a + 127) / 255)
	pixel[2] = uint8((uint32(pixel[2])*(255-a) + uint32(c.B)*a + 127) / 255)
}

// paintDisc lays nested discs around p over dst.
func paintDisc(dst *image.RGBA, p point, bands []band) {
	radius := bandsRadius(bands)
	overDisc(dst, p, radius, func(pixel []uint8, distance float64) { paintBands(pixel, distance, bands) })
}

// paintSquare lays nested squares around p over dst; their edges lie on whole pixels.
func paintSquare(dst *image.RGBA, p point, bands []band) {
	for _, b := range bands {
		low := image.Pt(int(math.Round(p.x-b.within)), int(math.Round(p.y-b.within)))
		side := int(math.Round(2 * b.within))
		draw.Draw(dst, image.Rectangle{low, low.Add(image.Pt(side, side))}, image.NewUniform(b.colour), image.Point{}, draw.Src)
	}
}

// paintRing lays a circle line over dst: nested bands by the distance from the circle.
func paintRing(dst *image.RGBA, p point, radius float64, bands []band) {
	overDisc(dst, p, radius+bandsRadius(bands), func(pixel []uint8, distance float64) {
		if d := math.Abs(distance - radius); d < bandsRadius(bands) {
			paintBands(pixel, d, bands)
		}
	})
}

// overDisc calls paint for each pixel of dst within radius of p.
func overDisc(dst *image.RGBA, p point, radius float64, paint func(pixel []uint8, distance float64)) {
	r := image.Rect(floor(p.x-radius), floor(p.y-radius), ceil(p.x+radius)+1, ceil(p.y+radius)+1).Intersect(dst.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			distance := math.Hypot(float64(x)+0.5-p.x, float64(y)+0.5-p.y)
			if distance <= radius {
				paint(dst.Pix[dst.PixOffset(x, y):], distance)
			}
		}
	}
}

// paintLine lays a straight line over dst.
func paintLine(dst *image.RGBA, a, b point, bands []band) {
	r := image.Rect(floor(min(a.x, b.x)), floor(min(a.y, b.y)), ceil(max(a.x, b.x))+1, ceil(max(a.y, b.y))+1)
	f := newField(r.Inset(-ceil(bandsRadius(bands)) - 1).Intersect(dst.Rect))
	f.line(a, b, bandsRadius(bands))
	paintField(dst, f, bands, f.rect)
}
