package canvas

import (
	"encoding/binary"
	"image"
	"slices"
)

// Live holds pictures of tiles whose colours are not in the document yet: what a stroke in
// hand is shown as, at the resolution of the screen. It belongs to one goroutine and uses
// its memory again. Its pixels are those of the page halved level times, each side rounded
// up, so that a tile's are those under its rectangle.
type Live struct {
	level   int
	options FlattenOptions
	tiles   map[image.Point]*liveTile
	free    []*liveTile
	lines   *Lines
	ink     map[image.Point][]uint8 // by tile: the lines, halved
	over    overColours             // what its tiles were made with
	full    *image.RGBA             // a tile of the page, to lay layers on
}

// overColours is what lies over the colours of a document.
type overColours struct {
	looks    looks
	flats    *FlatMap
	paint    *paintSet
	swatches *swatchSet
}

func (d *Document) overColours() overColours {
	o := overColours{d.looks.seen(), d.flats, d.paint, nil}
	if d.flats != nil {
		o.swatches = d.swatches
	}
	return o
}

// plain tells whether colours and lines are all there is to see, in full.
func (o overColours) plain() bool { return o == overColours{looks: newLooks().seen()} }

// Fits tells whether what lies over the colours of a document is what the tiles were made
// with: other flats, paint or looks of layers need other pictures.
func (l *Live) Fits(d *Document) bool { return l.Empty() || l.over == d.overColours() }

type liveTile struct {
	cause Cause
	pix   *image.RGBA
}

// MaxLiveLevel bounds the level of a [Live]: there a tile is two pixels wide.
const MaxLiveLevel = 6

// NewLive returns an empty Live of that level, 0–[MaxLiveLevel], that flattens with these
// options.
func NewLive(level int, o FlattenOptions) *Live {
	return &Live{level: level, options: o, tiles: map[image.Point]*liveTile{}, ink: map[image.Point][]uint8{}}
}

// Level is how often the page is halved for it.
func (l *Live) Level() int { return l.level }

// Empty tells whether it holds no tile.
func (l *Live) Empty() bool { return len(l.tiles) == 0 }

// Halved is a page rectangle of whole tiles, in the pixels of a page that was halved level
// times.
func Halved(r image.Rectangle, level int) image.Rectangle {
	up := 1<<level - 1
	return image.Rect(r.Min.X>>level, r.Min.Y>>level, (r.Max.X+up)>>level, (r.Max.Y+up)>>level)
}

// Cause is what the picture of a tile was made from, the zero Cause if there is none.
func (l *Live) Cause(at image.Point) Cause {
	if t := l.tiles[at]; t != nil {
		return t.cause
	}
	return Cause{}
}

// Take flattens a tile of d from colours that were made from cause. colour has pixels of the
// halved page, at least those of the tile.
func (l *Live) Take(d *Document, at image.Point, cause Cause, colour *image.RGBA) {
	r := Halved(d.TileRect(at), l.level)
	l.over = d.overColours()
	t := l.tiles[at]
	if t == nil {
		t = l.blank(4 * r.Dx() * r.Dy())
		l.tiles[at] = t
	}
	*t.pix = image.RGBA{Pix: t.pix.Pix[:4*r.Dx()*r.Dy()], Stride: 4 * r.Dx(), Rect: r}
	t.cause = cause
	for y := r.Min.Y; y < r.Max.Y; y++ {
		copy(t.pix.Pix[t.pix.PixOffset(r.Min.X, y):][:t.pix.Stride], colour.Pix[colour.PixOffset(r.Min.X, y):])
	}
	for _, lock := range d.locks {
		lock.holdHalved(t.pix, l.level)
	}
	switch {
	case !l.over.plain():
		l.drawLayers(d, at, t.pix)
	case !l.options.HideLines:
		l.draw(d, at, t.pix)
	}
}

