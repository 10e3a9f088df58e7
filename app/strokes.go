package app

import (
	"math"

	"keyline/canvas"
)

// Nearest returns the stroke whose line passes nearest to a place on the page, the one
// drawn last of those equally near; hidden ones do not count. It reports false if none
// is within so many page px.
func Nearest(strokes []canvas.Stroke, x, y, within float64) (canvas.ID, bool) {
	best, id := math.Inf(1), canvas.ID(0)
	at := canvas.Sample{X: x, Y: y}
	for _, s := range strokes {
		if s.Hidden {
			continue
		}
		if far := distance(s, at); far <= best {
			best, id = far, s.ID
		}
	}
	return id, best <= within
}

// distance is that of a place from the line through the stroke's samples.
func distance(s canvas.Stroke, at canvas.Sample) float64 {
	least, last := math.Inf(1), s.Samples[0]
	for _, q := range s.Samples {
		least = min(least, pointGap(at, last, q))
		last = q
	}
	return least
}

// Remove takes strokes away, together one undo step.
func (e *Editor) Remove(ids ...canvas.ID) {
	doc := e.history.Current()
	for _, id := range free(doc, ids) {
		doc = doc.WithoutStroke(id)
	}
	e.do(doc)
}

// Shift moves strokes by page px, together one undo step. Strokes that would go farther
// out than a stroke can be stay where they are.
func (e *Editor) Shift(dx, dy float64, ids ...canvas.ID) {
	doc := e.history.Current()
	for _, id := range free(doc, ids) {
		s, ok := doc.Stroke(id)
		if !ok {
			continue
		}
		doc, _, _ = doc.WithStroke(shifted(s, dx, dy)) // on an error the document is the one before
	}
	e.do(doc)
}
