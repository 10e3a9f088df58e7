package model

import (
	"fmt"
	"slices"

	"keyline/model/kernel"
)

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

// keyed is what queries and keys are made of: maps 3, 4 and 5, and the position.
func (b *builder) keyed(maps [6]plane) []scaled {
	return []scaled{same(maps[3]), up(maps[4]), up4(maps[5]), same(b.position(maps[3].h, maps[3].w, positionPlanes))}
}

// project adds, for each token, a unit vector of each of n heads, [n*size,H/8,W/8].
func (b *builder) project(name string, c *kernel.Conv, n, size int, from []scaled) plane {
	h, w := from[0].h, from[0].w
	x := b.conv(name+".raw", c, 1, nil, h, w, from...)
	return b.apply(name, n*size, h, w, []plane{x}, func(out []float32, in [][]float32) {
		copy(out, in[0])
		kernel.Normalize(out, n, size, h*w, 1e-6)
	})
}

// referenceGraph turns a reference into tokens.
type referenceGraph struct {
	*program
	picture      plane // [3,h,w], 0-1
	keys, values plane // [heads*32,h/8,w/8], [heads*53,h/8,w/8]
	second       plane // what keys of the second match tell of content, [64,h/8,w/8]
}

func newReferenceGraph(team *kernel.Team, g *colorizerLayers, h, w int) (r *referenceGraph, err error) {
	r = &referenceGraph{}
	r.program, err = compile(team, func(b *builder) {
		b.tiled = true
		r.picture = b.input("reference", newPlane(3, h, w))
		maps := b.encode("ref", g.ref, r.picture)
		from := b.keyed(maps)
		r.keys = b.project("key", g.key, heads, keySize, from)
		r.second = b.project("second", g.key2, 1, unitSize, from)
		features := b.conv("value", g.value, 1, nil, h/tokenSide, w/tokenSide, same(maps[3]))
		r.values = b.values(r.picture, features)
	})
	return r, err
}

// lineReach is half the side, less a half, of the closing that takes lines out of a reference.
const lineReach = 2

// values adds, per head, the reference's own RGB without thin dark lines (the mean over a
// token), where the token lies and its features.
func (b *builder) values(picture, features plane) plane {
	n := features.h * features.w
	rgb, closed := make([]float32, 3*n), make([]float32, 3*picture.h*picture.w)
	position := make([]float32, positionPlanes*n)
	writePosition(position, features.h, features.w, unpadded)
	return b.apply("values", heads*valueSize, features.h, features.w, []plane{picture, features}, func(out []float32, in [][]float32) {
		kernel.Close(closed, in[0], 3, picture.h, picture.w, lineReach)
		kernel.Pool(rgb, closed, 3, picture.h, picture.w, tokenSide)
		for h := range heads {
			copy(out[h*valueSize*n:], rgb)
			copy(out[(h*valueSize+3)*n:], position[:2*n])
			copy(out[(h*valueSize+valueSize-featSize)*n:], in[1][h*featSize*n:(h+1)*featSize*n])
		}
	})
}

// tokens returns a copy of the graph's result.
func (r *referenceGraph) tokens() tokens {
	n := r.keys.h * r.keys.w
	values := slices.Clone(r.values.data())
	return tokens{
		first:  kernel.Tokens{Keys: slices.Clone(r.keys.data()), Values: values, N: n},
		second: kernel.Tokens{Keys: placedKeys(r.second.data(), values[3*n:5*n], n), Values: values[:3*n], N: n},
	}
}