// drawLayers lays all layers over a tile, at the page's resolution.
func (l *Live) drawLayers(d *Document, at image.Point, pix *image.RGBA) {
	r := d.TileRect(at)
	full := pix
	if l.level > 0 {
		if l.full == nil {
			l.full = image.NewRGBA(image.Rect(0, 0, TileSize, TileSize))
		}
		full = &image.RGBA{Pix: l.full.Pix, Stride: l.full.Stride, Rect: r}
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				copy(full.Pix[full.PixOffset(x, y):][:4], pix.Pix[pix.PixOffset(x>>l.level, y>>l.level):])
			}
		}
	}
	d.layOver(full, at, r, uint32(d.looks.opacity(ColourLayer)), d.flatsOpacity())
	d.layPaint(full, d.grid.index(at), r, uint32(d.looks.opacity(PaintLayer)))
	if !l.options.HideLines {
		d.layLines(full, r)
	}
	if l.level > 0 {
		halve(pix, full, l.level)
	}
}

// halve makes each pixel of dst the mean of those of src, halved level times, that lie under
// it.
func halve(dst, src *image.RGBA, level int) {
	for y := dst.Rect.Min.Y; y < dst.Rect.Max.Y; y++ {
		for x := dst.Rect.Min.X; x < dst.Rect.Max.X; x++ {
			under := image.Rect(x<<level, y<<level, (x+1)<<level, (y+1)<<level).Intersect(src.Rect)
			var sum [4]uint32
			for v := under.Min.Y; v < under.Max.Y; v++ {
				row := src.Pix[src.PixOffset(under.Min.X, v):][:4*under.Dx()]
				for i, c := range row {
					sum[i%4] += uint32(c)
				}
			}
			n := uint32(under.Dx() * under.Dy())
			for c, s := range sum {
				dst.Pix[dst.PixOffset(x, y)+c] = uint8((s + n/2) / n)
			}
		}
	}
}

// blank is a tile with room for n bytes.
func (l *Live) blank(n int) *liveTile {
	if last := len(l.free) - 1; last >= 0 && cap(l.free[last].pix.Pix) >= n {
		t := l.free[last]
		l.free = l.free[:last]
		return t
	}
	side := TileSize >> l.level
	return &liveTile{pix: &image.RGBA{Pix: make([]uint8, n, max(n, 4*side*side))}}
}

// draw lays the lines over a tile.
func (l *Live) draw(d *Document, at image.Point, pix *image.RGBA) {
	if l.level == 0 {
		d.lines.multiply(pix, pix.Rect)
		return
	}
	if l.lines != d.lines {
		clear(l.ink)
		l.lines = d.lines
	}
	ink := l.ink[at]
	if ink == nil {
		ink = d.lines.halved(d.TileRect(at), l.level)
		l.ink[at] = ink
	}
	for i := range pix.Rect.Dx() * pix.Rect.Dy() {
		p, v := pix.Pix[4*i:4*i+3:4*i+3], ink[3*i:3*i+3:3*i+3]
		p[0], p[1], p[2] = times(p[0], uint32(v[0])), times(p[1], uint32(v[1])), times(p[2], uint32(v[2]))
	}
}

// halved is the mean multiplier, per channel, of each pixel of the page halved level times
// that r becomes, which is of whole tiles.
func (l *Lines) halved(r image.Rectangle, level int) []uint8 {
	small := Halved(r, level)
	out := make([]uint8, 0, 3*small.Dx()*small.Dy())
	dark := make([]int, l.depth*small.Dx()) // what is missing to white
	for y := small.Min.Y; y < small.Max.Y; y++ {
		clear(dark)
		top, bottom := y<<level, min((y+1)<<level, r.Max.Y)
		for v := top; v < bottom; v++ {
			l.addDark(dark, l.row(v)[r.Min.X*l.depth:r.Max.X*l.depth], level)
		}
		for x := range small.Dx() {
			n := (bottom - top) * (min((x+1)<<level, r.Dx()) - x<<level)
			for c := range 3 {
				out = append(out, uint8((255*n-dark[x*l.depth+c%l.depth]+n/2)/n))
			}
		}
	}
	return out
}

