package imageio

import (
	"encoding/binary"
	"image"
	"testing"

	"keyline/canvas/canvastest"
)

// fuzzFormat feeds any bytes to Decode: an error or a picture within the limits, never a
// panic. Pictures above a megapixel are left to their header check, to keep it quick.
func fuzzFormat(f *testing.F) {
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := readHeader(bytesAt(b), int64(len(b)))
		if err == nil && h.width*h.height > 1_000_000 {
			return
		}
		var img image.Image
		canvastest.Bounded(t, func() { img, err = decodeBytes("fuzz", b) })
		if err != nil {
			return
		}
		size := img.Bounds().Size()
		if img.Bounds().Min != (image.Point{}) || size.X < 1 || size.Y < 1 || size.X > MaxSide || size.Y > MaxSide {
			t.Fatalf("bounds %v", img.Bounds())
		}
		img.At(size.X-1, size.Y-1)
	})
}

// bytesAt is a ReaderAt over a slice.
type bytesAt []byte

func (b bytesAt) ReadAt(p []byte, offset int64) (int, error) {
	if offset < 0 || offset >= int64(len(b)) {
		return 0, errCut
	}
	n := copy(p, b[offset:])
	if n < len(p) {
		return n, errCut
	}
	return n, nil
}

func FuzzDecodePNG(f *testing.F) {
	f.Add(encoded(f, speckled(image.Rect(0, 0, 7, 5), true), PNG))
	f.Add(encoded(f, image.NewPaletted(image.Rect(0, 0, 3, 3), twoTones()), PNG))
	f.Add(pngWithICC(encoded(f, quadrants(), PNG), rgbProfile(adobePrimaries, power(2.2))))
	f.Add(pngFile(2, 2, 8, 2, 1, make([]byte, 20)))
	fuzzFormat(f)
}

func FuzzDecodeDeepPNG(f *testing.F) {
	f.Add(encoded(f, image.NewGray16(image.Rect(0, 0, 7, 5)), PNG))
	f.Add(encoded(f, image.NewNRGBA64(image.Rect(0, 0, 3, 2)), PNG))
	f.Add(pngFile(2, 2, 16, 2, 0, make([]byte, 26), chunk("tRNS", make([]byte, 6))))
	fuzzFormat(f)
}

func FuzzDecodeJPEG(f *testing.F) {
	f.Add(encoded(f, quadrants(), JPEG))
	f.Add(jpegWithICC(encoded(f, quadrants(), JPEG), rgbProfile(adobePrimaries, power(2.2))))
	f.Add(withExifJPEG(encoded(f, image.NewGray(image.Rect(0, 0, 8, 8)), JPEG), exif(binary.BigEndian, 6)))
	fuzzFormat(f)
}

func FuzzDecodeWebP(f *testing.F) {
	f.Add(encoded(f, speckled(image.Rect(0, 0, 9, 4), true), WebP))
	f.Add(webpWithICC(encoded(f, quadrants(), WebP), rgbProfile(adobePrimaries, power(2.2)), image.Pt(32, 16)))
	f.Add(withExifWebP(encoded(f, quadrants(), WebP), exif(binary.LittleEndian, 3), image.Pt(32, 16)))
	fuzzFormat(f)
}

func FuzzOrientation(f *testing.F) {
	f.Add(exif(binary.BigEndian, 6))
	f.Add(exif(binary.LittleEndian, 3))
	f.Add([]byte("II*\x00\xff\xff\xff\xff"))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		o := exifOrientation(b)
		if o < 1 || o > 8 {
			t.Fatalf("orientation %d", o)
		}
		img := image.NewGray(image.Rect(0, 0, 3, 2))
		if got := upright(img, o).Bounds(); got.Dx()*got.Dy() != 6 || (o >= 5) != (got.Dx() == 2) {
			t.Fatalf("orientation %d turns 3×2 into %v", o, got)
		}
	})
}
