package panels

import "image"

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

// Cut cuts a strip into overlapping pieces that cover it, in its own order. A cut lies in
// a gutter, where there is one not too near and not too far from the one before; pieces
// share that gutter. Elsewhere they share a quarter of the strip's short side, so that
// what is made of them can pass from the one into the other. gutters are the bands that
// certainly show nothing but the ground: between the straight edges of two panels. A page
// that is no strip is one piece.
func Cut(page *image.Gray) (pieces, gutters []image.Rectangle) {
	size := page.Rect.Size()
	if page.Rect.Empty() {
		return nil, nil
	}
	if !IsStrip(size) {
		return []image.Rectangle{page.Rect}, nil
	}
	c := newCutter(look(page))
	for _, g := range c.gutters(0, c.long) {
		if c.framed(g) {
			gutters = append(gutters, c.rect(g[0], g[1]))
		}
	}
	for start := 0; ; {
		shared := c.next(start)
		pieces = append(pieces, c.rect(start, shared[1]))
		if shared[1] == c.long {
			return pieces, gutters
		}
		start = shared[0]
	}
}

// cutter walks along a strip; lengths are page pixels.
type cutter struct {
	page        image.Rectangle
	down        bool    // the strip is tall
	side        int     // of a cell
	across      profile // marks by cell along the strip
	long, short int
}

func newCutter(m marks) cutter {
	size := m.page.Size()
	c := cutter{page: m.page, down: size.Y > size.X, side: m.side, long: max(size.X, size.Y), short: min(size.X, size.Y)}
	c.across = profile{count: make([]int32, max(m.size.X, m.size.Y))}
	for _, at := range m.at {
		if c.down {
			c.across.count[at.y]++
		} else {
			c.across.count[at.x]++
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

// gutters lists the bands between from and to that nothing is marked in.
func (c cutter) gutters(from, to int) (list [][2]int) {
	first, last := (from+c.side-1)/c.side, len(c.across.count)
	if to < c.long {
		last = to / c.side
	}
	for i := first; i < last; i++ {
		start := i
		for i < last && c.across.count[i] == 0 {
			i++
		}
		if i > start {
			list = append(list, [2]int{start * c.side, min(i*c.side, c.long)})
		}
	}
	return list
}

// framed tells whether a band lies between straight edges, or one and the strip's end.
func (c cutter) framed(band [2]int) bool {
	first, last, cells := band[0]/c.side, (band[1]+c.side-1)/c.side, c.short/c.side
	return (band[0] == 0 || c.across.edge(first-edgeCells, cells)) &&
		(band[1] == c.long || c.across.edge(last, cells)) && (band[0] > 0 || band[1] < c.long)
}

func (c cutter) rect(from, to int) image.Rectangle {
	r := image.Rect(from, 0, to, c.short)
	if c.down {
		r = image.Rect(0, from, c.short, to)
	}
	return r.Add(c.page.Min)
}
