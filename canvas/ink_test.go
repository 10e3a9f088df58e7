package canvas

import (
	"image"
	"image/color"
	"testing"
)

func TestInkChangedCountsPixelsUnderInkOnly(t *testing.T) {
	tests := []struct {
		name   string
		size   image.Point
		spoilt []image.Point
		want   int
	}{
		{"empty", image.Pt(0, 0), nil, 0},
		{"one pixel", image.Pt(1, 1), nil, 0},
		{"one pixel spoilt", image.Pt(1, 1), []image.Point{{0, 0}}, 1},
		{"across a tile edge", image.Pt(131, 130), []image.Point{{0, 0}, {128, 128}, {130, 128}}, 3},
		{"beside ink", image.Pt(9, 9), []image.Point{{1, 0}, {3, 4}}, 0},
	}
	for _, test := range tests {
		sketch := image.NewGray(image.Rectangle{Max: test.size})
		for i := range sketch.Pix { // ink in every other column
			sketch.Pix[i] = 255
			if i%test.size.X%2 == 0 {
				sketch.Pix[i] = uint8(i * 7)
			}
		}
		lines := NewLines(sketch)
		doc := New(lines)
		img := Flatten(doc, doc.Bounds(), FlattenOptions{})
		for _, p := range test.spoilt {
			c := img.RGBAAt(p.X, p.Y)
			img.SetRGBA(p.X, p.Y, color.RGBA{c.R, c.G ^ 1, c.B, 255})
		}
		if got := lines.InkChanged(img, doc.Colour(doc.Bounds()), doc.Bounds()); got != test.want {
			t.Errorf("%s: %d line pixels changed, want %d", test.name, got, test.want)
		}
	}
}
