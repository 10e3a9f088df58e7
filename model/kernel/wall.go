package kernel

import (
	"image"
	"slices"
)

// Wall lowers logits by Amount where the straight way from a pixel to a place meets the Mask
// [h,w] (set where ≥ 0.5), so that nothing is taken from beyond it. Places lie on the axes and
// diagonals. A pixel of the mask itself is on no side: it keeps its logits. A nil Mask is none.
type Wall struct {
	Mask    []float32
	Amount  float32
	area    image.Rectangle // pixels whose logits are lowered
	seen    image.Rectangle // those and the farthest place around them
	pitch   int             // of open and steps, which have a border of one pixel
	open    []int32         // 0 where the mask is set, else 1
	steps   [len(ways)][]int32
	reaches []reaching // by place
}

// ways are the directions that places lie in.
var ways = [...]image.Point{{X: 1}, {X: -1}, {Y: 1}, {Y: -1}, {X: 1, Y: 1}, {X: 1, Y: -1}, {X: -1, Y: 1}, {X: -1, Y: -1}}

// reaching says how many steps which way a place lies; 0 steps: the pixel itself.
type reaching struct {
	way, steps int
}

// free is more steps than any place is away.
const free = 1 << 20

// walk finds, for each pixel around area, how many steps each way leads to the mask.
func (v *Wall) walk(t *Team, area image.Rectangle, h, w int, places []image.Point) {
	far := v.reach(places)
	v.area, v.seen = area, area.Inset(-far).Intersect(image.Rect(0, 0, w, h))
	v.pitch = v.seen.Dx() + 2 + tileCols // a tile may read on
	v.open = growInts(v.open, (v.seen.Dy()+2)*v.pitch)
	for i := range v.open {
		v.open[i] = 1
	}
	for y := range v.seen.Dy() {
		row := v.open[(y+1)*v.pitch+1:]
		for x, m := range v.Mask[(v.seen.Min.Y+y)*w+v.seen.Min.X:][:v.seen.Dx()] {
			if m >= 0.5 {
				row[x] = 0
			}
		}
	}
	for i := range v.steps {
		v.steps[i] = growInts(v.steps[i], len(v.open))
	}
	t.do(v, len(ways))
}

// reach notes how each place is reached and returns the steps to the farthest.
func (v *Wall) reach(places []image.Point) (far int) {
	v.reaches = v.reaches[:0]
	for _, p := range places {
		r := reaching{steps: max(p.X, -p.X, p.Y, -p.Y)}
		r.way = max(slices.IndexFunc(ways[:], func(d image.Point) bool { return p == d.Mul(r.steps) }), 0)
		far = max(far, r.steps)
		v.reaches = append(v.reaches, r)
	}
	return far
}

// run walks one way, each pixel after the next on its way.
func (v *Wall) run(_ *member, way int) {
	steps, d := v.steps[way], ways[way]
	for i := range steps {
		steps[i] = free
	}
	width, height := v.seen.Dx(), v.seen.Dy()
	for j := range height {
		y := j
		if d.Y > 0 {
			y = height - 1 - j
		}
		at := (y+1)*v.pitch + 1
		next := at + d.Y*v.pitch + d.X
		to, from, open := steps[at:][:width], steps[next:][:width], v.open[next:][:width]
		if d.Y == 0 && d.X > 0 {
			for x := width - 1; x >= 0; x-- {
				to[x] = open[x]*from[x] + 1
			}
			continue
		}
		for x := range to {
			to[x] = open[x]*from[x] + 1
		}
	}
	for i, open := range v.open {
		if open == 0 {
			steps[i] = free
		}
	}
}

// lower lowers the logits [places,48] of the pixels of the area from column x of row y on.
func (v *Wall) lower(isa ISA, logits []float32, x, y int) {
	corner := v.area.Min.Sub(v.seen.Min)
	at := (corner.Y+y+1)*v.pitch + corner.X + x + 1
	for i, r := range v.reaches {
		if r.steps > 0 {
			isa.lower(logits[i*tileCols:][:tileCols], v.steps[r.way][at:], int32(r.steps), v.Amount)
		}
	}
}
