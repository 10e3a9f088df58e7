package metrics

import (
	"image"
	"image/color"
	"math"
	"testing"
)

func TestBaselinesOfEasyPanels(t *testing.T) {
	r := image.Rect(0, 0, 120, 90)
	red := filled(r, color.RGBA{200, 30, 30, 255})
	tests := []struct {
		name             string
		truth, reference image.Image
		best             string
		below            float64
	}{
		{"one colour", red, filled(image.Rect(5, 5, 12, 30), color.RGBA{200, 30, 30, 255}), "mean_colour", 0.5},
		{"the truth as reference", halves(r, 60), halves(image.Rect(0, 0, 60, 45), 30), "blurred", 2},
		{"1x1 reference", red, filled(image.Rect(0, 0, 1, 1), color.RGBA{200, 30, 30, 255}), "blurred", 0.5},
		{"white reference", red, filled(r, color.White), "", math.Inf(1)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := NewPanel(filled(r, color.White), test.truth)
			if err != nil {
				t.Fatal(err)
			}
			list, err := p.Baselines(test.reference)
			if err != nil {
				t.Fatal(err)
			}
			if len(list) != 4 {
				t.Fatalf("%d baselines", len(list))
			}
			for _, b := range list {
				if math.IsNaN(b.DE) || (b.Name == test.best && b.DE >= test.below) {
					t.Errorf("%s scores %g, want below %g", b.Name, b.DE, test.below)
				}
			}
		})
	}
}

func TestBaselinesRefuseAnEmptyReference(t *testing.T) {
	r := image.Rect(0, 0, 3, 3)
	p, err := NewPanel(filled(r, color.White), filled(r, color.White))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Baselines(image.NewRGBA(image.Rectangle{})); err == nil {
		t.Error("an empty reference was taken")
	}
}

func TestHistogramMapTakesRankToRank(t *testing.T) {
	var from, to [256]float64
	from[10], from[20] = 1, 1
	to[100], to[200] = 1, 1
	table := histogramMap(from, to)
	if table[10] != 100 || table[20] != 200 {
		t.Errorf("10 → %d, 20 → %d; want 100 and 200", table[10], table[20])
	}
	if same := histogramMap(from, [256]float64{}); same[10] != 10 || same[20] != 20 {
		t.Error("an empty target changed values")
	}
}

func TestBlurKeepsFlatPicturesAndSpreadsADot(t *testing.T) {
	flat := filled(image.Rect(0, 0, 31, 9), color.RGBA{90, 120, 200, 255})
	for i, v := range blur(flat, 6).Pix {
		if v != flat.Pix[i] {
			t.Fatalf("value %d of a flat picture became %d", flat.Pix[i], v)
		}
	}
	dot := filled(image.Rect(0, 0, 101, 101), color.Black)
	dot.Set(50, 50, color.White)
	for i := range 25 { // bright enough to be seen after rounding
		dot.Set(48+i%5, 48+i/5, color.White)
	}
	out := blur(dot, 4)
	sum, spread := 0.0, 0.0
	for x := range 101 {
		v := float64(out.RGBAAt(x, 50).R)
		sum += v
		spread += v * float64((x-50)*(x-50))
	}
	// The variance of a 5 px box and of a Gaussian of sigma 4 in sum.
	if got, want := spread/sum, 2.0+16; math.Abs(got-want) > 0.1*want {
		t.Errorf("variance %g along the middle row, want about %g", got, want)
	}
}
