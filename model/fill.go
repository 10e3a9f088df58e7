package model

import (
	"hash/maphash"
	"image"
	"math"
	"sync"

	"keyline/model/region"
)

// closed begins to find the regions that settle needs.
func (b *Base) closed() func() *region.Map {
	return b.network.regionsOf(b.inner(b.ink), nil, image.Pt(b.ww, b.wh), b.side(), false).keep
}

// settle evens out G's colours in closed regions, and makes the paper around figures white
// where they spilled over an outline, but where hinted [h,w].
func (b *Base) settle(m *region.Map, votes []region.Votes, hinted []float32) {
	colour := b.inner(b.base)
	m.Settle(colour, votes...)
	m.Clear(colour, b.inner(hinted))
	b.setInner(colour)
}

// filling begins to fill the regions in which a has dabs, and returns what gives them exactly
// their colours, once the base has its own. Without references no other colour of an open region
// is worth keeping, nor is a step of the network's a border: the network is not waited for.
func (b *Base) filling(a *areas, m coming[*region.Map], references bool) (fill func()) {
	threads := b.network.goroutines()
	kinds := sync.OnceValue(func() []int32 { return m.wait().FillAll(a.kind) })
	if !references && threads > 1 {
		go kinds()
	}
	return func() {
		if bounded := m.keep(); references {
			a.kind = bounded.Fill(stretched(b.inner(b.base), b.ww, b.wh, a.w, a.h, threads), a.kind)
		} else {
			a.kind = kinds()
		}
		b.filled = a
		a.fill(b.base, b.frame)
	}
}

// divided begins to find the regions of the page at the size of the areas. Lines, continued where
// they break off, and edge strokes bound them.
func (b *Base) divided(a *areas, lines *image.Gray, edges *image.Alpha) coming[*region.Map] {
	ink, strokes := make([]float32, a.w*a.h), make([]byte, a.w*a.h)
	a.reduceInk(ink, lines, b.network.goroutines())
	a.reduceStroke(strokes, edges, image.Rect(0, 0, a.w, a.h))
	return b.network.regionsOf(ink, strokes, image.Pt(a.w, a.h), b.side()*float64(a.w)/float64(b.ww), true)
}

// regionKey tells one division into regions from another.
type regionKey struct {
	lines, strokes uint64
	size           image.Point
	side           float64
	continued      bool
}

// regionsOf divides ink of the given size into regions; strokes, if any, bound regions too, and
// lines are continued if asked for. side is that of the picture, or of one of those it is put
// together of. Divisions are kept: hints change neither lines nor strokes. Ink and strokes must
// not change until the division was waited for.
func (n *Network) regionsOf(ink []float32, strokes []byte, size image.Point, side float64, continued bool) coming[*region.Map] {
	divide := region.SegmentPart
	if continued {
		divide = region.SegmentContinued
	}
	key := regionKey{n.seed.floats(ink), maphash.Bytes(n.seed.Seed, strokes), size, side, continued}
	return n.regions.soonOf(key, n.goroutines() > 1, func() *region.Map {
		return divide(ink, strokes, size.X, size.Y, side)
	})
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
