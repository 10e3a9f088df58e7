package model

import (
	"hash/maphash"
	"image"
	"math"

	"keyline/model/region"
)

// settle evens out G's colours in closed regions, and makes the paper around figures white
// where they spilled over an outline, but where hinted [h,w].
func (b *Base) settle(votes region.Votes, hinted []float32) {
	colour, m := b.inner(b.base), b.regions(nil)
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
	b.regions(strokes).Fill(colour, b.inner(hints[:3*n]), b.inner(hints[3*n:]))
	b.setInner(colour)
}

// regionKey tells one division into regions from another.
type regionKey struct {
	lines, strokes uint64
	size           image.Point
	side           float64
}

// regions divides the working picture without its padding; strokes, if any, bound regions too.
// Divisions are kept: hints change neither lines nor strokes.
func (b *Base) regions(strokes []byte) *region.Map {
	n, ink, side := b.network, b.inner(b.ink), b.side()
	key := regionKey{n.seed.floats(ink), maphash.Bytes(n.seed.Seed, strokes), image.Pt(b.ww, b.wh), side}
	m, _ := n.regions.get(key, func() (*region.Map, error) {
		return region.SegmentPart(ink, strokes, b.ww, b.wh, side), nil
	})
	return m
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
