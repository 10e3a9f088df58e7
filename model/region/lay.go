package region

import "slices"

// Placed are colours whose place is known: a reference shows the drawing itself there.
type Placed struct {
	Colour []float32 // [3,H,W] of 0-1
	Trust  []float32 // [H,W]: how surely, 0-1
	// Elsewhere tells the pixels, [H,W], that have their colours from elsewhere; nil: none.
	Elsewhere []bool
}

// elsewhere tells whether pixel i has its colour from elsewhere.
func (p Placed) elsewhere(i int) bool { return p.Elsewhere != nil && p.Elsewhere[i] }

// What of placed colours is believed. Widths of colours are of Lab (ΔE76, L alone where a colour is
// darker than another).
const (
	evenShare = 0.6  // of the trusted pixels of an area: so many alike and it is even,
	evenWidth = 14   // if alike is so near to their median
	lineDark  = 0.45 // the highest channel of a line,
	lineDrop  = 20   // which is so much darker than what it lies in,
	lineRim   = 8    // its rim so much,
	rimWidth  = 3    // which is so many px wide,
	lineReach = 9    // and ends within so many px (at the usual size) from a line of the sketch
	leastSure = 0.3  // mean trust in an even closed area: up to here it keeps its colour,
	mostSure  = 0.6  // from here on it takes that of the place
)

// Lay brings colour [3,H,W] of 0-1 to the placed colours, as far as they are trusted. In an area
// whose placed colours are mostly alike, lines of the reference that come to lie beside those of
// the sketch, where the drawings do not meet to the pixel, are left out; and if it is closed, it
// is trusted as a whole.
func (m *Map) Lay(colour []float32, p Placed) {
	inside, under := m.members()
	mark := make([]byte, len(m.label))
	inTurns(len(m.peak), func(r int) {
		if r == 0 {
			return
		}
		l := laying{Map: m, colour: colour, placed: p, mark: mark}
		if l.weigh(inside[r]) {
			l.findLines(inside[r])
		}
		l.whole = l.even && !m.open[r]
		for _, i := range inside[r] {
			l.lay(int(i), int(i))
		}
		for _, i := range under[r] {
			l.lay(int(i), int(m.closest[i]))
		}
	})
}

// laying is the laying of one area.
type laying struct {
	*Map
	colour []float32
	placed Placed
	mark   []byte // by pixel: what findLines found
	even   bool
	whole  bool    // it is trusted as a whole,
	sure   float32 // that much, 0-1
	median Swatch
}

func (l *laying) at(i int) Swatch {
	n := len(l.label)
	return Swatch{l.placed.Colour[i], l.placed.Colour[n+i], l.placed.Colour[2*n+i]}
}

// weigh finds out whether the area is even, and how far it is to be trusted.
func (l *laying) weigh(pixels []int32) bool {
	var channel [3][]float32
	sum, own := float32(0), 0
	for _, i := range pixels {
		if l.placed.elsewhere(int(i)) {
			continue
		}
		own++
		t := l.placed.Trust[i]
		sum += t
		if t >= 0.5 {
			for c, v := range l.at(int(i)) {
				channel[c] = append(channel[c], v)
			}
		}
	}
	count := len(channel[0])
	if count == 0 {
		return false
	}
	for c := range channel {
		sorted := slices.Clone(channel[c])
		slices.Sort(sorted)
		l.median[c] = sorted[count/2]
	}
	ml, ma, mb := lab(l.median[0], l.median[1], l.median[2])
	alike, colours := 0, labs{}
	for k := range count {
		pl, pa, pb := colours.of(channel[0][k], channel[1][k], channel[2][k])
		if distance3(pl-ml, pa-ma, pb-mb) < evenWidth {
			alike++
		}
	}
	l.sure = ramp(sum/float32(own), leastSure, mostSure)
	l.even = float64(alike) >= evenShare*float64(count)
	return l.even
}

// Marks of pixels.
const (
	dark   = 1 + iota // as dark as a line
	darker            // than the area, like its rim
	spilled
	meant // dark, but no line beside one of the sketch
)

// findLines marks as spilled what of an even area is a line of the reference beside one of the
// sketch: dark pixels that hang together and end near the sketch's lines.
func (l *laying) findLines(pixels []int32) {
	ml, _, _ := lab(l.median[0], l.median[1], l.median[2])
	var colours labs
	for _, i := range pixels {
		if l.placed.Trust[i] <= 0 {
			continue
		}
		at := l.at(int(i))
		pl, _, _ := colours.of(at[0], at[1], at[2])
		switch drop := ml - pl; {
		case drop > lineDrop && max(at[0], at[1], at[2]) < lineDark:
			l.mark[i] = dark
		case drop > lineRim:
			l.mark[i] = darker
		}
	}
	for _, i := range pixels {
		if l.mark[i] == dark {
			l.judge(l.flood([]int32{i}, dark, meant))
		}
	}
}

// judge tells a line beside one of the sketch by how far from that it ends.
func (l *laying) judge(spot []int32) {
	reach := lineReach * float32(l.scale)
	for _, i := range spot {
		if l.depth[i] > reach {
			return
		}
	}
	for _, i := range spot {
		l.mark[i] = spilled
	}
	for range rimWidth {
		spot = l.rim(spot)
	}
}

// rim marks the darker pixels beside a spot as spilled too and returns them.
func (l *laying) rim(spot []int32) (rim []int32) {
	var at [4]int32
	for _, i := range spot {
		for _, j := range l.around(&at, int(i)) {
			if l.label[j] == l.label[i] && l.mark[j] == darker {
				l.mark[j] = spilled
				rim = append(rim, j)
			}
		}
	}
	return rim
}

// flood goes on from some pixels through those of a mark, marks all anew and returns them.
func (l *laying) flood(spot []int32, through, as byte) []int32 {
	var at [4]int32
	for _, i := range spot {
		l.mark[i] = as
	}
	for k := 0; k < len(spot); k++ {
		for _, j := range l.around(&at, int(spot[k])) {
			if l.label[j] == l.label[spot[0]] && l.mark[j] == through {
				l.mark[j] = as
				spot = append(spot, j)
			}
		}
	}
	return spot
}

// lay gives pixel i its colour; beside is the pixel off the lines that it belongs to.
func (l *laying) lay(i, beside int) {
	if l.placed.elsewhere(i) {
		return
	}
	n, at, trust := len(l.label), l.at(i), l.placed.Trust[i]
	way := float32(0) // to the area's median
	if l.even && l.mark[beside] == spilled {
		way = 1
	}
	if l.whole {
		way = max(way, 1-ramp(trust, 0.2, 0.5))
		trust = l.sure
	}
	for c := range at {
		to := &l.colour[c*n+i]
		*to += trust * (at[c] + way*(l.median[c]-at[c]) - *to)
	}
}
