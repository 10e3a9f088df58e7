package canvas

import (
	"image"
	"math"
	"slices"
)

// A step to a neighbour costs as many tenths of the mean of both pixels.
const (
	stepStraight = 10
	stepSlanted  = 14
)

// ring is how many different sums of ways can wait at once, and a little more.
const ring = 1 << 13

// path appends the pixels of the cheapest way from a to b, both ends among them; straight
// from a to b if there is none.
func (f *field) path(a, b image.Point, to []image.Point) []image.Point {
	if !a.In(f.rect) || !b.In(f.rect) || !f.spread(f.index(a), f.index(b)) {
		return straight(a, b, to)
	}
	w := f.rect.Dx()
	first := len(to)
	for i := f.index(b); ; i = int(f.from[i]) {
		to = append(to, f.rect.Min.Add(image.Pt(i%w, i/w)))
		if i == f.index(a) {
			break
		}
	}
	slices.Reverse(to[first:])
	return to
}

// spread works the sums out from a until b's is known; false if no way leads there.
func (f *field) spread(a, b int) bool {
	f.sum, f.from = sized(f.sum, len(f.cost)), sized(f.from, len(f.cost))
	for i := range f.sum {
		f.sum[i] = math.MaxUint32
	}
	if f.turns == nil {
		f.turns = make([][]int32, ring)
	}
	for i := range f.turns {
		f.turns[i] = f.turns[i][:0]
	}
	f.cost[a], f.cost[b] = max(f.cost[a], 1), max(f.cost[b], 1)
	f.sum[a] = 0
	f.turns[0] = append(f.turns[0], int32(a))
	for sum, left := uint32(0), 1; left > 0; sum++ {
		turn := f.turns[sum%ring]
		f.turns[sum%ring] = turn[:0]
		left -= len(turn)
		for _, i := range turn {
			if f.sum[i] != sum {
				continue // a cheaper way came later
			}
			if int(i) == b {
				return true
			}
			left += f.visit(int(i))
		}
	}
	return false
}

// visit goes on from a pixel to its neighbours and returns how many wait more.
func (f *field) visit(i int) (more int) {
	w, h := f.rect.Dx(), f.rect.Dy()
	x, y := i%w, i/w
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			j := i + dy*w + dx
			if dx == 0 && dy == 0 || x+dx < 0 || x+dx >= w || y+dy < 0 || y+dy >= h || f.cost[j] == 0 {
				continue
			}
			step := uint32(stepStraight)
			if dx != 0 && dy != 0 {
				step = stepSlanted
			}
			sum := f.sum[i] + max((uint32(f.cost[i])+uint32(f.cost[j]))*step/20, 1)
			if sum < f.sum[j] {
				f.sum[j], f.from[j] = sum, int32(i)
				f.turns[sum%ring] = append(f.turns[sum%ring], int32(j))
				more++
			}
		}
	}
	return more
}

// straight appends the pixels of a straight line.
func straight(a, b image.Point, to []image.Point) []image.Point {
	d := b.Sub(a)
	n := max(d.X, -d.X, d.Y, -d.Y)
	for i := range n + 1 {
		share := float64(i) / float64(max(n, 1))
		to = append(to, a.Add(image.Pt(int(math.Round(float64(d.X)*share)), int(math.Round(float64(d.Y)*share)))))
	}
	return to
}
