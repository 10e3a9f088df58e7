package model

import (
	"fmt"

	"keyline/model/kernel"
)

// colorizerGraph is G for one working size: three programs, so that a caller can stop between
// them, or before the last. Each reads the results of those before where they lie.
type colorizerGraph struct {
	encoder, decoder *program
	tail             *program // from the features to the colour
	sketch           plane    // [5,H,W]: ink, hint RGB times mask, hint mask
	query            plane    // [heads*32,H/8,W/8]
	colour           plane    // y [3,H,W], not clamped
	features         plane    // x2 [64,H/4,W/4]
	votes            plane    // [24,H/8,W/8]: what the second match found, see secondValue
	takings          []taking
	prior            *program  // P for this size, nil until it is asked for
	chances          []float32 // [20,H/8,W/8]: what P expects; nil: references tell
	found            []finding // by token: what of the references the second match likes most
}

// newColorizerGraph builds G for h x w pixels, multiples of 32.
func newColorizerGraph(team *kernel.Team, g *colorizerLayers, h, w int) (c *colorizerGraph, err error) {
	c = &colorizerGraph{}
	var maps [6]plane
	var rgb plane
	var spare [][]float32 // the encoder has run when the decoder runs
	c.encoder, err = compile(team, func(b *builder) {
		b.tiled = true
		c.sketch = b.input("sketch", newPlane(1+hintPlanes, h, w))
		maps = b.encode("sketch", g.sketch, c.sketch)
		c.query = b.project("query", g.query, heads, keySize, b.keyed(maps))
		spare = b.spare
	})
	if err != nil {
		return nil, err
	}
	c.decoder, err = compile(team, func(b *builder) {
		b.tiled, b.spare = true, spare
		query := b.input("query", c.query.value)
		for i, name := range [...]string{"f0", "f1", "f2", "f3", "f4", "f5"} {
			maps[i] = b.input(name, maps[i].value)
		}
		rgb = c.decode(b, g, maps, c.match(b, g, query), b.input("sketch", c.sketch.value))
		spare = b.spare
	})
	if err != nil {
		return nil, err
	}
	c.tail, err = compile(team, func(b *builder) {
		b.tiled, b.spare = true, spare
		c.finish(b, g, b.input("f0", maps[0].value), b.input("f1", maps[1].value), b.input("x2", c.features.value), b.input("rgb", rgb.value))
	})
	return c, err
}

// decode adds the stages from the first match to the features, and returns the colours that the
// second match found.
func (c *colorizerGraph) decode(b *builder, g *colorizerLayers, f [6]plane, match, sketch plane) plane {
	at4, at3 := b.position(f[4].h, f[4].w, 2), b.position(f[3].h, f[3].w, 2)
	x4 := b.stage("x4", g.dec4, f[4].h, f[4].w, same(f[4]), up(f[5]), pool2(match), same(at4)) // [128,/16]
	x3 := b.stage("x3", g.dec3, f[3].h, f[3].w, up(x4), same(f[3]), same(match), same(at3))    // [96,/8]
	rgb := c.matchAgain(b, g, append([]scaled{same(x3)}, b.keyed(f)...), match, at3, sketch)   // [3,/8]
	other := b.matchedColour(match, 1)                                                         // [3,/8]
	c.features = b.stage("x2", g.dec2, f[2].h, f[2].w, up(x3), same(f[2]), up(rgb), up(other)) // [64,/4]
	for name, p := range map[string]plane{"x4": x4, "x3": x3, "x2": c.features} {
		b.named[name] = p
	}
	return rgb
}

// finish adds the stages from the features x2 to the colour.
func (c *colorizerGraph) finish(b *builder, g *colorizerLayers, f0, f1, x2, rgb plane) {
	x1 := b.stage("x1", g.dec1, f1.h, f1.w, up(x2), same(f1))           // [32,/2]
	x0 := b.conv("x0", g.dec0, leak, nil, f0.h, f0.w, up(x1), same(f0)) // [16]
	o := b.conv("o", g.out, 1, nil, x0.h, x0.w, same(x0))               // [9+3]
	c.colour = b.copyColours(rgb, o)                                    // [3]
	b.named["x1"] = x1
}

// matchedColour adds the RGB that a head of the first match found.
func (b *builder) matchedColour(match plane, head int) plane {
	n := match.h * match.w
	return b.apply(fmt.Sprintf("colour %d", head), 3, match.h, match.w, []plane{match}, func(out []float32, in [][]float32) {
		copy(out, in[0][head*valueSize*n:])
	})
}

// copyColours adds the colour: per pixel a choice, by the first planes of o, among the colours
// matched for the tokens around, and a residual, the last three planes.
func (b *builder) copyColours(rgb, o plane) plane {
	h, w, team, pick, from := o.h, o.w, b.team, &kernel.Pick{}, neighbours()
	smooth := make([]float32, 3*h*w)
	copied := b.apply("copied", 3, h, w, []plane{rgb, o}, func(out []float32, in [][]float32) {
		kernel.Enlarge(smooth, in[0], 3, rgb.h, rgb.w, tokenSide)
		pick.Do(team, out, smooth, in[1], 3, h, w, from)
	})
	return b.apply("y", 3, h, w, []plane{copied, o}, func(out []float32, in [][]float32) {
		residual := in[1][len(from)*h*w:]
		for i, v := range in[0] {
			out[i] = v + residual[i]
		}
	})
}
