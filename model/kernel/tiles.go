package kernel

import "math"

// Convolutions in tiles: Lavin and Gray 2016 (arXiv:1509.09308), F(4x4, 3x3). Sixteen results
// cost 36 products a channel in place of 144. The transforms evaluate at the points 0, ±5/8,
// ±3/2 and infinity; with the usual 0, ±1, ±2 the rounding errors are 2.6 times as large.
const (
	tileSide    = 4
	tileReads   = tileSide + 2 // inputs along the side of a tile
	tileParts   = tileReads * tileReads
	tileResults = tileSide * tileSide
	pointA      = 5.0 / 8
	pointB      = 3.0 / 2
)

// tileScratch is the scratch of a transform: 36 vectors of 16 floats.
const tileScratch = tileParts * 16

// Fewer results than this are not worth the transforms.
const leastTiled = 20 * 20

// mostChannels bounds the inputs that are transformed at a time, so that they stay in the second
// level cache.
const mostChannels = 96

// tiling is the part of a ConvRun for tiles. A band's inputs lie parted by row and column modulo
// 4, so that input i, j of neighbouring tiles is one run of floats. Rows of tiles follow each
// other with one zero between them.
type tiling struct {
	width   int // pixels in a row
	across  int // tiles in a row
	rows    int // rows of tiles in a band
	pitch   int // floats from one row of tiles to the next
	plane   int // floats from one of the 16 parts to the next
	channel int
	inputs  [tileParts]int32 // byte offsets, input i, j of a tile at 6*j + i
	blocks  int              // of 8 results
	w       []float32
}

// tileable reports whether a convolution may be computed in tiles.
func (c *Conv) tileable(oh, ow int) bool { return c.size == 3 && c.stride == 1 && oh*ow >= leastTiled }

// doTiled computes the whole result in tiles.
func (r *ConvRun) doTiled(t *Team) {
	v := &r.tiles
	down := (r.oh + tileSide - 1) / tileSide
	v.across, v.blocks, v.w = (r.ow+tileSide-1)/tileSide, len(r.bias)/tileRows, r.tileWeights(t)
	v.width, v.pitch = r.ow, v.across+1
	v.rows = v.bandRows(down, r.in, t.size())
	v.plane = spread(v.columns(v.rows) + v.pitch + 2 + 2*16) // parting a row writes on
	v.channel = tileResults * v.plane
	for i := range tileReads {
		for j := range tileReads {
			part, at := i%tileSide*tileSide+(j+tileSide-1)%tileSide, i/tileSide*v.pitch+(j+tileSide-1)/tileSide
			v.inputs[tileReads*j+i] = int32(4 * (part*v.plane + at))
		}
	}
	t.do(tiledRun{r}, (down+v.rows-1)/v.rows)
}

// columns is the number of columns in the products of n rows of tiles.
func (v *tiling) columns(n int) int { return vectors(n*v.pitch - 1) }

// bandRows chooses the rows of tiles in a band: few of the columns computed in vain, enough
// bands for the goroutines, the input within the scratch.
func (v *tiling) bandRows(down, in, goroutines int) int {
	best, least := 1, math.Inf(1)
	for n := 1; n <= down; n++ {
		bands := (down + n - 1) / n
		if n > 1 && in*tileResults*(n+1)*v.pitch > 2*bandFloats {
			break
		}
		turns := (bands + goroutines - 1) / goroutines
		cost := float64(turns*v.columns(n)) * (1 + 0.15/float64(n)) // a band's first rows are read twice
		if cost < least {
			best, least = n, cost
		}
	}
	return best
}

// tiledRun is a ConvRun as the job of a team that computes tiles.
type tiledRun struct{ *ConvRun }

