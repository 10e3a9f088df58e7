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

// guess makes the base of the colour that P guesses for each region.
func (b *Base) guess(m *region.Map, votes region.Votes) {
	for i := range b.base {
		b.base[i] = 1
	}
	colour := b.inner(b.base)
	m.Guess(colour, votes, whiteSwatch)
	b.setInner(colour)
}

// dabbed are areas with dabs in them, and what bounds them.
type dabbed struct {
	*areas
	bounds
}

// reducing begins to bring the page's dabs, and what bounds the areas that they fill, to the size
// of the areas, and returns what waits for that: nil if there are no dabs.
func (b *Base) reducing(r Request) func() *dabbed {
	threads := b.network.goroutines()
	reduced := sync.OnceValue(func() *dabbed {
		a := newAreas(b.frame)
		if a.dab(r.Hints); len(a.colours) == 0 {
			return nil
		}
		return &dabbed{a, a.bounded(r.Lines, r.Edges, threads)}
	})
	if threads > 1 && r.Hints != nil {
		go reduced()
	}
	return reduced
}

// filling begins to fill the regions in which a has dabs, and returns what gives them exactly
// their colours, once the base has its own. Without references no other colour of an open region
// is worth keeping, nor is a step of the network's a border: the network is not waited for.
func (b *Base) filling(a *dabbed, references bool) (fill func()) {
	if a == nil {
		return func() {}
	}
	threads, m := b.network.goroutines(), b.divided(a.areas, a.bounds)
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
		b.filled = a.areas
		a.fill(b.base, b.frame)
	}
}

// divided begins to find the regions of the page at the size of the areas. Lines are continued
// where they break off.
func (b *Base) divided(a *areas, by bounds) coming[*region.Map] {
	return b.network.regionsOf(by.ink, by.strokes, image.Pt(a.w, a.h), b.side()*float64(a.w)/float64(b.ww), true)
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
