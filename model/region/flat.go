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
func (m *Map) Flatten(colour []float32, kind []int32, fixed []bool) {
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
	var at [4]int32
	for _, start := range pixels {
		if seen[start] {
			continue
		}
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
		list = append(list, spot)
	}
	return list
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
