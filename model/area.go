package model

import (
	"image"

	"keyline/model/kernel"
)

// reading is what a convolution reads, for the way back from the pixels wanted of a graph's
// result to those that its stages must compute.
type reading struct {
	out      plane
	in       []scaled
	residual *plane
	stride   int
}

// want makes the next runs compute no more than what area of the plane last is made of. Planes
// keep what they held elsewhere.
func (p *program) want(last plane, area image.Rectangle) {
	for _, c := range p.convs {
		*c.out.area = image.Rectangle{}
	}
	*last.area = area.Intersect(last.bounds())
	for i := len(p.convs) - 1; i >= 0; i-- {
		c := p.convs[i]
		out := *c.out.area
		if out.Empty() {
			continue
		}
		if c.residual != nil {
			c.residual.widen(out)
		}
		for _, s := range c.in {
			s.widen(s.under(taps(out, c.stride)))
		}
	}
}

// widen adds r to what is wanted of p; inputs have every pixel.
func (p plane) widen(r image.Rectangle) {
	if p.area != nil {
		*p.area = p.area.Union(r.Intersect(p.bounds()))
	}
}

// taps are the pixels that a 3x3 convolution reads for those of r.
func taps(r image.Rectangle, stride int) image.Rectangle {
	return image.Rectangle{Min: r.Min.Mul(stride), Max: r.Max.Sub(image.Pt(1, 1)).Mul(stride).Add(image.Pt(1, 1))}.Inset(-1)
}

// under are the source's pixels that r is read from.
func (s scaled) under(r image.Rectangle) image.Rectangle {
	switch s.scale {
	case kernel.Up2:
		return shrunk(r, 2)
	case kernel.Up4:
		return shrunk(r, 4)
	case kernel.Pool2:
		return image.Rectangle{Min: r.Min.Mul(2), Max: r.Max.Mul(2)}
	}
	return r
}

// shrunk are the pixels of a picture n times smaller that touch r.
func shrunk(r image.Rectangle, n int) image.Rectangle {
	r = r.Add(image.Pt(n, n)) // r may begin one pixel before the picture; division rounds to zero
	return image.Rect(r.Min.X/n, r.Min.Y/n, (r.Max.X+n-1)/n, (r.Max.Y+n-1)/n).Sub(image.Pt(1, 1))
}
