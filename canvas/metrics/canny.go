package metrics

import (
	"math"
	"slices"
)

// canny marks the edges of a plane: local maxima of the gradient after smoothing with sigma,
// those over the high quantile of all gradients and what hangs together with them over the low
// one (Canny 1986; as scikit-image 0.19 with quantiles). The outermost pixels are never marked.
func canny(plane []float64, w, h int, sigma, low, high float64) []bool {
	smooth, cover := gaussian(plane, w, h, sigma, false), gaussian(slices.Repeat([]float64{1}, w*h), w, h, sigma, false)
	for i := range smooth {
		smooth[i] /= cover[i] + 2.220446049250313e-16
	}
	gy, gx := sobel(smooth, w, h)
	steep := make([]float64, w*h)
	for i := range steep {
		steep[i] = math.Hypot(gy[i], gx[i])
	}
	sorted := slices.Clone(steep)
	slices.Sort(sorted)
	least, most := quantile(sorted, low), quantile(sorted, high)
	weak, queue := make([]bool, w*h), []int(nil)
	out := make([]bool, w*h)
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			i := y*w + x
			if weak[i] = steep[i] >= least && steep[i] > 0 && isPeak(steep, gy[i], gx[i], i, w); weak[i] && steep[i] >= most {
				out[i] = true
				queue = append(queue, i)
			}
		}
	}
	for at := 0; at < len(queue); at++ {
		for _, d := range [8]int{-w - 1, -w, 1 - w, -1, 1, w - 1, w, w + 1} {
			if j := queue[at] + d; weak[j] && !out[j] {
				out[j] = true
				queue = append(queue, j)
			}
		}
	}
	return out
}

// isPeak tells whether the gradient is nowhere higher a pixel on along itself and a pixel back,
// between the two neighbours there.
func isPeak(steep []float64, gy, gx float64, i, w int) bool {
	ay, ax := math.Abs(gy), math.Abs(gx)
	diagonal := w + 1
	if gy*gx < 0 {
		diagonal = w - 1
	}
	straight, part := w, ax/ay
	if ax > ay {
		straight, part = 1, ay/ax
		if gy*gx < 0 {
			straight = -1
		}
	}
	for _, way := range [2]int{1, -1} {
		if steep[i+way*diagonal]*part+steep[i+way*straight]*(1-part) > steep[i] {
			return false
		}
	}
	return true
}

// sobel is the gradient by Sobel's masks, not scaled; beyond the border the picture is mirrored.
func sobel(p []float64, w, h int) (gy, gx []float64) {
	gy, gx = make([]float64, w*h), make([]float64, w*h)
	for y := range h {
		up, down := mirrored(y-1, h)*w, mirrored(y+1, h)*w
		for x := range w {
			l, r := mirrored(x-1, w), mirrored(x+1, w)
			gx[y*w+x] = p[up+r] - p[up+l] + 2*(p[y*w+r]-p[y*w+l]) + p[down+r] - p[down+l]
			gy[y*w+x] = p[down+l] - p[up+l] + 2*(p[down+x]-p[up+x]) + p[down+r] - p[up+r]
		}
	}
	return gy, gx
}

// mirrored is the index that stands for i beyond n of them: the border is repeated once.
func mirrored(i, n int) int {
	for i < 0 || i >= n {
		if i < 0 {
			i = -1 - i
		} else {
			i = 2*n - 1 - i
		}
	}
	return i
}

// gaussian smooths a plane, to four sigma; beyond the border it is mirrored, or 0.
func gaussian(p []float64, w, h int, sigma float64, mirror bool) []float64 {
	r := int(4*sigma + 0.5)
	weight, sum := make([]float64, 2*r+1), 0.0
	for k := range weight {
		weight[k] = math.Exp(-0.5 * float64((k-r)*(k-r)) / (sigma * sigma))
		sum += weight[k]
	}
	for k := range weight {
		weight[k] /= sum
	}
	along := func(src []float64, i, step, at, n int) (v float64) {
		for k, g := range weight {
			to := at + k - r
			if mirror {
				to = mirrored(to, n)
			} else if to < 0 || to >= n {
				continue
			}
			v += g * src[i+(to-at)*step]
		}
		return v
	}
	down, out := make([]float64, w*h), make([]float64, w*h)
	for i := range p {
		down[i] = along(p, i, w, i/w, h)
	}
	for i := range p {
		out[i] = along(down, i, 1, i%w, w)
	}
	return out
}

// quantile is the value below which a part of sorted values lies, linear between ranks.
func quantile(sorted []float64, part float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := part * float64(len(sorted)-1)
	low := int(at)
	return sorted[low] + (at-float64(low))*(sorted[min(low+1, len(sorted)-1)]-sorted[low])
}
