package canvas

import (
	"image"
	"slices"
)

// panelSet gives a list of panels an identity that can be compared.
type panelSet struct{ list []image.Rectangle }

// Panels returns a copy of the panels that are coloured one by one, page px, in reading
// order; none if the page is coloured as one.
func (d *Document) Panels() []image.Rectangle {
	if d.panels == nil {
		return nil
	}
	return append([]image.Rectangle(nil), d.panels.list...)
}

// WithPanels returns the document with other panels, which are copied, cut to the page;
// those off it are left out. The same document comes back if it has just these.
func (d *Document) WithPanels(panels ...image.Rectangle) *Document {
	var list []image.Rectangle
	for _, p := range panels {
		if p = p.Intersect(d.Bounds()); !p.Empty() {
			list = append(list, p)
		}
	}
	if slices.Equal(list, d.Panels()) {
		return d
	}
	e := *d
	e.panels = nil
	if len(list) > 0 {
		e.panels = &panelSet{list}
	}
	return &e
}
