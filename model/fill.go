package model

import (
	"image"

	"keyline/model/region"
)

// fillHinted gives the closed regions that hold hints [4,h,w] (as reduceHints leaves them)
// exactly the hints' colours: what the network only tends to, geometry promises. Lines and
// edge strokes bound the regions.
func (b *Base) fillHinted(hints []float32, edges *image.Alpha) {
	n, inner := b.w*b.h, b.ww*b.wh
	cut := func(planes []float32) []float32 {
		out := make([]float32, len(planes)/n*inner)
		b.eachInnerRow(len(planes)/n, func(padded, bare int) { copy(out[bare:][:b.ww], planes[padded:]) })
		return out
	}
	colour := cut(b.base)
	strokes := make([]byte, inner)
	b.reduceStroke(strokes, edges, image.Rect(0, 0, b.ww, b.wh))
	region.Segment(cut(b.ink), strokes, b.ww, b.wh).Fill(colour, cut(hints[:3*n]), cut(hints[3*n:]))
	b.eachInnerRow(3, func(padded, bare int) { copy(b.base[padded:][:b.ww], colour[bare:]) })
}

// eachInnerRow calls f with where each row begins, of c planes of the padded size and of ones
// without the padding.
func (b *Base) eachInnerRow(c int, f func(padded, bare int)) {
	for row := range c * b.wh {
		f((row/b.wh*b.h+row%b.wh)*b.w, row*b.ww)
	}
}
