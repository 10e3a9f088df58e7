package region

import "testing"

// TestAGuessIsLaidFlat votes on a page with a closed square: the tokens in it are of two minds,
// the ground of none.
func TestAGuessIsLaidFlat(t *testing.T) {
	const w, h, side = 64, 64, 8
	ink := make([]float32, w*h)
	for i := 16; i < 48; i++ {
		for _, at := range []int{16*w + i, 47*w + i, i*w + 16, i*w + 47} {
			ink[at] = 1
		}
	}
	m := Segment(ink, nil, w, h)
	white, red, blue := Swatch{1, 1, 1}, Swatch{0.8, 0.1, 0.1}, Swatch{0.1, 0.2, 0.9}
	v := Votes{Swatches: []Swatch{white, red, blue}, Across: w / side, Side: side, Share: make([]float32, 3*64)}
	for token := range 64 {
		x, y := token%8, token/8
		shares := [3]float32{0.4, 0.25, 0.35} // the ground: nothing has half of the votes
		if x >= 2 && x < 6 && y >= 2 && y < 6 {
			shares = [3]float32{0.1, 0.3, 0.6}
			if x == 2 {
				shares = [3]float32{0.1, 0.8, 0.1}
			}
		}
		for k, s := range shares {
			v.Share[k*64+token] = s
		}
	}
	guess := func() (inside, outside Swatch) {
		colour := make([]float32, 3*w*h)
		for i := range colour {
			colour[i] = float32(i%7) / 9
		}
		m.Guess(colour, v, 0)
		inside, outside = m.colourAt(colour, 30, 30), m.colourAt(colour, 2, 2)
		for y := range h {
			for x := range w {
				want := outside
				if x > 17 && x < 46 && y > 17 && y < 46 {
					want = inside
				} else if x > 14 && x < 49 && y > 14 && y < 49 {
					continue // the line and beside it
				}
				if got := m.colourAt(colour, x, y); got != want {
					t.Fatalf("%d, %d is %v, the region %v", x, y, got, want)
				}
			}
		}
		return inside, outside
	}
	if inside, outside := guess(); inside[2] < 0.7 || inside[0] > 0.3 || outside != white {
		t.Errorf("the square is %v, want blue; the ground %v, want white", inside, outside)
	}
	for token := range 64 {
		v.Share[token], v.Share[2*64+token] = 0.1, 0.8
	}
	if _, outside := guess(); outside != blue {
		t.Errorf("a ground of which all is sure is %v, want blue", outside)
	}
}
