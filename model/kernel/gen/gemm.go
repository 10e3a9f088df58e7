package main

import (
	"fmt"
	"iter"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// packed is how many rows (output channels) the weights of one step hold.
const packed = 8

// A block of 48 columns is 3 vectors of 16 floats.
const (
	vectors = 3
	lane    = 64 // bytes in a vector
)

// block is the part of a product that one function computes: rows x vectors accumulators,
// which with the inputs and one weight fill the register file.
type block struct {
	rows, vectors, lane int
	register            func() reg.VecVirtual
}

// blocks gives the blocks by the names of their functions.
func blocks() iter.Seq2[string, block] {
	return func(yield func(string, block) bool) {
		for _, b := range []block{
			{rows: 8, vectors: 3, lane: 64, register: ZMM}, // 24 of 32 registers
			{rows: 8, vectors: 2, lane: 64, register: ZMM},
			{rows: 8, vectors: 1, lane: 64, register: ZMM},
			{rows: 4, vectors: 3, lane: 32, register: YMM}, // 12 of 16 registers
			{rows: 4, vectors: 2, lane: 32, register: YMM},
		} {
			isa := map[int]string{64: "AVX512", 32: "AVX2"}[b.lane]
			if !yield(fmt.Sprintf("%d%s", b.vectors*b.lane/4, isa), b) {
				return
			}
		}
	}
}

// start sets the accumulators before the first step.
type start func(b block, acc [][]reg.VecVirtual, dst, stride, bias reg.Register)

func fromBias(_ block, acc [][]reg.VecVirtual, _, _, bias reg.Register) {
	for r := range acc {
		for v := range acc[r] {
			VBROADCASTSS(Mem{Base: bias, Disp: 4 * r}, acc[r][v])
		}
	}
}

func fromDst(b block, acc [][]reg.VecVirtual, dst, stride, _ reg.Register) {
	b.eachRow(dst, stride, func(r int, row reg.Register) {
		for v := range acc[r] {
			VMOVUPS(Mem{Base: row, Disp: b.lane * v}, acc[r][v])
		}
	})
}

// eachRow calls body with the address of each row of dst.
func (b block) eachRow(dst, stride reg.Register, body func(r int, row reg.Register)) {
	row := GP64()
	MOVQ(dst, row)
	for r := range b.rows {
		body(r, row)
		ADDQ(stride, row)
	}
}

// registers makes n registers of the block's kind.
func (b block) registers(n int) []reg.VecVirtual {
	r := make([]reg.VecVirtual, n)
	for i := range r {
		r[i] = b.register()
	}
	return r
}

// gemm emits a function that adds, in the order of steps, w[8*s+r] times the floats at byte
// offset steps[s] of src to row r of the block.
func (b block) gemm(name, from string, begin start) {
	TEXT(name, NOSPLIT, "func(dst *float32, stride int, src, w, bias *float32, steps *int32, n int)")
	Doc(fmt.Sprintf("%s %s and adds n ≥ 1 steps of %d weights (of the 8 at w) x %d pixels.", name, from, b.rows, b.vectors*b.lane/4),
		"Row r of dst lies r*stride bytes on.")
	dst := Load(Param("dst"), GP64())
	stride := Load(Param("stride"), GP64())
	src := Load(Param("src"), GP64())
	w := Load(Param("w"), GP64())
	bias := Load(Param("bias"), GP64())
	steps := Load(Param("steps"), GP64())
	n := Load(Param("n"), GP64())
	acc := make([][]reg.VecVirtual, b.rows)
	for r := range acc {
		acc[r] = b.registers(b.vectors)
	}
	begin(b, acc, dst, stride, bias)
	Label("step")
	at := GP64()
	MOVLQSX(Mem{Base: steps}, at)
	b.step(acc, src, at, w)
	ADDQ(Imm(4), steps)
	ADDQ(Imm(4*packed), w)
	DECQ(n)
	JNE(LabelRef("step"))
	b.eachRow(dst, stride, func(r int, row reg.Register) {
		for v := range acc[r] {
			VMOVUPS(acc[r][v], Mem{Base: row, Disp: b.lane * v})
		}
	})
	VZEROUPPER()
	RET()
}

// step emits one step: loads, a broadcast a row, a fused multiply-add an accumulator.
func (b block) step(acc [][]reg.VecVirtual, src, at, w reg.Register) {
	x := b.registers(b.vectors)
	for v := range x {
		VMOVUPS(Mem{Base: src, Index: at, Scale: 1, Disp: b.lane * v}, x[v])
	}
	for r := range acc {
		k := b.register()
		VBROADCASTSS(Mem{Base: w, Disp: 4 * r}, k)
		for v := range x {
			VFMADD231PS(k, x[v], acc[r][v])
		}
	}
}
