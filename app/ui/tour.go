package ui

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"keyline/canvas"
)

// tourSample is the sample that the tour mends, and tourPath the boundary over which its
// base colours bleed: the paper's white into the shoulder of the jacket. Page px.
const tourSample = "novel_sophia"

var tourPath = []point{{373, 258}, {389, 263}, {404, 271}, {415, 282}, {419, 294}, {422, 306}, {426, 332}}

// tourNear is how near to the path a stroke counts as drawn along it, and tourShare how
// much of the path it has to go along.
const (
	tourNear  = 16 // page px
	tourShare = 0.6
)

// tour leads through mending a real bleed. It is a line over the window that waits for
// what the person does; nothing is done for them, and nothing is locked meanwhile.
type tour struct {
	w     *Window
	layer *fyne.Container
	line  *hintLine
	count *label
	leave *cell

	on      bool
	step    int
	exports int  // before the step
	drawn   int  // edges before the step
	held    bool // before was looked at
}

// tourStep is one thing to do.
type tourStep struct {
	words string // a hint line
	done  func(*tour) bool
	guide bool // the path is shown
}

// tourSteps are all of them; the last is never done, it is left.
var tourSteps = []tourStep{
	{"Two minutes to mend a colouring: open the sample Novel sophia.", (*tour).sampleIsOpen, false},
	{"White bled into the jacket. With Edge {Edge} draw along the dots.", (*tour).boundaryIsDrawn, true},
	{"The colours part. Hold {C} to see it before your stroke.", (*tour).beforeWasSeen, false},
	{"Everything can be undone: press {Undo}.", func(t *tour) bool { return t.edges() < t.drawn }, false},
	{"And done again: press {Redo}.", func(t *tour) bool { return t.edges() > t.drawn }, false},
	{"Another colour somewhere? Take Hint {Hint}, choose a swatch, dab it there.", (*tour).hintIsThere, false},
	{"That is all. Write your picture: {Export…}", func(t *tour) bool { return t.w.exports > t.exports }, false},
	{"Done. Every command is under {Find a command…}, every key under {Keys}.", func(*tour) bool { return false }, false},
}

func newTour(w *Window) *tour {
	t := &tour{w: w, line: newHintLine(w.keyOf), count: newLabel("", sizeCaption, colorText3)}
	t.line.size, t.line.colour = sizeBody, theme.ColorNameForeground
	t.leave = newCell("cancel", tipText{tr("Leave the tour"), "Esc", tr("Help, Tour begins it again.")}, w.tips, func() { t.end() }).small()
	card := container.NewStack(newCard(colorPanel, theme.ColorNamePrimary, radiusTool), row(12, 14, 8, newPlane("", 0, 38), t.count, t.line.content, t.leave))
	t.layer = container.New(tourLayout{t}, card)
	t.layer.Hide()
	return t
}

// anew makes the tour's widgets again, at the same step; t is nil the first time.
func (t *tour) anew(w *Window) *tour {
	n := newTour(w)
	if t != nil {
		n.on, n.step, n.exports, n.drawn, n.held = t.on, t.step, t.exports, t.drawn, t.held
	}
	return n
}

// tourLayout puts the card at the top of the picture, or of the start screen, in the
// middle.
type tourLayout struct{ t *tour }

