package model

import (
	"image"
	"math"
	"slices"

	"keyline/model/region"
)

// Base is a base colorization and what mending it needs. Its pictures have the padded working
// size; it belongs to the Network that made it.
type Base struct {
	network *Network
	frame
	base     []float32       // [3,h,w] 0-1, as G left it
	mended   []float32       // [3,h,w], base with E's work in cells; base itself before there is any
	ink      []float32       // [h,w]
	guide    []float32       // [h,w]: how much a working pixel's colour counts when upsampled
	features []float32       // [64,h/4,w/4], zeros for an imported colouring; not written once they are there
	cells    []uint64        // by cell: the strokes, as a hash, that mended holds the result of; 0 is none
	imported *image.NRGBA    // the colouring to mend, or nil
	imports  []*image.RGBA   // the same at smaller sizes, as far as they were asked for
	hints    *image.NRGBA    // the part of the page with dabs, opaque there, or nil
	filled   *areas          // what hints fill; nil is nothing
	swatches []region.Swatch // of the references
	choices  *choices        // which of the references each pixel takes from; nil: all
}

func newBase(n *Network, f frame) *Base {
	area := f.w * f.h
	base := make([]float32, 3*area)
	return &Base{
		network: n, frame: f,
		base: base, mended: base,
		ink: make([]float32, area), guide: make([]float32, area),
		features: make([]float32, featureMap*area/16),
		cells:    make([]uint64, (f.w/cellSide)*(f.h/cellSide)),
	}
}

// Bounds returns the page's rectangle.
func (b *Base) Bounds() image.Rectangle { return b.page }

// Reach returns how many page pixels from a stroke its effect can lie: the gate, and what the
// upsampling reads around a pixel, at most 27 working pixels in all.
func (b *Base) Reach() int {
	scale := max(float64(b.page.Dx())/float64(b.ww), float64(b.page.Dy())/float64(b.wh))
	return int(math.Ceil((gateReach+upReach+1)*scale)) + 1
}

// guideBy sets the guide from ink: colour under a line counts little, so that what the
// networks mix there does not show beside it.
func (b *Base) guideBy(ink []float32) {
	for i, v := range ink {
		paper := max(1-v, 0)
		b.guide[i] = guideFloor + paper*paper*paper*paper
	}
}

// ownMended makes mended a picture of its own, once E has something to put there.
func (b *Base) ownMended() {
	if &b.mended[0] == &b.base[0] {
		b.mended = slices.Clone(b.base)
	}
}

// padWhite makes the padding of base white, as paper is.
func (b *Base) padWhite() {
	for y := range 3 * b.h {
		row := b.base[y*b.w:][:b.w]
		if y%b.h < b.wh {
			row = row[b.ww:]
		}
		copy(row, slices.Repeat([]float32{1}, len(row)))
	}
}

// cellRect returns the working pixels of a cell.
func (b *Base) cellRect(cx, cy int) image.Rectangle {
	return image.Rect(cx*cellSide, cy*cellSide, (cx+1)*cellSide, (cy+1)*cellSide)
}

// bounds returns the working pixels, padding included.
func (b *Base) bounds() image.Rectangle { return image.Rect(0, 0, b.w, b.h) }

// copyPlanes copies, for each of c planes, the pixels of r from src to dst. Both hold rows of
// their own pitch and planes of their own height; at is where r lies in each.
func copyPlanes(dst, src []float32, c int, to, from image.Point, r image.Rectangle, dstSize, srcSize image.Point) {
	for ch := range c {
		for y := range r.Dy() {
			d := (ch*dstSize.Y+to.Y+y)*dstSize.X + to.X
			s := (ch*srcSize.Y+from.Y+y)*srcSize.X + from.X
			copy(dst[d:d+r.Dx()], src[s:s+r.Dx()])
		}
	}
}
