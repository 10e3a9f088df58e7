package ui

import "image"

// paintPage writes the page as seen through v inside part of the screen: enlarged by the
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
	v.zoom = rest
	reduce(dst, p.at(level), v, part)
}

// enlarge takes for each screen pixel that of the page under its middle.
func enlarge(dst, src *image.RGBA, v viewport, part image.Rectangle) {
	columns := nearest(part.Min.X, part.Max.X, v.origin.x, v.zoom, src.Rect.Max.X)
	rows := nearest(part.Min.Y, part.Max.Y, v.origin.y, v.zoom, src.Rect.Max.Y)
	last := -1
	for i, sy := range rows {
		row := dst.Pix[dst.PixOffset(part.Min.X, part.Min.Y+i):][:4*len(columns)]
		if sy == last {
			copy(row, dst.Pix[dst.PixOffset(part.Min.X, part.Min.Y+i-1):])
			continue
		}
		last = sy
		from := src.Pix[sy*src.Stride:]
		for x, sx := range columns {
			copy(row[4*x:4*x+4], from[4*sx:4*sx+4])
		}
	}
}

// nearest lists the page coordinate for each screen coordinate from low to high.
func nearest(low, high int, origin, zoom float64, limit int) []int {
	list := make([]int, high-low)
	for i := range list {
		list[i] = min(max(int((float64(low+i)+0.5-origin)/zoom), 0), limit-1)
	}
	return list
}

// span is which source pixels make one screen pixel along a side, with the share in
// 1/256 of the first and the last; those between count in full.
type span struct {
	from, to    int // inclusive
	first, last uint32
}

// spans lists them for the screen coordinates from low to high.
func spans(low, high int, origin, zoom float64, limit int) []span {
	list := make([]span, high-low)
	for i := range list {
		a := min(max((float64(low+i)-origin)/zoom, 0), float64(limit))
		b := min(max((float64(low+i)+1-origin)/zoom, 0), float64(limit))
		s := span{from: min(int(a), limit-1), to: min(max(ceil(b)-1, 0), limit-1)}
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

// reduce averages what lies under each screen pixel. At zooms of 0.5 to 1 that is at
// most three by three source pixels.
func reduce(dst, src *image.RGBA, v viewport, part image.Rectangle) {
	columns := spans(part.Min.X, part.Max.X, v.origin.x, v.zoom, src.Rect.Max.X)
	rows := spans(part.Min.Y, part.Max.Y, v.origin.y, v.zoom, src.Rect.Max.Y)
	for i, r := range rows {
		row := dst.Pix[dst.PixOffset(part.Min.X, part.Min.Y+i):]
		for x, c := range columns {
			var sum [3]uint32
			var total uint32
			for sy := r.from; sy <= r.to; sy++ {
				wy := r.weight(sy)
				from := src.Pix[sy*src.Stride+4*c.from:]
				for sx := c.from; sx <= c.to; sx++ {
					w := wy * c.weight(sx)
					sum[0] += w * uint32(from[0])
					sum[1] += w * uint32(from[1])
					sum[2] += w * uint32(from[2])
					total += w
					from = from[4:]
				}
			}
			if total == 0 {
				continue
			}
			row[4*x] = uint8((sum[0] + total/2) / total)
			row[4*x+1] = uint8((sum[1] + total/2) / total)
			row[4*x+2] = uint8((sum[2] + total/2) / total)
			row[4*x+3] = 255
		}
	}
}
