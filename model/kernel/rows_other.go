//go:build !amd64

package kernel

// Portable versions of the methods documented for amd64, for what only that has in assembly.

func (i ISA) halves([]float32, []byte) int { return 0 }

func (i ISA) tileWeights(dst []float32, part int, packed []float32, n int) {
	tileWeightsPlain(dst, part, packed, n)
}

func (i ISA) up2(dst, src []float32) { up2Plain(dst, src) }

func (i ISA) split2(even, odd, src []float32) { split2Plain(even, odd, src) }

func (i ISA) columnMax(best []float32, row []int32, s []float32, first int) {
	columnMaxPlain(best, row, s, first)
}

func (i ISA) columnExp(sum, s, best []float32, scale float32) { columnExpPlain(sum, s, best, scale) }

func (i ISA) columnScale(s, factor []float32) { columnScalePlain(s, factor) }

func (i ISA) gather(dst, s, src []float32, steps []int32) { gatherPlain(dst, s, src, steps) }

func (i ISA) lower(s []float32, steps []int32, limit int32, amount float32) {
	lowerPlain(s, steps, limit, amount)
}

func (i ISA) split4(dst []float32, plane, pitch, phase int, src []float32, stride, n, rows int) {
	split4Plain(dst, plane, pitch, phase, src, stride, n, rows)
}

func (i ISA) finish4(dst, src, res []float32, stride, pitch, n, rows int, slope float32) {
	finish4Plain(dst, src, res, stride, pitch, n, rows, slope)
}

func (i ISA) blend([]float32, *[4][]float32, *[4]float32) bool { return false }

func (i ISA) widen(_ []byte, _ *[3][]float32, _ []float32, _ Across, from, _ int) int { return from }
