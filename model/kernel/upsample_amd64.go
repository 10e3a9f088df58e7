package kernel

// blend is Blend where there is assembly for it; it reports whether there is.
func (i ISA) blend(dst []float32, rows *[4][]float32, w *[4]float32) bool {
	if i != AVX512 || len(dst) == 0 {
		return false
	}
	last := len(dst) - 1
	for _, r := range rows {
		_ = r[last]
	}
	blendAVX512(&dst[0], &rows[0][0], &rows[1][0], &rows[2][0], &rows[3][0], &w[0], len(dst))
	return true
}

// widen does the first pixels of Widen and returns the next.
func (i ISA) widen(pix []byte, planes *[3][]float32, guide []float32, a Across, from, to int) int {
	n := (to - from) / 16 * 16
	if i != AVX512 || n == 0 {
		return from
	}
	_ = pix[4*(from+n)-1]
	widenAVX512(&pix[4*from], &planes[0][0], &planes[1][0], &planes[2][0], &guide[0], &a.First[from], &a.Weight[from], 4*len(a.First), n)
	return from + n
}
