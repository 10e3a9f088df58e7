//go:build !amd64 && !arm64

package kernel

// Available reports whether this machine has the instruction set: only Plain, there is no assembly for it.
func (i ISA) Available() bool { return i == Plain }

// Portable versions of the methods documented for amd64.

func (i ISA) gemm(dst []float32, stride, cols int, src, w, bias []float32, steps []int32) {
	gemmPlain(dst, stride, cols, src, w, bias, steps)
}

func (i ISA) extreme(dst, src []float32, larger bool) { extremePlain(dst, src, larger) }

func (i ISA) finish(dst, acc, res []float32, slope float32) { finishPlain(dst, acc, res, slope) }

func (i ISA) tilesIn(dst []float32, stride int, src []float32, inputs []int32, _ []float32, n int) {
	tilesInPlain(dst, stride, src, inputs, n)
}

func (i ISA) tilesOut(dst, src []float32, stride int, bias, _ []float32, n int) {
	tilesOutPlain(dst, src, stride, bias[0], n)
}
