package register

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// drawing is discs of flat colour with black outlines, one over the other.
type drawing []disc

type disc struct {
	x, y, r float64
	colour  [3]float32
}

// drawn makes up a drawing on about 300 x 260 pixels.
func drawn(seed uint64) drawing {
	random := rand.New(rand.NewPCG(seed, 2))
	var d drawing
	for range 24 {
		c := [3]float32{random.Float32(), random.Float32(), random.Float32()}
		d = append(d, disc{30 + 240*random.Float64(), 30 + 200*random.Float64(), 10 + 40*random.Float64(), c})
	}
	return d
}

const line = 1.5 // half the width of an outline

// at tells the colour and the ink at a place.
func (d drawing) at(x, y float64) (colour [3]float32, ink float32) {
	colour = [3]float32{1, 1, 1}
	for _, c := range d {
		switch away := math.Hypot(x-c.x, y-c.y) - c.r; {
		case away < -line:
			colour, ink = c.colour, 0
		case away < line:
			colour, ink = [3]float32{}, 1
		}
	}
	return colour, ink
}

// sketch is the outlines alone.
func (d drawing) sketch(w, h int) Field {
	f := newField(w, h)
	for i := range f.V {
		_, f.V[i] = d.at(float64(i%w)+0.5, float64(i/w)+0.5)
	}
	return f
}

// painted is the Lines of the coloured drawing, seen through a from reference to sketch pixels.
func (d drawing) painted(a mapping, w, h int) Field {
	rgb := make([]float32, 3*w*h)
	for i := range w * h {
		c, _ := d.at(a.Apply(float64(i%w)+0.5, float64(i/w)+0.5))
		for k, v := range c {
			rgb[k*w*h+i] = v
		}
	}
	return Lines(rgb, rgb, w, h)
}

// turned is a rotation and scale about the middle of a drawing, and a shift.
func turned(angle, scale, dx, dy float64) Affine {
	s, c := math.Sincos(angle)
	s, c = s*scale, c*scale
	const x, y = 150, 130
	return Affine{x - c*x + s*y + dx, c, -s, y - s*x - c*y + dy, s, c}
}

func TestFindsTheSameDrawing(t *testing.T) {
	sketch := drawn(1).sketch(300, 260)
	for _, test := range []struct {
		name string
		back Affine // from reference to sketch
	}{
		{"in place", turned(0, 1, 0, 0)},
		{"shifted", turned(0, 1, 31.5, -18.25)},
		{"larger", turned(0, 0.82, 5, 9)},
		{"smaller", turned(0, 1.2, 0, -12)},
		{"turned a little", turned(0.05, 0.95, 8, 0)},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, ok := Find(sketch, drawn(1).painted(test.back, 300, 260), 2)
			if !ok {
				t.Fatal("not found")
			}
			for _, p := range [][2]float64{{150, 130}, {90, 80}, {210, 190}} {
				x, y := test.back.Apply(m.Apply(p[0], p[1]))
				if miss := math.Hypot(x-p[0], y-p[1]); miss > 1 {
					t.Errorf("%v is found %.2f px away", p, miss)
				}
				if trust := m.Trust(p[0], p[1]); trust < 0.9 {
					t.Errorf("trust at %v is %.2f", p, trust)
				}
			}
		})
	}
}

func TestFindsNothingInAnotherDrawing(t *testing.T) {
	sketch, here := drawn(1).sketch(300, 260), turned(0, 1, 0, 0)
	blank := newField(300, 260)
	for name, pair := range map[string][2]Field{
		"another drawing":  {sketch, drawn(2).painted(here, 300, 260)},
		"a third":          {drawn(3).sketch(300, 260), drawn(4).painted(here, 260, 300)},
		"turned too far":   {sketch, drawn(1).painted(turned(1.5, 1, 0, 0), 300, 260)},
		"the same frame":   {framed(drawn(5).sketch(300, 260)), framed(drawn(6).painted(here, 300, 260))},
		"blank sketch":     {blank, drawn(1).painted(here, 300, 260)},
		"blank reference":  {sketch, blank},
		"both blank":       {blank, blank},
		"one pixel":        {newField(1, 1), sketch},
		"one pixel high":   {sketch, newField(300, 1)},
		"a thin reference": {sketch, newField(17, 900)},
	} {
		if m, ok := Find(pair[0], pair[1], 2); ok {
			t.Errorf("%s: found with correlation %.2f", name, m.Score)
		}
	}
}

// framed draws a thick border around a picture, as panels have.
func framed(f Field) Field {
	for i := range f.V {
		if x, y := i%f.W, i/f.W; min(x, y, f.W-1-x, f.H-1-y) < 9 {
			f.V[i] = 1
		}
	}
	return f
}

