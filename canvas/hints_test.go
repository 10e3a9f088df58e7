package canvas

import (
	"bytes"
	"image"
	"math/rand/v2"
	"testing"
)

// other is a picture whose kind nothing knows.
type other struct{ image.Image }

func TestHintsAreReadFromEveryKindOfPictureAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 6))
	for sparse := range 60 {
		whole := image.NewNRGBA(image.Rect(0, 0, 1+r.IntN(40), 1+r.IntN(5)))
		for i := range whole.Pix {
			whole.Pix[i] = uint8(r.Uint32())
			if i%4 == 3 && r.IntN(1+sparse) > 0 {
				whole.Pix[i] &= 127
			}
		}
		part := whole.SubImage(image.Rect(r.IntN(whole.Rect.Dx()), 0, whole.Rect.Dx(), whole.Rect.Dy())).(*image.NRGBA)
		got, want := HintsFrom(part), HintsFrom(other{part})
		if got.Rect != want.Rect || !bytes.Equal(got.Pix, want.Pix) {
			t.Fatalf("%v: %v, want %v", part.Rect, got.Pix, want.Pix)
		}
	}
}
