package region

import "testing"

// boxed is a picture of 60 x 60 with two closed boxes side by side and paper around them.
func boxed() *Map {
	const w, h = 60, 60
	ink := make([]float32, w*h)
	for i := range ink {
		x, y := i%w, i/w
		across := y >= 10 && y <= 50 && (x == 10 || x == 30 || x == 50)
		along := x >= 10 && x <= 50 && (y == 10 || y == 50)
		if across || along {
			ink[i] = 1
		}
	}
	return SegmentPart(ink, nil, w, h, usualSide)
}

// shifted is what a reference shows that is drawn dx px farther right: red and blue boxes with lines
// of black, three px wide, on white.
func shifted(m *Map, dx int, trust float32) Placed {
	n := m.W * m.H
	p := Placed{Colour: make([]float32, 3*n), Trust: make([]float32, n)}
	for i := range n {
		x, y := i%m.W-dx, i/m.W
		c := Swatch{1, 1, 1}
		inside := x >= 9 && x <= 51 && y >= 9 && y <= 51
		switch {
		case inside && (x < 12 || x > 48 || y < 12 || y > 48 || x > 28 && x < 32):
			c = Swatch{}
		case inside && x < 30:
			c = Swatch{0.8, 0.1, 0.1}
		case inside:
			c = Swatch{0.1, 0.1, 0.8}
		}
		for k, v := range c {
			p.Colour[k*n+i] = v
		}
		p.Trust[i] = trust
	}
	return p
}

func (m *Map) colourAt(colour []float32, x, y int) Swatch {
	n, i := m.W*m.H, y*m.W+x
	return Swatch{colour[i], colour[n+i], colour[2*n+i]}
}

func middling(m *Map) []float32 {
	out := make([]float32, 3*m.W*m.H)
	for i := range out {
		out[i] = 0.5
	}
	return out
}

func TestPlacedColoursLeaveTheReferencesLinesOut(t *testing.T) {
	m := boxed()
	colour := middling(m)
	m.Lay(colour, shifted(m, 3, 1))
	for _, at := range []struct {
		name string
		x, y int
		want Swatch
	}{
		{"red box", 20, 30, Swatch{0.8, 0.1, 0.1}},
		{"red box beside its left line, where the reference's lies", 13, 30, Swatch{0.8, 0.1, 0.1}},
		{"blue box beside the middle line", 33, 30, Swatch{0.1, 0.1, 0.8}},
		{"paper", 5, 5, Swatch{1, 1, 1}},
		{"paper where the reference's line lies", 53, 30, Swatch{1, 1, 1}},
	} {
		if got := m.colourAt(colour, at.x, at.y); apart(got, at.want) > 2 {
			t.Errorf("%s: %v, want %v", at.name, got, at.want)
		}
	}
}

func TestWhatIsMeantToBeBlackStays(t *testing.T) {
	m := boxed()
	p := shifted(m, 0, 1)
	n := m.W * m.H
	for y := 22; y < 41; y++ { // a spot black that reaches farther from all lines than lines do
		for x := 16; x < 24; x++ {
			for c := range 3 {
				p.Colour[c*n+y*m.W+x] = 0
			}
		}
	}
	colour := middling(m)
	m.Lay(colour, p)
	if got := m.colourAt(colour, 20, 30); got != (Swatch{}) {
		t.Errorf("a spot black became %v", got)
	}
}

func TestNothingIsLaidWithoutTrust(t *testing.T) {
	m := boxed()
	colour := middling(m)
	m.Lay(colour, shifted(m, 0, 0))
	for i, v := range colour {
		if v != 0.5 {
			t.Fatalf("value %d became %v", i, v)
		}
	}
}

func TestAnEvenAreaIsTrustedAsAWhole(t *testing.T) {
	m := boxed()
	p := shifted(m, 0, 1)
	for y := 40; y < 50; y++ { // beyond the reference's border
		for x := 10; x < 30; x++ {
			p.Trust[y*m.W+x] = 0
			for c := range 3 {
				p.Colour[c*m.W*m.H+y*m.W+x] = 0.3
			}
		}
	}
	colour := middling(m)
	m.Lay(colour, p)
	if got, want := m.colourAt(colour, 20, 45), (Swatch{0.8, 0.1, 0.1}); apart(got, want) > 2 {
		t.Errorf("the rest of the red box is %v", got)
	}
}

func TestWhatHasItsColourFromElsewhereKeepsIt(t *testing.T) {
	m := boxed()
	p := shifted(m, 0, 1)
	p.Elsewhere = make([]bool, m.W*m.H)
	for i := range p.Elsewhere {
		p.Elsewhere[i] = i/m.W >= 30
	}
	colour := middling(m)
	m.Lay(colour, p)
	for y := range m.H {
		got := m.colourAt(colour, 20, y)
		if kept := got == (Swatch{0.5, 0.5, 0.5}); kept != (y >= 30) {
			t.Errorf("row %d is %v", y, got)
		}
	}
}

func TestLayOfOddPictures(t *testing.T) {
	for _, size := range [][2]int{{0, 0}, {1, 1}, {7, 1}, {5, 3}} {
		n := size[0] * size[1]
		m := SegmentPart(make([]float32, n), nil, size[0], size[1], usualSide)
		colour := make([]float32, 3*n)
		p := Placed{Colour: make([]float32, 3*n), Trust: make([]float32, n)}
		for i := range p.Trust {
			p.Trust[i] = 1
		}
		for i := range p.Colour {
			p.Colour[i] = 0.25
		}
		m.Lay(colour, p)
		for i, v := range colour {
			if v != 0.25 {
				t.Fatalf("%v: value %d is %v", size, i, v)
			}
		}
	}
}

// apart is the distance of two colours in Lab.
func apart(p, q Swatch) float32 {
	pl, pa, pb := lab(p[0], p[1], p[2])
	ql, qa, qb := lab(q[0], q[1], q[2])
	return distance3(pl-ql, pa-qa, pb-qb)
}
