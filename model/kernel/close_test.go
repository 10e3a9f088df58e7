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
