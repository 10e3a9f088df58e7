package canvas

import (
	"fmt"
	"image"
	"image/color"
	"slices"
)

// flatKind is what a pixel of the flats is: bare paper (0), a swatch by its id, or a hint's
// own colour.
type flatKind uint32

// ownColour marks the kinds that are colours, in the lowest 24 bits; ids are smaller.
const ownColour flatKind = 1 << 31

func kindOf(c color.NRGBA) flatKind {
	return ownColour | flatKind(c.R)<<16 | flatKind(c.G)<<8 | flatKind(c.B)
}

func (k flatKind) isSwatch() bool { return k != 0 && k&ownColour == 0 }

// colourOf is the colour that a kind has now.
func (s *swatchSet) colourOf(k flatKind) (r, g, b uint8) {
	switch {
	case k == 0:
		return 255, 255, 255
	case k.isSwatch():
		c := s.known[SwatchID(k)]
		return c.R, c.G, c.B
	}
	return uint8(k >> 16), uint8(k >> 8), uint8(k)
}

// flatCause says what flats were made from. It is comparable.
type flatCause struct {
	base      ID
	plan      *flatPlan
	hintImage *image.NRGBA
	mask      *edgeMask
	hints     string
	edges     string
}

func (d *Document) flatCause() flatCause {
	return flatCause{d.base.ID, d.plan, d.hintImage, d.mask, d.digest(Hint), d.digest(Edge)}
}

// FlatsStale tells whether the flats on show, if any, were made from something else than
// what there is now.
func (d *Document) FlatsStale() bool {
	return d.plan != nil && (d.flats == nil || d.flats.cause != d.flatCause())
}

// SameFlats tells whether the flats of two documents would be made from the same.
func (d *Document) SameFlats(o *Document) bool { return d.flatCause() == o.flatCause() }

// FlatMap is what every pixel of a page is in its flats; swatches are in it by their ids, so
// that it holds whatever colours they get. It is immutable.
type FlatMap struct {
	cause flatCause
	grid  grid
	tiles []*flatTile
}

// flatTile is a square of the map. kinds are those in it, in the order in which they come;
// index tells by pixel, row by row, which of them it is, and is nil if there is but one.
type flatTile struct {
	rect  image.Rectangle
	kinds []flatKind
	index []uint16
}

func (t *flatTile) at(p image.Point) flatKind {
	if t.index == nil {
		return t.kinds[0]
	}
	return t.kinds[t.index[(p.Y-t.rect.Min.Y)*t.rect.Dx()+p.X-t.rect.Min.X]]
}

func (t *flatTile) equal(o *flatTile) bool {
	return t.rect == o.rect && slices.Equal(t.kinds, o.kinds) && slices.Equal(t.index, o.index)
}

func (t *flatTile) bytes() int64 { return int64(4*len(t.kinds) + 2*len(t.index)) }

// newFlatTile reads a square of numbers, whose kinds are known.
func newFlatTile(numbers *image.Gray16, r image.Rectangle, kinds []flatKind) *flatTile {
	t := &flatTile{rect: r, index: make([]uint16, 0, r.Dx()*r.Dy())}
	seen := map[uint16]uint16{} // number to index
	places := map[flatKind]uint16{}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := numbers.Pix[numbers.PixOffset(r.Min.X, y):][:2*r.Dx()]
		for x := 0; x < len(row); x += 2 {
			n := uint16(row[x])<<8 | uint16(row[x+1])
			i, ok := seen[n]
			if !ok {
				k := kinds[min(int(n), len(kinds)-1)]
				if i, ok = places[k]; !ok {
					i = uint16(len(t.kinds))
					t.kinds, places[k] = append(t.kinds, k), i
				}
				seen[n] = i
			}
			t.index = append(t.index, i)
		}
	}
	if len(t.kinds) == 1 {
		t.index = nil
	}
	return t
}

