package metrics

import (
	"image"
	"math"
	"math/rand/v2"
)

// WrongStrokes simulates up to n edge strokes where the truth has no edge: straight, anywhere
// (seed) in its coloured foreground, farther from every colour boundary and every line than
// away px. The result is opaque on strokes, of the sketch's size.
func (p *Panel) WrongStrokes(n int, away float64, seed uint64) (edges *image.Alpha, count int) {
	edge := p.boundaries()
	for i, open := range p.open {
		edge[i] = edge[i] || !open
	}
	free := distances(edge, p.w, p.h)
	fits := func(i int) bool { return p.coloured[i] && free[i] > away*away }
	var places []int
	for i := range free {
		if fits(i) {
			places = append(places, i)
		}
	}
	edges = image.NewAlpha(p.sketch.Rect)
	random, long := rand.New(rand.NewPCG(seed, 3)), float64(max(p.w, p.h))
	for tries := 0; count < n && tries < 20*n && len(places) > 0; tries++ {
		at, turn := places[random.IntN(len(places))], random.Float64()*math.Pi
		piece := p.straight(at, turn, long*strokeReach*(0.5+random.Float64()/2), fits)
		if float64(len(piece)) < long*strokeReach/4 {
			continue
		}
		p.draw(edges, piece, max(1, long*strokeWidth*(0.5+random.Float64()/2)))
		count++
	}
	return edges, count
}

// straight lists the pixels of a line through pixel i, as far as they fit, at most reach px to
// each side.
func (p *Panel) straight(i int, turn, reach float64, fits func(int) bool) (piece []int) {
	for _, way := range [2]float64{1, -1} {
		for d := 0.0; d <= reach; d++ {
			x, y := int(math.Round(float64(i%p.w)+way*d*math.Cos(turn))), int(math.Round(float64(i/p.w)+way*d*math.Sin(turn)))
			if !p.inside(x, y) || !fits(y*p.w+x) {
				break
			}
			piece = append(piece, y*p.w+x)
		}
	}
	return piece
}

// Changed is how much strokes (A ≥ 128) changed a base: the mean CIEDE2000 between base and pred
// in the coloured foreground under them and within reach px, and by how much the mean CIEDE2000 to
// the truth rose there. NaN where there is none. It fails if the sizes differ.
func (p *Panel) Changed(base, pred image.Image, edges *image.Alpha, reach float64) (change, rise float64, err error) {
	was, err := p.ready(base)
	if err != nil {
		return 0, 0, err
	}
	before, err := p.BandDeltaE(base, edges, reach)
	if err != nil {
		return 0, 0, err
	}
	after, err := p.BandDeltaE(pred, edges, reach)
	if err != nil {
		return 0, 0, err
	}
	moved := Panel{w: p.w, h: p.h, sketch: p.sketch, truth: was, coloured: p.coloured}
	change, err = moved.BandDeltaE(pred, edges, reach)
	return change, after - before, err
}
