package canvas

import (
	"image"
	"math"
)

// segment is one straight piece of a stroke with round ends, in 26.6 fixed point
// document coordinates. Each is rasterised by itself on its own pixel grid, so what it
// covers depends on nothing else: neither on the rectangle asked for nor on its
// neighbours. Tiles agree because of it.
type segment struct {
	x0, y0, x1, y1, width int32
}

// maxSegment bounds a segment's length, so that the piece rasterised for a tile stays
// small however far apart two samples lie. 64 px in 26.6.
const maxSegment = 64 << 6

func fix(v float64) int32 { return int32(math.Round(v * 64)) }

// appendSegments appends the segments that samples[from:] add to a stroke whose earlier
// samples have theirs already. The width of a segment is the mean of its ends.
// A stroke of a single sample is a dot.
func appendSegments(to []segment, samples []Sample, from int) []segment {
	for i := from; i < len(samples); i++ {
		p := samples[i]
		q := p
		if i > 0 {
			q = samples[i-1]
		}
		to = appendPieces(to, q, p)
	}
	return to
}

// appendPieces cuts the line from p to q into equal pieces no longer than maxSegment.
func appendPieces(to []segment, p, q Sample) []segment {
	x0, y0, x1, y1 := fix(p.X), fix(p.Y), fix(q.X), fix(q.Y)
	width := fix((p.Width + q.Width) / 2)
	n := int64(math.Ceil(math.Hypot(float64(x1-x0), float64(y1-y0)) / maxSegment))
	n = max(n, 1)
	at := func(a, b int32, i int64) int32 { return a + int32((int64(b)-int64(a))*i/n) }
	for i := int64(0); i < n; i++ {
		to = append(to, segment{at(x0, x1, i), at(y0, y1, i), at(x0, x1, i+1), at(y0, y1, i+1), width})
	}
	return to
}

// bounds returns every pixel the segment can touch, with one to spare for rounding.
func (g segment) bounds() image.Rectangle {
	r := g.width/2 + 64
	return image.Rect(
		int((min(g.x0, g.x1)-r)>>6), int((min(g.y0, g.y1)-r)>>6),
		int((max(g.x0, g.x1)+r)>>6)+1, int((max(g.y0, g.y1)+r)>>6)+1,
	)
}

// mix folds the segment into a running FNV-1a digest.
func (g segment) mix(h uint64) uint64 {
	for _, v := range [...]int32{g.x0, g.y0, g.x1, g.y1, g.width} {
		h = mixWord(h, uint64(uint32(v)))
	}
	return h
}

// FNV-1a, 64 bit (Fowler, Noll, Vo 1991): stable over runs and machines, so that causes
// can be written to a file.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func mixWord(h, v uint64) uint64 {
	for range 8 {
		h = (h ^ v&0xff) * fnvPrime
		v >>= 8
	}
	return h
}
