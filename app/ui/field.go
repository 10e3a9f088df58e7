package ui

import (
	"image"
	"math"
)

// fieldUnit is how many steps of a field make a pixel.
const fieldUnit = 16

// farAway is the value of a field where nothing is near.
const farAway = math.MaxUint16

// field holds for each pixel of the screen the distance to the nearest of the lines that
// were added, in 1/16 px, as far as their radius. One field draws any number of crossing
// strokes in bands that run into each other instead of over each other, and a stroke in
// hand grows by adding its newest piece.
type field struct {
	rect    image.Rectangle
	pix     []uint16
	touched image.Rectangle // where anything is near
}

func newField(r image.Rectangle) *field {
	f := &field{rect: r, pix: make([]uint16, r.Dx()*r.Dy())}
	for i := range f.pix {
		f.pix[i] = farAway
	}
	return f
}

// clear forgets all lines.
func (f *field) clear() {
	for y := f.touched.Min.Y; y < f.touched.Max.Y; y++ {
		row := f.row(y)
		for x := f.touched.Min.X; x < f.touched.Max.X; x++ {
			row[x-f.rect.Min.X] = farAway
		}
	}
	f.touched = image.Rectangle{}
}

func (f *field) row(y int) []uint16 {
	return f.pix[(y-f.rect.Min.Y)*f.rect.Dx():][:f.rect.Dx()]
}

// line adds the segment from a to b, known as far as radius around it, and returns the
// pixels that may have changed.
func (f *field) line(a, b point, radius float64) image.Rectangle {
	r := image.Rect(floor(min(a.x, b.x)-radius), floor(min(a.y, b.y)-radius),
		ceil(max(a.x, b.x)+radius)+1, ceil(max(a.y, b.y)+radius)+1).Intersect(f.rect)
	if r.Empty() {
		return r
	}
	f.touched = f.touched.Union(r)
	dx, dy := b.x-a.x, b.y-a.y
	length := dx*dx + dy*dy
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := f.row(y)
		py := float64(y) + 0.5 - a.y
		for x := r.Min.X; x < r.Max.X; x++ {
			px := float64(x) + 0.5 - a.x
			along := 0.0
			if length > 0 {
				along = min(max((px*dx+py*dy)/length, 0), 1)
			}
			ex, ey := px-along*dx, py-along*dy
			if far := ex*ex + ey*ey; far <= radius*radius {
				i := x - f.rect.Min.X
				row[i] = min(row[i], uint16(math.Sqrt(far)*fieldUnit))
			}
		}
	}
	return r
}

// path adds a whole polyline; a single point is a dot.
func (f *field) path(points []point, radius float64) {
	for i, p := range points {
		f.line(points[max(i-1, 0)], p, radius)
	}
}

// at is the distance at a pixel inside the field, px; +Inf where nothing is near.
func (f *field) at(x, y int) float64 {
	if v := f.row(y)[x-f.rect.Min.X]; v != farAway {
		return float64(v) / fieldUnit
	}
	return math.Inf(1)
}
