package app

import (
	"context"
	"image"

	"keyline/canvas"
	"keyline/canvas/palette"
)

// SetVariation colours in another way from the same references, with these swatches, an undo
// step if it is one: those found in the references turn with them. Areas of flats follow
// their swatches; the strokes stay.
func (e *Editor) SetVariation(v canvas.Variation, list []palette.Swatch) {
	if doc := e.history.Current(); doc.WithVariation(v) != doc {
		e.do(doc.WithVariation(v).WithPalette(list))
	}
}

// Trial asks for small pictures of a document in other variations.
type Trial struct {
	Variations []canvas.Variation
	// Shrink makes the small picture of a page with its lines. It is called on the
	// refinery's goroutine.
	Shrink func(page *image.RGBA) *image.RGBA
	// Progress of the i-th, 0–1, and Done, once each, are posted.
	Progress func(i int, share float64)
	Done     func(i int, small *image.RGBA, err error)
}

// Try colours the open page in other variations, one after another, and keeps none of it:
// strokes are not refined on them, and flats, which would hide what differs, are not shown.
// Everything else that is asked for goes first. It takes the place of a trial that is under
// way; [Editor.EndTrial] ends it.
func (e *Editor) Try(t Trial) { e.refinery.try(e.history.Current(), e.how, t) }

// EndTrial ends the trial under way, if there is one.
func (e *Editor) EndTrial() { e.refinery.cancelTrial() }

func (r *Refinery) cancelTrial() { r.ask(&r.trial, false, nil) }

func (r *Refinery) try(doc *canvas.Document, how Manner, t Trial) {
	r.ask(&r.trial, false, func(ctx context.Context, _ func() bool) {
		for i, v := range t.Variations {
			for r.serve(&r.tiles) || r.serve(&r.base) {
			}
			small, err := r.tryOne(ctx, doc.WithVariation(v), how, t.Shrink, func(share float64) { t.Progress(i, share) })
			if cancelled(ctx, err) {
				return
			}
			r.deliver(ctx, func() { t.Done(i, small, err) })
		}
	})
}

func (r *Refinery) tryOne(ctx context.Context, doc *canvas.Document, how Manner, shrink func(*image.RGBA) *image.RGBA, progress func(float64)) (*image.RGBA, error) {
	base, cut, err := r.colorize(ctx, doc, how, progress)
	if err != nil {
		return nil, err
	}
	doc, _ = doc.WithoutFlats().WithBase(canvas.Base{ID: 1, Reach: base.Reach(), Sources: doc.Sources()}, cut)
	return shrink(canvas.Flatten(doc, doc.Bounds(), canvas.FlattenOptions{})), nil
}
