package kernel

import (
	"fmt"
	"image"
	"sync"
	"sync/atomic"
)

// Conv is a convolution. Its weights are packed for the kernels when they are first used. It
// may be shared between teams.
type Conv struct {
	in, out, size, stride int
	given                 Weights   // [out][in][size*size]
	bias                  []float32 // [ceil(out/8)*8]
	pack, tile            sync.Once
	tried                 atomic.Bool // tiles were computed once
	weight, tiled         []float32   // what packed and tileWeights make
}

// NewConv makes a convolution of weight [out,in,size,size], which is kept, and bias [out]. size
// is 1 with stride 1, or 3 with stride 1 or 2; a 3x3 convolution is padded with one zero on each
// side (PyTorch's padding=1).
func NewConv(weight Weights, bias []float32, in, out, size, stride int) *Conv {
	if weight.Len() != out*in*size*size || len(bias) != out {
		panic(fmt.Sprintf("kernel: convolution %d to %d of size %d given %d weights and %d biases",
			in, out, size, weight.Len(), len(bias)))
	}
	if (size != 3 || stride < 1 || stride > 2) && (size != 1 || stride != 1) {
		panic(fmt.Sprintf("kernel: no convolution of size %d with stride %d", size, stride))
	}
	blocks := (out + tileRows - 1) / tileRows
	c := &Conv{in: in, out: out, size: size, stride: stride, given: weight, bias: make([]float32, blocks*tileRows)}
	copy(c.bias, bias)
	return c
}

// OutSize returns the size of the result for an input of h x w pixels.
func (c *Conv) OutSize(h, w int) (int, int) {
	return (h + c.stride - 1) / c.stride, (w + c.stride - 1) / c.stride
}

// Channels returns the number of channels read and written.
func (c *Conv) Channels() (in, out int) { return c.in, c.out }

// Finish says what follows the sum of a convolution: y = max(v, Slope*v) with v the sum plus
// Residual (of the result's shape; nil is none). Slope 1 changes nothing, 0.1 is the leaky
// ReLU of the networks.
type Finish struct {
	Residual []float32
	Slope    float32
}

// ConvRun is one use of a Conv: it keeps what would else be allocated at every call. Sources
// and dst may change between calls, so a graph node owns one.
type ConvRun struct {
	*Conv
	Area    image.Rectangle // the pixels of the result that are wanted; empty is all of them
	Tiled   bool            // compute in tiles of 4 x 4 where that is faster; Area counts for nothing then
	dst     []float32
	sources []Source
	finish  Finish
	h, w    int             // of the input
	oh, ow  int             // of the result
	part    image.Rectangle // of the result, that is computed
	layout
	steps []int32
	tiles tiling
}

// Do computes dst [out,oh,ow] of sources read as [in,h,w], or of it Area alone: the rest keeps
// what it held, and of the sources only what lies under Area and a tap around it is read. Every
// pixel is summed over input channels, then taps, in one order, so the bytes depend neither on
// the team's size nor on where the pixel lies. In tiles a pixel's bytes depend on its place in
// its tile and on the whole tile, also not on the team's size. dst must not overlap a source.
func (r *ConvRun) Do(t *Team, dst []float32, h, w int, sources []Source, f Finish) {
	r.check(dst, h, w, sources, f)
	r.dst, r.sources, r.finish, r.h, r.w = dst, sources, f, h, w
	r.oh, r.ow = r.OutSize(h, w)
	if len(dst) == 0 {
		return
	}
	defer func() { r.dst, r.sources, r.finish = nil, nil, Finish{} }()
	if r.Tiled && r.tileable(r.oh, r.ow) {
		r.doTiled(t)
		return
	}
	r.part = wanted(r.Area, image.Rect(0, 0, r.ow, r.oh))
	h, w = r.part.Dy(), r.part.Dx()
	r.layout = r.newLayout(w, bandRows(h, r.in*r.planes()*(w+1), t.size()))
	r.steps = r.layout.steps(r.steps[:0], r.in, r.size)
	r.packed(t)
	t.do(r, (h+r.rows-1)/r.rows)
}

func (r *ConvRun) check(dst []float32, h, w int, sources []Source, f Finish) {
	oh, ow := r.OutSize(h, w)
	in := 0
	for _, s := range sources {
		s.fits(h, w)
		in += s.C
	}
	if in != r.in || len(dst) != r.out*oh*ow || (f.Residual != nil && len(f.Residual) != len(dst)) {
		panic(fmt.Sprintf("kernel: convolution %d to %d of %d x %d pixels given %d channels, %d results, %d residuals",
			r.in, r.out, h, w, in, len(dst), len(f.Residual)))
	}
}

// chunk is how many channels are summed at a time: what they hold under 48 results stays in the
// first level cache while all output channels read it.
const chunk = 48

// run computes one band of rows.
func (r *ConvRun) run(m *member, item int) {
	y0 := r.part.Min.Y + item*r.rows
	rows := min(r.rows, r.part.Max.Y-y0)
	input := grow(&m.input, r.in*r.channel)
	r.fill(m, input, y0, rows)
	cols := vectors(rows * r.pitch)
	acc := grow(&m.output, len(r.bias)*cols)
	for at := 0; at < cols; at += tileCols {
		r.multiply(m.isa, acc[at:], cols, min(tileCols, cols-at), input[at:])
	}
	for co := 0; co < r.out; co += tileRows {
		r.store(m.isa, acc[co*cols:], cols, co, y0, rows)
	}
}

// vectors rounds n up to whole vectors of 16 floats.
func vectors(n int) int { return (n + 15) / 16 * 16 }

// multiply computes n neighbouring results of all channels, pitch floats apart in acc.
func (r *ConvRun) multiply(isa ISA, acc []float32, pitch, n int, input []float32) {
	taps := r.size * r.size
	for c := 0; c < r.in; c += chunk {
		steps := r.steps[c*taps : min(c+chunk, r.in)*taps]
		for co := 0; co < r.out; co += tileRows {
			w, bias := r.weight[(co*r.in+c*tileRows)*taps:], r.bias[co:co+tileRows]
			if c > 0 {
				bias = nil
			}
			isa.gemm(acc[co*pitch:], pitch, n, input, w, bias, steps)
		}
	}
}

// store finishes one block of channels of a band.
func (r *ConvRun) store(isa ISA, acc []float32, cols, co, y0, rows int) {
	for c := co; c < min(co+tileRows, r.out); c++ {
		for y := range rows {
			at, n := (c*r.oh+y0+y)*r.ow+r.part.Min.X, r.part.Dx()
			var res []float32
			if r.finish.Residual != nil {
				res = r.finish.Residual[at : at+n]
			}
			isa.finish(r.dst[at:at+n], acc[(c-co)*cols+y*r.pitch:], res, r.finish.Slope)
		}
	}
}
