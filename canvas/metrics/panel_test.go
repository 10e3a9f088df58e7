package metrics

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"
)

func filled(r image.Rectangle, c color.Color) *image.RGBA {
	img := image.NewRGBA(r)
	draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
	return img
}

// halves is red on the left of x = split and blue on the right.
func halves(r image.Rectangle, split int) *image.RGBA {
	img := filled(r, color.RGBA{200, 30, 30, 255})
	right := image.Rect(split, r.Min.Y, r.Max.X, r.Max.Y)
	draw.Draw(img, right, image.NewUniform(color.RGBA{30, 30, 200, 255}), image.Point{}, draw.Src)
	return img
}

func score(t *testing.T) func(float64, error) float64 {
	return func(v float64, err error) float64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func near(got, want, tolerance float64) bool {
	if math.IsNaN(want) {
		return math.IsNaN(got)
	}
	return math.Abs(got-want) <= tolerance
}

func TestScoresOfKnownPictures(t *testing.T) {
	red, paper, ink := color.RGBA{200, 30, 30, 255}, color.White, color.Black
	off := color.RGBA{210, 30, 30, 255}
	step := DeltaE(LabOf(210, 30, 30), LabOf(200, 30, 30))
	psnr := 10 * math.Log10(255*255/(100.0/3))
	tests := []struct {
		name               string
		bounds             image.Rectangle
		sketch, truth, out color.Color
		psnr, de           float64
	}{
		{"empty", image.Rectangle{}, paper, red, red, math.NaN(), math.NaN()},
		{"1x1 equal", image.Rect(0, 0, 1, 1), paper, red, red, PSNRCap, 0},
		{"1x1 off", image.Rect(0, 0, 1, 1), paper, red, off, psnr, step},
		{"odd size", image.Rect(0, 0, 131, 7), paper, red, off, psnr, step},
		{"non-zero origin", image.Rect(-3, 5, 20, 30), paper, red, off, psnr, step},
		{"all ink", image.Rect(0, 0, 5, 5), ink, red, off, math.NaN(), math.NaN()},
		{"all paper", image.Rect(0, 0, 5, 5), paper, paper, paper, PSNRCap, math.NaN()},
		{"transparent is paper", image.Rect(0, 0, 5, 5), color.Transparent, color.Transparent, color.Transparent, PSNRCap, math.NaN()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := NewPanel(filled(test.bounds, test.sketch), filled(test.bounds, test.truth))
			if err != nil {
				t.Fatal(err)
			}
			out := filled(test.bounds, test.out)
			if got := score(t)(p.PSNR(out)); !near(got, test.psnr, 1e-9) {
				t.Errorf("PSNR %g, want %g", got, test.psnr)
			}
			if got := score(t)(p.DeltaE(out)); !near(got, test.de, 1e-9) {
				t.Errorf("ΔE %g, want %g", got, test.de)
			}
		})
	}
}

func TestInkAndPaperDoNotCountForDeltaE(t *testing.T) {
	r := image.Rect(0, 0, 30, 10)
	sketch, truth := filled(r, color.White), filled(r, color.White)
	draw.Draw(sketch, image.Rect(0, 0, 10, 10), image.Black, image.Point{}, draw.Src)
	draw.Draw(truth, image.Rect(0, 0, 20, 10), image.NewUniform(color.RGBA{200, 30, 30, 255}), image.Point{}, draw.Src)
	p, err := NewPanel(sketch, truth)
	if err != nil {
		t.Fatal(err)
	}
	pred := filled(r, color.RGBA{1, 2, 3, 255}) // wrong on ink and on paper
	draw.Draw(pred, image.Rect(10, 0, 20, 10), truth, image.Pt(10, 0), draw.Src)
	if got := score(t)(p.DeltaE(pred)); got != 0 {
		t.Errorf("ΔE %g; only the coloured foreground should count, and that is right", got)
	}
}

func TestBoundaryDeltaELooksOnlyBesideBoundaries(t *testing.T) {
	r := image.Rect(0, 0, 61, 9)
	sketch := filled(r, color.White)
	draw.Draw(sketch, image.Rect(29, 0, 32, 9), image.Black, image.Point{}, draw.Src)
	truth := halves(r, 30)
	p, err := NewPanel(sketch, truth)
	if err != nil {
		t.Fatal(err)
	}
	far := halves(r, 30)
	draw.Draw(far, image.Rect(0, 0, 20, 9), image.Black, image.Point{}, draw.Src)
	beside := halves(r, 40)
	if got := score(t)(p.BoundaryDeltaE(far)); got != 0 {
		t.Errorf("an error 10 px away scores %g", got)
	}
	if got := score(t)(p.BoundaryDeltaE(beside)); got < 10 {
		t.Errorf("colour that bled across the boundary scores only %g", got)
	}
	flat, _ := NewPanel(filled(r, color.White), filled(r, color.RGBA{200, 30, 30, 255}))
	if got := score(t)(flat.BoundaryDeltaE(truth)); !math.IsNaN(got) {
		t.Errorf("a truth without boundaries scores %g, want NaN", got)
	}
}

func TestDifferentSizesAreRefused(t *testing.T) {
	small, large := filled(image.Rect(0, 0, 4, 4), color.White), filled(image.Rect(0, 0, 4, 5), color.White)
	if _, err := NewPanel(small, large); err == nil {
		t.Error("a truth of another size was taken")
	}
	p, err := NewPanel(small, small)
	if err != nil {
		t.Fatal(err)
	}
	edges := image.NewAlpha(large.Bounds())
	_, psnr := p.PSNR(large)
	_, de := p.DeltaE(large)
	_, boundary := p.BoundaryDeltaE(large)
	_, contrast := p.EdgeContrast(small, edges)
	_, change := ChangeOutside(small, large, image.NewAlpha(small.Bounds()), 1)
	_, changeEdges := ChangeOutside(small, small, edges, 1)
	for i, err := range []error{psnr, de, boundary, contrast, change, changeEdges} {
		if err == nil {
			t.Errorf("call %d took pictures of different sizes", i)
		}
	}
}
