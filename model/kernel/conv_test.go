package kernel

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// teams returns a team for each instruction set of this machine.
func teams(limit int) (t []*Team) {
	for _, i := range []ISA{Plain, AVX2, AVX512, NEON} {
		if i.Available() {
			t = append(t, NewTeam(i, limit))
		}
	}
	return t
}

func random(seed uint64, n int) []float32 {
	r := rand.New(rand.NewPCG(seed, 1))
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

// flatten reads sources as one [in,h,w] picture in float64, pixel by pixel.
func flatten(sources []Source, h, w int) []float64 {
	var out []float64
	for _, s := range sources {
		for c := range s.C {
			at := func(y, x int) float64 { return float64(s.Data[(c*s.H+y)*s.W+x]) }
			for y := range h {
				for x := range w {
					switch s.Scale {
					case Same:
						out = append(out, at(y, x))
					case Up2:
						out = append(out, at(y/2, x/2))
					case Up4:
						out = append(out, at(y/4, x/4))
					case Pool2:
						out = append(out, (at(2*y, 2*x)+at(2*y, 2*x+1)+at(2*y+1, 2*x)+at(2*y+1, 2*x+1))/4)
					}
				}
			}
		}
	}
	return out
}

// reference is the convolution by its definition.
func reference(in []float64, weight, bias []float32, cin, cout, size, stride, h, w int, f Finish) []float64 {
	oh, ow := (h+stride-1)/stride, (w+stride-1)/stride
	out := make([]float64, cout*oh*ow)
	for i := range out {
		co, oy, ox := i/(oh*ow), i/ow%oh, i%ow
		v := float64(bias[co])
		for ci := range cin {
			for tap := range size * size {
				y, x := oy*stride+tap/size-size/2, ox*stride+tap%size-size/2
				if y >= 0 && y < h && x >= 0 && x < w {
					v += float64(weight[(co*cin+ci)*size*size+tap]) * in[(ci*h+y)*w+x]
				}
			}
		}
		if f.Residual != nil {
			v += float64(f.Residual[i])
		}
		out[i] = max(v, float64(f.Slope)*v)
	}
	return out
}

func maxDiff(got []float32, want []float64) float64 {
	d := 0.0
	for i := range want {
		d = max(d, math.Abs(float64(got[i])-want[i]))
		if math.IsNaN(float64(got[i])) {
			return math.NaN()
		}
	}
	return d
}

var convCases = []struct{ cin, cout, size, stride, h, w int }{
	{1, 3, 3, 1, 1, 1},
	{3, 8, 3, 1, 3, 5},
	{5, 16, 3, 1, 47, 49},
	{16, 41, 3, 1, 48, 80},
	{67, 5, 3, 1, 97, 33},
	{1, 3, 3, 2, 1, 1},
	{3, 8, 3, 2, 3, 5},
	{5, 16, 3, 2, 47, 49},
	{16, 41, 3, 2, 48, 80},
	{67, 5, 3, 2, 97, 33},
	{1, 3, 1, 1, 1, 1},
	{3, 8, 1, 1, 3, 5},
	{16, 41, 1, 1, 47, 49},
	{67, 5, 1, 1, 48, 80},
	{5, 3, 3, 1, 64, 1},
	{5, 3, 3, 2, 1, 64},
}

func TestConvEqualsItsDefinition(t *testing.T) {
	for _, c := range convCases {
		in := Source{Data: random(1, c.cin*c.h*c.w), C: c.cin, H: c.h, W: c.w}
		weight, bias := random(2, c.cout*c.cin*c.size*c.size), random(3, c.cout)
		conv := NewConv(Weights{Floats: weight}, bias, c.cin, c.cout, c.size, c.stride)
		oh, ow := conv.OutSize(c.h, c.w)
		for _, f := range []Finish{{Slope: 1}, {Slope: 0.1, Residual: random(4, c.cout*oh*ow)}} {
			want := reference(flatten([]Source{in}, c.h, c.w), weight, bias, c.cin, c.cout, c.size, c.stride, c.h, c.w, f)
			for _, team := range teams(0) {
				got := make([]float32, c.cout*oh*ow)
				(&ConvRun{Conv: conv}).Do(team, got, c.h, c.w, []Source{in}, f)
				if d := maxDiff(got, want); !(d < 1e-4) {
					t.Errorf("%+v slope %g %v: differs from float64 by %g", c, f.Slope, team.ISA(), d)
				}
			}
		}
	}
}

func TestConvReadsScaledSourcesAsIfConcatenated(t *testing.T) {
	for _, size := range []struct{ h, w int }{{1, 1}, {3, 5}, {8, 12}, {47, 49}, {48, 80}} {
		for stride := 1; stride <= 2; stride++ {
			h, w := size.h, size.w
			source := func(seed uint64, c, h, w int, s Scale) Source {
				return Source{Data: random(seed, c*h*w), C: c, H: h, W: w, Scale: s}
			}
			sources := []Source{
				source(1, 2, h, w, Same),
				source(2, 3, (h+1)/2, (w+1)/2, Up2),
				source(3, 1, (h+3)/4, (w+3)/4, Up4),
				source(4, 2, 2*h, 2*w+1, Pool2),
			}
			weight, bias := random(5, 9*8*9), random(6, 9)
			conv := NewConv(Weights{Floats: weight}, bias, 8, 9, 3, stride)
			oh, ow := conv.OutSize(h, w)
			want := reference(flatten(sources, h, w), weight, bias, 8, 9, 3, stride, h, w, Finish{Slope: 0.1})
			for _, team := range teams(0) {
				got := make([]float32, 9*oh*ow)
				(&ConvRun{Conv: conv}).Do(team, got, h, w, sources, Finish{Slope: 0.1})
				if d := maxDiff(got, want); !(d < 1e-4) {
					t.Errorf("%v stride %d %v: differs by %g", size, stride, team.ISA(), d)
				}
			}
		}
	}
}

// convolve runs one 3x3 convolution 19 to 21 of a picture.
func convolve(team *Team, stride, h, w int, data []float32) []float32 {
	conv := NewConv(Weights{Floats: random(2, 21*19*9)}, random(3, 21), 19, 21, 3, stride)
	oh, ow := conv.OutSize(h, w)
	got := make([]float32, 21*oh*ow)
	(&ConvRun{Conv: conv}).Do(team, got, h, w, []Source{{Data: data, C: 19, H: h, W: w}}, Finish{Slope: 0.1})
	return got
}

func TestConvBytesDoNotDependOnGoroutines(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	const h, w = 61, 75
	data := random(1, 19*h*w)
	for i := range teams(0) {
		for stride := 1; stride <= 2; stride++ {
			runtime.GOMAXPROCS(1)
			want := convolve(teams(0)[i], stride, h, w, data)
			for _, n := range []int{2, 3, 7} {
				runtime.GOMAXPROCS(n)
				for limit := range 4 {
					if got := convolve(teams(limit)[i], stride, h, w, data); !slices.Equal(got, want) {
						t.Errorf("stride %d: %d goroutines (limit %d) change the result", stride, n, limit)
					}
				}
			}
		}
	}
}

func TestConvOfACropEqualsTheWhole(t *testing.T) {
	const h, w, x0, y0, ch, cw = 60, 90, 10, 6, 41, 53
	data := random(1, 19*h*w)
	crop := make([]float32, 0, 19*ch*cw)
	for c := range 19 {
		for y := range ch {
			at := (c*h+y0+y)*w + x0
			crop = append(crop, data[at:at+cw]...)
		}
	}
	for _, team := range teams(0) {
		for stride := 1; stride <= 2; stride++ {
			whole, part := convolve(team, stride, h, w, data), convolve(team, stride, ch, cw, crop)
			wh, ww, ph, pw := h/stride, w/stride, (ch+stride-1)/stride, (cw+stride-1)/stride
			for i, got := range part {
				c, y, x := i/(ph*pw), i/pw%ph, i%pw
				if y < 1 || x < 1 || y >= ph-1 || x >= pw-1 {
					continue
				}
				if want := whole[(c*wh+y+y0/stride)*ww+x+x0/stride]; got != want {
					t.Fatalf("%v stride %d: channel %d at (%d,%d) is %g in the crop, %g in the whole", team.ISA(), stride, c, x, y, got, want)
				}
			}
		}
	}
}

func TestConvInTilesEqualsItsDefinition(t *testing.T) {
	for _, c := range []struct{ cin, cout, h, w int }{{1, 3, 20, 20}, {3, 8, 23, 45}, {5, 16, 47, 49}, {16, 41, 48, 80}, {107, 5, 33, 97}, {4, 9, 5, 130}, {2, 2, 130, 5}, {8, 8, 64, 64}} {
		half := c.cin / 2
		sources := []Source{
			{Data: random(1, half*c.h*c.w), C: half, H: c.h, W: c.w},
			{Data: random(2, (c.cin-half)*((c.h+1)/2)*((c.w+1)/2)), C: c.cin - half, H: (c.h + 1) / 2, W: (c.w + 1) / 2, Scale: Up2},
		}
		weight, bias := random(3, c.cout*c.cin*9), random(4, c.cout)
		for i := range weight {
			weight[i] /= float32(math.Sqrt(9 * float64(c.cin)))
		}
		conv := NewConv(Weights{Floats: weight}, bias, c.cin, c.cout, 3, 1)
		for _, f := range []Finish{{Slope: 1}, {Slope: 0.1, Residual: random(5, c.cout*c.h*c.w)}} {
			want := reference(flatten(sources, c.h, c.w), weight, bias, c.cin, c.cout, 3, 1, c.h, c.w, f)
			for _, team := range teams(0) {
				got := make([]float32, len(want))
				(&ConvRun{Conv: conv, Tiled: true}).Do(team, got, c.h, c.w, sources, f)
				if d := maxDiff(got, want); !(d < 2e-5) {
					t.Errorf("%+v slope %g %v: differs from float64 by %g", c, f.Slope, team.ISA(), d)
				}
				alone := make([]float32, len(want))
				(&ConvRun{Conv: conv, Tiled: true}).Do(NewTeam(team.ISA(), 1), alone, c.h, c.w, sources, f)
				if !slices.Equal(alone, got) {
					t.Errorf("%+v %v: one goroutine has other bytes", c, team.ISA())
				}
			}
		}
	}
}

func TestConvOfAnAreaEqualsTheWhole(t *testing.T) {
	const h, w = 22, 58
	source := func(seed uint64, c, h, w int, s Scale) Source {
		return Source{Data: random(seed, c*h*w), C: c, H: h, W: w, Scale: s}
	}
	sources := []Source{source(1, 2, h, w, Same), source(2, 3, h/2, w/2, Up2), source(3, 1, (h+3)/4, (w+3)/4, Up4), source(4, 2, 2*h, 2*w, Pool2)}
	for _, c := range []struct{ size, stride int }{{1, 1}, {3, 1}, {3, 2}} {
		conv := NewConv(Weights{Floats: random(5, 9*8*c.size*c.size)}, random(6, 9), 8, 9, c.size, c.stride)
		oh, ow := conv.OutSize(h, w)
		f := Finish{Slope: 0.1, Residual: random(7, 9*oh*ow)}
		for _, team := range teams(0) {
			whole := make([]float32, 9*oh*ow)
			(&ConvRun{Conv: conv}).Do(team, whole, h, w, sources, f)
			for _, area := range []image.Rectangle{image.Rect(0, 0, 5, 4), image.Rect(3, 2, 4, 3), image.Rect(5, 1, ow, oh), image.Rect(2, 3, ow-3, oh-1), image.Rect(ow-1, -4, ow+9, oh)} {
				got := make([]float32, 9*oh*ow)
				(&ConvRun{Conv: conv, Area: area}).Do(team, got, h, w, sources, f)
				for i, v := range got {
					want := float32(0)
					if image.Pt(i%ow, i/ow%oh).In(area) {
						want = whole[i]
					}
					if v != want {
						t.Fatalf("%+v %v area %v: result %d is %g, want %g", c, team.ISA(), area, i, v, want)
					}
				}
			}
		}
	}
}

func TestConvAllocatesNothingInSteadyState(t *testing.T) {
	const h, w = 40, 40
	data, dst := random(1, 19*h*w), make([]float32, 21*h*w)
	run := &ConvRun{Conv: NewConv(Weights{Floats: random(2, 21*19*9)}, random(3, 21), 19, 21, 3, 1)}
	team, in := NewTeam(Best(), 0), []Source{{Data: data, C: 19, H: h, W: w}}
	if n := testing.AllocsPerRun(20, func() { run.Do(team, dst, h, w, in, Finish{Slope: 1}) }); n > 0 {
		t.Errorf("%g allocations a call, want 0", n)
	}
}

func TestNewConvRefusesWrongShapes(t *testing.T) {
	for name, f := range map[string]func(){
		"weights":  func() { NewConv(Weights{Floats: make([]float32, 8)}, make([]float32, 1), 1, 1, 3, 1) },
		"stride":   func() { NewConv(Weights{Floats: make([]float32, 9)}, make([]float32, 1), 1, 1, 3, 3) },
		"channels": func() { convolve(NewTeam(Plain, 0), 1, 2, 2, make([]float32, 3)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func BenchmarkConv(b *testing.B) {
	for _, c := range []struct{ cin, cout, size int }{{32, 32, 128}, {64, 64, 64}, {64, 64, 128}, {128, 128, 64}, {16, 16, 384}} {
		for _, team := range teams(0) {
			for _, tiled := range []bool{false, true} {
				b.Run(fmt.Sprintf("%v/%d-%d/%d/tiled=%v", team.ISA(), c.cin, c.cout, c.size, tiled), func(b *testing.B) {
					benchConv(b, team, tiled, c.cin, c.cout, c.size)
				})
			}
		}
	}
}

// BenchmarkPeer runs the convolutions that model/train/peer.py runs in PyTorch.
func BenchmarkPeer(b *testing.B) {
	team := NewTeam(Best(), 0)
	for _, c := range []struct{ cin, cout, size int }{{32, 32, 128}, {64, 64, 64}, {64, 64, 128}, {128, 128, 64}} {
		b.Run(fmt.Sprintf("conv_%d-%d_%d", c.cin, c.cout, c.size), func(b *testing.B) {
			benchConv(b, team, true, c.cin, c.cout, c.size)
		})
	}
}

func benchConv(b *testing.B, team *Team, tiled bool, cin, cout, size int) {
	data, dst := random(1, cin*size*size), make([]float32, cout*size*size)
	run := &ConvRun{Conv: NewConv(Weights{Floats: random(2, cout*cin*9)}, random(3, cout), cin, cout, 3, 1), Tiled: tiled}
	in := []Source{{Data: data, C: cin, H: size, W: size}}
	b.ReportAllocs()
	for b.Loop() {
		run.Do(team, dst, size, size, in, Finish{Slope: 0.1})
	}
	flops := float64(2*9*cin*cout*size*size) * float64(b.N)
	b.ReportMetric(flops/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