// FlatOrder is what flats are to be made of, in numbers: those of the swatches count from
// 1, then come the hints' and the places'; 0 is paper.
type FlatOrder struct {
	// Swatches are what areas are sorted to.
	Swatches []color.NRGBA
	// Seeds has the number of the hint that lies at a pixel, 0 where none does; nil: there
	// are none. Hints is how many numbers they have.
	Seeds *image.Gray16
	Hints int
	// Places each give their area a number, the later the more; After is, by place, the
	// highest number of a hint that is older.
	Places []image.Point
	After  []uint16

	doc   *Document
	kinds []flatKind // by number
}

// FlatOrder returns what the document's flats are to be made of. It draws hints over the
// whole page: too slow for a window's goroutine. The document must have flats; the error is
// for more hints and places than numbers.
func (d *Document) FlatOrder() (*FlatOrder, error) {
	o := &FlatOrder{doc: d, kinds: []flatKind{0}}
	for _, a := range d.plan.anchors {
		o.Swatches = append(o.Swatches, a.Anchor)
		o.kinds = append(o.kinds, flatKind(a.ID))
	}
	ids := o.seed()
	o.Hints = len(ids)
	for _, p := range d.plan.places {
		older := len(o.Swatches)
		for i, id := range ids {
			if id < p.ID {
				older = len(o.Swatches) + i + 1
			}
		}
		o.Places, o.After = append(o.Places, p.At), append(o.After, uint16(min(older, 1<<16-1)))
		o.kinds = append(o.kinds, flatKind(p.Swatch))
	}
	if len(o.kinds) >= 1<<16 {
		return nil, fmt.Errorf("make flats: %d hints and places are more than can be told apart; remove some hints", len(o.kinds))
	}
	return o, nil
}

// seed draws the hints as numbers and returns their ids in the order of these, the oldest
// first; those of a picture have the id 0.
func (o *FlatOrder) seed() (ids []ID) {
	d := o.doc
	if d.hintImage != nil {
		o.canvas()
		ids = o.seedImage(ids)
	}
	var hints []*mark
	for _, m := range d.strokes {
		if m.Kind == Hint && !m.Hidden {
			hints = append(hints, m)
		}
	}
	byAge := slices.Clone(hints)
	slices.SortFunc(byAge, func(a, b *mark) int { return int(int64(a.ID) - int64(b.ID)) })
	number := map[ID]int{}
	for _, m := range byAge {
		number[m.ID] = len(o.kinds)
		ids, o.kinds = append(ids, m.ID), append(o.kinds, d.swatches.kindNow(m.Colour))
	}
	if len(hints) > 0 && len(o.kinds) < 1<<16 {
		o.canvas()
		o.seedStrokes(hints, number)
	}
	return ids
}

func (o *FlatOrder) canvas() {
	if o.Seeds == nil {
		o.Seeds = image.NewGray16(o.doc.Bounds())
	}
}

// kindNow is the kind of a hint stroke: a swatch that has its colour now, or that colour.
func (s *swatchSet) kindNow(c color.NRGBA) flatKind {
	for i, w := range s.list {
		if w.Colour == c {
			return flatKind(s.ids[i])
		}
	}
	return kindOf(c)
}

// seedImage numbers the colours of the hint picture. Their swatches are those that had the
// colour when the flats were made, for nothing recolours a picture.
func (o *FlatOrder) seedImage(ids []ID) []ID {
	numbers, img := map[color.NRGBA]int{}, o.doc.hintImage
	for i := 0; i < len(img.Pix); i += 4 {
		c := color.NRGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], 255}
		if img.Pix[i+3] == 0 {
			continue
		}
		if numbers[c] == 0 {
			numbers[c] = len(o.kinds)
			kind := kindOf(c)
			for _, a := range o.doc.plan.anchors {
				if a.Anchor == c {
					kind = flatKind(a.ID)
					break
				}
			}
			ids, o.kinds = append(ids, 0), append(o.kinds, kind)
		}
		o.Seeds.Pix[i/2], o.Seeds.Pix[i/2+1] = uint8(numbers[c]>>8), uint8(numbers[c])
	}
	return ids
}

