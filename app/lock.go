package app

import (
	"errors"
	"image"

	"keyline/canvas"
)

// Why a region cannot be locked.
var (
	// ErrNoColour: there are no colours that could be kept.
	ErrNoColour = errors.New("lock a region: there are no colours yet; wait until they are made")
	// ErrOnLine: the place is on a line, which belongs to no area.
	ErrOnLine = errors.New("lock a region: there is a line; click inside an area, or draw a lasso")
	// ErrNothingInside: the lasso holds no pixel of the page.
	ErrNothingInside = errors.New("lock a region: the lasso holds nothing of the page; draw it round a part of the picture")
)

// LockArea locks the colours on show in the area round a pixel that lines and edge strokes
// enclose, an undo step: nothing changes them until it is taken back or unlocked. The
// errors are [ErrNoColour] and [ErrOnLine].
func (e *Editor) LockArea(at image.Point) error {
	doc := e.history.Current()
	if doc.Base().ID == 0 {
		return ErrNoColour
	}
	mask := doc.Enclosed(at)
	if mask == nil {
		return ErrOnLine
	}
	return e.lock(doc, mask)
}

// LockLasso does the same for what a lasso holds; the errors are [ErrNoColour] and
// [ErrNothingInside].
func (e *Editor) LockLasso(lasso []canvas.Sample) error {
	doc := e.history.Current()
	if doc.Base().ID == 0 {
		return ErrNoColour
	}
	return e.lock(doc, doc.LassoMask(lasso))
}

func (e *Editor) lock(doc *canvas.Document, mask *image.Alpha) error {
	locked, id := doc.WithLock(mask)
	if id == 0 {
		return ErrNothingInside
	}
	e.do(locked)
	return nil
}

// Unlock takes locks away, together one undo step: the colours under them are those of the
// strokes and references again.
func (e *Editor) Unlock(ids ...canvas.ID) {
	doc := e.history.Current()
	for _, id := range ids {
		doc = doc.WithoutLock(id)
	}
	e.do(doc)
}
