package kernel

// layout is how a band of input rows lies in scratch, so that every tap of 48 neighbouring
// results is one run of 48 floats: rows follow each other, with the pixel before and the pixel
// behind them, and what a tile computes of those is not used. For stride 2 a channel is four
// planes, (even, odd rows) x (even, odd columns) of the padded picture.
type layout struct {
	rows    int // results rows in a band
	pitch   int // floats from one row to the next
	plane   int // floats from one plane to the next (stride 2)
	channel int // floats from one channel to the next
}

// bandFloats is the scratch that a band should take: 384 KiB, which stays in the second level
// cache with the weights beside it.
const bandFloats = 96 << 10

// bandRows chooses the rows of a band: within the scratch, and enough bands for each of the
// goroutines to have some. rowFloats is the scratch of one row.
func bandRows(h, rowFloats, goroutines int) int {
	fit := max(bandFloats/rowFloats-2, 1)
	share := h
	if goroutines > 1 {
		share = (h + 2*goroutines - 1) / (2 * goroutines)
	}
	return min(fit, max(share, min(h, 4)))
}

// planes is the number of planes a channel is parted into.
func (c *Conv) planes() int { return c.stride * c.stride }

func (c *Conv) newLayout(ow, rows int) layout {
	l := layout{rows: rows, pitch: ow + 2}
	switch {
	case c.size == 1:
		l.pitch = ow
	case c.stride == 2:
		l.pitch = ow + 1
	}
	cols := vectors(rows * l.pitch)
	switch {
	case c.size == 1:
		l.channel = spread(cols)
	case c.stride == 1:
		l.channel = spread(cols + 2*l.pitch + 2)
	default:
		l.plane = spread(cols + l.pitch + 1)
		l.channel = 4 * l.plane
	}
	return l
}

// spread rounds n up to an odd number of cache lines, so that channels do not compete for
// the same cache sets.
func spread(n int) int { return ((n+15)/16 | 1) * 16 }

// steps appends the byte offset of each tap of each channel.
func (l layout) steps(to []int32, in, size int) []int32 {
	for c := range in {
		for tap := range size * size {
			ky, kx := tap/size, tap%size
			at := c*l.channel + ky*l.pitch + kx
			if l.plane > 0 {
				at = c*l.channel + (ky%2*2+kx%2)*l.plane + ky/2*l.pitch + kx/2
			}
			to = append(to, int32(4*at))
		}
	}
	return to
}

// fill copies what the band of result rows y0 to y0+rows reads into input.
func (r *ConvRun) fill(m *member, input []float32, y0, rows int) {
	first := 0
	for _, s := range r.sources {
		for c := range s.C {
			channel := input[(first+c)*r.channel:][:r.channel]
			switch {
			case r.size == 1:
				r.fillPoint(m.isa, channel, s, c, y0, rows)
			case r.stride == 1:
				r.fillSame(m.isa, channel, s, c, y0, rows)
			default:
				r.fillHalf(m, channel, s, c, y0, rows)
			}
		}
		first += s.C
	}
}

func (r *ConvRun) fillPoint(isa ISA, channel []float32, s Source, c, y0, rows int) {
	for y := range rows {
		s.read(isa, channel[y*r.pitch:][:r.pitch], c, y0+y, r.part.Min.X)
	}
}

// fillSame fills rows y0-1 to y0+rows, zeros outside the picture.
func (r *ConvRun) fillSame(isa ISA, channel []float32, s Source, c, y0, rows int) {
	for y := range rows + 2 {
		r.fillPadded(isa, channel[y*r.pitch:][:r.pitch], s, c, y0+y-1)
	}
}

// fillPadded fills row with row y of the part and the pixels before and behind it.
func (r *ConvRun) fillPadded(isa ISA, row []float32, s Source, c, y int) {
	x0, x1 := r.part.Min.X-1, r.part.Max.X+1
	if y < 0 || y >= r.h {
		clear(row)
		return
	}
	if x0 < 0 {
		row[0], row, x0 = 0, row[1:], 0
	}
	if x1 > r.w {
		row[len(row)-1], row = 0, row[:len(row)-1]
	}
	s.read(isa, row, c, y, x0)
}

// fillHalf fills rows 2*y0-1 to 2*(y0+rows)-1, parted into planes.
func (r *ConvRun) fillHalf(m *member, channel []float32, s Source, c, y0, rows int) {
	x0, x1 := 2*r.part.Min.X-1, min(2*r.part.Max.X, r.w)
	for y := range 2*rows + 1 {
		at := y%2*2*r.plane + y/2*r.pitch
		even, odd := channel[at:][:r.pitch], channel[at+r.plane:][:r.pitch]
		src := 2*y0 + y - 1
		if src < 0 || src >= r.h {
			clear(even)
			clear(odd)
			continue
		}
		even[0], even[r.pitch-1] = 0, 0
		if x0 >= 0 {
			s.read(m.isa, even[:1], c, src, x0)
		}
		m.isa.split2(odd, even[1:], s.row(m, c, src, x0+1, x1))
	}
}
