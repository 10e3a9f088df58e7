package canvas

import "image"

// Surface keeps a flattened picture of the document shown last and repaints only the
// tiles that changed: one path for paint, undo, refinement and open. It belongs to one
// goroutine.
type Surface struct {
	options FlattenOptions
	shown   *Document
	img     *image.RGBA
	dirty   []image.Point
}

// NewSurface returns an empty surface that flattens with these options.
func NewSurface(o FlattenOptions) *Surface { return &Surface{options: o, img: &image.RGBA{}} }

// Show brings the picture up to date with d and returns the tiles it repainted; the list
// is valid until the next call.
func (s *Surface) Show(d *Document) []image.Point {
	s.dirty = Diff(s.shown, d, s.dirty[:0])
	if s.shown == nil || s.shown.grid != d.grid {
		s.img = image.NewRGBA(d.Bounds())
	}
	for _, at := range s.dirty {
		FlattenInto(s.img, d, d.grid.rect(at), s.options)
	}
	s.shown = d
	return s.dirty
}

// Image returns the picture; the next Show writes to it.
func (s *Surface) Image() *image.RGBA { return s.img }