// run computes one band of rows of tiles.
func (r tiledRun) run(m *member, item int) {
	v := &r.tiles
	first := item * v.rows
	rows := min(v.rows, (r.oh+tileSide-1)/tileSide-first)
	input := grow(&m.input, r.in*v.channel)
	r.fillTiles(m, input, first, rows)
	for at := 0; at < rows*v.pitch-1; at += tileCols {
		cols := min(tileCols, v.columns(rows)-at)
		products := r.multiply(m, input[at:], cols)
		r.storeTiles(m, products, cols, at, first, rows)
	}
}

// multiply returns the products [36,blocks*8,cols] of a block of tiles.
func (r tiledRun) multiply(m *member, input []float32, cols int) []float32 {
	v := &r.tiles
	results := v.blocks * tileRows
	size := tileParts * min(r.in, mostChannels) * cols
	transformed := grow(&m.transformed, size+tileScratch)
	products := grow(&m.output, tileParts*results*cols)
	for c0 := 0; c0 < r.in; c0 += mostChannels {
		n := min(mostChannels, r.in-c0)
		steps := m.stepsOf(n, cols)
		for c := range n {
			m.isa.tilesIn(transformed[c*cols:], n*cols, input[(c0+c)*v.channel:], v.inputs[:], transformed[size:], cols)
		}
		bias := m.cols[colZero][:tileRows]
		if c0 > 0 {
			bias = nil
		}
		for k := range tileParts {
			for b := range v.blocks {
				w := v.w[((k*v.blocks+b)*r.in+c0)*tileRows:]
				m.isa.gemm(products[(k*results+b*tileRows)*cols:], cols, cols, transformed[k*n*cols:], w, bias, steps)
			}
		}
	}
	return products
}

// stepsOf are the byte offsets of n rows of cols floats.
func (m *member) stepsOf(n, cols int) []int32 {
	m.steps = growInts(m.steps, n)
	for i := range m.steps {
		m.steps[i] = int32(4 * i * cols)
	}
	return m.steps
}

// fillTiles copies what a band of rows of tiles reads into input, parted.
func (r tiledRun) fillTiles(m *member, input []float32, first, rows int) {
	v, c0 := &r.tiles, 0
	y0, y1 := tileSide*first-1, tileSide*(first+rows)+1 // rows of the source, some may lie outside
	for _, s := range r.sources {
		for c := range s.C {
			channel := input[(c0+c)*v.channel:][:v.channel]
			for i := range tileResults {
				channel[i*v.plane] = 0
			}
			for y := y0; y < 0; y++ {
				v.clear(channel, y-y0)
			}
			v.fill(m, channel, s, c, max(y0, 0), min(y1, r.h), y0)
			for y := r.h; y < y1; y++ {
				v.clear(channel, y-y0)
			}
		}
		c0 += s.C
	}
}

// fill parts rows from to to of channel c; row y0 comes first.
func (v *tiling) fill(m *member, channel []float32, s Source, c, from, to, y0 int) {
	if s.Scale == Same {
		m.isa.split4(channel[1:], v.plane, v.pitch, from-y0, s.Data[(c*s.H+from)*s.W:], s.W, v.width, to-from)
		return
	}
	for y := from; y < to; y++ {
		m.isa.split4(channel[v.row(y-y0):], v.plane, v.pitch, 0, s.row(m, c, y, 0, v.width), v.width, v.width, 1)
	}
}

// row is where row y of a band begins in a channel.
func (v *tiling) row(y int) int { return y%tileSide*tileSide*v.plane + 1 + y/tileSide*v.pitch }

// clear sets a row, and the zero behind it.
func (v *tiling) clear(channel []float32, y int) {
	for i := range tileSide {
		clear(channel[v.row(y)+i*v.plane:][:v.pitch])
	}
}

