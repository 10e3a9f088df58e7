package metrics

import (
	"image"
	"math"
	"slices"
)

const (
	// contrastReach is how far, in px, to both sides of a stroke's middle the colours
	// are compared.
	contrastReach = 4
	// leastContrast is the |ΔLab| the truth needs across the stroke for its place to
	// count: less is no boundary, and a ratio over it is noise.
	leastContrast = 10
	// tangentReach is the radius, in px, of the piece of a stroke its direction is
	// taken from.
	tangentReach = 6
)

// EdgeContrast is the recovered contrast across the edge strokes: |ΔLab| (CIE 1976)
// between the points 4 px to both sides of the stroke's middle, over the same in the
// truth; the median along all strokes. 1 is as sharp as the truth, 0 is bled. Places
// where a point is ink or outside, or where the truth has no boundary (< 10), do not
// count; NaN if none is left. The direction across comes from the principal axis of the
// stroke's middle line nearby.
func (p *Panel) EdgeContrast(pred image.Image, edges *image.Alpha) (float64, error) {
	return p.contrast(pred, edges, nil)
}

// nearStep is the CIEDE2000 difference up to which a base has the truth's colour on a side of a
// stroke.
const nearStep = 10

// EdgeContrastNear is EdgeContrast in the places where base has about the truth's colour (CIEDE2000
// ≤ 10) on both sides: there the stroke alone is missing, and no colour.
func (p *Panel) EdgeContrastNear(base, pred image.Image, edges *image.Alpha) (float64, error) {
	flat, err := p.ready(base)
	if err != nil {
		return 0, err
	}
	return p.contrast(pred, edges, flat)
}

// contrast is EdgeContrast, where base is nil or near the truth.
func (p *Panel) contrast(pred image.Image, edges *image.Alpha, base *image.RGBA) (float64, error) {
	flat, err := p.ready(pred)
	if err != nil {
		return 0, err
	}
	if err := sameSize("edges", edges, "sketch", p.sketch); err != nil {
		return 0, err
	}
	near := func(i int) bool { return base == nil || DeltaE(labAt(base, i), labAt(p.truth, i)) <= nearStep }
	middle := ridge(stroked(edges), p.w, p.h)
	var ratios []float64
	for i, on := range middle {
		if !on {
			continue
		}
		a, b, ok := p.across(middle, i)
		if !ok || !near(a) || !near(b) {
			continue
		}
		if want := distance76(labAt(p.truth, a), labAt(p.truth, b)); want >= leastContrast {
			ratios = append(ratios, distance76(labAt(flat, a), labAt(flat, b))/want)
		}
	}
	return median(ratios), nil
}

// across gives the pixels on both sides of middle pixel i, or false where one of them
// is ink or outside, or the stroke is a mere dot.
func (p *Panel) across(middle []bool, i int) (a, b int, ok bool) {
	x, y := i%p.w, i/p.w
	nx, ny, ok := normal(middle, p.w, p.h, x, y)
	if !ok {
		return 0, 0, false
	}
	dx, dy := int(math.Round(nx*contrastReach)), int(math.Round(ny*contrastReach))
	if !p.inside(x+dx, y+dy) || !p.inside(x-dx, y-dy) {
		return 0, 0, false
	}
	a, b = (y+dy)*p.w+x+dx, (y-dy)*p.w+x-dx
	return a, b, p.open[a] && p.open[b]
}

func (p *Panel) inside(x, y int) bool { return x >= 0 && y >= 0 && x < p.w && y < p.h }

// ridge keeps the middle line of a mask: the pixels no neighbour of which is deeper
// inside it.
func ridge(mask []bool, w, h int) []bool {
	outside := make([]bool, len(mask))
	for i, on := range mask {
		outside[i] = !on
	}
	depth := distances(outside, w, h)
	out := make([]bool, len(mask))
	for i, on := range mask {
		out[i] = on && !deeperBeside(depth, i, w, h)
	}
	return out
}

func deeperBeside(depth []float64, i, w, h int) bool {
	for _, j := range neighbours(i, w, h) {
		if j >= 0 && depth[j] > depth[i] {
			return true
		}
	}
	return false
}

// normal is the unit vector across the line of set pixels around x, y: the axis of
// least spread (closed form for a symmetric 2×2 matrix). False if they have no axis.
func normal(set []bool, w, h, x, y int) (nx, ny float64, ok bool) {
	var n, sx, sy, sxx, sxy, syy float64
	for dy := -tangentReach; dy <= tangentReach; dy++ {
		for dx := -tangentReach; dx <= tangentReach; dx++ {
			px, py := x+dx, y+dy
			if px < 0 || py < 0 || px >= w || py >= h || !set[py*w+px] {
				continue
			}
			fx, fy := float64(dx), float64(dy)
			n, sx, sy = n+1, sx+fx, sy+fy
			sxx, sxy, syy = sxx+fx*fx, sxy+fx*fy, syy+fy*fy
		}
	}
	vxx, vxy, vyy := sxx/n-sx*sx/n/n, sxy/n-sx*sy/n/n, syy/n-sy*sy/n/n
	if math.Hypot(vxx-vyy, 2*vxy) < 0.5 {
		return 0, 0, false
	}
	along := math.Atan2(2*vxy, vxx-vyy) / 2
	return -math.Sin(along), math.Cos(along), true
}

// median of the values, which it sorts; NaN of none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}
