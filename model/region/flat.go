package region

import "slices"

// smallBlob is the share of the picture's pixels under which a spot of one kind in an open region
// is no area of its own.
const smallBlob = 0.001

// Flatten makes each closed region one kind: that of most of its pixels. kind [H,W] holds 1 and up
// for every pixel and fixed is true where it must stay; colour [3,H,W] of 0-1 is what the kinds
// were chosen by. An open region keeps the kinds it has, but for spots too small to be areas, which
// pass to their neighbours, as pixels under lines do. In a picture that is all lines nothing
// changes.
//
// Then each place that is given gets its kind, one after the other: the whole of its area, as far
// as it hangs together and has one kind, unless something lies in it, laid [H,W], that came later.
func (m *Map) Flatten(colour []float32, kind []int32, fixed []bool, laid []int32, given ...Given) {
	f := filling{Map: m, colour: colour, kind: slices.Clone(kind)}
	for i, r := range m.label {
		if r == 0 && !fixed[i] {
			f.kind[i] = 0
		}
	}
	inside, _ := m.members()
	for r := 1; r < len(inside); r++ {
		if m.open[r] {
			f.clean(inside[r], fixed)
		} else {
			f.unite(inside[r], fixed)
		}
	}
	if len(given) > 0 {
		f.bare(laid)
	}
	for _, g := range given {
		f.give(g, laid)
	}
	f.grow()
	for i, k := range f.kind {
		if k > 0 {
			kind[i] = k
		}
	}
}

// unite gives the pixels of a closed region the kind that most of them have.
func (f *filling) unite(pixels []int32, fixed []bool) {
	counts, most := map[int32]int{}, int32(0)
	for _, i := range pixels {
		if k := f.kind[i]; !fixed[i] {
			counts[k]++
			if c := counts[k]; c > counts[most] || c == counts[most] && k < most {
				most = k
			}
		}
	}
	for _, i := range pixels {
		if !fixed[i] {
			f.kind[i] = most
		}
	}
}

// clean opens the small spots of an open region to their neighbours; its largest always stays.
func (f *filling) clean(pixels []int32, fixed []bool) {
	spots := f.spots(pixels)
	largest := 0
	for k, s := range spots {
		if len(s) > len(spots[largest]) {
			largest = k
		}
	}
	for k, s := range spots {
		if k == largest || float64(len(s)) >= smallBlob*float64(len(f.label)) {
			continue
		}
		for _, i := range s {
			if !fixed[i] {
				f.kind[i] = 0
			}
		}
	}
}

// spots lists the parts of a region that hang together and have one kind.
func (f *filling) spots(pixels []int32) (list [][]int32) {
	seen := make(map[int32]bool, len(pixels))
	for _, start := range pixels {
		if !seen[start] {
			list = append(list, f.spot(start, seen))
		}
	}
	return list
}

// spot is the part of a region round a pixel that hangs together and has one kind; it is marked
// as seen.
func (f *filling) spot(start int32, seen map[int32]bool) []int32 {
	var at [4]int32
	seen[start] = true
	spot := []int32{start}
	for k := 0; k < len(spot); k++ {
		for _, j := range f.around(&at, int(spot[k])) {
			if !seen[j] && f.kind[j] == f.kind[start] && f.label[j] == f.label[start] {
				seen[j] = true
				spot = append(spot, j)
			}
		}
	}
	return spot
}

// Nearest is the swatch that looks most like a colour [3] of 0-1 (CIE 1976), counted from 0; -1
// of none.
func Nearest(swatches []Swatch, r, g, b float32) int {
	best, least := -1, float32(0)
	l, a, bb := lab(r, g, b)
	for k, s := range swatches {
		sl, sa, sb := lab(s[0], s[1], s[2])
		if d := distance3(sl-l, sa-a, sb-bb); best < 0 || d < least {
			best, least = k, d
		}
	}
	return best
}

// Given is a place whose area a person gave a kind.
type Given struct {
	At    int   // pixel, row by row
	Kind  int32 // 1 and up
	After int32 // what is laid with a higher number came later
}

// bare opens the pixels under lines, but where something is laid, to what their sides become.
func (f *filling) bare(laid []int32) {
	for i, r := range f.label {
		if r == 0 && (laid == nil || laid[i] == 0) {
			f.kind[i] = 0
		}
	}
}

// give gives the area round a place its kind; that of a place on a line is the nearest.
func (f *filling) give(g Given, laid []int32) {
	start := f.nearest()[g.At]
	if start < 0 {
		return
	}
	spot := f.spot(start, map[int32]bool{})
	for _, i := range spot {
		if laid != nil && laid[i] > g.After {
			return
		}
	}
	for _, i := range spot {
		f.kind[i] = g.Kind
	}
}
