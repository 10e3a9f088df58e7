package imageio

import (
	"image"
	"image/color"
	"testing"
)

func TestThumbnailsAreAsLargeAsFits(t *testing.T) {
	tests := []struct{ from, want image.Point }{
		{image.Pt(1, 1), image.Pt(1, 1)},
		{image.Pt(256, 17), image.Pt(256, 17)},
		{image.Pt(512, 300), image.Pt(256, 150)},
		{image.Pt(3, 900), image.Pt(1, 256)},
	}
	for _, test := range tests {
		img := image.NewNRGBA(image.Rectangle{Max: test.from})
		for i := range img.Pix {
			img.Pix[i] = []uint8{9, 8, 7, 255}[i%4]
		}
		got := Thumbnail(img, 256)
		last := got.NRGBAAt(got.Rect.Max.X-1, got.Rect.Max.Y-1)
		if got.Rect.Size() != test.want || last != (color.NRGBA{9, 8, 7, 255}) {
			t.Errorf("of %v it is %v, its last pixel %v", test.from, got.Rect.Size(), last)
		}
	}
}
