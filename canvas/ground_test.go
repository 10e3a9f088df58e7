package canvas

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// portrait is white paper with a red disc in a soft black ring, and an eye of pure white
// in the disc.
func portrait(r image.Rectangle) *image.RGBA {
	img := image.NewRGBA(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			dx, dy := x-r.Min.X-60, y-r.Min.Y-50
			far := dx*dx + dy*dy
			c := color.RGBA{255, 255, 255, 255}
			switch {
			case far < 100: // the eye
			case far < 900:
				c = color.RGBA{200, 40, 60, 255}
			case far < 1000:
				c = color.RGBA{0, 0, 0, 255}
			case far < 1120: // the soft side of the ring
				v := uint8(2 * (far - 1000))
				c = color.RGBA{v, v, v, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func copyOf(img *image.RGBA) *image.RGBA {
	c := *img
	c.Pix = bytes.Clone(img.Pix)
	return &c
}

func TestAPictureWithoutItsGroundLaidOnWhiteIsThePictureAgain(t *testing.T) {
	pale := noise(image.Pt(90, 70), 4)
	for i := range pale.Pix {
		pale.Pix[i] |= 0xf0 // around the level of paper
	}
	tests := []struct {
		name string
		img  *image.RGBA
	}{
		{"empty", image.NewRGBA(image.Rectangle{})},
		{"1x1 white", portrait(image.Rect(0, 0, 1, 1))},
		{"portrait", portrait(image.Rect(0, 0, 129, 111))},
		{"another origin", portrait(image.Rect(-7, 5, 122, 116))},
		{"noise", noise(image.Pt(131, 97), 3)},
		{"pale noise", pale},
		{"a part", portrait(image.Rect(0, 0, 129, 111)).SubImage(image.Rect(9, 9, 100, 80)).(*image.RGBA)},
	}
	for _, test := range tests {
		want := copyOf(test.img)
		got, err := ClearGround(t.Context(), test.img)
		if err != nil || got.Rect != want.Rect {
			t.Fatalf("%s: %v, %v", test.name, got, err)
		}
		onWhite := image.NewRGBA(got.Rect)
		draw.Draw(onWhite, onWhite.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(onWhite, onWhite.Rect, got, got.Rect.Min, draw.Over)
		for y := got.Rect.Min.Y; y < got.Rect.Max.Y; y++ {
			for x := got.Rect.Min.X; x < got.Rect.Max.X; x++ {
				if a, b := onWhite.RGBAAt(x, y), want.RGBAAt(x, y); far(a, b) > 1 {
					t.Fatalf("%s: at %d, %d is %v on white, want %v", test.name, x, y, a, b)
				}
			}
		}
	}
}

func far(a, b color.RGBA) uint8 {
	d := func(x, y uint8) uint8 { return max(x, y) - min(x, y) }
	return max(d(a.R, b.R), d(a.G, b.G), d(a.B, b.B), d(a.A, b.A))
}

func TestOnlyThePaperAroundTheDrawingIsCleared(t *testing.T) {
	img := portrait(image.Rect(0, 0, 129, 111))
	got, err := ClearGround(t.Context(), img)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		at   image.Point
		want color.NRGBA
	}{
		"paper":           {image.Pt(2, 2), color.NRGBA{}},
		"the eye":         {image.Pt(60, 50), color.NRGBA{255, 255, 255, 255}},
		"colour":          {image.Pt(60, 70), color.NRGBA{200, 40, 60, 255}},
		"the line":        {image.Pt(60, 81), color.NRGBA{0, 0, 0, 255}},
		"its softer side": {image.Pt(60, 83), color.NRGBA{0, 0, 0, 255 - 178}},
	} {
		if p := got.NRGBAAt(c.at.X, c.at.Y); p != c.want {
			t.Errorf("%s is %v, want %v", name, p, c.want)
		}
	}
}

func TestClearingTheGroundCanBeGivenUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ClearGround(ctx, portrait(image.Rect(0, 0, 20, 20))); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func BenchmarkClearGround(b *testing.B) {
	from := portrait(image.Rect(0, 0, 2048, 2048))
	b.SetBytes(int64(len(from.Pix)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ClearGround(b.Context(), copyOf(from)); err != nil {
			b.Fatal(err)
		}
	}
}
