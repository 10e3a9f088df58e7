package model

import (
	"image"

	"keyline/model/kernel"
)

// enhancerReach is how far E looks: what lies inside a rectangle with corners at multiples of 4
// depends on its inputs up to enhancerReach pixels outside. The seven convolutions at 1, 1/2
// and 1/4 of the size reach 24 pixels, the places colours are taken from 16, the gate 24.
const enhancerReach = 24

// blockade is what a stroke in between takes from a place's logit: colour is never taken from
// the other side of a stroke.
const blockade = 30

// enhancerGraph is E for one window size.
type enhancerGraph struct {
	*program
	base, ink, stroke plane // [3,H,W] 0-1, [1,H,W], [1,H,W] 0 or 1
	features          plane // [64,H/4,W/4]
	logits            plane // [41+3,H,W]
	mended, held      plane // [3,H,W]: E's result, and what of it is taken
}

// newEnhancerGraph builds E for h x w pixels, multiples of 4.
func newEnhancerGraph(team *kernel.Team, e *enhancerLayers, h, w int) (g *enhancerGraph, err error) {
	g = &enhancerGraph{}
	g.program, err = compile(team, func(b *builder) {
		g.base, g.ink = b.input("base", newPlane(3, h, w)), b.input("ink", newPlane(1, h, w))
		g.stroke = b.input("stroke", newPlane(1, h, w))
		g.features = b.input("features", newPlane(featureMap, h/4, w/4))
		a0 := b.conv("a0", e.a0, leak, nil, h, w, same(g.base), same(g.ink), same(g.stroke)) // [16]
		a1 := b.conv("a1", e.a1, leak, nil, h, w, same(a0))                                  // [32,/2]
		a2 := b.conv("a2", e.a2, leak, nil, a1.h, a1.w, same(a1))                            // [64,/4]
		m := b.conv("m1", e.m[0], leak, nil, a2.h, a2.w, same(a2), same(g.features))         // [64,/4]
		for i, name := range [...]string{"m2", "m3", "m4"} {
			m = b.conv(name, e.m[i+1], leak, nil, m.h, m.w, same(m))
		}
		b1 := b.conv("b1", e.b1, leak, nil, a1.h, a1.w, up(m), same(a1)) // [32,/2]
		b0 := b.conv("b0", e.b0, leak, nil, h, w, up(b1), same(a0))      // [16]
		o := b.conv("o", e.out, 1, nil, h, w, same(b0))                  // [41+3]
		g.logits, g.mended = o, b.mend(e, g.base, g.stroke, o)
		g.held = b.hold(g.base, g.mended, o.area)
	})
	return g, err
}

// Changes of a colour, the largest channel's, of 0-1: up to leastChange none is taken, from
// wholeChange on it is taken whole. Where colours bled E changes more; the little that it changes
// elsewhere beside a stroke only blurs what was right.
const (
	leastChange = 0.05
	wholeChange = 0.15
)

// hold takes the larger changes of mended over base.
func (b *builder) hold(base, mended plane, area *image.Rectangle) plane {
	h, w := mended.h, mended.w
	return b.apply("held", 3, h, w, []plane{base, mended}, func(out []float32, in [][]float32) {
		r := *area
		if r.Empty() {
			r = mended.bounds()
		}
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for i := y*w + r.Min.X; i < y*w+r.Max.X; i++ {
				holdPixel(out[i:], in[0][i:], in[1][i:], h*w)
			}
		}
	})
}

// holdPixel is hold of the pixel that out, base and mended begin with; plane is how far the
// channels are apart.
func holdPixel(out, base, mended []float32, plane int) {
	most := float32(0)
	for c := range 3 {
		d := mended[c*plane] - base[c*plane]
		most = max(most, d, -d)
	}
	part := min(max((most-leastChange)/(wholeChange-leastChange), 0), 1)
	for c := range 3 {
		y := base[c*plane]
		out[c*plane] = y + part*(mended[c*plane]-y)
	}
}

// mend adds y + gate*(picked - y + residual), y the base.
func (b *builder) mend(e *enhancerLayers, base, stroke, o plane) plane {
	h, w, team := o.h, o.w, b.team
	pick, gated := &kernel.Pick{Wall: kernel.Wall{Amount: blockade}}, &kernel.Gate{}
	picked := b.apply("picked", 3, h, w, []plane{base, o, stroke}, func(out []float32, in [][]float32) {
		pick.Area, pick.Wall.Mask = *o.area, in[2]
		pick.Do(team, out, in[0], in[1], 3, h, w, e.places)
	})
	gate := b.apply("gate", 1, h, w, []plane{stroke}, func(out []float32, in [][]float32) {
		gated.Area = *o.area
		gated.Do(out, in[0], h, w, gateCore, gateTaper)
	})
	return b.apply("mended", 3, h, w, []plane{base, picked, gate, o}, func(out []float32, in [][]float32) {
		r := *o.area
		if r.Empty() {
			r = o.bounds()
		}
		residual := in[3][len(e.places)*h*w:]
		for row := range 3 * r.Dy() {
			at := (r.Min.Y+row%r.Dy())*w + r.Min.X
			gates := in[2][at:][:r.Dx()]
			at += row / r.Dy() * h * w
			for i, g := range gates {
				y := in[0][at+i]
				out[at+i] = y + g*(in[1][at+i]-y+residual[at+i])
			}
		}
	})
}
