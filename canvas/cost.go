package canvas

import (
	"image"
	"slices"
	"unsafe"

	"keyline/canvas/palette"
)

// unsharedColours counts the bytes of tiles, and of the list that points to them, that b
// holds and a does not.
func unsharedColours(a, b *Document) int64 {
	if len(b.tiles) == 0 || len(a.tiles) > 0 && &a.tiles[0] == &b.tiles[0] {
		return 0
	}
	sum := int64(len(b.tiles)) * int64(unsafe.Sizeof(b.tiles[0]))
	for i, t := range b.tiles {
		if i >= len(a.tiles) || !same(a.tiles[i], t) {
			sum += int64(len(t.pix.Pix))
		}
	}
	return sum
}

// unsharedCauses counts the bytes that b holds and a does not, but for colours: new strokes,
// references, line and mask pictures.
func unsharedCauses(a, b *Document) int64 {
	sum := b.causes.unshared(a.causes) + unsharedFlats(a, b) + unsharedPaint(a, b)
	for i, m := range b.strokes {
		if i < len(a.strokes) && a.strokes[i] == m {
			continue
		}
		if i := a.find(m.ID); i < 0 || a.strokes[i] != m {
			sum += int64(len(m.Samples))*int64(unsafe.Sizeof(Sample{})) + int64(len(m.segments))*int64(unsafe.Sizeof(segment{}))
		}
	}
	if b.references != a.references {
		for _, r := range b.references.images {
			if !slices.Contains(a.references.images, r) {
				sum += int64(len(r.Pix))
			}
		}
	}
	if b.swatches != a.swatches {
		sum += int64(len(b.swatches.list)) * int64(unsafe.Sizeof(palette.Swatch{}))
	}
	if b.plan != a.plan && b.plan != nil {
		sum += int64(len(b.plan.places)) * int64(unsafe.Sizeof(FlatPlace{}))
	}
	if b.hintImage != a.hintImage && b.hintImage != nil {
		sum += int64(len(b.hintImage.Pix))
	}
	if b.colouring != a.colouring && b.colouring != nil {
		sum += int64(len(b.colouring.Pix))
	}
	if b.mask != a.mask && b.mask != nil {
		sum += int64(len(b.mask.alpha.Pix))
	}
	for _, f := range b.Figures() {
		if !slices.ContainsFunc(a.Figures(), func(o *Figure) bool { return o.Mask == f.Mask }) {
			sum += int64(len(f.Mask.Pix))
		}
	}
	for _, l := range b.locks {
		if !slices.Contains(a.locks, l) {
			sum += l.bytes(a)
		}
	}
	if !b.lines.sharesPixels(a.lines) {
		sum += b.lines.bytes()
	}
	return sum
}

// unsharedFlats counts the tiles of b's flats that a has not.
func unsharedFlats(a, b *Document) (sum int64) {
	if b.flats == nil || a.flats == b.flats {
		return 0
	}
	for i, t := range b.flats.tiles {
		if a.flats == nil || a.flats.tiles[i] != t {
			sum += t.bytes()
		}
	}
	return sum + int64(len(b.flats.tiles))*int64(unsafe.Sizeof(b.flats.tiles[0]))
}

// bytes counts what a lock holds and a document has not: its mask, and pictures that are
// none of its tiles.
func (l *Lock) bytes(a *Document) int64 {
	sum, seen := int64(len(l.Mask.Pix)), map[*image.RGBA]bool{}
	for i, img := range l.kept {
		if !seen[img] && (a.tiles == nil || a.tiles[i].pix != img) {
			sum += int64(len(img.Pix))
		}
		seen[img] = true
	}
	return sum
}

// sameDrawing tells whether two documents differ in results only.
func (d *Document) sameDrawing(o *Document) bool {
	if d.grid != o.grid || d.lines != o.lines || d.references != o.references || d.swatches != o.swatches ||
		d.colouring != o.colouring || d.panels != o.panels || d.figures != o.figures || d.variation != o.variation || d.looks != o.looks || d.plan != o.plan || d.paint != o.paint ||
		d.hintImage != o.hintImage || d.mask != o.mask || !slices.Equal(d.locks, o.locks) || len(d.strokes) != len(o.strokes) {
		return false
	}
	for i, m := range d.strokes {
		if m != o.strokes[i] && !m.equal(o.strokes[i]) {
			return false
		}
	}
	return true
}
