package model

import "math"

// span is the run of source pixels under one result pixel: [first, last], the first and the
// last by these parts of their area.
type span struct {
	first, last int
	head, tail  float32
}

// spans divides from source pixels among to result pixels.
func spans(from, to int) []span {
	s := make([]span, to)
	size := float64(from) / float64(to)
	for i := range s {
		a, b := float64(i)*size, float64(i+1)*size
		first := min(int(a), from-1)
		last := min(max(int(math.Ceil(b))-1, first), from-1)
		s[i] = span{first, last, float32(float64(first+1) - a), float32(b - float64(last))}
		if first == last {
			s[i].head = float32(b - a)
		}
	}
	return s
}

// weight is the part of pixel i that the span covers.
func (s span) weight(i int) float32 {
	switch i {
	case s.first:
		return s.head
	case s.last:
		return s.tail
	}
	return 1
}

// shrinker brings a picture of sw x sh pixels to dw x dh by area average. read fills c rows of
// row y, one after the other.
type shrinker struct {
	c, sw, sh, dw, dh int
	read              func(y int, rows []float32)
}

// to writes the result into dst, c planes of h rows of pitch floats, on several goroutines.
// dst must hold zeros. Every result pixel is summed in one order.
func (s shrinker) to(dst []float32, h, pitch, threads int) {
	across, down := spans(s.sw, s.dw), spans(s.sh, s.dh)
	scale := float32(float64(s.dw) * float64(s.dh) / (float64(s.sw) * float64(s.sh)))
	eachRows(s.dh, threads, func(_, y0, y1 int) {
		rows, narrow := make([]float32, s.c*s.sw), make([]float32, s.c*s.dw)
		have := -1
		for y := y0; y < y1; y++ {
			for src := down[y].first; src <= down[y].last; src++ {
				if src != have {
					s.read(src, rows)
					s.across(narrow, rows, across)
					have = src
				}
				s.add(dst, narrow, h, pitch, y, down[y].weight(src))
			}
			for c := range s.c {
				row := dst[(c*h+y)*pitch:][:s.dw]
				for x := range row {
					row[x] *= scale
				}
			}
		}
	})
}

// across sums rows [c,sw] into narrow [c,dw].
func (s shrinker) across(narrow, rows []float32, spans []span) {
	for c := range s.c {
		row, out := rows[c*s.sw:(c+1)*s.sw], narrow[c*s.dw:(c+1)*s.dw]
		for i, sp := range spans {
			sum := row[sp.first] * sp.head
			if sp.last > sp.first {
				for _, v := range row[sp.first+1 : sp.last] {
					sum += v
				}
				sum += row[sp.last] * sp.tail
			}
			out[i] = sum
		}
	}
}

// add adds weight*narrow to row y of dst.
func (s shrinker) add(dst, narrow []float32, h, pitch, y int, weight float32) {
	for c := range s.c {
		row := dst[(c*h+y)*pitch:][:s.dw]
		for x, v := range narrow[c*s.dw : (c+1)*s.dw] {
			row[x] += v * weight
		}
	}
}
