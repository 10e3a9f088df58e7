package metrics

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"
)

func panel(t *testing.T, truth *image.RGBA) *Panel {
	t.Helper()
	p, err := NewPanel(filled(truth.Rect, color.White), truth)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWrongAndChromaOfKnownPictures(t *testing.T) {
	r := image.Rect(-2, 3, 78, 63)
	red, faint := LabOf(200, 30, 30), LabOf(230, 180, 180)
	for _, c := range []struct {
		name          string
		truth, pred   *image.RGBA
		wrong, chroma float64
	}{
		{"equal", halves(r, 40), halves(r, 40), 0, 1},
		{"a quarter of one colour in the other", halves(r, 38), halves(r, 58), 0.25, math.NaN()},
		{"a shade off", filled(r, color.RGBA{200, 30, 30, 255}), filled(r, color.RGBA{205, 34, 30, 255}), 0, math.NaN()},
		{"faint", filled(r, color.RGBA{200, 30, 30, 255}), filled(r, color.RGBA{230, 180, 180, 255}), 1, math.Hypot(faint.A, faint.B) / math.Hypot(red.A, red.B)},
		{"paper alone", filled(r, color.White), filled(r, color.Black), math.NaN(), math.NaN()},
		{"empty", filled(image.Rectangle{}, color.White), filled(image.Rectangle{}, color.White), math.NaN(), math.NaN()},
	} {
		p := panel(t, c.truth)
		if got := score(t)(p.Wrong(c.pred)); !near(got, c.wrong, 1e-9) {
			t.Errorf("%s: %g wrong, want %g", c.name, got, c.wrong)
		}
		if got := score(t)(p.Chroma(c.pred)); !math.IsNaN(c.chroma) && !near(got, c.chroma, 1e-9) {
			t.Errorf("%s: chroma %g, want %g", c.name, got, c.chroma)
		}
	}
}

func TestDabsLieInWrongAreasAndWhatTheyMendIsCounted(t *testing.T) {
	r := image.Rect(0, 0, 100, 80)
	p := panel(t, halves(r, 60))
	base := halves(r, 0) // all blue: the red 60 columns are wrong
	dabs, err := p.Dabs(base, 9, 1)
	if err != nil || dabs.Count != 1 {
		t.Fatalf("%d dabs, %v; one area is wrong", dabs.Count, err)
	}
	painted := 0
	for y := range 80 {
		for x := range 100 {
			if c := dabs.Image.NRGBAAt(x, y); c.A > 0 {
				painted++
				if x >= 60 || c != (color.NRGBA{200, 30, 30, 255}) {
					t.Fatalf("a dab of %v at %d, %d", c, x, y)
				}
			}
		}
	}
	if painted == 0 {
		t.Error("nothing was painted")
	}
	after := halves(r, 45) // three quarters mended
	draw.Draw(after, image.Rect(90, 0, 100, 80), image.NewUniform(color.RGBA{20, 200, 20, 255}), image.Point{}, draw.Src)
	was, is, spoiled, err := p.Mended(base, after, dabs)
	if err != nil || was != 1 || is != 0.25 || spoiled != 0.25 {
		t.Errorf("wrong %g → %g, spoiled %g (%v); want 1, 0.25, 0.25", was, is, spoiled, err)
	}
	if none, _ := p.Dabs(halves(r, 60), 9, 1); none.Count != 0 {
		t.Errorf("%d dabs where nothing is wrong", none.Count)
	}
}

func TestWrongStrokesKeepAwayFromEdges(t *testing.T) {
	r := image.Rect(0, 0, 200, 160)
	p := panel(t, halves(r, 100))
	edges, count := p.WrongStrokes(3, 20, 5)
	if count != 3 {
		t.Fatalf("%d strokes, want 3", count)
	}
	for y := range 160 {
		for x := 85; x < 115; x++ {
			if edges.AlphaAt(x, y).A > 0 {
				t.Fatalf("a stroke at %d, %d, the edge is at 100", x, y)
			}
		}
	}
	if _, none := p.WrongStrokes(3, 200, 5); none != 0 {
		t.Errorf("%d strokes where there is no room", none)
	}
	same, rise, err := p.Changed(halves(r, 100), halves(r, 100), edges, 0)
	if err != nil || same != 0 || rise != 0 {
		t.Errorf("equal pictures changed by %g, %g (%v)", same, rise, err)
	}
	blue := filled(r, color.RGBA{30, 30, 200, 255})
	change, rise, err := p.Changed(halves(r, 100), blue, mask(r, image.Rect(20, 20, 40, 22)), 0)
	if want := DeltaE(LabOf(200, 30, 30), LabOf(30, 30, 200)); err != nil || !near(change, want, 1e-9) || !near(rise, want, 1e-9) {
		t.Errorf("change %g, rise %g (%v); want %g both", change, rise, err, want)
	}
}

func TestContrastNearCountsOnlyWhereTheBaseHasBothColours(t *testing.T) {
	r := image.Rect(0, 0, 80, 60)
	p := panel(t, halves(r, 40))
	along := mask(r, image.Rect(38, 5, 42, 55))
	base := halves(r, 40)
	draw.Draw(base, image.Rect(40, 30, 80, 60), image.NewUniform(color.RGBA{200, 30, 30, 255}), image.Point{}, draw.Src)
	if all := score(t)(p.EdgeContrast(base, along)); !near(all, 0.5, 0.51) {
		t.Errorf("contrast %g", all)
	}
	if got := score(t)(p.EdgeContrastNear(base, base, along)); got != 1 {
		t.Errorf("contrast %g where the base is right, want 1", got)
	}
	if got := score(t)(p.EdgeContrastNear(filled(r, color.Black), base, along)); !math.IsNaN(got) {
		t.Errorf("contrast %g where the base is right nowhere", got)
	}
}
