package model

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"
)

// areas are parts of the page of exactly one colour or kind each: what hints fill, or flats. What the
// networks only tend to, geometry promises.
type areas struct {
	frame                 // its working size is the areas'; no padding
	kind    []int32       // [h,w]: 1 and up, which colour; 0 leaves the page as it is
	colours []color.NRGBA // opaque
}

// areaSide bounds the pixels at which areas are found, by those of a square of this side:
// finer than the networks see, for thin lines still part what they part.
const areaSide = 768

// newAreas prepares areas of a page, at least at the working size and at most at its own.
func newAreas(f frame) *areas {
	pw, ph := f.page.Dx(), f.page.Dy()
	scale := min(1, areaSide/math.Sqrt(float64(pw)*float64(ph)))
	w, h := max(f.ww, shortened(pw, scale)), max(f.wh, shortened(ph, scale))
	return &areas{frame: frame{page: f.page, ww: w, wh: h, w: w, h: h}}
}

// bounds are what parts areas from each other, at their size.
type bounds struct {
	ink     []float32 // [h,w]; see frame.reduceInk
	strokes []byte    // [h,w]; see frame.reduceStroke
}

// bounded brings the page's lines and edge strokes to the size of the areas; edges may be nil.
func (a *areas) bounded(lines *image.Gray, edges *image.Alpha, threads int) bounds {
	by := bounds{make([]float32, a.w*a.h), make([]byte, a.w*a.h)}
	a.reduceInk(by.ink, lines, threads)
	a.reduceStroke(by.strokes, edges, image.Rect(0, 0, a.w, a.h))
	return by
}

// dab notes the colours of hints, and which of them lies on each of the areas' pixels; hints may
// be nil.
func (a *areas) dab(hints *image.NRGBA) {
	if hints == nil {
		return
	}
	a.kind = make([]int32, a.w*a.h)
	kinds := map[color.NRGBA]int32{}
	var last color.NRGBA // of kind k: dabs are mostly of the colour beside them
	var k int32
	for y := range a.page.Dy() {
		row := hints.Pix[hints.PixOffset(hints.Rect.Min.X, hints.Rect.Min.Y+y):][:4*a.page.Dx()]
		for x := nextDab(row, 0); 4*x < len(row); x = nextDab(row, x+1) {
			p := row[4*x : 4*x+4]
			if c := (color.NRGBA{p[0], p[1], p[2], 255}); c != last {
				if kinds[c] == 0 {
					a.colours = append(a.colours, c)
					kinds[c] = int32(len(a.colours))
				}
				last, k = c, kinds[c]
			}
			cx, cy := a.cell(x, y)
			a.kind[cy*a.w+cx] = k
		}
	}
}

// nextDab is the first pixel from x on that is a dab, of a row of straight RGBA; its length if
// there is none. Most of a page has none: eight pixels are looked at at a time.
func nextDab(row []byte, x int) int {
	const opaque = 0x80000000_80000000
	for ; 4*x+32 <= len(row); x += 8 {
		p := row[4*x : 4*x+32 : 4*x+32]
		any := binary.LittleEndian.Uint64(p) | binary.LittleEndian.Uint64(p[8:]) |
			binary.LittleEndian.Uint64(p[16:]) | binary.LittleEndian.Uint64(p[24:])
		if any&opaque != 0 {
			break
		}
	}
	for 4*x < len(row) && row[4*x+3] < 128 {
		x++
	}
	return x
}

// fill gives the pixels of a working picture [3,h,w] the colours of the areas that they lie in.
func (a *areas) fill(colour []float32, f frame) {
	n := f.w * f.h
	for y := range f.wh {
		for x := range f.ww {
			if k := a.kind[(2*y+1)*a.h/(2*f.wh)*a.w+(2*x+1)*a.w/(2*f.ww)]; k > 0 {
				i, c := y*f.w+x, a.colours[k-1]
				colour[i], colour[n+i], colour[2*n+i] = float32(c.R)/255, float32(c.G)/255, float32(c.B)/255
			}
		}
	}
}

