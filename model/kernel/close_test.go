package kernel

import (
	"math"
	"testing"
)

// TestExtremesAgree compares the instruction sets, also on the ends of rows.
func TestExtremesAgree(t *testing.T) {
	for _, team := range teams(1) {
		for n := range 70 {
			for _, larger := range []bool{true, false} {
				a, b := random(3, n), random(4, n)
				want := make([]float32, n)
				for i := range want {
					want[i] = float32(math.Min(float64(a[i]), float64(b[i])))
					if larger {
						want[i] = float32(math.Max(float64(a[i]), float64(b[i])))
					}
				}
				team.isa.extreme(a, b, larger)
				for i, v := range a {
					if v != want[i] {
						t.Fatalf("%v, %d of %d, larger %v: %g, want %g", team.isa, i, n, larger, v, want[i])
					}
				}
			}
		}
	}
}

// TestCloseIsTheSmallestOfTheLargest follows the definition, pixel by pixel.
func TestCloseIsTheSmallestOfTheLargest(t *testing.T) {
	for _, c := range []struct{ c, h, w, radius int }{{1, 1, 1, 2}, {2, 3, 40, 2}, {1, 37, 5, 3}, {3, 21, 33, 1}, {1, 4, 4, 9}} {
		src, got := random(5, c.c*c.h*c.w), make([]float32, c.c*c.h*c.w)
		Close(got, src, c.c, c.h, c.w, c.radius)
		around := func(x []float32, at int, better func(a, b float64) float64) float32 {
			plane, y, x0 := at/(c.h*c.w), at/c.w%c.h, at%c.w
			v := float64(x[at])
			for j := max(y-c.radius, 0); j <= min(y+c.radius, c.h-1); j++ {
				for i := max(x0-c.radius, 0); i <= min(x0+c.radius, c.w-1); i++ {
					v = better(v, float64(x[(plane*c.h+j)*c.w+i]))
				}
			}
			return float32(v)
		}
		large := make([]float32, len(src))
		for i := range large {
			large[i] = around(src, i, math.Max)
		}
		for i, v := range got {
			if want := around(large, i, math.Min); v != want {
				t.Fatalf("%+v: value %d is %g, want %g", c, i, v, want)
			}
		}
	}
}
