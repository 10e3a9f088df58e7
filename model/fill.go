package model

import (
	"image"
	"math"

	"keyline/model/region"
)

// settle evens out G's colours in closed regions, and makes the paper around figures white
// where they spilled over an outline, but where hinted [h,w].
func (b *Base) settle(votes region.Votes, hinted []float32) {
	colour, m := b.inner(b.base), region.Segment(b.inner(b.ink), nil, b.ww, b.wh)
	m.Settle(colour, votes)
	m.Clear(colour, b.inner(hinted))
	b.setInner(colour)
}

// fillHinted gives the closed regions that hold hints [4,h,w] (as reduceHints leaves them)
// exactly the hints' colours: what the network only tends to, geometry promises. Lines and
// edge strokes bound the regions.
func (b *Base) fillHinted(hints []float32, edges *image.Alpha) {
	n, colour := b.w*b.h, b.inner(b.base)
	strokes := make([]byte, b.ww*b.wh)
	b.reduceStroke(strokes, edges, image.Rect(0, 0, b.ww, b.wh))
	region.SegmentPart(b.inner(b.ink), strokes, b.ww, b.wh, b.side()).Fill(colour, b.inner(hints[:3*n]), b.inner(hints[3*n:]))
	b.setInner(colour)
}

// side is the root of the area at which G sees the picture, or a piece of it.
func (b *Base) side() float64 {
	side := math.Sqrt(float64(b.ww * b.wh))
	if b.pieced {
		side = min(side, workSide)
	}
	return side
}

// inner copies planes of the padded size without their padding.
func (b *Base) inner(planes []float32) []float32 {
	c := len(planes) / (b.w * b.h)
	out := make([]float32, c*b.ww*b.wh)
	b.eachInnerRow(c, func(padded, bare int) { copy(out[bare:][:b.ww], planes[padded:]) })
	return out
}

// setInner copies planes without padding back into the base.
func (b *Base) setInner(colour []float32) {
	b.eachInnerRow(3, func(padded, bare int) { copy(b.base[padded:][:b.ww], colour[bare:]) })
}

// eachInnerRow calls f with where each row begins, of c planes of the padded size and of ones
// without the padding.
func (b *Base) eachInnerRow(c int, f func(padded, bare int)) {
	for row := range c * b.wh {
		f((row/b.wh*b.h+row%b.wh)*b.w, row*b.ww)
	}
}
