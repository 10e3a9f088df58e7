package canvas

import (
	"fmt"
	"image"
	"math"
	"slices"
)

// Lock is a region of a Document whose colours nothing changes: neither strokes nor hints,
// references or another base. It is part of the document, undone and redone like a stroke.
// To write one to a file, keep Mask and [Lock.Colour]; [Document.WithLockOf] makes it again.
type Lock struct {
	// ID names the lock within its Document; locks and strokes count together.
	ID ID
	// Mask is 255 where pixels are locked and 0 elsewhere, page px; its bounds are no larger
	// than they must be. It is shared: do not modify it.
	Mask *image.Alpha

	grid grid
	// kept holds, by tile, pictures that have the locked pixels: the tiles themselves as they
	// were, so that a lock costs no more than what changes beside it.
	kept map[int]*image.RGBA
	// digest tells one mask from another.
	digest uint64
	pixels int // that are locked
}

// Whole tells whether every pixel in the bounds of the mask is locked.
func (l *Lock) Whole() bool { return l.pixels == l.Mask.Rect.Dx()*l.Mask.Rect.Dy() }

// Colour returns the locked colours, page px, in the bounds of Mask: a copy, opaque where
// the mask is 255 and transparent elsewhere.
func (l *Lock) Colour() *image.RGBA {
	out := image.NewRGBA(l.Mask.Rect)
	l.hold(out)
	return out
}

// hold puts the locked pixels into a picture, where it has them.
func (l *Lock) hold(dst *image.RGBA) {
	r := dst.Rect.Intersect(l.Mask.Rect)
	for _, at := range l.tilesIn(r) {
		src := l.kept[l.grid.index(at)]
		part := l.grid.rect(at).Intersect(r)
		for y := part.Min.Y; y < part.Max.Y; y++ {
			mask := l.Mask.Pix[l.Mask.PixOffset(part.Min.X, y):][:part.Dx()]
			from := src.Pix[src.PixOffset(part.Min.X, y):]
			to := dst.Pix[dst.PixOffset(part.Min.X, y):]
			for x, m := range mask {
				if m > 0 {
					copy(to[4*x:4*x+4], from[4*x:4*x+4])
				}
			}
		}
	}
}

// tilesIn lists the tiles inside r that the lock touches.
func (l *Lock) tilesIn(r image.Rectangle) (list []image.Point) {
	c := l.grid.cover(r)
	for y := c.Min.Y; y < c.Max.Y; y++ {
		for x := c.Min.X; x < c.Max.X; x++ {
			if at := image.Pt(x, y); l.kept[l.grid.index(at)] != nil {
				list = append(list, at)
			}
		}
	}
	return list
}

// Locks returns the locked regions, in the order in which they were locked.
func (d *Document) Locks() []*Lock { return slices.Clone(d.locks) }

// LockAt returns the lock that holds a pixel, the last one if several do, and whether one
// does.
func (d *Document) LockAt(p image.Point) (*Lock, bool) {
	for _, l := range slices.Backward(d.locks) {
		if l.Mask.AlphaAt(p.X, p.Y).A > 0 {
			return l, true
		}
	}
	return nil, false
}

// WithLock returns the document with the colours it shows now locked wherever mask's alpha
// is at least 128, and the lock's id; the same document and 0 if that is nowhere on the
// page, or there are no colours yet. mask has page coordinates and is copied.
func (d *Document) WithLock(mask *image.Alpha) (*Document, ID) {
	l := newLock(d.nextID, d.grid, mask)
	if d.tiles == nil || l.Mask.Rect.Empty() {
		return d, 0
	}
	for i := range l.kept {
		l.kept[i] = d.onShow(i)
	}
	e := d.withLocks(append(slices.Clone(d.locks), l), l)
	e.nextID++
	for i, pix := range l.kept {
		t := d.tiles[i]
		cause := t.cause
		if t.cause == d.causes.of(i) { // what is fresh is so under the lock too
			cause = e.causes.of(i)
		}
		if pix != t.pix {
			t = &Tile{pix: e.heldOver(t.pix, t)}
		}
		e.tiles[i] = &Tile{pix: t.pix, cause: cause}
	}
	return e, l.ID
}

// onShow is a tile's colour as it is seen without paint and lines: the tile's own picture
// unless flats lie over it.
func (d *Document) onShow(i int) *image.RGBA {
	if d.flats == nil || d.looks.opacity(FlatsLayer) == 0 {
		return d.tiles[i].pix
	}
	out := image.NewRGBA(d.tiles[i].pix.Rect)
	d.layColours(out, d.grid.at(i), out.Rect, FlattenOptions{})
	return out
}

// WithLockOf returns the document with a lock on colours that come from elsewhere, a file:
// wherever mask's alpha is at least 128 the pixels of colour are locked. Both have page
// coordinates and colour covers mask's bounds; they are copied. id is 0 for the next free
// one. The error says what does not fit.
func (d *Document) WithLockOf(id ID, mask *image.Alpha, colour *image.RGBA) (*Document, error) {
	if id == 0 {
		id = d.nextID
	}
	l := newLock(id, d.grid, mask)
	switch {
	case l.Mask.Rect.Empty():
		return d, fmt.Errorf("lock %d: nothing of its mask is on the page", id)
	case !l.Mask.Rect.In(colour.Rect):
		return d, fmt.Errorf("lock %d: its colours cover %v, its mask is %v", id, colour.Rect, l.Mask.Rect)
	case d.uses(id):
		return d, fmt.Errorf("lock %d: there is something of that number already", id)
	}
	own := image.NewRGBA(l.Mask.Rect)
	for y := own.Rect.Min.Y; y < own.Rect.Max.Y; y++ {
		row := own.Pix[own.PixOffset(own.Rect.Min.X, y):][:4*own.Rect.Dx()]
		copy(row, colour.Pix[colour.PixOffset(own.Rect.Min.X, y):])
		for i := 3; i < len(row); i += 4 {
			row[i] = 255
		}
	}
	for i := range l.kept {
		l.kept[i] = own
	}
	e := d.withLocks(append(slices.Clone(d.locks), l), l)
	e.nextID = max(d.nextID, id+1)
	for i := range l.kept {
		if e.tiles != nil { // the pixels are others, the colours round them as they were
			cause := d.tiles[i].cause
			cause.locks = e.causes.of(i).locks
			e.tiles[i] = e.newTile(d.tiles[i].pix, d.grid.rect(d.grid.at(i)), cause, nil)
		}
	}
	return e, nil
}

