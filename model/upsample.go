package model

import (
	"image"
	"math"

	"keyline/model/kernel"
)

// Upsampling takes the mean of the 4 x 4 nearest working pixels, weighted by their distance
// and their guide.
const (
	upTaps     = 4
	upReach    = 2 // working pixels from a page pixel to the farthest it reads
	guideFloor = 1e-4
)

// axis tells for each page row (or column) of an area which four working rows it reads, and
// how much each counts.
type axis struct {
	first  []int // of the four rows, clamped to the picture by at
	weight [][upTaps]float32
	last   int // the picture's last working row
}

// set describes the page pixels from to to, of page in all, over work working pixels. The
// weights fall smoothly to zero at two working pixels, (1 - (d/2)^2)^12: sharp enough that a boundary
// is crossed within a working pixel.
func (a *axis) set(from, to, page, work int) {
	a.first, a.weight, a.last = resized(a.first, to-from), resized(a.weight, to-from), work-1
	for i := range a.first {
		u := place(from+i, page, work)
		a.first[i] = int(math.Floor(u)) - 1
		for k := range upTaps {
			d := (u - float64(a.first[i]+k)) / upReach
			w := max(1-d*d, 0)
			w *= w * w // ^3
			w *= w     // ^6
			a.weight[i][k] = float32(w * w)
		}
	}
}

// place is where page pixel i of page in all lies among work working pixels.
func place(i, page, work int) float64 {
	return (float64(i)+0.5)*float64(work)/float64(page) - 0.5
}

// reached is the first and the last working pixel that the page pixels from to to are made of.
func reached(from, to, page, work int) (first, last int) {
	first, last = int(math.Floor(place(from, page, work)))-1, int(math.Floor(place(to-1, page, work)))+upTaps-2
	return min(max(first, 0), work-1), min(max(last, 0), work-1)
}

// at returns the working row of tap k of page row i; beyond its border the picture repeats it.
func (a axis) at(i, k int) int { return min(max(a.first[i]+k, 0), a.last) }

// support returns the working pixels that area, counted from the corner of the page at a size,
// is made of.
func (b *Base) support(area image.Rectangle, size image.Point) image.Rectangle {
	x0, x1 := reached(area.Min.X, area.Max.X, size.X, b.ww)
	y0, y1 := reached(area.Min.Y, area.Max.Y, size.Y, b.wh)
	return image.Rect(x0, y0, x1+1, y1+1)
}

// upsampler brings planes of the working size to the page along the lines. What it makes of a
// page pixel depends on that pixel alone, not on the area around it.
type upsampler struct {
	x, y    axis
	support image.Rectangle
	planes  [][]float32 // over support, each times the guide; the guide itself comes last
	across  kernel.Across
	inner   [2]int // the columns, first and behind the last, none of whose taps fall outside the picture
	isa     kernel.ISA
}

// scratch is memory that one upsampling after another works in.
type scratch struct {
	x, y   axis
	planes [][]float32
	across kernel.Across
	change []float32
	rows   []*rowScratch // by goroutine
}

// rowScratch is what one row needs.
type rowScratch struct{ values, narrow []float32 }

// newUpsampler prepares area of the page at a size, counted from its corner; planes have the
// padded working size.
func (b *Base) newUpsampler(area image.Rectangle, size image.Point, planes ...[]float32) upsampler {
	s, n := b.support(area, size), &b.network.upsampling
	n.x.set(area.Min.X, area.Max.X, size.X, b.ww)
	n.y.set(area.Min.Y, area.Max.Y, size.Y, b.wh)
	u := upsampler{planes: n.planes[:0], x: n.x, y: n.y, support: s, isa: b.network.isa()}
	for p := range len(planes) + 1 {
		out := resized(n.plane(p), s.Dx()*s.Dy())
		for y := range s.Dy() {
			at := (s.Min.Y+y)*b.w + s.Min.X
			row, guide := out[y*s.Dx():][:s.Dx()], b.guide[at:][:s.Dx()]
			copy(row, guide)
			if p < len(planes) {
				for x, v := range planes[p][at:][:s.Dx()] {
					row[x] *= v
				}
			}
		}
		u.planes = append(u.planes, out)
	}
	n.planes = u.planes // kept for the next
	u.arrange(&n.across)
	return u
}

