package kernel

import (
	"fmt"
	"math"
)

// Memory is what a picture's queries are matched with: the keys and values of all
// references, packed for the kernels. It is immutable.
type Memory struct {
	tokens, heads, key, value int
	keys                      [][]float32 // per head [ceil(tokens/8)][key][8]
	values                    [][]float32 // per head [ceil(value/8)][tokens][8]
}

// Tokens is a run of places in a reference: Keys [heads*key,N] and Values [heads*value,N].
type Tokens struct {
	Keys, Values []float32
	N            int
}

// NewMemory joins parts, in order, into one memory.
func NewMemory(parts []Tokens, heads, key, value int) *Memory {
	m := &Memory{heads: heads, key: key, value: value}
	for _, p := range parts {
		if len(p.Keys) != heads*key*p.N || len(p.Values) != heads*value*p.N {
			panic(fmt.Sprintf("kernel: %d tokens given %d keys and %d values for %d heads of %d and %d",
				p.N, len(p.Keys), len(p.Values), heads, key, value))
		}
		m.tokens += p.N
	}
	for h := range heads {
		m.keys = append(m.keys, packKeys(parts, h*key, key, m.tokens))
		m.values = append(m.values, packValues(parts, h*value, value, m.tokens))
	}
	return m
}

// Len returns the number of tokens.
func (m *Memory) Len() int { return m.tokens }

func packKeys(parts []Tokens, first, key, tokens int) []float32 {
	p := make([]float32, (tokens+tileRows-1)/tileRows*key*tileRows)
	start := 0
	for _, part := range parts {
		for d := range key {
			for i, x := range part.Keys[(first+d)*part.N:][:part.N] {
				t := start + i
				p[(t/tileRows*key+d)*tileRows+t%tileRows] = x
			}
		}
		start += part.N
	}
	return p
}

func packValues(parts []Tokens, first, value, tokens int) []float32 {
	p := make([]float32, (value+tileRows-1)/tileRows*tokens*tileRows)
	start := 0
	for _, part := range parts {
		for d := range value {
			for i, x := range part.Values[(first+d)*part.N:][:part.N] {
				p[(d/tileRows*tokens+start+i)*tileRows+d%tileRows] = x
			}
		}
		start += part.N
	}
	return p
}

// blockKeys is how many keys are scored before they are used; their scores for 48 queries
// stay in the first level cache.
const blockKeys = 128

// Attention is one use of a Memory; a graph node owns one and thereby its scratch.
type Attention struct {
	memory        *Memory
	query, out    []float32
	scale, weight []float32
	best          []int32
	n             int
	keySteps      []int32
	valueSteps    []int32
}

// Do computes out [heads*value,n]: for each head the mean of the memory's values, weighted by
// softmax(scale[head] * q.k), for query [heads*key,n]; Vaswani et al. 2017 (arXiv:1706.03762)
// eq. 1 with the largest logit followed as keys stream by. If best [heads,n] is not nil it
// gets the token with the largest weight, and weight [heads,n] that weight in 0-1. The memory
// must not be empty and scale must be positive.
func (a *Attention) Do(t *Team, out, query []float32, n int, m *Memory, scale []float32, best []int32, weight []float32) {
	if m.tokens == 0 || len(query) != m.heads*m.key*n || len(out) != m.heads*m.value*n || len(scale) != m.heads {
		panic(fmt.Sprintf("kernel: attention of %d queries in %d floats to %d tokens, %d results",
			n, len(query), m.tokens, len(out)))
	}
	*a = Attention{
		memory: m, query: query, out: out, scale: scale, weight: weight, best: best, n: n,
		keySteps: a.keySteps[:0], valueSteps: a.valueSteps[:0],
	}
	for d := range m.key {
		a.keySteps = append(a.keySteps, int32(4*tileCols*d))
	}
	for k := range blockKeys {
		a.valueSteps = append(a.valueSteps, int32(4*tileCols*k))
	}
	t.do(a, m.heads*a.tiles())
	*a = Attention{keySteps: a.keySteps, valueSteps: a.valueSteps}
}

