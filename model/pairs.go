package model

import (
	"image"

	"keyline/model/register"
)

const (
	inkAround = 4   // px around a token in which
	inkSeen   = 0.2 // ink makes it say something: on bare paper all tokens are alike
)

// finding is the token that is most like one of the sketch's.
type finding struct {
	reference int // counted from 0; -1 if it is a hint
	token     int // of that reference
	weight    float32
}

// note keeps what the taking's part of the tokens found: best counts the tokens of its memory.
func (t taking) note(to []finding, best []int32, weight []float32) {
	for k, token := range best {
		at := k
		if t.tokens != nil {
			at = t.tokens[k]
		}
		reference, own := t.memory.origin(int(token))
		to[at] = finding{reference, own, weight[k]}
	}
}

// origin tells which reference a token belongs to, and which of its tokens that is.
func (m *memory) origin(token int) (reference, own int) {
	for i, p := range m.parts {
		if token < p.N {
			return m.numbers[i], token
		}
		token -= p.N
	}
	return -1, token
}

// pairs are, by reference, the places of the sketch b that the second match found in it. Those
// of a reference are parts of its size.
func (c *colorizerGraph) pairs(b *Base, references []*image.NRGBA) [][]register.Pair {
	out := make([][]register.Pair, len(references))
	for t, f := range c.found {
		x, y := t%(b.w/tokenSide), t/(b.w/tokenSide)
		if f.reference < 0 || f.reference >= len(references) || !b.inked(x*tokenSide, y*tokenSide) {
			continue
		}
		m := references[f.reference].Rect
		w, h := referenceSize(m.Dx(), m.Dy(), min(len(references), maxReferences))
		w, h = w/tokenSide, h/tokenSide
		out[f.reference] = append(out[f.reference], register.Pair{
			X: (float64(x) + 0.5) * tokenSide, Y: (float64(y) + 0.5) * tokenSide,
			U: (float64(f.token%w) + 0.5) / float64(w), V: (float64(f.token/w) + 0.5) / float64(h),
			Weight: float64(f.weight),
		})
	}
	return out
}

// inked tells whether there are lines in or around the token whose corner is at x, y.
func (b *Base) inked(x, y int) bool {
	r := image.Rect(x, y, x+tokenSide, y+tokenSide).Inset(-inkAround).Intersect(image.Rect(0, 0, b.ww, b.wh))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range b.ink[y*b.w+r.Min.X : y*b.w+r.Max.X] {
			if v > inkSeen {
				return true
			}
		}
	}
	return false
}

// pairs are the same pairs in pixels of the portrait.
func (p portrait) pairs(parts []register.Pair) []register.Pair {
	out := make([]register.Pair, len(parts))
	for i, q := range parts {
		q.U, q.V = q.U*float64(p.w), q.V*float64(p.h)
		out[i] = q
	}
	return out
}
