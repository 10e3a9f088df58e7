package ui

import (
	"image"
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyline/app"
	page "keyline/canvas"
)

// doing is what the pointer does between button down and up.
type doing uint8

const (
	nothing doing = iota
	drawing
	panning
	sizing   // the brush
	dividing // moves the divider of compare
	zooming
	carrying // strokes, or a handle of one
	lassoing
)

// handling is the pointer's doing in progress.
type handling struct {
	what   doing
	tool   tool                // that the stroke was begun with
	button desktop.MouseButton // that holds it
	start  point               // screen px
	last   point               // page px, of the sample that went to the stroke last
	width  float64             // of the brush when sizing began
	began  time.Time           // of a stroke
	moved  bool
	other  bool // another button went up: the end of a drag that comes next is not ours
	grab   grabbing
}

// holds tells whether the pointer has something in hand that Esc gives up.
func (h *handling) holds() bool {
	return h.what == drawing || h.what == carrying || h.what == lassoing
}

// heldKeys are keys that change what the pointer does while they are down.
type heldKeys struct{ space, shift, control, before bool }

// MouseDown implements [desktop.Mouseable].
func (p *picture) MouseDown(e *desktop.MouseEvent) {
	defer p.desk.timing.trace.own("MouseDown")()
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
	if !p.desk.isOpen() || p.hand.what != nothing {
		return
	}
	p.held.shift = e.Modifier&fyne.KeyModifierShift != 0
	p.held.control = e.Modifier&fyne.KeyModifierControl != 0
	p.moveTo(e.Position)
	p.hand = handling{
		tool: p.desk.tool, button: e.Button,
		start: p.pointer, width: p.desk.width(), last: p.view.toPage(p.pointer),
	}
	p.see()
	p.hand.what = p.intent(e.Button)
	switch p.hand.what {
	case drawing:
		p.penDown()
	case lassoing:
		p.loop()
		p.desk.changed()
	case dividing:
		p.divide()
	}
	p.Refresh()
}

// intent is what a button pressed now starts.
func (p *picture) intent(b desktop.MouseButton) doing {
	switch {
	case b == desktop.MouseButtonTertiary, b == desktop.MouseButtonPrimary && p.held.space:
		return panning
	case b != desktop.MouseButtonPrimary:
		return nothing
	case p.desk.comparing:
		return p.compareIntent()
	case p.held.control && p.desk.tool.draws(), p.desk.tool == toolPicker:
		p.pick()
		return nothing
	case p.desk.tool == toolFill:
		p.fillHere()
		return nothing
	case p.desk.tool == toolSelect:
		return p.grab(p.held.shift)
	case p.held.shift && p.desk.tool.draws():
		p.held.shift = false
		return sizing
	case p.desk.tool == toolHand:
		return panning
	case p.desk.tool == toolZoom:
		return zooming
	case p.desk.tool == toolEraser && p.desk.lassoErases, p.desk.tool == toolLock, p.desk.tool == toolFigure:
		return lassoing
	}
	return drawing
}

// MouseUp implements [desktop.Mouseable].
func (p *picture) MouseUp(e *desktop.MouseEvent) {
	if e.Button != p.hand.button {
		p.hand.other = true
		return
	}
	if p.hand.what == zooming && !p.hand.moved {
		by := 1
		if p.held.shift {
			by = -1
		}
		p.look(p.view.zoomed(zoomStep(p.view.zoom, by), p.pointer))
	}
	p.release()
}

// DragEnd implements [fyne.Draggable]: for a button that goes up outside the picture no
// MouseUp comes.
func (p *picture) DragEnd() {
	if p.hand.other {
		p.hand.other = false
		return
	}
	p.release()
}

// Dragged implements [fyne.Draggable].
func (p *picture) Dragged(e *fyne.DragEvent) { p.moved(e.Position) }

// MouseIn implements [desktop.Hoverable].
func (p *picture) MouseIn(e *desktop.MouseEvent) {
	p.inside = true
	p.moved(e.Position)
}

// MouseMoved implements [desktop.Hoverable].
func (p *picture) MouseMoved(e *desktop.MouseEvent) {
	if p.hand.what != nothing && e.Button == 0 {
		p.release() // it went up where we were not told, over a dialog for instance
	}
	p.moved(e.Position)
}

// MouseOut implements [desktop.Hoverable].
func (p *picture) MouseOut() {
	p.inside = false
	p.Refresh()
	p.desk.changed()
}

// wheelZoom makes a notch of the wheel a fifth more or less.
const wheelZoom = 0.0182

// Scrolled implements [fyne.Scrollable]: the wheel zooms at the pointer.
func (p *picture) Scrolled(e *fyne.ScrollEvent) {
	if !p.desk.isOpen() || p.hand.holds() {
		return
	}
	defer p.desk.timing.trace.own("Scrolled")()
	p.moveTo(e.Position)
	p.look(p.view.zoomed(p.view.zoom*math.Exp(float64(e.Scrolled.DY)*wheelZoom), p.pointer))
}

// moveTo notes where the pointer is.
func (p *picture) moveTo(at fyne.Position) {
	p.pointer = point{float64(at.X) * p.scale, float64(at.Y) * p.scale}
	if p.desk.beside() && p.pointer.x >= p.rightSide() {
		p.pointer.x -= p.rightSide() // both sides show the same place
	}
}

