package register

import (
	"math"
	"slices"
)

// Bend is an affine map and, on top of it, a smooth displacement: a uniform cubic B-spline over
// the sketch (de Boor 1978). Without knots it is the affine map alone.
type Bend struct {
	Affine
	cellX, cellY float64 // sketch px between knots
	columns      int     // of knots
	du, dv       []float64
}

// newBend makes a bend of a sketch of w x h, as yet a's alone, with about cells cells along the
// root of its area.
func newBend(a Affine, w, h, cells int) Bend {
	side := math.Sqrt(float64(w)*float64(h)) / float64(cells)
	nx, ny := max(1, int(math.Round(float64(w)/side))), max(1, int(math.Round(float64(h)/side)))
	n := (nx + 3) * (ny + 3)
	return Bend{a, float64(w) / float64(nx), float64(h) / float64(ny), nx + 3, make([]float64, n), make([]float64, n)}
}

// Apply returns where x, y comes to lie.
func (b Bend) Apply(x, y float64) (u, v float64) {
	u, v = b.Affine.Apply(x, y)
	if b.columns == 0 {
		return u, v
	}
	first, wx, wy := b.taps(x, y)
	for r, w := range wy {
		at := first + r*b.columns
		p, q := b.du[at:at+4], b.dv[at:at+4]
		u += w * (wx[0]*p[0] + wx[1]*p[1] + wx[2]*p[2] + wx[3]*p[3])
		v += w * (wx[0]*q[0] + wx[1]*q[1] + wx[2]*q[2] + wx[3]*q[3])
	}
	return u, v
}

// taps tells the first of the 4 x 4 knots that a place depends on, and how much on their columns
// and rows.
func (b Bend) taps(x, y float64) (first int, wx, wy [4]float64) {
	i, fx := cellOf(x/b.cellX, b.columns-3)
	j, fy := cellOf(y/b.cellY, len(b.du)/b.columns-3)
	return j*b.columns + i, cubic(fx), cubic(fy)
}

// cellOf is the cell that a place, counted in cells, lies in, and where in it, 0-1; outside, the
// border's.
func cellOf(t float64, cells int) (cell int, part float64) {
	t = min(max(t, 0), float64(cells))
	cell = min(int(t), cells-1)
	return cell, t - float64(cell)
}

// cubic are the weights of a uniform cubic B-spline's four knots at t, 0-1.
func cubic(t float64) [4]float64 {
	s := 1 - t
	return [4]float64{s * s * s / 6, (3*t*t*t - 6*t*t + 4) / 6, (3*s*s*s - 6*s*s + 4) / 6, t * t * t / 6}
}

// shows is what f shows through b in a picture of w x h pixels, one sample a pixel, smoothed;
// empty outside f.
func (b Bend) shows(f Field, w, h, threads int) Field {
	out := newField(w, h)
	inTurns(h, threads, func(y int) {
		for x := range w {
			u, v := b.Apply(float64(x)+0.5, float64(y)+0.5)
			if u >= 0 && v >= 0 && u < float64(f.W) && v < float64(f.H) {
				out.V[y*w+x] = f.At(u, v)
			}
		}
	})
	return out
}

// scaled is the same map between pictures of other sizes; see Affine.scaled.
func (b Bend) scaled(fromX, fromY, toX, toY float64) Bend {
	b.Affine = b.Affine.scaled(fromX, fromY, toX, toY)
	b.cellX, b.cellY = b.cellX*fromX, b.cellY*fromY
	b.du, b.dv = slices.Clone(b.du), slices.Clone(b.dv)
	for i := range b.du {
		b.du[i], b.dv[i] = b.du[i]*toX, b.dv[i]*toY
	}
	return b
}

// finer is b with about cells cells along the root of its sketch's area.
func (b Bend) finer(w, h, cells int) Bend {
	out := newBend(b.Affine, w, h, cells)
	if len(out.du) == len(b.du) {
		return b
	}
	var places []Pair
	for y := range 2 * (len(out.du)/out.columns - 3) {
		for x := range 2 * (out.columns - 3) {
			px, py := (float64(x)+0.5)/2*out.cellX, (float64(y)+0.5)/2*out.cellY
			u, v := b.Apply(px, py)
			places = append(places, Pair{px, py, u, v, 1})
		}
	}
	out.fit(places, 1e-8, math.Inf(1))
	return out
}

// fit bends b to the pairs, as stiffly as asked for; those farther than about miss from where it
// has them count little (Geman and McClure 1987).
func (b *Bend) fit(pairs []Pair, stiff, miss float64) {
	n := len(b.du)
	e := newEquations(n, 3*b.columns+4)
	total := 0.0
	for _, p := range pairs {
		u, v := b.Apply(p.X, p.Y)
		q := 1 + ((u-p.U)*(u-p.U)+(v-p.V)*(v-p.V))/(miss*miss)
		w := p.Weight / (q * q)
		total += w
		u, v = b.Affine.Apply(p.X, p.Y)
		t := b.term(p.X, p.Y)
		e.add(t[:], w, p.U-u, p.V-v)
	}
	if total == 0 {
		return
	}
	b.stiffen(e, stiff*total/float64(n))
	e.solve(b.du, b.dv)
}

// term is the displacement at x, y as a sum over knots.
func (b *Bend) term(x, y float64) (t [16]part) {
	first, wx, wy := b.taps(x, y)
	for r := range wy {
		for c := range wx {
			t[4*r+c] = part{first + r*b.columns + c, wy[r] * wx[c]}
		}
	}
	return t
}

// stiffen asks for small second differences between knots, and a little for small displacements,
// so that there always is a solution.
func (b *Bend) stiffen(e *equations, weight float64) {
	c := b.columns
	for i := range b.du {
		e.add([]part{{i, 1}}, 1e-6*weight, 0, 0)
		if i%c >= 2 {
			e.add([]part{{i - 2, 1}, {i - 1, -2}, {i, 1}}, weight, 0, 0)
		}
		if i >= 2*c {
			e.add([]part{{i - 2*c, 1}, {i - c, -2}, {i, 1}}, weight, 0, 0)
		}
		if i%c >= 1 && i >= c {
			e.add([]part{{i - c - 1, 1}, {i - c, -1}, {i - 1, -1}, {i, 1}}, 2*weight, 0, 0)
		}
	}
}
