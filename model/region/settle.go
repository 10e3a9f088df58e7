package region

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// How far colours go to the colour of their closed region. Distances are of Lab (ΔE76).
const (
	pull   = 0.7 // of the way, for what is near: noise fades, shading stays visible
	stray  = 10  // from here a colour goes farther,
	astray = 25  // and from here all the way
)

// Settle gives colour [3,H,W] of 0-1 one colour in each closed region, that for which most
// speaks in its votes: a network errs by token, whereas an artist lays one colour in an
// outline, and the votes know of a doubt what a mean of colours has lost. Regions that the
// picture's border cuts stay as they are: often they are grounds with a gradient. Where votes
// are for parts of the picture, a region goes by those that are for most of its pixels.
func (m *Map) Settle(colour []float32, votes ...Votes) {
	if len(votes) == 0 {
		return
	}
	var like []likeness
	for _, v := range votes {
		like = append(like, v.likeness())
	}
	inside, under := m.members()
	inTurns(len(m.peak), func(r int) {
		if r == 0 || m.cut[r] {
			return
		}
		k := m.heard(votes, inside[r])
		if s, ok := m.elect(votes[k], like[k], inside[r]); ok {
			s.draw(colour, len(m.label), inside[r])
			s.draw(colour, len(m.label), under[r])
		}
	})
}

// heard is which of the votes are for most of a region's pixels.
func (m *Map) heard(votes []Votes, pixels []int32) (best int) {
	most := -1
	for k, v := range votes {
		if n := v.pixels(pixels, m.W); n > most {
			best, most = k, n
		}
	}
	return best
}

// inTurns calls f for 0 to n on as many goroutines as may run at a time, and waits.
func inTurns(n int, f func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wait.Wait()
}

// draw brings the colours [3,n] of some pixels towards the swatch.
func (s Swatch) draw(colour []float32, n int, pixels []int32) {
	l, a, b := lab(s[0], s[1], s[2])
	for _, i := range pixels {
		pl, pa, pb := lab(colour[i], colour[n+int(i)], colour[2*n+int(i)])
		way := max(pull, ramp(distance3(pl-l, pa-a, pb-b), stray, astray))
		for c, v := range s {
			at := &colour[c*n+int(i)]
			*at += way * (v - *at)
		}
	}
}

// members lists the pixels inside each region, and those under lines that are nearest to it.
func (m *Map) members() (inside, under [][]int32) {
	m.listed.Do(func() {
		m.inside, m.under = make([][]int32, len(m.peak)), make([][]int32, len(m.peak))
		for i, j := range m.nearest() {
			switch {
			case j == int32(i):
				m.inside[m.label[i]] = append(m.inside[m.label[i]], j)
			case j >= 0:
				m.under[m.label[j]] = append(m.under[m.label[j]], int32(i))
			}
		}
	})
	return m.inside, m.under
}

// ramp is 0 up to low, 1 from high on, and straight between: decisions that jump would make much
// of the rounding of a kernel.
func ramp(v, low, high float32) float32 { return min(max((v-low)/(high-low), 0), 1) }
