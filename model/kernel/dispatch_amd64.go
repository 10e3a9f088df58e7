package kernel

import "golang.org/x/sys/cpu"

// Available reports whether this machine has the instruction set.
func (i ISA) Available() bool {
	switch i {
	case AVX512: // BMI2 is for the ends of rows
		return cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ && cpu.X86.HasBMI2
	case AVX2:
		return cpu.X86.HasAVX2 && cpu.X86.HasFMA
	}
	return i == Plain
}

// gemm computes one block of dst [8 rows, stride floats apart; cols: 16, 32 or 48]: the sum over
// the steps s of w[8*s+row] times the cols floats at byte offset steps[s] of src, begun with bias
// [8], or with what dst holds if bias is nil.
func (i ISA) gemm(dst []float32, stride, cols int, src, w, bias []float32, steps []int32) {
	switch i {
	case AVX512:
		gemmAVX512(dst, stride, cols, src, w, bias, steps)
	case AVX2:
		gemmAVX2(dst, stride, cols, src, w, bias, steps)
	default:
		gemmPlain(dst, stride, cols, src, w, bias, steps)
	}
}

func gemmAVX512(dst []float32, stride, cols int, src, w, bias []float32, steps []int32) {
	switch {
	case bias != nil && cols == 48:
		gemmBias48AVX512(&dst[0], 4*stride, &src[0], &w[0], &bias[0], &steps[0], len(steps))
	case bias != nil && cols == 32:
		gemmBias32AVX512(&dst[0], 4*stride, &src[0], &w[0], &bias[0], &steps[0], len(steps))
	case bias != nil:
		gemmBias16AVX512(&dst[0], 4*stride, &src[0], &w[0], &bias[0], &steps[0], len(steps))
	case cols == 48:
		gemmAccum48AVX512(&dst[0], 4*stride, &src[0], &w[0], nil, &steps[0], len(steps))
	case cols == 32:
		gemmAccum32AVX512(&dst[0], 4*stride, &src[0], &w[0], nil, &steps[0], len(steps))
	default:
		gemmAccum16AVX512(&dst[0], 4*stride, &src[0], &w[0], nil, &steps[0], len(steps))
	}
}

// gemmAVX2 computes a block in parts of 4 rows of 24 or 16 columns.
func gemmAVX2(dst []float32, stride, cols int, src, w, bias []float32, steps []int32) {
	wide := 24
	if cols != tileCols {
		wide = 16
	}
	for r := 0; r < tileRows; r += tileRows / 2 {
		for c := 0; c < cols; c += wide {
			d := &dst[r*stride+c]
			switch {
			case bias == nil && wide == 24:
				gemmAccum24AVX2(d, 4*stride, &src[c], &w[r], nil, &steps[0], len(steps))
			case bias == nil:
				gemmAccum16AVX2(d, 4*stride, &src[c], &w[r], nil, &steps[0], len(steps))
			case wide == 24:
				gemmBias24AVX2(d, 4*stride, &src[c], &w[r], &bias[r], &steps[0], len(steps))
			default:
				gemmBias16AVX2(d, 4*stride, &src[c], &w[r], &bias[r], &steps[0], len(steps))
			}
		}
	}
}

// halves widens half-precision numbers as far as whole vectors go, and returns how many.
func (i ISA) halves(dst []float32, src []byte) int {
	n := len(dst) / 16 * 16
	if i != AVX512 || n == 0 {
		return 0
	}
	halvesAVX512(&dst[0], &src[0], n)
	return n
}

// tileWeights transforms the weights of n inputs and 8 results, [n][9][8], to [n][8]; the 36
// parts lie part floats apart in dst.
func (i ISA) tileWeights(dst []float32, part int, packed []float32, n int) {
	if i == AVX512 {
		tileWeightsAVX512(&dst[0], 4*part, &packed[0], n)
		return
	}
	tileWeightsPlain(dst, part, packed, n)
}

