package canvas

import (
	"image"
	"image/color"
	"slices"
)

// paintSet is what is painted by hand, straight alpha, by tile; nil where nothing is. It is
// immutable.
type paintSet struct{ tiles []*image.NRGBA }

// HasPaint tells whether anything is painted by hand.
func (d *Document) HasPaint() bool { return d.paint != nil }

// Paint returns what is painted by hand, a copy in straight alpha whose bounds are its place
// on the page and no larger than whole tiles around it; nil if there is nothing.
func (d *Document) Paint() *image.NRGBA {
	if d.paint == nil {
		return nil
	}
	out := image.NewNRGBA(d.PaintBounds())
	for _, t := range d.paint.tiles {
		if t != nil {
			copyNRGBA(out, t, t.Rect)
		}
	}
	return out
}

// PaintBounds returns the bounds of [Document.Paint].
func (d *Document) PaintBounds() (r image.Rectangle) {
	if d.paint == nil {
		return r
	}
	for _, t := range d.paint.tiles {
		if t != nil {
			r = r.Union(t.Rect)
		}
	}
	return r
}

// PaintKey identifies the paint: equal keys are of the very same paint.
func (d *Document) PaintKey() any { return d.paint }

// copyNRGBA copies the pixels of r, which both pictures have.
func copyNRGBA(dst, src *image.NRGBA, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		copy(dst.Pix[dst.PixOffset(r.Min.X, y):][:4*r.Dx()], src.Pix[src.PixOffset(r.Min.X, y):])
	}
}

// WithPaint returns the document with a copy of img, cut to the page, as all that is painted
// by hand; nil, or what is clear everywhere, takes the paint away.
func (d *Document) WithPaint(img *image.NRGBA) *Document {
	e := *d
	e.paint = nil
	if img == nil {
		return &e
	}
	set := &paintSet{make([]*image.NRGBA, d.grid.columns()*d.grid.rows())}
	for _, at := range d.TilesIn(img.Rect) {
		t := image.NewNRGBA(d.grid.rect(at))
		copyNRGBA(t, img, t.Rect.Intersect(img.Rect))
		set.tiles[d.grid.index(at)] = unlessClear(t)
	}
	e.paint = set.orNil()
	return &e
}

// orNil is nil for a set without paint.
func (s *paintSet) orNil() *paintSet {
	if slices.ContainsFunc(s.tiles, func(t *image.NRGBA) bool { return t != nil }) {
		return s
	}
	return nil
}

// unlessClear is nil for a tile without paint; clear pixels of others become zero.
func unlessClear(t *image.NRGBA) *image.NRGBA {
	any := false
	for i := 0; i < len(t.Pix); i += 4 {
		if t.Pix[i+3] == 0 {
			t.Pix[i], t.Pix[i+1], t.Pix[i+2] = 0, 0, 0
			continue
		}
		any = true
	}
	if !any {
		return nil
	}
	return t
}

// paintTile is the paint in a tile, nil for none.
func (d *Document) paintTile(i int) *image.NRGBA {
	if d.paint == nil {
		return nil
	}
	return d.paint.tiles[i]
}

// layPaint lays the paint of a tile on the opaque pixels of dst inside r, as far as o of 255
// shows: with a pixel's alpha a, α = (a·o + 127)/255, (α·paint + (255−α)·below + 127)/255.
func (d *Document) layPaint(dst *image.RGBA, tile int, r image.Rectangle, o uint32) {
	t := d.paintTile(tile)
	if t == nil || o == 0 {
		return
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from := t.Pix[t.PixOffset(r.Min.X, y):][:4*r.Dx()]
		to := dst.Pix[dst.PixOffset(r.Min.X, y):][:4*r.Dx()]
		for i := 0; i < len(to); i += 4 {
			if a := (uint32(from[i+3])*o + 127) / 255; a > 0 {
				to[i], to[i+1], to[i+2] = mixed(from[i], to[i], a), mixed(from[i+1], to[i+1], a), mixed(from[i+2], to[i+2], a)
			}
		}
	}
}

// unsharedPaint counts the pixels of b's paint that a has not.
func unsharedPaint(a, b *Document) (sum int64) {
	if b.paint == nil || a.paint == b.paint {
		return 0
	}
	for i, t := range b.paint.tiles {
		if t != nil && t != a.paintTile(i) {
			sum += int64(len(t.Pix))
		}
	}
	return sum + 8*int64(len(b.paint.tiles))
}

