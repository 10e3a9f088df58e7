package kernel

import "math"

// Normalize scales x [heads*d,n] in place so that for each column the d values of a head have
// unit length: x / max(|x|, eps).
func Normalize(x []float32, heads, d, n int, eps float32) {
	length := make([]float32, n)
	for h := range heads {
		clear(length)
		head := x[h*d*n : (h+1)*d*n]
		for r := 0; r < len(head); r += n {
			for i, v := range head[r : r+n] {
				length[i] += v * v
			}
		}
		for i, s := range length {
			length[i] = 1 / max(float32(math.Sqrt(float64(s))), eps)
		}
		for r := 0; r < len(head); r += n {
			row := head[r : r+n]
			for i, l := range length {
				row[i] *= l
			}
		}
	}
}

// Pool sets dst [c,h/k,w/k] to the means of k x k pixels of src [c,h,w]; rows and columns
// left over at the end are dropped.
func Pool(dst, src []float32, c, h, w, k int) {
	oh, ow := h/k, w/k
	scale := 1 / float32(k*k)
	for i := range dst[:c*oh*ow] {
		ch, y, x := i/(oh*ow), i/ow%oh*k, i%ow*k
		sum := float32(0)
		for dy := range k {
			for _, v := range src[(ch*h+y+dy)*w+x:][:k] {
				sum += v
			}
		}
		dst[i] = sum * scale
	}
}

// Enlarge sets dst [c,h*k,w*k] to src [c,h,w], bilinear; pixel centres lie at halves and the
// border repeats.
func Enlarge(dst, src []float32, c, h, w, k int) {
	left, part := make([]int, w*k), make([]float32, w*k)
	for x := range left {
		left[x], part[x] = between(x, w, k)
	}
	narrow := make([]float32, w)
	for i := range c * h * k {
		y, t := between(i%(h*k), h, k)
		above := src[(i/(h*k)*h+y)*w:][:w]
		copy(narrow, above)
		if t > 0 {
			for x, below := range src[(i/(h*k)*h+y+1)*w:][:w] {
				narrow[x] += t * (below - above[x])
			}
		}
		row := dst[i*w*k:][:w*k]
		for x := range row {
			row[x] = narrow[left[x]]
			if part[x] > 0 {
				row[x] += part[x] * (narrow[left[x]+1] - narrow[left[x]])
			}
		}
	}
}

// between returns the last of n samples whose centre is not beyond that of pixel i of n*k, and
// how much of the way to the next the pixel lies, 0 where there is none.
func between(i, n, k int) (at int, part float32) {
	v := max((float32(i)+0.5)/float32(k)-0.5, 0)
	at = min(int(v), n-1)
	if at == n-1 {
		return at, 0
	}
	return at, v - float32(at)
}

// Close sets dst [c,h,w] to the grey closing of src by a square: the smallest of the largest
// values up to radius pixels away. Thin dark lines go. Outside the picture nothing counts. The
// bytes are the same with every instruction set, so the best is used.
func Close(dst, src []float32, c, h, w, radius int) {
	isa, was := Best(), make([]float32, h*w)
	copy(dst, src[:c*h*w])
	for _, larger := range []bool{true, false} {
		for i := range c {
			plane := dst[i*h*w:][:h*w]
			copy(was, plane)
			for y := range h {
				for other := max(y-radius, 0); other <= min(y+radius, h-1); other++ {
					isa.extreme(plane[y*w:][:w], was[other*w:], larger)
				}
			}
			copy(was, plane)
			for y := range h {
				extremeRow(isa, plane[y*w:][:w], was[y*w:][:w], radius, larger)
			}
		}
	}
}

// extremeRow raises (or lowers) each value of row to the largest (or smallest) of was up to radius
// away.
func extremeRow(isa ISA, row, was []float32, radius int, larger bool) {
	for k := 1; k <= min(radius, len(row)-1); k++ {
		isa.extreme(row[:len(row)-k], was[k:], larger)
		isa.extreme(row[k:], was, larger)
	}
}

// extremePlain is extreme in Go.
func extremePlain(dst, src []float32, larger bool) {
	for i, v := range dst {
		if u := src[i]; larger == (u > v) {
			dst[i] = u
		}
	}
}
