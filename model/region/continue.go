package region

import (
	"math"
	"slices"
)

// How broken lines are continued. Lengths are for a picture of 384 x 384 pixels.
const (
	shortest  = 7   // px of a line whose end is continued: less is a speck or a spur
	direction = 14  // px of a line over which its direction at the end is taken
	widestGap = 78  // px between two ends that may belong together
	mostTurn  = 2.3 // radians that the continuation turns in all
	mostAside = 1.4 // radians at either end
)

// end is where a line ends, and the unit vector in which it would go on.
type end struct{ x, y, dx, dy float64 }

// continued lists the pixels of curves that join ends of broken lines: contours are smooth, so
// of all pairs those are taken first that a short curve of little bend joins without meeting
// another line. Lengths grow with scale.
func continued(lines []bool, w, h int, scale float64) []int32 {
	ends := endsOf(thin(lines, w, h), w, h, scale)
	var list []joint
	for i, a := range ends {
		for j, b := range ends[:i] {
			if c, ok := join(a, b, widestGap*scale); ok && c.free(lines, w, h, 4*scale) {
				list = append(list, joint{c, i, j})
			}
		}
	}
	slices.SortFunc(list, func(a, b joint) int { // by cost, of equal ones the first found
		switch {
		case a.cost < b.cost:
			return -1
		case a.cost > b.cost:
			return 1
		}
		return 0
	})
	used := make([]bool, len(ends))
	var out []int32
	for _, c := range list {
		if used[c.a] || used[c.b] {
			continue
		}
		used[c.a], used[c.b] = true, true
		c.pixels(w, h, func(i int) { out = append(out, int32(i)) })
	}
	return out
}

// joint is a curve between the ends numbered a and b.
type joint struct {
	curve
	a, b int
}

// curve is a cubic Bézier curve.
type curve struct {
	x, y [4]float64
	cost float64
}

// join is the curve that leaves a line's end in its direction and comes into another's: nearly
// an arc of a circle where both turn alike.
func join(a, b end, most float64) (c curve, ok bool) {
	dx, dy := b.x-a.x, b.y-a.y
	d := math.Hypot(dx, dy)
	if d > most || d < 1.5 {
		return c, false
	}
	turnA, turnB := angle(a.dx, a.dy, dx, dy), angle(b.dx, b.dy, -dx, -dy)
	turn := math.Abs(turnA) + math.Abs(turnB)
	if turn > mostTurn || max(math.Abs(turnA), math.Abs(turnB)) > mostAside {
		return c, false
	}
	if turnA*turnB > 0 { // an S: both ends look to different sides of the chord
		turn *= 1.5
	}
	handle := d / 3
	if turn > 0.05 {
		handle = d * 4 / 3 * math.Tan(turn/4) / (2 * math.Sin(turn/2))
	}
	c.x = [4]float64{a.x, a.x + handle*a.dx, b.x + handle*b.dx, b.x}
	c.y = [4]float64{a.y, a.y + handle*a.dy, b.y + handle*b.dy, b.y}
	c.cost = d * (1 + turn*turn)
	return c, true
}

// angle is from one vector to another, -π to π.
func angle(ax, ay, bx, by float64) float64 { return math.Atan2(ax*by-ay*bx, ax*bx+ay*by) }

// at is the point at t, 0-1.
func (c curve) at(t float64) (x, y float64) {
	s := 1 - t
	w := [4]float64{s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t}
	for k, v := range w {
		x += v * c.x[k]
		y += v * c.y[k]
	}
	return x, y
}

// pixels calls f with the pixels of the curve; it hangs together by four neighbours.
func (c curve) pixels(w, h int, f func(i int)) {
	steps := int(4*(math.Hypot(c.x[1]-c.x[0], c.y[1]-c.y[0])+math.Hypot(c.x[2]-c.x[1], c.y[2]-c.y[1])+math.Hypot(c.x[3]-c.x[2], c.y[3]-c.y[2]))) + 1
	px, py := -1, -1
	for k := range steps + 1 {
		fx, fy := c.at(float64(k) / float64(steps))
		x, y := int(math.Floor(fx)), int(math.Floor(fy))
		if x < 0 || y < 0 || x >= w || y >= h || x == px && y == py {
			continue
		}
		if px >= 0 && x != px && y != py {
			f(py*w + x)
		}
		f(y*w + x)
		px, py = x, y
	}
}

// free tells whether the curve meets no line farther than near px from its ends.
func (c curve) free(lines []bool, w, h int, near float64) bool {
	ok := true
	c.pixels(w, h, func(i int) {
		x, y := float64(i%w)+0.5, float64(i/w)+0.5
		if lines[i] && math.Hypot(x-c.x[0], y-c.y[0]) > near && math.Hypot(x-c.x[3], y-c.y[3]) > near {
			ok = false
		}
	})
	return ok
}

// endsOf finds the ends of lines one px wide.
func endsOf(on []bool, w, h int, scale float64) (out []end) {
	least, most := int(shortest*scale), int(direction*scale)
	for i, v := range on {
		if x, y := i%w, i/w; !v || x < 2 || y < 2 || x > w-3 || y > h-3 || neighbourCount(on, i, w) != 1 {
			continue
		}
		way := walk(on, i, w, most)
		if len(way) < least {
			continue
		}
		out = append(out, endOf(way, w))
	}
	return out
}

// endOf takes an end's direction from the way into the line: from its chord, turned on by as
// much as the chord's halves differ, for lines are bent.
func endOf(way []int32, w int) end {
	at := func(k int) (float64, float64) { return float64(int(way[k])%w) + 0.5, float64(int(way[k])/w) + 0.5 }
	x, y := at(0)
	mx, my := at(len(way) / 2)
	fx, fy := at(len(way) - 1)
	near, far := math.Atan2(y-my, x-mx), math.Atan2(my-fy, mx-fx)
	bend := math.Remainder(near-far, 2*math.Pi)
	a := near + min(max(bend, -0.5), 0.5)/2
	return end{x, y, math.Cos(a), math.Sin(a)}
}

func neighbourCount(on []bool, i, w int) (n int) {
	for bits := ring(on, i, w); bits != 0; bits &= bits - 1 {
		n++
	}
	return n
}

// walk follows a line from its end for at most n px, up to a branch.
func walk(on []bool, i, w, n int) []int32 {
	way, last := []int32{int32(i)}, -1
	for len(way) < n {
		next := -1
		for _, d := range [8]int{-w, 1, w, -1, 1 - w, 1 + w, w - 1, -1 - w} {
			if j := i + d; j != last && on[j] && !slices.Contains(way, int32(j)) {
				if next < 0 {
					next = j
				}
			}
		}
		if next < 0 {
			break
		}
		last, i = i, next
		if x := i % w; x < 1 || x > w-2 || i < w || i >= len(on)-w {
			break
		}
		way = append(way, int32(i))
	}
	return way
}
