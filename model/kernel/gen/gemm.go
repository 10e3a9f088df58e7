package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A tile of the product is 8 rows (output channels) of 48 columns (pixels):
// 24 accumulators of 16 floats, which with 3 inputs fill the register file.
const (
	rows    = 8
	vectors = 3
	lane    = 64 // bytes in a vector
)

type tile [rows][vectors]reg.VecVirtual

// start sets the accumulators before the first step.
type start func(acc *tile, dst, stride, bias reg.Register)

func fromBias(acc *tile, _, _, bias reg.Register) {
	for r := range acc {
		for v := range acc[r] {
			VBROADCASTSS(Mem{Base: bias, Disp: 4 * r}, acc[r][v])
		}
	}
}

func fromDst(acc *tile, dst, stride, _ reg.Register) {
	eachRow(dst, stride, func(r int, row reg.Register) {
		for v := range acc[r] {
			VMOVUPS(Mem{Base: row, Disp: lane * v}, acc[r][v])
		}
	})
}

// eachRow calls body with the address of each of the 8 rows of dst.
func eachRow(dst, stride reg.Register, body func(r int, row reg.Register)) {
	row := GP64()
	MOVQ(dst, row)
	for r := range rows {
		body(r, row)
		ADDQ(stride, row)
	}
}

// gemm emits a function that adds, in the order of steps, w[8*s+r] times the
// 48 floats at byte offset steps[s] of src to row r of the tile.
func gemm(name, from string, begin start) {
	TEXT(name, NOSPLIT, "func(dst *float32, stride int, src, w, bias *float32, steps *int32, n int)")
	Doc(name+" "+from+" and adds n ≥ 1 steps of 8 weights x 48 pixels.",
		"Row r of dst lies r*stride bytes on.")
	dst := Load(Param("dst"), GP64())
	stride := Load(Param("stride"), GP64())
	src := Load(Param("src"), GP64())
	w := Load(Param("w"), GP64())
	bias := Load(Param("bias"), GP64())
	steps := Load(Param("steps"), GP64())
	n := Load(Param("n"), GP64())
	var acc tile
	for r := range acc {
		for v := range acc[r] {
			acc[r][v] = ZMM()
		}
	}
	begin(&acc, dst, stride, bias)
	Label("step")
	at := GP64()
	MOVLQSX(Mem{Base: steps}, at)
	step(&acc, src, at, w)
	ADDQ(Imm(4), steps)
	ADDQ(Imm(4*rows), w)
	DECQ(n)
	JNE(LabelRef("step"))
	eachRow(dst, stride, func(r int, row reg.Register) {
		for v := range acc[r] {
			VMOVUPS(acc[r][v], Mem{Base: row, Disp: lane * v})
		}
	})
	VZEROUPPER()
	RET()
}

// step emits one step: 3 loads, 8 broadcasts, 24 fused multiply-adds.
func step(acc *tile, src, at, w reg.Register) {
	var x [vectors]reg.VecVirtual
	for v := range x {
		x[v] = ZMM()
		VMOVUPS(Mem{Base: src, Index: at, Scale: 1, Disp: lane * v}, x[v])
	}
	for r := range acc {
		b := ZMM()
		VBROADCASTSS(Mem{Base: w, Disp: 4 * r}, b)
		for v := range x {
			VFMADD231PS(b, x[v], acc[r][v])
		}
	}
}