// MinSize implements [fyne.Layout].
func (tourLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements [fyne.Layout].
func (l tourLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	card, at := objects[0], fyne.NewPos(widthStart, 10)
	room := size.Width - widthStart
	if w := l.t.w; w.desk.isOpen() {
		at = w.pictureAt().AddXY(0, 10)
		room = w.picture.Size().Width
	}
	need := card.MinSize()
	at.X = max(min(at.X+(room-need.Width)/2, size.Width-need.Width), 0)
	card.Move(at)
	card.Resize(need)
}

// keyTourOffered is the name under which is kept that the tour was offered.
const keyTourOffered = "tour-offered"

// offerTour points to the tour at the first start.
func (w *Window) offerTour() {
	kept := w.settings
	if !kept.Bool(keyTourOffered, false) && len(w.memory.Pictures()) == 0 {
		kept.SetBool(keyTourOffered, true)
		w.begin.offer.set(tr("New here? Mend a real bleed."))
	}
}

// showTour begins the tour, from the start screen.
func (w *Window) showTour() {
	w.unlessUnsaved(func() {
		if w.desk.isOpen() {
			w.leavePicture()
		}
		w.tour.begin(0)
		w.changed()
	})
}

func (t *tour) begin(step int) {
	t.on, t.step, t.exports, t.drawn, t.held = true, step, t.w.exports, t.edges(), false
}

// end leaves the tour and tells whether there was one.
func (t *tour) end() bool {
	was := t.on
	t.on = false
	if was {
		t.w.desk.changed()
	}
	return was
}

// update goes on when what was asked for is done.
func (t *tour) update() {
	if t.on && t.step > 0 && !t.sampleIsOpen() {
		t.on = false // another picture, or none
	}
	if t.on {
		t.held = t.held || t.w.picture.held.before
		if tourSteps[t.step].done(t) {
			t.begin(t.step + 1)
			t.arrive()
		}
	}
	t.w.picture.guide = nil
	if t.on && tourSteps[t.step].guide {
		t.w.picture.guide = tourPath
	}
	showIf(t.layer, t.on)
	if !t.on {
		return
	}
	t.count.set(trf("%d of %d steps", t.step+1, len(tourSteps)))
	t.line.set(tr(tourSteps[t.step].words))
	t.layer.Refresh()
}

// arrive brings the place into view that a step is about.
func (t *tour) arrive() {
	p := t.w.picture
	if !tourSteps[t.step].guide {
		return
	}
	p.desk.take(toolEdge)
	middle := tourPath[len(tourPath)/2]
	v := p.view.zoomed(3, point{})
	at := v.toScreen(middle)
	p.look(v.panned(float64(v.screen.X)/2-at.x, float64(v.screen.Y)/2-at.y))
}

func (t *tour) sampleIsOpen() bool {
	d := t.w.desk
	return d.isOpen() && d.name == sampleTitle(tourSample) && (t.step > 0 || d.editor.Settled())
}

// boundaryIsDrawn tells whether a stroke goes along the path and its colours are there.
func (t *tour) boundaryIsDrawn() bool {
	e := t.w.desk.editor
	if e.PenIsDown() || !e.Settled() {
		return false
	}
	for _, s := range e.Document().Strokes() {
		if s.Kind == canvas.Edge && along(s.Samples) {
			return true
		}
	}
	return false
}

// along tells whether samples go near most of the path's points.
func along(samples []canvas.Sample) bool {
	near := 0
	for _, p := range tourPath {
		for i, s := range samples {
			if distanceTo(p, samples[max(i-1, 0)], s) <= tourNear {
				near++
				break
			}
		}
	}
	return float64(near) >= tourShare*float64(len(tourPath))
}

// distanceTo is that of a point to the line between two samples.
func distanceTo(p point, a, b canvas.Sample) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	share := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		share = min(max(((p.x-a.X)*dx+(p.y-a.Y)*dy)/length, 0), 1)
	}
	return math.Hypot(p.x-a.X-share*dx, p.y-a.Y-share*dy)
}

// beforeWasSeen tells whether the key was held and is free again.
func (t *tour) beforeWasSeen() bool { return t.held && !t.w.picture.held.before }

func (t *tour) edges() int {
	edges, _ := t.w.desk.counts()
	return edges
}

func (t *tour) hintIsThere() bool {
	_, hints := t.w.desk.counts()
	return hints > 0 && !t.w.desk.editor.PenIsDown()
}

// guideEvery parts the dots of a guide, Fyne units.
const guideEvery = 14

// paintGuide draws dots along the line that is to be drawn.
func (p *picture) paintGuide() {
	bands := []band{{3.5 * p.scale, inkDark}, {2.75 * p.scale, inkWhite}, {1.75 * p.scale, inkCore}}
	left := 0.0
	for i := 1; i < len(p.guide); i++ {
		a, b := p.view.toScreen(p.guide[i-1]), p.view.toScreen(p.guide[i])
		length := math.Hypot(b.x-a.x, b.y-a.y)
		for ; left < length; left += guideEvery * p.scale {
			share := left / length
			paintDisc(p.frame, point{a.x + share*(b.x-a.x), a.y + share*(b.y-a.y)}, bands)
		}
		left -= length
	}
}

// at is the step for those who wait for it, from 1; 0: there is no tour.
func (t *tour) at() int {
	if !t.on {
		return 0
	}
	return t.step + 1
}
