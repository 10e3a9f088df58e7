package region

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// drawing reads ink from rows of '#' (line) and anything else (paper).
func drawing(rows ...string) (ink []float32, w, h int) {
	for _, row := range rows {
		for _, c := range row {
			if c == '#' {
				ink = append(ink, 1)
			} else {
				ink = append(ink, 0)
			}
		}
	}
	return ink, len(rows[0]), len(rows)
}

// room is the outline of a box of w x h, gap px of its right wall missing in the middle, in
// a picture with a margin of 12 px around.
func room(w, h, gap int) (ink []float32, pw, ph int) {
	const margin = 130
	pw, ph = w+2*margin, h+2*margin
	ink = make([]float32, pw*ph)
	for y := margin; y < margin+h; y++ {
		for x := margin; x < margin+w; x++ {
			wall := x == margin || y == margin || y == margin+h-1
			if x == margin+w-1 {
				wall = wall || 2*(y-margin)+1 < h-gap || 2*(y-margin)+1 > h+gap
			}
			if wall {
				ink[y*pw+x] = 1
			}
		}
	}
	return ink, pw, ph
}

func TestDistanceEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][2]int{{1, 1}, {1, 9}, {13, 1}, {17, 11}, {32, 40}} {
		w, h := size[0], size[1]
		barrier := make([]bool, w*h)
		for i := range barrier {
			barrier[i] = r.IntN(20) == 0
		}
		barrier[r.IntN(len(barrier))] = true
		for i, got := range distance(barrier, w, h) {
			want := math.Inf(1)
			for j, b := range barrier {
				if b {
					want = min(want, math.Hypot(float64(i%w-j%w), float64(i/w-j/w)))
				}
			}
			if math.Abs(float64(got)-want) > 1e-4 {
				t.Fatalf("%v: %g at %d, want %g", size, got, i, want)
			}
		}
	}
}

func TestSegment(t *testing.T) {
	for _, c := range []struct {
		name    string
		w, h    int
		gap     int
		outside bool // inside and outside are one
	}{
		{"closed", 40, 30, 0, false},
		{"a gap", 40, 30, 3, false},
		{"a wider gap", 60, 60, 10, false},
		{"a passage", 60, 60, 30, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			ink, w, h := room(c.w, c.h, c.gap)
			m := Segment(ink, nil, w, h)
			in, out := m.At(w/2, h/2), m.At(w-2, h/2)
			if in == 0 || out == 0 || (in == out) != c.outside {
				t.Errorf("inside is region %d, outside %d; want one: %v", in, out, c.outside)
			}
			if !m.Open(out) || m.Open(in) != c.outside {
				t.Errorf("open: inside %v, outside %v", m.Open(in), m.Open(out))
			}
		})
	}
}

func TestSegmentOfNothing(t *testing.T) {
	for _, c := range []struct {
		name string
		ink  []float32
		w, h int
		want int
	}{
		{"empty", nil, 0, 0, 0},
		{"one pixel of paper", []float32{0}, 1, 1, 1},
		{"one pixel of ink", []float32{1}, 1, 1, 0},
		{"paper alone", make([]float32, 7*5), 7, 5, 1},
		{"an even tone", slices.Repeat([]float32{0.4}, 40*30), 40, 30, 1},
	} {
		if m := Segment(c.ink, nil, c.w, c.h); m.Count() != c.want {
			t.Errorf("%s: %d regions, want %d", c.name, m.Count(), c.want)
		}
	}
}

func TestAFaintThinLineOnToneParts(t *testing.T) {
	ink := slices.Repeat([]float32{0.3}, 41*30)
	for y := range 30 {
		ink[y*41+20] = 0.45
	}
	if m := Segment(ink, nil, 41, 30); m.At(5, 15) == m.At(35, 15) {
		t.Error("both sides of a thin line that is darker than its ground are one region")
	}
}

// picture is a colour picture with its hints.
type picture struct {
	colour, hint, hinted []float32
	w                    int
}

func newPicture(w, h int, r, g, b float32) *picture {
	n := w * h
	p := &picture{make([]float32, 3*n), make([]float32, 3*n), make([]float32, n), w}
	for i := range n {
		p.colour[i], p.colour[n+i], p.colour[2*n+i] = r, g, b
	}
	return p
}

func (p *picture) dab(x, y int, r, g, b float32) {
	i, n := y*p.w+x, len(p.hinted)
	p.hinted[i], p.hint[i], p.hint[n+i], p.hint[2*n+i] = 1, r, g, b
}

