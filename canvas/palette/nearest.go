package palette

import "image/color"

// Nearest sorts colours to the swatches of a palette. Make one with [NewNearest]; it is
// not safe for several goroutines.
type Nearest struct {
	swatches []oklab
	exact    map[uint32]int16
	cells    [1 << 18]int16 // by six bits a channel: 0 unknown, else the answer + 2
}

// farthest is how far in Oklab a colour may be from a swatch to belong to it: its shades
// and tints, not another hue.
const farthest = 0.08

// NewNearest prepares a palette of at most [MaxSwatches] colours.
func NewNearest(list []color.NRGBA) *Nearest {
	n := &Nearest{exact: map[uint32]int16{}}
	for i, c := range list {
		n.swatches = append(n.swatches, toOklab(float64(c.R), float64(c.G), float64(c.B)))
		key := uint32(c.R)<<16 | uint32(c.G)<<8 | uint32(c.B)
		if _, twice := n.exact[key]; !twice {
			n.exact[key] = int16(i)
		}
	}
	return n
}

// Of returns the index of the swatch that a colour belongs to, −1 if it is more than 0.08
// in Oklab from all. A swatch's own colour belongs to it, or to the first of equals; other
// colours count as the middle of their cell of four steps a channel, so that a picture is
// sorted quickly and always the same way.
func (n *Nearest) Of(r, g, b uint8) int {
	if i, ok := n.exact[uint32(r)<<16|uint32(g)<<8|uint32(b)]; ok {
		return int(i)
	}
	cell := &n.cells[uint32(r>>2)<<12|uint32(g>>2)<<6|uint32(b>>2)]
	if *cell == 0 {
		*cell = int16(n.search(r, g, b) + 2)
	}
	return int(*cell) - 2
}

func (n *Nearest) search(r, g, b uint8) int {
	middle := func(v uint8) float64 { return float64(v&^3) + 1.5 }
	c := toOklab(middle(r), middle(g), middle(b))
	best, far := -1, farthest*farthest
	for i, s := range n.swatches {
		dl, da, db := c.l-s.l, c.a-s.a, c.b-s.b
		if d := dl*dl + da*da + db*db; d < far {
			best, far = i, d
		}
	}
	return best
}
