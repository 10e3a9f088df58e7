package canvas

import (
	"fmt"
	"image"
	"image/draw"

	"keyline/canvas/palette"
)

// WithLines returns the document with another line layer of the same size, say the
// same lines with other levels. The base then counts as made from other sources.
// It panics if the size differs.
func (d *Document) WithLines(lines *Lines) *Document {
	if lines.Bounds() != d.Bounds() {
		panic(fmt.Sprintf("canvas: lines are %v, the page is %v; sizes must be equal", lines.Bounds(), d.Bounds()))
	}
	e := *d
	e.lines = lines
	return &e
}

// WithPalette returns the document with a copy of these swatches. Colours do not depend on
// them, but for flats: the areas of a swatch follow it. A swatch stays the same if its colour
// does, or if it has another in its place of a list as long as before.
func (d *Document) WithPalette(list []palette.Swatch) *Document {
	e := *d
	e.swatches = d.swatches.inherited(list)
	return &e
}

// WithColouring returns the document with a colouring to mend in place of one to make;
// nil takes it away. It keeps the picture; the caller no longer modifies it. It panics if
// the size is not the page's.
func (d *Document) WithColouring(img *image.NRGBA) *Document {
	if img != nil {
		d.mustFit("colours", img.Bounds())
	}
	e := *d
	e.colouring = img
	return &e
}

// WithStroke returns the document with a copy of the stroke on top and the id it got
// (the stroke's own if it has one, in which case it replaces the stroke of that id in
// its place in the drawing order). A stroke without a number gets that of the one it
// replaces, or the one after the highest of its kind. The error is that of [Stroke.Check].
func (d *Document) WithStroke(s Stroke) (*Document, ID, error) {
	if err := s.Check(); err != nil {
		return d, 0, err
	}
	if s.ID == 0 {
		s.ID = d.nextID
	}
	if s.Number == 0 {
		s.Number = d.numberFor(s)
	}
	return d.withMark(newMark(s)), s.ID, nil
}

// numberFor is the number of a stroke that has none.
func (d *Document) numberFor(s Stroke) int {
	if i := d.find(s.ID); i >= 0 && d.strokes[i].Kind == s.Kind {
		return d.strokes[i].Number
	}
	return highest(d.strokes, s.Kind) + 1
}

// highest is the highest number of a kind, 0 for none.
func highest(list []*mark, kind Kind) int {
	n := 0
	for _, m := range list {
		if m.Kind == kind {
			n = max(n, m.Number)
		}
	}
	return n
}

// WithoutStroke returns the document without that stroke; the same document if there
// is none.
func (d *Document) WithoutStroke(id ID) *Document {
	i := d.find(id)
	if i < 0 {
		return d
	}
	e := *d
	e.strokes = append(append([]*mark(nil), d.strokes[:i]...), d.strokes[i+1:]...)
	return e.recaused(d.strokes[i])
}

// WithStrokeHidden returns the document with that stroke hidden or shown. A hidden
// stroke has no effect but keeps its place. The same document if nothing changes.
func (d *Document) WithStrokeHidden(id ID, hidden bool) *Document {
	i := d.find(id)
	if i < 0 || d.strokes[i].Hidden == hidden {
		return d
	}
	m := *d.strokes[i]
	m.Hidden = hidden
	return d.withMark(&m)
}

// withMark puts m in the place of the mark of its id, or on top.
func (d *Document) withMark(m *mark) *Document {
	e := *d
	e.strokes = append([]*mark(nil), d.strokes...)
	e.nextID = max(d.nextID, m.ID+1)
	i := d.find(m.ID)
	if i < 0 {
		e.strokes = append(e.strokes, m)
		return e.recaused(m)
	}
	e.strokes[i] = m
	return e.recaused(m, d.strokes[i])
}

// recaused brings the causes up to date after marks came, went or changed.
func (d *Document) recaused(changed ...*mark) *Document {
	var area image.Rectangle
	for _, m := range changed {
		if m.Kind == Edge {
			area = area.Union(m.bounds)
		}
	}
	return d.withCauses(area)
}

// WithHintImage returns the document with painted hints under the hint strokes: a copy
// of img where its alpha is at least 128, see [HintsFrom]. nil takes them away.
// It panics if the size is not the page's.
func (d *Document) WithHintImage(img *image.NRGBA) *Document {
	e := *d
	e.hintImage = nil
	if img != nil {
		d.mustFit("hints", img.Bounds())
		e.hintImage = HintsFrom(img)
	}
	return &e
}

// WithEdgeMask returns the document with drawn edges that come from a picture instead
// of strokes: a stroke wherever mask's alpha is at least 128, see [EdgesFrom]. It keeps
// the mask; the caller no longer modifies it. nil takes it away. It panics if the size
// is not the page's.
func (d *Document) WithEdgeMask(mask *image.Alpha) *Document {
	e := *d
	e.mask = nil
	if mask != nil {
		d.mustFit("edges", mask.Bounds())
		e.mask = newEdgeMask(d.nextID, mask)
		e.nextID++
	}
	return e.withCauses(e.Bounds())
}

func (d *Document) mustFit(what string, b image.Rectangle) {
	if b.Size() != d.grid.size {
		panic(fmt.Sprintf("canvas: %s are %v, the page is %v; sizes must be equal", what, b.Size(), d.grid.size))
	}
}

// atOrigin returns img as RGBA with bounds from (0, 0), copying only if it must.
func atOrigin(img image.Image) *image.RGBA {
	b := img.Bounds()
	if rgba, ok := img.(*image.RGBA); ok && b.Min == (image.Point{}) {
		return rgba
	}
	out := image.NewRGBA(image.Rectangle{Max: b.Size()})
	draw.Draw(out, out.Rect, img, b.Min, draw.Src)
	return out
}