// fill colours what the hints take.
func (p *picture) fill(m *Map) {
	n, hint := len(p.hinted), make([]int32, len(p.hinted))
	for i, v := range p.hinted {
		if v > 0 {
			hint[i] = int32(i) + 1
		}
	}
	for i, k := range m.Fill(p.colour, hint) {
		for c := 0; c < 3 && k > 0; c++ {
			p.colour[c*n+i] = p.hint[c*n+int(k)-1]
		}
	}
}

func (p *picture) at(x, y int) [3]float32 {
	i, n := y*p.w+x, len(p.hinted)
	return [3]float32{p.colour[i], p.colour[n+i], p.colour[2*n+i]}
}

var red, blue, grey = [3]float32{1, 0, 0}, [3]float32{0, 0, 1}, [3]float32{0.5, 0.5, 0.5}

func TestAHintFillsItsRegionAndNothingElse(t *testing.T) {
	ink, w, h := room(40, 30, 3)
	m, p := Segment(ink, nil, w, h), newPicture(w, h, 0.5, 0.5, 0.5)
	p.dab(w/2, h/2, 1, 0, 0)
	p.fill(m)
	in := m.At(w/2, h/2)
	for y := range h {
		for x := range w {
			want := grey
			switch m.At(x, y) {
			case in:
				want = red
			case 0:
				continue // under a line the two sides meet somewhere
			}
			if got := p.at(x, y); got != want {
				t.Fatalf("%d,%d is %v, want %v", x, y, got, want)
			}
		}
	}
}

func TestTwoHintsShareARegionByNearness(t *testing.T) {
	ink, w, h := room(40, 30, 0)
	m, p := Segment(ink, nil, w, h), newPicture(w, h, 0.5, 0.5, 0.5)
	p.dab(w/2-15, h/2, 1, 0, 0)
	p.dab(w/2+14, h/2, 0, 0, 1) // as far from its wall as the other
	p.fill(m)
	for x := w/2 - 18; x < w/2+18; x++ {
		want := red
		if x >= w/2 {
			want = blue
		}
		if got := p.at(x, h/2); got != want {
			t.Errorf("column %d is %v, want %v", x, got, want)
		}
	}
}

func TestAStepOfColourIsAFartherWay(t *testing.T) {
	ink, w, h := room(40, 30, 0)
	m, p := Segment(ink, nil, w, h), newPicture(w, h, 0.5, 0.5, 0.5)
	for y := range h {
		for x := w/2 - 8; x < w; x++ {
			p.colour[y*w+x] = 0.9
		}
	}
	p.dab(w/2-15, h/2, 1, 0, 0)
	p.dab(w/2+15, h/2, 0, 0, 1)
	p.fill(m)
	if a, b := p.at(w/2-9, h/2), p.at(w/2-8, h/2); a != red || b != blue {
		t.Errorf("on the two sides of the step: %v, %v; want %v, %v", a, b, red, blue)
	}
}

func TestAnEdgeStrokeBoundsAHint(t *testing.T) {
	ink, w, h := room(40, 30, 0)
	strokes := make([]byte, w*h)
	for y := range h {
		strokes[y*w+w/2] = 1
	}
	m, p := Segment(ink, strokes, w, h), newPicture(w, h, 0.5, 0.5, 0.5)
	p.dab(w/2-12, h/2, 1, 0, 0)
	p.fill(m)
	if a, b := p.at(w/2-2, h/2), p.at(w/2+2, h/2); a != red || b != grey {
		t.Errorf("before the stroke %v, behind it %v; want %v, %v", a, b, red, grey)
	}
}

func TestInAnOpenRegionPaperAndOtherColoursStay(t *testing.T) {
	const w, h = 60, 20
	m, p := Segment(make([]float32, w*h), nil, w, h), newPicture(w, h, 1, 1, 1)
	for y := 5; y < 15; y++ {
		for x := 10; x < 50; x++ {
			i := y*w + x
			p.colour[i], p.colour[w*h+i], p.colour[2*w*h+i] = 0.5, 0.5, 0.5
			if x >= 30 {
				p.colour[i] = 0.9
			}
		}
	}
	p.dab(15, 10, 1, 0, 0)
	p.dab(3, 3, 0, 0, 1)
	p.fill(m)
	for _, c := range []struct {
		name string
		x    int
		want [3]float32
	}{{"the same colour", 28, red}, {"another colour", 32, [3]float32{0.9, 0.5, 0.5}}, {"paper, though a hint lies on it", 5, [3]float32{1, 1, 1}}} {
		if got := p.at(c.x, 10); got != c.want {
			t.Errorf("%s is %v, want %v", c.name, got, c.want)
		}
	}
}