// paint gives the pixels in out, of the page at a size, the colours of the areas they lie in.
func (a *areas) paint(out *image.RGBA, size image.Point, threads int) {
	if a == nil {
		return
	}
	columns := make([]flanks, out.Rect.Dx())
	var ends []int // of the runs of columns that lie between the same two of the areas'
	for x := range columns {
		columns[x] = flanksOf(out.Rect.Min.X+x, size.X, a.w)
		if x > 0 && !columns[x].sameSides(columns[x-1]) {
			ends = append(ends, x)
		}
	}
	ends = append(ends, len(columns))
	eachRows(out.Rect.Dy(), threads, func(_, y0, y1 int) {
		for y := y0; y < y1; y++ {
			row := out.Pix[y*out.Stride:][:4*out.Rect.Dx()]
			a.paintRow(row, columns, ends, flanksOf(out.Rect.Min.Y+y, size.Y, a.h))
		}
	})
}

// paintRow gives the pixels of a row their areas' colours, a run of columns at a time where all
// around it is one area.
func (a *areas) paintRow(row []byte, columns []flanks, ends []int, v flanks) {
	x := 0
	for _, end := range ends {
		whole := a.around(columns[x], v)
		same := whole[0] == whole[1] && whole[0] == whole[2] && whole[0] == whole[3]
		for ; x < end; x++ {
			k := whole[0]
			if !same {
				k = a.most(columns[x], v)
			}
			if k > 0 {
				c := a.colours[k-1]
				p := row[4*x : 4*x+3 : 4*x+3]
				p[0], p[1], p[2] = c.R, c.G, c.B
			}
		}
	}
}

// flanks are the two of the areas' columns, or rows, that a pixel lies between, and how far
// it is on its way to the second.
type flanks struct {
	low, high int
	part      float32
}

func (f flanks) sameSides(g flanks) bool { return f.low == g.low && f.high == g.high }

func flanksOf(i, of, side int) flanks {
	low, high, part := between(i, of, side)
	return flanks{low, high, part}
}

// at is the kind at a pixel of the page at a size.
func (a *areas) at(x, y int, size image.Point) int32 {
	return a.most(flanksOf(x, size.X, a.w), flanksOf(y, size.Y, a.h))
}

// most is the kind that has most of the four areas' pixels around a place, by how near they are,
// so that borders are smooth.
func (a *areas) most(u, v flanks) int32 {
	kinds := a.around(u, v)
	if kinds[0] == kinds[1] && kinds[0] == kinds[2] && kinds[0] == kinds[3] {
		return kinds[0]
	}
	share := [4]float32{(1 - u.part) * (1 - v.part), u.part * (1 - v.part), (1 - u.part) * v.part, u.part * v.part}
	best, most := int32(0), float32(-1)
	for i, k := range kinds {
		sum := float32(0)
		for j, l := range kinds {
			if l == k {
				sum += share[j]
			}
		}
		if sum > most {
			best, most = kinds[i], sum
		}
	}
	return best
}

// around are the kinds of the four of the areas' pixels around a place.
func (a *areas) around(u, v flanks) [4]int32 {
	above, below := v.low*a.w, v.high*a.w
	return [4]int32{a.kind[above+u.low], a.kind[above+u.high], a.kind[below+u.low], a.kind[below+u.high]}
}

// floorDiv is a/b rounded down, for b over 0.
func floorDiv(a, b int) int {
	if a < 0 {
		return -((b - 1 - a) / b)
	}
	return a / b
}

// stretched brings planes of w x h to dw x dh, bilinearly.
func stretched(planes []float32, w, h, dw, dh, threads int) []float32 {
	if w == dw && h == dh {
		return planes
	}
	out := make([]float32, len(planes)/(w*h)*dw*dh)
	eachRows(dh, threads, func(_, top, bottom int) {
		for y := top; y < bottom; y++ {
			y0, y1, fy := between(y, dh, h)
			for x := range dw {
				x0, x1, fx := between(x, dw, w)
				for k := range len(planes) / (w * h) {
					p := planes[k*w*h:]
					above := p[y0*w+x0] + fx*(p[y0*w+x1]-p[y0*w+x0])
					below := p[y1*w+x0] + fx*(p[y1*w+x1]-p[y1*w+x0])
					out[(k*dh+y)*dw+x] = above + fy*(below-above)
				}
			}
		}
	})
	return out
}

// between is the two of from pixels that the i-th of to lies between, and how far it is on its
// way to the second.
func between(i, to, from int) (low, high int, part float32) {
	u := (2*i+1)*from - to // the place, times 2*to
	low = floorDiv(u, 2*to)
	part = float32(u-low*2*to) / float32(2*to)
	return max(low, 0), min(low+1, from-1), part
}
