package region

// thin reduces a mask of w x h px to lines one px wide that hang together as it does (Zhang and
// Suen 1984).
func thin(mask []bool, w, h int) []bool {
	on := make([]bool, len(mask))
	var left []int32 // what may still go
	for i, v := range mask {
		x, y := i%w, i/w
		if on[i] = v && x > 0 && y > 0 && x < w-1 && y < h-1; on[i] {
			left = append(left, int32(i))
		}
	}
	var gone []int32
	for changed := true; changed; {
		changed = false
		for pass := range 2 {
			gone = gone[:0]
			for _, i := range left {
				if removable(ring(on, int(i), w), pass) {
					gone = append(gone, i)
				}
			}
			for _, i := range gone {
				on[i] = false
			}
			changed = changed || len(gone) > 0
			kept := left[:0]
			for _, i := range left {
				if on[i] {
					kept = append(kept, i)
				}
			}
			left = kept
		}
	}
	return on
}

// ring is the eight neighbours of an inner pixel, clockwise from above: bit k for the k-th.
func ring(on []bool, i, w int) (bits uint8) {
	for k, d := range [8]int{-w, 1 - w, 1, 1 + w, w, w - 1, -1, -1 - w} {
		if on[i+d] {
			bits |= 1 << k
		}
	}
	return bits
}

// removable is the condition of Zhang and Suen on the ring of a pixel, for their two passes.
func removable(ring uint8, pass int) bool {
	count, runs := 0, 0
	for k := range 8 {
		if ring>>k&1 == 1 {
			count++
		} else if ring>>((k+1)%8)&1 == 1 {
			runs++
		}
	}
	if count < 2 || count > 6 || runs != 1 {
		return false
	}
	const above, right, below, leftward = 1 << 0, 1 << 2, 1 << 4, 1 << 6
	all := func(bits uint8) bool { return ring&bits == bits }
	if pass == 0 {
		return !all(above|right|below) && !all(right|below|leftward)
	}
	return !all(above|right|leftward) && !all(above|below|leftward)
}
