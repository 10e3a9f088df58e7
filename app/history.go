package app

import (
	"fmt"
	"slices"

	"keyline/canvas"
)

// described is the words for a step, kept while its documents are the same.
type described struct {
	from, to *canvas.Document
	words    string
}

// Steps says in words what each step of the history was, the oldest first, and which of
// them the document on show is at. The first is what there was before all steps.
func (e *Editor) Steps() (words []string, at int) {
	h := e.history
	e.told = e.told[:min(len(e.told), h.Len())]
	for i := range h.Len() {
		d := described{to: h.Document(i)}
		if i > 0 {
			d.from = h.Document(i - 1)
		}
		if i == len(e.told) {
			e.told = append(e.told, described{})
		}
		if e.told[i].from != d.from || e.told[i].to != d.to || e.told[i].words == "" {
			d.words = describe(d.from, d.to)
			e.told[i] = d
		}
		words = append(words, e.told[i].words)
	}
	return words, h.At()
}

// GoTo brings back the document after a step of [Editor.Steps], as so many undos or redos
// would. It reports false, and does nothing, if there is no such step.
func (e *Editor) GoTo(step int) bool {
	if step < 0 || step >= e.history.Len() {
		return false
	}
	e.drop()
	e.history.Go(step)
	e.changed()
	return true
}

// describe says what the step from one document to another was.
func describe(a, b *canvas.Document) string {
	switch {
	case a == nil:
		return "Start"
	case recolours(a, b):
		return "Recoloured a swatch"
	case len(b.FlatPlaces()) > len(a.FlatPlaces()):
		return describeFlats(a, b)
	case !sameList(a.Strokes(), b.Strokes()):
		return describeStrokes(a.Strokes(), b.Strokes())
	}
	for _, part := range []func(a, b *canvas.Document) string{
		describeRegions, describeReferences, describeSources, describeFlats, describePaint, describeLooks,
	} {
		if words := part(a, b); words != "" {
			return words
		}
	}
	return "Change"
}

// describeRegions says what became of locks and figures; "" if none came or went.
func describeRegions(a, b *canvas.Document) string {
	locks, figures := len(b.Locks())-len(a.Locks()), len(b.Figures())-len(a.Figures())
	switch {
	case locks > 0:
		return "Locked a region"
	case locks < 0:
		return "Unlocked " + some(-locks, "region")
	case figures > 0:
		return "Marked a figure"
	case figures < 0:
		return "Unmarked " + some(-figures, "figure")
	}
	return ""
}

// describeReferences says what became of the references and of how they are used; "" if
// nothing did.
func describeReferences(a, b *canvas.Document) string {
	more := len(b.References()) - len(a.References())
	switch {
	case more > 0:
		return "Added a reference"
	case more < 0:
		return "Removed a reference"
	case !slices.Equal(a.References(), b.References()):
		return "Other references"
	case !slices.Equal(a.Crops(), b.Crops()):
		return "Cropped a reference"
	case a.Variation().Hue != b.Variation().Hue || !slices.Equal(a.Variation().References, b.Variation().References):
		return "Another variation"
	case !slices.Equal(a.Figures(), b.Figures()):
		return "A figure takes other references"
	}
	return ""
}

// describeSources says what became of all else that colours are made from; "" if nothing
// did.
func describeSources(a, b *canvas.Document) string {
	switch {
	case !slices.Equal(a.Palette(), b.Palette()):
		return "Changed the palette"
	case !slices.Equal(a.Panels(), b.Panels()):
		return "Other panels"
	case a.Colouring() != b.Colouring():
		return "Another colouring"
	case a.Lines() != b.Lines():
		return "Levels of the lines"
	}
	return ""
}

// describePaint says what became of the paint; "" if nothing did.
func describePaint(a, b *canvas.Document) string {
	switch {
	case a.PaintKey() == b.PaintKey():
		return ""
	case !b.HasPaint():
		return "Removed the paint"
	}
	return "Paint"
}

// describeFlats says what became of the flats; "" if nothing did.
func describeFlats(a, b *canvas.Document) string {
	switch {
	case b.HasFlats() && !a.HasFlats():
		return "Flats"
	case a.HasFlats() && !b.HasFlats():
		return "Removed the flats"
	case len(b.FlatPlaces()) > 0 && !slices.Equal(a.FlatPlaces(), b.FlatPlaces()):
		return "Coloured an area of the flats"
	case b.HasFlats() && !b.SameFlats(a):
		return "Flats anew"
	}
	return ""
}

// sameList tells whether two lists are of the very same strokes.
func sameList(a, b []canvas.Stroke) bool {
	return slices.EqualFunc(a, b, func(s, t canvas.Stroke) bool {
		return s.ID == t.ID && s.Colour == t.Colour && s.Hidden == t.Hidden && slices.Equal(s.Samples, t.Samples)
	})
}

// describeStrokes says what became of strokes.
func describeStrokes(a, b []canvas.Stroke) string {
	was := map[canvas.ID]canvas.Stroke{}
	for _, s := range a {
		was[s.ID] = s
	}
	var fresh, changed []canvas.Stroke
	for _, s := range b {
		switch old, ok := was[s.ID]; {
		case !ok:
			fresh = append(fresh, s)
		case !sameList([]canvas.Stroke{old}, []canvas.Stroke{s}):
			changed = append(changed, s)
		}
	}
	switch gone := len(a) + len(fresh) - len(b); {
	case len(fresh) == 1 && fresh[0].Kind == canvas.Hint:
		return "Hint"
	case len(fresh) == 1:
		return "Edge"
	case len(fresh) > 1:
		return some(len(fresh), "new stroke")
	case gone > 0:
		return "Removed " + some(gone, "stroke")
	}
	return describeChange(was[changed[0].ID], changed[0], len(changed))
}

// describeChange says what became of n strokes, of which one is shown.
func describeChange(a, b canvas.Stroke, n int) string {
	what := some(n, "stroke")
	switch {
	case a.Hidden != b.Hidden && b.Hidden:
		return "Hid " + what
	case a.Hidden != b.Hidden:
		return "Showed " + what
	case a.Colour != b.Colour:
		return "Recoloured " + some(n, "hint")
	case len(a.Samples) != len(b.Samples):
		return "Reshaped " + what
	}
	p, q := a.Samples[0], b.Samples[0]
	dx, dy := q.X-p.X, q.Y-p.Y
	for i, s := range a.Samples {
		t := b.Samples[i]
		if far := max(t.X-s.X-dx, s.X+dx-t.X, t.Y-s.Y-dy, s.Y+dy-t.Y); far > 1e-6 {
			return "Reshaped " + what
		}
	}
	if dx == 0 && dy == 0 {
		return "Width of " + what
	}
	return "Moved " + what
}

// some writes a number of things, "a stroke" or "3 strokes".
func some(n int, what string) string {
	if n == 1 {
		return "a " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// recolours tells whether a swatch of the flats got another colour, and hints with it.
func recolours(a, b *canvas.Document) bool {
	p, q := a.Palette(), b.Palette()
	if !a.HasFlats() || !b.HasFlats() || len(p) != len(q) || !slices.Equal(a.SwatchIDs(), b.SwatchIDs()) {
		return false
	}
	for i := range p {
		if p[i].Colour != q[i].Colour {
			return true
		}
	}
	return false
}
