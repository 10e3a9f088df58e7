package model

import (
	"fmt"
	"image"

	"keyline/model/kernel"
	"keyline/model/region"
)

// Shape of the networks; train/net.py holds the same numbers.
const (
	heads      = 2
	keySize    = 32
	featSize   = 48
	valueSize  = 5 + featSize // per head: the reference's RGB, where it lies (x, y), then features
	matched    = heads * valueSize
	unitSize   = 64                      // of what a key of the second match tells of content
	secondSize = unitSize + placedPlanes // of a key of the second match
	grain      = 32                      // sides of what G sees are multiples of this
	tokenSide  = 8                       // pixels along a side of a token
	gateCore   = 20
	gateTaper  = 4
	gateReach  = gateCore + gateTaper // beyond this many pixels from a stroke E changes nothing
	featureMap = 64                   // channels of the features E reads
	priorSize  = 128                  // channels of P's coarse maps
	hintPlanes = 4                    // RGB times mask, mask
	leak       = 0.1
)

// widths are the channels of an encoder's maps at 1, 1/2, ... 1/32 of the size.
var widths = [...]int{16, 32, 64, 96, 128, 160}

// neighbours returns the offsets, in working pixels, of the tokens among which G chooses where
// to take a pixel's colour from (NEIGHBOURS of net.py): the pixel's own and the eight around.
func neighbours() []image.Point {
	n := []image.Point{{}}
	for y := -tokenSide; y <= tokenSide; y += tokenSide {
		for x := -tokenSide; x <= tokenSide; x += tokenSide {
			if x != 0 || y != 0 {
				n = append(n, image.Pt(x, y))
			}
		}
	}
	return n
}

// places returns the offsets among which E chooses where to take a pixel's colour from: the
// pixel itself, then eight directions at each of five radii.
func places() []image.Point {
	p := []image.Point{{}}
	for _, r := range [...]struct{ straight, diagonal int }{{2, 1}, {4, 3}, {7, 5}, {11, 8}, {16, 11}} {
		s, d := r.straight, r.diagonal
		p = append(p, image.Pt(s, 0), image.Pt(d, d), image.Pt(0, s), image.Pt(-d, d),
			image.Pt(-s, 0), image.Pt(-d, -d), image.Pt(0, -s), image.Pt(d, -d))
	}
	return p
}

// resLayers is a residual block, act(x + b(act(a(x)))).
type resLayers struct{ a, b *kernel.Conv }

// stageLayers is a convolution and one or two residual blocks.
type stageLayers struct {
	conv *kernel.Conv
	res  []resLayers
}

// encoderLayers leads to maps at 1, 1/2, ... 1/32 of the size.
type encoderLayers struct {
	first  *kernel.Conv
	levels [5]stageLayers
}

// colorizerLayers is G with its weights packed. Immutable, shared by graphs of every size.
type colorizerLayers struct {
	sketch, ref            encoderLayers
	query, key, value      *kernel.Conv
	temp                   [heads]float32
	query2, key2, hint2    *kernel.Conv // of the second match
	where                  *kernel.Conv
	temp2                  float32
	dec4, dec3, dec2, dec1 stageLayers
	dec0, out              *kernel.Conv
}

// priorLayers is P with its weights packed.
type priorLayers struct {
	p5, p4, p3 stageLayers
	out        *kernel.Conv
	swatches   []region.Swatch
}

// enhancerLayers is E with its weights packed.
type enhancerLayers struct {
	a0, a1, a2, b1, b0, out *kernel.Conv
	m                       [4]*kernel.Conv
	places                  []image.Point
}

func (w *weights) res(name string, n int) resLayers {
	return resLayers{w.conv(name+".a", n, n, 1), w.conv(name+".b", n, n, 1)}
}

func (w *weights) encoder(name string, in int) (e encoderLayers) {
	e.first = w.conv(name+".l0", in, widths[0], 1)
	for i := range e.levels {
		level := fmt.Sprintf("%s.l%d", name, i+1)
		e.levels[i].conv = w.conv(level+".down", widths[i], widths[i+1], 2)
		e.levels[i].res = append(e.levels[i].res, w.res(level+".res", widths[i+1]))
		if i >= 3 {
			e.levels[i].res = append(e.levels[i].res, w.res(level+".res2", widths[i+1]))
		}
	}
	return e
}

func (w *weights) stage(name string, in, out int) stageLayers {
	return stageLayers{w.conv(name+".conv", in, out, 1), []resLayers{w.res(name+".res", out)}}
}

// deepStage is a stage with two residual blocks.
func (w *weights) deepStage(name string, in, out int) stageLayers {
	s := w.stage(name, in, out)
	s.res = append(s.res, w.res(name+".res2", out))
	return s
}

func (w *weights) colorizer() *colorizerLayers {
	c := &colorizerLayers{sketch: w.encoder("sketch", 1+hintPlanes), ref: w.encoder("ref", 3)}
	keyed := widths[3] + widths[4] + widths[5] + positionPlanes
	c.query, c.key = w.point("query", keyed, heads*keySize), w.point("key", keyed, heads*keySize)
	c.value = w.point("value", widths[3], heads*featSize)
	copy(c.temp[:], w.must("temp", heads).All())
	c.dec4 = w.deepStage("dec4", widths[4]+widths[5]+matched+2, widths[4])
	c.dec3 = w.deepStage("dec3", widths[4]+widths[3]+matched+2, widths[3])
	c.query2, c.key2 = w.point("query2", widths[3]+keyed, unitSize), w.point("key2", keyed, unitSize)
	c.hint2, c.where = w.point("hint2", widths[3]+keyed, unitSize), w.point("where", widths[3], wherePlanes)
	c.temp2 = w.must("temp2", 1).All()[0]
	c.dec2 = w.stage("dec2", widths[3]+widths[2]+2*3, widths[2])
	c.dec1 = w.stage("dec1", widths[2]+widths[1], widths[1])
	c.dec0, c.out = w.conv("dec0", widths[1]+widths[0], widths[0], 1), w.conv("out", widths[0], len(neighbours())+3, 1)
	return c
}

func (w *weights) prior() *priorLayers {
	p := &priorLayers{
		p5:  w.deepStage("p5", widths[5]+2, priorSize),
		p4:  w.stage("p4", priorSize+widths[4], priorSize),
		p3:  w.stage("p3", priorSize+widths[3], priorSize/2),
		out: w.conv("out", priorSize/2, swatches, 1),
	}
	colours := w.must("swatches", swatches, 3).All()
	for k := range swatches {
		p.swatches = append(p.swatches, region.Swatch(colours[3*k:]))
	}
	return p
}

func (w *weights) enhancer() *enhancerLayers {
	e := &enhancerLayers{places: places()}
	e.a0, e.a1, e.a2 = w.conv("a0", 5, 16, 1), w.conv("a1", 16, 32, 2), w.conv("a2", 32, 64, 2)
	for i := range e.m {
		in := 64
		if i == 0 {
			in += featureMap
		}
		e.m[i] = w.conv(fmt.Sprintf("m%d", i+1), in, 64, 1)
	}
	e.b1, e.b0 = w.conv("b1", 96, 32, 1), w.conv("b0", 48, 16, 1)
	e.out = w.conv("out", 16, len(e.places)+3, 1)
	return e
}