func (a *Attention) tiles() int { return (a.n + tileCols - 1) / tileCols }

// Names of the columns of a member during attention.
const (
	colBest   = iota // largest score so far
	colSum           // sum of the exponentials
	colFactor        // what a larger score makes of older sums
	colNone          // a sum nobody reads
	colZero          // zeros: no bias
)

// run computes 48 queries of one head.
func (a *Attention) run(m *member, item int) {
	head, q0 := item/a.tiles(), item%a.tiles()*tileCols
	query := grow(&m.input, a.memory.key*tileCols)
	a.load(query, head, q0)
	rows := (a.memory.value + tileRows - 1) / tileRows * tileRows
	buffer := grow(&m.output, (rows+blockKeys)*tileCols)
	sums, scores := buffer[:rows*tileCols], buffer[rows*tileCols:]
	clear(sums)
	for c := range tileCols {
		m.cols[colBest][c], m.cols[colSum][c], m.cols[colZero][c], m.at[c] = float32(math.Inf(-1)), 0, 0, 0
	}
	for first := 0; first < a.memory.tokens; first += blockKeys {
		n := min(blockKeys, a.memory.tokens-first)
		a.score(m, scores, query, head, first, n)
		a.weigh(m, sums, scores[:n*tileCols], head, first)
		a.sum(m, sums, scores, head, first, n)
	}
	a.store(m, sums, head, q0)
}

// load copies the columns q0 to q0+48 of the head's queries; those beyond the last are zero.
func (a *Attention) load(to []float32, head, q0 int) {
	n := min(tileCols, a.n-q0)
	for d := range a.memory.key {
		row := to[d*tileCols:][:tileCols]
		copy(row, a.query[(head*a.memory.key+d)*a.n+q0:][:n])
		clear(row[n:])
	}
}

// score sets the first n rows of scores to keys first to first+n times the queries.
func (a *Attention) score(m *member, scores, query []float32, head, first, n int) {
	for k := 0; k < n; k += tileRows {
		w := a.memory.keys[head][(first+k)*a.memory.key:]
		m.isa.gemm(scores[k*tileCols:], tileCols, tileCols, query, w, m.cols[colZero][:tileRows], a.keySteps)
	}
}

// weigh turns scores into exponentials relative to the best score so far, after bringing the
// older sums to that.
func (a *Attention) weigh(m *member, sums, scores []float32, head, first int) {
	best, sum, factor := m.cols[colBest][:], m.cols[colSum][:], m.cols[colFactor][:]
	copy(factor, best)
	m.isa.columnMax(best, m.at[:], scores, first)
	if first > 0 {
		m.isa.columnExp(m.cols[colNone][:], factor, best, a.scale[head])
		m.isa.columnScale(sum, factor)
		m.isa.columnScale(sums, factor)
	}
	m.isa.columnExp(sum, scores, best, a.scale[head])
}

// sum adds n values, weighted, to sums.
func (a *Attention) sum(m *member, sums, scores []float32, head, first, n int) {
	for v := 0; v*tileCols < len(sums); v += tileRows {
		w := a.memory.values[head][(v/tileRows*a.memory.tokens+first)*tileRows:]
		m.isa.gemm(sums[v*tileCols:], tileCols, tileCols, scores, w, nil, a.valueSteps[:n])
	}
}

func (a *Attention) store(m *member, sums []float32, head, q0 int) {
	factor, n := m.cols[colFactor][:], min(tileCols, a.n-q0)
	for c, s := range m.cols[colSum] {
		factor[c] = 1 / s
	}
	m.isa.columnScale(sums, factor)
	for v := range a.memory.value {
		copy(a.out[(head*a.memory.value+v)*a.n+q0:][:n], sums[v*tileCols:])
	}
	if a.best != nil {
		copy(a.best[head*a.n+q0:][:n], m.at[:])
		copy(a.weight[head*a.n+q0:][:n], factor)
	}
}
