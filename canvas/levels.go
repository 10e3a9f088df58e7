package canvas

import (
	"fmt"
	"math"
)

// Levels maps the tones of a line layer: Black and darker become 0, White and lighter
// become 255, between them ((v−Black)/(White−Black))^(1/Gamma). The zero value changes
// nothing: a White of 0 counts as 255 and a Gamma of 0 as 1.
type Levels struct {
	Black, White uint8
	Gamma        float64
}

// Check reports levels that are no map: White not above Black, Gamma outside 0.1–10.
func (v Levels) Check() error {
	w, g := v.whole()
	if w <= v.Black {
		return fmt.Errorf("check levels: white %d is not above black %d; use 0–255 with black below white", w, v.Black)
	}
	if !(g >= 0.1 && g <= 10) {
		return fmt.Errorf("check levels: gamma %g; use 0.1–10", v.Gamma)
	}
	return nil
}

// Identity tells whether the levels change nothing.
func (v Levels) Identity() bool {
	w, g := v.whole()
	return v.Black == 0 && w == 255 && g == 1
}

func (v Levels) whole() (white uint8, gamma float64) {
	white, gamma = v.White, v.Gamma
	if white == 0 {
		white = 255
	}
	if gamma == 0 {
		gamma = 1
	}
	return white, gamma
}

func (v Levels) table() (t [256]uint8) {
	white, gamma := v.whole()
	low, span := float64(v.Black), float64(white)-float64(v.Black)
	for i := range t {
		u := min(max((float64(i)-low)/span, 0), 1)
		if gamma != 1 {
			u = math.Pow(u, 1/gamma)
		}
		t[i] = uint8(math.Round(255 * u))
	}
	return t
}

// propose finds levels for a scan from the histogram of its luma: white is where the
// paper's grain ends, black the tone of the darkest hundredth of what is not paper.
func propose(hist *[256]int) Levels {
	total, paper := 0, 255
	for i, n := range hist {
		total += n
		if i >= 128 && n > hist[paper] {
			paper = i
		}
	}
	near := 0
	for i := max(paper-16, 0); i <= min(paper+16, 255); i++ {
		near += hist[i]
	}
	// Without a quarter of the page in one light tone there is no paper to go by.
	if 4*near < total || total == 0 {
		return Levels{}
	}
	white := paperEnd(hist, paper)
	black := inkTone(hist, white-32)
	if white-black < 64 || black <= 8 && white >= 250 {
		return Levels{}
	}
	return Levels{Black: uint8(black), White: uint8(white)}
}

// paperEnd returns the tone with 95 % of the paper (the 32 tones about its peak) lighter.
func paperEnd(hist *[256]int, paper int) int {
	low, high := max(paper-32, 0), min(paper+32, 255)
	sum := 0
	for i := low; i <= high; i++ {
		sum += hist[i]
	}
	seen := 0
	for i := low; i <= high; i++ {
		if seen += hist[i]; 20*seen > sum {
			return i
		}
	}
	return paper
}

// inkTone returns the tone with 1 % of everything darker than limit below it.
func inkTone(hist *[256]int, limit int) int {
	sum := 0
	for i := 0; i < limit; i++ {
		sum += hist[i]
	}
	seen := 0
	for i := 0; i < limit; i++ {
		if seen += hist[i]; seen > 0 && 100*seen >= sum {
			return i
		}
	}
	return 0
}
