package model

import (
	"image"
	"math"
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

// newAxis describes the page pixels from to to, of page in all, over work working pixels. The
// weights fall smoothly to zero at two working pixels, (1 - (d/2)^2)^12: sharp enough that a boundary
// is crossed within a working pixel.
func newAxis(from, to, page, work int) axis {
	a := axis{first: make([]int, to-from), weight: make([][upTaps]float32, to-from), last: work - 1}
	for i := range a.first {
		u := (float64(from+i)+0.5)*float64(work)/float64(page) - 0.5
		a.first[i] = int(math.Floor(u)) - 1
		for k := range upTaps {
			d := (u - float64(a.first[i]+k)) / upReach
			a.weight[i][k] = float32(math.Pow(max(1-d*d, 0), 12))
		}
	}
	return a
}

// at returns the working row of tap k of page row i; beyond its border the picture repeats it.
func (a axis) at(i, k int) int { return min(max(a.first[i]+k, 0), a.last) }

// support returns the working pixels that the page pixels of area are made of.
func (b *Base) support(area image.Rectangle) image.Rectangle {
	area = area.Sub(b.page.Min)
	x := newAxis(area.Min.X, area.Max.X, b.page.Dx(), b.ww)
	y := newAxis(area.Min.Y, area.Max.Y, b.page.Dy(), b.wh)
	return image.Rect(x.at(0, 0), y.at(0, 0), x.at(len(x.first)-1, upTaps-1)+1, y.at(len(y.first)-1, upTaps-1)+1)
}

// upsampler brings planes of the working size to the page along the lines. What it makes of a
// page pixel depends on that pixel alone, not on the area around it.
type upsampler struct {
	x, y    axis
	support image.Rectangle
	planes  [][]float32 // over support, each times the guide; the guide itself comes last
}

// newUpsampler prepares area (page pixels); planes have the padded working size.
func (b *Base) newUpsampler(area image.Rectangle, planes ...[]float32) upsampler {
	s := b.support(area)
	at := area.Sub(b.page.Min)
	u := upsampler{
		x: newAxis(at.Min.X, at.Max.X, b.page.Dx(), b.ww), y: newAxis(at.Min.Y, at.Max.Y, b.page.Dy(), b.wh),
		support: s,
	}
	for p := range len(planes) + 1 {
		out := make([]float32, s.Dx()*s.Dy())
		for i := range out {
			at := (s.Min.Y+i/s.Dx())*b.w + s.Min.X + i%s.Dx()
			out[i] = b.guide[at]
			if p < len(planes) {
				out[i] *= planes[p][at]
			}
		}
		u.planes = append(u.planes, out)
	}
	return u
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
	row := func(k int) []float32 { return plane[(u.y.at(i, k)-u.support.Min.Y)*width:][:width] }
	r0, r1, r2, r3, w := row(0), row(1), row(2), row(3), &u.y.weight[i]
	for x := range to {
		to[x] = w[0]*r0[x] + w[1]*r1[x] + w[2]*r2[x] + w[3]*r3[x]
	}
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
