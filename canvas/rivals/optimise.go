package rivals

import "math"

// Settings of the colorization by optimisation.
const (
	greySigma  = 0.05
	leastTie   = 1e-5 // between neighbours of any greys, so that there is one solution
	tolerance  = 1e-4 // of the residual, in share of the first
	mostRounds = 2000
)

// optimise is the method optimisation: each colour in doubt is the mean of its eight neighbours',
// by how alike their grey is. Solved by conjugate gradients, each unknown scaled by its sum of
// weights.
func (p *problem) optimise() {
	s := newSystem(p)
	for c := range p.colour {
		s.solve(p.colour[c])
	}
}

// system is the linear equations of the pixels in doubt.
type system struct {
	*problem
	number []int        // by pixel: of its unknown, or -1
	tie    [][8]float64 // by unknown: to its neighbours, 0 where there is none
	sum    []float64    // by unknown: of its ties
}

func newSystem(p *problem) *system {
	s := &system{p, make([]int, len(p.unsure)), make([][8]float64, len(p.doubt)), make([]float64, len(p.doubt))}
	for i := range s.number {
		s.number[i] = -1
	}
	for k, i := range p.doubt {
		s.number[i] = k
		for d := range 8 {
			if j := s.beside(i, d); j >= 0 {
				step := (p.grey[i] - p.grey[j]) / greySigma
				s.tie[k][d] = math.Exp(-step*step/2) + leastTie
				s.sum[k] += s.tie[k][d]
			}
		}
	}
	return s
}

// beside is one of the eight neighbours of a pixel; -1 outside.
func (s *system) beside(i, direction int) int {
	way := [8][2]int{{-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}}[direction]
	x, y := i%s.w+way[0], i/s.w+way[1]
	if x < 0 || y < 0 || x >= s.w || y >= s.h {
		return -1
	}
	return y*s.w + x
}

// times is the equations' left side of v, whose unknowns are scaled.
func (s *system) times(out, v []float64) {
	for k, i := range s.doubt {
		out[k] = s.sum[k] * v[k]
		for d, tie := range s.tie[k] {
			if tie > 0 {
				if j := s.number[s.beside(i, d)]; j >= 0 {
					out[k] -= tie * v[j]
				}
			}
		}
	}
}

// solve finds the plane's values in doubt from those that are kept, beginning with its own.
func (s *system) solve(plane []float64) {
	n := len(s.doubt)
	x, r, z, q, way := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for k, i := range s.doubt {
		x[k] = plane[i]
	}
	s.times(q, x)
	for k, i := range s.doubt {
		r[k] = -q[k]
		for d, tie := range s.tie[k] {
			if j := s.beside(i, d); tie > 0 && s.number[j] < 0 {
				r[k] += tie * plane[j]
			}
		}
	}
	rho, first := 0.0, dot(r, r)
	for round := 0; round < mostRounds && dot(r, r) > tolerance*tolerance*first; round++ {
		for k := range z {
			z[k] = r[k] / s.sum[k]
		}
		last := rho
		rho = dot(r, z)
		for k := range way {
			if round == 0 {
				way[k] = z[k]
			} else {
				way[k] = z[k] + rho/last*way[k]
			}
		}
		s.times(q, way)
		step := rho / dot(way, q)
		for k := range x {
			x[k] += step * way[k]
			r[k] -= step * q[k]
		}
	}
	for k, i := range s.doubt {
		plane[i] = x[k]
	}
}

func dot(a, b []float64) (sum float64) {
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}
