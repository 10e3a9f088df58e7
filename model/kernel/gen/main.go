// Command gen writes the AVX-512 and AVX2 assembly of package kernel. Run it through
// go generate in the folder above; its output is committed.
package main

import (
	. "github.com/mmcloughlin/avo/build"
)

func main() {
	ConstraintExpr("amd64")
	whole.gemm("gemmBiasAVX512", "starts from bias, one value a row,", fromBias)
	whole.gemm("gemmAccumAVX512", "starts from what dst holds", fromDst)
	quarter.gemm("gemmBiasAVX2", "starts from bias, one value a row,", fromBias)
	quarter.gemm("gemmAccumAVX2", "starts from what dst holds", fromDst)
	finish("finishAVX512", "dst[i] = max(v, slope*v) of v = acc[i]", false)
	finish("finishAddAVX512", "dst[i] = max(v, slope*v) of v = acc[i] + res[i]", true)
	up2()
	split2()
	columnMax()
	columnExp()
	columnScale()
	gather()
	lower()
	Generate()
}
