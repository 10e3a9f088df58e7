package model

import (
	"fmt"
	"math"

	"keyline/model/kernel"
	"keyline/model/region"
)

// whiteSwatch is the number of white among P's swatches.
const whiteSwatch = 0

// guess runs P for the sketch that the encoder has read: the chances of the prior's swatches,
// [20,H/8,W/8], are what the second match finds in place of references then.
func (c *colorizerGraph) guess(team *kernel.Team, p *priorLayers, over extent) error {
	if c.prior == nil {
		if err := c.compilePrior(team, p); err != nil {
			return err
		}
	}
	c.prior.placeOver(over)
	if err := c.prior.run(); err != nil {
		return fmt.Errorf("colorize: %w", err)
	}
	logits := c.prior.named["logits"]
	c.chances = softmax(logits.data(), logits.c)
	return nil
}

func (c *colorizerGraph) compilePrior(team *kernel.Team, p *priorLayers) (err error) {
	c.prior, err = compile(team, func(b *builder) {
		b.tiled = true
		var f [6]plane
		for i := 3; i <= 5; i++ {
			name := fmt.Sprintf("f%d", i)
			f[i] = b.input(name, c.encoder.named["sketch."+name].value)
		}
		at := b.position(f[5].h, f[5].w, 2)
		p5 := b.stage("p5", p.p5, f[5].h, f[5].w, same(f[5]), same(at)) // [128,/32]
		p4 := b.stage("p4", p.p4, f[4].h, f[4].w, up(p5), same(f[4]))   // [128,/16]
		p3 := b.stage("p3", p.p3, f[3].h, f[3].w, up(p4), same(f[3]))   // [64,/8]
		b.conv("logits", p.out, 1, nil, p3.h, p3.w, same(p3))           // [20,/8]
		b.named["p5"], b.named["p4"], b.named["p3"] = p5, p4, p3
	})
	return err
}

// softmax turns n planes of logits into shares that add up to 1 in each place.
func softmax(logits []float32, n int) []float32 {
	out, size := make([]float32, len(logits)), len(logits)/n
	for i := range size {
		most, sum := logits[i], float32(0)
		for k := 1; k < n; k++ {
			most = max(most, logits[k*size+i])
		}
		for k := range n {
			e := float32(math.Exp(float64(logits[k*size+i] - most)))
			out[k*size+i] = e
			sum += e
		}
		for k := range n {
			out[k*size+i] /= sum
		}
	}
	return out
}

// foretell puts what P expects in the place of what was found in paper: found [24,n] is a match
// with paper and hints, of which the hints' part stays.
func foretell(found, chances []float32, colours []region.Swatch, n int) {
	for i := range n {
		rest := 1 - found[hintedPlane*n+i]
		for c := range 3 {
			mean := float32(0)
			for k, s := range colours {
				mean += chances[k*n+i] * s[c]
			}
			found[c*n+i] += rest * (mean - 1) // paper is 1
		}
		for k := range colours {
			found[(votePlane+k)*n+i] = rest * chances[k*n+i]
		}
	}
}
