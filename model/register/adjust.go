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

// Pair says that a place x, y of the sketch looks like u, v of the reference, and how surely
// (over 0).
type Pair struct{ X, Y, U, V, Weight float64 }

// adjusted fits the map anew to where each piece of the sketch is found in what lines shows
// through a, at most reach pixels away. False if too few are found.
func adjusted(a Affine, sketch, lines Field, reach, threads int) (Affine, bool) {
	pieces := piecesFound(a, sketch, lines.through(a, sketch.W, sketch.H).softened(), reach, threads)
	if len(pieces) < fewestFound {
		return a, false
	}
	for range 6 {
		next, ok := leastSquares(a, pieces, usualMiss)
		if !ok {
			return a, false
		}
		a = next
	}
	return a, a.area() > 0.2 && a.area() < 8
}

// mapping takes places of the sketch to places of the reference.
type mapping interface {
	Apply(x, y float64) (u, v float64)
}

// piecesFound lists the pieces of the sketch and where they lie in the reference, of which shown
// is what a map shows; those that are not found are left out.
func piecesFound(a mapping, sketch, shown Field, reach, threads int) []Pair {
	columns, rows := piecesAlong(sketch.W), piecesAlong(sketch.H)
	all := make([]Pair, columns*rows)
	inTurns(len(all), threads, func(i int) {
		x, y := pieceReach+i%columns*pieceStep, pieceReach+i/columns*pieceStep
		dx, dy, score := locate(sketch, shown, x, y, reach)
		cx, cy := float64(x)+0.5, float64(y)+0.5
		u, v := a.Apply(cx+dx, cy+dy)
		all[i] = Pair{cx, cy, u, v, score - pieceScore}
	})
	return slices.DeleteFunc(all, func(p Pair) bool { return p.Weight <= 0 })
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
	scores, top := correlations(sketch, shown, x, y, reach), 0
	for i, s := range scores {
		if s > scores[top] {
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

// correlations of the piece of a around x, y with b's, shifted by up to reach each way, row by
// row. Sums that many shifts share are made once.
func correlations(a, b Field, x, y, reach int) []float64 {
	n, far := 2*reach+1, pieceReach+reach
	scores := make([]float64, n*n)
	if x < far || y < far || x+far >= b.W || y+far >= b.H {
		for i := range scores {
			scores[i] = correlation(a, b, x, y, i%n-reach, i/n-reach)
		}
		return scores
	}
	const side = 2*pieceReach + 1
	const pixels = side * side
	sa, va := variance(a.rowSums(x, y-pieceReach, side))
	if va < 1e-3*pixels {
		return scores
	}
	for dx := -reach; dx <= reach; dx++ {
		rows := b.rowSums(x+dx, y-far, 2*far+1)
		for dy := -reach; dy <= reach; dy++ {
			sb, vb := variance(rows[dy+reach:][:side])
			if vb >= 1e-3*pixels {
				ab := dots(a, b, x-pieceReach, y-pieceReach, dx, dy)
				scores[(dy+reach)*n+dx+reach] = (ab - sa*sb/pixels) / math.Sqrt(va*vb)
			}
		}
	}
	return scores
}

// rowSum is the sum of a row of a piece, and that of its squares.
type rowSum struct{ sum, squares float32 }

// rowSums are those of rows from y on, around x.
func (f Field) rowSums(x, y, rows int) []rowSum {
	list := make([]rowSum, rows)
	for i := range list {
		var r rowSum
		for _, v := range f.V[(y+i)*f.W+x-pieceReach:][:2*pieceReach+1] {
			r.sum, r.squares = r.sum+v, r.squares+v*v
		}
		list[i] = r
	}
	return list
}

// variance adds up the rows of a piece and returns the sum, and the variance times the pixels.
func variance(rows []rowSum) (sum, v float64) {
	squares := 0.0
	for _, r := range rows {
		sum, squares = sum+float64(r.sum), squares+float64(r.squares)
	}
	return sum, squares - sum*sum/float64(len(rows)*(2*pieceReach+1))
}

// dots sums the products of a piece of a, its corner at x, y, with b's, shifted. Four rows are
// summed at a time: each sum waits for itself alone.
func dots(a, b Field, x, y, dx, dy int) (sum float64) {
	const side = 2*pieceReach + 1
	row := func(f Field, x, y int) []float32 { return f.V[y*f.W+x:][:side] }
	for i := 0; i < side; i += 4 {
		if side-i < 4 {
			for ; i < side; i++ {
				s, q := float32(0), row(b, x+dx, y+dy+i)
				for k, v := range row(a, x, y+i) {
					s += v * q[k]
				}
				sum += float64(s)
			}
			break
		}
		p0, p1, p2, p3 := row(a, x, y+i), row(a, x, y+i+1), row(a, x, y+i+2), row(a, x, y+i+3)
		q0, q1, q2, q3 := row(b, x+dx, y+dy+i), row(b, x+dx, y+dy+i+1), row(b, x+dx, y+dy+i+2), row(b, x+dx, y+dy+i+3)
		var s0, s1, s2, s3 float32
		for k := range side {
			s0, s1, s2, s3 = s0+p0[k]*q0[k], s1+p1[k]*q1[k], s2+p2[k]*q2[k], s3+p3[k]*q3[k]
		}
		sum = sum + float64(s0) + float64(s1) + float64(s2) + float64(s3)
	}
	return sum
}

// correlation of the piece of a around x, y with b's, shifted; 0 where one is even.
func correlation(a, b Field, x, y, dx, dy int) float64 {
	var sa, sb, aa, bb, ab, n float64
	left, right := max(-pieceReach, -(x+dx)), min(pieceReach, b.W-1-x-dx)
	for oy := max(-pieceReach, -(y + dy)); oy <= min(pieceReach, b.H-1-y-dy) && left <= right; oy++ {
		p := a.V[(y+oy)*a.W+x+left:][:right-left+1]
		q := b.V[(y+oy+dy)*b.W+x+dx+left:][:len(p)]
		var ra, rb, raa, rbb, rab float32
		for i, v := range p {
			w := q[i]
			ra, rb, raa, rbb, rab = ra+v, rb+w, raa+v*v, rbb+w*w, rab+v*w
		}
		sa, sb, aa, bb, ab = sa+float64(ra), sb+float64(rb), aa+float64(raa), bb+float64(rbb), ab+float64(rab)
		n += float64(len(p))
	}
	va, vb := aa-sa*sa/n, bb-sb*sb/n
	if n == 0 || va < 1e-3*n || vb < 1e-3*n {
		return 0
	}
	return (ab - sa*sb/n) / math.Sqrt(va*vb)
}

// leastSquares fits a map to the pieces; those farther than about usual from where a has them
// count less.
func leastSquares(a Affine, pieces []Pair, usual float64) (Affine, bool) {
	var m [3][3]float64
	var p, q [3]float64
	for _, f := range pieces {
		u, v := a.Apply(f.X, f.Y)
		miss := math.Hypot(u-f.U, v-f.V) / usual
		w := f.Weight / (1 + miss*miss)
		row := [3]float64{1, f.X, f.Y}
		for i := range 3 {
			for j := range 3 {
				m[i][j] += w * row[i] * row[j]
			}
			p[i] += w * row[i] * f.U
			q[i] += w * row[i] * f.V
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
