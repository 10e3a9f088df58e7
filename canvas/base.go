package canvas

import (
	"encoding/binary"
	"image"
)

// Base is the colorization that edges refine.
type Base struct {
	// ID tells one base from another. Whoever makes bases counts them and never gives a
	// number twice in a session, also after undo; 0 is no base.
	ID ID
	// Reach is how far in page px an edge stroke can change pixels from its mask.
	Reach int
	// Sources is what the base was made from: [Document.Sources] when it was asked for.
	Sources Sources
}

// Sources identifies everything a base is made from: lines, references, figures, the
// variation, hints and, where there are hints, the edges that bound what they fill; the
// panels; a colouring to mend. It is comparable; equal Sources mean the same base. It is
// meaningful within one run only.
type Sources struct {
	lines      *Lines
	references *referenceSet
	colouring  *image.NRGBA
	hintImage  *image.NRGBA
	hints      string
	edges      string
	mask       *edgeMask
	panels     *panelSet
	figures    *figureSet
	variation  *variationSet
}

// Sources returns what a base would be made from now. Where it differs from
// Base().Sources, another base is due. Hidden hints do not count.
func (d *Document) Sources() Sources {
	s := Sources{lines: d.lines, references: d.references, colouring: d.colouring, hintImage: d.hintImage, hints: d.digest(Hint), panels: d.panels, figures: d.figures, variation: d.variation}
	if s.colouring == nil && (s.hints != "" || s.hintImage != nil) {
		s.edges, s.mask = d.digest(Edge), d.mask
	}
	return s
}

// digest tells one set of visible strokes of a kind from another.
func (d *Document) digest(kind Kind) string {
	var all []byte
	for _, m := range d.strokes {
		if m.Kind == kind && !m.Hidden {
			all = binary.LittleEndian.AppendUint64(all, m.digestAll())
		}
	}
	return string(all)
}

// WithBase returns the document coloured by another base, under the strokes that are
// there: tiles within reach of an edge are stale until their refinement comes. A base
// made from other sources than the present ones is dropped: false, and the same
// document. It panics if colour was cut for a page of another size or base.ID is 0.
func (d *Document) WithBase(base Base, colour *Cut) (*Document, bool) {
	if base.ID == 0 {
		panic("canvas: base has id 0; count bases from 1")
	}
	if colour.grid != d.grid {
		panic("canvas: colours were cut for another page")
	}
	if base.Sources != d.Sources() {
		return d, false
	}
	e := *d
	e.base = base
	fresh := newCauses(len(colour.tiles)).edit()
	e.causes = fresh.causes
	e.tiles = make([]*Tile, len(colour.tiles))
	for i, pix := range colour.tiles {
		cause := e.causeOf(d.grid.rect(d.grid.at(i)))
		fresh.set(i, cause)
		locks := cause.locks
		if locks != "" {
			pix = e.heldOver(pix, d.tileAt(i))
		}
		e.tiles[i] = &Tile{pix: pix, cause: Cause{Base: e.base.ID, locks: locks}}
	}
	return &e, true
}

// Cut is a colour layer cut into tiles for [Document.WithBase].
type Cut struct {
	grid  grid
	tiles []*image.RGBA
}

// Cut copies a page's colours into tiles, whatever is locked; those that d has already it
// shares. It reads
// all pixels of the page: any goroutine may do it, so do not keep a window waiting. It
// panics if the size of colour is not the page's.
func (d *Document) Cut(colour image.Image) *Cut {
	d.mustFit("colours", colour.Bounds())
	cut := &Cut{d.grid, make([]*image.RGBA, d.grid.columns()*d.grid.rows())}
	src := atOrigin(colour)
	for i := range cut.tiles {
		at := d.grid.at(i)
		cut.tiles[i] = shared(opaqueOf(src, d.grid.rect(at)), d.Tile(at))
	}
	return cut
}

// WithStaleOf returns the document with old's tiles where its own are stale: until their
// refinement comes they go on showing what was there, not the base without its strokes.
func (d *Document) WithStaleOf(old *Document) *Document {
	if old.base.ID == 0 || old.grid != d.grid {
		return d
	}
	e := *d
	e.tiles = append([]*Tile(nil), d.tiles...)
	for _, at := range d.Stale() {
		e.tiles[d.grid.index(at)] = old.Tile(at)
	}
	return &e
}

// Result is the refined colour of one tile on its way back into a Document.
type Result struct {
	// At is the tile's column and row.
	At image.Point
	// Cause is what the pixels were made from.
	Cause Cause
	// Colour covers at least the tile's rectangle, page px; opaque, without lines.
	Colour *image.RGBA
}

// Results cuts a refined picture into results with the causes of d, the Document it was
// made from. colour's bounds are the refined area in page px; tiles it covers only in
// part are left out. The results share colour.
func (d *Document) Results(colour *image.RGBA) []Result {
	var list []Result
	for _, at := range d.TilesIn(colour.Bounds()) {
		if d.grid.rect(at).In(colour.Bounds()) {
			list = append(list, Result{at, d.CauseOf(at), colour})
		}
	}
	return list
}

// WithTiles returns the document with those results whose cause is the present one; it
// copies their pixels. Others are too late and dropped. The same document comes back if
// none was taken.
func (d *Document) WithTiles(results []Result) *Document {
	return d.withTiles(results, func(r Result) bool { return r.Cause == d.CauseOf(r.At) })
}

func (d *Document) withTiles(results []Result, timely func(Result) bool) *Document {
	if d.base.ID == 0 {
		return d
	}
	e := *d
	e.tiles = nil
	for _, r := range results {
		if !d.grid.contains(r.At) || !d.grid.rect(r.At).In(r.Colour.Bounds()) || !timely(r) {
			continue
		}
		if e.tiles == nil {
			e.tiles = append([]*Tile(nil), d.tiles...)
		}
		i := d.grid.index(r.At)
		e.tiles[i] = e.newTile(r.Colour, d.grid.rect(r.At), r.Cause, d.tiles[i])
	}
	if e.tiles == nil {
		return d
	}
	return &e
}
