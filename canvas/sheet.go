package canvas

import (
	"image"
	"slices"
)

// Sheet is a page-size mask to draw edge strokes on for one request after another: a fresh
// one for every sample of the pen would cost more than the strokes on large pages. It
// remembers what it shows, so that a stroke that grows costs only what it grew by. It
// belongs to one goroutine; the zero value is ready.
type Sheet struct {
	pen   pen
	alpha *image.Alpha
	drawn []*mark // strokes on it, in order
	mask  *edgeMask
	known image.Rectangle // where it has all of them
}

// sheetMargin is how much farther than asked for strokes are drawn, as a part of what was
// asked for: a pen that moves on asks for places beside those before.
const sheetMargin = 3 // a third

// EdgesNear returns the visible edges of d inside r, as [Document.EdgeMask] has them; its
// bounds, in page px, are no larger than they must be: the rest of r is clear. nil if there
// are none in r. It is valid until the next call.
func (s *Sheet) EdgesNear(d *Document, r image.Rectangle) *image.Alpha {
	r = r.Intersect(d.Bounds())
	if !d.hasEdges(r) {
		return nil
	}
	if s.alpha == nil || s.alpha.Rect != d.Bounds() {
		*s = Sheet{pen: s.pen, alpha: image.NewAlpha(d.Bounds())}
	}
	around := r.Inset(-max(r.Dx(), r.Dy()) / sheetMargin).Intersect(d.Bounds())
	switch grown := s.grown(d); {
	case grown && r.In(s.known):
	case grown && s.mask == nil:
		s.widen(s.known.Union(around))
	default:
		s.begin(d, around)
	}
	s.draw(d)
	box := d.edgesIn(r)
	if box.Empty() {
		return nil
	}
	return &image.Alpha{Pix: s.alpha.Pix[s.alpha.PixOffset(box.Min.X, box.Min.Y):], Stride: s.alpha.Stride, Rect: box}
}

// edgesIn is around the pieces of edges that touch r, cut to it; all of r if edges came from a
// picture.
func (d *Document) edgesIn(r image.Rectangle) (box image.Rectangle) {
	if d.mask != nil {
		return r
	}
	for _, m := range d.strokes {
		if !m.isEdge() || !m.bounds.Overlaps(r) {
			continue
		}
		for _, g := range m.segments {
			box = box.Union(g.bounds().Intersect(r))
		}
	}
	return box
}

// begin draws anew, inside known.
func (s *Sheet) begin(d *Document, known image.Rectangle) {
	s.wipe()
	s.known, s.mask = known, d.mask
	if d.mask != nil {
		d.mask.copyTo(s.alpha, known)
	}
}

// wipe takes everything off.
func (s *Sheet) wipe() {
	if s.mask != nil {
		s.bare(s.known)
	}
	for _, m := range s.drawn {
		for _, g := range m.segments {
			s.bare(g.bounds().Intersect(s.known))
		}
	}
	s.drawn = s.drawn[:0]
}

func (s *Sheet) bare(r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		clear(s.alpha.Pix[s.alpha.PixOffset(r.Min.X, y):][:r.Dx()])
	}
}

// widen draws what is on the sheet in a larger rectangle too. To draw a second time where it is
// drawn changes nothing.
func (s *Sheet) widen(known image.Rectangle) {
	had := s.known
	s.known = known
	for _, m := range s.drawn {
		if !m.bounds.Overlaps(known) || m.bounds.In(had) {
			continue
		}
		for i, g := range m.segments {
			if !g.bounds().In(had) {
				s.pen.paintEdge(s.alpha, known, m.segments[i:i+1])
			}
		}
	}
}

// grown tells whether everything on the sheet is in the document still: strokes may have
// come after those, and the last one may have become longer.
func (s *Sheet) grown(d *Document) bool {
	if s.mask != d.mask {
		return false
	}
	n := 0
	for _, m := range d.strokes {
		if n == len(s.drawn) {
			return true
		}
		if m.isEdge() {
			if m != s.drawn[n] && !m.grewFrom(s.drawn[n]) {
				return false
			}
			n++
		}
	}
	return n == len(s.drawn)
}

// draw adds what is not on the sheet yet.
func (s *Sheet) draw(d *Document) {
	n := 0
	for _, m := range d.strokes {
		if !m.isEdge() {
			continue
		}
		from := 0
		if n < len(s.drawn) {
			from = len(s.drawn[n].segments)
			s.drawn[n] = m
		} else {
			s.drawn = append(s.drawn, m)
		}
		n++
		if m.bounds.Overlaps(s.known) {
			s.pen.paintEdge(s.alpha, s.known, m.segments[from:])
		}
	}
}

// isEdge tells whether the mark is drawn on masks.
func (m *mark) isEdge() bool { return m.Kind == Edge && !m.Hidden }

// grewFrom tells whether m is o, by value, or o with more at its end.
func (m *mark) grewFrom(o *mark) bool {
	n := len(o.segments)
	return m.ID == o.ID && len(m.segments) >= n && slices.Equal(m.segments[:n], o.segments)
}
