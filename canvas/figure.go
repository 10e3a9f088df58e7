package canvas

import (
	"fmt"
	"image"
	"slices"
)

// Figure is a region of the page that takes its colours from some of the references: of
// several characters in a panel, each from its own. It is part of the document, undone and
// redone like a stroke. What lies in no figure takes from all references.
type Figure struct {
	// ID names the figure within its Document; figures, locks and strokes count together.
	ID ID
	// Mask is 255 inside the figure and 0 elsewhere, page px; its bounds are no larger than
	// they must be. It is shared: do not modify it.
	Mask *image.Alpha
	// References are those it takes from, counted from 0, in ascending order; none: all.
	References []int
}

// figureSet gives a list of figures an identity that can be compared.
type figureSet struct{ list []*Figure }

// Figures returns the figures in the order in which they were made; where two overlap, the
// later one counts.
func (d *Document) Figures() []*Figure {
	if d.figures == nil {
		return nil
	}
	return slices.Clone(d.figures.list)
}

// FigureAt returns the figure at a pixel, and whether there is one.
func (d *Document) FigureAt(p image.Point) (*Figure, bool) {
	for _, f := range slices.Backward(d.Figures()) {
		if f.Mask.AlphaAt(p.X, p.Y).A > 0 {
			return f, true
		}
	}
	return nil, false
}

// WithFigure returns the document with a figure more, wherever mask's alpha is at least 128,
// and its id; the same document and 0 if that is nowhere on the page. mask has page
// coordinates and is copied. References that are not there are left out; none: it takes from
// all.
func (d *Document) WithFigure(mask *image.Alpha, references ...int) (*Document, ID) {
	e, err := d.WithFigureOf(0, mask, references...)
	if err != nil {
		return d, 0
	}
	return e, e.nextID - 1
}

// WithFigureOf does the same for a figure from a file: id is 0 for the next free one. The
// error says what does not fit.
func (d *Document) WithFigureOf(id ID, mask *image.Alpha, references ...int) (*Document, error) {
	if id == 0 {
		id = d.nextID
	}
	f := &Figure{ID: id, Mask: tight(mask, d.Bounds()), References: d.known(references)}
	switch {
	case f.Mask.Rect.Empty():
		return d, fmt.Errorf("figure %d: nothing of its mask is on the page", id)
	case d.uses(id):
		return d, fmt.Errorf("figure %d: there is something of that number already", id)
	}
	e := *d
	e.figures = &figureSet{append(d.Figures(), f)}
	e.nextID = max(d.nextID, id+1)
	return &e, nil
}

// WithFigureTaking returns the document in which a figure takes from other references; none:
// from all. The same document if nothing changes or there is no such figure.
func (d *Document) WithFigureTaking(id ID, references ...int) *Document {
	list, known := d.Figures(), d.known(references)
	i := slices.IndexFunc(list, func(f *Figure) bool { return f.ID == id })
	if i < 0 || slices.Equal(list[i].References, known) {
		return d
	}
	list[i] = &Figure{id, list[i].Mask, known}
	e := *d
	e.figures = &figureSet{list}
	return &e
}

// WithoutFigure returns the document without that figure; the same document if there is
// none.
func (d *Document) WithoutFigure(id ID) *Document {
	list := slices.DeleteFunc(d.Figures(), func(f *Figure) bool { return f.ID == id })
	if len(list) == len(d.Figures()) {
		return d
	}
	e := *d
	e.figures = nil
	if len(list) > 0 {
		e.figures = &figureSet{list}
	}
	return &e
}

// known are those of some references that are there, each once, in ascending order.
func (d *Document) known(references []int) []int {
	list := slices.DeleteFunc(slices.Clone(references), func(i int) bool { return i < 0 || i >= len(d.references.images) })
	slices.Sort(list)
	if list = slices.Compact(list); len(list) == 0 {
		return nil
	}
	return list
}

