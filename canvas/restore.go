package canvas

import (
	"fmt"
	"image"
)

// maxID bounds the ids of strokes that come from outside, so that numbers go on after
// them and survive formats that know no larger integers.
const maxID = 1 << 53

// maxNumber bounds the numbers of strokes that come from outside.
const maxNumber = 1 << 30

// WithStrokes returns the document with these strokes in place of its own, in drawing
// order, hidden ones too, each with the id and the number it has. Their samples are copied.
// An id of 0, a second stroke of the same id and what [Stroke.Check] finds are errors;
// strokes that share a number of their kind with an earlier one, or have none, get others.
func (d *Document) WithStrokes(list []Stroke) (*Document, error) {
	e := *d
	e.strokes = make([]*mark, len(list))
	seen := make(map[ID]bool, len(list))
	for i, s := range list {
		if err := s.Check(); err != nil {
			return d, err
		}
		if s.ID == 0 || s.ID > maxID || seen[s.ID] {
			return d, fmt.Errorf("check stroke %d: each stroke needs a number of its own, 1–%d", s.ID, uint64(maxID))
		}
		seen[s.ID] = true
		e.strokes[i] = newMark(s)
		e.nextID = max(e.nextID, s.ID+1)
	}
	number(e.strokes)
	return e.withCauses(e.Bounds()), nil
}

// number gives new strokes without a proper number of their own one, in drawing order.
func number(list []*mark) {
	taken := map[name]bool{}
	var nameless []*mark
	for _, m := range list {
		n := name{m.Kind, m.Number}
		if m.Number < 1 || m.Number > maxNumber || taken[n] {
			m.Number = 0
			nameless = append(nameless, m)
		}
		taken[n] = true
	}
	next := [...]int{Edge: highest(list, Edge), Hint: highest(list, Hint)}
	for _, m := range nameless {
		next[m.Kind]++
		m.Number = next[m.Kind]
	}
}

// name is what a person calls a stroke.
type name struct {
	kind   Kind
	number int
}

// DrawnHints returns the painted hints under the hint strokes, nil for none. It is
// shared: do not modify it.
func (d *Document) DrawnHints() *image.NRGBA { return d.hintImage }

// DrawnEdges returns the edges that came from a picture, nil for none. It is shared: do
// not modify it.
func (d *Document) DrawnEdges() *image.Alpha {
	if d.mask == nil {
		return nil
	}
	return d.mask.alpha
}

// Picture returns a copy of the lines as they were read, before levels: a grey picture,
// or, if any line has a colour of its own, an opaque one in colour.
func (l *Lines) Picture() image.Image {
	if l.depth == 1 {
		out := image.NewGray(l.Bounds())
		copy(out.Pix, l.pix)
		return out
	}
	out := image.NewNRGBA(l.Bounds())
	for i := 0; i < len(l.pix); i += 3 {
		p := out.Pix[i/3*4 : i/3*4+4 : i/3*4+4]
		p[0], p[1], p[2], p[3] = l.pix[i], l.pix[i+1], l.pix[i+2], 255
	}
	return out
}

// SamePicture tells whether two line layers differ in their levels at most; it compares
// identities, not pixels.
func (l *Lines) SamePicture(o *Lines) bool { return l == o || o != nil && l.sharesPixels(o) }
