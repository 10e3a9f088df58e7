package model

import (
	"math/rand/v2"
	"testing"
)

func TestTheNextDabIsFound(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for n := range 12 {
		for range 50 {
			row := make([]byte, 4*n)
			for i := range row {
				row[i] = uint8(r.Uint32())
				if i%4 == 3 && r.IntN(3) > 0 {
					row[i] &= 127
				}
			}
			for x := range n + 1 {
				want := x
				for want < n && row[4*want+3] < 128 {
					want++
				}
				if got := nextDab(row, x); got != want {
					t.Fatalf("%v from %d: %d, want %d", row, x, got, want)
				}
			}
		}
	}
}