// addDark adds what a row lacks to white to sums of 1<<level pixels each. Stored white, which is
// most of a page, lacks nothing: levels always map 255 to 255.
func (l *Lines) addDark(sums []int, row []uint8, level int) {
	for i := 0; i < len(row); i++ {
		if i+8 <= len(row) && binary.LittleEndian.Uint64(row[i:]) == 1<<64-1 {
			i += 7
			continue
		}
		sums[i/l.depth>>level*l.depth+i%l.depth] += 255 - int(l.table[row[i]])
	}
}

// holdHalved puts the locked pixels into a picture of the page halved level times, by the
// page pixel in the middle of each.
func (l *Lock) holdHalved(dst *image.RGBA, level int) {
	if level == 0 {
		l.hold(dst)
		return
	}
	for y := dst.Rect.Min.Y; y < dst.Rect.Max.Y; y++ {
		for x := dst.Rect.Min.X; x < dst.Rect.Max.X; x++ {
			at := image.Pt(min((2*x+1)<<level>>1, l.grid.size.X-1), min((2*y+1)<<level>>1, l.grid.size.Y-1))
			if l.Mask.AlphaAt(at.X, at.Y).A == 0 {
				continue
			}
			src := l.kept[l.grid.index(at.Div(l.grid.side))]
			copy(dst.Pix[dst.PixOffset(x, y):][:4], src.Pix[src.PixOffset(at.X, at.Y):][:4])
		}
	}
}

// Drop lets go of the pictures that are no longer of use: those of tiles that d has colours
// for, or that show something else than d's strokes on their way. It appends their places to
// into and returns it.
func (l *Live) Drop(d *Document, into []image.Point) []image.Point {
	for at, t := range l.tiles {
		tile, want := d.Tile(at), d.CauseOf(at)
		if tile != nil && tile.cause != want && t.cause.leadsTo(want) {
			continue
		}
		into = append(into, at)
		delete(l.tiles, at)
		l.free = append(l.free, t)
	}
	return into
}

// leadsTo tells whether strokes of cause c become those of want if the last one grows.
func (c Cause) leadsTo(want Cause) bool {
	if c.Base != want.Base || c.locks != want.locks || len(c.edges) > len(want.edges) {
		return false
	}
	n := len(want.edges) - entrySize
	if n < 0 || len(c.edges) < n {
		return c == want
	}
	last := want.entryAt(n)
	if c.edges[:n] != want.edges[:n] {
		return false
	}
	if len(c.edges) == n {
		return true
	}
	had := c.entryAt(n)
	return had.id == last.id && (had.count < last.count || had == last)
}

// Over copies the pictures inside r, page px, over dst, which shows the page halved as often.
func (l *Live) Over(dst *image.RGBA, r image.Rectangle) {
	r = Halved(r, l.level).Intersect(dst.Rect)
	for _, t := range l.tiles {
		part := r.Intersect(t.pix.Rect)
		for y := part.Min.Y; y < part.Max.Y; y++ {
			copy(dst.Pix[dst.PixOffset(part.Min.X, y):][:4*part.Dx()], t.pix.Pix[t.pix.PixOffset(part.Min.X, y):])
		}
	}
}

// Tiles lists the places of all pictures, row by row.
func (l *Live) Tiles() []image.Point {
	list := make([]image.Point, 0, len(l.tiles))
	for at := range l.tiles {
		list = append(list, at)
	}
	slices.SortFunc(list, func(a, b image.Point) int {
		if a.Y != b.Y {
			return a.Y - b.Y
		}
		return a.X - b.X
	})
	return list
}

// Timely tells whether a picture of a tile that was made from cause can be shown in place of
// one made from shown: it knows all strokes, or all but the newest and as much of that as the
// one shown does.
func (d *Document) Timely(at image.Point, cause, shown Cause) bool {
	want := d.CauseOf(at)
	if cause == want {
		return true
	}
	if len(d.strokes) == 0 || !d.grid.contains(at) {
		return false
	}
	newest := d.strokes[len(d.strokes)-1]
	rest, _ := want.before(newest.ID)
	had, open := cause.before(newest.ID)
	_, known := shown.before(newest.ID)
	if had != rest || open.count < known.count {
		return false
	}
	near := d.grid.rect(at).Inset(-d.base.Reach)
	return open.count == 0 || newest.entryNear(near, int(open.count)) == open
}
