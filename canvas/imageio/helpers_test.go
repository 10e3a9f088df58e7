package imageio

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"
)

// pngFile builds a PNG from its header fields and raw filtered rows.
func pngFile(width, height uint32, bits, kind, interlace uint8, raw []byte, extra ...[]byte) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	ihdr := binary.BigEndian.AppendUint32(nil, width)
	ihdr = binary.BigEndian.AppendUint32(ihdr, height)
	b = append(b, chunk("IHDR", append(ihdr, bits, kind, 0, 0, interlace))...)
	for _, e := range extra {
		b = append(b, e...)
	}
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write(raw)
	w.Close()
	// Two chunks, as the pixels of a real file rarely come in one.
	half := z.Len() / 2
	b = append(b, chunk("IDAT", z.Bytes()[:half])...)
	b = append(b, chunk("IDAT", z.Bytes()[half:])...)
	return append(b, chunk("IEND", nil)...)
}

func chunk(name string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, name...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// exif is a TIFF block with an orientation behind another entry.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	b := []byte("II*\x00")
	if order.AppendUint16(nil, 1)[0] == 0 {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	for _, e := range [][2]uint16{{0x010f, 7}, {0x0112, orientation}} {
		b = order.AppendUint16(b, e[0])
		b = order.AppendUint16(b, 3)
		b = order.AppendUint32(b, 1)
		b = order.AppendUint16(b, e[1])
		b = order.AppendUint16(b, 0)
	}
	return order.AppendUint32(b, 0)
}

// withExifJPEG puts an APP1 segment behind SOI.
func withExifJPEG(file, tiff []byte) []byte {
	body := append([]byte("Exif\x00\x00"), tiff...)
	b := append([]byte{}, file[:2]...)
	b = append(b, 0xff, 0xe1)
	b = binary.BigEndian.AppendUint16(b, uint16(len(body)+2))
	return append(append(b, body...), file[2:]...)
}

// withExifWebP wraps a simple lossless WebP into an extended one.
func withExifWebP(file, tiff []byte, size image.Point) []byte {
	vp8x := []byte{8, 0, 0, 0, byte(size.X - 1), byte((size.X - 1) >> 8), 0, byte(size.Y - 1), byte((size.Y - 1) >> 8), 0}
	body := append([]byte("WEBP"), riff("VP8X", vp8x)...)
	body = append(body, file[12:]...)
	body = append(body, riff("EXIF", tiff)...)
	return riff("RIFF", body)
}

func riff(name string, body []byte) []byte {
	b := append([]byte(name), binary.LittleEndian.AppendUint32(nil, uint32(len(body)))...)
	b = append(b, body...)
	if len(body)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

// speckled is a picture of random colours, with random alpha if asked.
func speckled(r image.Rectangle, alpha bool) *image.NRGBA {
	rnd := rand.New(rand.NewPCG(uint64(r.Dx()), 3))
	img := image.NewNRGBA(r)
	for i := range img.Pix {
		img.Pix[i] = uint8(rnd.UintN(256))
		if i%4 == 3 && !alpha {
			img.Pix[i] = 255
		}
	}
	return img
}

// quadrants is red, green, blue and white in 8 px squares: what JPEG keeps, and what
// tells every orientation.
func quadrants() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 32, 16))
	for y := range 16 {
		for x := range 32 {
			c := color.NRGBA{255, 255, 255, 255}
			switch {
			case x < 16 && y < 8:
				c = color.NRGBA{220, 20, 20, 255}
			case y < 8:
				c = color.NRGBA{20, 200, 20, 255}
			case x < 16:
				c = color.NRGBA{20, 20, 220, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func encoded(t testing.TB, img image.Image, f Format) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch f {
	case PNG:
		err = png.Encode(&b, img)
	case JPEG:
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: 95})
	default:
		err = Encode(&b, img, f)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decodeBytes(name string, b []byte) (image.Image, error) {
	return DecodeReader(name, bytes.NewReader(b), int64(len(b)))
}

// far returns the largest difference of a channel between two pictures.
func far(t testing.TB, a, b image.Image) int {
	t.Helper()
	if a.Bounds().Size() != b.Bounds().Size() {
		t.Fatalf("%v px and %v px", a.Bounds().Size(), b.Bounds().Size())
	}
	p, q := ToNRGBA(a), ToNRGBA(b)
	d := 0
	for i := range p.Pix {
		d = max(d, int(p.Pix[i])-int(q.Pix[i]), int(q.Pix[i])-int(p.Pix[i]))
	}
	return d
}

func twoTones() color.Palette { return color.Palette{color.Black, color.White} }
