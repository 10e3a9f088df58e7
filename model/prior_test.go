package model

import (
	"image"
	"math"
	"slices"
	"testing"

	"keyline/model/region"
)

func TestForetellingLeavesTheHintsTheirPart(t *testing.T) {
	const n = 2 // tokens: one of paper alone, one that is a quarter a hint's
	found := make([]float32, secondValue*n)
	for c, hint := range []float32{0.2, 0.4, 0.6} {
		found[c*n], found[c*n+1] = 1, 0.75+0.25*hint
	}
	found[hintedPlane*n+1] = 0.25
	found[votePlane*n], found[votePlane*n+1] = 1, 0.75
	colours := []region.Swatch{{1, 1, 1}, {1, 0.5, 0}, {0, 0, 1}}
	foretell(found, []float32{0.5, 0, 0.5, 0.2, 0, 0.8}, colours, n)
	for i, want := range map[int]float32{
		0: 1, 2: 0.75, 4: 0.5, // half white, half orange
		1: 0.75*0.2 + 0.25*0.2, 3: 0.75*0.1 + 0.25*0.4, 5: 0.75*0.8 + 0.25*0.6, // and a fifth orange, the rest blue
		votePlane * n: 0.5, (votePlane + 1) * n: 0.5, (votePlane + 2) * n: 0,
		votePlane*n + 1: 0, (votePlane+1)*n + 1: 0.15, (votePlane+2)*n + 1: 0.6,
		hintedPlane * n: 0, hintedPlane*n + 1: 0.25,
	} {
		if math.Abs(float64(found[i]-want)) > 1e-6 {
			t.Errorf("value %d is %g, want %g", i, found[i], want)
		}
	}
}

func TestSoftmaxAddsUpToOneInEachPlace(t *testing.T) {
	got := softmax([]float32{0, 1000, float32(math.Log(3)), 1000}, 2)
	for i, want := range []float32{0.25, 0.5, 0.75, 0.5} {
		if math.Abs(float64(got[i]-want)) > 1e-6 {
			t.Errorf("share %d is %g, want %g", i, got[i], want)
		}
	}
}

// TestReferencesSilenceThePrior goes from no reference to one and back on one graph.
func TestReferencesSilenceThePrior(t *testing.T) {
	n := testNetwork(t, Options{})
	page := image.Rect(0, 0, 150, 203)
	without := func() []float32 {
		t.Helper()
		b, err := n.Colorize(t.Context(), Request{Lines: drawing(page)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(b.swatches, n.prior.swatches) {
			t.Error("the swatches are not the prior's")
		}
		return slices.Clone(b.base)
	}
	first, with := without(), slices.Clone(colorized(t, n, page, 0).base)
	if again := without(); !slices.Equal(first, again) {
		t.Error("without a reference colours are others after there was one")
	}
	fresh := testNetwork(t, Options{})
	if want := colorized(t, fresh, page, 0); !slices.Equal(with, want.base) {
		t.Error("a reference's colours are others after a guess")
	}
	if slices.Equal(first, with) {
		t.Error("the reference changes nothing")
	}
}
