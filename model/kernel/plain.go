package kernel

import "math"

// Portable Go for what dispatch_amd64.go documents, in the same order of operations as the
// assembly. A sum of products rounds twice here and once there.

func gemmPlain(dst []float32, stride, cols int, src, w, bias []float32, steps []int32) {
	for r := range tileRows {
		row := dst[r*stride:][:cols]
		if bias != nil {
			for c := range row {
				row[c] = bias[r]
			}
		}
		for s, at := range steps {
			k, from := w[s*tileRows+r], src[at/4:][:cols]
			for c, x := range from {
				row[c] += k * x
			}
		}
	}
}

func finishPlain(dst, acc, res []float32, slope float32) {
	for i := range dst {
		v := acc[i]
		if res != nil {
			v += res[i]
		}
		dst[i] = max(v, slope*v)
	}
}

func up2Plain(dst, src []float32) {
	for x := range dst {
		dst[x] = src[x/2]
	}
}

func split2Plain(even, odd, src []float32) {
	for x := 0; x+1 < len(src); x += 2 {
		even[x/2], odd[x/2] = src[x], src[x+1]
	}
	if n := len(src); n%2 == 1 {
		even[n/2] = src[n-1]
	}
}

func columnMaxPlain(best []float32, row []int32, s []float32, first int) {
	for r := 0; r < len(s); r += tileCols {
		for c, x := range s[r : r+tileCols] {
			if x > best[c] {
				best[c], row[c] = x, int32(first+r/tileCols)
			}
		}
	}
}

func columnExpPlain(sum, s, best []float32, scale float32) {
	for r := 0; r < len(s); r += tileCols {
		for c, x := range s[r : r+tileCols] {
			e := exp(scale * (x - best[c]))
			s[r+c] = e
			sum[c] += e
		}
	}
}

func columnScalePlain(s, factor []float32) {
	for r := 0; r < len(s); r += tileCols {
		for c := range factor[:tileCols] {
			s[r+c] *= factor[c]
		}
	}
}

func gatherPlain(dst, s, src []float32, steps []int32) {
	clear(dst[:tileCols])
	for i, at := range steps {
		from := src[at/4:]
		for c, w := range s[i*tileCols : (i+1)*tileCols] {
			dst[c] += w * from[c]
		}
	}
}

func lowerPlain(s []float32, steps []int32, limit int32, amount float32) {
	for c, n := range steps[:tileCols] {
		if n <= limit {
			s[c] -= amount
		}
	}
}

// exp is e^x for x ≤ 0 (e^-87 below -87): 2^k times a Taylor polynomial of degree 6 in
// x - k*ln2, as the assembly computes it. Relative error below 1e-6.
func exp(x float32) float32 {
	x = max(x, -87)
	k := float32(math.RoundToEven(float64(x * math.Log2E)))
	x -= k * 0.693359375
	x -= k * (math.Ln2 - 0.693359375)
	y := float32(1.0 / 720)
	for _, p := range [...]float32{1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2, 1, 1} {
		y = y*x + p
	}
	return y * math.Float32frombits(uint32(int32(k)+127)<<23)
}