// uses tells whether something has that id.
func (d *Document) uses(id ID) bool {
	return d.find(id) >= 0 || slices.ContainsFunc(d.locks, func(l *Lock) bool { return l.ID == id }) ||
		slices.ContainsFunc(d.Figures(), func(f *Figure) bool { return f.ID == id })
}

// ReferenceMasks says where each reference gives colours: a mask of the page, 255 there and
// 0 elsewhere, nil for everywhere. It is empty if all do everywhere. It looks at the whole
// page: any goroutine may call it, so do not keep a window waiting.
func (d *Document) ReferenceMasks() []*image.Alpha {
	if d.figures == nil && d.variation == nil {
		return nil
	}
	masks := make([]*image.Alpha, len(d.references.images))
	for i := range masks {
		masks[i] = d.referenceMask(i)
	}
	if !slices.ContainsFunc(masks, func(m *image.Alpha) bool { return m != nil }) {
		return nil
	}
	return masks
}

// referenceMask is where one reference gives colours; nil for everywhere.
func (d *Document) referenceMask(reference int) *image.Alpha {
	counts, list := d.counts(reference), d.Figures()
	takes := func(f *Figure) bool {
		return len(f.References) == 0 && counts || slices.Contains(f.References, reference)
	}
	if counts && !slices.ContainsFunc(list, func(f *Figure) bool { return !takes(f) }) {
		return nil
	}
	out := image.NewAlpha(d.Bounds())
	for i := range out.Pix {
		if counts {
			out.Pix[i] = 255
		}
	}
	for _, f := range list {
		value := uint8(0)
		if takes(f) {
			value = 255
		}
		f.paint(out, value)
	}
	return out
}

// paint sets a mask of the page inside the figure.
func (f *Figure) paint(dst *image.Alpha, value uint8) {
	r := f.Mask.Rect
	for y := r.Min.Y; y < r.Max.Y; y++ {
		to := dst.Pix[dst.PixOffset(r.Min.X, y):]
		for x, m := range f.Mask.Pix[f.Mask.PixOffset(r.Min.X, y):][:r.Dx()] {
			if m > 0 {
				to[x] = value
			}
		}
	}
}

// followReferences brings the figures in step with references that come in the place of
// those of old: was tells, by new reference, which old one it is, -1 for none. A figure of
// which none is left takes from all.
func (d *Document) followReferences(was []int) {
	if d.figures == nil {
		return
	}
	list := d.Figures()
	for i, f := range list {
		if taken := now(f.References, was); !slices.Equal(taken, f.References) {
			list[i] = &Figure{f.ID, f.Mask, taken}
		}
	}
	if !slices.Equal(list, d.figures.list) {
		d.figures = &figureSet{list}
	}
}

// now tells where some references are after others came: was is, by new reference, which old
// one it is, -1 for none.
func now(references, was []int) (list []int) {
	for k, old := range was {
		if old >= 0 && slices.Contains(references, old) {
			list = append(list, k)
		}
	}
	return list
}

// tight is a mask cut to a page, 255 where it is at least 128 and 0 elsewhere, in bounds no
// larger than they must be.
func tight(mask *image.Alpha, page image.Rectangle) *image.Alpha {
	var box image.Rectangle
	r := mask.Rect.Intersect(page)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := mask.Pix[mask.PixOffset(r.Min.X, y):][:r.Dx()]
		inside := func(a uint8) bool { return a >= 128 }
		first := slices.IndexFunc(row, inside)
		if first < 0 {
			continue
		}
		last := len(row) - 1
		for !inside(row[last]) {
			last--
		}
		box = box.Union(image.Rect(r.Min.X+first, y, r.Min.X+last+1, y+1))
	}
	out := image.NewAlpha(box)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		to := out.Pix[out.PixOffset(box.Min.X, y):]
		for x, a := range mask.Pix[mask.PixOffset(box.Min.X, y):][:box.Dx()] {
			if a >= 128 {
				to[x] = 255
			}
		}
	}
	return out
}
