package canvas

import (
	"image"
	"slices"
)

// isBare tells whether the document has a base and not its colours.
func (d *Document) isBare() bool { return d.base.ID != 0 && d.tiles == nil }

// bare is the document without its colours and the causes of tiles, which follow from its
// strokes. The same document if it has none.
func (d *Document) bare() *Document {
	if d.tiles == nil {
		return d
	}
	e := *d
	e.tiles, e.causes = nil, nil
	return &e
}

// clothed gives a bare document tiles of another of the same page: its own where they are of
// the same cause. The others are stale and go on showing what is there. Without colours to
// take, it is a document without a base.
func (d *Document) clothed(there *Document) *Document {
	e := *d
	if there.tiles == nil {
		e.base = Base{}
		return &e
	}
	e.causes = d.causesFrom(there)
	e.tiles = append([]*Tile(nil), there.tiles...)
	for i, t := range e.tiles {
		if want := e.causes.of(i); t.cause != want && want.locks != "" {
			// Of no cause: the pixels are of one, those under the locks of another.
			e.tiles[i] = &Tile{pix: e.heldOver(t.pix, t)}
		}
	}
	return &e
}

// causesFrom works out the causes of a document that has none, beginning with those of another
// of the same page: most are the same.
func (d *Document) causesFrom(there *Document) causes {
	e := *d
	area := d.Bounds()
	if there.base == d.base && there.mask == d.mask && slices.Equal(there.locks, d.locks) {
		e.causes, area = there.causes, differing(there, d)
	} else {
		e.causes = newCauses(len(there.tiles))
	}
	e.withCauses(area)
	return e.causes
}

// differing is around the edges that one of two documents has and the other has not.
func differing(a, b *Document) (area image.Rectangle) {
	seen := make(map[*mark]bool, len(a.strokes))
	for _, m := range a.strokes {
		seen[m] = true
	}
	for _, m := range b.strokes {
		if !seen[m] && m.Kind == Edge {
			area = area.Union(m.bounds)
		}
		delete(seen, m)
	}
	for m := range seen {
		if m.Kind == Edge {
			area = area.Union(m.bounds)
		}
	}
	return area
}

// WithFresh returns the document with tiles of another of the same page where those are of
// the cause that its own should have: colours that need not be made, or need not be kept
// twice. The same document if there are none.
func (d *Document) WithFresh(o *Document) *Document {
	if o == nil || o.tiles == nil || o.grid != d.grid {
		return d
	}
	var e *Document
	for i, t := range d.tiles {
		if o.tiles[i].cause != d.causes.of(i) || t.cause == o.tiles[i].cause && same(t, o.tiles[i]) {
			continue
		}
		if e == nil {
			own := *d
			e = &own
			e.tiles = append([]*Tile(nil), d.tiles...)
		}
		e.tiles[i] = o.tiles[i]
	}
	if e == nil {
		return d
	}
	return e
}
