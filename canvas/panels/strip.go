package panels

import (
	"image"
	"slices"
)

// A page this many times longer than wide is a strip.
const stripRatio = 3

// Lengths of a strip's pieces, over its short side.
const (
	shortest = 0.6 // nearer to the end of the last piece a gutter is not looked for
	usual    = 1.2
	longest  = 2.0
	overlap  = 0.25 // of two pieces where no gutter parts them
	meeting  = 0.25 // at most, where one does: the pieces meet in the gutter
)

// leastPiece is how many page pixels a piece usually is long at least.
const leastPiece = 384

// IsStrip tells whether a page of that size is too long to be looked at in one.
func IsStrip(size image.Point) bool {
	long, short := max(size.X, size.Y), min(size.X, size.Y)
	return long > stripRatio*short && long > 2*leastPiece
}

// Pieces cuts a strip into overlapping pieces that cover it, in its own order. A cut lies in
// a gutter, where there is one not too near and not too far from the one before; pieces
// share that gutter. Elsewhere they share a quarter of the strip's short side, so that
// what is made of them can pass from the one into the other. A page that is no strip is one piece.
func Pieces(page *image.Gray) []image.Rectangle {
	size := page.Rect.Size()
	if page.Rect.Empty() {
		return nil
	}
	if !IsStrip(size) {
		return []image.Rectangle{page.Rect}
	}
	c := newCutter(look(page))
	var list []image.Rectangle
	for start := 0; ; {
		shared := c.next(start)
		list = append(list, c.rect(start, shared[1]))
		if shared[1] == c.long {
			return list
		}
		start = shared[0]
	}
}

// cutter walks along a strip; lengths are page pixels.
type cutter struct {
	page        image.Rectangle
	down        bool   // the strip is tall
	side        int    // of a cell
	bare        []bool // by cell along the strip: nothing is marked across it
	long, short int
}

func newCutter(m marks) cutter {
	size := m.page.Size()
	c := cutter{page: m.page, down: size.Y > size.X, side: m.side, long: max(size.X, size.Y), short: min(size.X, size.Y)}
	c.bare = slices.Repeat([]bool{true}, max(m.size.X, m.size.Y))
	for _, at := range m.at {
		if c.down {
			c.bare[at.y] = false
		} else {
			c.bare[at.x] = false
		}
	}
	return c
}

// of is a share of the short side, of one that is not too short.
func (c cutter) of(share float64) int {
	return int(share * max(float64(c.short), leastPiece/usual))
}

// next returns what the piece that begins at start shares with the one after it; where
// the strip ends, its end.
func (c cutter) next(start int) [2]int {
	if c.long-start <= c.of(longest) {
		return [2]int{c.long, c.long}
	}
	// The rest must not be too short for a piece, either.
	last := min(start+c.of(longest), c.long-c.of(shortest)/2)
	if g := c.gutter(start+c.of(shortest), last, start+c.of(usual)); g[1] > g[0] {
		return g
	}
	end := min(start+c.of(usual), last)
	return [2]int{end - c.of(overlap), end}
}

// gutter returns the gutter between from and to that is best to cut in: a wide one, near
// the wanted place. Of a very wide one only the middle is shared.
func (c cutter) gutter(from, to, wanted int) (best [2]int) {
	score, least := 0.0, max(2*c.side, int(thinGutter*float64(c.short)))
	for _, g := range c.gutters(from, to) {
		width, middle := g[1]-g[0], (g[0]+g[1])/2
		if width < least {
			continue
		}
		far := float64(max(middle-wanted, wanted-middle)) / float64(c.of(usual))
		if s := min(float64(width)/float64(c.of(meeting)), 1) + 0.2 - 0.5*far; best[1] == 0 || s > score {
			half := min(width, c.of(meeting)) / 2
			best, score = [2]int{middle - half, middle + half}, s
		}
	}
	return best
}

// gutters lists the bare bands between from and to.
func (c cutter) gutters(from, to int) (list [][2]int) {
	first, last := (from+c.side-1)/c.side, min(to/c.side, len(c.bare))
	for i := first; i < last; i++ {
		start := i
		for i < last && c.bare[i] {
			i++
		}
		if i > start {
			list = append(list, [2]int{start * c.side, i * c.side})
		}
	}
	return list
}

func (c cutter) rect(from, to int) image.Rectangle {
	r := image.Rect(from, 0, to, c.short)
	if c.down {
		r = image.Rect(0, from, c.short, to)
	}
	return r.Add(c.page.Min)
}

// Around grows panels, so that what reaches over a frame has its colours too: each side
// half of the way to the next panel beside it, or to the page's border, and no farther than
// an eighth of the panel. Panels of no size are left out.
func Around(page image.Rectangle, panels []image.Rectangle) []image.Rectangle {
	var list []image.Rectangle
	for _, p := range panels {
		p = p.Intersect(page)
		if p.Empty() {
			continue
		}
		room := [4]int{p.Min.X - page.Min.X, p.Min.Y - page.Min.Y, page.Max.X - p.Max.X, page.Max.Y - p.Max.Y}
		for _, o := range panels {
			o = o.Intersect(page)
			if o.Min.Y < p.Max.Y && p.Min.Y < o.Max.Y {
				room[0], room[2] = narrower(room[0], p.Min.X-o.Max.X), narrower(room[2], o.Min.X-p.Max.X)
			}
			if o.Min.X < p.Max.X && p.Min.X < o.Max.X {
				room[1], room[3] = narrower(room[1], p.Min.Y-o.Max.Y), narrower(room[3], o.Min.Y-p.Max.Y)
			}
		}
		most := min(p.Dx(), p.Dy()) / 8
		for i := range room {
			room[i] = min(room[i], most)
		}
		list = append(list, image.Rect(p.Min.X-room[0], p.Min.Y-room[1], p.Max.X+room[2], p.Max.Y+room[3]))
	}
	return list
}

// narrower takes half of a gap to another panel, if that lies on this side at all.
func narrower(room, gap int) int {
	if gap < 0 {
		return room
	}
	return min(room, (gap+1)/2)
}
