package layered

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func filled(r image.Rectangle, c color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func TestCompositeOfTwoLayers(t *testing.T) {
	r := image.Rect(0, 0, 1, 1)
	red, grey := color.NRGBA{200, 10, 0, 255}, color.NRGBA{100, 100, 100, 255}
	half := color.NRGBA{100, 100, 100, 128}
	for _, c := range []struct {
		name        string
		top, bottom color.NRGBA
		layer       Layer
		want        color.NRGBA
	}{
		{"normal", grey, red, Layer{Opacity: 1}, grey},
		{"multiply", grey, red, Layer{Opacity: 1, Mode: Multiply}, color.NRGBA{78, 4, 0, 255}},
		{"screen", grey, red, Layer{Opacity: 1, Mode: Screen}, color.NRGBA{222, 106, 100, 255}},
		{"multiply on nothing", grey, color.NRGBA{}, Layer{Opacity: 1, Mode: Multiply}, grey},
		{"half", half, red, Layer{Opacity: 1}, color.NRGBA{150, 55, 50, 255}},
		{"by opacity", grey, red, Layer{Opacity: 128.0 / 255}, color.NRGBA{150, 55, 50, 255}},
		{"half on nothing", half, color.NRGBA{}, Layer{Opacity: 1}, half},
		{"hidden", grey, red, Layer{Opacity: 1, Hidden: true}, red},
		{"no opacity", grey, red, Layer{}, red},
		{"no number", grey, red, Layer{Opacity: math.Inf(-1)}, red},
	} {
		c.layer.Image = filled(r, c.top)
		p := Picture{Size: r.Max, Layers: []Layer{c.layer, {Opacity: 1, Image: filled(r, c.bottom)}}}
		if got := p.Composite().NRGBAAt(0, 0); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// The integer rules against the formula in real numbers.
func TestCompositeIsWithinOneOfTheFormula(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		var s, d [4]uint8
		for i := range 4 {
			s[i], d[i] = uint8(rnd.UintN(256)), uint8(rnd.UintN(256))
		}
		alpha, mode := rnd.Uint32N(255)+1, Mode(rnd.UintN(3))
		got := d
		blendPixel(got[:], s[:], alpha, mode)
		as, ab := float64(alpha)/255, float64(d[3])/255
		ar := as + ab - as*ab
		for c := range 3 {
			cs, cb := float64(s[c])/255, float64(d[c])/255
			m := []float64{cs, cs * cb, cs + cb - cs*cb}[mode]
			want := 255 * (as*ab*m + as*(1-ab)*cs + (1-as)*ab*cb) / ar
			// Coverage is rounded to whole steps too, which counts for more the less there is.
			if math.Abs(want-float64(got[c])) > 1+128/(255*ar) {
				t.Fatalf("%v with %d on %v in mode %d: %v, want %.2f", s, alpha, d, mode, got, want)
			}
		}
		if math.Abs(255*ar-float64(got[3])) > 1 {
			t.Fatalf("alpha %d, want %.2f", got[3], 255*ar)
		}
	}
}

func TestCompositeCutsAndKeepsGroupsToThemselves(t *testing.T) {
	page := image.Pt(4, 3)
	white, grey := color.NRGBA{255, 255, 255, 255}, color.NRGBA{100, 100, 100, 255}
	dark := Layer{Opacity: 1, Mode: Multiply, Image: filled(image.Rect(-2, -2, 1, 9), grey)}
	p := Picture{Size: page, Layers: []Layer{
		{Name: "group", Opacity: 0.5, Layers: []Layer{dark}},
		{Name: "paper", Opacity: 1, Image: filled(image.Rectangle{Max: page}, white)},
	}}
	out := p.Composite()
	// 0.5 is 128/255; in the group there is nothing to multiply with.
	if got, want := out.NRGBAAt(0, 0), (color.NRGBA{177, 177, 177, 255}); got != want {
		t.Errorf("under the group %v, want %v", got, want)
	}
	if got := out.NRGBAAt(1, 2); got != white {
		t.Errorf("beside it %v", got)
	}
}

func TestCompositeOfNothing(t *testing.T) {
	if got := (Picture{}).Composite(); !got.Rect.Empty() {
		t.Errorf("bounds %v", got.Rect)
	}
	empty := Picture{Size: image.Pt(2, 1), Layers: []Layer{{Opacity: 1}, {Opacity: 1, Image: image.NewNRGBA(image.Rectangle{})}}}
	if got := empty.Composite().Pix; !slices.Equal(got, make([]uint8, 8)) {
		t.Errorf("pixels %v", got)
	}
}
