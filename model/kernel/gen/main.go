// Command gen writes the AVX-512 and AVX2 assembly of package kernel. Run it through
// go generate in the folder above; its output is committed.
package main

import (
	. "github.com/mmcloughlin/avo/build"
)

func main() {
	ConstraintExpr("amd64")
	for name, b := range blocks() {
		b.gemm("gemmBias"+name, "starts from bias, one value a row,", fromBias)
		b.gemm("gemmAccum"+name, "starts from what dst holds", fromDst)
	}
	finish("finishAVX512", "dst[i] = max(v, slope*v) of v = acc[i]", false)
	finish("finishAddAVX512", "dst[i] = max(v, slope*v) of v = acc[i] + res[i]", true)
	up2()
	split2()
	columnMax()
	columnExp()
	columnScale()
	gather()
	lower()
	for _, m := range []machine{avx512, avx2} {
		tilesIn(m)
		tilesOut(m)
		extreme("larger", m, VMAXPS)
		extreme("smaller", m, VMINPS)
	}
	tileWeights()
	halves()
	split4()
	split4AVX2()
	finishes()
	blend()
	widen()
	finish4("finish4AVX512", "v", false)
	finish4("finish4AddAVX512", "v + res[i]", true)
	Generate()
}
