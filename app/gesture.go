package app

import (
	"image/color"
	"math"

	"keyline/canvas"
)

// Tool is what the pen does.
type Tool uint8

const (
	// EdgeTool draws an edge scribble: the colours on its two sides part.
	EdgeTool Tool = iota
	// HintTool draws the colour wanted in a place.
	HintTool
	// Eraser removes every stroke it touches, whole.
	Eraser
	// PaintTool paints by hand over colours and flats, under the lines.
	PaintTool
	// PaintEraser takes such paint away.
	PaintEraser
)

// gesture is a stroke in hand.
type gesture interface {
	// move adds a sample; document is the page with the gesture so far.
	move(s canvas.Sample)
	document() *canvas.Document
	// settle takes results that came while the pen is down.
	settle(results []canvas.Result)
}

// PenDown begins a stroke; the pen that was down before is lifted without its stroke.
// colour is for the HintTool, opaque. An error means the stroke cannot be drawn.
func (e *Editor) PenDown(tool Tool, colour color.NRGBA, s canvas.Sample) error {
	return e.Draw(Pen{Tool: tool, Colour: colour}, s)
}

// Draw is PenDown with a pen that can be set.
func (e *Editor) Draw(pen Pen, s canvas.Sample) error {
	g, err := e.begin(pen, s)
	if err != nil {
		return err
	}
	e.gesture = g
	g.move(s)
	e.changed()
	return nil
}

func (e *Editor) begin(pen Pen, s canvas.Sample) (gesture, error) {
	doc := e.history.Current()
	switch pen.Tool {
	case EdgeTool:
		if err := refused(doc, canvas.EdgesLayer); err != nil {
			return nil, err
		}
	case HintTool:
		if err := refused(doc, canvas.HintsLayer); err != nil {
			return nil, err
		}
	case PaintTool, PaintEraser:
		if err := refused(doc, canvas.PaintLayer); err != nil {
			return nil, err
		}
		return newPainting(doc, pen), nil
	case Eraser:
		return &erasing{now: doc, last: s}, nil
	}
	g, err := newDrawing(doc, pen)
	if err != nil {
		return nil, err // not a gesture that is nil inside
	}
	return g, nil
}

// PenMove continues the stroke in hand; without one it does nothing.
func (e *Editor) PenMove(s canvas.Sample) {
	if e.gesture == nil {
		return
	}
	e.gesture.move(s)
	e.changed()
}

// PenUp ends the stroke in hand, an undo step together with the colours it causes.
func (e *Editor) PenUp() {
	if e.gesture == nil {
		return
	}
	if g, ok := e.gesture.(interface{ end() }); ok {
		g.end()
	}
	doc := e.gesture.document()
	e.drop()
	e.history.Do(doc)
	e.changed()
}

// PenCancel lifts the pen without its stroke.
func (e *Editor) PenCancel() {
	if e.gesture == nil {
		return
	}
	e.drop()
	e.changed()
}

func (e *Editor) drop() { e.gesture = nil }

// erasing is the eraser in hand.
type erasing struct {
	now  *canvas.Document
	last canvas.Sample
}

func (g *erasing) move(s canvas.Sample) {
	for _, stroke := range g.now.Strokes() {
		if !stroke.Hidden && Free(g.now, stroke) && touches(stroke, g.last, s) {
			g.now = g.now.WithoutStroke(stroke.ID)
		}
	}
	g.last = s
}

func (g *erasing) document() *canvas.Document  { return g.now }
func (g *erasing) settle(list []canvas.Result) { g.now = g.now.WithTiles(list) }

// touches tells whether the eraser on its way from a to b meets the stroke.
func touches(stroke canvas.Stroke, a, b canvas.Sample) bool {
	p := stroke.Samples[0]
	for _, q := range stroke.Samples {
		reach := (max(p.Width, q.Width) + max(a.Width, b.Width)) / 2
		if gap(a, b, p, q) <= reach {
			return true
		}
		p = q
	}
	return false
}

// gap is the distance between the segments a–b and p–q.
func gap(a, b, p, q canvas.Sample) float64 {
	if cross(a, b, p, q) {
		return 0
	}
	return min(pointGap(a, p, q), pointGap(b, p, q), pointGap(p, a, b), pointGap(q, a, b))
}

// cross tells whether the segments cross in their inside.
func cross(a, b, p, q canvas.Sample) bool {
	return side(a, b, p)*side(a, b, q) < 0 && side(p, q, a)*side(p, q, b) < 0
}

// side is positive on one side of the line a–b and negative on the other.
func side(a, b, p canvas.Sample) float64 {
	return (b.X-a.X)*(p.Y-a.Y) - (b.Y-a.Y)*(p.X-a.X)
}

// pointGap is the distance of p from the segment a–b.
func pointGap(p, a, b canvas.Sample) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	along := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		along = min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/length, 0), 1)
	}
	return math.Hypot(p.X-a.X-along*dx, p.Y-a.Y-along*dy)
}
