package kernel

import (
	"fmt"
	"image"
	"math"
	"runtime"
	"slices"
	"testing"
)

// attend is attention by its definition: results, best token and its weight, for one head.
func attend(query, keys, values []float32, n, tokens, key, value int, scale float64) (out []float64, best []int32, weight []float64) {
	out, best, weight = make([]float64, value*n), make([]int32, n), make([]float64, n)
	for q := range n {
		logits, sum := make([]float64, tokens), 0.0
		for k := range logits {
			for d := range key {
				logits[k] += scale * float64(query[d*n+q]) * float64(keys[d*tokens+k])
			}
			if logits[k] > logits[best[q]] {
				best[q] = int32(k)
			}
		}
		for _, l := range logits {
			sum += math.Exp(l - logits[best[q]])
		}
		weight[q] = 1 / sum
		for k, l := range logits {
			for v := range value {
				out[v*n+q] += math.Exp(l-logits[best[q]]) / sum * float64(values[v*tokens+k])
			}
		}
	}
	return out, best, weight
}

func unit(seed uint64, heads, d, n int) []float32 {
	x := random(seed, heads*d*n)
	Normalize(x, heads, d, n, 1e-6)
	return x
}

func TestAttentionEqualsItsDefinition(t *testing.T) {
	for _, c := range []struct{ n, tokens, key, value, heads int }{
		{1, 1, 32, 51, 2}, {5, 3, 4, 1, 1}, {49, 129, 32, 51, 2}, {96, 640, 8, 8, 2}, {100, 333, 7, 9, 3},
	} {
		query, scale := unit(1, c.heads, c.key, c.n), []float32{12, 25, 3}[:c.heads]
		half := c.tokens / 2
		keys, values := unit(2, c.heads, c.key, c.tokens), random(3, c.heads*c.value*c.tokens)
		memory := NewMemory([]Tokens{
			{Keys: columnsOf(keys, c.tokens, 0, half), Values: columnsOf(values, c.tokens, 0, half), N: half},
			{Keys: columnsOf(keys, c.tokens, half, c.tokens), Values: columnsOf(values, c.tokens, half, c.tokens), N: c.tokens - half},
		}, c.heads, c.key, c.value)
		for _, team := range teams(0) {
			out, best, weight := make([]float32, c.heads*c.value*c.n), make([]int32, c.heads*c.n), make([]float32, c.heads*c.n)
			(&Attention{}).Do(team, out, query, c.n, memory, scale, best, weight)
			for h := range c.heads {
				q, k := query[h*c.key*c.n:][:c.key*c.n], keys[h*c.key*c.tokens:]
				want, wantBest, wantWeight := attend(q, k, values[h*c.value*c.tokens:], c.n, c.tokens, c.key, c.value, float64(scale[h]))
				if d := maxDiff(out[h*c.value*c.n:], want); !(d < 2e-5) {
					t.Errorf("%+v head %d %v: differs by %g", c, h, team.ISA(), d)
				}
				if d := maxDiff(weight[h*c.n:], wantWeight); !(d < 1e-5) {
					t.Errorf("%+v head %d %v: weights differ by %g", c, h, team.ISA(), d)
				}
				if !slices.Equal(best[h*c.n:][:c.n], wantBest) {
					t.Errorf("%+v head %d %v: other best tokens", c, h, team.ISA())
				}
			}
		}
	}
}

// columnsOf copies columns from to to of x [rows,n].
func columnsOf(x []float32, n, from, to int) (part []float32) {
	for r := 0; r < len(x); r += n {
		part = append(part, x[r+from:r+to]...)
	}
	return part
}

func TestAttentionBytesDoNotDependOnGoroutinesOrPlace(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	const n, tokens, key, value, cut = 101, 300, 32, 51, 29
	query, memory := unit(1, 1, key, n), NewMemory([]Tokens{{unit(2, 1, key, tokens), random(3, value*tokens), tokens}}, 1, key, value)
	for i := range teams(0) {
		run := func(query []float32, n int) []float32 {
			out := make([]float32, value*n)
			(&Attention{}).Do(teams(0)[i], out, query, n, memory, []float32{12}, nil, nil)
			return out
		}
		runtime.GOMAXPROCS(1)
		want := run(query, n)
		for _, procs := range []int{2, 5} {
			runtime.GOMAXPROCS(procs)
			if !slices.Equal(run(query, n), want) {
				t.Errorf("%v: %d goroutines change the result", teams(0)[i].ISA(), procs)
			}
		}
		if !slices.Equal(run(columnsOf(query, n, cut, n), n-cut), columnsOf(want, n, cut, n)) {
			t.Errorf("%v: a query's result depends on its place", teams(0)[i].ISA())
		}
	}
}

func TestExpIsExact(t *testing.T) {
	for _, team := range teams(0) {
		for x := float32(-86); x <= 0; x += 0.0371 {
			var sum, best [tileCols]float32
			s := slices.Repeat([]float32{x}, tileCols)
			team.ISA().columnExp(sum[:], s, best[:], 1)
			if want := math.Exp(float64(x)); math.Abs(float64(s[7])/want-1) > 1e-6 || sum[7] != s[7] {
				t.Fatalf("%v: exp(%g) = %g, want %g", team.ISA(), x, s[7], want)
			}
		}
	}
}

