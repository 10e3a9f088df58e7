package canvas

import (
	"context"
	"fmt"
	"image"

	"golang.org/x/image/draw"
)

// resampleStrip is how many rows, or columns, are resampled at a time: the kernel keeps 32
// bytes a pixel of what it works on.
const resampleStrip = 256

// Resample returns a picture at another size, at least 1×1, its bounds from (0, 0). Each
// pixel is weighed by a Catmull-Rom kernel as wide as the pixels of the smaller picture
// (Catmull and Rom 1974), colours by their alpha, so what is transparent has no colour to
// give. A picture that has the size already is returned as it is. An opaque picture gives
// an [image.RGBA], another an [image.NRGBA].
//
// progress is told the share that is done. Once ctx is done it ends with its error.
func Resample(ctx context.Context, img image.Image, size image.Point, progress func(share float64)) (image.Image, error) {
	from := img.Bounds()
	if from.Size() == size {
		return img, nil
	}
	if size.X < 1 || size.Y < 1 || from.Empty() {
		panic(fmt.Sprintf("canvas: a picture of %v cannot be resampled to %v", from.Size(), size))
	}
	// First across, then down: at its own height, or width, a picture is left as it is, so
	// strips need nothing of their neighbours.
	opaque := isOpaque(img)
	between := betweenOf(opaque, image.Pt(size.X, from.Dy()))
	for y := 0; y < from.Dy(); y += resampleStrip {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress(float64(y) / float64(2*from.Dy()))
		strip := image.Rect(0, y, size.X, min(y+resampleStrip, from.Dy()))
		part := image.Rect(from.Min.X, from.Min.Y+strip.Min.Y, from.Max.X, from.Min.Y+strip.Max.Y)
		draw.CatmullRom.Scale(between, strip, img, part, draw.Src, nil)
	}
	out := resultOf(opaque, size)
	for x := 0; x < size.X; x += resampleStrip {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress(0.5 + float64(x)/float64(2*size.X))
		strip := image.Rect(x, 0, min(x+resampleStrip, size.X), size.Y)
		part := image.Rect(strip.Min.X, 0, strip.Max.X, from.Dy())
		draw.CatmullRom.Scale(out, strip, between, part, draw.Src, nil)
	}
	return out, nil
}

func isOpaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// betweenOf holds a picture that is resampled across only. Eight bits are enough where
// nothing is transparent, and several times as fast.
func betweenOf(opaque bool, size image.Point) draw.Image {
	if opaque {
		return image.NewRGBA(image.Rectangle{Max: size})
	}
	return image.NewRGBA64(image.Rectangle{Max: size})
}

func resultOf(opaque bool, size image.Point) draw.Image {
	if opaque {
		return image.NewRGBA(image.Rectangle{Max: size})
	}
	return image.NewNRGBA(image.Rectangle{Max: size})
}
