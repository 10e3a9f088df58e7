package ui

import (
	"image"
	"math"
)

// hasFlats tells whether the picture has flats, be they made already or not.
func (d *desk) hasFlats() bool { return d.isOpen() && d.editor.Document().HasFlats() }

// attempt does something that can be refused, an undo step, and says why if it is.
func (d *desk) attempt(do func() error) {
	d.timing.begin()
	if err := do(); err != nil {
		d.told.failed(err)
	}
	d.palette = d.editor.Document().Palette()
	d.changed()
}

// makeFlats makes flats, or begins them anew.
func (d *desk) makeFlats() {
	d.share = 0
	d.attempt(d.editor.MakeFlats)
}

func (d *desk) removeFlats() { d.attempt(d.editor.RemoveFlats) }

// fillHere gives the area of the flats under the pointer the hint colour.
func (p *picture) fillHere() {
	at := p.view.toPage(p.pointer)
	pixel := image.Pt(int(math.Floor(at.x)), int(math.Floor(at.y)))
	if d := p.desk; pixel.In(d.editor.Document().Bounds()) {
		d.attempt(func() error { return d.editor.ColourFlat(pixel, d.colour) })
	}
}

// making tells whether colours or flats are being made.
func (d *desk) making() bool {
	return d.isOpen() && (d.editor.Colouring() || d.editor.Flattening())
}

// flatsState tells tests about the flats: none, due, made.
func (d *desk) flatsState() string {
	switch {
	case !d.hasFlats():
		return "none"
	case d.editor.Document().FlatsStale():
		return "due"
	}
	return "made"
}
