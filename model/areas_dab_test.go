package model

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
)

func TestTheNextDabIsFound(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for n := range 28 {
		for sparse := range 50 {
			row := make([]byte, 4*n)
			for i := range row {
				row[i] = uint8(r.Uint32())
				if i%4 == 3 && r.IntN(1+sparse) > 0 {
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

// Every pixel is painted as it would be alone.
func TestAreasArePaintedInRunsAsPixelByPixel(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	for range 200 {
		w, h := 1+r.IntN(9), 1+r.IntN(9)
		a := &areas{frame: frame{ww: w, wh: h, w: w, h: h}, kind: make([]int32, w*h), colours: []color.NRGBA{{R: 9, A: 255}, {G: 8, A: 255}}}
		for i := range a.kind {
			a.kind[i] = r.Int32N(3)
		}
		size := image.Pt(1+r.IntN(40), 1+r.IntN(40))
		area := image.Rect(r.IntN(size.X), r.IntN(size.Y), size.X, size.Y)
		out := image.NewRGBA(area)
		a.paint(out, size, 2)
		for y := area.Min.Y; y < area.Max.Y; y++ {
			for x := area.Min.X; x < area.Max.X; x++ {
				var want color.RGBA
				if k := a.at(x, y, size); k > 0 {
					want.R, want.G = a.colours[k-1].R, a.colours[k-1].G
				}
				if got := out.RGBAAt(x, y); got != want {
					t.Fatalf("%v of %v, areas %dx%d, at %d,%d: %v, want %v", area, size, w, h, x, y, got, want)
				}
			}
		}
	}
}
