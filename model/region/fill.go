package region

import "math"

// How hints compete and where they end.
const (
	slopeCost = 100  // px of way that a step of colour of 1 (the whole range) costs
	alike     = 0.22 // distance of RGB colours (0-1) within which an open region counts as one thing
	rim       = 2    // px from a line: nearer, in a region that is deeper, a hint only spills over
	finely    = 4    // steps of a px in which ways are counted
)

// Fill gives regions the colours of the hints that lie in them. colour, hint are 3 planes
// [3,H,W] of 0-1; hinted [H,W] is over 0 where there is a hint. Where several hints lie in a
// region each takes what is nearer to it, by a way that is long where the colour changes.
// An open region has no outline to be trusted: there a hint takes only what is connected to it,
// is not paper and has about the colour that lies under it, so that paper stays paper and a
// figure with a broken outline keeps its other colours.
func (m *Map) Fill(colour, hint, hinted []float32) {
	f := flood{Map: m, colour: colour, seed: make([]int32, len(m.label)), way: make([]int32, len(m.label))}
	for i := range f.seed {
		f.seed[i], f.way[i] = -1, math.MaxInt32
	}
	for i, v := range hinted {
		if v > 0 && m.means(i) {
			f.reach(i, int32(i), 0)
		}
	}
	f.run()
	f.underLines()
	n := len(m.label)
	for i, s := range f.seed {
		if s >= 0 {
			for c := range 3 {
				colour[c*n+i] = hint[c*n+int(s)]
			}
		}
	}
}

// means tells whether a hint at pixel i is meant for the region there: a dab's rim on the far
// side of a line is not.
func (m *Map) means(i int) bool {
	r := m.label[i]
	return r != 0 && m.depth[i] >= min(rim, m.peak[r]/2)
}

// flood is shortest ways from all hints at once, by buckets of equal length (Dial 1969).
type flood struct {
	*Map
	colour  []float32
	seed    []int32 // by pixel: the hint that takes it, -1 for none
	way     []int32 // by pixel: to that hint
	waiting [][]int32
}

func (f *flood) reach(i int, seed, way int32) {
	if way >= f.way[i] {
		return
	}
	f.seed[i], f.way[i] = seed, way
	for len(f.waiting) <= int(way) {
		f.waiting = append(f.waiting, nil)
	}
	f.waiting[way] = append(f.waiting[way], int32(i))
}

func (f *flood) run() {
	var at [4]int32
	for way := 0; way < len(f.waiting); way++ {
		for k := 0; k < len(f.waiting[way]); k++ {
			i := int(f.waiting[way][k])
			if f.way[i] != int32(way) {
				continue // a shorter way was found since
			}
			for _, j := range f.around(&at, i) {
				if f.takes(f.seed[i], int(j)) {
					step := finely * (1 + slopeCost*f.apart(i, int(j)))
					f.reach(int(j), f.seed[i], int32(way)+int32(step))
				}
			}
		}
		f.waiting[way] = nil
	}
}

// takes tells whether a hint may colour pixel j.
func (f *flood) takes(seed int32, j int) bool {
	r := f.label[seed]
	if f.label[j] != r {
		return false
	}
	return !f.open[r] || !f.paper(f.colour, int(seed)) && !f.paper(f.colour, j) && f.apart(int(seed), j) < alike
}

// apart is the distance of the colours of two pixels.
func (f *flood) apart(i, j int) float32 {
	n, c := len(f.label), f.colour
	return distance3(c[i]-c[j], c[n+i]-c[n+j], c[2*n+i]-c[2*n+j])
}

func distance3(r, g, b float32) float32 { return float32(math.Sqrt(float64(r*r + g*g + b*b))) }

// underLines lets the colours of a line's two sides meet in its middle.
func (f *flood) underLines() {
	for i, j := range f.nearest() {
		if j >= 0 {
			f.seed[i] = f.seed[j]
		}
	}
}
