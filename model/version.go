package model

import (
	"context"
	"image"
	"math"

	"keyline/model/kernel"
	"keyline/model/region"
	"keyline/model/register"
)

// mostVersions is how many references are looked at for another version of the drawing.
const mostVersions = 8

// portrait is a reference at most workSide x workSide in area, in its own proportions.
type portrait struct {
	w, h   int
	colour []float32 // [3,h,w], 0-1, without thin dark lines
	lines  register.Field
}

func portraitOf(m *image.NRGBA, threads int) portrait {
	k := min(workSide/math.Sqrt(float64(m.Rect.Dx())*float64(m.Rect.Dy())), 1)
	w, h := shortened(m.Rect.Dx(), k), shortened(m.Rect.Dy(), k)
	rgb, closed := make([]float32, 3*w*h), make([]float32, 3*w*h)
	shrinkColour(rgb, m, w, h, h, w, threads)
	kernel.Close(closed, rgb, 3, h, w, lineReach)
	return portrait{w, h, closed, register.Lines(rgb, closed, w, h)}
}

// version is what was found of a drawing in a reference.
type version struct {
	portrait
	register.Map
	same bool // it shows the same drawing
}

// versionKey tells one search from another.
type versionKey struct {
	sketch    uint64
	size      image.Point
	reference referenceKey
}

// seekVersions begins to look for the drawing in each reference, and returns what waits for the
// findings.
func (n *Network) seekVersions(b *Base, references []*image.NRGBA) (found []func() version) {
	references = references[:min(len(references), mostVersions)]
	if n.apart || len(references) == 0 {
		return nil
	}
	sketch := register.Field{W: b.ww, H: b.wh, V: b.inner(b.ink)}
	drawing, threads := n.seed.floats(sketch.V), n.goroutines()
	for _, m := range references {
		key := versionKey{drawing, image.Pt(b.ww, b.wh), n.seed.reference(m, 0, 0)}
		found = append(found, n.versions.soon(key, threads > 1, func() version {
			p := portraitOf(m, threads)
			at, ok := register.Find(sketch, p.lines, threads)
			return version{p, at, ok}
		}))
	}
	return found
}

// takeVersions takes colours from references that show the very drawing, an earlier or later
// version of it, where they show the same: their place is known there, and G's matching of
// 8 px tokens is coarser than that; but it tells where to look for a drawing that is bent: matched
// is, by reference, what it found. Later references count over earlier ones, and what the artist
// hinted at, hinted [H/8,W/8] 0-1, over all.
func (b *Base) takeVersions(ctx context.Context, found []func() version, matched [][]register.Pair, hinted []float32, progress func(float64)) error {
	if len(found) == 0 {
		return nil
	}
	wide := make([]float32, b.w*b.h)
	kernel.Enlarge(wide, hinted, 1, b.h/tokenSide, b.w/tokenSide, tokenSide)
	for i, wait := range found {
		if err := ctx.Err(); err != nil {
			return err
		}
		v, threads := wait(), b.network.goroutines()
		sketch := register.Field{W: b.ww, H: b.wh, V: b.inner(b.ink)}
		v.Map, v.same = register.Bent(sketch, v.lines, v.pairs(matched[i]), v.Map, v.same, threads)
		if v.same {
			b.take(v, i, wide, threads)
		}
		progress(0.9 + 0.1*float64(i+1)/float64(len(found)))
	}
	return nil
}

// take brings the base towards the colours of a version, reference i, as far as its map is
// trusted and no hint speaks.
func (b *Base) take(v version, i int, hinted []float32, threads int) {
	n, area := b.ww*b.wh, v.w*v.h
	planes := [3]register.Field{}
	for c := range planes {
		planes[c] = register.Field{W: v.w, H: v.h, V: v.colour[c*area : (c+1)*area]}
	}
	p := region.Placed{Colour: make([]float32, 3*n), Trust: make([]float32, n), Elsewhere: make([]bool, n)}
	eachRows(b.wh, threads, func(_, y0, y1 int) {
		for k := y0 * b.ww; k < y1*b.ww; k++ {
			x, y := k%b.ww, k/b.ww
			if p.Elsewhere[k] = !b.choices.gives(i, y*b.w+x); p.Elsewhere[k] {
				continue
			}
			cx, cy := float64(x)+0.5, float64(y)+0.5
			if p.Trust[k] = v.Trust(cx, cy) * (1 - hinted[y*b.w+x]); p.Trust[k] <= 0 {
				continue
			}
			px, py := v.Apply(cx, cy)
			for c, plane := range planes {
				p.Colour[c*n+k] = plane.At(px, py)
			}
		}
	})
	colour := b.inner(b.base)
	b.closed()().Lay(colour, p)
	b.setInner(colour)
}
