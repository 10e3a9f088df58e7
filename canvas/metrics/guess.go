package metrics

import (
	"image"
	"math"
)

const (
	// mudChroma and mudLow–mudHigh are the chroma under which, and the lightness between
	// which, a colour is mud where the truth is livelier.
	mudChroma, mudLow, mudHigh = 12, 25, 88
	// lively is the chroma of a truth that mud is no answer to.
	lively = 20
)

// Guess says how a colouring that knew no reference looks, in shares of 0–1: which colours are
// right nobody can know, but that there are some, and that paper stays paper, one can see.
type Guess struct {
	Painted float64 // of the coloured foreground, what is no longer paper
	Mud     float64 // of the livelier foreground, what is grey of middle lightness
	Paper   float64 // of the truth's paper off the lines, what is paper still
}

// Guess judges pred; a share of nothing is NaN.
func (p *Panel) Guess(pred image.Image) (g Guess, err error) {
	flat, err := p.ready(pred)
	if err != nil {
		return g, err
	}
	var painted, mud, paper, coloured, alive, white float64
	for i, open := range p.open {
		if !open {
			continue
		}
		got := labAt(flat, i)
		if !p.coloured[i] {
			white++
			if !isColoured(got) {
				paper++
			}
			continue
		}
		coloured++
		if isColoured(got) {
			painted++
		}
		if truth := labAt(p.truth, i); math.Hypot(truth.A, truth.B) < lively {
			continue
		}
		alive++
		if got.L > mudLow && got.L < mudHigh && math.Hypot(got.A, got.B) < mudChroma {
			mud++
		}
	}
	return Guess{painted / coloured, mud / alive, paper / white}, nil
}
