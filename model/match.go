package model

import (
	"math"

	"keyline/model/kernel"
	"keyline/model/region"
)

// tokens are what a reference offers to both matches. The values of the second are colours
// [3,N]; what a memory makes of them see secondValue.
type tokens struct{ first, second kernel.Tokens }

// A value of the second match is a colour, a 0, which of a hint is a 1, and, of the swatches into
// which the memory sorts its colours, a 1 for the colour's own: so a match of many colours gives
// their mean and also tells their shares.
const (
	swatches    = 20
	hintedPlane = 3
	votePlane   = 4
	secondValue = votePlane + swatches
)

// memory is what a sketch is matched with: the tokens of all references.
type memory struct {
	first, second *kernel.Memory
	parts         []kernel.Tokens // of the second, for a memory that hints join
	swatches      []region.Swatch
	from          []tokens           // by reference
	numbers       []int              // by part: of which reference it is
	some          map[choice]*memory // of some of the references, as they are asked for
	guessed       bool               // it is of paper: colours are P's, and so are the swatches
}

// newMemory joins the tokens of the references with the given numbers.
func newMemory(parts []tokens, numbers []int) *memory {
	m := &memory{from: parts, numbers: numbers, some: map[choice]*memory{}}
	var first []kernel.Tokens
	for _, p := range parts {
		first = append(first, p.first)
	}
	m.sort(parts)
	m.first = kernel.NewMemory(first, heads, keySize, valueSize)
	m.second = kernel.NewMemory(m.parts, 1, secondSize, secondValue)
	return m
}

// only is the memory of the references in a set.
func (m *memory) only(c choice) *memory {
	if m.some[c] == nil {
		var parts []tokens
		var numbers []int
		for i, t := range m.from {
			if c.has(i) {
				parts, numbers = append(parts, t), append(numbers, i)
			}
		}
		if len(parts) == 0 || len(parts) == len(m.from) { // those beyond the limit are not looked at
			return m
		}
		m.some[c] = newMemory(parts, numbers)
	}
	return m.some[c]
}

// sort finds the swatches of the tokens' colours and makes the second match's parts.
func (m *memory) sort(parts []tokens) {
	total := 0
	for _, p := range parts {
		total += p.second.N
	}
	colour, start := make([]float32, 3*total), 0
	for _, p := range parts {
		for c := range 3 {
			copy(colour[c*total+start:], p.second.Values[c*p.second.N:(c+1)*p.second.N])
		}
		start += p.second.N
	}
	var kind []int
	m.swatches, kind = region.Swatches(colour, total, swatches)
	for _, p := range parts {
		n := p.second.N
		values := make([]float32, secondValue*n)
		copy(values, p.second.Values)
		for i, k := range kind[:n] {
			values[(votePlane+k)*n+i] = 1
		}
		kind = kind[n:]
		m.parts = append(m.parts, kernel.Tokens{Keys: p.second.Keys, Values: values, N: n})
	}
}

// sharpness is what a temperature of the weights makes of q.k: the more keys there are, the
// sharper the choice among them.
func (m *memory) sharpness(temp float32) float32 {
	return temp * float32(math.Log(float64(m.first.Len()))/6)
}

// match adds the attention from the sketch's tokens to the memory's, [heads*53,H/8,W/8].
func (c *colorizerGraph) match(b *builder, g *colorizerLayers, query plane) plane {
	n := query.h * query.w
	attention, scale, team := &kernel.Attention{}, make([]float32, heads), b.team
	return b.apply("match", matched, query.h, query.w, []plane{query}, func(out []float32, in [][]float32) {
		for _, t := range c.takings {
			for h, temp := range g.temp {
				scale[h] = t.memory.sharpness(temp)
			}
			t.attend(out, in[0], n, func(out, query []float32, n int) {
				attention.Do(team, out, query, n, t.memory.first, scale, nil, nil)
			})
		}
	})
}

// placedPlanes is how many numbers of a key, and of a query, make their product fall with the
// squared distance of two places.
const placedPlanes = 4

// placedKeys extends the keys [64,n] of a reference by where they lie, at [2,n]: x, y, their
// squares' sum, 1.
func placedKeys(unit, at []float32, n int) []float32 {
	k := make([]float32, secondSize*n)
	copy(k, unit)
	copy(k[unitSize*n:], at)
	for i, x := range at[:n] {
		k[(unitSize+2)*n+i] = x*x + at[n+i]*at[n+i]
		k[(unitSize+3)*n+i] = 1
	}
	return k
}

