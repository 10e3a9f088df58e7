package model

import (
	"image"
	"math"

	"keyline/model/kernel"
	"keyline/model/register"
)

// portrait is a reference at most workSide x workSide in area, in its own proportions.
type portrait struct {
	key    referenceKey
	w, h   int
	colour []float32 // [3,h,w], 0-1, without thin dark lines
	lines  register.Field
}

// portraitOf returns the portrait of m.
func (n *Network) portraitOf(m *image.NRGBA) (portrait, error) {
	k := min(workSide/math.Sqrt(float64(m.Rect.Dx())*float64(m.Rect.Dy())), 1)
	w, h := shortened(m.Rect.Dx(), k), shortened(m.Rect.Dy(), k)
	key := n.seed.reference(m, w, h)
	return n.portraits.get(key, func() (portrait, error) {
		rgb, closed := make([]float32, 3*w*h), make([]float32, 3*w*h)
		shrinkColour(rgb, m, w, h, h, w, n.goroutines())
		kernel.Close(closed, rgb, 3, h, w, lineReach)
		return portrait{key, w, h, closed, register.Lines(rgb, closed, w, h)}, nil
	})
}

// takeVersions takes colours from references that show the very drawing, an earlier or later
// version of it, where they show the same: their place is known there, and G's matching of
// 8 px tokens is coarser than that. Later references count over earlier ones.
func (n *Network) takeVersions(b *Base, references []*image.NRGBA) error {
	if n.apart {
		return nil
	}
	sketch := register.Field{W: b.ww, H: b.wh, V: make([]float32, b.ww*b.wh)}
	for y := range b.wh {
		copy(sketch.V[y*b.ww:(y+1)*b.ww], b.ink[y*b.w:])
	}
	drawing := n.seed.floats(sketch.V)
	for _, m := range references[:min(len(references), maxReferences)] {
		p, err := n.portraitOf(m)
		if err != nil {
			return err
		}
		v, err := n.versions.get(versionKey{drawing, image.Pt(b.ww, b.wh), p.key}, func() (version, error) {
			found, ok := register.Find(sketch, p.lines, n.goroutines())
			return version{found, ok}, nil
		})
		if err != nil {
			return err
		}
		if v.same {
			b.take(p, v.Map, n.goroutines())
		}
	}
	return nil
}

// version is what was found of a drawing in a reference.
type version struct {
	register.Map
	same bool // it shows the same drawing
}

// versionKey tells one search from another.
type versionKey struct {
	sketch    uint64
	size      image.Point
	reference referenceKey
}

// take brings the base towards the portrait's colours, as far as the map is trusted.
func (b *Base) take(p portrait, found register.Map, threads int) {
	n, area := b.w*b.h, p.w*p.h
	planes := [3]register.Field{}
	for c := range planes {
		planes[c] = register.Field{W: p.w, H: p.h, V: p.colour[c*area : (c+1)*area]}
	}
	eachRows(b.wh, threads, func(y0, y1 int) {
		for y := y0; y < y1; y++ {
			for x := range b.ww {
				cx, cy := float64(x)+0.5, float64(y)+0.5
				trust := found.Trust(cx, cy)
				if trust <= 0 {
					continue
				}
				u, v := found.Apply(cx, cy)
				for c, plane := range planes {
					at := &b.base[c*n+y*b.w+x]
					*at += trust * (plane.At(u, v) - *at)
				}
			}
		}
	})
}
