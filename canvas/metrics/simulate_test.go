package metrics

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
)

func TestStrokesLieWhereTheBaseBled(t *testing.T) {
	r := image.Rect(0, 0, 200, 160)
	p, err := NewPanel(filled(r, color.White), halves(r, 100))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		base image.Image
		want int // strokes
	}{
		{"as the truth", halves(r, 100), 0},
		{"three quarters of the contrast", mix(r, 100, 0.75), 0},
		{"wholly bled", mix(r, 100, 0), 3},
		{"boundary elsewhere", halves(r, 130), 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			edges, n, err := p.Strokes(test.base, 3, 7)
			if err != nil {
				t.Fatal(err)
			}
			if n != test.want {
				t.Fatalf("%d strokes, want %d", n, test.want)
			}
			for i, a := range edges.Pix {
				if x := i % edges.Stride; a != 0 && (x < 97 || x > 102) {
					t.Fatalf("a stroke covers %d, %d, the boundary is at 100", x, i/edges.Stride)
				}
			}
			if n == 0 {
				return
			}
			if got := score(t)(p.EdgeContrast(p.truth, edges)); !near(got, 1, 1e-9) {
				t.Errorf("contrast of the truth along the strokes %g, want 1", got)
			}
			again, _, err := p.Strokes(test.base, 3, 7)
			if err != nil || !slices.Equal(again.Pix, edges.Pix) {
				t.Errorf("the same seed drew other strokes (%v)", err)
			}
			other, _, err := p.Strokes(test.base, 3, 8)
			if err != nil || slices.Equal(other.Pix, edges.Pix) {
				t.Errorf("another seed drew the same strokes (%v)", err)
			}
		})
	}
}

func TestStrokesRunAlongLines(t *testing.T) {
	r := image.Rect(0, 0, 200, 160)
	sketch := filled(r, color.White)
	truth := halves(r, 100)
	for y := range 160 {
		for x := 96; x < 104; x++ { // the line between the halves
			sketch.Set(x, y, color.Black)
			truth.Set(x, y, color.Black)
		}
	}
	p, err := NewPanel(sketch, truth)
	if err != nil {
		t.Fatal(err)
	}
	_, n, err := p.Strokes(mix(r, 100, 0), 2, 1)
	if err != nil || n != 2 {
		t.Errorf("%d strokes along a line (%v), want 2", n, err)
	}
}

func TestBandDeltaELooksBesideStrokesOnly(t *testing.T) {
	r := image.Rect(0, 0, 80, 60)
	p, err := NewPanel(filled(r, color.White), halves(r, 40))
	if err != nil {
		t.Fatal(err)
	}
	bad := halves(r, 40)
	for y := range 60 {
		for x := 60; x < 80; x++ {
			bad.Set(x, y, color.Black)
		}
	}
	far := DeltaE(LabOf(0, 0, 0), LabOf(30, 30, 200))
	for _, test := range []struct {
		name   string
		stroke image.Rectangle
		want   float64
	}{
		{"away from the fault", image.Rect(40, 0, 41, 60), 0},
		{"on the fault", image.Rect(70, 0, 71, 60), far},
		{"half on it", image.Rect(60, 0, 60, 0).Union(image.Rect(59, 0, 61, 60)), far * 6 / 12},
		{"no stroke", image.Rectangle{}, math.NaN()},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := score(t)(p.BandDeltaE(bad, mask(r, test.stroke), 5)); !near(got, test.want, 1e-9) {
				t.Errorf("ΔE %g, want %g", got, test.want)
			}
		})
	}
	if _, err := p.BandDeltaE(bad, image.NewAlpha(image.Rect(0, 0, 3, 3)), 5); err == nil {
		t.Error("edges of another size were scored")
	}
}
