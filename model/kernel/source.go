package kernel

import "fmt"

// Scale says how a source is resampled while it is read.
type Scale int

const (
	Same  Scale = iota // as it is
	Up2                // nearest neighbour, twice the size
	Up4                // nearest neighbour, four times the size
	Pool2              // the mean of 2 x 2 pixels
)

// Source is one input of a convolution: Data [C,H,W], read at another Scale. Several sources
// are concatenated along C without being copied anywhere first.
type Source struct {
	Data    []float32
	C, H, W int
	Scale   Scale
}

// fits panics unless s covers h x w pixels once scaled; only a wrong graph can do that.
func (s Source) fits(h, w int) {
	ok := len(s.Data) == s.C*s.H*s.W
	switch s.Scale {
	case Same:
		ok = ok && s.H == h && s.W == w
	case Up2:
		ok = ok && s.H == (h+1)/2 && s.W == (w+1)/2
	case Up4:
		ok = ok && s.H == (h+3)/4 && s.W == (w+3)/4
	case Pool2:
		ok = ok && s.H/2 == h && s.W/2 == w
	}
	if !ok {
		panic(fmt.Sprintf("kernel: source %d x %d x %d of %d floats at scale %d does not cover %d x %d",
			s.C, s.H, s.W, len(s.Data), s.Scale, h, w))
	}
}

// plain returns row y of channel c where it lies, if no resampling is asked for.
func (s Source) plain(c, y int) []float32 {
	at := (c*s.H + y) * s.W
	return s.Data[at : at+s.W]
}

// row returns pixels x0 to x1 of row y of channel c, valid until the member's next.
func (s Source) row(m *member, c, y, x0, x1 int) []float32 {
	if s.Scale == Same {
		return s.plain(c, y)[x0:x1]
	}
	row := grow(&m.row, x1-x0)
	s.read(m.isa, row, c, y, x0)
	return row
}

// read fills dst with row y of channel c, from pixel x on.
func (s Source) read(isa ISA, dst []float32, c, y, x int) {
	switch s.Scale {
	case Same:
		copy(dst, s.plain(c, y)[x:])
	case Up2:
		row := s.plain(c, y/2)
		if x%2 == 1 {
			dst[0], dst, x = row[x/2], dst[1:], x+1
		}
		isa.up2(dst, row[x/2:])
	case Up4:
		row := s.plain(c, y/4)
		for ; x%4 != 0 && len(dst) > 0; x++ {
			dst[0], dst = row[x/4], dst[1:]
		}
		for row = row[x/4:]; len(dst) >= 4; dst, row = dst[4:], row[1:] {
			v := row[0]
			dst[0], dst[1], dst[2], dst[3] = v, v, v, v
		}
		for i := range dst {
			dst[i] = row[0]
		}
	case Pool2:
		a, b := s.plain(c, 2*y)[2*x:], s.plain(c, 2*y+1)[2*x:]
		for i := range dst {
			dst[i] = ((a[2*i] + a[2*i+1]) + (b[2*i] + b[2*i+1])) * 0.25
		}
	}
}
