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
// steps [h*w] is scratch.
func Block(logits, mask []float32, steps []int32, h, w int, places []image.Point, amount float32) {
	for _, d := range [...]image.Point{{X: 1}, {X: -1}, {Y: 1}, {Y: -1}, {X: 1, Y: 1}, {X: 1, Y: -1}, {X: -1, Y: 1}, {X: -1, Y: -1}} {
		walk(steps, mask, h, w, d)
		for k, place := range places {
			n := max(place.X, -place.X, place.Y, -place.Y)
			if n == 0 || place != d.Mul(n) {
				continue
			}
			row := logits[k*h*w:][:h*w]
			for i, s := range steps[:h*w] {
				if s <= int32(n) {
					row[i] -= amount
				}
			}
		}
	}
}

// walk sets steps [h,w] to the number of steps d from a pixel to the mask: more than any place
// is away where there is none on the way, or the pixel is the mask's own.
func walk(steps []int32, mask []float32, h, w int, d image.Point) {
	const none = 1 << 20
	for j := range h {
		y := j
		if d.Y > 0 {
			y = h - 1 - j
		}
		for i := range w {
			x := i
			if d.X > 0 {
				x = w - 1 - i
			}
			at, nx, ny := y*w+x, x+d.X, y+d.Y
			next := ny*w + nx
			switch {
			case nx < 0 || ny < 0 || nx >= w || ny >= h:
				steps[at] = none
			case mask[next] >= 0.5:
				steps[at] = 1
			default:
				steps[at] = steps[next] + 1
			}
		}
	}
	for i, v := range mask[:h*w] {
		if v >= 0.5 {
			steps[i] = none
		}
	}
}