// seedStrokes draws the hints in their order, strip by strip, with the number as a colour.
func (o *FlatOrder) seedStrokes(hints []*mark, number map[ID]int) {
	page := o.doc.Bounds()
	var p pen
	for y := 0; y < page.Max.Y; y += TileSize {
		r := image.Rect(0, y, page.Max.X, y+TileSize).Intersect(page)
		var strip *image.NRGBA
		for _, m := range hints {
			if !m.bounds.Overlaps(r) {
				continue
			}
			if strip == nil {
				strip = image.NewNRGBA(r)
			}
			n := number[m.ID]
			p.paintHint(strip, r, m.segments, color.NRGBA{uint8(n >> 8), uint8(n), 0, 255})
		}
		if strip == nil {
			continue
		}
		to := o.Seeds.Pix[o.Seeds.PixOffset(0, y):]
		for i := 0; i < len(strip.Pix); i += 4 {
			if strip.Pix[i+3] > 0 {
				to[i/2], to[i/2+1] = strip.Pix[i], strip.Pix[i+1]
			}
		}
	}
}

// Cut makes the map of an order's result: numbers has one for every pixel of the page. It
// reads all of them: any goroutine may do it. It panics if the size is not the page's.
func (o *FlatOrder) Cut(numbers *image.Gray16) *FlatMap {
	d := o.doc
	d.mustFit("flats", numbers.Rect)
	m := &FlatMap{cause: d.flatCause(), grid: d.grid, tiles: make([]*flatTile, d.grid.columns()*d.grid.rows())}
	for i := range m.tiles {
		m.tiles[i] = newFlatTile(numbers, d.grid.rect(d.grid.at(i)), o.kinds)
		if d.flats != nil && m.tiles[i].equal(d.flats.tiles[i]) {
			m.tiles[i] = d.flats.tiles[i]
		}
	}
	return m
}

// WithFlatMap returns the document with its flats made; those made from something else than
// what there is now are dropped: false, and the same document.
func (d *Document) WithFlatMap(m *FlatMap) (*Document, bool) {
	if d.plan == nil || m.grid != d.grid || m.cause != d.flatCause() {
		return d, false
	}
	e := *d
	e.flats = m
	return &e, true
}

// layFlats lays the flats on dst inside r, a part of one tile, as far as o of 255 shows.
func (d *Document) layFlats(dst *image.RGBA, tile int, r image.Rectangle, o uint32) {
	t := d.flats.tiles[tile]
	for y := r.Min.Y; y < r.Max.Y; y++ {
		to := dst.Pix[dst.PixOffset(r.Min.X, y):][:4*r.Dx()]
		var index []uint16
		if t.index != nil {
			index = t.index[(y-t.rect.Min.Y)*t.rect.Dx()+r.Min.X-t.rect.Min.X:][:r.Dx()]
		}
		d.flatRow(to, t.kinds, index, o)
	}
}

// flatRow lays a row of flats; index is nil where all of it is the first of kinds.
func (d *Document) flatRow(to []uint8, kinds []flatKind, index []uint16, o uint32) {
	last, r, g, b := -1, uint8(0), uint8(0), uint8(0)
	for x := 0; x < len(to); x += 4 {
		i := 0
		if index != nil {
			i = int(index[x/4])
		}
		if i != last {
			last = i
			r, g, b = d.swatches.colourOf(kinds[i])
		}
		if o == 255 {
			to[x], to[x+1], to[x+2], to[x+3] = r, g, b, 255
			continue
		}
		to[x], to[x+1], to[x+2] = mixed(r, to[x], o), mixed(g, to[x+1], o), mixed(b, to[x+2], o)
	}
}

// sameFlats tells whether two documents show the same flats in a tile.
func sameFlats(a, b *Document, tile int) bool {
	x, y := a.flatTileAt(tile), b.flatTileAt(tile)
	if x != y || x == nil || a.swatches == b.swatches {
		return x == y
	}
	for _, k := range x.kinds {
		if k.isSwatch() && a.swatches.known[SwatchID(k)] != b.swatches.known[SwatchID(k)] {
			return false
		}
	}
	return true
}

// flatTileAt is a tile of the flats on show, nil where there are none.
func (d *Document) flatTileAt(i int) *flatTile {
	if d.flats == nil {
		return nil
	}
	return d.flats.tiles[i]
}
