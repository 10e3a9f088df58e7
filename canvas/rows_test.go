package canvas

import (
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestCommonPicturesAreReadAsAnyPicture compares the quick ways through the pixels with the
// one that works for every picture, also of parts of larger ones.
func TestCommonPicturesAreReadAsAnyPicture(t *testing.T) {
	type hidden struct{ image.Image } // has no type that is known
	r := rand.New(rand.NewPCG(8, 2))
	whole := image.Rect(-3, 4, 40, 30)
	rgba, nrgba, opaque := image.NewRGBA(whole), image.NewNRGBA(whole), image.NewRGBA(whole)
	for i := range rgba.Pix {
		nrgba.Pix[i], opaque.Pix[i] = uint8(r.Uint32()), uint8(r.Uint32())
		opaque.Pix[i|3] = 255
	}
	for y := whole.Min.Y; y < whole.Max.Y; y++ {
		for x := whole.Min.X; x < whole.Max.X; x++ {
			rgba.Set(x, y, color.NRGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32() & 0xc0)})
		}
	}
	for _, img := range []image.Image{
		rgba, nrgba, opaque, nrgba.SubImage(image.Rect(1, 6, 20, 29)),
		opaque.SubImage(image.Rect(1, 6, 20, 29)), rgba.SubImage(image.Rect(-3, 7, 2, 9)),
	} {
		got, want := NewLines(img), NewLines(hidden{img})
		if got.depth != want.depth || !slices.Equal(got.pix, want.pix) {
			t.Errorf("the lines of a %T of %v are others", img, img.Bounds())
		}
		if got, want := HintsFrom(img), HintsFrom(hidden{img}); got.Rect != want.Rect || !slices.Equal(got.Pix, want.Pix) {
			t.Errorf("the hints of a %T of %v are others", img, img.Bounds())
		}
	}
}
