package imageio

import (
	"encoding/binary"
	"image"
	"image/color"
)

// exifOrientation returns the Orientation (tag 0x0112) of the first directory of a TIFF
// block, 1–8; 1 if there is none or the block is damaged (Exif 2.32, 4.6.4 A).
func exifOrientation(b []byte) uint8 {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(b[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := uint64(order.Uint32(b[4:]))
	if at+2 > uint64(len(b)) {
		return 1
	}
	n := int(order.Uint16(b[at:]))
	for entries := b[at+2:]; n > 0 && len(entries) >= 12; entries = entries[12:] {
		if order.Uint16(entries) == 0x0112 {
			if v := order.Uint16(entries[8:]); v >= 1 && v <= 8 {
				return uint8(v)
			}
			return 1
		}
		n--
	}
	return 1
}

// upright turns the picture as its EXIF orientation asks. Pictures that have to be
// turned become Gray or NRGBA.
func upright(img image.Image, orientation uint8) image.Image {
	if orientation < 2 || orientation > 8 {
		return img
	}
	b := img.Bounds()
	size := b.Size()
	if orientation >= 5 {
		size.X, size.Y = size.Y, size.X
	}
	from := func(x, y int) (int, int) {
		x, y = source(orientation, x, y, size)
		return b.Min.X + x, b.Min.Y + y
	}
	if g, ok := img.(*image.Gray); ok {
		out := image.NewGray(image.Rectangle{Max: size})
		for i := range out.Pix {
			x, y := from(i%size.X, i/size.X)
			out.Pix[i] = g.Pix[g.PixOffset(x, y)]
		}
		return out
	}
	at := straightOf(img)
	out := image.NewNRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			out.SetNRGBA(x, y, at(from(x, y)))
		}
	}
	return out
}

// source returns the stored pixel that is shown at (x, y) of the upright picture of that
// size.
func source(orientation uint8, x, y int, size image.Point) (int, int) {
	mx, my := size.X-1-x, size.Y-1-y
	switch orientation {
	case 2:
		return mx, y
	case 3:
		return mx, my
	case 4:
		return x, my
	case 5:
		return y, x
	case 6:
		return y, mx
	case 7:
		return my, mx
	case 8:
		return my, x
	}
	return x, y
}

// straightOf returns the quickest way to a pixel's straight 8-bit colour.
func straightOf(img image.Image) func(x, y int) color.NRGBA {
	switch m := img.(type) {
	case *image.NRGBA:
		return m.NRGBAAt
	case *image.RGBA:
		return func(x, y int) color.NRGBA {
			c := m.RGBAAt(x, y)
			if c.A != 255 {
				return color.NRGBAModel.Convert(c).(color.NRGBA)
			}
			return color.NRGBA(c)
		}
	case *image.Gray:
		return func(x, y int) color.NRGBA {
			v := m.Pix[m.PixOffset(x, y)]
			return color.NRGBA{R: v, G: v, B: v, A: 255}
		}
	case *image.CMYK:
		return func(x, y int) color.NRGBA {
			c := m.CMYKAt(x, y)
			r, g, b := color.CMYKToRGB(c.C, c.M, c.Y, c.K)
			return color.NRGBA{R: r, G: g, B: b, A: 255}
		}
	case *image.YCbCr:
		return func(x, y int) color.NRGBA {
			i, j := m.YOffset(x, y), m.COffset(x, y)
			r, g, b := color.YCbCrToRGB(m.Y[i], m.Cb[j], m.Cr[j])
			return color.NRGBA{R: r, G: g, B: b, A: 255}
		}
	}
	return func(x, y int) color.NRGBA { return color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA) }
}

// ToNRGBA returns the picture as straight 8-bit RGBA with bounds from (0, 0); the
// picture's own pixels if they are that already.
func ToNRGBA(img image.Image) *image.NRGBA {
	b := img.Bounds()
	if b.Min == (image.Point{}) {
		switch m := img.(type) {
		case *image.NRGBA:
			return m
		case *image.RGBA:
			if m.Opaque() { // straight or not is the same then
				return &image.NRGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
			}
		}
	}
	at := straightOf(img)
	out := image.NewNRGBA(image.Rectangle{Max: b.Size()})
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.SetNRGBA(x, y, at(b.Min.X+x, b.Min.Y+y))
		}
	}
	return out
}
