package kernel

import (
	"fmt"
	"image"
)

// Pick is one use of the choice of a place to take the colour from; a graph node owns one.
type Pick struct {
	Area        image.Rectangle // the pixels that are wanted; empty is all of them
	Wall        Wall            // what colour is not taken from beyond
	dst, logits []float32
	c, h, w     int
	area        image.Rectangle
	places      []image.Point
	radius      int
	padded      []float32
	pitch, rows int // of padded
	steps       []int32
}

// Do sets dst [c,h,w], or of it Area alone, to the mean of src [c,h,w] over places (offsets in
// pixels), weighted at each pixel by the softmax of the first len(places) planes of logits
// [≥ len(places),h,w]. Beyond its border the picture repeats its border.
func (p *Pick) Do(t *Team, dst, src, logits []float32, c, h, w int, places []image.Point) {
	if len(dst) != c*h*w || len(src) != c*h*w || len(logits) < len(places)*h*w {
		panic(fmt.Sprintf("kernel: pick %d x %d x %d from %d floats with %d logits", c, h, w, len(src), len(logits)))
	}
	p.dst, p.logits, p.c, p.h, p.w, p.places = dst, logits, c, h, w, places
	p.area = wanted(p.Area, image.Rect(0, 0, w, h))
	p.pad(src)
	p.steps = p.steps[:0]
	for _, o := range places {
		p.steps = append(p.steps, int32(4*((p.radius+o.Y)*p.pitch+p.radius+o.X)))
	}
	if p.Wall.Mask != nil {
		p.Wall.walk(t, p.area, h, w, places)
	}
	t.do(p, p.area.Dy())
	p.dst, p.logits, p.places, p.Wall.Mask = nil, nil, nil, nil
}

// pad copies the area of src into padded, with a border as wide as the farthest place, and room
// for the last tile of a row to read on.
func (p *Pick) pad(src []float32) {
	p.radius = 0
	for _, o := range p.places {
		p.radius = max(p.radius, o.X, -o.X, o.Y, -o.Y)
	}
	p.pitch = p.area.Dx() + 2*p.radius + tileCols
	p.rows = p.area.Dy() + 2*p.radius
	to := grow(&p.padded, p.c*p.rows*p.pitch)
	first := p.area.Min.X - p.radius
	inside := image.Rect(max(-first, 0), 0, min(p.w-first, p.pitch), 0) // of a padded row
	for i := range p.c * p.rows {
		y := min(max(p.area.Min.Y+i%p.rows-p.radius, 0), p.h-1)
		row, from := to[i*p.pitch:][:p.pitch], src[(i/p.rows*p.h+y)*p.w:][:p.w]
		copy(row[inside.Min.X:inside.Max.X], from[first+inside.Min.X:])
		for x := range inside.Min.X {
			row[x] = from[0]
		}
		for x := inside.Max.X; x < p.pitch; x++ {
			row[x] = from[p.w-1]
		}
	}
	p.padded = to
}

// run computes one row of the area.
func (p *Pick) run(m *member, item int) {
	y := p.area.Min.Y + item
	weights := grow(&m.input, len(p.places)*tileCols)
	best, sum, out := m.cols[colBest][:], m.cols[colSum][:], m.cols[colNone][:]
	for x := p.area.Min.X; x < p.area.Max.X; x += tileCols {
		n := min(tileCols, p.area.Max.X-x)
		for i := range p.places {
			row := weights[i*tileCols:][:tileCols]
			copy(row, p.logits[(i*p.h+y)*p.w+x:][:n])
			clear(row[n:])
		}
		if p.Wall.Mask != nil {
			p.Wall.lower(m.isa, weights, x-p.area.Min.X, item)
		}
		copy(best, weights)
		clear(sum)
		m.isa.columnMax(best, m.at[:], weights, 0)
		m.isa.columnExp(sum, weights, best, 1)
		for c := range p.c {
			from := p.padded[(c*p.rows+item)*p.pitch+x-p.area.Min.X:]
			m.isa.gather(out, weights, from, p.steps)
			for i := range n {
				p.dst[(c*p.h+y)*p.w+x+i] = out[i] / sum[i]
			}
		}
	}
}
