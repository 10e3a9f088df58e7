package canvas

import (
	"cmp"
	"context"
	"fmt"
	"image"

	"keyline/canvas/layered"
)

// flatGroup is the flats as a group with one layer a swatch, in the palette's order, then
// those of colours that the palette has not, and one for bare paper.
func flatGroup(ctx context.Context, d *Document) (layered.Layer, error) {
	flats := []flat{{swatch: -1, layer: layered.Layer{Name: "Other flats", Opacity: 1}}}
	place := map[flatKind]uint16{}
	for i, s := range d.swatches.list {
		place[flatKind(d.swatches.ids[i])] = uint16(len(flats))
		flats = append(flats, flat{swatch: i, layer: layered.Layer{Name: cmp.Or(s.Name, hexOf(s)), Opacity: 1}})
	}
	page := d.Bounds()
	of := make([]uint16, page.Dx()*page.Dy())
	for _, t := range d.flats.tiles {
		if err := ctx.Err(); err != nil {
			return layered.Layer{}, err
		}
		flats = d.placeKinds(flats, place, t.kinds)
		t.sortTo(of, page.Dx(), flats, place)
	}
	choose(flats, maxFlatPixels)
	flats[0].apart = !flats[0].bounds.Empty()
	picture := image.NewNRGBA(page)
	for i, t := range d.flats.tiles {
		d.layFlats(&image.RGBA{Pix: picture.Pix, Stride: picture.Stride, Rect: page}, i, t.rect, 255)
	}
	group := layered.Layer{Name: "Flats"}
	err := fillFlats(ctx, flats, of, picture)
	for _, f := range append(flats[1:len(flats):len(flats)], flats[0]) {
		if f.apart {
			group.Layers = append(group.Layers, f.layer)
		}
	}
	return group, err
}

// placeKinds gives kinds that have none yet a layer.
func (d *Document) placeKinds(flats []flat, place map[flatKind]uint16, kinds []flatKind) []flat {
	for _, k := range kinds {
		if _, ok := place[k]; ok {
			continue
		}
		r, g, b := d.swatches.colourOf(k)
		name := fmt.Sprintf("#%02X%02X%02X", r, g, b)
		if k == 0 {
			name = "White paper"
		}
		place[k] = uint16(len(flats))
		flats = append(flats, flat{swatch: -1, layer: layered.Layer{Name: name, Opacity: 1}})
	}
	return flats
}

// sortTo notes for the tile's pixels, on a page w wide, which of the layers they are in.
func (t *flatTile) sortTo(of []uint16, w int, flats []flat, place map[flatKind]uint16) {
	layers := make([]uint16, len(t.kinds))
	for i, k := range t.kinds {
		layers[i] = place[k]
	}
	n, i := 0, uint16(0)
	for y := t.rect.Min.Y; y < t.rect.Max.Y; y++ {
		for x := t.rect.Min.X; x < t.rect.Max.X; x++ {
			if t.index != nil {
				i = t.index[n]
			}
			n++
			of[y*w+x] = layers[i]
			flats[layers[i]].reach(x, y)
		}
	}
}

// reach counts a pixel in; they may come in any order.
func (f *flat) reach(x, y int) {
	f.pixels++
	b := &f.bounds
	if f.pixels == 1 {
		*b = image.Rect(x, y, x+1, y+1)
		return
	}
	b.Min.X, b.Min.Y, b.Max.X, b.Max.Y = min(b.Min.X, x), min(b.Min.Y, y), max(b.Max.X, x+1), max(b.Max.Y, y+1)
}

// FlatPicture returns the flats inside r, cut to the page, opaque: swatches, hints' colours
// and white paper. Nil if there are none.
func (d *Document) FlatPicture(r image.Rectangle) *image.RGBA {
	if d.flats == nil {
		return nil
	}
	out := image.NewRGBA(r.Intersect(d.Bounds()))
	for _, at := range d.TilesIn(out.Rect) {
		d.layFlats(out, d.grid.index(at), d.grid.rect(at).Intersect(out.Rect), 255)
	}
	return out
}

// HeldPicture returns what locked regions hold, clear elsewhere, page size. Nil if nothing
// is locked.
func (d *Document) HeldPicture() *image.NRGBA {
	if len(d.locks) == 0 {
		return nil
	}
	held := image.NewRGBA(d.Bounds())
	d.hold(held)
	return opaque(held)
}
