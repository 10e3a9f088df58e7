package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"

	"keyline/app"
	page "keyline/canvas"
)

// selectWithin is how near a click must be to a stroke to select it, Fyne units.
const selectWithin = 10

// handleBands are the square handles at the ends of a selected stroke, half their sides
// for a screen of that scale.
func handleBands(scale float64) []band {
	return []band{{4 * scale, inkDark}, {2.75 * scale, inkWhite}}
}

// selectedStrokes are those selected that are there and shown: undo may take some away
// and bring them back.
func (d *desk) selectedStrokes() (list []page.Stroke) {
	if !d.isOpen() {
		return nil
	}
	for _, s := range d.reachable() {
		if !s.Hidden && slices.Contains(d.selected, s.ID) {
			list = append(list, s)
		}
	}
	return list
}

func (d *desk) selectedIDs() (ids []page.ID) {
	for _, s := range d.selectedStrokes() {
		ids = append(ids, s.ID)
	}
	return ids
}

// anySelected tells whether strokes are selected and to be seen, so that no key changes
// what is not on show.
func (d *desk) anySelected() bool {
	return d.tool == toolSelect && d.strokes && !d.comparing && len(d.selectedStrokes()) > 0
}

// isSelected tells whether a stroke is selected, be it there or not.
func (d *desk) isSelected(id page.ID) bool { return slices.Contains(d.selected, id) }

// pickStroke selects a stroke, none if there is none; more adds it to those selected, or
// takes it out again.
func (d *desk) pickStroke(id page.ID, ok, more bool) {
	switch i := slices.Index(d.selected, id); {
	case !ok && more:
	case !ok:
		d.selected = nil
	case !more:
		d.selected = []page.ID{id}
	case i >= 0:
		d.selected = slices.Delete(slices.Clone(d.selected), i, i+1)
	default:
		d.selected = append(slices.Clone(d.selected), id)
	}
	d.changed()
}

// unselect selects nothing and reports whether something was selected.
func (d *desk) unselect() bool {
	if !d.anySelected() {
		return false
	}
	d.selected = nil
	d.changed()
	return true
}

// removeSelected takes the selected strokes away, an undo step.
func (d *desk) removeSelected() { d.removeStrokes(d.selectedIDs()) }

// removeStrokes takes strokes away, an undo step.
func (d *desk) removeStrokes(ids []page.ID) {
	d.timing.begin()
	d.editor.Remove(ids...)
	d.changed()
}

// selectAll selects every stroke that is not hidden.
func (d *desk) selectAll() {
	d.take(toolSelect)
	d.selected = nil
	for _, s := range d.reachable() {
		if !s.Hidden {
			d.selected = append(d.selected, s.ID)
		}
	}
	d.changed()
}

// weigh makes the selected strokes so wide, an undo step; while held the step goes on
// until [desk.letGo].
func (d *desk) weigh(px float64, held bool) {
	d.timing.begin()
	if d.editor.PenIsDown() || d.editor.GrabWidth(d.selectedIDs()...) {
		d.editor.PenMove(page.Sample{Width: px})
	}
	if !held {
		d.editor.PenUp()
	}
	d.changed()
}

// letGo ends what a control holds.
func (d *desk) letGo() {
	d.editor.PenUp()
	d.changed()
}

// recolour gives the selected hints the colour and reports whether there are any.
func (d *desk) recolour(c color.NRGBA) bool {
	if !d.anySelected() || !slices.ContainsFunc(d.selectedStrokes(), func(s page.Stroke) bool { return s.Kind == page.Hint }) {
		return false
	}
	d.timing.begin()
	d.editor.Recolour(c, d.selectedIDs()...)
	d.changed()
	return true
}

// nudges are the steps of the arrow keys, page px.
var nudges = map[fyne.KeyName]point{
	fyne.KeyLeft: {-1, 0}, fyne.KeyRight: {1, 0}, fyne.KeyUp: {0, -1}, fyne.KeyDown: {0, 1},
}

// nudge moves the selected strokes with an arrow key, an undo step; it reports whether
// the key was one. The arrow is that of the screen however the page is turned.
func (p *picture) nudge(key fyne.KeyName) bool {
	step, ok := nudges[key]
	if !ok || !p.desk.anySelected() {
		return false
	}
	by := 1.0
	if p.held.shift {
		by = 10
	}
	ex, ey := p.view.axes()
	dx, dy := by*(step.x*ex.x+step.y*ex.y), by*(step.x*ey.x+step.y*ey.y)
	p.desk.timing.begin()
	p.desk.editor.Shift(dx, dy, p.desk.selectedIDs()...)
	p.Refresh()
	p.desk.changed()
	return true
}

// paintHandles marks the selected strokes at their handles; a dab at both sides of its disc.
func (p *picture) paintHandles() {
	if p.desk.tool != toolSelect {
		return
	}
	for _, s := range p.desk.selectedStrokes() {
		for _, at := range p.handlePlaces(s) {
			paintSquare(p.frame, at, handleBands(p.scale))
		}
	}
}

// handlePlaces are where the handles of a stroke stand on the screen.
func (p *picture) handlePlaces(s page.Stroke) (list []point) {
	for _, h := range app.Handles(s) {
		list = append(list, p.view.toScreen(point{h.X, h.Y}))
	}
	if len(list) == 0 {
		at := p.view.toScreen(point{s.Samples[0].X, s.Samples[0].Y})
		list = []point{{at.x - 9*p.scale, at.y}, {at.x + 9*p.scale, at.y}}
	}
	return list
}
