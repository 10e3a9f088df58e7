package ui

import (
	"image"
	"runtime"
	"sync"
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
	across, down := v.runs(src, level)
	reduce(dst, src, across.spans(part.Min.X, part.Max.X, v.origin.x, rest), down.spans(part.Min.Y, part.Max.Y, v.origin.y, rest), part)
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

// span is which source pixels make one screen pixel along a side, with the share in
// 1/256 of the first and the last; those between count in full.
type span struct {
	from, to    int // inclusive
	first, last uint32
	step        int // bytes from one to the next
}

// spans lists them for the screen coordinates from low to high.
func (r run) spans(low, high int, origin, zoom float64) []span {
	list := make([]span, high-low)
	for i := range list {
		a, b := (float64(low+i)-origin)/zoom, (float64(low+i)+1-origin)/zoom
		if r.reversed {
			a, b = r.end-b, r.end-a
		}
		a, b = min(max(a, 0), float64(r.limit)), min(max(b, 0), float64(r.limit))
		s := span{from: min(int(a), r.limit-1), to: min(max(ceil(b)-1, 0), r.limit-1), step: r.step}
		if s.from >= s.to {
			s.to, s.first = s.from, 256
		} else {
			s.first = uint32((float64(s.from+1) - a) * 256)
			s.last = uint32((b - float64(s.to)) * 256)
		}
		list[i] = s
	}
	return list
}

// weight is the share of source pixel i.
func (s span) weight(i int) uint32 {
	switch i {
	case s.from:
		return s.first
	case s.to:
		return s.last
	}
	return 256
}

// reduce averages what lies under each screen pixel, first down the screen and then
// across it. At zooms of 0.5 to 1 that is at most three by three source pixels.
func reduce(dst, src *image.RGBA, columns, rows []span, part image.Rectangle) {
	bands := 1
	if part.Dx()*part.Dy() > worthSharing {
		bands = runtime.GOMAXPROCS(0)
	}
	var all sync.WaitGroup
	for i := range bands {
		from, to := i*len(rows)/bands, (i+1)*len(rows)/bands
		band := part
		band.Min.Y, band.Max.Y = part.Min.Y+from, part.Min.Y+to
		all.Go(func() { reduceBand(dst, src, columns, rows[from:to], band) })
	}
	all.Wait()
}

// worthSharing is from how many pixels on all cores paint together: a frame waits for it.
const worthSharing = 1 << 16

// reduceBand writes some rows of what reduce does.
func reduceBand(dst, src *image.RGBA, columns, rows []span, part image.Rectangle) {
	low, high := reach(columns)
	sums := make([]uint32, 3*(high-low+1)) // of the rows, for each source pixel across
	step := columns[0].step
	for i, r := range rows {
		down := r.sumUp(sums, src.Pix[low*step:], step)
		row := dst.Pix[dst.PixOffset(part.Min.X, part.Min.Y+i):]
		for x, c := range columns {
			var sum [3]uint32
			var total uint32
			for at := c.from; at <= c.to; at++ {
				w := c.weight(at)
				s := sums[3*(at-low):][:3]
				sum[0] += w * s[0]
				sum[1] += w * s[1]
				sum[2] += w * s[2]
				total += w
			}
			if total *= down; total == 0 {
				continue
			}
			p := row[4*x:][:4]
			p[0] = uint8((sum[0] + total/2) / total)
			p[1] = uint8((sum[1] + total/2) / total)
			p[2] = uint8((sum[2] + total/2) / total)
			p[3] = src.Pix[r.from*r.step+c.from*step+3] // opaque but where nothing was painted yet
		}
	}
}

// reach is from the first to the last source pixel that spans take.
func reach(list []span) (low, high int) {
	low, high = list[0].from, list[0].to
	for _, s := range list {
		low, high = min(low, s.from), max(high, s.to)
	}
	return low, high
}

// sumUp writes the weighted sum of the span's lines for each of the source pixels that
// are step bytes apart, and returns the sum of the weights.
func (r span) sumUp(sums []uint32, pix []uint8, step int) (total uint32) {
	clear(sums)
	for at := r.from; at <= r.to; at++ {
		w := r.weight(at)
		total += w
		line := pix[at*r.step:]
		for i, k := 0, 0; i < len(sums); i, k = i+3, k+step {
			s, p := sums[i:][:3], line[k:][:3]
			s[0] += w * uint32(p[0])
			s[1] += w * uint32(p[1])
			s[2] += w * uint32(p[2])
		}
	}
	return total
}
