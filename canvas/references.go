package canvas

import (
	"image"
	"slices"
)

// referenceSet gives a list of references an identity that can be compared.
type referenceSet struct {
	images []*image.NRGBA
	crops  []image.Rectangle // by image: the part that is used; empty: all of it
}

// References returns the coloured references, whole. The images are shared: do not modify
// them.
func (d *Document) References() []*image.NRGBA {
	return slices.Clone(d.references.images)
}

// Crops returns, for each reference, the part of it that is used, px of the picture;
// empty: all of it.
func (d *Document) Crops() []image.Rectangle { return slices.Clone(d.references.crops) }

// ReferenceParts returns of each reference the part that colours are taken from, as the
// variation has them: one that turns the hue may have to look at all pixels, on any
// goroutine, so do not keep a window waiting. They are shared: do not modify them.
func (d *Document) ReferenceParts() []*image.NRGBA {
	if d.variation != nil {
		return slices.Clone(d.variation.parts())
	}
	return d.references.parts()
}

func (s *referenceSet) parts() []*image.NRGBA {
	parts := slices.Clone(s.images)
	for i, crop := range s.crops {
		if !crop.Empty() {
			parts[i] = parts[i].SubImage(crop).(*image.NRGBA)
		}
	}
	return parts
}

// WithReferences returns the document with other references. It keeps the images; the
// caller no longer modifies them. Those that were there stay cropped as they were,
// and figures go on taking from them.
func (d *Document) WithReferences(images ...*image.NRGBA) *Document {
	set := &referenceSet{images: slices.Clone(images), crops: make([]image.Rectangle, len(images))}
	places := d.references.places(images)
	for i, was := range places {
		if was >= 0 {
			set.crops[i] = d.references.crops[was]
		}
	}
	e := *d
	e.references = set
	e.followReferences(places)
	e.vary(Variation{now(d.Variation().References, places), d.Variation().Hue})
	return &e
}

// places tells where each of some images is among the references, -1 for nowhere. One that
// is there twice has two places.
func (s *referenceSet) places(images []*image.NRGBA) []int {
	taken := make([]bool, len(s.images))
	list := make([]int, len(images))
	for i, img := range images {
		list[i] = -1
		for k, old := range s.images {
			if old == img && !taken[k] {
				list[i], taken[k] = k, true
				break
			}
		}
	}
	return list
}

// WithCrop returns the document with a reference, counted from 0, of which only a part is
// used, px of the picture; one that is empty or holds all of it takes the crop away. The
// same document if nothing changes or there is no such reference.
func (d *Document) WithCrop(reference int, part image.Rectangle) *Document {
	if reference < 0 || reference >= len(d.references.images) {
		return d
	}
	whole := d.references.images[reference].Rect
	if part = part.Intersect(whole); part == whole || part.Empty() {
		part = image.Rectangle{}
	}
	if part == d.references.crops[reference] {
		return d
	}
	set := &referenceSet{images: d.references.images, crops: slices.Clone(d.references.crops)}
	set.crops[reference] = part
	e := *d
	e.references = set
	e.vary(e.Variation())
	return &e
}
