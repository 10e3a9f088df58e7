package register

import (
	"math"
	"math/rand/v2"
)

const (
	trials    = 400  // of three pairs each
	agreeNear = 13   // px of the reference within which pairs agree with an affine map
	bentTrust = 0.65 // mean trust without which a bent map shows nothing: it has more ways to fit,
	bentSum   = 1.2  // and trust and correlation together
)

// steps of the search by lines, ever less stiff.
var steps = [...]struct {
	reach, cells int
	miss         float64
	hope         float64 // trust and correlation together, without which it is given up before
}{{5, 6, 4, 0.5}, {3, 8, 3, 0.8}, {3, 10, 2, 0.9}, {2, 12, 1.5, 1}}

// scaledPairs are the same pairs between pictures of other sizes.
func scaledPairs(pairs []Pair, fromX, fromY, toX, toY float64) []Pair {
	out := make([]Pair, len(pairs))
	for i, p := range pairs {
		out[i] = Pair{p.X * fromX, p.Y * fromY, p.U * toX, p.V * toY, p.Weight}
	}
	return out
}

// bent looks for the drawing where the pairs say, first as a whole, then ever less stiffly, then
// by its lines.
func (s search) bent(pairs []Pair) (Map, bool) {
	a, ok := consensus(pairs)
	if !ok {
		return Map{}, false
	}
	w, h := s.fine.W, s.fine.H
	b := newBend(a, w, h, 3)
	for _, miss := range []float64{16, 12, 9, 6, 6} {
		b.fit(pairs, 0.3, miss)
	}
	b = b.finer(w, h, 6)
	for _, miss := range []float64{8, 6, 5} {
		b.fit(pairs, 0.1, miss)
	}
	source := s.lines.softened()
	for _, step := range steps {
		shown := b.shows(source, w, h, s.threads)
		if _, score, mean := trustIn(b, s.fine, s.lines, shown); score+mean < step.hope {
			return Map{}, false
		}
		found := piecesFound(b, s.fine, shown, step.reach, s.threads)
		if len(found) < fewestFound {
			return Map{}, false
		}
		b = b.finer(w, h, step.cells)
		for range 3 {
			b.fit(found, 0.03, step.miss)
		}
	}
	m, mean := s.found(b, b.shows(source, w, h, s.threads))
	return m, m.Score >= leastFit && mean >= bentTrust && m.Score+mean >= bentSum
}

// consensus is the affine map on which most pairs agree (Fischler and Bolles 1981); false if
// there is none. The same pairs give the same map.
func consensus(pairs []Pair) (best Affine, ok bool) {
	if len(pairs) < fewestFound {
		return best, false
	}
	random, most := rand.New(rand.NewPCG(1, 2)), 0.0
	for range trials {
		a, valid := joining([3]Pair{pairs[random.IntN(len(pairs))], pairs[random.IntN(len(pairs))], pairs[random.IntN(len(pairs))]})
		if !valid || a[1]*a[5] < a[2]*a[4] || a.area() < 0.25 || a.area() > 4 {
			continue
		}
		sum := 0.0
		for _, p := range pairs {
			u, v := a.Apply(p.X, p.Y)
			sum += p.Weight * max(0, 1-((u-p.U)*(u-p.U)+(v-p.V)*(v-p.V))/(agreeNear*agreeNear))
		}
		if sum > most {
			best, most, ok = a, sum, true
		}
	}
	for range 5 {
		if ok {
			best, ok = leastSquares(best, pairs, agreeNear/2.0)
		}
	}
	return best, ok
}

// joining is the map that takes three places to theirs; false if they lie nearly in line.
func joining(pairs [3]Pair) (Affine, bool) {
	var m [3][3]float64
	var u, v [3]float64
	for i, p := range pairs {
		m[i] = [3]float64{1, p.X, p.Y}
		u[i], v[i] = p.U, p.V
	}
	if math.Abs(determinant(m)) < 600 { // px^2, twice the area of the triangle
		return Affine{}, false
	}
	x, _ := solve(m, u)
	y, _ := solve(m, v)
	return Affine{x[0], x[1], x[2], y[0], y[1], y[2]}, true
}
