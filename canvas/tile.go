package canvas

import (
	"bytes"
	"hash/crc32"
	"image"
)

// TileSize is the side of a colour tile in pixels: 128 measured best of 64, 128 and 256
// for the bytes an undo step keeps and the time a diff takes.
const TileSize = 128

// Tile is one square of the colour layer with the cause of its pixels. Tiles at the
// right and bottom edge are cut to the page. A published tile never changes.
type Tile struct {
	pix   *image.RGBA
	cause Cause
}

// Image returns the tile's opaque colour without lines; its bounds are the tile's
// rectangle on the page. It is shared: do not modify it.
func (t *Tile) Image() *image.RGBA { return t.pix }

// Cause returns what the pixels were made from.
func (t *Tile) Cause() Cause { return t.cause }

// Checksum returns a CRC-32 of the pixels; tests use it to prove that no published tile
// was written to.
func (t *Tile) Checksum() uint32 { return crc32.ChecksumIEEE(t.pix.Pix) }

// newTile copies rectangle r of src, makes it opaque and puts the locked pixels in. Where old
// has the same pixels they are shared, so that a result which changed nothing costs no
// memory and no repaint.
func (d *Document) newTile(src *image.RGBA, r image.Rectangle, cause Cause, old *Tile) *Tile {
	pix := opaqueOf(src, r)
	d.hold(pix)
	return &Tile{pix: shared(pix, old), cause: cause}
}

// heldOver is a tile's picture with the locked pixels put in.
func (d *Document) heldOver(pix *image.RGBA, old *Tile) *image.RGBA {
	out := opaqueOf(pix, pix.Rect)
	d.hold(out)
	return shared(out, old)
}

// opaqueOf copies rectangle r of src and makes it opaque.
func opaqueOf(src *image.RGBA, r image.Rectangle) *image.RGBA {
	pix := image.NewRGBA(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := pix.Pix[pix.PixOffset(r.Min.X, y):][:4*r.Dx()]
		copy(row, src.Pix[src.PixOffset(r.Min.X, y):])
		for i := 3; i < len(row); i += 4 {
			row[i] = 255
		}
	}
	return pix
}

// shared is old's picture if it has the same pixels.
func shared(pix *image.RGBA, old *Tile) *image.RGBA {
	if old != nil && bytes.Equal(old.pix.Pix, pix.Pix) {
		return old.pix
	}
	return pix
}

// same tells whether two tiles show the same pixels, by identity.
func same(a, b *Tile) bool {
	return a == b || a != nil && b != nil && a.pix == b.pix
}

// grid cuts a page into tiles, numbered row by row.
type grid struct {
	size image.Point // px
	side int         // px
}

func (g grid) columns() int { return (g.size.X + g.side - 1) / g.side }
func (g grid) rows() int    { return (g.size.Y + g.side - 1) / g.side }

func (g grid) bounds() image.Rectangle { return image.Rectangle{Max: g.size} }

func (g grid) index(at image.Point) int { return at.Y*g.columns() + at.X }

func (g grid) at(index int) image.Point {
	return image.Pt(index%g.columns(), index/g.columns())
}

func (g grid) contains(at image.Point) bool {
	return at.X >= 0 && at.Y >= 0 && at.X < g.columns() && at.Y < g.rows()
}

// rect returns the page rectangle of a tile, cut to the page.
func (g grid) rect(at image.Point) image.Rectangle {
	min := at.Mul(g.side)
	return image.Rectangle{Min: min, Max: min.Add(image.Pt(g.side, g.side))}.Intersect(g.bounds())
}

// cover returns the tile coordinates that r touches, as a rectangle of tiles.
func (g grid) cover(r image.Rectangle) image.Rectangle {
	r = r.Intersect(g.bounds())
	if r.Empty() {
		return image.Rectangle{}
	}
	return image.Rect(r.Min.X/g.side, r.Min.Y/g.side, (r.Max.X-1)/g.side+1, (r.Max.Y-1)/g.side+1)
}
