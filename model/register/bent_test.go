package register

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// wave is a bend that no affine map follows.
type wave float64

func (b wave) Apply(x, y float64) (u, v float64) {
	return x + float64(b)*math.Sin(y/45), y + 0.8*float64(b)*math.Sin(x/55)
}

// before is what b takes to x, y.
func (b wave) before(x, y float64) (u, v float64) {
	u, v = x, y
	for range 30 {
		p, q := b.Apply(u, v)
		u, v = u+x-p, v+y-q
	}
	return u, v
}

// matched are pairs between a 300 x 260 sketch and a reference that b takes to it, a part of
// them wrong, the right ones off by up to 4 px, as tokens are.
func matched(b wave, wrong float64) (pairs []Pair) {
	random := rand.New(rand.NewPCG(3, 4))
	for y := 4.0; y < 260; y += 8 {
		for x := 4.0; x < 300; x += 8 {
			u, v := b.before(x, y)
			p := Pair{x, y, u + 8*random.Float64() - 4, v + 8*random.Float64() - 4, 0.2 + 0.8*random.Float64()}
			if random.Float64() < wrong {
				p.U, p.V = 300*random.Float64(), 260*random.Float64()
			}
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// findBent looks for the drawing as a whole, then bent.
func findBent(sketch, lines Field, pairs []Pair, threads int) (Map, bool) {
	whole, ok := Find(sketch, lines, threads)
	return Bent(sketch, lines, pairs, whole, ok, threads)
}

func TestFindsABentDrawing(t *testing.T) {
	sketch := drawn(1).sketch(300, 260)
	for _, test := range []struct {
		name  string
		bend  wave
		wrong float64
	}{
		{"hardly bent", 4, 0.3},
		{"bent", 12, 0.3},
		{"bent, most matches wrong", 12, 0.6},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, ok := findBent(sketch, drawn(1).painted(test.bend, 300, 260), matched(test.bend, test.wrong), 2)
			if !ok {
				t.Fatal("not found")
			}
			for _, p := range [][2]float64{{150, 130}, {90, 80}, {210, 190}, {70, 200}, {230, 60}} {
				x, y := test.bend.Apply(m.Apply(p[0], p[1]))
				if miss := math.Hypot(x-p[0], y-p[1]); miss > 1.5 {
					t.Errorf("%v is found %.2f px away", p, miss)
				}
				if trust := m.Trust(p[0], p[1]); trust < 0.8 {
					t.Errorf("trust at %v is %.2f", p, trust)
				}
			}
		})
	}
}

func TestMatchesAloneMakeNoVersion(t *testing.T) {
	sketch, bend := drawn(1).sketch(300, 260), wave(12)
	for name, test := range map[string]struct {
		lines Field
		pairs []Pair
	}{
		"another drawing":               {drawn(2).painted(bend, 300, 260), matched(bend, 0)},
		"a bent drawing, no matches":    {drawn(1).painted(bend, 300, 260), nil},
		"a bent drawing, a few matches": {drawn(1).painted(bend, 300, 260), matched(bend, 0)[:5]},
		"a bent drawing, all wrong":     {drawn(1).painted(bend, 300, 260), matched(bend, 1)},
		"all matches at one place":      {drawn(1).painted(bend, 300, 260), slices.Repeat([]Pair{{150, 130, 150, 130, 1}}, 500)},
		"a blank reference":             {newField(300, 260), matched(bend, 0)},
	} {
		if m, ok := findBent(sketch, test.lines, test.pairs, 2); ok {
			t.Errorf("%s: found with correlation %.2f", name, m.Score)
		}
	}
}

func TestAWholeMapIsBentOnlyWhereThatFitsBetter(t *testing.T) {
	sketch, here := drawn(1).sketch(300, 260), turned(0, 1, 5, 5)
	m, ok := findBent(sketch, drawn(1).painted(here, 300, 260), matched(12, 0), 2)
	if !ok || m.columns != 0 {
		t.Errorf("found %v, with %d columns of knots", ok, m.columns)
	}
}

func TestAnyNumberOfGoroutinesBendsTheSame(t *testing.T) {
	sketch, lines, pairs := drawn(1).sketch(300, 260), drawn(1).painted(wave(12), 300, 260), matched(12, 0.3)
	one, _ := findBent(sketch, lines, pairs, 1)
	many, _ := findBent(sketch, lines, pairs, 7)
	if !slices.Equal(one.du, many.du) || !slices.Equal(one.dv, many.dv) || !slices.Equal(one.trust.V, many.trust.V) {
		t.Error("seven goroutines bend otherwise than one")
	}
}

func TestALargeReferenceIsFoundTheSame(t *testing.T) {
	bend, pairs := wave(12), matched(12, 0.3)
	m, ok := findBent(drawn(1).sketch(300, 260), drawn(1).painted(bend, 300, 260).resized(600, 520), scaledPairs(pairs, 1, 1, 2, 2), 2)
	if !ok {
		t.Fatal("not found")
	}
	u, v := m.Apply(150, 130)
	x, y := bend.Apply(u/2, v/2)
	if miss := math.Hypot(x-150, y-130); miss > 1.5 {
		t.Errorf("the middle is found %.2f px away", miss)
	}
}

func TestFinerBendsAreTheSame(t *testing.T) {
	b := newBend(turned(0.1, 1.1, 3, 4), 300, 260, 3)
	for i := range b.du {
		b.du[i], b.dv[i] = float64(i*7%11), float64(i*5%13)
	}
	fine := b.finer(300, 260, 6)
	for _, p := range [][2]float64{{0, 0}, {150, 130}, {299, 17}, {33, 240}} {
		u, v := b.Apply(p[0], p[1])
		x, y := fine.Apply(p[0], p[1])
		if miss := math.Hypot(x-u, y-v); miss > 0.05 {
			t.Errorf("%v lies %.3f px away", p, miss)
		}
	}
}

func TestEquationsAreSolved(t *testing.T) {
	e := newEquations(4, 2)
	want := []float64{3, -1, 4, 2}
	for _, sum := range [][]part{{{0, 1}}, {{0, 1}, {1, 2}}, {{1, 1}, {2, -1}, {3, 1}}, {{3, 5}}, {{0, 2}, {2, 1}}} {
		total := 0.0
		for _, p := range sum {
			total += p.by * want[p.unknown]
		}
		e.add(sum, 0.7, total, -total)
	}
	x, y := make([]float64, 4), make([]float64, 4)
	e.solve(x, y)
	for i, v := range want {
		if math.Abs(x[i]-v) > 1e-9 || math.Abs(y[i]+v) > 1e-9 {
			t.Errorf("unknown %d is %v and %v, want %v and %v", i, x[i], y[i], v, -v)
		}
	}
}

func BenchmarkFindBent(b *testing.B) {
	sketch, lines, pairs := drawn(1).sketch(380, 330), drawn(1).painted(wave(12), 380, 330), matched(12, 0.3)
	for b.Loop() {
		findBent(sketch, lines, pairs, 2)
	}
}
