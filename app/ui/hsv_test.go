package ui

import (
	"image/color"
	"math"
	"testing"
)

func TestHSVIsAsPaintersKnowIt(t *testing.T) {
	for _, x := range []struct {
		name string
		c    color.NRGBA
		want hsv
	}{
		{"black", color.NRGBA{0, 0, 0, 255}, hsv{0, 0, 0}},
		{"white", color.NRGBA{255, 255, 255, 255}, hsv{0, 0, 100}},
		{"grey", color.NRGBA{51, 51, 51, 255}, hsv{0, 0, 20}},
		{"red", color.NRGBA{255, 0, 0, 255}, hsv{0, 100, 100}},
		{"yellow", color.NRGBA{255, 255, 0, 255}, hsv{60, 100, 100}},
		{"green", color.NRGBA{0, 255, 0, 255}, hsv{120, 100, 100}},
		{"cyan", color.NRGBA{0, 255, 255, 255}, hsv{180, 100, 100}},
		{"blue", color.NRGBA{0, 0, 255, 255}, hsv{240, 100, 100}},
		{"magenta", color.NRGBA{255, 0, 255, 255}, hsv{300, 100, 100}},
		{"just below red", color.NRGBA{255, 0, 51, 255}, hsv{348, 100, 100}},
		{"dark orange", color.NRGBA{102, 51, 0, 255}, hsv{30, 100, 40}},
		{"pale blue", color.NRGBA{153, 153, 204, 255}, hsv{240, 25, 80}},
	} {
		got := hsvOf(x.c)
		if math.Abs(got.hue-x.want.hue) > 1e-9 || math.Abs(got.saturation-x.want.saturation) > 1e-9 || math.Abs(got.value-x.want.value) > 1e-9 {
			t.Errorf("%s is %v, want %v", x.name, got, x.want)
		}
		if got := x.want.rgb(); got != x.c {
			t.Errorf("%s: %v gives %v, want %v", x.name, x.want, got, x.c)
		}
	}
	if got := (hsv{360, 100, 100}).rgb(); got != (color.NRGBA{255, 0, 0, 255}) {
		t.Errorf("the other end of the hues is %v", got)
	}
}

func TestEveryColourComesBackFromHSV(t *testing.T) {
	for v := range uint32(1 << 24) {
		c := opaque(v)
		x := hsvOf(c)
		if x.rgb() != c {
			t.Fatalf("%v becomes %v by %v", c, x.rgb(), x)
		}
		if x.hue < 0 || x.hue >= 360 || x.saturation < 0 || x.saturation > 100 || x.value < 0 || x.value > 100 {
			t.Fatalf("%v is %v", c, x)
		}
	}
}

func TestWhatAColourLeavesOpenStays(t *testing.T) {
	from := hsv{200, 40, 70}
	for _, x := range []struct {
		name string
		c    color.NRGBA
		want hsv
	}{
		{"itself", from.rgb(), from},
		{"grey", color.NRGBA{51, 51, 51, 255}, hsv{200, 0, 20}},
		{"white", color.NRGBA{255, 255, 255, 255}, hsv{200, 0, 100}},
		{"black", color.NRGBA{0, 0, 0, 255}, hsv{200, 40, 0}},
		{"another", color.NRGBA{255, 255, 0, 255}, hsv{60, 100, 100}},
	} {
		if got := from.follow(x.c); math.Abs(got.value-x.want.value) > 1e-9 || got.hue != x.want.hue || got.saturation != x.want.saturation {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
}