const (
	wherePlanes = 4   // of what tells the second match where to look
	nearLimit   = 6.5 // bounds the logarithm of how sharply it keeps to a place
)

// placedQueries extends the queries [64,n] in q by where to look: -near*|place - at|^2 is added
// to scale times the product with a key. place begins at the mean of what the heads found in
// match, goes a part of the way (the sigmoid of the last plane of where [4,n]) to the token's
// own place, own [2,n], then by the first two planes; near is the exponential of the third.
func placedQueries(q, match, where, own []float32, n int, scale float32) {
	for i := range n {
		near := float32(math.Exp(float64(min(where[2*n+i], nearLimit)))) / scale
		part := float32(1 / (1 + math.Exp(-float64(where[3*n+i]))))
		var place [2]float32
		for d := range place {
			for h := range heads {
				place[d] += match[(h*valueSize+3+d)*n+i] / heads
			}
			place[d] += part*(own[d*n+i]-place[d]) + where[d*n+i]
			q[(unitSize+d)*n+i] = 2 * near * place[d]
		}
		q[(unitSize+2)*n+i] = -near
		q[(unitSize+3)*n+i] = -near * (place[0]*place[0] + place[1]*place[1])
	}
}

// matchAgain adds the colours [3,H/8,W/8] of a second match. Its queries know what the first
// found around them; the sketch's own tokens with a hint are matched like a reference's. The
// means of all planes of the values are kept as votes.
func (c *colorizerGraph) matchAgain(b *builder, g *colorizerLayers, from []scaled, match, at, sketch plane) plane {
	query := b.project("query2", g.query2, 1, unitSize, from)
	own := b.project("hint2", g.hint2, 1, unitSize, from)
	where := b.conv("where", g.where, 1, nil, query.h, query.w, from[0])
	n := query.h * query.w
	attention, team := &kernel.Attention{}, b.team
	hints, placed := make([]float32, hintPlanes*n), make([]float32, secondSize*n)
	c.found = make([]finding, n)
	best, weight := make([]int32, n), make([]float32, n)
	both := b.apply("colours and hints", secondValue, query.h, query.w, []plane{query, own, where, match, at, sketch}, func(out []float32, in [][]float32) {
		kernel.Pool(hints, in[5][sketch.h*sketch.w:], hintPlanes, sketch.h, sketch.w, tokenSide)
		h := hintTokens(hints, in[1], n)
		for _, t := range c.takings {
			m := t.memory.second
			if parts := t.memory.parts; h.N > 0 {
				m = kernel.NewMemory(append(parts[:len(parts):len(parts)], h), 1, secondSize, secondValue)
			}
			scale := t.memory.sharpness(g.temp2)
			copy(placed, in[0])
			placedQueries(placed, in[3], in[2], in[4], n, scale)
			t.attend(out, placed, n, func(out, query []float32, n int) {
				attention.Do(team, out, query, n, m, []float32{scale}, best[:n], weight[:n])
				t.note(c.found, best[:n], weight[:n])
			})
			if t.memory.guessed {
				foretell(out, c.chances, t.memory.swatches, n)
			}
		}
	})
	c.votes = both
	return b.apply("rgb", 3, query.h, query.w, []plane{both}, func(out []float32, in [][]float32) { copy(out, in[0]) })
}

// hintTokens gathers the tokens with a hint: their keys [64,n], which lie at no place, and the
// mean of what is dabbed on them, hints [4,n] being RGB times mask, and mask.
func hintTokens(hints, keys []float32, n int) kernel.Tokens {
	var at []int
	mask := hints[3*n:]
	for i, m := range mask[:n] {
		if m > 0 {
			at = append(at, i)
		}
	}
	t := kernel.Tokens{N: len(at), Keys: make([]float32, secondSize*len(at)), Values: make([]float32, secondValue*len(at))}
	for k, i := range at {
		for d := range unitSize {
			t.Keys[d*len(at)+k] = keys[d*n+i]
		}
		for c := range 3 {
			t.Values[c*len(at)+k] = hints[c*n+i] / mask[i]
		}
		t.Values[hintedPlane*len(at)+k] = 1
	}
	return t
}
