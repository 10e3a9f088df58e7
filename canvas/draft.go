package canvas

import (
	"image/color"
	"time"
)

// Draft is a stroke whose end is still open, while the pen is down. It belongs to one
// goroutine; the Documents it returns are values like any other. A draft that is
// forgotten has changed nothing.
type Draft struct {
	now   *Document
	mark  *mark // nil before the first usable sample
	blank Stroke
}

// Begin opens a stroke on the document. colour is for hints and must be opaque then; it
// is ignored for edges. The error is that of [Stroke.Check].
func Begin(d *Document, kind Kind, colour color.NRGBA) (*Draft, error) {
	if kind == Edge {
		colour = color.NRGBA{}
	}
	s := Stroke{ID: d.nextID, Kind: kind, Number: highest(d.strokes, kind) + 1, Colour: colour}
	probe := s
	probe.Samples = []Sample{{Width: 1}}
	if err := probe.Check(); err != nil {
		return nil, err
	}
	return &Draft{now: d, blank: s}, nil
}

// Extend adds pointer samples and returns the document with the stroke so far. Samples
// that are NaN, infinite or out of range are left out (a device's hiccup must not cost
// the stroke), as are those where the pen rested; time that runs backwards stands still.
func (f *Draft) Extend(samples ...Sample) *Document {
	more := f.usable(samples)
	if len(more) == 0 {
		return f.now
	}
	first := 0
	if f.mark == nil {
		f.mark = newMark(f.blank)
	} else {
		first = len(f.mark.segments)
	}
	f.mark = f.mark.grown(more)
	f.now = f.now.withOpenMark(f.mark, first)
	return f.now
}

func (f *Draft) usable(samples []Sample) []Sample {
	var more []Sample
	var last Sample // of width 0: no usable sample is in the same place
	if f.mark != nil {
		last = f.mark.Samples[len(f.mark.Samples)-1]
	}
	for _, p := range samples {
		if !p.usable() || p.samePlace(last) {
			continue
		}
		p.Time = max(p.Time, last.Time, time.Duration(0))
		more = append(more, p)
		last = p
	}
	return more
}

// withOpenMark puts a stroke that grew by segments[first:] on top and updates only the
// causes that these reach.
func (d *Document) withOpenMark(m *mark, first int) *Document {
	e := *d
	e.strokes = append([]*mark(nil), d.strokes...)
	e.nextID = max(d.nextID, m.ID+1)
	if n := len(e.strokes); n > 0 && e.strokes[n-1].ID == m.ID {
		e.strokes[n-1] = m
	} else {
		e.strokes = append(e.strokes, m)
	}
	if m.Kind != Edge {
		return &e
	}
	area := m.segments[first].bounds()
	for _, g := range m.segments[first:] {
		area = area.Union(g.bounds())
	}
	return e.withCauses(area)
}

// Document returns the document with the stroke so far; before the first usable sample it is
// that of [Begin].
func (f *Draft) Document() *Document { return f.now }

// Settle returns the document with those results that were made from this stroke, whole
// or as it was a moment ago: while the pen moves, a result is always a little late, and
// the colours part along the stroke all the same. A tile refined from an earlier state
// stays stale and is never replaced by a still earlier one.
func (f *Draft) Settle(results []Result) *Document {
	f.now = f.now.withTiles(results, func(r Result) bool {
		if f.mark == nil {
			return r.Cause == f.now.CauseOf(r.At)
		}
		return f.now.Timely(r.At, r.Cause, f.now.Tile(r.At).cause)
	})
	return f.now
}

// before splits the entry of the stroke id off a cause; it is the last one if present,
// since an open stroke is on top.
func (c Cause) before(id ID) (Cause, entry) {
	if i := len(c.edges) - entrySize; i >= 0 && c.entryAt(i).id == id {
		return Cause{c.Base, c.locks, c.edges[:i]}, c.entryAt(i)
	}
	return c, entry{}
}
