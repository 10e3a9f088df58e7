package model

import (
	"context"
	"image"
	"math"
)

// maxJoined bounds the area of a working picture that is coloured in pieces: it is never in
// the colorizer as a whole.
const maxJoined = 2 * maxArea

// piecesSize returns the working size of a page whose pieces G sees one by one: that at which
// a piece has the area of 384 x 384 pixels on average, or the longest of them longSide
// pixels. It is never larger than the page, and bounded in area, as is each piece.
func piecesSize(page image.Rectangle, pieces []image.Rectangle, longSide int) (int, int) {
	long, area, largest := 0, 0.0, 0.0
	for _, p := range pieces {
		a := float64(p.Dx()) * float64(p.Dy())
		long, area, largest = max(long, p.Dx(), p.Dy()), area+a, max(largest, a)
	}
	scale := workSide / math.Sqrt(area/float64(len(pieces)))
	if longSide > 0 {
		scale = float64(longSide) / float64(long)
	}
	scale = min(scale, 1, math.Sqrt(maxArea/2/largest))
	for {
		w, h := shortened(page.Dx(), scale), shortened(page.Dy(), scale)
		if padded(w)*padded(h) <= maxJoined {
			return w, h
		}
		scale *= 0.97
	}
}

// windows returns the working pixels of each piece on the token grid, and around it what G
// is shown: whole multiples of what it needs, all of it of the picture.
func (f frame) windows(pieces []image.Rectangle) (inner, shown []image.Rectangle) {
	for _, p := range pieces {
		p = p.Intersect(f.page).Sub(f.page.Min)
		if p.Empty() {
			continue
		}
		x0, x1 := tokenSpan(p.Min.X, p.Max.X, f.page.Dx(), f.ww)
		y0, y1 := tokenSpan(p.Min.Y, p.Max.Y, f.page.Dy(), f.wh)
		r := image.Rect(x0, y0, min(x1, f.w), min(y1, f.h))
		w, h := padded(r.Dx()), padded(r.Dy())
		at := image.Pt(min(r.Min.X, f.w-w), min(r.Min.Y, f.h-h))
		inner, shown = append(inner, r), append(shown, image.Rect(at.X, at.Y, at.X+w, at.Y+h))
	}
	return inner, shown
}

// tokenSpan brings page pixels from to to, of page in all, to the tokens of work working
// pixels that they touch.
func tokenSpan(from, to, page, work int) (int, int) {
	last := (to*work + page - 1) / page
	return from * work / page / tokenSide * tokenSide, (last + tokenSide - 1) / tokenSide * tokenSide
}

// runPieces runs G for each piece of the page as if it were a page and joins what comes of
// them: where pieces overlap, the one passes into the other. What no piece covers is white.
func (n *Network) runPieces(ctx context.Context, references []*image.NRGBA, pieces []image.Rectangle, b *Base, sketch []float32, progress func(float64)) error {
	inner, shown := b.windows(pieces)
	j := newJoint(b, inner)
	clear(b.base)
	clear(b.features)
	for i, window := range shown {
		p := b.cropped(window)
		part := make([]float32, (1+hintPlanes)*p.w*p.h)
		copyPlanes(part, sketch, 1+hintPlanes, image.Point{}, window.Min, image.Rectangle{Max: window.Size()}, window.Size(), image.Pt(b.w, b.h))
		if err := n.runColorizer(ctx, references, p, part, func(share float64) {
			progress((float64(i) + share) / float64(len(shown)))
		}); err != nil {
			return err
		}
		j.add(i, window, p)
	}
	j.whiten()
	return nil
}

// cropped is a base to be of some working pixels alone.
func (b *Base) cropped(window image.Rectangle) *Base {
	size := window.Size()
	part := window.Intersect(image.Rect(0, 0, b.ww, b.wh)).Size()
	p := newBase(b.network, frame{page: image.Rectangle{Max: part}, ww: part.X, wh: part.Y, w: size.X, h: size.Y})
	copyPlanes(p.ink, b.ink, 1, image.Point{}, window.Min, image.Rectangle{Max: size}, size, image.Pt(b.w, b.h))
	return p
}

// joint puts the pieces of a base together.
type joint struct {
	base  *Base
	inner []image.Rectangle // by piece: the working pixels it counts in
	meets [][]int           // by piece: those it overlaps, itself among them
}

func newJoint(b *Base, inner []image.Rectangle) joint {
	j := joint{base: b, inner: inner, meets: make([][]int, len(inner))}
	for i, r := range inner {
		for k, o := range inner {
			if r.Overlaps(o) {
				j.meets[i] = append(j.meets[i], k)
			}
		}
	}
	return j
}

// add adds piece i, by how much it counts in each pixel.
func (j joint) add(i int, window image.Rectangle, p *Base) {
	size, whole := window.Size(), image.Pt(j.base.w, j.base.h)
	j.blend(j.base.base, p.base, 3, 1, i, window.Min, size, whole)
	j.blend(j.base.features, p.features, featureMap, 4, i, window.Min.Div(4), size.Div(4), whole.Div(4))
}

// blend adds c planes of a piece that lies at in the whole; a value is side working pixels
// wide.
func (j joint) blend(dst, src []float32, c, side, i int, at, size, whole image.Point) {
	r := image.Rectangle{Min: j.inner[i].Min.Div(side), Max: j.inner[i].Max.Div(side)}
	parts := make([]float32, r.Dx())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := range parts {
			parts[x] = j.part(i, (float32(r.Min.X+x)+0.5)*float32(side), (float32(y)+0.5)*float32(side))
		}
		for plane := range c {
			to := dst[(plane*whole.Y+y)*whole.X+r.Min.X:][:len(parts)]
			from := src[(plane*size.Y+y-at.Y)*size.X+r.Min.X-at.X:][:len(parts)]
			for x, v := range from {
				to[x] += parts[x] * v
			}
		}
	}
}

// part is how much piece i counts at x, y, 0-1; the parts of all pieces there sum to 1, and
// a piece on its own counts as 1.
func (j joint) part(i int, x, y float32) float32 {
	own, sum := j.weight(i, x, y), float32(0)
	for _, k := range j.meets[i] {
		sum += j.weight(k, x, y)
	}
	return own / sum
}

// weight falls from the middle of a piece to its border, but not towards that of the
// picture; 0 outside.
func (j joint) weight(i int, x, y float32) float32 {
	r := j.inner[i]
	x0, y0, x1, y1 := float32(r.Min.X), float32(r.Min.Y), float32(r.Max.X), float32(r.Max.Y)
	if x < x0 || x > x1 || y < y0 || y > y1 {
		return 0
	}
	far := float32(maxJoined)
	for _, side := range [4]struct {
		inside   bool
		distance float32
	}{{r.Min.X > 0, x - x0}, {r.Min.Y > 0, y - y0}, {r.Max.X < j.base.ww, x1 - x}, {r.Max.Y < j.base.wh, y1 - y}} {
		if side.inside {
			far = min(far, side.distance)
		}
	}
	return far
}

// whiten makes white what no piece covers.
func (j joint) whiten() {
	n := j.base.w * j.base.h
	bare := make([]bool, n)
	for i := range bare {
		bare[i] = true
	}
	for _, r := range j.inner {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			clear(bare[y*j.base.w+r.Min.X:][:r.Dx()])
		}
	}
	for i, is := range bare {
		if is {
			for c := range 3 {
				j.base.base[c*n+i] = 1
			}
		}
	}
}
