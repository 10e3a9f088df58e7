package app

import (
	"context"
	"errors"
	"image"
	"image/color"

	"keyline/canvas"
	"keyline/canvas/palette"
)

// Why there can be no flats, or an area of them gets no swatch.
var (
	// ErrNoSwatches: there is nothing that areas could be sorted to.
	ErrNoSwatches = errors.New("make flats: the palette is empty; add a reference, load a palette or keep some colours first")
	// ErrNoFlats: there are no flats yet.
	ErrNoFlats = errors.New("colour an area of the flats: there are none; make flats first")
)

// MakeFlats makes flats of the palette as it is now, an undo step: every area exactly one
// swatch or white paper, lines and edge strokes between them, hints exact. They come after a
// while and follow strokes, hints and references from then on. Flats that are there already
// are begun anew. The error is [ErrNoSwatches] or [ErrLayerLocked].
func (e *Editor) MakeFlats() error {
	doc := e.history.Current()
	if err := refused(doc, canvas.FlatsLayer); err != nil {
		return err
	}
	if len(doc.Palette()) == 0 {
		return ErrNoSwatches
	}
	e.do(doc.WithFlats())
	return nil
}

// RemoveFlats takes the flats away, an undo step. The error is [ErrLayerLocked].
func (e *Editor) RemoveFlats() error {
	doc := e.history.Current()
	if err := refused(doc, canvas.FlatsLayer); err != nil {
		return err
	}
	if doc.HasFlats() {
		e.do(doc.WithoutFlats())
	}
	return nil
}

// ColourFlat gives the area of the flats at a page pixel a swatch by its colour, an undo step;
// a colour that the palette has not joins it. The error is [ErrNoFlats], or
// [ErrLayerLocked].
func (e *Editor) ColourFlat(at image.Point, c color.NRGBA) error {
	doc := e.history.Current()
	if !doc.HasFlats() {
		return ErrNoFlats
	}
	if err := refused(doc, canvas.FlatsLayer); err != nil {
		return err
	}
	doc, id := withSwatch(doc, c)
	e.do(doc.WithFlatPlace(at, id))
	return nil
}

// withSwatch finds the swatch of a colour, or adds it.
func withSwatch(doc *canvas.Document, c color.NRGBA) (*canvas.Document, canvas.SwatchID) {
	list := doc.Palette()
	for i, s := range list {
		if s.Colour == c {
			return doc, doc.SwatchIDs()[i]
		}
	}
	doc = doc.WithPalette(append(list, palette.Swatch{Colour: c}))
	return doc, doc.SwatchIDs()[len(list)]
}

// withPalette gives a document other swatches. With flats, hints in the colour of a swatch
// that is recoloured belong to it and get its colour.
func withPalette(doc *canvas.Document, list []palette.Swatch) *canvas.Document {
	now := doc.WithPalette(list)
	if !doc.HasFlats() {
		return now
	}
	colours := map[canvas.SwatchID]color.NRGBA{}
	for i, id := range now.SwatchIDs() {
		colours[id] = list[i].Colour
	}
	became := map[color.NRGBA]color.NRGBA{}
	for i, s := range doc.Palette() {
		if c, ok := colours[doc.SwatchIDs()[i]]; ok && c != s.Colour {
			became[s.Colour] = c
		}
	}
	for _, s := range now.Strokes() {
		if c, ok := became[s.Colour]; ok && s.Kind == canvas.Hint {
			s.Colour = c
			now, _, _ = now.WithStroke(s) // on an error the document is the one before
		}
	}
	return now
}

// makeFlats makes the flats that a document asks for.
func makeFlats(ctx context.Context, doc *canvas.Document, base Base, progress func(float64)) (*canvas.FlatMap, error) {
	o, err := doc.FlatOrder()
	if err != nil {
		return nil, err
	}
	numbers, err := base.Flats(ctx, FlatRequest{
		Lines: doc.Lines().Gray(), Swatches: o.Swatches, Seeds: o.Seeds, Hints: o.Hints,
		Edges: doc.EdgeMask(doc.Bounds()), Places: o.Places, After: o.After,
	}, progress)
	if err != nil {
		return nil, err
	}
	return o.Cut(numbers), ctx.Err()
}

// wantFlats asks for flats that the document lacks, once its base is there, and no longer for
// those that it does not.
func (e *Editor) wantFlats() {
	doc := e.history.Current()
	base := e.baseOf(doc)
	if base == nil || !doc.FlatsStale() || e.gesture != nil { // a stroke in hand goes first
		if e.cutting != nil {
			e.cutting = nil
			e.refinery.CancelFlats()
		}
		return
	}
	if e.failed != nil || e.flatsStopped() || e.cutting != nil && e.cutting.SameFlats(doc) {
		return
	}
	e.cutting, e.uncut = doc, nil
	e.refinery.Flats(doc, base, e.progress, func(m *canvas.FlatMap, err error) { e.cut(doc, m, err) })
}

// cut takes flats that came back, as they are of what the document has now.
func (e *Editor) cut(asked *canvas.Document, m *canvas.FlatMap, err error) {
	if e.cutting != asked {
		return // the wish changed while the answer was on its way
	}
	e.cutting = nil
	if err != nil {
		e.failed = err
		e.tellBased()
		return
	}
	if doc, ok := e.history.Current().WithFlatMap(m); ok {
		e.history.Settle(doc)
		e.show()
		e.tellBased()
	}
	e.want()
}

// flatsStopped tells whether the flats that the document asks for were given up.
func (e *Editor) flatsStopped() bool {
	return e.uncut != nil && e.uncut.SameFlats(e.history.Current())
}

// Flattening tells whether flats are being made.
func (e *Editor) Flattening() bool { return e.cutting != nil }
