// Package region divides line art into its closed areas, also where the lines have gaps, and
// makes the network's colours keep to them: even inside an outline, white on paper, and
// exactly a hint's where there is one.
package region

import (
	"math"
	"sync"

	"keyline/model/kernel"
)

// Map names the region of every pixel of a picture of W x H.
type Map struct {
	W, H  int
	label []int32   // 1 and up; 0 under lines
	depth []float32 // distance to the nearest line, px
	peak  []float32 // by label: its greatest depth
	open  []bool    // by label: see Open
	cut   []bool    // by label: whether it reaches the picture's border

	bridge []bool  // where broken lines are continued; nil if they are not
	scale  float64 // of its distances to those of a picture of usualSide

	once, listed  sync.Once
	closest       []int32   // see nearest
	inside, under [][]int32 // see members
}

// What tells a line from tone and a gap from a passage. Distances are for a picture of
// 384 x 384 pixels and grow with its side.
const (
	thinDark  = 0.12 // ink above that of the surface it lies on: a line
	solid     = 0.5  // ink: a line or a spot black, however wide
	lineWidth = 7    // px, of the widest mark that is judged by thinDark
	wideNeck  = 8    // px from its middle to the line: more is never a gap
	openNeck  = 0.55 // of the depth of the shallower side: more is a passage, less may be a gap
	wideFill  = 5    // wideNeck and
	openFill  = 0.35 // openNeck where lines are continued: what is open then is seldom a gap
	usualSide = 384  // px
	openRim   = 0.2  // of the picture's border: what has more of it is no figure that the border cuts
)

// Segment finds the regions of ink, h rows of w values of 0-1: a watershed of the distance to
// the nearest line (Meyer's flooding, deepest first), whose basins stay apart where the way
// between them is narrow against both, as at a gap in a line, and are one where it is not.
// strokes, if not nil, is over 0 where the artist drew an edge: a line like any.
func Segment(ink []float32, strokes []byte, w, h int) *Map {
	return SegmentPart(ink, strokes, w, h, math.Sqrt(float64(w*h)))
}

// SegmentPart is Segment for a picture put together of several, whose side is that of one
// of them: the root of its area.
func SegmentPart(ink []float32, strokes []byte, w, h int, side float64) *Map {
	return divide(drawn(ink, strokes, w, h), nil, w, h, side/usualSide)
}

// SegmentContinued is SegmentPart of lines that are first continued where they break off: their
// ends are joined by smooth curves, also over gaps that no neck shows.
func SegmentContinued(ink []float32, strokes []byte, w, h int, side float64) *Map {
	lines := drawn(ink, strokes, w, h)
	bridge := make([]bool, w*h)
	for _, i := range continued(lines, w, h, side/usualSide) {
		bridge[i] = !lines[i]
	}
	return divide(lines, bridge, w, h, side/usualSide)
}

// drawn tells the pixels under lines and strokes.
func drawn(ink []float32, strokes []byte, w, h int) []bool {
	lines := barriers(ink, w, h)
	for i, v := range strokes {
		lines[i] = lines[i] || v > 0
	}
	return lines
}

// divide finds the regions between lines and bridges, of which there may be none, in a picture
// scale times as wide as the usual one. lines are changed.
func divide(lines, bridge []bool, w, h int, scale float64) *Map {
	m := &Map{W: w, H: h, label: make([]int32, w*h), bridge: bridge, scale: scale}
	for i, v := range bridge {
		lines[i] = lines[i] || v
	}
	m.depth = distance(lines, w, h)
	f := flooding{Map: m, neck: wideNeck, passage: openNeck}
	if bridge != nil {
		f.neck, f.passage = wideFill, openFill
	}
	f.neck *= float32(m.scale)
	f.run()
	m.settle(f.parent)
	return m
}

// At returns the region of pixel x, y: 1 and up, or 0 under a line.
func (m *Map) At(x, y int) int { return int(m.label[y*m.W+x]) }

// Count returns how many regions there are.
func (m *Map) Count() int { return len(m.peak) - 1 }

// Open tells whether a region has much of the picture's border: paper around a figure, or a
// figure whose outline is broken beyond what a gap is. What the border only cuts is closed.
func (m *Map) Open(region int) bool { return m.open[region] }