// plane is the memory of plane p of the last upsampling.
func (s *scratch) plane(p int) []float32 {
	if p < cap(s.planes) {
		return s.planes[:cap(s.planes)][p]
	}
	return nil
}

// resized is a slice of n values whose contents are whatever they were.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// arrange lays the columns' taps out for the kernels, in memory that was used before.
func (u *upsampler) arrange(used *kernel.Across) {
	n := len(u.x.first)
	*used = kernel.Across{First: resized(used.First, n), Weight: resized(used.Weight, upTaps*n)}
	u.across = *used
	u.inner = [2]int{n, n}
	for x, first := range u.x.first {
		u.across.First[x] = int32(first - u.support.Min.X)
		for k, w := range u.x.weight[x] {
			u.across.Weight[k*n+x] = w
		}
		if first >= 0 {
			u.inner[0] = min(u.inner[0], x)
		}
		if first+upTaps-1 > u.x.last {
			u.inner[1] = min(u.inner[1], x)
		}
	}
	u.inner[0] = min(u.inner[0], u.inner[1])
}

// pixels paints page row i of the area, of three planes, opaque.
func (u upsampler) pixels(pix []byte, out, narrow []float32, i int) {
	width := u.support.Dx()
	for p, plane := range u.planes {
		u.down(narrow[p*width:(p+1)*width], plane, i)
	}
	planes := [3][]float32{narrow[:width], narrow[width : 2*width], narrow[2*width : 3*width]}
	u.isa.Widen(pix, &planes, narrow[3*width:], u.across, u.inner[0], u.inner[1])
	u.edge(pix, out, narrow, 0, u.inner[0])
	u.edge(pix, out, narrow, u.inner[1], len(u.x.first))
}

// edge paints the columns from to to of a row, some of whose taps fall outside the picture.
func (u upsampler) edge(pix []byte, out, narrow []float32, from, to int) {
	n := len(u.x.first)
	for x := from; x < to; x++ {
		u.border(out, narrow, x)
		p := pix[4*x:][:4]
		p[0], p[1], p[2], p[3] = level(out[x]), level(out[n+x]), level(out[2*n+x]), 255
	}
}

// row writes the values of page row i of the area: len(planes) runs of as many floats as the
// area is wide. narrow is scratch.
func (u upsampler) row(out []float32, narrow []float32, i int) {
	width, n, count := u.support.Dx(), len(u.x.first), len(u.planes)-1
	for p, plane := range u.planes {
		u.down(narrow[p*width:(p+1)*width], plane, i)
	}
	guide := narrow[count*width:]
	for x, first := range u.x.first {
		w := &u.x.weight[x]
		a := first - u.support.Min.X
		if first < 0 || first+upTaps-1 > u.x.last {
			u.border(out, narrow, x)
			continue
		}
		g := (*[upTaps]float32)(guide[a:])
		scale := 1 / (w[0]*g[0] + w[1]*g[1] + w[2]*g[2] + w[3]*g[3])
		for p := range count {
			v := (*[upTaps]float32)(narrow[p*width+a:])
			out[p*n+x] = (w[0]*v[0] + w[1]*v[1] + w[2]*v[2] + w[3]*v[3]) * scale
		}
	}
}

// down sums the four working rows of page row i.
func (u upsampler) down(to, plane []float32, i int) {
	width := u.support.Dx()
	var rows [upTaps][]float32
	for k := range rows {
		rows[k] = plane[(u.y.at(i, k)-u.support.Min.Y)*width:][:width]
	}
	u.isa.Blend(to, &rows, &u.y.weight[i])
}

// border does page column x where taps fall outside the picture.
func (u upsampler) border(out, narrow []float32, x int) {
	width, n, count := u.support.Dx(), len(u.x.first), len(u.planes)-1
	sum := func(p int) (s float32) {
		for k, w := range u.x.weight[x] {
			s += w * narrow[p*width+u.x.at(x, k)-u.support.Min.X]
		}
		return s
	}
	scale := 1 / sum(count)
	for p := range count {
		out[p*n+x] = sum(p) * scale
	}
}
