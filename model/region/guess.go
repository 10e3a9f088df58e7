package region

// openGuess is the share of the open ground's votes that a colour needs to be laid there: less
// than white gets from a drawing of a figure alone.
const openGuess = 0.5

// Guess gives colour [3,H,W] of 0-1 one flat colour in each region, that for which most speaks in
// votes that know no reference, and the ground around the figures one in all, or white: what
// nobody knows is at least laid as an artist would. white is the number of the white swatch.
func (m *Map) Guess(colour []float32, v Votes, white int) {
	like := v.likeness()
	inside, under := m.members()
	ground := m.ground(v, inside, white)
	inTurns(len(m.peak), func(r int) {
		if r == 0 {
			return
		}
		s, ok := ground, true
		if !m.open[r] {
			s, ok = m.elect(v, like, inside[r])
		}
		if ok {
			s.fill(colour, len(m.label), inside[r])
			s.fill(colour, len(m.label), under[r])
		}
	})
}

// ground is the colour of the open regions.
func (m *Map) ground(v Votes, inside [][]int32, white int) Swatch {
	var open []int32
	for r, pixels := range inside {
		if r > 0 && m.open[r] {
			open = append(open, pixels...)
		}
	}
	total, sum, best := v.total(open, m.W), float32(0), white
	for k, t := range total {
		if sum += t; t > total[best] {
			best = k
		}
	}
	if total[best] < openGuess*sum {
		best = white
	}
	return v.Swatches[best]
}

// fill gives some pixels of colours [3,n] exactly the swatch.
func (s Swatch) fill(colour []float32, n int, pixels []int32) {
	for _, i := range pixels {
		for c, v := range s {
			colour[c*n+int(i)] = v
		}
	}
}