// extreme sets each value of dst to that of src where this is larger, or smaller.
func (i ISA) extreme(dst, src []float32, larger bool) {
	done := 0
	switch {
	case i == AVX512 && larger && len(dst) >= 16:
		done = len(dst) / 16 * 16
		largerAVX512(&dst[0], &src[0], done)
	case i == AVX512 && len(dst) >= 16:
		done = len(dst) / 16 * 16
		smallerAVX512(&dst[0], &src[0], done)
	case i == AVX2 && larger && len(dst) >= 8:
		done = len(dst) / 8 * 8
		largerAVX2(&dst[0], &src[0], done)
	case i == AVX2 && len(dst) >= 8:
		done = len(dst) / 8 * 8
		smallerAVX2(&dst[0], &src[0], done)
	}
	extremePlain(dst[done:], src[done:], larger)
}

// finish sets dst = max(v, slope*v) with v = acc, or acc + res if res is not nil.
func (i ISA) finish(dst, acc, res []float32, slope float32) {
	switch {
	case i == Plain:
		finishPlain(dst, acc, res, slope)
	case i == AVX2:
		done := len(dst) / 8 * 8
		switch {
		case done > 0 && res == nil:
			finishAVX2(&dst[0], &acc[0], 0, done, slope)
		case done > 0:
			finishAddAVX2(&dst[0], &acc[0], &res[0], 0, done, slope)
		}
		if res != nil {
			res = res[done:]
		}
		finishPlain(dst[done:], acc[done:], res, slope)
	case res == nil:
		finishAVX512(&dst[0], &acc[0], len(dst), slope)
	default:
		finishAddAVX512(&dst[0], &acc[0], &res[0], len(dst), slope)
	}
}

// up2 writes pixel x of src to pixels 2x and 2x+1 of dst, as far as dst reaches.
func (i ISA) up2(dst, src []float32) {
	done := 0
	if n := len(dst) / 32 * 16; i == AVX512 && n > 0 {
		up2AVX512(&dst[0], &src[0], n)
		done = n
	}
	up2Plain(dst[2*done:], src[done:])
}

// split2 parts src into its even and odd pixels.
func (i ISA) split2(even, odd, src []float32) {
	done := 0
	if n := len(src) / 32 * 16; i == AVX512 && n > 0 {
		split2AVX512(&even[0], &odd[0], &src[0], n)
		done = n
	}
	split2Plain(even[done:], odd[done:], src[2*done:])
}

// columnMax raises best [48] to the largest of rows of s [n,48]; row [48] gets the number of
// the row that did so, the first being first.
func (i ISA) columnMax(best []float32, row []int32, s []float32, first int) {
	if i == AVX512 {
		columnMaxAVX512(&best[0], &row[0], &s[0], len(s)/tileCols, first)
		return
	}
	columnMaxPlain(best, row, s, first)
}

// columnExp replaces s [n,48] by exp(scale*(s-best)), best by column, and adds it to sum.
func (i ISA) columnExp(sum, s, best []float32, scale float32) {
	if i == AVX512 {
		columnExpAVX512(&sum[0], &s[0], &best[0], len(s)/tileCols, scale)
		return
	}
	columnExpPlain(sum, s, best, scale)
}

// columnScale multiplies s [n,48] by factor [48], by column.
func (i ISA) columnScale(s, factor []float32) {
	if i == AVX512 {
		columnScaleAVX512(&s[0], &factor[0], len(s)/tileCols)
		return
	}
	columnScalePlain(s, factor)
}

// gather sets dst [48] to the sum over rows of s [n,48] of the row times the 48 floats at
// byte offset steps[row] of src.
func (i ISA) gather(dst, s, src []float32, steps []int32) {
	if i == AVX512 {
		gatherAVX512(&dst[0], &s[0], &src[0], &steps[0], len(steps))
		return
	}
	gatherPlain(dst, s, src, steps)
}

// lower subtracts amount from s [48] where steps [48] is at most limit.
func (i ISA) lower(s []float32, steps []int32, limit int32, amount float32) {
	if i == AVX512 {
		lowerAVX512(&s[0], &steps[0], limit, amount)
		return
	}
	lowerPlain(s, steps, limit, amount)
}