// moved follows the pointer.
func (p *picture) moved(at fyne.Position) {
	defer p.desk.timing.trace.own("moved")()
	from := p.pointer
	p.moveTo(at)
	if p.pointer != from {
		p.hand.moved = true
	}
	switch p.hand.what {
	case drawing:
		p.penMove()
	case panning:
		p.look(p.view.panned(p.pointer.x-from.x, p.pointer.y-from.y))
	case sizing:
		p.desk.setWidth(p.hand.width+2*(p.pointer.x-p.hand.start.x)/p.view.zoom, false)
	case dividing:
		p.divide()
	case carrying:
		p.carry()
	case lassoing:
		p.loop()
	case zooming:
		zoom := p.view.zoom * math.Exp((p.pointer.x-from.x)*0.01)
		p.look(p.view.zoomed(zoom, p.hand.start))
	}
	p.Refresh()
	p.desk.changed()
}

// release ends what the pointer does.
func (p *picture) release() {
	defer p.desk.timing.trace.own("release")()
	what := p.hand.what
	if what == nothing {
		return
	}
	switch what {
	case drawing:
		p.penUp()
	case carrying:
		p.drop()
	case lassoing:
		p.closeLoop()
	}
	p.hand = handling{}
	p.Refresh()
	p.desk.changed()
}

func (p *picture) divide() {
	p.divider = min(max(p.pointer.x/float64(max(p.view.screen.X, 1)), 0), 1)
}

// sample is the pointer as the session reads it.
func (p *picture) sample(at point) page.Sample {
	now := p.desk.timing.clock()
	p.desk.timing.trace.sampled(now)
	return page.Sample{X: at.x, Y: at.y, Width: p.desk.widths[p.hand.tool], Time: now.Sub(p.hand.began)}
}

// penDown begins a stroke with the tool in hand.
func (p *picture) penDown() {
	p.desk.timing.begin()
	if p.desk.tool == toolEdge {
		p.desk.timing.stroke()
	}
	p.hand.began = p.desk.timing.start
	kind := map[tool]app.Tool{toolEdge: app.EdgeTool, toolHint: app.HintTool, toolEraser: app.Eraser, toolPaint: app.PaintTool}[p.desk.tool]
	if kind == app.PaintTool && p.desk.paintErases {
		kind = app.PaintEraser
	}
	if err := p.desk.editor.Draw(p.pen(kind), p.sample(p.hand.last)); err != nil {
		p.hand = handling{}
		p.desk.told.failed(err)
	}
}

// How far the pen follows lines and is steadied, Fyne units: a hand is as unsure on any
// zoom.
const (
	followWithin = 10
	steadyWithin = 24 // at most
)

// pen is the tool as it is set, for the zoom there is.
func (p *picture) pen(kind app.Tool) app.Pen {
	pen := app.Pen{Tool: kind, Colour: p.desk.colour}
	unit := p.scale / p.view.zoom
	pen.Steady = steadyWithin * unit * p.desk.steadiness / maxSteadiness
	if p.desk.follows {
		pen.Follow = followWithin * unit
	}
	return pen
}

// paintTail draws the way from the stroke in hand to the pen.
func (p *picture) paintTail() {
	var points []point
	for _, s := range p.desk.editor.Tail() {
		points = append(points, p.view.toScreen(point{s.X, s.Y}))
	}
	if len(points) > 1 {
		paintPath(p.frame, points, lassoBands(p.scale))
	}
}

// penMove goes on with the stroke; while Shift is down it waits, and a straight line
// follows when Shift or the button is let go.
func (p *picture) penMove() {
	if p.held.shift {
		return
	}
	p.hand.last = p.view.toPage(p.pointer)
	p.desk.editor.PenMove(p.sample(p.hand.last))
}

func (p *picture) penUp() {
	if p.held.shift {
		p.straighten()
	}
	p.desk.editor.PenUp()
}

// straighten ends the straight line at the pointer.
func (p *picture) straighten() {
	p.held.shift = false
	if p.hand.what == drawing {
		p.penMove()
	}
}

// cancel gives up the stroke in hand and reports whether there was one.
func (p *picture) cancel() bool {
	if !p.hand.holds() {
		return false
	}
	p.hand = handling{}
	p.desk.editor.PenCancel()
	p.Refresh()
	p.desk.changed()
	return true
}

// pick chooses the colour under the pointer for hints.
func (p *picture) pick() {
	if c, ok := p.under(); ok {
		p.desk.choose(c)
	}
}

// under is the picture's colour under the pointer: without lines, so that a pick beside
// ink is not darkened by it; false if the pointer is not on the page.
func (p *picture) under() (c color.NRGBA, ok bool) {
	at, ok := p.pagePoint()
	if !ok {
		return c, false
	}
	one := image.Rectangle{at, at.Add(image.Pt(1, 1))}
	return nrgbaAt(page.Flatten(p.desk.editor.Document(), one, page.FlattenOptions{HideLines: true}), at), true
}

// pagePoint is the page pixel under the pointer, false if there is none.
func (p *picture) pagePoint() (image.Point, bool) {
	if !p.desk.isOpen() || !p.inside {
		return image.Point{}, false
	}
	at := p.view.toPage(p.pointer)
	q := image.Pt(int(math.Floor(at.x)), int(math.Floor(at.y)))
	return q, q.In(p.desk.editor.Document().Bounds())
}
