package kernel

import (
	"encoding/binary"
	"math"
)

// Weights are numbers as a file holds them: Floats, or Halves, IEEE 754-2008 binary16 in little
// endian, of which one is nil. Neither is written; Halves may be memory that cannot be.
type Weights struct {
	Floats []float32
	Halves []byte
}

// Len is how many numbers there are.
func (w Weights) Len() int { return len(w.Floats) + len(w.Halves)/2 }

// Finite tells whether all are finite numbers; bad is the first that is not.
func (w Weights) Finite() (bad float32, ok bool) {
	for _, v := range w.Floats {
		if v-v != 0 {
			return v, false
		}
	}
	const exponents, ones, carried = 0x7c00_7c00_7c00_7c00, 0x0400_0400_0400_0400, 0x8000_8000_8000_8000
	i := 0
	for ; i+8 <= len(w.Halves); i += 8 { // four at a time
		if (binary.LittleEndian.Uint64(w.Halves[i:])&exponents+ones)&carried != 0 {
			break
		}
	}
	for ; i+1 < len(w.Halves); i += 2 {
		if w.Halves[i+1]&0x7c == 0x7c {
			return float16(binary.LittleEndian.Uint16(w.Halves[i:])), false
		}
	}
	return 0, true
}

// All returns the numbers, which must not be written.
func (w Weights) All() []float32 {
	if w.Floats != nil || w.Halves == nil {
		return w.Floats
	}
	all := make([]float32, w.Len())
	w.read(Plain, all, 0)
	return all
}

// read sets dst to the numbers from number at on.
func (w Weights) read(isa ISA, dst []float32, at int) {
	if w.Halves == nil {
		copy(dst, w.Floats[at:])
		return
	}
	src := w.Halves[2*at:][:2*len(dst)]
	for i := isa.halves(dst, src); i < len(dst); i++ {
		dst[i] = float16(binary.LittleEndian.Uint16(src[2*i:]))
	}
}

// float16 widens a half-precision number, IEEE 754-2008 binary16.
func float16(h uint16) float32 {
	sign, exponent, fraction := uint32(h)>>15<<31, uint32(h)>>10&31, uint32(h)&1023
	switch exponent {
	case 0:
		f := float32(fraction) * (1.0 / (1 << 24))
		return math.Float32frombits(math.Float32bits(f) | sign)
	case 31:
		return math.Float32frombits(sign | 255<<23 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

// packing turns a convolution's weights, n numbers for each result, into [ceil(out/8)][n][8] as
// the job of a team. Missing results have zeros.
type packing struct {
	*Conv
	n int
}

// run packs the weights of 8 results.
func (p packing) run(m *member, block int) {
	p.block(m, p.weight[block*p.n*tileRows:][:p.n*tileRows], block)
}

// block sets dst [n,8] to the weights of 8 results.
func (p packing) block(m *member, dst []float32, block int) {
	row := grow(&m.row, p.n)
	for r := range tileRows {
		o := block*tileRows + r
		if o < p.out {
			p.given.read(m.isa, row, o*p.n)
		} else {
			clear(row)
		}
		for i, v := range row {
			dst[i*tileRows+r] = v
		}
	}
}

// packed returns the weights for products, [ceil(out/8)][in][size*size][8], made on first use.
func (c *Conv) packed(t *Team) []float32 {
	c.pack.Do(func() {
		p := packing{c, c.in * c.size * c.size}
		c.weight = make([]float32, len(c.bias)*p.n)
		t.do(p, len(c.bias)/tileRows)
	})
	return c.weight
}
