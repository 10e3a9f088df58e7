package canvas

import (
	"image"
	"slices"
)

// FlattenOptions chooses what goes into a flattened picture, beside what the layers' looks
// say. The zero value is the finished picture.
type FlattenOptions struct {
	// HideLines leaves the colour without the line layer on it.
	HideLines bool
	// HideColour leaves the colour layer away: bare paper, with flats and paint on it where
	// there are some.
	HideColour bool
}

// Flatten returns the opaque picture inside r cut to the page; its bounds are the cut
// rectangle. Per channel out = (colour·line + 127)/255, where colour is that of the colour
// layer, of the flats over it and of the paint over these, and line that of the line layer;
// a layer of less opacity o than 255 counts as (o·with + (255−o)·without + 127)/255. Where
// there is no colour the paper is white.
func Flatten(d *Document, r image.Rectangle, o FlattenOptions) *image.RGBA {
	out := image.NewRGBA(r.Intersect(d.Bounds()))
	FlattenInto(out, d, r, o)
	return out
}

// FlattenInto writes the picture inside r, cut to the page and to dst's bounds, to the
// same place in dst, without allocating.
func FlattenInto(dst *image.RGBA, d *Document, r image.Rectangle, o FlattenOptions) {
	r = r.Intersect(d.Bounds()).Intersect(dst.Rect)
	c := d.grid.cover(r)
	for ty := c.Min.Y; ty < c.Max.Y; ty++ {
		for tx := c.Min.X; tx < c.Max.X; tx++ {
			at := image.Pt(tx, ty)
			part := d.grid.rect(at).Intersect(r)
			d.layColours(dst, at, part, o)
			d.layPaint(dst, d.grid.index(at), part, uint32(d.looks.opacity(PaintLayer)))
			if !o.HideLines {
				d.layLines(dst, part)
			}
		}
	}
}

// layColours writes what lies under the paint and the lines inside part of a tile.
func (d *Document) layColours(dst *image.RGBA, at image.Point, part image.Rectangle, o FlattenOptions) {
	tile, opacity := d.Tile(at), uint32(d.looks.opacity(ColourLayer))
	if o.HideColour || opacity == 0 {
		tile, opacity = nil, 255 // of paper, that is
	}
	flats := d.flatsOpacity()
	if flats < 255 {
		copyColour(dst, tile, part)
		if d.tiles == nil && !o.HideColour && d.looks.opacity(ColourLayer) > 0 && len(d.locks) > 0 {
			d.hold(cutTo(dst, part))
		}
	}
	d.layOver(dst, at, part, opacity, flats)
}

// layOver lays flats over colours of a part of a tile that are in dst already, of which
// opacity shows.
func (d *Document) layOver(dst *image.RGBA, at image.Point, part image.Rectangle, opacity, flats uint32) {
	if opacity < 255 && flats < 255 {
		fade(dst, part, opacity)
	}
	if flats > 0 {
		d.layFlats(dst, d.grid.index(at), part, flats)
		if len(d.locks) > 0 {
			d.hold(cutTo(dst, part))
		}
	}
}

// flatsOpacity is how much of the flats shows, 0 where there are none.
func (d *Document) flatsOpacity() uint32 {
	if d.flats == nil {
		return 0
	}
	return uint32(d.looks.opacity(FlatsLayer))
}

// cutTo is the part of a picture inside r, which it has; it shares the pixels.
func cutTo(img *image.RGBA, r image.Rectangle) *image.RGBA {
	return &image.RGBA{Pix: img.Pix[img.PixOffset(r.Min.X, r.Min.Y):], Stride: img.Stride, Rect: r}
}

// Diff appends to into the column and row of every tile whose flattened pixels may
// differ between two documents, row by row, and returns it. It compares identities, not
// pixels, and allocates only if into is too small. A nil old, another page size, other
// lines, another look of a layer, or other locks over flats or where there are no colours
// mean all tiles.
func Diff(old, now *Document, into []image.Point) []image.Point {
	all := old == nil || old.grid != now.grid || old.lines != now.lines || old.looks != now.looks && old.looks.seen() != now.looks.seen() ||
		(now.flats != nil || now.tiles == nil) && !slices.Equal(old.locks, now.locks)
	columns, rows := now.grid.columns(), now.grid.rows()
	for y := range rows {
		for x := range columns {
			i := y*columns + x
			if all || !same(old.tileAt(i), now.tileAt(i)) || !sameFlats(old, now, i) || old.paintTile(i) != now.paintTile(i) {
				into = append(into, image.Pt(x, y))
			}
		}
	}
	return into
}

func (d *Document) tileAt(i int) *Tile {
	if d.tiles == nil {
		return nil
	}
	return d.tiles[i]
}
