package ui

import (
	"image"
	"slices"

	"keyline/canvas/panels"
)

// panelSheet is the panels of a page while they are being edited: page px, always in
// reading order and on the page. It knows no widgets.
type panelSheet struct {
	page   image.Rectangle
	list   []image.Rectangle
	chosen int // -1: none
	manga  bool

	grip  grip
	start image.Rectangle // the panel as it was taken hold of
	from  image.Point     // where
}

// grip is which sides of a panel are held; all of them: it is moved.
type grip uint8

const (
	gripLeft grip = 1 << iota
	gripTop
	gripRight
	gripBottom
	gripAll = gripLeft | gripTop | gripRight | gripBottom
)

// leastPanel is how many page px a panel has each way; one that is drawn smaller was a slip.
const leastPanel = 8

// at tells which panel, and what of it, is under a place on the page; -1 for none. Within
// slack of a side, the side is held. The chosen panel comes first, then the topmost.
func (s *panelSheet) at(p image.Point, slack int) (int, grip) {
	order := []int{}
	if s.chosen >= 0 {
		order = append(order, s.chosen)
	}
	for i := range s.list {
		order = append(order, len(s.list)-1-i)
	}
	for _, i := range order {
		if g := gripOf(s.list[i], p, slack); g != 0 {
			return i, g
		}
	}
	return -1, 0
}

func gripOf(r image.Rectangle, p image.Point, slack int) (g grip) {
	if !p.In(r.Inset(-slack)) {
		return 0
	}
	near := func(a, b int) bool { return a-b <= slack && b-a <= slack }
	for _, side := range []struct {
		grip grip
		near bool
	}{{gripLeft, near(p.X, r.Min.X)}, {gripRight, near(p.X, r.Max.X)}, {gripTop, near(p.Y, r.Min.Y)}, {gripBottom, near(p.Y, r.Max.Y)}} {
		if side.near {
			g |= side.grip
		}
	}
	if g == 0 || g&(gripLeft|gripRight) == gripLeft|gripRight || g&(gripTop|gripBottom) == gripTop|gripBottom {
		return gripAll // inside, or too small to hold by a side
	}
	return g
}

// take takes hold of what is under a place, or begins a new panel there.
func (s *panelSheet) take(p image.Point, slack int) {
	i, g := s.at(p, slack)
	if i < 0 {
		s.list = append(s.list, image.Rectangle{p, p})
		i, g = len(s.list)-1, gripRight|gripBottom
	}
	s.chosen, s.grip, s.start, s.from = i, g, s.list[i], p
}

// pull moves what is held to where the pointer is now.
func (s *panelSheet) pull(to image.Point) {
	if s.chosen < 0 || s.grip == 0 {
		return
	}
	s.list[s.chosen] = s.moved(s.start, s.grip, to.Sub(s.from))
}

// moved moves the held sides of a panel; whole panels stop at the page's border.
func (s *panelSheet) moved(r image.Rectangle, g grip, by image.Point) image.Rectangle {
	if g == gripAll {
		by.X = min(max(by.X, s.page.Min.X-r.Min.X), s.page.Max.X-r.Max.X)
		by.Y = min(max(by.Y, s.page.Min.Y-r.Min.Y), s.page.Max.Y-r.Max.Y)
		return r.Add(by)
	}
	if g&gripLeft != 0 {
		r.Min.X += by.X
	}
	if g&gripRight != 0 {
		r.Max.X += by.X
	}
	if g&gripTop != 0 {
		r.Min.Y += by.Y
	}
	if g&gripBottom != 0 {
		r.Max.Y += by.Y
	}
	return r.Canon().Intersect(s.page)
}

// release lets go: slips go, the rest is put in order.
func (s *panelSheet) release() {
	s.grip = 0
	s.settle()
}

// settle brings the panels in order and keeps the chosen one.
func (s *panelSheet) settle() {
	var chosen image.Rectangle
	if s.chosen >= 0 {
		chosen = s.list[s.chosen]
	}
	s.list = slices.DeleteFunc(s.list, func(r image.Rectangle) bool { return min(r.Dx(), r.Dy()) < min(leastPanel, s.page.Dx(), s.page.Dy()) })
	s.list = panels.Order(s.list, panels.Options{RightToLeft: s.manga})
	s.chosen = slices.Index(s.list, chosen)
}

// remove takes the chosen panel away.
func (s *panelSheet) remove() {
	if s.chosen >= 0 {
		s.list = slices.Delete(s.list, s.chosen, s.chosen+1)
		s.chosen = min(s.chosen, len(s.list)-1)
	}
}

// add puts a panel in the middle of what is to be seen, and chooses it.
func (s *panelSheet) add(sight image.Rectangle) {
	sight = sight.Intersect(s.page)
	r := sight.Inset(min(sight.Dx(), sight.Dy()) / 4)
	s.list = append(s.list, r)
	s.chosen = len(s.list) - 1
	s.settle()
}

// next chooses the panel after (by 1) or before (by -1) the chosen one.
func (s *panelSheet) next(by int) {
	n := len(s.list)
	switch {
	case n == 0:
	case s.chosen < 0 && by < 0:
		s.chosen = n - 1
	default:
		s.chosen = (s.chosen + by + n) % n
	}
}

// nudge moves the chosen panel, or its lower right corner.
func (s *panelSheet) nudge(by image.Point, corner bool) {
	if s.chosen < 0 {
		return
	}
	r := s.list[s.chosen]
	if !corner {
		s.list[s.chosen] = s.moved(r, gripAll, by)
		return
	}
	by.X, by.Y = max(by.X, min(leastPanel-r.Dx(), 0)), max(by.Y, min(leastPanel-r.Dy(), 0))
	s.list[s.chosen] = s.moved(r, gripRight|gripBottom, by)
}

// set replaces all panels.
func (s *panelSheet) set(list []image.Rectangle) {
	s.list, s.chosen = slices.Clone(list), -1
	s.settle()
}

// read puts the panels in the other reading order.
func (s *panelSheet) read(manga bool) {
	s.manga = manga
	s.settle()
}
