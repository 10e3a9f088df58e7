package metrics

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"
)

// mix is halves with the boundary's contrast scaled by share: 1 is halves, 0 one colour.
func mix(r image.Rectangle, split int, share float64) *image.RGBA {
	img := halves(r, split)
	for i := 0; i < len(img.Pix); i += 4 {
		l := labAt(img, i/4)
		mid := Lab{(LabOf(200, 30, 30).L + LabOf(30, 30, 200).L) / 2, (LabOf(200, 30, 30).A + LabOf(30, 30, 200).A) / 2, (LabOf(200, 30, 30).B + LabOf(30, 30, 200).B) / 2}
		img.Pix[i], img.Pix[i+1], img.Pix[i+2] = Lab{mid.L + share*(l.L-mid.L), mid.A + share*(l.A-mid.A), mid.B + share*(l.B-mid.B)}.RGB()
	}
	return img
}

func mask(r, stroke image.Rectangle) *image.Alpha {
	m := image.NewAlpha(r)
	draw.Draw(m, stroke, image.Opaque, image.Point{}, draw.Src)
	return m
}

func TestEdgeContrastIsTheShareOfTheTruths(t *testing.T) {
	r := image.Rect(0, 0, 80, 60)
	p, err := NewPanel(filled(r, color.White), halves(r, 40))
	if err != nil {
		t.Fatal(err)
	}
	along := mask(r, image.Rect(38, 5, 42, 55))
	tests := []struct {
		name  string
		edges *image.Alpha
		pred  *image.RGBA
		want  float64
	}{
		{"as the truth", along, halves(r, 40), 1},
		{"half bled", along, mix(r, 40, 0.5), 0.5},
		{"wholly bled", along, mix(r, 40, 0), 0},
		{"a thin stroke", mask(r, image.Rect(40, 5, 41, 55)), mix(r, 40, 0.5), 0.5},
		{"boundary moved away", along, halves(r, 50), 0},
		{"stroke where the truth has no boundary", mask(r, image.Rect(10, 5, 14, 55)), halves(r, 40), math.NaN()},
		{"stroke along the border of the picture", mask(r, image.Rect(0, 0, 2, 60)), halves(r, 40), math.NaN()},
		{"no stroke", image.NewAlpha(r), halves(r, 40), math.NaN()},
		{"one dot", mask(r, image.Rect(40, 30, 41, 31)), halves(r, 40), math.NaN()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := score(t)(p.EdgeContrast(test.pred, test.edges)); !near(got, test.want, 0.03) {
				t.Errorf("contrast %g, want %g", got, test.want)
			}
		})
	}
}

func TestEdgeContrastFollowsASlantedStroke(t *testing.T) {
	r := image.Rect(0, 0, 90, 90)
	truth := filled(r, color.RGBA{200, 30, 30, 255})
	edges := image.NewAlpha(r)
	for y := range 90 {
		for x := range 90 {
			if x > y {
				truth.Set(x, y, color.RGBA{30, 30, 200, 255})
			}
			if abs(x-y) <= 2 && y > 10 && y < 80 {
				edges.SetAlpha(x, y, color.Alpha{255})
			}
		}
	}
	p, err := NewPanel(filled(r, color.White), truth)
	if err != nil {
		t.Fatal(err)
	}
	if got := score(t)(p.EdgeContrast(truth, edges)); !near(got, 1, 1e-9) {
		t.Errorf("contrast of the truth itself %g", got)
	}
	if got := score(t)(p.EdgeContrast(blur(truth, 8), edges)); got < 0.1 || got > 0.6 {
		t.Errorf("contrast of a blurred truth %g", got)
	}
}

func TestChangeOutsideLooksOnlyBeyondTheDistance(t *testing.T) {
	r := image.Rect(0, 0, 50, 40)
	edges := mask(r, image.Rect(20, 20, 21, 21))
	base := filled(r, color.RGBA{100, 100, 100, 255})
	tests := []struct {
		name  string
		at    image.Point
		edges *image.Alpha
		want  int
	}{
		{"on the stroke", image.Pt(20, 20), edges, 0},
		{"at the distance", image.Pt(30, 20), edges, 0},
		{"just beyond", image.Pt(31, 20), edges, 7},
		{"beyond on the slant", image.Pt(28, 27), edges, 7},
		{"no stroke at all", image.Pt(20, 20), image.NewAlpha(r), 7},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pred := filled(r, color.RGBA{100, 100, 100, 255})
			pred.Set(test.at.X, test.at.Y, color.RGBA{100, 107, 100, 255})
			got, err := ChangeOutside(base, pred, test.edges, 10)
			if err != nil {
				t.Fatal(err)
			}
			if got.Max != test.want || (got.Mean > 0) != (test.want > 0) {
				t.Errorf("change %+v, want a maximum of %d", got, test.want)
			}
		})
	}
}

func TestDistancesEqualTheSearchOfAllPixels(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range []image.Point{{0, 0}, {1, 1}, {1, 9}, {9, 1}, {13, 17}} {
		for _, share := range []float64{0, 0.03, 0.5, 1} {
			set := make([]bool, size.X*size.Y)
			for i := range set {
				set[i] = random.Float64() < share
			}
			for i, got := range distances(set, size.X, size.Y) {
				want := math.Inf(1)
				for j, on := range set {
					dx, dy := i%size.X-j%size.X, i/size.X-j/size.X
					if on {
						want = min(want, float64(dx*dx+dy*dy))
					}
				}
				if got != want {
					t.Fatalf("%v, share %g: pixel %d is %g, want %g", size, share, i, got, want)
				}
			}
		}
	}
}
