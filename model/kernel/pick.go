package kernel

import (
	"fmt"
	"image"
)

// Pick is one use of the choice of a place to take the colour from; a graph node owns one.
type Pick struct {
	dst, logits []float32
	c, h, w     int
	places      int
	radius      int
	padded      []float32
	pitch       int
	steps       []int32
}

// Do sets dst [c,h,w] to the mean of src [c,h,w] over places (offsets in pixels), weighted at
// each pixel by the softmax of the first len(places) planes of logits [≥ len(places),h,w].
// Beyond its border the picture repeats its border.
func (p *Pick) Do(t *Team, dst, src, logits []float32, c, h, w int, places []image.Point) {
	if len(dst) != c*h*w || len(src) != c*h*w || len(logits) < len(places)*h*w {
		panic(fmt.Sprintf("kernel: pick %d x %d x %d from %d floats with %d logits", c, h, w, len(src), len(logits)))
	}
	*p = Pick{
		dst: dst, logits: logits, c: c, h: h, w: w, places: len(places),
		padded: p.padded, steps: p.steps[:0],
	}
	p.pad(src, places)
	for _, o := range places {
		p.steps = append(p.steps, int32(4*((p.radius+o.Y)*p.pitch+p.radius+o.X)))
	}
	t.do(p, h)
	*p = Pick{padded: p.padded, steps: p.steps}
}

// pad copies src into padded, with a border as wide as the farthest place, and room for the
// last tile of a row to read on.
func (p *Pick) pad(src []float32, places []image.Point) {
	for _, o := range places {
		p.radius = max(p.radius, o.X, -o.X, o.Y, -o.Y)
	}
	p.pitch = p.w + 2*p.radius + tileCols
	rows := p.h + 2*p.radius
	to := grow(&p.padded, p.c*rows*p.pitch)
	for i := range p.c * rows {
		y := min(max(i%rows-p.radius, 0), p.h-1)
		row, from := to[i*p.pitch:][:p.pitch], src[(i/rows*p.h+y)*p.w:][:p.w]
		copy(row[p.radius:], from)
		for x := range p.radius {
			row[x] = from[0]
		}
		for x := p.radius + p.w; x < p.pitch; x++ {
			row[x] = from[p.w-1]
		}
	}
	p.padded = to
}

// run computes one row of the picture.
func (p *Pick) run(m *member, y int) {
	weights := grow(&m.input, p.places*tileCols)
	best, sum, out := m.cols[colBest][:], m.cols[colSum][:], m.cols[colNone][:]
	for x := 0; x < p.w; x += tileCols {
		n := min(tileCols, p.w-x)
		for i := range p.places {
			row := weights[i*tileCols:][:tileCols]
			copy(row, p.logits[(i*p.h+y)*p.w+x:][:n])
			clear(row[n:])
		}
		copy(best, weights)
		clear(sum)
		m.isa.columnMax(best, m.at[:], weights, 0)
		m.isa.columnExp(sum, weights, best, 1)
		for c := range p.c {
			from := p.padded[(c*(p.h+2*p.radius)+y)*p.pitch+x:]
			m.isa.gather(out, weights, from, p.steps)
			for i := range n {
				p.dst[(c*p.h+y)*p.w+x+i] = out[i] / sum[i]
			}
		}
	}
}

// Block lowers logits [len(places),h,w] by amount where the straight way from a pixel to a
// place meets the mask [h,w] (set where ≥ 0.5), so that nothing is taken from beyond it. Places
// lie on the axes and diagonals. A pixel of the mask itself is on no side: it keeps its logits.
func Block(logits, mask []float32, h, w int, places []image.Point, amount float32) {
	for i := range h * w {
		if mask[i] >= 0.5 {
			continue
		}
		var free [3][3]int // steps to the mask by direction, once walked
		for k, place := range places {
			dx, dy, n := direction(place)
			if n == 0 {
				continue
			}
			way := &free[dy+1][dx+1]
			if *way == 0 {
				*way = walk(mask, i%w, i/w, h, w, dx, dy)
			}
			if n >= *way {
				logits[k*h*w+i] -= amount
			}
		}
	}
}

// direction splits a place into a unit step and the number of steps.
func direction(p image.Point) (dx, dy, n int) {
	n = max(p.X, -p.X, p.Y, -p.Y)
	if n == 0 {
		return 0, 0, 0
	}
	return p.X / n, p.Y / n, n
}

// walk returns the number of steps from (x, y) to the mask, more than any place is away if
// there is none on the way.
func walk(mask []float32, x, y, h, w, dx, dy int) int {
	const farthest = 1 << 10
	for n := 1; ; n++ {
		x, y = x+dx, y+dy
		if x < 0 || y < 0 || x >= w || y >= h || n == maxWalk {
			return farthest
		}
		if mask[y*w+x] >= 0.5 {
			return n
		}
	}
}

// maxWalk is farther than any place.
const maxWalk = 17
