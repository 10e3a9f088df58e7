//go:build !amd64

package kernel

// Available reports whether this machine has the instruction set: only Plain, it is not amd64.
func (i ISA) Available() bool { return i == Plain }

// Portable versions of the methods documented for amd64.

func (i ISA) gemm(dst []float32, stride int, src, w, bias []float32, steps []int32) {
	gemmPlain(dst, stride, src, w, bias, steps)
}

func (i ISA) finish(dst, acc, res []float32, slope float32) { finishPlain(dst, acc, res, slope) }

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