// storeTiles finishes a block of tiles that begins at column at of a band.
func (r tiledRun) storeTiles(m *member, products []float32, cols, at, first, rows int) {
	v := &r.tiles
	results := v.blocks * tileRows
	size := tileResults*cols + tileCols // the end of a row is read to a multiple of 16
	y16 := grow(&m.row, size+tileScratch)
	end := min(at+cols, rows*v.pitch-1)
	for c := range r.out {
		m.isa.tilesOut(y16, products[c*cols:], results*cols, r.bias[c:], y16[size:], cols)
		for t := at; t < end; {
			ty, tx := t/v.pitch, t%v.pitch
			n := min(end-t, v.pitch-tx)
			if tx < v.across {
				r.storeRows(m.isa, y16[t-at:], cols, c, (first+ty)*tileSide, tx*tileSide, min(n, v.across-tx)*tileSide)
			}
			t += n
		}
	}
}

// storeRows finishes up to four rows of n pixels from x on.
func (r tiledRun) storeRows(isa ISA, parts []float32, cols, c, y, x, n int) {
	at, rows := (c*r.oh+y)*r.ow+x, min(tileSide, r.oh-y)
	var res []float32
	if r.finish.Residual != nil {
		res = r.finish.Residual[at:]
	}
	isa.finish4(r.dst[at:], parts, res, cols, r.ow, min(n, r.ow-x), rows, r.finish.Slope)
}

// tileWeights returns the weights for tiles, [36][ceil(out/8)][in][8]. They are kept from the
// second use on: a program that colours one picture would keep them for nothing. Those of the
// first use are valid until the team's next operation.
func (c *Conv) tileWeights(t *Team) []float32 {
	size := tileParts * len(c.bias) * c.in
	if c.tried.CompareAndSwap(false, true) {
		return c.transformed(t, grow(&t.weights, size))
	}
	c.tile.Do(func() { c.tiled = c.transformed(t, make([]float32, size)) })
	return c.tiled
}

// transformed transforms the weights into dst.
func (c *Conv) transformed(t *Team, dst []float32) []float32 {
	t.do(transforming{packing{c, c.in * 9}, dst}, len(c.bias)/tileRows)
	return dst
}

// transforming is the transform of a convolution's weights as a job of a team.
type transforming struct {
	packing
	dst []float32
}

// run transforms the weights of 8 results.
func (c transforming) run(m *member, block int) {
	packed := grow(&m.input, c.n*tileRows)
	c.block(m, packed, block)
	m.isa.tileWeights(c.dst[block*c.in*tileRows:], len(c.dst)/tileParts, packed, c.in)
}

// tileWeightsPlain transforms the weights of n inputs and 8 results, [n][9][8], to [n][8]; the
// 36 parts lie part floats apart in dst.
func tileWeightsPlain(dst []float32, part int, packed []float32, n int) {
	for i := range n {
		for o := range tileRows {
			for k, u := range tileWeight(packed[i*9*tileRows+o:]) {
				dst[k*part+i*tileRows+o] = float32(u)
			}
		}
	}
}

// tileWeight transforms the nine weights that lie 8 floats apart in w.
func tileWeight(w []float32) (u [tileParts]float64) {
	var half [3][tileReads]float64
	for y := range half {
		half[y] = tileLine(float64(w[24*y]), float64(w[24*y+8]), float64(w[24*y+16]))
	}
	for j := range tileReads {
		for i, x := range tileLine(half[0][j], half[1][j], half[2][j]) {
			u[tileReads*i+j] = x
		}
	}
	return u
}

// tileLine evaluates g0 + g1*x + g2*x^2 at the points, each over the product of its distances to
// the others.
func tileLine(g0, g1, g2 float64) [tileReads]float64 {
	const (
		a2, b2 = pointA * pointA, pointB * pointB
		overA  = 1 / (2 * a2 * (a2 - b2))
		overB  = 1 / (2 * b2 * (b2 - a2))
	)
	// The conversions keep compilers from fusing: the bytes are those of every machine.
	evenA, oddA := g0+float64(a2*g2), float64(pointA*g1)
	evenB, oddB := g0+float64(b2*g2), float64(pointB*g1)
	return [tileReads]float64{
		g0 / (a2 * b2), (evenA + oddA) * overA, (evenA - oddA) * overA,
		(evenB + oddB) * overB, (evenB - oddB) * overB, g2,
	}
}
