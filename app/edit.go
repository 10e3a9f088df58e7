package app

import (
	"image/color"

	"keyline/canvas"
)

// editing is strokes in hand: they follow the pen from where they lay.
type editing struct {
	now    *canvas.Document
	from   canvas.Sample   // of the pen that took them
	before []canvas.Stroke // as they lay
	change func(s canvas.Stroke, from, to canvas.Sample) canvas.Stroke
}

// move changes the strokes as they lay; one that would be out of range stays as it was.
func (g *editing) move(s canvas.Sample) {
	for _, b := range g.before {
		g.now, _, _ = g.now.WithStroke(g.change(b, g.from, s)) // on an error the document is the one before
	}
}

func (g *editing) document() *canvas.Document  { return g.now }
func (g *editing) settle(list []canvas.Result) { g.now = g.now.WithTiles(list) }

// GrabStrokes takes strokes in hand where the pen is: [Editor.PenMove] moves them with it,
// [Editor.PenUp] makes that one undo step. It reports whether there are such strokes.
func (e *Editor) GrabStrokes(at canvas.Sample, ids ...canvas.ID) bool {
	return e.grab(at, ids, func(s canvas.Stroke, from, to canvas.Sample) canvas.Stroke {
		return shifted(s, to.X-from.X, to.Y-from.Y)
	})
}

// GrabHandle takes one of [Handles] of a stroke in hand: [Editor.PenMove] moves it with the
// pen and the line follows smoothly up to the neighbouring handles. It reports whether
// there is such a handle.
func (e *Editor) GrabHandle(at canvas.Sample, id canvas.ID, handle int) bool {
	s, ok := e.history.Current().Stroke(id)
	if !ok || handle < 0 || handle >= len(Handles(s)) {
		return false
	}
	return e.grab(at, []canvas.ID{id}, func(s canvas.Stroke, from, to canvas.Sample) canvas.Stroke {
		return bent(s, handle, to.X-from.X, to.Y-from.Y)
	})
}

// GrabWidth takes the width of strokes in hand: [Editor.PenMove] makes each as wide, at its
// widest place, as the sample. It reports whether there are such strokes.
func (e *Editor) GrabWidth(ids ...canvas.ID) bool {
	return e.grab(canvas.Sample{}, ids, func(s canvas.Stroke, _, to canvas.Sample) canvas.Stroke {
		return weighed(s, to.Width)
	})
}

func (e *Editor) grab(at canvas.Sample, ids []canvas.ID, change func(s canvas.Stroke, from, to canvas.Sample) canvas.Stroke) bool {
	e.PenCancel()
	g := &editing{now: e.history.Current(), from: at, change: change}
	for _, id := range free(g.now, ids) {
		if s, ok := g.now.Stroke(id); ok {
			g.before = append(g.before, s)
		}
	}
	if len(g.before) == 0 {
		return false
	}
	e.gesture = g
	return true
}

// Recolour gives hints another colour, opaque, together one undo step; edges stay as they
// are.
func (e *Editor) Recolour(c color.NRGBA, ids ...canvas.ID) {
	doc := e.history.Current()
	for _, id := range free(doc, ids) {
		if s, ok := doc.Stroke(id); ok && s.Kind == canvas.Hint {
			s.Colour = c
			doc, _, _ = doc.WithStroke(s)
		}
	}
	e.do(doc)
}
