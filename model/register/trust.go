package register

import "math"

const (
	leastAlike  = 0.2 // correlation around a place that gives no trust
	surelyAlike = 0.45
	pieceInk    = 0.02 // mean ink from which on a piece has lines
)

// around tells how many pixels around a place are looked at to see whether it is the same, and
// how much they count: the wider ones speak where the nearer have few lines.
var around = [...]struct {
	reach int
	share float64
}{{12, 1}, {40, 0.3}, {1 << 20, 0.03}}

// trustIn compares sketch with shown, what lines shows through a: the trust in each place, the
// correlation of the wholes, and the mean trust in pieces where the sketch has lines. Pieces
// count alike, however much ink: a thick frame around two drawings does not make them one.
func trustIn(a mapping, sketch, lines, shown Field) (trust Field, score, mean float64) {
	sa, sb := newSums(sketch.W, sketch.H, sketch.V, nil), newSums(sketch.W, sketch.H, shown.V, nil)
	aa, bb := newSums(sketch.W, sketch.H, sketch.V, sketch.V), newSums(sketch.W, sketch.H, shown.V, shown.V)
	ab := newSums(sketch.W, sketch.H, sketch.V, shown.V)
	at := func(x, y, r int) (cov, deviations float64) {
		ma, mb := sa.mean(x, y, r), sb.mean(x, y, r)
		va, vb := aa.mean(x, y, r)-ma*ma, bb.mean(x, y, r)-mb*mb
		return ab.mean(x, y, r) - ma*mb, math.Sqrt(max(va, 0) * max(vb, 0))
	}
	cov, deviations := at(0, 0, 1<<20)
	score = cov / max(deviations, 1e-9)
	trust = newField(sketch.W, sketch.H)
	for i := range trust.V {
		x, y := i%sketch.W, i/sketch.W
		u, v := a.Apply(float64(x)+0.5, float64(y)+0.5)
		if u < 0 || v < 0 || u > float64(lines.W) || v > float64(lines.H) {
			continue
		}
		top, bottom := 0.0, 1e-9
		for _, r := range around {
			cov, deviations := at(x, y, r.reach)
			top, bottom = top+r.share*cov, bottom+r.share*deviations
		}
		trust.V[i] = float32(rise((top/bottom - leastAlike) / (surelyAlike - leastAlike)))
	}
	return trust.softened(), score, pieceTrust(sa, trust)
}

// pieceTrust is the mean trust in the pieces with lines.
func pieceTrust(ink sums, trust Field) float64 {
	sum, n := 0.0, 0.0
	for y := pieceStep / 2; y < trust.H; y += pieceStep {
		for x := pieceStep / 2; x < trust.W; x += pieceStep {
			if ink.mean(x, y, pieceStep/2) > pieceInk {
				sum, n = sum+float64(trust.V[y*trust.W+x]), n+1
			}
		}
	}
	return sum / max(n, 1)
}

// rise goes smoothly from 0 at 0 to 1 at 1.
func rise(t float64) float64 {
	t = min(max(t, 0), 1)
	return t * t * (3 - 2*t)
}

// sums answers for the mean of a rectangle in four steps (Crow 1984, summed-area tables).
type sums struct {
	w, h int
	v    []float64 // (w+1) x (h+1)
}

// newSums sums a, or a times b.
func newSums(w, h int, a, b []float32) sums {
	s := sums{w, h, make([]float64, (w+1)*(h+1))}
	for y := range h {
		row := 0.0
		for x := range w {
			v := float64(a[y*w+x])
			if b != nil {
				v *= float64(b[y*w+x])
			}
			row += v
			s.v[(y+1)*(w+1)+x+1] = s.v[y*(w+1)+x+1] + row
		}
	}
	return s
}

// mean of the square of side 2r+1 around x, y, as far as it lies in the picture.
func (s sums) mean(x, y, r int) float64 {
	x0, y0, x1, y1 := max(x-r, 0), max(y-r, 0), min(x+r+1, s.w), min(y+r+1, s.h)
	return s.over(x0, y0, x1, y1) / float64((x1-x0)*(y1-y0))
}

// over is the sum of a rectangle, x1 and y1 not in it.
func (s sums) over(x0, y0, x1, y1 int) float64 {
	at := func(x, y int) float64 { return s.v[y*(s.w+1)+x] }
	return at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)
}
