package palette

import (
	"image"
	"image/color"
	"math"
	"testing"
)

func TestTurnedColoursKeepTheirLightness(t *testing.T) {
	img := image.NewNRGBA(image.Rect(-3, 4, 61, 68))
	for i := range 64 * 64 {
		img.SetNRGBA(i%64-3, i/64+4, color.NRGBA{uint8(i % 64 * 4), uint8(i / 64 * 4), uint8(i % 7 * 36), uint8(i % 256)})
	}
	for _, degrees := range []int{0, 1, 90, 180, 359, 360, -90} {
		out := Turned(img, degrees)
		if out.Rect != image.Rect(0, 0, 64, 64) {
			t.Fatalf("%d: the bounds are %v", degrees, out.Rect)
		}
		for i := range 64 * 64 {
			was, now := img.NRGBAAt(i%64-3, i/64+4), out.NRGBAAt(i%64, i/64)
			p, q := toOklab(float64(was.R), float64(was.G), float64(was.B)), toOklab(float64(now.R), float64(now.G), float64(now.B))
			if was.A != now.A || math.Abs(p.l-q.l) > 0.012 {
				t.Fatalf("%d: %v became %v, lightness %.3f became %.3f", degrees, was, now, p.l, q.l)
			}
			if (degrees%360 == 0 || was.R == was.G && was.G == was.B) && was != now {
				t.Fatalf("%d: %v became %v", degrees, was, now)
			}
			chroma := math.Hypot(q.a, q.b)
			turn := math.Remainder(math.Atan2(q.b, q.a)-math.Atan2(p.b, p.a)-float64(degrees)*math.Pi/180, 2*math.Pi)
			if chroma > 0.06 && math.Abs(turn) > 0.06 {
				t.Fatalf("%d: %v became %v, whose hue is off by %.3f", degrees, was, now, turn)
			}
		}
	}
	if out := Turned(image.NewNRGBA(image.Rectangle{}), 40); !out.Rect.Empty() {
		t.Errorf("an empty picture became %v", out.Rect)
	}
}
