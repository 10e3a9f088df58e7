package model

import (
	"image"
	"math"
)

// Rules of the working size, in pixels.
const (
	workSide   = 384            // pictures are brought to the area of a square of this side
	stripSide  = 256            // the short side of strips
	stripRatio = 3              // a picture longer than this times its width is a strip
	maxArea    = 12 * 384 * 384 // of any working picture, padding included
	maxTokens  = 4608           // of all references together
	refArea    = workSide * workSide
)

// workingSize returns the size at which the networks see a page of w x h pixels. With longSide
// 0 it has the area of 384 x 384 pixels in the page's own proportions, so that tall figures are
// not squeezed; strips get a short side of 256 instead. Otherwise its long side is longSide.
// It is never larger than the page, and bounded in area.
func workingSize(w, h, longSide int) (int, int) {
	long, short := float64(max(w, h)), float64(min(w, h))
	scale := workSide / math.Sqrt(long*short)
	switch {
	case longSide > 0:
		scale = float64(longSide) / long
	case long > stripRatio*short:
		scale = stripSide / short
	}
	scale = min(scale, 1)
	for {
		ww, wh := shortened(w, scale), shortened(h, scale)
		if padded(ww)*padded(wh) <= maxArea {
			return ww, wh
		}
		scale *= 0.97
	}
}

// shortened rounds n*scale to at least 1.
func shortened(n int, scale float64) int { return max(1, int(math.Round(float64(n)*scale))) }

// padded rounds n up to a multiple of what G needs.
func padded(n int) int { return (n + grain - 1) / grain * grain }

// referenceSize returns the size, in multiples of 32, at which one of count references of
// w x h pixels is seen: its proportions, and at most its share of the tokens.
func referenceSize(w, h, count int) (int, int) {
	area := float64(min(refArea, maxTokens/count*tokenSide*tokenSide))
	scale := min(math.Sqrt(area/(float64(w)*float64(h))), 1)
	for {
		rw, rh := grained(float64(w)*scale), grained(float64(h)*scale)
		if float64(rw*rh) <= area || rw*rh == grain*grain {
			return rw, rh
		}
		scale *= 0.97
	}
}

// grained rounds x to the nearest positive multiple of 32, 2,048 at most.
func grained(x float64) int {
	return grain * min(max(1, int(math.Round(x/grain))), 64)
}

// frame relates a page to its working picture.
type frame struct {
	page   image.Rectangle // as the caller numbers its pixels
	ww, wh int             // working size
	w, h   int             // the same, padded to multiples of 32 on the right and below
	pieced bool            // G sees it in pieces
}

func newFrame(page image.Rectangle, longSide int) frame {
	ww, wh := workingSize(page.Dx(), page.Dy(), longSide)
	return frame{page: page, ww: ww, wh: wh, w: padded(ww), h: padded(wh)}
}

// cell returns the working pixel whose area holds the centre of page pixel (x, y), both
// counted from the page's corner.
func (f frame) cell(x, y int) (int, int) {
	return (2*x + 1) * f.ww / (2 * f.page.Dx()), (2*y + 1) * f.wh / (2 * f.page.Dy())
}

// pagePixels returns the page pixels, counted from its corner, whose centres lie in the
// working pixels of r.
func (f frame) pagePixels(r image.Rectangle) image.Rectangle {
	first := func(i, page, work int) int { return min(max((2*i*page+work-1)/(2*work), 0), page) }
	pw, ph := f.page.Dx(), f.page.Dy()
	return image.Rect(first(r.Min.X, pw, f.ww), first(r.Min.Y, ph, f.wh), first(r.Max.X, pw, f.ww), first(r.Max.Y, ph, f.wh))
}
