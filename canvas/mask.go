package canvas

import (
	"encoding/binary"
	"image"
	"image/color"
)

// EdgesFrom reads edge strokes from a picture: alpha 255 where
// alpha × (1 − luminance) ≥ 0.5, else 0. Luminance is Rec. 601 luma of the straight
// colour, 0–1. The result starts at (0, 0).
func EdgesFrom(img image.Image) *image.Alpha {
	bounds := img.Bounds()
	at := pixelsOf(img)
	out := image.NewAlpha(image.Rectangle{Max: bounds.Size()})
	for y := range bounds.Dy() {
		row := out.Pix[y*out.Stride:][:bounds.Dx()]
		for x := range row {
			// With premultiplied colour alpha × (1 − Y) is alpha − Y.
			r, g, b, a := at(bounds.Min.X+x, bounds.Min.Y+y).RGBA()
			if 2*(a-min(a, (19595*r+38470*g+7471*b+1<<15)>>16)) >= 0xffff {
				row[x] = 255
			}
		}
	}
	return out
}

// HintsFrom reads colour hints from a picture: opaque in the straight colour where alpha
// is at least 128 of 255, else fully transparent. The result starts at (0, 0).
func HintsFrom(img image.Image) *image.NRGBA {
	b := img.Bounds()
	out := image.NewNRGBA(image.Rectangle{Max: b.Size()})
	if straight, ok := img.(*image.NRGBA); ok {
		for y := range b.Dy() {
			hintRow(out.Pix[y*out.Stride:][:out.Stride], straight.Pix[straight.PixOffset(b.Min.X, b.Min.Y+y):])
		}
		return out
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := color.NRGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA)
			if c.A >= 128 {
				c.A = 255
				out.SetNRGBA(x, y, c)
			}
		}
	}
	return out
}

// hintRow copies the pixels that are hints, opaque. Most of a page has none: eight pixels are
// looked at at a time.
func hintRow(dst, src []uint8) {
	const opaque = 0x80000000_80000000
	for at := 0; at < len(dst); at += 32 {
		if at+32 <= len(dst) {
			p := src[at : at+32 : at+32]
			any := binary.LittleEndian.Uint64(p) | binary.LittleEndian.Uint64(p[8:]) |
				binary.LittleEndian.Uint64(p[16:]) | binary.LittleEndian.Uint64(p[24:])
			if any&opaque == 0 {
				continue
			}
		}
		for i := at + 3; i < min(at+32, len(dst)); i += 4 {
			if src[i] >= 128 {
				dst[i-3], dst[i-2], dst[i-1], dst[i] = src[i-3], src[i-2], src[i-1], 255
			}
		}
	}
}

// edgeMask is a drawn edge picture inside a Document, with a coarse map of where it has
// strokes. It is immutable.
type edgeMask struct {
	id     ID
	digest uint64
	alpha  *image.Alpha
	cells  []bool // one for each maskCell² px: whether a stroke is in it
	across int    // cells a row
}

const maskCell = 16 // px

func newEdgeMask(id ID, alpha *image.Alpha) *edgeMask {
	size := alpha.Bounds().Size()
	moved := *alpha
	moved.Rect = image.Rectangle{Max: size}
	m := &edgeMask{id: id, digest: fnvOffset, alpha: &moved}
	m.across = (size.X + maskCell - 1) / maskCell
	m.cells = make([]bool, m.across*((size.Y+maskCell-1)/maskCell))
	for y := range size.Y {
		for x, a := range moved.Pix[y*moved.Stride:][:size.X] {
			if a > 0 {
				m.cells[y/maskCell*m.across+x/maskCell] = true
			}
			m.digest = (m.digest ^ uint64(a)) * fnvPrime
		}
	}
	return m
}

// touches tells whether the mask has something in r; it may say yes for what is up to
// maskCell px away.
func (m *edgeMask) touches(r image.Rectangle) bool {
	cells := grid{m.alpha.Rect.Size(), maskCell}.cover(r)
	for y := cells.Min.Y; y < cells.Max.Y; y++ {
		for x := cells.Min.X; x < cells.Max.X; x++ {
			if m.cells[y*m.across+x] {
				return true
			}
		}
	}
	return false
}

func (m *edgeMask) copyTo(dst *image.Alpha, r image.Rectangle) {
	r = r.Intersect(dst.Rect).Intersect(m.alpha.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		copy(dst.Pix[dst.PixOffset(r.Min.X, y):][:r.Dx()], m.alpha.Pix[m.alpha.PixOffset(r.Min.X, y):])
	}
}
