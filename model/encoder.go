package model

import (
	"fmt"
	"math"

	"keyline/model/kernel"
)

// positionPlanes is the number of planes that tell a token where it lies.
const positionPlanes = 6

// writePosition sets p [6,h,w]: x and y in -1 to 1 over the picture (pixel centres), then sin
// and cos of pi*x and of pi*y.
func writePosition(p []float32, h, w int) {
	n := h * w
	for i := range n {
		x := (float32(i%w)+0.5)/float32(w)*2 - 1
		y := (float32(i/w)+0.5)/float32(h)*2 - 1
		sinX, cosX := math.Sincos(math.Pi * float64(x))
		sinY, cosY := math.Sincos(math.Pi * float64(y))
		for k, v := range [positionPlanes]float32{x, y, float32(sinX), float32(cosX), float32(sinY), float32(cosY)} {
			p[k*n+i] = v
		}
	}
}

// encode adds the maps at 1, 1/2, ... 1/32 of x.
func (b *builder) encode(name string, e encoderLayers, x plane) (maps [6]plane) {
	maps[0] = b.conv(name+".f0", e.first, leak, nil, x.h, x.w, same(x)) // [16,H,W]
	for i, level := range e.levels {
		from := maps[i]
		maps[i+1] = b.stage(fmt.Sprintf("%s.l%d", name, i+1), level, from.h, from.w, same(from))
		b.named[fmt.Sprintf("%s.f%d", name, i+1)] = maps[i+1]
	}
	return maps
}

// project adds unit vectors per head of each token, [heads*32,H/8,W/8].
func (b *builder) project(name string, c *kernel.Conv, maps [6]plane) plane {
	h, w := maps[3].h, maps[3].w
	where := newPlane(positionPlanes, h, w)
	writePosition(where.Float32s(), h, w)
	position := b.input(name+".position", where)
	x := b.conv(name+".raw", c, 1, nil, h, w, same(maps[3]), up(maps[4]), up4(maps[5]), same(position))
	return b.apply(name, heads*keySize, h, w, []plane{x}, func(out []float32, in [][]float32) {
		copy(out, in[0])
		kernel.Normalize(out, heads, keySize, h*w, 1e-6)
	})
}

// referenceGraph turns a reference into tokens.
type referenceGraph struct {
	*program
	picture      plane // [3,h,w], 0-1
	keys, values plane // [heads*32,h/8,w/8], [heads*51,h/8,w/8]
}

func newReferenceGraph(team *kernel.Team, g *colorizerLayers, h, w int) (r *referenceGraph, err error) {
	r = &referenceGraph{}
	r.program, err = compile(team, func(b *builder) {
		r.picture = b.input("reference", newPlane(3, h, w))
		maps := b.encode("ref", g.ref, r.picture)
		r.keys = b.project("key", g.key, maps)
		features := b.conv("value", g.value, 1, nil, h/tokenSide, w/tokenSide, same(maps[3]))
		r.values = b.values(r.picture, features)
	})
	return r, err
}

// lineReach is half the side, less a half, of the closing that takes lines out of a reference.
const lineReach = 2

// values adds, per head, the reference's own RGB without thin dark lines (the mean over a
// token) and its features.
func (b *builder) values(picture, features plane) plane {
	n := features.h * features.w
	rgb, closed := make([]float32, 3*n), make([]float32, 3*picture.h*picture.w)
	return b.apply("values", heads*valueSize, features.h, features.w, []plane{picture, features}, func(out []float32, in [][]float32) {
		kernel.Close(closed, in[0], 3, picture.h, picture.w, lineReach)
		kernel.Pool(rgb, closed, 3, picture.h, picture.w, tokenSide)
		for h := range heads {
			copy(out[h*valueSize*n:], rgb)
			copy(out[(h*valueSize+3)*n:], in[1][h*featSize*n:(h+1)*featSize*n])
		}
	})
}

// tokens returns a copy of the graph's result.
func (r *referenceGraph) tokens() kernel.Tokens {
	return kernel.Tokens{
		Keys:   append([]float32(nil), r.keys.data()...),
		Values: append([]float32(nil), r.values.data()...),
		N:      r.keys.h * r.keys.w,
	}
}
