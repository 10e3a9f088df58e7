package model

import (
	"context"
	"image"
	"math"
	"slices"

	"keyline/model/region"
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

// windows returns the working pixels that each piece touches, and around them what G is
// shown: from a token on, whole multiples of what it needs, all of it of the picture.
func (f frame) windows(pieces []image.Rectangle) (inner, shown []image.Rectangle) {
	for _, p := range pieces {
		p = p.Intersect(f.page).Sub(f.page.Min)
		r := image.Rectangle{
			Min: image.Pt(p.Min.X*f.ww/f.page.Dx(), p.Min.Y*f.wh/f.page.Dy()),
			Max: image.Pt(above(p.Max.X*f.ww, f.page.Dx()), above(p.Max.Y*f.wh, f.page.Dy())),
		}
		x, y := r.Min.X/tokenSide*tokenSide, r.Min.Y/tokenSide*tokenSide
		w, h := padded(r.Max.X-x), padded(r.Max.Y-y)
		x, y = min(x, f.w-w), min(y, f.h-h)
		inner, shown = append(inner, r), append(shown, image.Rect(x, y, x+w, y+h))
	}
	return inner, shown
}

// above is a/b rounded up.
func above(a, b int) int { return (a + b - 1) / b }

// runPieces runs G for each piece of the page as if it were a page and joins what comes of
// them: where pieces overlap, the one passes into the other. What no piece covers is white.
func (n *Network) runPieces(ctx context.Context, r Request, b *Base, sketch []float32, progress func(float64)) error {
	inner, shown := b.windows(r.Pieces)
	j := newJoint(b, inner)
	clear(b.base)
	clear(b.features)
	for i, window := range shown {
		if i > 0 && window.Size() != shown[i-1].Size() {
			n.forgetGraphs() // pieces have many sizes: one graph at a time will do
		}
		p := b.cropped(window)
		part := make([]float32, (1+hintPlanes)*p.w*p.h)
		copyPlanes(part, sketch, 1+hintPlanes, image.Point{}, window.Min, image.Rectangle{Max: window.Size()}, window.Size(), image.Pt(b.w, b.h))
		if err := n.runColorizer(ctx, r.References, p, part, func(share float64) {
			progress((float64(i) + share) / float64(len(shown)))
		}); err != nil {
			return err
		}
		j.add(i, window, p)
		b.swatches = withAll(b.swatches, p.swatches)
	}
	j.whiten(r.Paper)
	n.forgetGraphs()
	return nil
}

// withAll adds swatches that are not in a list yet: pieces take from the same references, or
// from some of them.
func withAll(list, more []region.Swatch) []region.Swatch {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// cropped is a base to be of some working pixels alone.
func (b *Base) cropped(window image.Rectangle) *Base {
	size := window.Size()
	part := window.Intersect(image.Rect(0, 0, b.ww, b.wh)).Size()
	p := newBase(b.network, frame{page: image.Rectangle{Max: part}, ww: part.X, wh: part.Y, w: size.X, h: size.Y})
	p.choices = b.choices.cropped(window)
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
	in := j.inner[i]
	r := image.Rectangle{Min: in.Min.Div(side), Max: image.Pt(above(in.Max.X, side), above(in.Max.Y, side))}
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
// a piece on its own counts as 1. Beside the piece it is that of the place nearest in it.
func (j joint) part(i int, x, y float32) float32 {
	r := j.inner[i]
	x = min(max(x, float32(r.Min.X)+0.5), float32(r.Max.X)-0.5)
	y = min(max(y, float32(r.Min.Y)+0.5), float32(r.Max.Y)-0.5)
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

// whiten makes white what no piece covers, and the paper (page pixels).
func (j joint) whiten(paper []image.Rectangle) {
	b := j.base
	bare := slices.Repeat([]bool{true}, b.w*b.h)
	set := func(r image.Rectangle, is bool) {
		r = r.Intersect(b.bounds())
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				bare[y*b.w+x] = is
			}
		}
	}
	for _, r := range j.inner {
		set(r, false)
	}
	for _, p := range paper {
		p = p.Sub(b.page.Min)
		set(image.Rect(above(p.Min.X*b.ww, b.page.Dx()), above(p.Min.Y*b.wh, b.page.Dy()),
			p.Max.X*b.ww/b.page.Dx(), p.Max.Y*b.wh/b.page.Dy()), true)
	}
	for i, is := range bare {
		if is {
			for c := range 3 {
				b.base[c*b.w*b.h+i] = 1
			}
		}
	}
}
