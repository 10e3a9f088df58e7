package region

import (
	"math"
	"slices"
)

// Where hints end. Colours are of 0-1.
const (
	alike = 0.22 // distance of RGB colours within which an open region counts as one thing
	rim   = 2    // px from a line: nearer, in a region that is deeper, a hint only spills over
)

// kept is the kind of pixels that no hint takes.
const kept = -1

// Fill tells which hint takes each pixel: hint [H,W] is the kind, 1 and up, of the hint that lies
// there, 0 where there is none, and so is the result, [H,W]. colour [3,H,W] of 0-1 is what the
// picture has without hints.
//
// A hint takes its region. Where several lie in one, each takes what the widest ways lead to it
// from, as in Segment, and steps of colour are ways that narrow. Regions without a hint stay as
// they are. An open region has no outline to be trusted: there a hint takes only what is not
// paper and has about the colour that lies under a hint, so that paper stays paper and a figure
// with a broken outline keeps its other colours. Line pixels go with the side they are nearer to.
func (m *Map) Fill(colour []float32, hint []int32) []int32 { return m.fill(colour, hint, false) }

// FillAll is Fill for a picture whose colours come from hints alone: they take open regions too,
// and there are no steps of colour.
func (m *Map) FillAll(hint []int32) []int32 { return m.fill(nil, hint, true) }

func (m *Map) fill(colour []float32, hint []int32, all bool) []int32 {
	f := filling{
		Map: m, colour: colour, all: all, kind: make([]int32, len(m.label)),
		hinted: make([]bool, len(m.peak)), under: make([][][3]float32, len(m.peak)),
	}
	f.seed(hint)
	f.keep()
	f.grow()
	for i, k := range hint {
		if k > 0 {
			f.kind[i] = k
		}
	}
	for i, k := range f.kind {
		f.kind[i] = max(k, 0)
	}
	return f.kind
}

// filling is a picture on its way: kinds of hints spread where none is yet.
type filling struct {
	*Map
	colour []float32      // nil: there is none
	all    bool           // open regions are taken like others
	kind   []int32        // 0 as long as it is open what takes a pixel, kept where nothing does
	hinted []bool         // by region
	under  [][][3]float32 // by open region: the colours under its hints, paper left out
}

// seed begins with the hints that are meant for the region where they lie.
func (f *filling) seed(hint []int32) {
	for i, k := range hint {
		if k <= 0 || !f.means(i) {
			continue
		}
		r := f.label[i]
		f.kind[i], f.hinted[r] = k, true
		if f.all {
			continue
		}
		if c := f.at(i); f.open[r] && !f.paper(f.colour, i) && !near(f.under[r], c, alike/2) {
			f.under[r] = append(f.under[r], c)
		}
	}
}

// means tells whether a hint at pixel i is meant for the region there: a dab's rim on the far
// side of a line is not.
func (m *Map) means(i int) bool {
	r := m.label[i]
	return r != 0 && m.depth[i] >= min(rim, m.peak[r]/2)
}

// keep marks what no hint can take.
func (f *filling) keep() {
	for i, r := range f.label {
		if r != 0 && f.kind[i] == 0 && !f.takes(i, r) {
			f.kind[i] = kept
		}
	}
}

// takes tells whether hints may colour pixel i of region r.
func (f *filling) takes(i int, r int32) bool {
	if !f.hinted[r] || !f.open[r] || f.all {
		return f.hinted[r]
	}
	return !f.paper(f.colour, i) && near(f.under[r], f.at(i), alike)
}

func (f *filling) at(i int) [3]float32 {
	n := len(f.label)
	return [3]float32{f.colour[i], f.colour[n+i], f.colour[2*n+i]}
}

// near tells whether one of the colours lies within a distance of c.
func near(list [][3]float32, c [3]float32, distance float32) bool {
	for _, l := range list {
		if distance3(l[0]-c[0], l[1]-c[1], l[2]-c[2]) < distance {
			return true
		}
	}
	return false
}

func distance3(r, g, b float32) float32 { return float32(math.Sqrt(float64(r*r + g*g + b*b))) }

// Heights of the flooding: continued lines are crossed after all open ground, lines last.
const (
	lineHeight   = 0
	bridgeHeight = 1
	openHeight   = 2
	steep        = 40 // how much a step of colour (squared, of 1 a px at the usual size) narrows a way
)

// heights tells when the flooding comes to each pixel, highest first.
func (f *filling) heights() []int32 {
	out := make([]int32, len(f.label))
	scale := float32(f.scale * f.scale)
	for i, d := range f.depth {
		switch {
		case d > 0:
			out[i] = openHeight + int32(perPixel*d/(1+steep*scale*f.slope(i)))
		case f.bridge != nil && f.bridge[i]:
			out[i] = bridgeHeight
		}
	}
	return out
}

// slope is the largest channel's squared step of colour across pixel i.
func (f *filling) slope(i int) (most float32) {
	if f.all {
		return 0
	}
	n, x, y := len(f.label), i%f.W, i/f.W
	left, right := i-min(x, 1), i+min(f.W-1-x, 1)
	above, below := i-f.W*min(y, 1), i+f.W*min(f.H-1-y, 1)
	for c := range 3 {
		p := f.colour[c*n:]
		dx, dy := p[right]-p[left], p[below]-p[above]
		most = max(most, dx*dx+dy*dy)
	}
	return most
}

// grow spreads the kinds, the highest places first, of equal ones the first found.
func (f *filling) grow() {
	if len(f.label) == 0 {
		return
	}
	height := f.heights()
	waiting := make([][]int32, slices.Max(height)+1)
	var at [4]int32
	for i, k := range f.kind {
		if k != 0 && slices.ContainsFunc(f.around(&at, i), func(j int32) bool { return f.kind[j] == 0 }) {
			waiting[height[i]] = append(waiting[height[i]], int32(i))
		}
	}
	done := 0
	for top := len(waiting) - 1; top >= 0; {
		if done == len(waiting[top]) {
			waiting[top], done = nil, 0
			top--
			continue
		}
		i := int(waiting[top][done])
		done++
		for _, j := range f.around(&at, i) {
			if f.kind[j] == 0 && (f.kind[i] != kept || f.label[j] == 0) {
				f.kind[j] = f.kind[i]
				h := min(height[j], int32(top)) // a way is as wide as its narrowest place
				waiting[h] = append(waiting[h], j)
			}
		}
	}
}
