package register

import (
	"math"
	"slices"
)

const (
	pieceStep   = 10 // pixels between the pieces that are looked for
	pieceReach  = 11 // half the side of a piece
	pieceScore  = 0.3
	fewestFound = 12  // pieces without which nothing is fitted
	usualMiss   = 2.0 // pixels a piece may be off before it counts less
)

// found is a piece of the sketch and where it lies in the reference.
type found struct{ x, y, u, v, weight float64 }

// adjusted fits the map anew to where each piece of the sketch is found in what lines shows
// through a, at most reach pixels away. False if too few are found.
func adjusted(a Affine, sketch, lines Field, reach, threads int) (Affine, bool) {
	shown := lines.through(a, sketch.W, sketch.H).softened()
	columns, rows := piecesAlong(sketch.W), piecesAlong(sketch.H)
	all := make([]found, columns*rows)
	inTurns(len(all), threads, func(i int) {
		x, y := pieceReach+i%columns*pieceStep, pieceReach+i/columns*pieceStep
		dx, dy, score := locate(sketch, shown, x, y, reach)
		cx, cy := float64(x)+0.5, float64(y)+0.5
		u, v := a.Apply(cx+dx, cy+dy)
		all[i] = found{cx, cy, u, v, score - pieceScore}
	})
	pieces := slices.DeleteFunc(all, func(f found) bool { return f.weight <= 0 })
	if len(pieces) < fewestFound {
		return a, false
	}
	for range 6 {
		next, ok := leastSquares(a, pieces)
		if !ok {
			return a, false
		}
		a = next
	}
	return a, a.area() > 0.2 && a.area() < 8
}

// piecesAlong is how many pieces lie beside each other on size pixels.
func piecesAlong(size int) int {
	if size <= 2*pieceReach {
		return 0
	}
	return (size-2*pieceReach-1)/pieceStep + 1
}

// locate finds the piece of sketch around x, y in shown: the shift, to a part of a pixel, and
// the correlation there; correlation 0 for a piece without lines.
func locate(sketch, shown Field, x, y, reach int) (dx, dy, score float64) {
	n := 2*reach + 1
	scores := make([]float64, n*n)
	top := -1
	for i := range scores {
		scores[i] = correlation(sketch, shown, x, y, i%n-reach, i/n-reach)
		if top < 0 || scores[i] > scores[top] {
			top = i
		}
	}
	px, py := top%n, top/n
	dx, dy = float64(px-reach), float64(py-reach)
	if px > 0 && px < n-1 {
		dx += vertex(scores[top-1], scores[top], scores[top+1])
	}
	if py > 0 && py < n-1 {
		dy += vertex(scores[top-n], scores[top], scores[top+n])
	}
	return dx, dy, scores[top]
}

// vertex is where the parabola through three neighbouring values has its top, from the middle.
func vertex(before, at, after float64) float64 {
	bend := before - 2*at + after
	if bend > -1e-9 {
		return 0
	}
	return min(max((before-after)/(2*bend), -0.5), 0.5)
}

// moments are the sums that a correlation is made of.
type moments struct{ a, b, aa, bb, ab, n float64 }

// correlation of the piece of a around x, y with b's, shifted; 0 where one is even.
func correlation(a, b Field, x, y, dx, dy int) float64 {
	var m moments
	left, right := max(-pieceReach, -(x+dx)), min(pieceReach, b.W-1-x-dx)
	top, bottom := max(-pieceReach, -(y+dy)), min(pieceReach, b.H-1-y-dy)
	for oy := top; oy <= bottom && left <= right; oy += 2 {
		p := a.V[(y+oy)*a.W+x+left:][:right-left+1]
		q := b.V[(y+oy+dy)*b.W+x+dx+left:][:len(p)]
		if oy == bottom {
			m.row(p, q)
		} else {
			m.rows(p, a.V[(y+oy+1)*a.W+x+left:][:len(p)], q, b.V[(y+oy+1+dy)*b.W+x+dx+left:][:len(p)])
		}
	}
	va, vb := m.aa-m.a*m.a/m.n, m.bb-m.b*m.b/m.n
	if m.n == 0 || va < 1e-3*m.n || vb < 1e-3*m.n {
		return 0
	}
	return (m.ab - m.a*m.b/m.n) / math.Sqrt(va*vb)
}

// row adds a row of each piece.
func (m *moments) row(p, q []float32) {
	var a, b, aa, bb, ab float32
	for i, v := range p {
		w := q[i]
		a, b, aa, bb, ab = a+v, b+w, aa+v*v, bb+w*w, ab+v*w
	}
	m.add(a, b, aa, bb, ab, len(p))
}

// rows adds two rows of each piece, p with q and then p1 with q1, in the time of one: each sum
// waits for itself alone.
func (m *moments) rows(p, p1, q, q1 []float32) {
	var a, b, aa, bb, ab, a1, b1, aa1, bb1, ab1 float32
	q, p1, q1 = q[:len(p)], p1[:len(p)], q1[:len(p)]
	for i, v := range p {
		w, v1, w1 := q[i], p1[i], q1[i]
		a, b, aa, bb, ab = a+v, b+w, aa+v*v, bb+w*w, ab+v*w
		a1, b1, aa1, bb1, ab1 = a1+v1, b1+w1, aa1+v1*v1, bb1+w1*w1, ab1+v1*w1
	}
	m.add(a, b, aa, bb, ab, len(p))
	m.add(a1, b1, aa1, bb1, ab1, len(p))
}

func (m *moments) add(a, b, aa, bb, ab float32, n int) {
	m.a, m.b, m.aa, m.bb, m.ab = m.a+float64(a), m.b+float64(b), m.aa+float64(aa), m.bb+float64(bb), m.ab+float64(ab)
	m.n += float64(n)
}

// leastSquares fits a map to the pieces; those far from where a has them count less.
func leastSquares(a Affine, pieces []found) (Affine, bool) {
	var m [3][3]float64
	var p, q [3]float64
	for _, f := range pieces {
		u, v := a.Apply(f.x, f.y)
		miss := math.Hypot(u-f.u, v-f.v) / usualMiss
		w := f.weight / (1 + miss*miss)
		row := [3]float64{1, f.x, f.y}
		for i := range 3 {
			for j := range 3 {
				m[i][j] += w * row[i] * row[j]
			}
			p[i] += w * row[i] * f.u
			q[i] += w * row[i] * f.v
		}
	}
	x, okX := solve(m, p)
	y, okY := solve(m, q)
	return Affine{x[0], x[1], x[2], y[0], y[1], y[2]}, okX && okY
}

// solve returns x with m*x = b by Cramer's rule.
func solve(m [3][3]float64, b [3]float64) (x [3]float64, ok bool) {
	det := determinant(m)
	if math.Abs(det) < 1e-9 {
		return x, false
	}
	for k := range 3 {
		n := m
		for i := range 3 {
			n[i][k] = b[i]
		}
		x[k] = determinant(n) / det
	}
	return x, true
}

func determinant(m [3][3]float64) float64 {
	return m[0][0]*(m[1][1]*m[2][2]-m[1][2]*m[2][1]) -
		m[0][1]*(m[1][0]*m[2][2]-m[1][2]*m[2][0]) +
		m[0][2]*(m[1][0]*m[2][1]-m[1][1]*m[2][0])
}