func TestThinStripsAreRefused(t *testing.T) {
	long := drawing{}
	for i := range 40 {
		c := [3]float32{float32(i%3) / 2, float32(i%5) / 4, float32(i%7) / 6}
		long = append(long, disc{float64(5 + i*7%21), float64(30 + 70*i), float64(6 + i*5%9), c})
	}
	for _, w := range []int{20, 26, 60} { // down to less than a piece at the fine size
		sketch := long.sketch(w, 2900)
		if m, ok := Find(sketch, long.painted(Affine{1: 1, 5: 1}, w, 2900), 2); ok {
			t.Errorf("%d px wide: found by %v, in so few pieces", w, m.Affine)
		}
	}
}

func TestTrustEndsWhereTheDrawingDiffers(t *testing.T) {
	changed := drawn(1)
	for i, c := range changed {
		if c.x > 170 {
			changed[i].y, changed[i].r = 260-c.y, 60-c.r
		}
	}
	m, ok := Find(drawn(1).sketch(300, 260), changed.painted(turned(0, 1, 0, 0), 300, 260), 2)
	if !ok {
		t.Fatal("not found")
	}
	left, right := 0.0, 0.0
	for y := 40; y < 220; y++ {
		left, right = left+float64(m.Trust(80, float64(y)))/180, right+float64(m.Trust(230, float64(y)))/180
	}
	if left < 0.8 || right > 0.5 {
		t.Errorf("mean trust %.2f where all is the same, %.2f where nothing is", left, right)
	}
}

func TestAnyNumberOfGoroutinesFindsTheSame(t *testing.T) {
	sketch, lines := drawn(1).sketch(300, 260), drawn(1).painted(turned(0.02, 1.1, 3, 4), 300, 260)
	one, _ := Find(sketch, lines, 1)
	many, _ := Find(sketch, lines, 7)
	if one.Affine != many.Affine || !slices.Equal(one.trust.V, many.trust.V) {
		t.Errorf("one goroutine finds %v, seven find %v", one.Affine, many.Affine)
	}
}

func TestLinesShowWhatASketchWould(t *testing.T) {
	const w, h = 40, 30
	rgb, closed := make([]float32, 3*w*h), make([]float32, 3*w*h)
	for i := range 3 * w * h {
		x := i % w
		rgb[i], closed[i] = 0.8, 0.8
		if x >= 30 { // a step of colour in one channel
			rgb[i], closed[i] = 0.8-float32(i/(w*h)/2)*0.4, 0.8-float32(i/(w*h)/2)*0.4
		}
		if x == 10 { // a thin dark stroke
			rgb[i] = 0.3
		}
	}
	f := Lines(rgb, closed, w, h)
	for x, least := range map[int]float32{10: 0.9, 30: 0.5} {
		if v := f.V[15*w+x]; v < least {
			t.Errorf("at column %d there is %.2f of a line", x, v)
		}
	}
	if v := f.V[15*w+20]; v > 1e-3 {
		t.Errorf("an even place has %.2f of a line", v)
	}
}

func BenchmarkFind(b *testing.B) {
	sketch, same, other := drawn(1).sketch(380, 330), drawn(1).painted(turned(0, 0.9, 9, 4), 300, 260), drawn(2).painted(turned(0, 1, 0, 0), 300, 260)
	for name, lines := range map[string]Field{"same": same, "other": other} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Find(sketch, lines, 2)
			}
		})
	}
}

// TestResizedIsThrough holds the quick way against the general one, to the bit.
func TestResizedIsThrough(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, c := range [][4]int{{1, 1, 1, 1}, {30, 20, 30, 20}, {97, 61, 40, 25}, {40, 25, 97, 61}, {300, 7, 8, 8}, {64, 64, 3, 90}} {
		f := newField(c[0], c[1])
		for i := range f.V {
			f.V[i] = r.Float32()
		}
		want := f.through(Affine{1: float64(c[0]) / float64(c[2]), 5: float64(c[1]) / float64(c[3])}, c[2], c[3])
		if got := f.resized(c[2], c[3]); !slices.Equal(got.V, want.V) {
			t.Errorf("%v: another picture", c)
		}
	}
}

// TestCorrelationsAreThoseOfEachShift holds sums made once against those made for each shift, to
// the bit, inside and at the border, with lines and without.
func TestCorrelationsAreThoseOfEachShift(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	a, b := newField(70, 64), newField(70, 64)
	for i := range a.V {
		if i%a.W > 30 {
			a.V[i], b.V[i] = r.Float32(), r.Float32()
		}
	}
	for _, reach := range []int{2, 6} {
		for y := pieceReach; y+pieceReach < a.H; y += 3 {
			for x := pieceReach; x+pieceReach < a.W; x += 3 {
				n := 2*reach + 1
				for i, got := range correlations(a, b, x, y, reach) {
					if want := correlation(a, b, x, y, i%n-reach, i/n-reach); got != want {
						t.Fatalf("(%d, %d), shift %d of reach %d: %g, want %g", x, y, i, reach, got, want)
					}
				}
			}
		}
	}
}
