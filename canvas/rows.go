package canvas

import (
	"image"
	"image/color"
)

// readerOf returns a function that reads row y (from 0) of the picture laid on white
// paper as 8-bit RGB. The common kinds are read without a call per pixel.
func readerOf(img image.Image) func(rgb []uint8, y int) {
	b := img.Bounds()
	switch m := img.(type) {
	case *image.Gray:
		return func(rgb []uint8, y int) { rowOfGray(rgb, m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):]) }
	case *image.NRGBA:
		return func(rgb []uint8, y int) { rowOfNRGBA(rgb, m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):]) }
	case *image.RGBA:
		return func(rgb []uint8, y int) { rowOfRGBA(rgb, m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):]) }
	case *image.YCbCr:
		return func(rgb []uint8, y int) { rowOfYCbCr(rgb, m, b.Min.X, b.Min.Y+y) }
	}
	at := pixelsOf(img)
	return func(rgb []uint8, y int) { rowOfAny(rgb, at, b.Min.X, b.Min.Y+y) }
}

// pixelsOf returns the quickest way to a single pixel: every standard picture has
// RGBA64At, which allocates nothing.
func pixelsOf(img image.Image) func(x, y int) color.RGBA64 {
	if m, ok := img.(image.RGBA64Image); ok {
		return m.RGBA64At
	}
	return func(x, y int) color.RGBA64 {
		r, g, b, a := img.At(x, y).RGBA()
		return color.RGBA64{R: uint16(r), G: uint16(g), B: uint16(b), A: uint16(a)}
	}
}

func rowOfGray(rgb, pix []uint8) {
	for x := range len(rgb) / 3 {
		rgb[3*x], rgb[3*x+1], rgb[3*x+2] = pix[x], pix[x], pix[x]
	}
}

func rowOfNRGBA(rgb, pix []uint8) {
	for x := range len(rgb) / 3 {
		a := uint32(pix[4*x+3])
		for c := range 3 {
			rgb[3*x+c] = uint8((uint32(pix[4*x+c])*a + 255*(255-a) + 127) / 255)
		}
	}
}

// rowOfRGBA reads premultiplied colours: laid on white is c + (255 − a).
func rowOfRGBA(rgb, pix []uint8) {
	for x := range len(rgb) / 3 {
		p := pix[4*x:][:4]
		rgb[3*x], rgb[3*x+1], rgb[3*x+2] = p[0]+255-p[3], p[1]+255-p[3], p[2]+255-p[3]
	}
}

func rowOfYCbCr(rgb []uint8, m *image.YCbCr, x0, y int) {
	for x := range len(rgb) / 3 {
		i, j := m.YOffset(x0+x, y), m.COffset(x0+x, y)
		rgb[3*x], rgb[3*x+1], rgb[3*x+2] = color.YCbCrToRGB(m.Y[i], m.Cb[j], m.Cr[j])
	}
}

// rowOfAny works in premultiplied 16 bit: laid on white is c + (65535 − a).
func rowOfAny(rgb []uint8, at func(x, y int) color.RGBA64, x0, y int) {
	for x := range len(rgb) / 3 {
		r, g, b, a := at(x0+x, y).RGBA()
		rgb[3*x] = to8(r + 0xffff - a)
		rgb[3*x+1] = to8(g + 0xffff - a)
		rgb[3*x+2] = to8(b + 0xffff - a)
	}
}

func to8(v uint32) uint8 { return uint8((v*255 + 32767) / 65535) }
