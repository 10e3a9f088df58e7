// Package rivals holds the methods that the networks are measured against: ways to mend a
// colouring along edge strokes, and to colour line art from dabs, with nothing learned. It
// knows only standard images.
package rivals

import "math"

// neighbours are the indices left, right, above and below pixel i; -1 outside.
func neighbours(i, w, h int) (n [4]int) {
	n = [4]int{i - 1, i + 1, i - w, i + w}
	if i%w == 0 {
		n[0] = -1
	}
	if i%w == w-1 {
		n[1] = -1
	}
	if i < w {
		n[2] = -1
	}
	if i >= w*(h-1) {
		n[3] = -1
	}
	return n
}

// distances gives every pixel's distance in px to the nearest set one, +Inf where none is set:
// two passes of a vector distance transform (Danielsson 1980), at most a fraction of a px off.
func distances(set []bool, w, h int) []float64 {
	dx, dy := make([]int32, w*h), make([]int32, w*h)
	const none = 1 << 14
	for i, on := range set {
		if !on {
			dx[i], dy[i] = none, none
		}
	}
	better := func(i, j int, sx, sy int32) {
		x, y := dx[j]+sx, dy[j]+sy
		if x*x+y*y < dx[i]*dx[i]+dy[i]*dy[i] {
			dx[i], dy[i] = x, y
		}
	}
	sweep := func(y, from, sy int) {
		for x := range w {
			if from >= 0 && from < h {
				better(y*w+x, from*w+x, 0, int32(sy))
			}
		}
		for x := 1; x < w; x++ {
			better(y*w+x, y*w+x-1, -1, 0)
		}
		for x := w - 2; x >= 0; x-- {
			better(y*w+x, y*w+x+1, 1, 0)
		}
	}
	for y := range h {
		sweep(y, y-1, -1)
	}
	for y := h - 1; y >= 0; y-- {
		sweep(y, y+1, 1)
	}
	out := make([]float64, w*h)
	for i := range out {
		if dx[i] >= none/2 || dy[i] >= none/2 {
			out[i] = math.Inf(1)
		} else {
			out[i] = math.Hypot(float64(dx[i]), float64(dy[i]))
		}
	}
	return out
}
