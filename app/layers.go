package app

import (
	"errors"
	"image"
	"image/color"

	"keyline/canvas"
)

// ErrLayerLocked is what a locked layer refuses with.
var ErrLayerLocked = errors.New("the layer is locked; unlock it in the layers dock")

// LayerOf is the layer that strokes of a kind are on.
func LayerOf(k canvas.Kind) canvas.Layer {
	if k == canvas.Hint {
		return canvas.HintsLayer
	}
	return canvas.EdgesLayer
}

// refused is [ErrLayerLocked] for a locked layer, else nil.
func refused(doc *canvas.Document, l canvas.Layer) error {
	if doc.Look(l).Locked {
		return ErrLayerLocked
	}
	return nil
}

// Free tells whether a stroke can be changed: its layer is neither locked nor hidden.
func Free(doc *canvas.Document, s canvas.Stroke) bool {
	look := doc.Look(LayerOf(s.Kind))
	return !look.Locked && !look.Hidden
}

// free are those of the strokes that can be changed.
func free(doc *canvas.Document, ids []canvas.ID) (list []canvas.ID) {
	for _, id := range ids {
		if s, ok := doc.Stroke(id); ok && Free(doc, s) {
			list = append(list, id)
		}
	}
	return list
}

// SetLook changes how a layer is shown, an undo step unless nothing changes.
func (e *Editor) SetLook(l canvas.Layer, look canvas.LayerLook) {
	if doc := e.history.Current(); doc.Look(l) != look {
		e.do(doc.WithLook(l, look))
	}
}

// styling is the look of a layer in hand.
type styling struct{ now *canvas.Document }

func (g *styling) move(canvas.Sample)             {}
func (g *styling) document() *canvas.Document     { return g.now }
func (g *styling) settle(results []canvas.Result) { g.now = g.now.WithTiles(results) }

// HoldLook changes how a layer is shown until [Editor.PenUp] makes the last of such looks an
// undo step, or [Editor.PenCancel] takes it back.
func (e *Editor) HoldLook(l canvas.Layer, look canvas.LayerLook) {
	g, ok := e.gesture.(*styling)
	if !ok {
		e.PenCancel()
		g = &styling{e.history.Current()}
		e.gesture = g
	}
	g.now = g.now.WithLook(l, look)
	e.changed()
}

// SetTint gives the lines another colour, an undo step. The error is [ErrLayerLocked].
func (e *Editor) SetTint(c color.NRGBA) error {
	doc := e.history.Current()
	if err := refused(doc, canvas.LinesLayer); err != nil {
		return err
	}
	c.A = 255
	if c != doc.Tint() {
		e.do(doc.WithTint(c))
	}
	return nil
}

// ColoursLocked tells whether the colours of the whole page are locked.
func (e *Editor) ColoursLocked() bool { return len(wholeLocks(e.Document())) > 0 }

func wholeLocks(doc *canvas.Document) (ids []canvas.ID) {
	for _, l := range doc.Locks() {
		if l.Mask.Rect == doc.Bounds() && l.Whole() {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// LockColours locks the colours of the whole page as they are now, or unlocks them again, an
// undo step. The error is [ErrNoColour].
func (e *Editor) LockColours(on bool) error {
	doc := e.history.Current()
	ids := wholeLocks(doc)
	switch {
	case !on && len(ids) > 0:
		e.Unlock(ids...)
	case on && doc.Base().ID == 0:
		return ErrNoColour
	case on && len(ids) == 0:
		mask := image.NewAlpha(doc.Bounds())
		for i := range mask.Pix {
			mask.Pix[i] = 255
		}
		return e.lock(doc, mask)
	}
	return nil
}

// describeLooks says what became of the looks of layers; "" if nothing did.
func describeLooks(a, b *canvas.Document) string {
	if a.Tint() != b.Tint() {
		return "Colour of the lines"
	}
	for _, l := range canvas.AllLayers() {
		p, q := a.Look(l), b.Look(l)
		switch {
		case p.Hidden != q.Hidden:
			return map[bool]string{true: "Hid", false: "Showed"}[q.Hidden] + " the " + l.String()
		case p.Locked != q.Locked:
			return map[bool]string{true: "Locked", false: "Unlocked"}[q.Locked] + " the " + l.String()
		case p.Opacity != q.Opacity:
			return "Opacity of the " + l.String()
		}
	}
	return ""
}