// WithoutLock returns the document without that lock; the same document if there is none.
// The tiles under it are stale then: their colours are those of the strokes again.
func (d *Document) WithoutLock(id ID) *Document {
	i := slices.IndexFunc(d.locks, func(l *Lock) bool { return l.ID == id })
	if i < 0 {
		return d
	}
	return d.withLocks(slices.Delete(slices.Clone(d.locks), i, i+1), d.locks[i])
}

// withLocks returns the document with other locks and new causes where one of them came or
// went.
func (d *Document) withLocks(locks []*Lock, changed *Lock) *Document {
	e := *d
	e.locks = locks
	e.tiles = slices.Clone(d.tiles)
	if d.causes == nil {
		return &e
	}
	fresh := d.causes.edit()
	e.causes = fresh.causes
	for i := range changed.kept {
		fresh.set(i, e.causeOf(e.grid.rect(e.grid.at(i))))
	}
	return &e
}

// newLock makes a lock of what mask has on the page; its tiles are empty still.
func newLock(id ID, g grid, mask *image.Alpha) *Lock {
	var box image.Rectangle
	r := mask.Rect.Intersect(g.bounds())
	locked := func(x, y int) bool { return mask.Pix[mask.PixOffset(x, y)] >= 128 }
	for y := r.Min.Y; y < r.Max.Y; y++ {
		first, last := r.Min.X, r.Max.X-1
		for first <= last && !locked(first, y) {
			first++
		}
		for last > first && !locked(last, y) {
			last--
		}
		if first <= last {
			box = box.Union(image.Rect(first, y, last+1, y+1))
		}
	}
	l := &Lock{ID: id, grid: g, Mask: image.NewAlpha(box), kept: map[int]*image.RGBA{}, digest: fnvOffset}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		row, last := l.Mask.Pix[l.Mask.PixOffset(box.Min.X, y):][:box.Dx()], -1
		for i := range row {
			x := box.Min.X + i
			if !locked(x, y) {
				continue
			}
			row[i] = 255
			l.pixels++
			l.digest = (l.digest ^ uint64(y)<<32 ^ uint64(x)) * fnvPrime
			if tile := x / g.side; tile != last {
				last = tile
				l.kept[g.index(image.Pt(tile, y/g.side))] = nil
			}
		}
	}
	return l
}

// LassoMask is 255 inside a lasso on the page and 0 elsewhere: pixels whose middle it goes
// round, its last point joined to its first. The mask's bounds are the part of the page
// that the lasso lies in.
func (d *Document) LassoMask(lasso []Sample) *image.Alpha {
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, p := range lasso {
		if !(Sample{X: p.X, Y: p.Y, Width: 1}).usable() {
			return image.NewAlpha(image.Rectangle{})
		}
		low[0], low[1] = min(low[0], p.X), min(low[1], p.Y)
		high[0], high[1] = max(high[0], p.X), max(high[1], p.Y)
	}
	if len(lasso) < 3 {
		return image.NewAlpha(image.Rectangle{})
	}
	r := image.Rect(int(math.Floor(low[0])), int(math.Floor(low[1])), int(math.Ceil(high[0])), int(math.Ceil(high[1])))
	out := image.NewAlpha(r.Intersect(d.Bounds()))
	for y := out.Rect.Min.Y; y < out.Rect.Max.Y; y++ {
		fillRow(out.Pix[out.PixOffset(out.Rect.Min.X, y):][:out.Rect.Dx()], lasso, out.Rect.Min.X, float64(y)+0.5)
	}
	return out
}

// crossing is where a lasso crosses the middle of a row of pixels, and which way.
type crossing struct {
	x  float64
	by int
}

// fillRow marks the pixels of a row that a lasso winds round; the row begins at x.
func fillRow(row []uint8, lasso []Sample, x int, y float64) {
	var list []crossing
	a := lasso[len(lasso)-1]
	for _, b := range lasso {
		if (a.Y <= y) != (b.Y <= y) {
			by := 1
			if a.Y > b.Y {
				by = -1
			}
			list = append(list, crossing{a.X + (b.X-a.X)*(y-a.Y)/(b.Y-a.Y), by})
		}
		a = b
	}
	slices.SortFunc(list, func(p, q crossing) int {
		switch {
		case p.x < q.x:
			return -1
		case p.x > q.x:
			return 1
		}
		return p.by - q.by
	})
	winding := 0
	for i, c := range list {
		winding += c.by
		if winding == 0 || i+1 == len(list) {
			continue
		}
		from := max(int(math.Ceil(c.x-0.5))-x, 0)
		to := min(int(math.Ceil(list[i+1].x-0.5))-x, len(row))
		for k := from; k < to; k++ {
			row[k] = 255
		}
	}
}
