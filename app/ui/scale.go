package ui

import (
	"encoding/binary"
	"image"
)

// paintPage writes the page as seen through an upright v inside part of the screen: enlarged by the
// nearest pixel, reduced by area, so that a line never falls between two samples. What
// is outside the page is left alone.
func paintPage(dst *image.RGBA, p *pyramid, v viewport, part image.Rectangle) {
	part = part.Intersect(dst.Rect).Intersect(v.pageRect())
	if part.Empty() {
		return
	}
	if v.zoom >= 1 {
		enlarge(dst, p.levels[0], v, part)
		return
	}
	level, rest := levelFor(v.zoom)
	src := p.at(level)
	reduce(dst, src, v, level, rest, part)
}

// enlarge takes for each screen pixel that of the page under its middle.
func enlarge(dst, src *image.RGBA, v viewport, part image.Rectangle) {
	across, down := v.runs(src, 0)
	columns := across.nearest(part.Min.X, part.Max.X, v.origin.x, v.zoom)
	rows := down.nearest(part.Min.Y, part.Max.Y, v.origin.y, v.zoom)
	last := -1
	for i, sy := range rows {
		row := dst.Pix[dst.PixOffset(part.Min.X, part.Min.Y+i):][:4*len(columns)]
		if sy == last {
			copy(row, dst.Pix[dst.PixOffset(part.Min.X, part.Min.Y+i-1):])
			continue
		}
		last = sy
		from := src.Pix[sy:]
		for x, sx := range columns {
			copy(row[4*x:4*x+4], from[sx:sx+4])
		}
	}
}

// nearest lists the byte of the source pixel for each screen coordinate from low to high.
func (r run) nearest(low, high int, origin, zoom float64) []int {
	list := make([]int, high-low)
	for i := range list {
		at := (float64(low+i) + 0.5 - origin) / zoom
		if r.reversed {
			at = r.end - at
		}
		list[i] = r.step * min(max(int(at), 0), r.limit-1)
	}
	return list
}

// span is which source pixels make one screen pixel along a side: at zooms of 0.5 to 1 at
// most three.
type span struct {
	at    [3]int    // those that count nothing repeat a neighbour
	share [3]uint64 // in 1/wholeShare, of which they have a whole together
}

// shareBits leave room for a channel's sum across and down a screen pixel in 32 bits.
const (
	shareBits  = 12
	wholeShare = 1 << shareBits
)

// spans lists them for the screen coordinates from low to high.
func (r run) spans(low, high int, origin, zoom float64) []span {
	list := make([]span, high-low)
	for i := range list {
		a, b := (float64(low+i)-origin)/zoom, (float64(low+i)+1-origin)/zoom
		if r.reversed {
			a, b = r.end-b, r.end-a
		}
		list[i] = spanOf(min(max(a, 0), float64(r.limit)), min(max(b, 0), float64(r.limit)), r.limit-1)
	}
	return list
}

// spanOf takes what lies from a to b, source pixels, of which the last is given.
func spanOf(a, b float64, last int) (s span) {
	first := min(int(a), last)
	last = min(max(ceil(b)-1, first), first+len(s.at)-1)
	taken := uint64(0) // rounded as a sum, so that nothing is lost
	for i := range s.at {
		s.at[i] = min(first+i, last)
		upTo := uint64(wholeShare)
		if first+i < last {
			upTo = min(uint64((float64(first+i+1)-a)/(b-a)*wholeShare+0.5), wholeShare)
		}
		s.share[i], taken = upTo-taken, upTo
	}
	return s
}

// reduce averages what lies under each screen pixel of part, first down the screen and
// then across it.
func reduce(dst, src *image.RGBA, v viewport, level int, rest float64, part image.Rectangle) {
	across, down := v.runs(src, level)
	columns := across.spans(part.Min.X, part.Max.X, v.origin.x, rest)
	rows := down.spans(part.Min.Y, part.Max.Y, v.origin.y, rest)
	low := min(columns[0].at[0], columns[len(columns)-1].at[0])
	high := max(columns[0].at[2], columns[len(columns)-1].at[2])
	inBands(part, func() func(image.Rectangle) {
		sums := make([]uint64, high-low+1) // down the screen, for each source pixel across it
		return func(band image.Rectangle) {
			for y := band.Min.Y; y < band.Max.Y; y++ {
				r := &rows[y-part.Min.Y]
				down.sumUp(sums, src.Pix[low*across.step:], r, across.step)
				row := dst.Pix[dst.PixOffset(part.Min.X, y):][:4*len(columns)]
				sumAcross(row, sums, columns, low)
				copyAlpha(row, src.Pix[r.at[0]*down.step+3:], columns, across.step)
			}
		}
	})
}

// A packed pixel has its three colours 21 bits apart, so that one multiplication weighs
// them all.
func packed(p uint32) uint64 {
	return uint64(p&0xFF) | uint64(p&0xFF00)<<13 | uint64(p&0xFF0000)<<26
}

// sumUp writes, packed, the weighted sum of three lines for each of the source pixels
// that are step bytes apart.
func (r run) sumUp(sums []uint64, pix []uint8, s *span, step int) {
	a, b, c := pix[s.at[0]*r.step:], pix[s.at[1]*r.step:], pix[s.at[2]*r.step:]
	if s.share[2] == 0 {
		for i, k := 0, 0; i < len(sums); i, k = i+1, k+step {
			sums[i] = s.share[0]*packed(binary.LittleEndian.Uint32(a[k:])) + s.share[1]*packed(binary.LittleEndian.Uint32(b[k:]))
		}
		return
	}
	for i, k := 0, 0; i < len(sums); i, k = i+1, k+step {
		sums[i] = s.share[0]*packed(binary.LittleEndian.Uint32(a[k:])) + s.share[1]*packed(binary.LittleEndian.Uint32(b[k:])) +
			s.share[2]*packed(binary.LittleEndian.Uint32(c[k:]))
	}
}

// sumAcross writes the weighted means of packed sums, of which the first is source pixel
// low.
func sumAcross(row []uint8, sums []uint64, columns []span, low int) {
	const lane, half = 1<<21 - 1, 1 << (2*shareBits - 1)
	for x := range columns {
		s := &columns[x]
		redBlue, green := uint64(half<<32|half), uint64(half)
		for i := range s.at {
			v := sums[s.at[i]-low]
			redBlue += s.share[i] * (v&lane | v>>42<<32)
			green += s.share[i] * (v >> 21 & lane)
		}
		p := row[4*x:][:3:3]
		p[0], p[1], p[2] = uint8(redBlue>>(2*shareBits)), uint8(green>>(2*shareBits)), uint8(redBlue>>(2*shareBits+32))
	}
}

// copyAlpha takes it from one source pixel: it is opaque but where nothing was painted yet.
func copyAlpha(row, alpha []uint8, columns []span, step int) {
	for x := range columns {
		row[4*x+3] = alpha[columns[x].at[0]*step]
	}
}
