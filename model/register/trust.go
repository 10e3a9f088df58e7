package register

import "math"

const (
	trustReach  = 12  // pixels around a place that tell whether it is the same
	trustPrior  = 0.3 // how much the whole speaks where the place itself has few lines
	leastAlike  = 0.2 // correlation around a place that gives no trust
	surelyAlike = 0.45
)

// trustIn compares sketch with what lines shows through a: the trust in each place, the
// correlation of the wholes, and the mean trust where the sketch has lines.
func trustIn(a Affine, sketch, lines Field) (trust Field, score, mean float64) {
	shown := lines.through(a, sketch.W, sketch.H).softened()
	sa, sb := newSums(sketch.W, sketch.H, sketch.V, nil), newSums(sketch.W, sketch.H, shown.V, nil)
	aa, bb := newSums(sketch.W, sketch.H, sketch.V, sketch.V), newSums(sketch.W, sketch.H, shown.V, shown.V)
	ab := newSums(sketch.W, sketch.H, sketch.V, shown.V)
	at := func(x, y, r int) (cov, deviations float64) {
		ma, mb := sa.mean(x, y, r), sb.mean(x, y, r)
		va, vb := aa.mean(x, y, r)-ma*ma, bb.mean(x, y, r)-mb*mb
		return ab.mean(x, y, r) - ma*mb, math.Sqrt(max(va, 0) * max(vb, 0))
	}
	cov, usual := at(sketch.W/2, sketch.H/2, max(sketch.W, sketch.H))
	score = cov / max(usual, 1e-9)
	trust = newField(sketch.W, sketch.H)
	ink, sum := 0.0, 0.0
	for i := range trust.V {
		x, y := i%sketch.W, i/sketch.W
		u, v := a.Apply(float64(x)+0.5, float64(y)+0.5)
		if u < 0 || v < 0 || u > float64(lines.W) || v > float64(lines.H) {
			continue
		}
		cov, deviations := at(x, y, trustReach)
		alike := (cov + trustPrior*usual*score) / (deviations + trustPrior*usual + 1e-9)
		trust.V[i] = float32(rise((alike - leastAlike) / (surelyAlike - leastAlike)))
		ink += float64(sketch.V[i])
		sum += float64(sketch.V[i]) * float64(trust.V[i])
	}
	return trust.softened(), score, sum / max(ink, 1e-9)
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
	at := func(x, y int) float64 { return s.v[y*(s.w+1)+x] }
	return (at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)) / float64((x1-x0)*(y1-y0))
}