func TestPickEqualsItsDefinition(t *testing.T) {
	places := []image.Point{{}, {2, 0}, {-1, 3}, {0, -5}, {-4, -4}}
	for _, c := range []struct{ h, w int }{{1, 1}, {3, 5}, {47, 49}, {48, 80}, {97, 33}} {
		src, logits := random(1, 3*c.h*c.w), random(2, 7*c.h*c.w)
		want := make([]float64, 3*c.h*c.w)
		for i := range want {
			ch, y, x, sum := i/(c.h*c.w), i/c.w%c.h, i%c.w, 0.0
			for p, o := range places {
				e := math.Exp(float64(logits[(p*c.h+y)*c.w+x]))
				yy, xx := min(max(y+o.Y, 0), c.h-1), min(max(x+o.X, 0), c.w-1)
				want[i] += e * float64(src[(ch*c.h+yy)*c.w+xx])
				sum += e
			}
			want[i] /= sum
		}
		for _, team := range teams(0) {
			got := make([]float32, len(want))
			(&Pick{}).Do(team, got, src, logits, 3, c.h, c.w, places)
			if d := maxDiff(got, want); !(d < 1e-5) {
				t.Errorf("%+v %v: differs by %g", c, team.ISA(), d)
			}
		}
	}
}

func TestPickOfAnAreaEqualsTheWhole(t *testing.T) {
	const h, w = 40, 75
	places := []image.Point{{}, {X: 2}, {X: -4, Y: 4}, {Y: -5}, {X: 3, Y: 3}, {X: -6}}
	src, logits, mask := random(1, 3*h*w), random(2, 7*h*w), make([]float32, h*w)
	for i := range mask {
		if i%w == 30+i/w/2 || i%211 == 5 {
			mask[i] = 1
		}
	}
	for _, team := range teams(0) {
		run := func(area image.Rectangle) []float32 {
			got := make([]float32, 3*h*w)
			(&Pick{Area: area, Wall: Wall{Mask: mask, Amount: 30}}).Do(team, got, src, logits, 3, h, w, places)
			return got
		}
		whole := run(image.Rectangle{})
		for _, area := range []image.Rectangle{image.Rect(0, 0, 9, 3), image.Rect(28, 11, 32, 13), image.Rect(20, 5, w, h)} {
			for i, v := range run(area) {
				if in := image.Pt(i%w, i/w%h).In(area); in && v != whole[i] || !in && v != 0 {
					t.Fatalf("%v: value %d of area %v is %g, of the whole %g", team.ISA(), i, area, v, whole[i])
				}
			}
		}
	}
}

func TestBlockHidesWhatLiesBeyondTheMask(t *testing.T) {
	// A wall at x = 3 of a 7 x 1 picture, places one and three pixels to both sides.
	mask := []float32{0, 0, 0, 1, 0, 0, 0}
	places := []image.Point{{}, {X: 1}, {X: -1}, {X: 3}, {X: -3}, {X: 2, Y: 2}}
	want := [][]float32{
		{0, 0, 0, 0, 0, 0, 0},
		{0, 0, -5, 0, 0, 0, 0},
		{0, 0, 0, 0, -5, 0, 0},
		{-5, -5, -5, 0, 0, 0, 0},
		{0, 0, 0, 0, -5, -5, -5},
		{0, 0, 0, 0, 0, 0, 0},
	}
	for _, team := range teams(0) {
		wall := Wall{Mask: mask, Amount: 5}
		wall.walk(team, image.Rect(0, 0, len(mask), 1), 1, len(mask), places)
		got := make([]float32, len(places)*tileCols)
		wall.lower(team.ISA(), got, 0, 0)
		for k := range places {
			if row := got[k*tileCols:][:len(mask)]; !slices.Equal(row, want[k]) {
				t.Errorf("%v place %v: logits change by %v, want %v", team.ISA(), places[k], row, want[k])
			}
		}
	}
}

