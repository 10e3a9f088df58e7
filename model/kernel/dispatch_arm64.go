package kernel

import "golang.org/x/sys/cpu"

// Available reports whether this machine has the instruction set.
func (i ISA) Available() bool { return i == Plain || i == NEON && cpu.ARM64.HasASIMD }

// The methods are documented for amd64. Accumulators are those of AVX-512, in its order.

func (i ISA) gemm(dst []float32, stride, cols int, src, w, bias []float32, steps []int32) {
	if i != NEON {
		gemmPlain(dst, stride, cols, src, w, bias, steps)
		return
	}
	wide := 12
	if cols != tileCols {
		wide = 8
	}
	for c := 0; c < cols; c += wide {
		switch {
		case bias == nil && wide == 12:
			gemmAccum12NEON(&dst[c], 4*stride, &src[c], &w[0], nil, &steps[0], len(steps))
		case bias == nil:
			gemmAccum8NEON(&dst[c], 4*stride, &src[c], &w[0], nil, &steps[0], len(steps))
		case wide == 12:
			gemmBias12NEON(&dst[c], 4*stride, &src[c], &w[0], &bias[0], &steps[0], len(steps))
		default:
			gemmBias8NEON(&dst[c], 4*stride, &src[c], &w[0], &bias[0], &steps[0], len(steps))
		}
	}
}

func (i ISA) finish(dst, acc, res []float32, slope float32) {
	done := len(dst) / 4 * 4
	switch {
	case i != NEON || done == 0:
		done = 0
	case res == nil:
		finishNEON(&dst[0], &acc[0], done, slope)
	default:
		finishAddNEON(&dst[0], &acc[0], &res[0], done, slope)
	}
	if res != nil {
		res = res[done:]
	}
	finishPlain(dst[done:], acc[done:], res, slope)
}

func (i ISA) extreme(dst, src []float32, larger bool) {
	done := len(dst) / 4 * 4
	switch {
	case i != NEON || done == 0:
		done = 0
	case larger:
		largerNEON(&dst[0], &src[0], done)
	default:
		smallerNEON(&dst[0], &src[0], done)
	}
	extremePlain(dst[done:], src[done:], larger)
}

func (i ISA) tilesIn(dst []float32, stride int, src []float32, inputs []int32, scratch []float32, n int) {
	if i == NEON {
		tilesInNEON(&dst[0], 4*stride, &src[0], &inputs[0], &scratch[0], n)
		return
	}
	tilesInPlain(dst, stride, src, inputs, n)
}

func (i ISA) tilesOut(dst, src []float32, stride int, bias, scratch []float32, n int) {
	if i == NEON {
		tilesOutNEON(&dst[0], &src[0], 4*stride, &bias[0], &scratch[0], n)
		return
	}
	tilesOutPlain(dst, src, stride, bias[0], n)
}
