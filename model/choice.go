package model

import (
	"fmt"
	"hash/maphash"
	"image"
	"slices"

	"keyline/model/region"
)

// choice is a set of references: byte i is 1 if reference i is in it, else 0.
type choice string

// has tells whether reference i is in the set.
func (c choice) has(i int) bool { return c[i] == 1 }

// choices say from which of the references each working pixel takes its colours; nil: from
// all of them.
type choices struct {
	sets []choice
	at   []uint16 // [h,w], padding included: which of the sets
	w, h int
}

// choicesOf reads where each of the references gives colours. A pixel that none is for takes
// from all; nil if all do.
func (f frame) choicesOf(where []*image.Alpha) *choices {
	if !slices.ContainsFunc(where, func(m *image.Alpha) bool { return m != nil }) {
		return nil
	}
	c, known := &choices{at: make([]uint16, f.w*f.h), w: f.w, h: f.h}, map[choice]uint16{}
	set, all := make([]byte, len(where)), choice(slices.Repeat([]byte{1}, len(where)))
	for y := range f.h {
		for x := range f.w {
			s := f.choiceAt(set, where, min(x, f.ww-1), min(y, f.wh-1))
			if !slices.Contains([]byte(s), 1) {
				s = all
			}
			k, ok := known[s]
			if !ok {
				k = uint16(len(c.sets))
				known[s], c.sets = k, append(c.sets, s)
			}
			c.at[y*f.w+x] = k
		}
	}
	if len(c.sets) == 1 && c.sets[0] == all {
		return nil
	}
	return c
}

// choiceAt is the set of the references that give colours at the page pixel in the middle of
// a working pixel.
func (f frame) choiceAt(set []byte, where []*image.Alpha, x, y int) choice {
	px, py := (2*x+1)*f.page.Dx()/(2*f.ww), (2*y+1)*f.page.Dy()/(2*f.wh)
	for i, m := range where {
		set[i] = 1
		if m != nil && m.Pix[m.PixOffset(m.Rect.Min.X+px, m.Rect.Min.Y+py)] < 128 {
			set[i] = 0
		}
	}
	return choice(set)
}

// checkWhere returns an error unless there is a mask, or nil, for each reference, of the
// page's size; or none at all.
func (r Request) checkWhere() error {
	if len(r.Where) > 0 && len(r.Where) != len(r.References) {
		return fmt.Errorf("colorize: %d masks for %d references; give one for each, or none", len(r.Where), len(r.References))
	}
	for i, m := range r.Where {
		if m != nil && m.Rect.Size() != r.Lines.Rect.Size() {
			return fmt.Errorf("colorize: the mask of reference %d is %v pixels, the lines %v; bring both to one size", i+1, m.Rect.Size(), r.Lines.Rect.Size())
		}
	}
	return nil
}

// cropped is the part of the choices in a window of the working pixels.
func (c *choices) cropped(window image.Rectangle) *choices {
	if c == nil {
		return nil
	}
	p := &choices{sets: c.sets, w: window.Dx(), h: window.Dy()}
	for y := window.Min.Y; y < window.Max.Y; y++ {
		p.at = append(p.at, c.at[y*c.w+window.Min.X:][:p.w]...)
	}
	return p
}

// gives tells whether reference i gives colours to working pixel number k.
func (c *choices) gives(i, k int) bool { return c == nil || c.sets[c.at[k]].has(i) }

// key tells one way to choose from another.
func (c *choices) key(s hashSeed) uint64 {
	if c == nil {
		return 0
	}
	var hash maphash.Hash
	hash.SetSeed(s.Seed)
	for _, set := range c.sets {
		_, _ = hash.WriteString(string(set))
	}
	for _, k := range c.at {
		_, _ = hash.Write([]byte{byte(k), byte(k >> 8)})
	}
	return hash.Sum64()
}

// taking is some of a sketch's tokens with the memory that they are matched with.
type taking struct {
	memory *memory
	tokens []int  // nil: all
	where  []bool // by token: whether it is one of them; nil: all are
}

// takings sorts the tokens by what they are matched with: a token goes with most of its
// pixels.
func (c *choices) takings(m *memory) []taking {
	if c == nil {
		return []taking{{memory: m}}
	}
	var list []taking
	across, tokens := c.w/tokenSide, c.w/tokenSide*(c.h/tokenSide)
	by := make([][]int, len(c.sets))
	for t := range tokens {
		k := c.most(t%across*tokenSide, t/across*tokenSide)
		by[k] = append(by[k], t)
	}
	for k, at := range by {
		if len(at) == 0 {
			continue
		}
		where := make([]bool, tokens)
		for _, t := range at {
			where[t] = true
		}
		list = append(list, taking{m.only(c.sets[k]), at, where})
	}
	return list
}

// most is the set that most pixels of the token at x, y take from, of several the first.
func (c *choices) most(x, y int) int {
	counts := make([]int, len(c.sets))
	for i := range tokenSide {
		for _, k := range c.at[(y+i)*c.w+x:][:tokenSide] {
			counts[k]++
		}
	}
	return slices.Index(counts, slices.Max(counts))
}

// attend calls match for the taking's part of n queries and puts what it gives into out.
func (t taking) attend(out, query []float32, n int, match func(out, query []float32, n int)) {
	if t.tokens == nil {
		match(out, query, n)
		return
	}
	part := make([]float32, len(out)/n*len(t.tokens))
	match(part, gathered(query, n, t.tokens), len(t.tokens))
	scattered(out, part, n, t.tokens)
}

// votes are what the taking's tokens think of its references' colours, of the votes [24,h,w].
func (t taking) votes(v plane) region.Votes {
	share, swatches := v.data()[votePlane*v.h*v.w:], t.memory.swatches
	return region.Votes{Swatches: swatches, Share: share[:len(swatches)*v.h*v.w], Across: v.w, Side: tokenSide, Where: t.where}
}

// gathered copies the columns of planes [c,n] that are listed.
func gathered(planes []float32, n int, columns []int) []float32 {
	c := len(planes) / n
	out := make([]float32, c*len(columns))
	for k := range c {
		for i, column := range columns {
			out[k*len(columns)+i] = planes[k*n+column]
		}
	}
	return out
}

// scattered puts them back.
func scattered(planes, part []float32, n int, columns []int) {
	for k := range len(part) / len(columns) {
		for i, column := range columns {
			planes[k*n+column] = part[k*len(columns)+i]
		}
	}
}