func TestGateEqualsItsDefinition(t *testing.T) {
	for _, c := range []struct{ h, w, core, taper int }{{1, 1, 2, 1}, {3, 5, 1, 1}, {33, 47, 5, 2}, {20, 90, 20, 4}} {
		mask := make([]float32, c.h*c.w)
		for i := range mask {
			if i%97 == 40 || len(mask) == 1 {
				mask[i] = 1
			}
		}
		at := func(x []float64, cy, cx, r int, each func(v float64)) {
			for y := max(cy-r, 0); y <= min(cy+r, c.h-1); y++ {
				for xx := max(cx-r, 0); xx <= min(cx+r, c.w-1); xx++ {
					each(x[y*c.w+xx])
				}
			}
		}
		set, core, want := make([]float64, len(mask)), make([]float64, len(mask)), make([]float64, len(mask))
		for i, v := range mask {
			set[i] = float64(v)
		}
		for i := range mask {
			at(set, i/c.w, i%c.w, c.core, func(v float64) { core[i] = max(core[i], v) })
		}
		for i := range mask {
			at(core, i/c.w, i%c.w, c.taper, func(v float64) { want[i] += v / float64((2*c.taper+1)*(2*c.taper+1)) })
		}
		got := make([]float32, len(mask))
		g := &Gate{}
		g.Do(got, mask, c.h, c.w, c.core, c.taper)
		if d := maxDiff(got, want); !(d < 1e-6) {
			t.Errorf("%+v: differs by %g", c, d)
		}
		g.Area = image.Rect(c.w/3, c.h/2, c.w-1, c.h)
		part := make([]float32, len(mask))
		g.Do(part, mask, c.h, c.w, c.core, c.taper)
		for i, v := range part {
			if in := image.Pt(i%c.w, i/c.w).In(wanted(g.Area, image.Rect(0, 0, c.w, c.h))); in && v != got[i] || !in && v != 0 {
				t.Fatalf("%+v: pixel %d of an area is %g, of the whole %g", c, i, v, got[i])
			}
		}
	}
}

func TestPoolAndNormalize(t *testing.T) {
	got := make([]float32, 2)
	Pool(got, []float32{1, 2, 9, 3, 4, 9, 5, 6, 9, 7, 8, 9, 7, 7, 7}, 1, 5, 3, 2)
	if !slices.Equal(got, []float32{2.5, 6.5}) {
		t.Errorf("means of 2 x 2 are %v, want [2.5 6.5]", got)
	}
	x := []float32{3, 0, 4, 0}
	Normalize(x, 1, 2, 2, 1e-6)
	if d := maxDiff(x, []float64{0.6, 0, 0.8, 0}); !(d < 1e-6) {
		t.Errorf("unit vectors are %v, want [0.6 0 0.8 0]", x)
	}
}

func TestEnlargeIsBilinear(t *testing.T) {
	for _, c := range []struct {
		name      string
		src, want []float32
		h, w      int
	}{
		{"one pixel", []float32{7}, []float32{7, 7, 7, 7}, 1, 1},
		{"row", []float32{1, 2}, []float32{1, 1.25, 1.75, 2, 1, 1.25, 1.75, 2}, 1, 2},
		{"square", []float32{0, 4, 8, 16}, []float32{
			0, 1, 3, 4,
			2, 3.25, 5.75, 7,
			6, 7.75, 11.25, 13,
			8, 10, 14, 16,
		}, 2, 2},
	} {
		n := len(c.want)
		got := make([]float32, 2*n)
		Enlarge(got, append(slices.Clone(c.src), c.src...), 2, c.h, c.w, 2)
		if !slices.Equal(got[:n], c.want) || !slices.Equal(got[n:], c.want) {
			t.Errorf("%s: enlarged to %v, want %v twice", c.name, got, c.want)
		}
	}
}

func TestCloseEqualsItsDefinition(t *testing.T) {
	for _, c := range []struct{ h, w, radius int }{{1, 1, 2}, {3, 5, 2}, {17, 9, 2}, {12, 30, 3}} {
		src, got := random(5, 2*c.h*c.w), make([]float32, 2*c.h*c.w)
		Close(got, src, 2, c.h, c.w, c.radius)
		for p := range 2 {
			plane := src[p*c.h*c.w:][:c.h*c.w]
			want := squareExtreme(squareExtreme(plane, c.h, c.w, c.radius, 1), c.h, c.w, c.radius, -1)
			if !slices.Equal(got[p*c.h*c.w:][:c.h*c.w], want) {
				t.Errorf("%+v: plane %d is not the closing", c, p)
			}
		}
	}
}

// squareExtreme is the largest (sign 1) or smallest (-1) value of each pixel's square.
func squareExtreme(x []float32, h, w, radius int, sign float32) []float32 {
	out := make([]float32, len(x))
	for i := range out {
		best := x[i] * sign
		for y := max(i/w-radius, 0); y < min(i/w+radius+1, h); y++ {
			for xx := max(i%w-radius, 0); xx < min(i%w+radius+1, w); xx++ {
				best = max(best, x[y*w+xx]*sign)
			}
		}
		out[i] = best * sign
	}
	return out
}

func BenchmarkAttention(b *testing.B) {
	for _, c := range []struct{ n, tokens int }{{2304, 2304}, {4000, 4608}} {
		b.Run(fmt.Sprintf("avx512/%d-%d", c.n, c.tokens), func(b *testing.B) {
			const heads, key, value = 2, 32, 51
			query, out := unit(1, heads, key, c.n), make([]float32, heads*value*c.n)
			memory := NewMemory([]Tokens{{unit(2, heads, key, c.tokens), random(3, heads*value*c.tokens), c.tokens}}, heads, key, value)
			team, run := NewTeam(Best(), 0), &Attention{}
			b.ReportAllocs()
			for b.Loop() {
				run.Do(team, out, query, c.n, memory, []float32{12, 12}, nil, nil)
			}
			flops := 2 * heads * (key + value) * float64(c.n) * float64(c.tokens) * float64(b.N)
			b.ReportMetric(flops/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
}
