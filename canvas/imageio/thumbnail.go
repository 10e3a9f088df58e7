package imageio

import (
	"image"

	"golang.org/x/image/draw"
)

// Thumbnail returns a picture no longer than side px, as large as fits; one that fits
// already keeps its size.
func Thumbnail(img *image.NRGBA, side int) *image.NRGBA {
	size := img.Rect.Size()
	long := max(size.X, size.Y)
	if long > side {
		size = image.Pt(max(size.X*side/long, 1), max(size.Y*side/long, 1))
	}
	out := image.NewNRGBA(image.Rectangle{Max: size})
	draw.BiLinear.Scale(out, out.Rect, img, img.Rect, draw.Src, nil)
	return out
}
