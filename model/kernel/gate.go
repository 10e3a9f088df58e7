package kernel

import "image"

// Gate is one use of the gate around strokes; a graph node owns one and thereby its scratch.
type Gate struct {
	Area      image.Rectangle // the pixels that are wanted; empty is all of them
	a, b, sum []int32
}

// Do sets dst [h,w], or of it Area alone, from mask [h,w]: the mask (set where ≥ 0.5) is dilated
// by a square of radius core, then averaged over a square of radius taper; what lies outside the
// picture is not set. So it is 1 up to core-taper pixels from the mask and 0 beyond core+taper.
func (g *Gate) Do(dst, mask []float32, h, w, core, taper int) {
	picture := image.Rect(0, 0, w, h)
	area := wanted(g.Area, picture)
	near := area.Inset(-taper).Intersect(picture)
	seen := near.Inset(-core).Intersect(picture)
	g.a = growInts(g.a, seen.Dx()*seen.Dy())
	for y := range seen.Dy() {
		row := g.a[y*seen.Dx():][:seen.Dx()]
		for x, v := range mask[(seen.Min.Y+y)*w+seen.Min.X:][:seen.Dx()] {
			row[x] = 0
			if v >= 0.5 {
				row[x] = 1
			}
		}
	}
	g.box(seen, near, core, true)
	g.box(near, area, taper, false)
	scale := float32((2*taper + 1) * (2*taper + 1))
	for y := range area.Dy() {
		row := dst[(area.Min.Y+y)*w+area.Min.X:]
		for x, n := range g.a[y*area.Dx():][:area.Dx()] {
			row[x] = float32(n) / scale
		}
	}
}

// wanted is what an Area asks for of a picture.
func wanted(area, picture image.Rectangle) image.Rectangle {
	if area.Empty() {
		return picture
	}
	return area.Intersect(picture)
}

// box replaces g.a, over the pixels of from, by the sums over squares around the pixels of to,
// or by 1 where that sum is positive and dilate is asked for.
func (g *Gate) box(from, to image.Rectangle, radius int, dilate bool) {
	g.b = growInts(g.b, to.Dx()*from.Dy())
	g.lines(g.b, g.a, from.Dx(), to.Min.X-from.Min.X, to.Max.X-from.Min.X, radius, dilate)
	g.a = growInts(g.a, to.Dx()*to.Dy())
	g.lines(g.a, g.b, from.Dy(), to.Min.Y-from.Min.Y, to.Max.Y-from.Min.Y, radius, dilate)
}

// lines sets dst, a column a line, to the sums of up to radius neighbours of the values first to
// last of the lines, n long, of src: two calls leave rows as rows.
func (g *Gate) lines(dst, src []int32, n, first, last, radius int, dilate bool) {
	g.sum = growInts(g.sum, n+1)
	g.sum[0] = 0
	count := len(src) / n
	for l := range count {
		for i, v := range src[l*n : (l+1)*n] {
			g.sum[i+1] = g.sum[i] + v
		}
		for i := first; i < last; i++ {
			s := g.sum[min(i+radius+1, n)] - g.sum[max(i-radius, 0)]
			if dilate {
				s = min(s, 1)
			}
			dst[(i-first)*count+l] = s
		}
	}
}

// growInts returns a slice of n values, buf's own memory if that is enough.
func growInts(buf []int32, n int) []int32 {
	if cap(buf) < n {
		return make([]int32, n)
	}
	return buf[:n]
}
