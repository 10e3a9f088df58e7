package canvas

import (
	"image"
	"slices"
	"sync"

	"keyline/canvas/palette"
)

// Variation is another way to colour from the same references. The zero value is the plain
// one.
type Variation struct {
	// References are those that count outside figures, from 0, in ascending order; none: all.
	References []int
	// Hue is by how many degrees the hue of all references is turned, 0–359.
	Hue int
}

func (v Variation) plain() bool { return len(v.References) == 0 && v.Hue == 0 }

func (v Variation) equal(o Variation) bool {
	return v.Hue == o.Hue && slices.Equal(v.References, o.References)
}

// variationSet gives a variation an identity that can be compared.
type variationSet struct {
	Variation
	parts func() []*image.NRGBA // of the references, turned; made when they are asked for first
}

// Variation returns the way in which the document is coloured.
func (d *Document) Variation() Variation {
	if d.variation == nil {
		return Variation{}
	}
	return Variation{slices.Clone(d.variation.References), d.variation.Hue}
}

// WithVariation returns the document coloured in another way; references that are not there
// are left out. The same document if it is coloured so already.
func (d *Document) WithVariation(v Variation) *Document {
	v = Variation{d.known(v.References), ((v.Hue % 360) + 360) % 360}
	if v.equal(d.Variation()) {
		return d
	}
	e := *d
	e.vary(v)
	return &e
}

// vary sets the variation of a document that is not published yet.
func (d *Document) vary(v Variation) {
	d.variation = nil
	if v.plain() {
		return
	}
	references := d.references
	d.variation = &variationSet{v, sync.OnceValue(func() []*image.NRGBA {
		parts := references.parts()
		for i, img := range parts {
			if v.Hue != 0 {
				parts[i] = palette.Turned(img, v.Hue)
			}
		}
		return parts
	})}
}

// counts tells whether a reference counts outside figures.
func (d *Document) counts(reference int) bool {
	return d.variation == nil || len(d.variation.References) == 0 || slices.Contains(d.variation.References, reference)
}
