package canvas

import (
	"image"
	"slices"
)

// mark is a stroke inside a Document together with what is derived from it once.
// It is immutable; a growing stroke makes a new mark that shares the slices.
type mark struct {
	Stroke
	segments []segment
	bounds   image.Rectangle
}

// newMark copies the stroke's samples, leaving out those where the pen rested.
func newMark(s Stroke) *mark {
	samples := make([]Sample, 0, len(s.Samples))
	for _, p := range s.Samples {
		if n := len(samples); n == 0 || !samples[n-1].samePlace(p) {
			samples = append(samples, p)
		}
	}
	s.Samples = nil
	m := &mark{Stroke: s}
	return m.grown(samples)
}

// grown returns the mark with more samples at its end. The slices may share their
// arrays with m: m never reads past its own length, and only the newest mark of a
// stroke is ever grown.
func (m *mark) grown(more []Sample) *mark {
	g := *m
	from := len(m.Samples)
	g.Samples = append(m.Samples, more...)
	g.segments = appendSegments(m.segments, g.Samples, from)
	for _, s := range g.segments[len(m.segments):] {
		g.bounds = g.bounds.Union(s.bounds())
	}
	return &g
}

// entryNear digests the segments that touch near, at most limit of them (-1: all).
func (m *mark) entryNear(near image.Rectangle, limit int) entry {
	e := entry{id: m.ID, digest: fnvOffset}
	for _, g := range m.segments {
		if int(e.count) == limit {
			break
		}
		if g.bounds().Overlaps(near) {
			e.digest = g.mix(e.digest)
			e.count++
		}
	}
	return e
}

// digestAll digests everything that makes the mark look as it does.
func (m *mark) digestAll() uint64 {
	h := mixWord(fnvOffset, uint64(m.ID))
	c := m.Colour
	h = mixWord(h, uint64(c.R)|uint64(c.G)<<8|uint64(c.B)<<16|uint64(c.A)<<24)
	for _, g := range m.segments {
		h = g.mix(h)
	}
	return h
}

// equal tells whether two marks are the same stroke by value: one that was moved and put
// back.
func (m *mark) equal(o *mark) bool {
	return m.ID == o.ID && m.Kind == o.Kind && m.Number == o.Number && m.Colour == o.Colour && m.Hidden == o.Hidden && slices.Equal(m.Samples, o.Samples)
}

// published returns the stroke for readers: appending to its samples cannot reach the
// array that a growing stroke shares.
func (m *mark) published() Stroke {
	s := m.Stroke
	s.Samples = s.Samples[:len(s.Samples):len(s.Samples)]
	return s
}
