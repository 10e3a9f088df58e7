package ui

import (
	"image"
	"slices"

	"keyline/canvas"
)

// overlay draws the strokes of a document over the picture. It remembers what it drew,
// so that a stroke in hand costs only what it grew by.
type overlay struct {
	view    viewport
	scale   float64
	drawn   []canvas.Stroke // edges in the field, in order
	edges   *field
	hints   []canvas.Stroke
	swept   *field // what the brush in hand has covered, page radius of the brush
	sweptID canvas.ID
}

// show brings the overlay up to date with the strokes of a document; inHand names the
// stroke whose reach is outlined, 0 for none.
func (o *overlay) show(strokes []canvas.Stroke, v viewport, scale float64, inHand canvas.ID) {
	if o.edges == nil || v != o.view || scale != o.scale {
		o.view, o.scale = v, scale
		o.edges, o.drawn = newField(image.Rectangle{Max: v.screen}), nil
		o.swept, o.sweptID = nil, 0
	}
	o.hints = o.hints[:0]
	var edges []canvas.Stroke
	for _, s := range strokes {
		switch {
		case s.Hidden:
		case s.Kind == canvas.Hint:
			o.hints = append(o.hints, s)
		default:
			edges = append(edges, s)
		}
	}
	o.draw(edges)
	o.sweep(edges, inHand)
}

// draw adds what is new, or starts again if something went.
func (o *overlay) draw(edges []canvas.Stroke) {
	if !grownFrom(o.drawn, edges) {
		o.edges.clear()
		o.drawn = nil
	}
	for i, s := range edges {
		first := 0
		if i < len(o.drawn) {
			first = len(o.drawn[i].Samples)
		}
		o.add(o.edges, s, first, func(canvas.Sample) float64 { return bandsRadius(edgeBands(o.scale)) })
	}
	o.drawn = edges
}

// grownFrom tells whether edges are those drawn, the last of them perhaps longer, and
// more after them.
func grownFrom(drawn, edges []canvas.Stroke) bool {
	if len(drawn) > len(edges) {
		return false
	}
	for i, s := range drawn {
		now := edges[i].Samples
		if s.ID != edges[i].ID || len(s.Samples) > len(now) || !slices.Equal(s.Samples, now[:len(s.Samples)]) {
			return false // also another stroke in the place of one undone
		}
	}
	return true
}

// add puts the pieces of a stroke that end at samples[first:] into a field.
func (o *overlay) add(f *field, s canvas.Stroke, first int, radius func(canvas.Sample) float64) {
	for i := first; i < len(s.Samples); i++ {
		f.line(o.place(s.Samples[max(i-1, 0)]), o.place(s.Samples[i]), radius(s.Samples[i]))
	}
}

func (o *overlay) place(s canvas.Sample) point { return o.view.toScreen(point{s.X, s.Y}) }

// sweep follows the stroke in hand with the width of its brush.
func (o *overlay) sweep(edges []canvas.Stroke, inHand canvas.ID) {
	if inHand == 0 || len(edges) == 0 || edges[len(edges)-1].ID != inHand {
		o.swept, o.sweptID = nil, 0
		return
	}
	if o.swept == nil || o.sweptID != inHand {
		o.swept, o.sweptID = newField(o.edges.rect), inHand
	}
	s := edges[len(edges)-1]
	o.swept.clear()
	o.add(o.swept, s, 0, func(p canvas.Sample) float64 { return o.brush(p) + 3*o.scale })
}

// brush is the radius of a sample on the screen.
func (o *overlay) brush(s canvas.Sample) float64 { return s.Width / 2 * o.view.zoom }

// paintEdges lays the edges over dst, and what the brush in hand has covered.
func (o *overlay) paintEdges(dst *image.RGBA) {
	paintField(dst, o.edges, edgeBands(o.scale), dst.Rect)
	if o.swept != nil {
		o.paintSwept(dst)
	}
}

// paintHints lays the hints over dst.
func (o *overlay) paintHints(dst *image.RGBA) {
	for _, s := range o.hints {
		o.paintHint(dst, s)
	}
}

func (o *overlay) paintHint(dst *image.RGBA, s canvas.Stroke) {
	if len(s.Samples) > 1 {
		points := make([]point, len(s.Samples))
		box := image.Rectangle{}
		for i, p := range s.Samples {
			points[i] = o.place(p)
			at := image.Pt(floor(points[i].x), floor(points[i].y))
			box = box.Union(image.Rectangle{at, at.Add(image.Pt(1, 1))})
		}
		bands := lineBands(o.scale, s.Colour)
		f := newField(box.Inset(-ceil(bandsRadius(bands)) - 1).Intersect(dst.Rect))
		f.path(points, bandsRadius(bands))
		paintField(dst, f, bands, f.rect)
	}
	paintDisc(dst, o.place(s.Samples[0]), hintBands(o.scale, s.Colour))
}

// paintSwept outlines what the brush in hand has covered, without filling it.
func (o *overlay) paintSwept(dst *image.RGBA) {
	s := o.drawn[len(o.drawn)-1]
	radius := o.brush(s.Samples[len(s.Samples)-1])
	if radius < 4*o.scale {
		return // the stroke's own bands are as wide
	}
	dark, white := inkDark, inkWhite
	dark.A, white.A = 140, 230
	bands := []band{{1.25 * o.scale, dark}, {0.5 * o.scale, white}}
	r := o.swept.touched.Intersect(dst.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			d := o.swept.at(x, y) - radius
			if max(d, -d) < bandsRadius(bands) {
				paintBands(dst.Pix[dst.PixOffset(x, y):], max(d, -d), bands)
			}
		}
	}
}
