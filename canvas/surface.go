package canvas

import "image"

// sliceArea is how much one call of Show or More flattens at most, px: some milliseconds'
// work, so that a large page never holds its goroutine longer.
const sliceArea = 1 << 20

// Surface keeps a flattened picture of the document shown last and repaints only the
// tiles that changed: one path for paint, undo, refinement and open. A change of more
// than a slice comes in several. It belongs to one goroutine.
type Surface struct {
	options FlattenOptions
	shown   *Document
	img     *image.RGBA
	dirty   []image.Point
	behind  []bool // tiles of the picture that still show another document
	count   int    // of them
}

// NewSurface returns an empty surface that flattens with these options.
func NewSurface(o FlattenOptions) *Surface { return &Surface{options: o, img: &image.RGBA{}} }

// SurfaceOf returns a surface that shows the whole of d.
func SurfaceOf(d *Document, o FlattenOptions) *Surface {
	s := NewSurface(o)
	s.Show(d)
	for s.Behind() {
		s.More()
	}
	return s
}

// Show brings the picture up to date with d, what changed last first, and returns the
// tiles it repainted; the list is valid until the next call. If it leaves some behind,
// [Surface.More] goes on. What was never painted is transparent.
func (s *Surface) Show(d *Document) []image.Point {
	s.dirty = Diff(s.shown, d, s.dirty[:0])
	if s.shown == nil || s.shown.grid != d.grid {
		s.img = image.NewRGBA(d.Bounds())
		s.behind, s.count = make([]bool, d.grid.columns()*d.grid.rows()), 0
	}
	s.shown = d
	for _, at := range s.dirty {
		s.mark(at, true)
	}
	s.dirty = s.dirty[:min(len(s.dirty), s.slice())]
	s.paint()
	return s.dirty
}

// More repaints another slice of what is behind, row by row, and returns its tiles; the
// list is valid until the next call.
func (s *Surface) More() []image.Point {
	s.dirty = s.dirty[:0]
	for i := 0; i < len(s.behind) && len(s.dirty) < s.slice(); i++ {
		if s.behind[i] {
			s.dirty = append(s.dirty, s.shown.grid.at(i))
		}
	}
	s.paint()
	return s.dirty
}

// Spoil says that something else was laid over a tile of the picture: More brings the
// document's back.
func (s *Surface) Spoil(at image.Point) {
	if s.shown != nil && s.shown.grid.contains(at) {
		s.mark(at, true)
	}
}

// Behind tells whether the picture does not show the whole document yet.
func (s *Surface) Behind() bool { return s.count > 0 }

// Restyle flattens with other options from now on; the picture follows with the next
// calls of More.
func (s *Surface) Restyle(o FlattenOptions) {
	if s.options == o {
		return
	}
	s.options = o
	for i := range s.behind {
		s.behind[i] = true
	}
	s.count = len(s.behind)
}

// Image returns the picture; the next Show or More writes to it.
func (s *Surface) Image() *image.RGBA { return s.img }

// slice is how many tiles one call repaints at most.
func (s *Surface) slice() int {
	side := s.shown.grid.side
	return max(sliceArea/(side*side), 1)
}

// paint brings the listed tiles up to date.
func (s *Surface) paint() {
	for _, at := range s.dirty {
		FlattenInto(s.img, s.shown, s.shown.grid.rect(at), s.options)
		s.mark(at, false)
	}
}

func (s *Surface) mark(at image.Point, behind bool) {
	i := s.shown.grid.index(at)
	if s.behind[i] == behind {
		return
	}
	s.behind[i] = behind
	if behind {
		s.count++
	} else {
		s.count--
	}
}
