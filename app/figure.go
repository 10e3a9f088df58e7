package app

import (
	"errors"
	"image"

	"keyline/canvas"
)

// ErrNoFigure: the lasso holds no pixel of the page.
var ErrNoFigure = errors.New("mark a figure: the lasso holds nothing of the page; draw it round a figure")

// Figure is a region of a page that takes its colours from some of the references.
type Figure struct {
	Mask       *image.Alpha // page px: inside where A ≥ 128
	References []int        // counted from 0; none: all
}

// MarkFigure lets what a lasso goes round take its colours from some of the references,
// counted from 0, none: from all; an undo step. It returns the figure's id; the error is
// [ErrNoFigure].
func (e *Editor) MarkFigure(lasso []canvas.Sample, references ...int) (canvas.ID, error) {
	doc := e.history.Current()
	marked, id := doc.WithFigure(doc.LassoMask(lasso), references...)
	if id == 0 {
		return 0, ErrNoFigure
	}
	e.do(marked)
	return id, nil
}

// TakeFrom lets a figure take its colours from other references, none: from all; an undo
// step if that changes anything.
func (e *Editor) TakeFrom(figure canvas.ID, references ...int) {
	if doc := e.history.Current(); doc.WithFigureTaking(figure, references...) != doc {
		e.do(doc.WithFigureTaking(figure, references...))
	}
}

// RemoveFigures takes figures away, together one undo step: their colours come from all
// references again.
func (e *Editor) RemoveFigures(ids ...canvas.ID) {
	doc := e.history.Current()
	for _, id := range ids {
		doc = doc.WithoutFigure(id)
	}
	e.do(doc)
}
