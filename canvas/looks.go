package canvas

import (
	"fmt"
	"image"
	"image/color"
)

// Layer names a layer of a document.
type Layer uint8

// The layers, topmost first.
const (
	HintsLayer Layer = iota
	EdgesLayer
	LinesLayer
	PaintLayer
	FlatsLayer
	ColourLayer
	layerCount
)

// String returns the layer's name in files: "lines".
func (l Layer) String() string {
	if l < layerCount {
		return [...]string{"hints", "edges", "lines", "paint", "flats", "colour"}[l]
	}
	return fmt.Sprintf("layer %d", uint8(l))
}

// AllLayers lists the layers, topmost first.
func AllLayers() (list []Layer) {
	for l := range layerCount {
		list = append(list, l)
	}
	return list
}

// LayerNamed finds a layer by its name in files.
func LayerNamed(name string) (Layer, bool) {
	for l := range layerCount {
		if l.String() == name {
			return l, true
		}
	}
	return 0, false
}

// LayerLook is how a layer is shown. It is part of the picture, with files and exports, and
// of the history.
type LayerLook struct {
	Opacity uint8 // 255 is all of it
	Hidden  bool
	// Locked layers are not drawn on; whoever edits documents sees to it.
	Locked bool
}

// looks are those of all layers and the colour of the lines. They are comparable.
type looks struct {
	of   [layerCount]LayerLook
	tint color.NRGBA // of the lines; opaque
}

func newLooks() (l looks) {
	for i := range l.of {
		l.of[i].Opacity = 255
	}
	l.tint.A = 255
	return l
}

// opacity is how much of a layer shows: 0 of one that is hidden.
func (l *looks) opacity(of Layer) uint8 {
	if l.of[of].Hidden {
		return 0
	}
	return l.of[of].Opacity
}

// seen is what of the looks changes the picture: all but locks, and how strokes show.
func (l looks) seen() looks {
	for i := range l.of {
		l.of[i].Locked = false
	}
	l.of[HintsLayer], l.of[EdgesLayer] = LayerLook{}, LayerLook{}
	return l
}

// Look returns how a layer is shown.
func (d *Document) Look(l Layer) LayerLook { return d.looks.of[l] }

// SameLayers tells whether two documents of one history have the same flats, places on them,
// paint, looks and tint.
func (d *Document) SameLayers(o *Document) bool {
	return d.plan == o.plan && d.looks == o.looks && d.paint == o.paint
}

// WithLook returns the document with another look of a layer, the same one if that is its look.
func (d *Document) WithLook(l Layer, look LayerLook) *Document {
	if d.looks.of[l] == look {
		return d
	}
	e := *d
	e.looks.of[l] = look
	return &e
}

// Tint returns the colour that the lines have where they are black; black unless it was set.
func (d *Document) Tint() color.NRGBA { return d.looks.tint }

// WithTint returns the document with lines in another colour, taken as opaque: a line's
// value v, by channel, becomes v + t − (v·t + 127)/255, so that black becomes the colour,
// paper stays paper, and with black every value is as it was. The same document if that is
// their colour.
func (d *Document) WithTint(c color.NRGBA) *Document {
	if c.A = 255; d.looks.tint == c {
		return d
	}
	e := *d
	e.looks.tint = c
	return &e
}

// tintTables are the values that the line layer's levels and the tint make of stored ones,
// by channel.
func (l *Lines) tintTables(tint color.NRGBA) (t [3][256]uint8) {
	for c, v := range [3]uint8{tint.R, tint.G, tint.B} {
		for i, line := range l.table {
			t[c][i] = line + v - times(line, uint32(v))
		}
	}
	return t
}

// plain tells whether the lines are laid on the colours as they are.
func (l *looks) plain() bool {
	return l.opacity(LinesLayer) == 255 && l.tint == color.NRGBA{A: 255}
}

// LineLayer returns the lines as they are laid on the colours, tinted, levels applied: an
// opaque picture from (0, 0).
func (d *Document) LineLayer() *image.NRGBA {
	l := d.lines
	if d.looks.tint == (color.NRGBA{A: 255}) {
		return l.image()
	}
	tables := l.tintTables(d.looks.tint)
	out := image.NewNRGBA(l.Bounds())
	for i, n := 0, 0; i < len(l.pix); i, n = i+l.depth, n+4 {
		for c := range 3 {
			out.Pix[n+c] = tables[c][l.pix[i+min(c, l.depth-1)]]
		}
		out.Pix[n+3] = 255
	}
	return out
}

// layLines lays the lines over dst inside r in the document's look: as [Lines.multiply]
// does it, then, with tint or less opacity o, mixed: (o·out + (255−o)·colour + 127)/255.
func (d *Document) layLines(dst *image.RGBA, r image.Rectangle) {
	if d.looks.plain() {
		d.lines.multiply(dst, r)
		return
	}
	o := uint32(d.looks.opacity(LinesLayer))
	if o == 0 {
		return
	}
	l, tables := d.lines, d.lines.tintTables(d.looks.tint)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		to := dst.Pix[dst.PixOffset(r.Min.X, y):][:4*r.Dx()]
		from := l.row(y)[r.Min.X*l.depth : r.Max.X*l.depth]
		for i, n := 0, 0; n < len(to); i, n = i+l.depth, n+4 {
			for c := range 3 {
				to[n+c] = mixed(times(to[n+c], uint32(tables[c][from[i+min(c, l.depth-1)]])), to[n+c], o)
			}
		}
	}
}

// mixed is (o·above + (255−o)·below + 127)/255.
func mixed(above, below uint8, o uint32) uint8 {
	return uint8((o*uint32(above) + (255-o)*uint32(below) + 127) / 255)
}

// fade mixes the opaque pixels of dst inside r with white paper: o is what stays of them.
func fade(dst *image.RGBA, r image.Rectangle, o uint32) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := dst.Pix[dst.PixOffset(r.Min.X, y):][:4*r.Dx()]
		for i, v := range row {
			row[i] = mixed(v, 255, o)
		}
	}
}
