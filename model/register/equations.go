package register

import "math"

// part is an unknown and what it is multiplied by.
type part struct {
	unknown int
	by      float64
}

// equations are those of a least squares fit of two values of each unknown: a symmetric matrix
// with nothing beyond band places from its diagonal, and two right sides.
type equations struct {
	n, band int
	m       []float64 // the lower half, [n][band+1]: row i ends with its diagonal
	p, q    []float64
}

func newEquations(n, band int) *equations {
	return &equations{n, band, make([]float64, n*(band+1)), make([]float64, n), make([]float64, n)}
}

// at is element i, j of the matrix, j not over i and not farther than the band.
func (e *equations) at(i, j int) *float64 { return &e.m[i*(e.band+1)+e.band+j-i] }

// add adds w times the squares of sum-p and sum-q to what is made least. The unknowns of a sum
// rise.
func (e *equations) add(sum []part, w, p, q float64) {
	for k, s := range sum {
		for _, t := range sum[:k+1] {
			*e.at(s.unknown, t.unknown) += w * s.by * t.by
		}
		e.p[s.unknown] += w * s.by * p
		e.q[s.unknown] += w * s.by * q
	}
}

// solve writes both values of the unknowns and leaves the matrix decomposed (Cholesky).
func (e *equations) solve(x, y []float64) {
	for i := range e.n {
		for j := max(0, i-e.band); j <= i; j++ {
			from := max(0, i-e.band)
			sum := *e.at(i, j)
			for k := from; k < j; k++ {
				sum -= *e.at(i, k) * *e.at(j, k)
			}
			if i == j {
				*e.at(i, i) = math.Sqrt(max(sum, 1e-12))
			} else {
				*e.at(i, j) = sum / *e.at(j, j)
			}
		}
	}
	e.substitute(x, e.p)
	e.substitute(y, e.q)
}

// substitute solves for one right side, forwards and back.
func (e *equations) substitute(x, right []float64) {
	for i := range e.n {
		sum := right[i]
		for k := max(0, i-e.band); k < i; k++ {
			sum -= *e.at(i, k) * x[k]
		}
		x[i] = sum / *e.at(i, i)
	}
	for i := e.n - 1; i >= 0; i-- {
		sum := x[i]
		for k := i + 1; k <= min(e.n-1, i+e.band); k++ {
			sum -= *e.at(k, i) * x[k]
		}
		x[i] = sum / *e.at(i, i)
	}
}
