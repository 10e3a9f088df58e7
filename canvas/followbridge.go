package canvas

import (
	"image"
	"math"
)

// Bridging broken lines, path pixels.
const (
	// maxBridge is the longest gap that is bridged by a curve.
	maxBridge = 20
	// bridgeInk is how much ink there must be at both sides of it.
	bridgeInk = 12
	// bridgeEnd is how much of an end of ink the bridge takes in: near its end the middle of
	// a line is not certain.
	bridgeEnd = 4
)

// bridge bends the way over gaps between ink: the curve goes on as the ink before the gap
// and comes in as that behind it.
// What is before a place on the way stays as it is. It returns where the bridge nearest to
// a place ends if it leads over it, else the place: half a bridge is none.
func (f *field) bridge(way []image.Point, fixed, upTo int) int {
	start := -1 // of the run of paper
	for i := range way {
		switch bare := !f.ink(way[i]); {
		case bare && start < 0:
			start = i
		case !bare && start >= 0:
			if from := start - bridgeEnd; from >= fixed && i-start <= maxBridge && f.inked(way, start-bridgeInk, start) && f.inked(way, i, i+bridgeInk) {
				end := i - 1 + bridgeEnd
				bend(way, from, end)
				if upTo > from && upTo < end {
					upTo = end
				}
			}
			start = -1
		}
	}
	return upTo
}

func (f *field) ink(p image.Point) bool { return p.In(f.rect) && f.depth[f.index(p)] > 0 }

// inked tells whether all of a part of the way is there and lies on ink.
func (f *field) inked(way []image.Point, from, to int) bool {
	if from < 0 || to > len(way) {
		return false
	}
	for _, p := range way[from:to] {
		if !f.ink(p) {
			return false
		}
	}
	return true
}

// bend replaces the way between two of its pixels by a cubic Hermite curve, if neither
// side turns away from the other by more than 60 degrees.
func bend(way []image.Point, from, to int) {
	const run = bridgeInk - bridgeEnd
	x0, y0 := float64(way[from].X), float64(way[from].Y)
	x1, y1 := float64(way[to].X), float64(way[to].Y)
	length := math.Hypot(x1-x0, y1-y0)
	ax, ay, okA := heading(way[from-run+1], way[from], x1-x0, y1-y0)
	bx, by, okB := heading(way[to], way[to+run-1], x1-x0, y1-y0)
	if !okA || !okB {
		return
	}
	n := float64(to - from)
	for i := from + 1; i < to; i++ {
		t := float64(i-from) / n
		h1, h2, h3, h4 := 2*t*t*t-3*t*t+1, t*t*t-2*t*t+t, 3*t*t-2*t*t*t, t*t*t-t*t
		x := h1*x0 + h2*length*ax + h3*x1 + h4*length*bx
		y := h1*y0 + h2*length*ay + h3*y1 + h4*length*by
		way[i] = image.Pt(int(math.Round(x)), int(math.Round(y)))
	}
}

// heading is the direction from p to q, and whether it is within 60 degrees of another.
func heading(p, q image.Point, dx, dy float64) (x, y float64, ok bool) {
	x, y = float64(q.X-p.X), float64(q.Y-p.Y)
	length := math.Hypot(x, y)
	if length == 0 {
		return 0, 0, false
	}
	x, y = x/length, y/length
	return x, y, x*dx+y*dy >= 0.5*math.Hypot(dx, dy)
}
