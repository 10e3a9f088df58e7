package kernel

import "math"

// Normalize scales x [heads*d,n] in place so that for each column the d values of a head have
// unit length: x / max(|x|, eps).
func Normalize(x []float32, heads, d, n int, eps float32) {
	length := make([]float32, n)
	for h := range heads {
		clear(length)
		head := x[h*d*n : (h+1)*d*n]
		for i, v := range head {
			length[i%n] += v * v
		}
		for i, s := range length {
			length[i] = 1 / max(float32(math.Sqrt(float64(s))), eps)
		}
		for i := range head {
			head[i] *= length[i%n]
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
