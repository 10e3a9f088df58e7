package region

// How far colours go to the middle colour of their closed region. Distances are of Lab (ΔE76).
const (
	pull    = 0.5  // of the way, for what is near: noise halves, shading stays visible
	stray   = 15   // from here a colour goes farther, if most of the region is of one colour,
	astray  = 35   // and from here all the way
	nearby  = 20   // what counts as of one colour
	half    = 0.45 // share of a region: from here it begins to be most of it,
	most    = 0.55 // from here it is
	shadows = 256  // steps in which a channel's median is found
)

// Settle evens out colour [3,H,W] of 0-1 in closed regions: the network works on blocks of
// pixels and errs by block, whereas an artist lays one colour in an outline. Regions that the
// picture's border cuts stay as they are: often they are grounds with a gradient.
func (m *Map) Settle(colour []float32) {
	inside, under := m.members()
	for r := 1; r < len(m.peak); r++ {
		if !m.cut[r] {
			settle(colour, len(m.label), inside[r], under[r])
		}
	}
}

// settle evens out the pixels inside a region, and those under lines beside it, of three planes
// of n values. Only what is inside is asked: under a spot black anything may lie.
func settle(colour []float32, n int, inside, under []int32) {
	var middle [3]float32
	for c := range middle {
		middle[c] = median(colour[c*n:(c+1)*n], inside)
	}
	l, a, b := lab(middle[0], middle[1], middle[2])
	away := func(i int32) float32 {
		pl, pa, pb := lab(colour[i], colour[n+int(i)], colour[2*n+int(i)])
		return distance3(pl-l, pa-a, pb-b)
	}
	alike := 0
	for _, i := range inside {
		if away(i) < nearby {
			alike++
		}
	}
	oneColour := ramp(float32(alike)/float32(max(len(inside), 1)), half, most)
	for _, list := range [][]int32{inside, under} {
		for _, i := range list {
			way := max(pull, oneColour*ramp(away(i), stray, astray))
			for c := range middle {
				at := &colour[c*n+int(i)]
				*at += way * (middle[c] - *at)
			}
		}
	}
}

// members lists the pixels inside each region, and those under lines that are nearest to it.
func (m *Map) members() (inside, under [][]int32) {
	inside, under = make([][]int32, len(m.peak)), make([][]int32, len(m.peak))
	for i, j := range m.nearest() {
		switch {
		case j == int32(i):
			inside[m.label[i]] = append(inside[m.label[i]], j)
		case j >= 0:
			under[m.label[j]] = append(under[m.label[j]], int32(i))
		}
	}
	return inside, under
}

// ramp is 0 up to low, 1 from high on, and straight between: decisions that jump would make much
// of the rounding of a kernel.
func ramp(v, low, high float32) float32 { return min(max((v-low)/(high-low), 0), 1) }

// median is that of the values of some pixels, 0-1, to half a step of shadows.
func median(v []float32, pixels []int32) float32 {
	var count [shadows]int
	for _, i := range pixels {
		count[int(min(max(v[i], 0), 1)*(shadows-1)+0.5)]++
	}
	seen := 0
	for k, n := range count {
		if seen += n; 2*seen >= len(pixels) {
			return float32(k) / (shadows - 1)
		}
	}
	return 0
}
