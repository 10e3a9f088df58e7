package canvas

import (
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/draw"
)

func resampled(t *testing.T, img image.Image, w, h int) image.Image {
	t.Helper()
	out, err := Resample(t.Context(), img, image.Pt(w, h), func(float64) {})
	if err != nil {
		t.Fatal(err)
	}
	if out.Bounds() != image.Rect(0, 0, w, h) {
		t.Fatalf("bounds are %v, want %d×%d", out.Bounds(), w, h)
	}
	return out
}

func grain(r image.Rectangle) *image.RGBA {
	img, random := image.NewRGBA(r), rand.New(rand.NewPCG(4, 4))
	for i := range img.Pix {
		img.Pix[i] = uint8(random.UintN(256))
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

func TestResampleAtTheSameSizeReturnsThePictureItself(t *testing.T) {
	img := grain(image.Rect(0, 0, 33, 17))
	if out := resampled(t, img, 33, 17); out != image.Image(img) {
		t.Error("it is another picture")
	}
}

func TestResampleKeepsAPlainPicturePlain(t *testing.T) {
	for _, c := range []color.NRGBA{{200, 30, 7, 255}, {0, 0, 0, 255}, {255, 255, 255, 255}, {90, 200, 40, 128}, {}} {
		img := image.NewNRGBA(image.Rect(-5, 3, 55, 43)) // its corner may be anywhere
		draw.Draw(img, img.Rect, image.NewUniform(c), image.Point{}, draw.Src)
		for _, size := range []image.Point{{1, 1}, {7, 40}, {60, 9}, {301, 270}} {
			out := resampled(t, img, size.X, size.Y)
			for y := range size.Y {
				for x := range size.X {
					if got := color.NRGBAModel.Convert(out.At(x, y)).(color.NRGBA); farthest(got, c) > 1 {
						t.Fatalf("at %d, %d of %v %v became %v", x, y, size, c, got)
					}
				}
			}
		}
	}
}

func farthest(a, b color.NRGBA) int {
	d := 0
	for _, p := range [][2]uint8{{a.R, b.R}, {a.G, b.G}, {a.B, b.B}, {a.A, b.A}} {
		d = max(d, int(p[0])-int(p[1]), int(p[1])-int(p[0]))
	}
	return d
}

// TestResampleInStripsEqualsAllAtOnce compares with the kernel over the whole picture.
func TestResampleInStripsEqualsAllAtOnce(t *testing.T) {
	img := grain(image.Rect(0, 0, 700, 610))
	for _, size := range []image.Point{{350, 305}, {513, 77}, {701, 609}, {900, 1000}} {
		want := image.NewRGBA(image.Rectangle{Max: size})
		draw.CatmullRom.Scale(want, want.Rect, img, img.Rect, draw.Src, nil)
		got, off := resampled(t, img, size.X, size.Y).(*image.RGBA), 0
		for i := range want.Pix {
			off = max(off, int(want.Pix[i])-int(got.Pix[i]), int(got.Pix[i])-int(want.Pix[i]))
		}
		// Between both directions the one clamps what the other keeps: a hair's breadth at
		// the sharpest edges there are.
		if mean := meanOff(want, got); mean > 0.6 {
			t.Errorf("%v: %d off at most, %g on average", size, off, mean)
		}
	}
}

func meanOff(a, b *image.RGBA) float64 {
	sum := 0.0
	for i := range a.Pix {
		sum += math.Abs(float64(a.Pix[i]) - float64(b.Pix[i]))
	}
	return sum / float64(len(a.Pix))
}

func TestResampleTakesNoColourFromWhatIsTransparent(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 40, 40))
	for y := range 40 {
		for x := range 40 {
			img.SetNRGBA(x, y, color.NRGBA{0, 255, 0, 0})
			if x >= 20 {
				img.SetNRGBA(x, y, color.NRGBA{200, 20, 20, 255})
			}
		}
	}
	out := resampled(t, img, 13, 13).(*image.NRGBA)
	for x := range 13 {
		if c := out.NRGBAAt(x, 6); c.A > 8 && (c.G > 24 || c.R < 190) {
			t.Errorf("pixel %d is %v", x, c)
		}
	}
	if out.NRGBAAt(0, 6).A != 0 || out.NRGBAAt(12, 6).A != 255 {
		t.Error("the sides are not what they were")
	}
}

func TestResampleEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	share := 0.0
	out, err := Resample(ctx, grain(image.Rect(0, 0, 600, 900)), image.Pt(300, 450), func(s float64) {
		if share = s; s > 0.3 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || out != nil || share > 0.9 {
		t.Errorf("at %g it gave %v, %v", share, out, err)
	}
}

func BenchmarkResample(b *testing.B) {
	img := grain(image.Rect(0, 0, 2000, 3000))
	b.ReportAllocs()
	b.SetBytes(int64(len(img.Pix)))
	for b.Loop() {
		if _, err := Resample(b.Context(), img, image.Pt(1000, 1500), func(float64) {}); err != nil {
			b.Fatal(err)
		}
	}
}
