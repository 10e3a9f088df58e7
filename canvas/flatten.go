package canvas

import "image"

// FlattenOptions chooses what goes into a flattened picture. The zero value is the
// finished picture.
type FlattenOptions struct {
	// HideLines leaves the colour without the line layer on it.
	HideLines bool
	// HideColour leaves the lines on bare paper.
	HideColour bool
}

// Flatten returns the opaque picture inside r cut to the page; its bounds are the cut
// rectangle. Per channel out = (colour·line + 127)/255; where there is no colour the
// paper is white.
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
			tile := d.Tile(at)
			if o.HideColour {
				tile = nil
			}
			copyColour(dst, tile, part)
			if d.tiles == nil && !o.HideColour && len(d.locks) > 0 {
				d.hold(cutTo(dst, part))
			}
			if !o.HideLines {
				d.lines.multiply(dst, part)
			}
		}
	}
}

// cutTo is the part of a picture inside r, which it has; it shares the pixels.
func cutTo(img *image.RGBA, r image.Rectangle) *image.RGBA {
	return &image.RGBA{Pix: img.Pix[img.PixOffset(r.Min.X, r.Min.Y):], Stride: img.Stride, Rect: r}
}

// Diff appends to into the column and row of every tile whose flattened pixels may
// differ between two documents, row by row, and returns it. It compares identities, not
// pixels, and allocates only if into is too small. A nil old, another page size or other
// lines mean all tiles.
func Diff(old, now *Document, into []image.Point) []image.Point {
	all := old == nil || old.grid != now.grid || old.lines != now.lines
	columns, rows := now.grid.columns(), now.grid.rows()
	for y := range rows {
		for x := range columns {
			i := y*columns + x
			if all || !same(old.tileAt(i), now.tileAt(i)) {
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
