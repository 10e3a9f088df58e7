package picturefile

import (
	"fmt"
	"image"
	"image/draw"
	"io"

	"keyline/canvas/imageio"
	"keyline/canvas/ora"
)

// Beyond these a picture is not read only to be shown small.
const (
	smallPixels = 25_000_000
	smallBytes  = 32 << 20 // of a file with layers, which has to be read whole
)

// Small reads a picture for a list of files: on white, at most side px long, upright. An
// error is what [Open] says, or that the picture is too large to be read for that.
func Small(path string, side int) (*image.NRGBA, error) {
	img, err := readForSmall(path)
	if err != nil {
		return nil, err
	}
	small := imageio.Thumbnail(imageio.ToNRGBA(img), side)
	out := image.NewNRGBA(small.Rect)
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, small, image.Point{}, draw.Over)
	return out, nil
}

func readForSmall(path string) (img image.Image, err error) {
	ours, err := withFile(path, func(kind *format, r io.ReaderAt, size int64) (err error) {
		img, err = kind.small(r, size)
		return err
	})
	if ours {
		return img, err
	}
	size, err := imageio.Size(path)
	if err != nil {
		return nil, err
	}
	if size.X*size.Y > smallPixels {
		return nil, fmt.Errorf("open %s: %d×%d px are too large to be shown small; open it", path, size.X, size.Y)
	}
	return imageio.Decode(path)
}

// small is the small picture that a file holds, or all of the page.
func (f *format) small(r io.ReaderAt, size int64) (image.Image, error) {
	if f.ending == ".ora" {
		if file, err := ora.Open(r, size); err == nil {
			if img, err := file.Image("Thumbnails/thumbnail.png"); err == nil {
				return img, nil
			}
		}
	}
	if size > smallBytes {
		return nil, fmt.Errorf("%d MB are too large to be shown small; open it", size>>20)
	}
	return f.flat(r, size)
}
