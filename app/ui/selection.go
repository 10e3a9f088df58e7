package ui

import (
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
	for _, s := range d.editor.Document().Strokes() {
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

// selectAt selects the stroke at a place on the page, none where there is none; more
// adds it to those selected, or takes it out again.
func (d *desk) selectAt(at point, within float64, more bool) {
	id, ok := app.Nearest(d.editor.Document().Strokes(), at.x, at.y, within)
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
func (d *desk) removeSelected() {
	d.timing.begin()
	d.editor.Remove(d.selectedIDs()...)
	d.changed()
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

// selectHere selects what is under the pointer.
func (p *picture) selectHere(more bool) {
	if p.desk.strokes {
		p.desk.selectAt(p.view.toPage(p.pointer), selectWithin*p.scale/p.view.zoom, more)
	}
}

// paintHandles marks the selected strokes at both ends; a dab at both sides of its disc.
func (p *picture) paintHandles() {
	if p.desk.tool != toolSelect {
		return
	}
	for _, s := range p.desk.selectedStrokes() {
		first, last := s.Samples[0], s.Samples[len(s.Samples)-1]
		a, b := p.view.toScreen(point{first.X, first.Y}), p.view.toScreen(point{last.X, last.Y})
		if s.Kind == page.Hint && len(s.Samples) == 1 {
			a.x, b.x = a.x-9*p.scale, b.x+9*p.scale
		}
		paintSquare(p.frame, a, handleBands(p.scale))
		paintSquare(p.frame, b, handleBands(p.scale))
	}
}
