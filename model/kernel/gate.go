package kernel

// Gate sets dst [h,w] from mask [h,w]: the mask (set where ≥ 0.5) is dilated by a square of
// radius core, then averaged over a square of radius taper; what lies outside the picture is
// not set. So it is 1 up to core-taper pixels from the mask and 0 beyond core+taper.
func Gate(dst, mask []float32, h, w, core, taper int) {
	counts := make([]int32, h*w)
	for i, v := range mask {
		if v >= 0.5 {
			counts[i] = 1
		}
	}
	line := make([]int32, max(h, w)+1)
	for _, pass := range []struct {
		radius int
		dilate bool
	}{{core, true}, {taper, false}} {
		boxLines(counts, line, h, w, w, 1, pass.radius, pass.dilate)
		boxLines(counts, line, w, h, 1, w, pass.radius, pass.dilate)
	}
	area := float32((2*taper + 1) * (2*taper + 1))
	for i, n := range counts {
		dst[i] = float32(n) / area
	}
}

// boxLines replaces each value of n lines of length size by the sum of its neighbours up to
// radius, or by 1 if that sum is positive and dilate is asked for. Lines lie next floats
// apart, their values step floats.
func boxLines(x, sums []int32, n, size, next, step, radius int, dilate bool) {
	for l := range n {
		line := x[l*next:]
		for i := range size {
			sums[i+1] = sums[i] + line[i*step]
		}
		for i := range size {
			s := sums[min(i+radius+1, size)] - sums[max(i-radius, 0)]
			if dilate {
				s = min(s, 1)
			}
			line[i*step] = s
		}
	}
}
