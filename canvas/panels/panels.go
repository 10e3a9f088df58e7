// Package panels finds the panels of a comic page, and where a long strip may be cut.
//
// A gutter is a straight band without any mark in it: white, black, of a colour or a
// gradient, and tilted a little. A page is cut at its gutters, each part at the gutters it
// has by itself, and so on: a recursive X-Y cut (Nagy and Seth 1984) of the places where
// the picture changes, which makes the colour of the ground irrelevant.
//
// All functions are pure; time and memory are linear in the pixels.
package panels

import (
	"image"
	"slices"
)

// Options say how a page is read. The zero value reads left to right.
type Options struct {
	RightToLeft bool // as manga is read: of panels side by side the right one comes first
}

// Lengths as shares of the page's short side.
const (
	thinGutter = 0.005 // along a straight edge: a frame or a filled panel
	wideGutter = 0.025 // between drawings without frames: white inside a drawing is narrower
	leastPanel = 0.05  // each way; a page number is smaller
)

const (
	straight = 0.5 // of a side must be an edge for the side to be straight
	deepest  = 16  // levels of nesting
)

// Find returns the panels of a page in page pixels, in reading order: top to bottom, then
// left to right or as the options say. Each rectangle lies within the page's bounds and
// reaches at most two cells of the search over its panel, a cell being about a 600th of the
// page's short side, in a strip up to a few pixels more. A page with one drawing gives one
// rectangle, a page without a mark none. What runs off the page is found by its marks: where
// it is flat from border to border it looks like a gutter.
func Find(page *image.Gray, o Options) []image.Rectangle {
	m := look(page)
	s := search{marks: m, rightToLeft: o.RightToLeft}
	s.split(m.at, 0)
	s.bleed()
	found := make([]image.Rectangle, len(s.found))
	for i, p := range s.found {
		found[i] = m.onPage(p.cells)
	}
	return found
}

// search is a page being cut.
type search struct {
	marks
	rightToLeft bool
	found       []panel
}

// panel is a part of the page that no gutter cuts.
type panel struct {
	cells image.Rectangle // of its marks
	frame [4]bool         // which sides are straight: left, top, right, bottom
}

// split cuts marks at the gutters between them, rows before columns, and notes what cannot
// be cut. The marks are put in another order.
func (s *search) split(at []mark, depth int) {
	if len(at) == 0 {
		return
	}
	if depth < deepest {
		for _, down := range []bool{true, false} {
			if parts := s.cut(at, down); len(parts) > 1 {
				if !down && s.rightToLeft {
					slices.Reverse(parts)
				}
				for _, part := range parts {
					s.split(part, depth+1)
				}
				return
			}
		}
	}
	s.note(at)
}

// note keeps the marks of a panel unless they are too small for one.
func (s *search) note(at []mark) {
	p := panel{cells: boundsOf(at)}
	least := s.length(leastPanel)
	if p.cells.Dx() < least || p.cells.Dy() < least {
		return
	}
	p.frame = s.frameOf(at, p.cells)
	s.found = append(s.found, p)
}

// length is a share of the page's short side in cells, at least 2.
func (s *search) length(share float64) int {
	return max(2, int(share*float64(min(s.size.X, s.size.Y))+0.5))
}

// frameOf tells which sides of a panel are straight.
func (s *search) frameOf(at []mark, r image.Rectangle) (frame [4]bool) {
	for i, down := range []bool{false, true} {
		p := profileOf(at, down, bestSlope(at, down))
		across := r.Dx()
		if !down {
			across = r.Dy()
		}
		frame[i] = p.edge(0, across)
		frame[i+2] = p.edge(len(p.count)-edgeCells, across)
	}
	return frame
}

// bleed lets a panel reach the page's border where it has neither an edge of its own nor a
// neighbour on the way: what runs off the page has no mark there.
func (s *search) bleed() {
	page := image.Rectangle{Max: s.size}
	for i, p := range s.found {
		r := p.cells
		ways := [4]image.Rectangle{
			image.Rect(0, r.Min.Y, r.Min.X, r.Max.Y), image.Rect(r.Min.X, 0, r.Max.X, r.Min.Y),
			image.Rect(r.Max.X, r.Min.Y, page.Max.X, r.Max.Y), image.Rect(r.Min.X, r.Max.Y, r.Max.X, page.Max.Y),
		}
		for side, way := range ways {
			if !p.frame[side] && !s.occupied(way) {
				s.found[i].cells = s.found[i].cells.Union(way)
			}
		}
	}
}

func (s *search) occupied(way image.Rectangle) bool {
	return slices.ContainsFunc(s.found, func(p panel) bool { return p.cells.Overlaps(way) })
}
