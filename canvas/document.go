package canvas

import (
	"image"

	"keyline/canvas/palette"
)

// Document is the whole picture as a value: nothing in it ever changes, every edit
// returns another Document that shares what stayed the same. Safe for any number of
// readers at once. Make one with [New].
type Document struct {
	grid       grid
	lines      *Lines
	references *referenceSet
	swatches   *swatchSet
	strokes    []*mark // hints and edges in drawing order
	hintImage  *image.NRGBA
	colouring  *image.NRGBA // mended instead of a base being made; nil: none
	mask       *edgeMask
	panels     *panelSet // coloured one by one; nil: the page is one
	locks      []*Lock
	variation  *variationSet // nil: the plain way
	figures    *figureSet    // that take from some of the references; nil: none
	looks      looks
	plan       *flatPlan // nil: there are no flats
	flats      *FlatMap  // what was made by the plan last; nil: not yet
	paint      *paintSet // by hand, above flats and under lines; nil: none
	base       Base
	tiles      []*Tile // nil until there is a base
	causes     causes  // what each tile's cause should be now
	nextID     ID
}

// New returns a Document the size of the line layer without colour, references or
// strokes.
func New(lines *Lines) *Document { return newWithSide(lines, TileSize) }

// newWithSide exists so that tests can sweep the side of a tile.
func newWithSide(lines *Lines, side int) *Document {
	return &Document{
		grid:       grid{lines.Bounds().Size(), side},
		lines:      lines,
		references: &referenceSet{},
		swatches:   &swatchSet{},
		looks:      newLooks(),
		nextID:     1,
	}
}

// Bounds returns the page: (0, 0) to its size in pixels.
func (d *Document) Bounds() image.Rectangle { return d.grid.bounds() }

// Lines returns the line layer.
func (d *Document) Lines() *Lines { return d.lines }

// Palette returns a copy of the swatches, in their order.
func (d *Document) Palette() []palette.Swatch {
	return append([]palette.Swatch(nil), d.swatches.list...)
}

// Colouring returns the colouring that is mended instead of one being made, nil for none.
// It is shared: do not modify it.
func (d *Document) Colouring() *image.NRGBA { return d.colouring }

// Base returns the base colorization under the tiles; its ID is 0 if there is none.
func (d *Document) Base() Base { return d.base }

// Strokes returns all strokes, hidden ones too, in drawing order. Their samples are
// shared: do not modify them.
func (d *Document) Strokes() []Stroke {
	list := make([]Stroke, len(d.strokes))
	for i, m := range d.strokes {
		list[i] = m.published()
	}
	return list
}

// Stroke returns the stroke with that id, and whether there is one.
func (d *Document) Stroke(id ID) (Stroke, bool) {
	if i := d.find(id); i >= 0 {
		return d.strokes[i].published(), true
	}
	return Stroke{}, false
}

// Newest returns the stroke drawn last, hidden or not, and whether there is one.
func (d *Document) Newest() (Stroke, bool) {
	if n := len(d.strokes); n > 0 {
		return d.strokes[n-1].published(), true
	}
	return Stroke{}, false
}

func (d *Document) find(id ID) int {
	for i, m := range d.strokes {
		if m.ID == id {
			return i
		}
	}
	return -1
}

// Tiles returns the number of tile columns (X) and rows (Y).
func (d *Document) Tiles() image.Point { return image.Pt(d.grid.columns(), d.grid.rows()) }

// TileRect returns the page rectangle of the tile in column at.X and row at.Y; empty if
// there is none.
func (d *Document) TileRect(at image.Point) image.Rectangle {
	if !d.grid.contains(at) {
		return image.Rectangle{}
	}
	return d.grid.rect(at)
}

// TilesIn returns the column and row of every tile that touches r (page px), row by row.
func (d *Document) TilesIn(r image.Rectangle) []image.Point {
	c := d.grid.cover(r)
	list := make([]image.Point, 0, c.Dx()*c.Dy())
	for y := c.Min.Y; y < c.Max.Y; y++ {
		for x := c.Min.X; x < c.Max.X; x++ {
			list = append(list, image.Pt(x, y))
		}
	}
	return list
}

// Tile returns the colour tile in column at.X and row at.Y, nil where there is no
// colour or no such tile.
func (d *Document) Tile(at image.Point) *Tile {
	if d.tiles == nil || !d.grid.contains(at) {
		return nil
	}
	return d.tiles[d.grid.index(at)]
}

// CauseOf returns what the cause of the tile should be now; the zero Cause if there is
// no base or no such tile. Compare it with that of [Document.Tile] to see whether the
// tile is stale.
func (d *Document) CauseOf(at image.Point) Cause {
	if d.causes == nil || !d.grid.contains(at) {
		return Cause{}
	}
	return d.causes.of(d.grid.index(at))
}

// Stale returns the tiles whose pixels come from another cause than the present one,
// row by row. Without a base there is nothing to refine and none is stale.
func (d *Document) Stale() []image.Point { return d.AppendStale(nil) }

// AppendStale appends what [Document.Stale] lists to list and returns it.
func (d *Document) AppendStale(list []image.Point) []image.Point {
	for i, t := range d.tiles {
		if t.cause != d.causes.of(i) {
			list = append(list, d.grid.at(i))
		}
	}
	return list
}

// Colour returns a copy of the colour layer inside r cut to the page: opaque, without
// lines, white where there is no base. Its bounds are the cut rectangle.
func (d *Document) Colour(r image.Rectangle) *image.RGBA {
	r = r.Intersect(d.Bounds())
	out := image.NewRGBA(r)
	for _, at := range d.TilesIn(r) {
		part := d.grid.rect(at).Intersect(r)
		copyColour(out, d.Tile(at), part)
	}
	if d.tiles == nil {
		d.hold(out)
	}
	return out
}

// hold puts the locked pixels into a picture.
func (d *Document) hold(dst *image.RGBA) {
	for _, l := range d.locks {
		l.hold(dst)
	}
}

func copyColour(dst *image.RGBA, t *Tile, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := dst.Pix[dst.PixOffset(r.Min.X, y):][:4*r.Dx()]
		if t == nil {
			fillWhite(row)
			continue
		}
		copy(row, t.pix.Pix[t.pix.PixOffset(r.Min.X, y):])
	}
}

func fillWhite(row []uint8) {
	if len(row) == 0 {
		return
	}
	row[0] = 255
	for n := 1; n < len(row); n *= 2 {
		copy(row[n:], row[:n])
	}
}
