package imageio

import "bytes"

// Filters of a row, PNG specification (W3C, 2003), 9.2.
const (
	filterNone = iota
	filterSub
	filterUp
	filterAverage
	filterPaeth
	filterKinds
)

// flatRow is what a byte of a filtered row may deviate from 0 in the mean, in parts of
// one, for the row to be good enough: the filters that take the longest are not tried.
const flatRow = 32

// filter returns the row, filtered so that its bytes are near 0 (the specification's
// heuristic, 12.8), with the filter's number in front.
func (s *pngStrip) filter(depth int) []byte {
	if bytes.Equal(s.row, s.last) {
		clear(s.filtered[filterUp][1:])
		return s.filtered[filterUp]
	}
	best, least := filterSub, s.sub(depth)
	if sum := s.up(); sum < least {
		best, least = filterUp, sum
	}
	if least*flatRow > len(s.row) {
		if sum := s.paeth(depth, least); sum < least {
			best, least = filterPaeth, sum
		}
		if sum := s.average(depth, least); sum < least {
			best, least = filterAverage, sum
		}
		if sum := s.none(least); sum < least {
			best = filterNone
		}
	}
	return s.filtered[best]
}

// size8 is how far a byte is from 0, as a signed number.
func size8(b byte) int {
	d := int(int8(b))
	return max(d, -d)
}

func (s *pngStrip) none(limit int) (sum int) {
	to := s.filtered[filterNone][1:]
	copy(to, s.row)
	for _, b := range to {
		if sum += size8(b); sum >= limit {
			break
		}
	}
	return sum
}

func (s *pngStrip) sub(depth int) (sum int) {
	to, left, row := s.filtered[filterSub][1:], s.row[:len(s.row)-depth], s.row[depth:]
	for i, b := range s.row[:depth] {
		to[i] = b
		sum += size8(b)
	}
	to = to[depth:][:len(row)]
	left = left[:len(row)]
	for i, b := range row {
		d := b - left[i]
		to[i] = d
		sum += size8(d)
	}
	return sum
}

func (s *pngStrip) up() (sum int) {
	to, last := s.filtered[filterUp][1:][:len(s.row)], s.last[:len(s.row)]
	for i, b := range s.row {
		d := b - last[i]
		to[i] = d
		sum += size8(d)
	}
	return sum
}

func (s *pngStrip) average(depth, limit int) (sum int) {
	to := s.filtered[filterAverage][1:]
	for i, b := range s.row {
		left := 0
		if i >= depth {
			left = int(s.row[i-depth])
		}
		to[i] = b - byte((left+int(s.last[i]))/2)
		if sum += size8(to[i]); sum >= limit {
			break
		}
	}
	return sum
}

func (s *pngStrip) paeth(depth, limit int) (sum int) {
	to := s.filtered[filterPaeth][1:]
	for i, b := range s.row[:depth] {
		to[i] = b - s.last[i]
		sum += size8(to[i])
	}
	for i := depth; i < len(s.row); i++ {
		to[i] = s.row[i] - byte(paeth(int(s.row[i-depth]), int(s.last[i]), int(s.last[i-depth])))
		if sum += size8(to[i]); sum >= limit {
			break
		}
	}
	return sum
}