// PaintStroke is a stroke of a brush, or of its eraser, while the pen is down. It belongs to
// one goroutine; the Documents it returns are values like any other.
type PaintStroke struct {
	now    *Document
	before *paintSet
	colour color.NRGBA
	erase  bool
	last   []Sample // the sample before those to come, if there was one
	cover  map[int]*image.Alpha
	pen    pen
}

// BeginPaint opens a stroke of paint in a colour, taken as opaque, or one that erases paint.
func BeginPaint(d *Document, c color.NRGBA, erase bool) *PaintStroke {
	c.A = 255
	return &PaintStroke{now: d, before: d.paint, colour: c, erase: erase, cover: map[int]*image.Alpha{}}
}

// Document returns the document with the stroke so far.
func (s *PaintStroke) Document() *Document { return s.now }

// Settle takes results that came while the pen is down.
func (s *PaintStroke) Settle(results []Result) { s.now = s.now.WithTiles(results) }

// Extend adds pointer samples and returns the document with the stroke so far; samples that
// are out of range are left out. A stroke covers a pixel as far as the widest of its pieces
// does, so that going over a place twice changes nothing. Locked regions keep their paint,
// but where the whole page is locked.
func (s *PaintStroke) Extend(samples ...Sample) *Document {
	touched := map[int]bool{}
	for _, p := range samples {
		if !p.usable() {
			continue
		}
		list := append(s.last, p)
		for _, g := range appendSegments(nil, list, len(list)-1) {
			s.raise(g, touched)
		}
		s.last = []Sample{p}
	}
	if len(touched) == 0 {
		return s.now
	}
	set := &paintSet{make([]*image.NRGBA, s.now.grid.columns()*s.now.grid.rows())}
	if s.now.paint != nil {
		copy(set.tiles, s.now.paint.tiles)
	}
	changed := false
	for i := range touched {
		if t := s.tile(i); !samePaint(t, set.tiles[i]) {
			set.tiles[i], changed = t, true
		}
	}
	if changed {
		e := *s.now
		e.paint = set.orNil()
		s.now = &e
	}
	return s.now
}

func samePaint(a, b *image.NRGBA) bool {
	return a == b || a != nil && b != nil && slices.Equal(a.Pix, b.Pix)
}

// raise adds what a piece covers to the tiles it touches.
func (s *PaintStroke) raise(g segment, touched map[int]bool) {
	d := s.now
	for _, at := range d.TilesIn(g.bounds()) {
		i := d.grid.index(at)
		if s.cover[i] == nil {
			s.cover[i] = image.NewAlpha(d.grid.rect(at))
		}
		s.pen.paintEdge(s.cover[i], s.cover[i].Rect, []segment{g})
		touched[i] = true
	}
}

// tile is a tile with the stroke on what was painted before it.
func (s *PaintStroke) tile(i int) *image.NRGBA {
	cover := s.cover[i]
	out := image.NewNRGBA(cover.Rect)
	if s.before != nil && s.before.tiles[i] != nil {
		copy(out.Pix, s.before.tiles[i].Pix)
	}
	for k, c := range cover.Pix {
		p := out.Pix[4*k : 4*k+4 : 4*k+4]
		switch {
		case c == 0 || s.held(cover.Rect, k):
		case s.erase:
			p[3] = times(p[3], uint32(255-c))
		default:
			coverPixel(p, s.colour, uint32(c))
		}
	}
	return unlessClear(out)
}

// held tells whether a pixel of a tile is locked.
func (s *PaintStroke) held(r image.Rectangle, k int) bool {
	for _, l := range s.now.locks {
		if at := r.Min.Add(image.Pt(k%r.Dx(), k/r.Dx())); !s.now.isWhole(l) && l.Mask.AlphaAt(at.X, at.Y).A > 0 {
			return true
		}
	}
	return false
}

// isWhole tells whether a lock is that of the whole page.
func (d *Document) isWhole(l *Lock) bool { return l.Mask.Rect == d.Bounds() && l.Whole() }

// coverPixel lays a colour with coverage c over a pixel of straight alpha a: with α = c·a/255
// rounded, all = c + a − α and (c·colour + (a−α)·pixel)/all.
func coverPixel(p []uint8, colour color.NRGBA, c uint32) {
	a := uint32(p[3])
	both := (c*a + 127) / 255
	all := c + a - both
	for i, v := range [3]uint8{colour.R, colour.G, colour.B} {
		p[i] = uint8((c*uint32(v) + (a-both)*uint32(p[i]) + all/2) / all)
	}
	p[3] = uint8(all)
}
