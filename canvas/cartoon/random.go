package cartoon

import (
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
)

// Random invents a cartoon: a ground, and figures of round and angular parts with smaller ones
// on them, a dab in whatever is seen of each, gaps in their contours and strokes along the
// widest of these. The same seed gives the same cartoon.
func Random(seed uint64) Cartoon {
	d := designer{rand: rand.New(rand.NewPCG(seed, 7))}
	d.add("sky", path(-9, -9, 521, -9, 521, 521, -9, 521))
	horizon := d.between(300, 430)
	d.add("ground", path(-9, horizon, 150, d.near(horizon, 15), 350, d.near(horizon, 15), 521, d.near(horizon, 15), 521, 521, -9, 521))
	for range 2 + d.rand.IntN(3) {
		d.figure()
	}
	c := d.Cartoon
	c.dab(d.rand)
	c.rubOut(d.rand)
	return c
}

// designer is a cartoon on its way.
type designer struct {
	Cartoon
	rand *rand.Rand
}

func (d *designer) between(low, high float64) float64 { return low + (high-low)*d.rand.Float64() }

func (d *designer) near(v, by float64) float64 { return v + d.between(-by, by) }

// add lays a part of a colour that no part before it comes near.
func (d *designer) add(name string, outline []Point) {
	var colour color.RGBA
	for range 50 {
		colour = rgb(d.value(), d.value(), d.value())
		if !slices.ContainsFunc(d.Parts, func(p Part) bool { return alike(p.Colour, colour) }) {
			break
		}
	}
	d.Parts = append(d.Parts, Part{Name: name, Colour: colour, Outline: outline})
}

func (d *designer) value() uint8 { return uint8(60 + d.rand.IntN(196)) }

func alike(a, b color.RGBA) bool {
	return max(apart(a.R, b.R), apart(a.G, b.G), apart(a.B, b.B)) <= 2*far
}

// figure lays a part with others on it, and on one of those smaller ones.
func (d *designer) figure() {
	x, y, r := d.between(80, 430), d.between(110, 400), d.between(60, 120)
	d.add("figure", d.blob(x, y, r))
	for range 1 + d.rand.IntN(3) {
		part := d.between(0.3, 0.6) * r
		px, py := d.near(x, 0.6*r), d.near(y, 0.6*r)
		d.add("piece", d.blob(px, py, part))
		if d.rand.IntN(2) == 0 {
			d.add("detail", round(d.near(px, part/3), d.near(py, part/3), d.between(9, 22), d.between(9, 18)))
			d.Parts[len(d.Parts)-1].Thin = true
		}
	}
}

// blob is a bent ellipse, or a shape with corners, of about radius r.
func (d *designer) blob(x, y, r float64) (out []Point) {
	flat, turn := d.between(0.7, 1.2), d.between(0, 2*math.Pi)
	steps, bend, waves := 180, d.between(0, 0.15), float64(2+d.rand.IntN(3))
	if d.rand.IntN(3) == 0 {
		steps, bend = 5+d.rand.IntN(4), 0.15
	}
	for i := range steps {
		a := 2 * math.Pi * float64(i) / float64(steps)
		s := r * (1 + bend*math.Sin(waves*a+turn))
		out = append(out, Point{x + s*math.Cos(a), y + flat*s*math.Sin(a)})
	}
	return out
}

// grid is the side at which a cartoon is looked at to place its dabs and gaps.
const grid = 256

// dab draws in what is seen of each part, where it is widest; a part of which hardly anything
// is seen gets none.
func (c *Cartoon) dab(random *rand.Rand) {
	parts := c.parts(grid)
	for k := range c.Parts {
		at, depth := widest(parts, uint8(k+1))
		if depth < 1.5 {
			continue
		}
		x, y := (float64(at%grid)+0.5)*512/grid, (float64(at/grid)+0.5)*512/grid
		reach, a := 2*min(depth-1, 8)*0.7, random.Float64()*math.Pi
		dx, dy := reach*math.Cos(a), reach*math.Sin(a)
		c.Parts[k].Dabs = [][]Point{path(x-dx, y-dy, x+dx, y+dy)}
	}
}

// widest finds the pixel of a part that lies deepest in it, and how deep, px of the grid.
func widest(parts []uint8, part uint8) (at int, depth float64) {
	var rim []int
	for i, p := range parts {
		x, y := i%grid, i/grid
		if p != part || x == 0 || y == 0 || x == grid-1 || y == grid-1 ||
			parts[i-1] == part && parts[i+1] == part && parts[i-grid] == part && parts[i+grid] == part {
			continue
		}
		rim = append(rim, i)
	}
	for i, p := range parts {
		x, y := i%grid, i/grid
		if p != part || (x+y)%2 == 1 {
			continue
		}
		away := float64(min(x, y, grid-1-x, grid-1-y)) + 1
		for _, j := range rim {
			away = min(away, math.Hypot(float64(x-j%grid), float64(y-j/grid)))
		}
		if away > depth {
			at, depth = i, away
		}
	}
	return at, depth
}

// rubOut makes gaps in contours that are seen, and strokes along the eight widest.
func (c *Cartoon) rubOut(random *rand.Rand) {
	parts := c.parts(grid)
	for range 9 + random.IntN(4) {
		k := 1 + random.IntN(len(c.Parts)-1)
		seen := c.seen(parts, k)
		if len(seen) == 0 {
			continue
		}
		radius := 2.5 + 2.5*random.Float64()
		if c.Parts[k].Thin {
			radius = 2.5
		}
		c.Gaps = append(c.Gaps, Gap{seen[random.IntN(len(seen))], radius})
		if len(c.Strokes) < 8 && !c.Parts[k].Thin {
			if stroke := along(c.Parts[k].Outline, c.Gaps[len(c.Gaps)-1]); len(stroke) > 1 {
				c.Strokes = append(c.Strokes, stroke)
			}
		}
	}
}

// seen lists the points of a part's outline that no later part hides.
func (c *Cartoon) seen(parts []uint8, k int) (out []Point) {
	for _, p := range dense(c.Parts[k].Outline) {
		x, y := int(p.X*grid/512), int(p.Y*grid/512)
		if x > 0 && y > 0 && x < grid && y < grid && int(parts[y*grid+x]) <= k+1 {
			out = append(out, p)
		}
	}
	return out
}

// dense is a closed outline with a point every 2 px or so.
func dense(outline []Point) (out []Point) {
	for i, p := range outline {
		q := outline[(i+1)%len(outline)]
		n := max(1, int(math.Hypot(q.X-p.X, q.Y-p.Y)/2))
		for j := range n {
			t := float64(j) / float64(n)
			out = append(out, Point{p.X + t*(q.X-p.X), p.Y + t*(q.Y-p.Y)})
		}
	}
	return out
}

// along is the longest piece of an outline that a gap of style Missing rubs out, and a little
// more.
func along(outline []Point, gap Gap) (best []Point) {
	points := dense(outline)
	var piece []Point
	for i := range 2 * len(points) {
		p := points[i%len(points)]
		if math.Hypot(p.X-gap.X, p.Y-gap.Y) < Missing.Gaps*gap.Radius+3 && len(piece) < len(points) {
			piece = append(piece, p)
		} else {
			piece = nil
		}
		if len(piece) > len(best) {
			best = slices.Clone(piece)
		}
	}
	return best
}
