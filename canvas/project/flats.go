package project

import (
	"image"
	"image/color"

	"keyline/canvas"
)

// Flats are what flats are made of; they are made again from it.
type Flats struct {
	// Palette has the ids of the palette's swatches, in its order.
	Palette []canvas.SwatchID `json:"palette,omitempty"`
	// Swatches are those that the flats know, those that areas are sorted to first.
	Swatches []FlatSwatch `json:"swatches,omitempty"`
	Places   []FlatPlace  `json:"places,omitempty"`
}

// FlatSwatch is a [canvas.FlatSwatch].
type FlatSwatch struct {
	ID     canvas.SwatchID `json:"id"`
	Colour Colour          `json:"colour"`
	Anchor *Colour         `json:"anchor,omitempty"`
}

// FlatPlace is a [canvas.FlatPlace].
type FlatPlace struct {
	ID     canvas.ID       `json:"id"`
	X      int             `json:"x"`
	Y      int             `json:"y"`
	Swatch canvas.SwatchID `json:"swatch"`
}

// Layer is how a layer looks, a [canvas.LayerLook].
type Layer struct {
	Name    string `json:"name"`
	Opacity uint8  `json:"opacity"`
	Hidden  bool   `json:"hidden,omitempty"`
	Locked  bool   `json:"locked,omitempty"`
}

// flatsOf writes flats down; nil where there are none.
func flatsOf(d *canvas.Document) *Flats {
	if !d.HasFlats() {
		return nil
	}
	f := &Flats{Palette: d.SwatchIDs()}
	for _, s := range d.FlatSwatches() {
		out := FlatSwatch{ID: s.ID, Colour: Colour(s.Colour)}
		if s.Anchor.A > 0 {
			anchor := Colour(s.Anchor)
			out.Anchor = &anchor
		}
		f.Swatches = append(f.Swatches, out)
	}
	for _, p := range d.FlatPlaces() {
		f.Places = append(f.Places, FlatPlace{p.ID, p.At.X, p.At.Y, p.Swatch})
	}
	return f
}

// flatted puts flats back on a document that has its palette.
func flatted(d *canvas.Document, f *Flats) *canvas.Document {
	if f == nil {
		return d
	}
	var swatches []canvas.FlatSwatch
	for _, s := range f.Swatches {
		in := canvas.FlatSwatch{ID: s.ID, Colour: color.NRGBA(s.Colour)}
		if s.Anchor != nil {
			in.Anchor = color.NRGBA(*s.Anchor)
		}
		swatches = append(swatches, in)
	}
	var places []canvas.FlatPlace
	for _, p := range f.Places {
		places = append(places, canvas.FlatPlace{ID: p.ID, At: image.Pt(p.X, p.Y), Swatch: p.Swatch})
	}
	return d.WithFlatsOf(f.Palette, swatches, places)
}

// layersOf lists the layers that look otherwise than they come, and the lines' tint, nil for
// black.
func layersOf(d *canvas.Document) (list []Layer, tint *Colour) {
	plain := canvas.LayerLook{Opacity: 255}
	for _, l := range canvas.AllLayers() {
		if look := d.Look(l); look != plain {
			list = append(list, Layer{l.String(), look.Opacity, look.Hidden, look.Locked})
		}
	}
	if c := Colour(d.Tint()); c != (Colour{A: 255}) {
		tint = &c
	}
	return list, tint
}

// looked gives a document's layers their looks; those of names that are not known are those
// of a later version.
func looked(d *canvas.Document, list []Layer, tint *Colour) *canvas.Document {
	for _, l := range list {
		if layer, ok := canvas.LayerNamed(l.Name); ok {
			d = d.WithLook(layer, canvas.LayerLook{Opacity: l.Opacity, Hidden: l.Hidden, Locked: l.Locked})
		}
	}
	if tint != nil {
		d = d.WithTint(color.NRGBA(*tint))
	}
	return d
}
