package kernel

// tilesIn transforms the inputs of n tiles (16, 32 or 48): input i, j of tile t lies t floats
// after byte offset inputs[6*j+i] of src, result k of it k*stride floats after dst[t].
func (i ISA) tilesIn(dst []float32, stride int, src []float32, inputs []int32, scratch []float32, n int) {
	switch i {
	case AVX512:
		tilesInAVX512(&dst[0], 4*stride, &src[0], &inputs[0], &scratch[0], n)
	case AVX2:
		tilesInAVX2(&dst[0], 4*stride, &src[0], &inputs[0], &scratch[0], n)
	default:
		tilesInPlain(dst, stride, src, inputs, n)
	}
}

// tilesOut transforms the products of n tiles into dst [16,n] and adds bias[0]; product k of tile
// t lies k*stride floats after src[t].
func (i ISA) tilesOut(dst, src []float32, stride int, bias, scratch []float32, n int) {
	switch i {
	case AVX512:
		tilesOutAVX512(&dst[0], &src[0], 4*stride, &bias[0], &scratch[0], n)
	case AVX2:
		tilesOutAVX2(&dst[0], &src[0], 4*stride, &bias[0], &scratch[0], n)
	default:
		tilesOutPlain(dst, src, stride, bias[0], n)
	}
}

// split4 parts rows of n pixels, stride floats apart, into their pixels 4x, 4x+1, 4x+2 and 4x+3,
// in runs plane floats apart, and a zero behind; what lies up to 32 floats on may be lost. Row y,
// the first being phase (0-3), goes to y%4*4*plane + y/4*pitch of dst.
func (i ISA) split4(dst []float32, plane, pitch, phase int, src []float32, stride, n, rows int) {
	switch i {
	case AVX512:
		split4AVX512(&dst[4*phase*plane], 4*plane, 4*pitch, 4-phase, &src[0], 4*stride, n, rows)
	case AVX2:
		for y := range rows {
			to, from, done := dst[(phase+y)%tileSide*tileSide*plane+(phase+y)/tileSide*pitch:], src[y*stride:][:n], n/32*8
			if done > 0 {
				split4AVX2(&to[0], 4*plane, &from[0], done)
			}
			split4Plain(to[done:], plane, 0, 0, from[4*done:], 0, n-4*done, 1)
		}
	default:
		split4Plain(dst, plane, pitch, phase, src, stride, n, rows)
	}
}

// finish4 sets rows of n floats of dst, pitch apart, to max(v, slope*v), v being four runs of
// src, stride floats apart, joined to one row, plus res, laid out as dst, if that is not nil. The
// runs are read to a multiple of 16 floats; those of the next row follow.
func (i ISA) finish4(dst, src, res []float32, stride, pitch, n, rows int, slope float32) {
	switch {
	case i == Plain:
		finish4Plain(dst, src, res, stride, pitch, n, rows, slope)
	case i == AVX2:
		finishRows(dst, src, res, stride, pitch, n, rows, slope)
	case res == nil:
		finish4AVX512(&dst[0], &src[0], 4*stride, 4*pitch, n, rows, slope)
	default:
		finish4AddAVX512(&dst[0], &src[0], &res[0], 4*stride, 4*pitch, n, rows, slope)
	}
}

// finishRows is finish4 for AVX2: whole vectors there, the end of a row in Go.
func finishRows(dst, src, res []float32, stride, pitch, n, rows int, slope float32) {
	done := n / 32 * 32
	for y := range rows {
		to, from, add := dst[y*pitch:][:n], src[tileSide*y*stride:], []float32(nil)
		switch {
		case res != nil:
			if add = res[y*pitch:][:n]; done > 0 {
				finish4AddAVX2(&to[0], &from[0], &add[0], 4*stride, done, slope)
			}
			add = add[done:]
		case done > 0:
			finish4AVX2(&to[0], &from[0], 4*stride, done, slope)
		}
		finish4Plain(to[done:], from[done/tileSide:], add, stride, 0, n-done, 1, slope)
	}
}