// barriers tells the pixels under lines: thin dark marks on any tone, and what is dark itself.
func barriers(ink []float32, w, h int) []bool {
	paper, surface := make([]float32, len(ink)), make([]float32, len(ink))
	for i, v := range ink {
		paper[i] = 1 - v
	}
	kernel.Close(surface, paper, 1, h, w, lineWidth/2)
	out := make([]bool, len(ink))
	for i, v := range ink {
		out[i] = v > solid || surface[i]-paper[i] > thinDark
	}
	return out
}

// flooding is a watershed on its way: labels are basins, joined by a union-find forest.
type flooding struct {
	*Map
	neck    float32 // px; see wideNeck
	passage float32 // see openNeck
	parent  []int32 // by basin; a root is its own
}

func (f *flooding) run() {
	f.parent, f.peak = []int32{0}, []float32{0}
	for _, i := range byDepth(f.depth) {
		f.label[i] = f.join(int(i))
	}
}

// join returns the basin of pixel i: its deepest neighbour's, or a new one. Where basins meet,
// i is the deepest place between them and decides whether they are one.
func (f *flooding) join(i int) int32 {
	depth := f.depth[i]
	var at [4]int32
	best, deepest := int32(0), float32(-1)
	around := f.around(&at, i)
	for _, j := range around {
		if f.label[j] != 0 && f.depth[j] > deepest {
			best, deepest = f.root(f.label[j]), f.depth[j]
		}
	}
	if best == 0 {
		f.parent = append(f.parent, int32(len(f.parent)))
		f.peak = append(f.peak, depth)
		return int32(len(f.parent) - 1)
	}
	for _, j := range around {
		if other := f.root(f.label[j]); other != 0 && other != best {
			if depth >= f.neck || depth >= f.passage*min(f.peak[best], f.peak[other]) {
				best = f.unite(best, other)
			}
		}
	}
	return best
}

func (f *flooding) root(b int32) int32 {
	for f.parent[b] != b {
		f.parent[b] = f.parent[f.parent[b]]
		b = f.parent[b]
	}
	return b
}

func (f *flooding) unite(a, b int32) int32 {
	if f.peak[a] < f.peak[b] {
		a, b = b, a
	}
	f.parent[b] = a
	return a
}

// around lists the four neighbours of pixel i that there are.
func (m *Map) around(to *[4]int32, i int) []int32 {
	list := to[:0]
	if x := i % m.W; x > 0 {
		list = append(list, int32(i-1))
		if x < m.W-1 {
			list = append(list, int32(i+1))
		}
	} else if m.W > 1 {
		list = append(list, int32(i+1))
	}
	if i >= m.W {
		list = append(list, int32(i-m.W))
	}
	if i+m.W < len(m.label) {
		list = append(list, int32(i+m.W))
	}
	return list
}

// settle numbers the roots of the forest from 1 and notes each region's depth and border.
func (m *Map) settle(parent []int32) {
	number, peak := make([]int32, len(parent)), []float32{0}
	for b := 1; b < len(parent); b++ {
		if int(parent[b]) == b {
			number[b] = int32(len(peak))
			peak = append(peak, m.peak[b])
		}
	}
	rim := make([]int, len(peak)) // px of the picture's border
	for i, b := range m.label {
		for parent[b] != b {
			b = parent[b]
		}
		m.label[i] = number[b]
		if x, y := i%m.W, i/m.W; x == 0 || y == 0 || x == m.W-1 || y == m.H-1 {
			rim[number[b]]++
		}
	}
	m.open, m.cut = make([]bool, len(peak)), make([]bool, len(peak))
	for r, px := range rim {
		m.cut[r] = px > 0
		m.open[r] = float64(px) > openRim*float64(2*(m.W+m.H))
	}
	m.peak = peak
}

// nearest is, for each pixel under a line, the closest one off the lines (by steps), and
// itself for each other; -1 where there is none.
func (m *Map) nearest() []int32 {
	m.once.Do(func() { m.closest = m.findNearest() })
	return m.closest
}

func (m *Map) findNearest() []int32 {
	var at [4]int32
	out, next := make([]int32, len(m.label)), make([]int32, 0, len(m.label))
	for i, r := range m.label {
		out[i] = -1
		if r != 0 {
			out[i] = int32(i)
			next = append(next, int32(i))
		}
	}
	for k := 0; k < len(next); k++ {
		for _, j := range m.around(&at, int(next[k])) {
			if out[j] < 0 {
				out[j] = out[next[k]]
				next = append(next, j)
			}
		}
	}
	return out
}