func TestADabsRimBehindALineMeansNothing(t *testing.T) {
	ink, w, h := drawing(
		strings.Repeat(" ", 30)+"#"+strings.Repeat(" ", 30),
		strings.Repeat(" ", 30)+"#"+strings.Repeat(" ", 30),
	)
	for range 4 { // 32 rows
		ink = append(ink, ink...)
		h *= 2
	}
	m, p := Segment(ink, nil, w, h), newPicture(w, h, 0.5, 0.5, 0.5)
	for x := 25; x <= 31; x++ {
		p.dab(x, h/2, 1, 0, 0)
	}
	p.fill(m)
	if a, b := p.at(5, 5), p.at(55, 5); a != red || b != grey {
		t.Errorf("this side %v, that side %v; want %v, %v", a, b, red, grey)
	}
}

func TestClear(t *testing.T) {
	ink, w, h := room(60, 60, 3)
	m := Segment(ink, nil, w, h)
	for _, c := range []struct {
		name          string
		spot          [3]float32
		wide          int // px of a square of that colour left of the room
		hinted, stays bool
	}{
		{"a spill", [3]float32{0.7, 0.8, 0.6}, 20, false, false},
		{"a spill with a hint in it", [3]float32{0.7, 0.8, 0.6}, 20, true, true},
		{"a strong colour: a figure", [3]float32{0.1, 0.2, 0.6}, 20, false, true},
		{"a painted ground", [3]float32{0.7, 0.8, 0.6}, 120, false, true},
	} {
		p := newPicture(w, h, 1, 1, 1)
		for y := range h {
			for x := range w {
				in := m.At(x, y) == m.At(w/2, h/2)
				if spot := x < c.wide && y < c.wide; spot || in {
					for k, v := range map[bool][3]float32{true: {0.5, 0.5, 0.5}, false: c.spot}[in] {
						p.colour[k*w*h+y*w+x] = v
					}
				}
			}
		}
		if c.hinted {
			p.hinted[5*w+5] = 1
		}
		m.Clear(p.colour, p.hinted)
		want := [3]float32{1, 1, 1}
		if c.stays {
			want = c.spot
		}
		if got := p.at(5, 5); got != want {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
		if got := p.at(w/2, h/2); got != grey {
			t.Errorf("%s: inside the room %v, want %v", c.name, got, grey)
		}
	}
}

// votes are what two swatches get in every token of a picture: grey 1-share, red share.
func votesFor(w, h int, share func(x, y int) float32) Votes {
	const side = 8
	v := Votes{Swatches: []Swatch{grey, red}, Across: (w + side - 1) / side, Side: side}
	rows := (h + side - 1) / side
	v.Share = make([]float32, 2*v.Across*rows)
	for y := range rows {
		for x := range v.Across {
			s := share(x*side, y*side)
			v.Share[y*v.Across+x], v.Share[(rows+y)*v.Across+x] = 1-s, s
		}
	}
	return v
}

func TestSettle(t *testing.T) {
	ink, w, h := room(60, 60, 3)
	m := Segment(ink, nil, w, h)
	inRoom := func(x, y int) bool { return m.At(x, y) == m.At(w/2, h/2) }
	shade := [3]float32{0.52, 0.5, 0.48}
	shaded := [3]float32{grey[0] + (shade[0]-grey[0])*(1-pull), grey[1], grey[2] + (shade[2]-grey[2])*(1-pull)}
	for _, c := range []struct {
		name  string
		all   [3]float32 // the network's colour
		red   float32    // the votes' share of red
		want  [3]float32 // in the room
		paper [3]float32 // outside, where the border cuts the region
	}{
		{"a shade comes most of the way to the swatch", shade, 0, shaded, shade},
		{"another colour goes all the way", blue, 0, grey, blue},
		{"the swatch with more votes counts", blue, 0.6, red, blue},
	} {
		p := newPicture(w, h, c.all[0], c.all[1], c.all[2])
		m.Settle(p.colour, votesFor(w, h, func(int, int) float32 { return c.red }))
		for y := range h {
			for x := range w {
				want := c.paper
				if inRoom(x, y) {
					want = c.want
				} else if m.At(x, y) == 0 {
					continue
				}
				if got := p.at(x, y); distance3(got[0]-want[0], got[1]-want[1], got[2]-want[2]) > 1e-5 {
					t.Fatalf("%s: %v at %d,%d, want %v", c.name, got, x, y, want)
				}
			}
		}
	}
}

func TestARegionVotesOnlyWithWhatIsInIt(t *testing.T) {
	ink, w, h := room(64, 64, 0)
	m, p := Segment(ink, nil, w, h), newPicture(w, h, 0, 0, 1)
	m.Settle(p.colour, votesFor(w, h, func(x, y int) float32 {
		if m.At(x, y) == m.At(w/2, h/2) {
			return 0.4
		}
		return 1
	}))
	if got := p.at(w/2, h/2); got != grey {
		t.Errorf("%v, want %v: all that speaks for red lies outside or on the wall", got, grey)
	}
}

func TestSettleWithoutVotesChangesNothing(t *testing.T) {
	ink, w, h := room(60, 60, 0)
	m, p := Segment(ink, nil, w, h), newPicture(w, h, 0, 0, 1)
	v := votesFor(w, h, func(int, int) float32 { return 0 })
	clear(v.Share)
	m.Settle(p.colour, v)
	m.Settle(p.colour, Votes{Across: 1, Side: 8})
	if got := p.at(w/2, h/2); got != blue {
		t.Errorf("%v, want %v", got, blue)
	}
}

func TestSwatches(t *testing.T) {
	for _, c := range []struct {
		name    string
		colours [][3]float32
		k, want int
	}{
		{"none", nil, 4, 0},
		{"one", [][3]float32{red}, 4, 1},
		{"two, each often", [][3]float32{red, blue, red, red, blue}, 4, 2},
		{"hardly different", [][3]float32{grey, {0.501, 0.5, 0.5}}, 4, 1},
		{"more than are asked for", [][3]float32{red, blue, grey, {0, 1, 0}, {1, 1, 0}}, 3, 3},
	} {
		n := len(c.colours)
		planes := make([]float32, 3*n)
		for i, p := range c.colours {
			for k, v := range p {
				planes[k*n+i] = v
			}
		}
		list, kind := Swatches(planes, n, c.k)
		if len(list) != c.want || len(kind) != n {
			t.Errorf("%s: %d swatches of %d colours, want %d", c.name, len(list), len(kind), c.want)
			continue
		}
		for i, k := range kind {
			if d := between(list[k], c.colours[i]); c.want < c.k && d > 0.01 {
				t.Errorf("%s: %v is of the kind %v", c.name, c.colours[i], list[k])
			}
		}
	}
}

func TestLabOfKnownColours(t *testing.T) {
	for _, c := range []struct {
		name      string
		rgb, want [3]float32
	}{
		{"white", [3]float32{1, 1, 1}, [3]float32{100, 0, 0}},
		{"black", [3]float32{}, [3]float32{}},
		{"red", red, [3]float32{53.24, 80.09, 67.20}},
		{"blue", blue, [3]float32{32.30, 79.19, -107.86}},
	} {
		l, a, b := lab(c.rgb[0], c.rgb[1], c.rgb[2])
		if distance3(l-c.want[0], a-c.want[1], b-c.want[2]) > 0.05 {
			t.Errorf("%s: %.2f %.2f %.2f, want %v", c.name, l, a, b, c.want)
		}
	}
}

func BenchmarkSegmentAndFill(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	const w, h = 384, 384
	ink := make([]float32, w*h)
	for range 40 { // circles that overlap
		cx, cy, rad := r.IntN(w), r.IntN(h), 10+r.Float64()*60
		for k := range 4000 {
			s, c := math.Sincos(float64(k) / 4000 * 2 * math.Pi)
			if x, y := cx+int(rad*c), cy+int(rad*s); x >= 0 && y >= 0 && x < w && y < h {
				ink[y*w+x] = 1
			}
		}
	}
	p := newPicture(w, h, 0.5, 0.5, 0.5)
	for range 20 {
		p.dab(r.IntN(w), r.IntN(h), r.Float32(), 0, 1)
	}
	b.ReportAllocs()
	for b.Loop() {
		p.fill(SegmentContinued(ink, nil, w, h, math.Sqrt(float64(w*h))))
	}
}

// Of votes for parts of a picture, a region hears those for most of it, and those alone.
func TestARegionHearsTheVotesForMostOfIt(t *testing.T) {
	ink, w, h := room(64, 64, 0)
	m := Segment(ink, nil, w, h)
	for _, c := range []struct {
		name string
		cut  int // tokens at the left of it hear the votes for red
		want [3]float32
	}{{"all of it", w, red}, {"most of it", 5 * w / 8, red}, {"the smaller part", 3 * w / 8, grey}, {"none of it", 0, grey}} {
		p := newPicture(w, h, 0, 0, 1)
		reds, greys := votesFor(w, h, func(int, int) float32 { return 1 }), votesFor(w, h, func(int, int) float32 { return 0 })
		for token := range len(reds.Share) / 2 {
			left := token%reds.Across*reds.Side < c.cut
			reds.Where, greys.Where = append(reds.Where, left), append(greys.Where, !left)
		}
		m.Settle(p.colour, reds, greys)
		if got := p.at(w/2, h/2); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	p := newPicture(w, h, 0, 0, 1)
	m.Settle(p.colour)
	if got := p.at(w/2, h/2); got != blue {
		t.Errorf("without votes it became %v", got)
	}
}
