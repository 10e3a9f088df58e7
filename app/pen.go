package app

import (
	"image/color"

	"keyline/canvas"
)

// Pen is a tool with what it can be set to. Steady and Follow are for edges and hints.
type Pen struct {
	Tool   Tool
	Colour color.NRGBA // of a hint, opaque
	// Steady smooths the way of the pen, page px of it; 0: not.
	Steady float64
	// Follow leads an edge along lines within so many page px of the pen; 0: it goes where
	// the pen goes.
	Follow float64
}

// drawing is a stroke of the edge or hint tool in hand: the pen's samples are steadied,
// then led along lines, then drawn.
type drawing struct {
	draft  *canvas.Draft
	steady steady
	follow *canvas.Follower // nil: no lines are followed
}

func newDrawing(doc *canvas.Document, pen Pen) (*drawing, error) {
	kind := canvas.Edge
	if pen.Tool == HintTool {
		kind = canvas.Hint
	}
	draft, err := canvas.Begin(doc, kind, pen.Colour)
	if err != nil {
		return nil, err
	}
	g := &drawing{draft: draft, steady: steady{length: pen.Steady}}
	if pen.Follow > 0 && kind == canvas.Edge {
		g.follow = canvas.NewFollower(doc, pen.Follow)
	}
	return g, nil
}

func (g *drawing) move(s canvas.Sample) {
	samples := g.steady.add(s)
	if g.follow != nil {
		samples = g.follow.Add(samples...)
	}
	g.draft.Extend(samples...)
}

// end draws what was not certain while the pen was down.
func (g *drawing) end() {
	samples := g.steady.end()
	if g.follow != nil {
		samples = append(g.follow.Add(samples...), g.follow.End()...)
	}
	g.draft.Extend(samples...)
}

// tail is where the stroke will go on, for show.
func (g *drawing) tail() []canvas.Sample {
	if g.follow != nil {
		return append(g.follow.Tail(), g.steady.tail()...)
	}
	return g.steady.tail()
}

func (g *drawing) document() *canvas.Document     { return g.draft.Document() }
func (g *drawing) settle(results []canvas.Result) { g.draft.Settle(results) }

// Tail returns the way from the end of the stroke in hand to the pen, as far as it is not
// drawn yet: a steadied stroke, and one that follows lines, lie behind the pen. The first
// sample is the stroke's last. Nil if there is none.
func (e *Editor) Tail() []canvas.Sample {
	g, ok := e.gesture.(*drawing)
	if !ok {
		return nil
	}
	tail := g.tail()
	newest, ok := g.document().Newest()
	if len(tail) == 0 || !ok {
		return nil
	}
	samples := newest.Samples
	return append([]canvas.Sample{samples[len(samples)-1]}, tail...)
}
