package kernel

// Across tells for each pixel of a row of n which four neighbours of a narrower row it is made
// of, and how much each counts.
type Across struct {
	First  []int32   // [n]: the first of the four
	Weight []float32 // [4,n]
}

// Blend sets dst to w[0]*rows[0] + ... + w[3]*rows[3]; the rows are at least as long as dst.
func (i ISA) Blend(dst []float32, rows *[4][]float32, w *[4]float32) {
	if i.blend(dst, rows, w) {
		return
	}
	a, b, c, d := rows[0][:len(dst)], rows[1][:len(dst)], rows[2][:len(dst)], rows[3][:len(dst)]
	for x := range dst {
		dst[x] = w[0]*a[x] + w[1]*b[x] + w[2]*c[x] + w[3]*d[x]
	}
}

// Widen sets the RGBA pixels from to to of pix, opaque, to the weighted sums of the planes over
// that of the guide, 0-1 becoming 0-255.
func (i ISA) Widen(pix []byte, planes *[3][]float32, guide []float32, a Across, from, to int) {
	n := len(a.First)
	w0, w1, w2, w3 := a.Weight[:n], a.Weight[n:2*n], a.Weight[2*n:3*n], a.Weight[3*n:]
	for x := i.widen(pix, planes, guide, a, from, to); x < to; x++ {
		at := int(a.First[x])
		sum := func(plane []float32) float32 {
			v := (*[4]float32)(plane[at:])
			return w0[x]*v[0] + w1[x]*v[1] + w2[x]*v[2] + w3[x]*v[3]
		}
		scale, p := 1/sum(guide), pix[4*x:4*x+4:4*x+4]
		p[0], p[1], p[2], p[3] = Level(sum(planes[0])*scale), Level(sum(planes[1])*scale), Level(sum(planes[2])*scale), 255
	}
}

// Level rounds a colour of 0-1 to 0-255.
func Level(v float32) uint8 { return uint8(min(max(v, 0), 1)*255 + 0.5) }
