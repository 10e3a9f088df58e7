package ui

import (
	"image"
	"image/color"
	"math"

	"keyline/app"
	page "keyline/canvas"
)

// handleWithin is how near the pointer must be to a handle to take it, Fyne units.
const handleWithin = 8

// grabbing is what the pointer has of strokes that lie on the page.
type grabbing struct {
	ids    []page.ID     // strokes to be moved
	handle int           // of the one stroke that is reshaped; -1: strokes are moved
	taken  bool          // the pointer moved, so that they are in hand
	only   page.ID       // is left selected alone if nothing moved; 0: all stay so
	more   bool          // Shift was down
	loop   []page.Sample // of the lasso, page px
}

// grab is what a press of the select tool takes: a handle, strokes, or with nothing there
// the lasso.
func (p *picture) grab(more bool) doing {
	p.hand.grab = grabbing{handle: -1, more: more}
	if !p.desk.strokes {
		return nothing
	}
	at := p.view.toPage(p.pointer)
	if id, handle, ok := p.handleAt(at); ok && !more {
		p.hand.grab.ids, p.hand.grab.handle = []page.ID{id}, handle
		return carrying
	}
	id, ok := app.Nearest(p.desk.reachable(), at.x, at.y, selectWithin*p.scale/p.view.zoom)
	if !ok {
		return lassoing
	}
	if was := p.desk.isSelected(id); was && !more {
		p.hand.grab.only = id
	} else {
		p.desk.pickStroke(id, true, more)
	}
	p.hand.grab.ids = p.desk.selectedIDs()
	return carrying
}

// handleAt is the handle of a selected stroke near a place on the page.
func (p *picture) handleAt(at point) (id page.ID, handle int, ok bool) {
	best := handleWithin * p.scale / p.view.zoom
	for _, s := range p.desk.selectedStrokes() {
		for i, h := range app.Handles(s) {
			if far := math.Hypot(h.X-at.x, h.Y-at.y); far <= best {
				best, id, handle, ok = far, s.ID, i, true
			}
		}
	}
	return id, handle, ok
}

// carry moves what is in hand to the pointer.
func (p *picture) carry() {
	g := &p.hand.grab
	if !g.taken {
		if !p.hand.moved {
			return
		}
		from := page.Sample{X: p.hand.last.x, Y: p.hand.last.y}
		p.desk.timing.begin()
		if g.handle >= 0 {
			g.taken = p.desk.editor.GrabHandle(from, g.ids[0], g.handle)
		} else {
			g.taken = p.desk.editor.GrabStrokes(from, g.ids...)
		}
	}
	if at := p.view.toPage(p.pointer); g.taken {
		p.desk.editor.PenMove(page.Sample{X: at.x, Y: at.y})
	}
}

// drop puts down what was in hand; a click on one of several selected strokes leaves it
// selected alone.
func (p *picture) drop() {
	g := p.hand.grab
	switch {
	case g.taken:
		p.desk.editor.PenUp()
	case g.only != 0:
		p.desk.pickStroke(g.only, true, false)
	}
}

// loop adds the pointer to the lasso.
func (p *picture) loop() {
	at := p.view.toPage(p.pointer)
	p.hand.grab.loop = append(p.hand.grab.loop, page.Sample{X: at.x, Y: at.y})
}

// closeLoop does what the lasso is for: the eraser takes the strokes inside away, the
// select tool selects them, the lock tool locks the region, the figure tool marks a figure. A click selects nothing, and
// locks an area or unlocks it.
func (p *picture) closeLoop() {
	switch p.hand.tool {
	case toolLock:
		p.lockHere()
		return
	case toolFigure:
		p.markHere()
		return
	}
	inside := app.Inside(p.desk.reachable(), p.hand.grab.loop)
	if p.hand.tool == toolEraser {
		p.desk.removeStrokes(inside)
		return
	}
	if !p.hand.grab.more {
		p.desk.selected = nil
	}
	for _, id := range inside {
		if !p.desk.isSelected(id) {
			p.desk.selected = append(p.desk.selected[:len(p.desk.selected):len(p.desk.selected)], id)
		}
	}
	p.desk.changed()
}

// lassoBands draw the line of a lasso, half widths for a screen of that scale.
func lassoBands(scale float64) []band {
	return []band{{1.5 * scale, color.NRGBA{0x10, 0x10, 0x10, 200}}, {0.6 * scale, inkWhite}}
}

// paintLoop draws the lasso in hand, with the way back to its beginning.
func (p *picture) paintLoop() {
	loop := p.hand.grab.loop
	if p.hand.what != lassoing || len(loop) < 2 {
		return
	}
	points := make([]point, 0, len(loop)+1)
	for _, s := range loop {
		points = append(points, p.view.toScreen(point{s.X, s.Y}))
	}
	paintPath(p.frame, append(points, points[0]), lassoBands(p.scale))
}

// paintPath lays a line of many pieces over dst.
func paintPath(dst *image.RGBA, points []point, bands []band) {
	box := image.Rectangle{}
	for _, p := range points {
		at := image.Pt(floor(p.x), floor(p.y))
		box = box.Union(image.Rectangle{at, at.Add(image.Pt(1, 1))})
	}
	f := newField(box.Inset(-ceil(bandsRadius(bands)) - 1).Intersect(dst.Rect))
	f.path(points, bandsRadius(bands))
	paintField(dst, f, bands, f.rect)
}
