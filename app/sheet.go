package app

import (
	"image"

	"keyline/canvas"
)

// maskMargin is how many reaches around an area its strokes are drawn: one could change
// the area's own pixels; with more a base can also remember what it worked out for the
// whole of cells that the area only touches.
const maskMargin = 3

// sheet is a page-size mask to draw strokes on for one request after another: a fresh one
// for every sample of the pen would cost more than the strokes on large pages. It belongs
// to the refinery's goroutine.
type sheet struct {
	alpha *image.Alpha
	used  image.Rectangle
}

// edgesNear is a page-size mask with the strokes inside r: what is farther away cannot
// change the pixels asked for, and need not be drawn. nil if there are none. It is valid
// until the next call.
func (s *sheet) edgesNear(doc *canvas.Document, r image.Rectangle) *image.Alpha {
	part := doc.EdgeMask(r)
	if part == nil || part.Rect == doc.Bounds() {
		return part
	}
	if s.alpha == nil {
		s.alpha = image.NewAlpha(doc.Bounds())
	}
	for y := s.used.Min.Y; y < s.used.Max.Y; y++ {
		clear(s.alpha.Pix[s.alpha.PixOffset(s.used.Min.X, y):][:s.used.Dx()])
	}
	s.used = part.Rect
	for y := part.Rect.Min.Y; y < part.Rect.Max.Y; y++ {
		n := part.Rect.Dx()
		copy(s.alpha.Pix[s.alpha.PixOffset(part.Rect.Min.X, y):][:n], part.Pix[part.PixOffset(part.Rect.Min.X, y):][:n])
	}
	return s.alpha
}
