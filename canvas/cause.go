package canvas

import (
	"encoding/binary"
	"image"
)

// Cause says what the pixels of one colour tile were made from: the base, the edge strokes
// whose reach touches the tile, each as far as it touches it, and the locks on the tile. It
// is comparable and can be a map key; two tiles of equal cause have equal pixels. The zero
// Cause belongs to a tile that nothing has coloured yet.
type Cause struct {
	// Base is the id of the base colorization, 0 for none.
	Base ID
	// locks holds the id and digest of every lock on the tile, packed alike: without one of
	// them the pixels under it are others.
	locks string
	// edges holds one entry a stroke, packed so that Cause stays comparable.
	edges string
}

// entry is one stroke's part in a cause. count and digest cover only the segments that
// reach the tile, so a stroke that grows elsewhere leaves the cause alone.
type entry struct {
	id     ID
	count  uint32
	digest uint64
}

const entrySize = 8 + 4 + 8

func (c Cause) entryAt(i int) entry {
	b := []byte(c.edges[i : i+entrySize])
	return entry{
		id:     ID(binary.LittleEndian.Uint64(b)),
		count:  binary.LittleEndian.Uint32(b[8:]),
		digest: binary.LittleEndian.Uint64(b[12:]),
	}
}

func (e entry) pack(to []byte) []byte {
	to = binary.LittleEndian.AppendUint64(to, uint64(e.id))
	to = binary.LittleEndian.AppendUint32(to, e.count)
	return binary.LittleEndian.AppendUint64(to, e.digest)
}

// causeOf works out the cause of a tile with the page rectangle r from scratch.
func (d *Document) causeOf(r image.Rectangle) Cause {
	c, _ := d.causeFrom(r, Cause{}, nil)
	return c
}

// causeFrom is causeOf where the cause is likely to be the one before; scratch is memory to
// work in, returned for the next.
func (d *Document) causeFrom(r image.Rectangle, before Cause, scratch []byte) (Cause, []byte) {
	if d.base.ID == 0 {
		return Cause{}, scratch
	}
	packed := scratch[:0]
	near := r.Inset(-d.base.Reach)
	if d.mask != nil && d.mask.touches(near) {
		packed = entry{id: d.mask.id, digest: d.mask.digest}.pack(packed)
	}
	for _, m := range d.strokes {
		if m.Kind != Edge || m.Hidden || !m.bounds.Overlaps(near) {
			continue
		}
		if e := m.entryNear(near, -1); e.count > 0 {
			packed = e.pack(packed)
		}
	}
	c := Cause{Base: d.base.ID, locks: d.locksOn(r), edges: before.edges}
	if c.edges != string(packed) { // compared without a copy
		c.edges = string(packed)
	}
	return c, packed
}

// locksOn packs the locks on the tile with the page rectangle r.
func (d *Document) locksOn(r image.Rectangle) string {
	var packed []byte
	for _, l := range d.locks {
		if _, on := l.kept[d.grid.index(r.Min.Div(d.grid.side))]; on {
			packed = binary.LittleEndian.AppendUint64(packed, uint64(l.ID))
			packed = binary.LittleEndian.AppendUint64(packed, l.digest)
		}
	}
	return string(packed)
}

// withCauses recomputes the causes of the tiles that a change inside area (page px,
// before the base's reach is added) can alter. d is not published yet.
func (d *Document) withCauses(area image.Rectangle) *Document {
	if d.base.ID == 0 || area.Empty() {
		return d
	}
	fresh := d.causes.edit()
	cover := d.grid.cover(area.Inset(-d.base.Reach))
	var scratch []byte
	for y := cover.Min.Y; y < cover.Max.Y; y++ {
		for x := cover.Min.X; x < cover.Max.X; x++ {
			at := image.Pt(x, y)
			i := d.grid.index(at)
			before, now := fresh.of(i), Cause{}
			if now, scratch = d.causeFrom(d.grid.rect(at), before, scratch); now != before {
				fresh.set(i, now)
			}
		}
	}
	d.causes = fresh.causes
	return d
}
