package app

import "keyline/canvas"

// painting is a stroke of paint in hand; the pen's samples are steadied.
type painting struct {
	stroke *canvas.PaintStroke
	steady steady
}

// newPainting begins a stroke; a layer that is hidden is shown with it, so that nobody
// paints what is not seen.
func newPainting(doc *canvas.Document, pen Pen) *painting {
	if look := doc.Look(canvas.PaintLayer); look.Hidden {
		look.Hidden = false
		doc = doc.WithLook(canvas.PaintLayer, look)
	}
	return &painting{canvas.BeginPaint(doc, pen.Colour, pen.Tool == PaintEraser), steady{length: pen.Steady}}
}

func (g *painting) move(s canvas.Sample)           { g.stroke.Extend(g.steady.add(s)...) }
func (g *painting) end()                           { g.stroke.Extend(g.steady.end()...) }
func (g *painting) document() *canvas.Document     { return g.stroke.Document() }
func (g *painting) settle(results []canvas.Result) { g.stroke.Settle(results) }

// ClearPaint takes all paint away, an undo step if there is some. The error is
// [ErrLayerLocked].
func (e *Editor) ClearPaint() error {
	doc := e.history.Current()
	if err := refused(doc, canvas.PaintLayer); err != nil {
		return err
	}
	if doc.HasPaint() {
		e.do(doc.WithPaint(nil))
	}
	return nil
}
