package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// tailMask emits a mask of the low n (1 to 15) lanes.
func tailMask(n reg.Register) reg.OpmaskVirtual {
	bits, mask := GP64(), K()
	MOVQ(U32(1), bits)
	SHLXQ(n, bits, bits)
	DECQ(bits)
	KMOVW(bits.As32(), mask)
	return mask
}

// finish emits the end of a convolution: residual and leaky ReLU.
func finish(name, what string, add bool) {
	params := "dst, acc *float32"
	if add {
		params = "dst, acc, res *float32"
	}
	TEXT(name, NOSPLIT, "func("+params+", n int, slope float32)")
	Doc(name + " sets " + what + " for i < n.")
	dst := Load(Param("dst"), GP64())
	acc := Load(Param("acc"), GP64())
	res := reg.Register(nil)
	if add {
		res = Load(Param("res"), GP64())
	}
	n := Load(Param("n"), GP64())
	slope := ZMM()
	addr, err := Param("slope").Resolve()
	if err != nil {
		panic(err)
	}
	VBROADCASTSS(addr.Addr, slope)
	v, s := ZMM(), ZMM()
	Label("vector")
	CMPQ(n, Imm(16))
	JLT(LabelRef("tail"))
	VMOVUPS(Mem{Base: acc}, v)
	if add {
		VADDPS(Mem{Base: res}, v, v)
		ADDQ(Imm(lane), res)
	}
	VMULPS(slope, v, s)
	VMAXPS(s, v, v)
	VMOVUPS(v, Mem{Base: dst})
	ADDQ(Imm(lane), acc)
	ADDQ(Imm(lane), dst)
	SUBQ(Imm(16), n)
	JMP(LabelRef("vector"))
	Label("tail")
	TESTQ(n, n)
	JE(LabelRef("done"))
	mask := tailMask(n)
	VMOVUPS_Z(Mem{Base: acc}, mask, v)
	if add {
		VMOVUPS_Z(Mem{Base: res}, mask, s)
		VADDPS(s, v, v)
	}
	VMULPS(slope, v, s)
	VMAXPS(s, v, v)
	VMOVUPS(v, mask, Mem{Base: dst})
	Label("done")
	VZEROUPPER()
	RET()
}

// extreme emits the larger, or smaller, of two rows.
func extreme(name string, m machine, choose func(ops ...Op)) {
	TEXT(name+m.name, NOSPLIT, "func(dst, src *float32, n int)")
	Doc(fmt.Sprintf("%s%s sets dst[i] to the %s of it and src[i] for i < n, a positive multiple of %d.", name, m.name, name, m.lane/4))
	dst := Load(Param("dst"), GP64())
	src := Load(Param("src"), GP64())
	n := Load(Param("n"), GP64())
	v := m.register()
	Label("vector")
	VMOVUPS(Mem{Base: src}, v)
	choose(Mem{Base: dst}, v, v)
	VMOVUPS(v, Mem{Base: dst})
	ADDQ(Imm(uint64(m.lane)), src)
	ADDQ(Imm(uint64(m.lane)), dst)
	SUBQ(Imm(uint64(m.lane/4)), n)
	JNE(LabelRef("vector"))
	VZEROUPPER()
	RET()
}

// indices emits a constant vector of lane numbers.
func indices(name string, at func(i int) int) Mem {
	m := GLOBL(name, RODATA|NOPTR)
	for i := range 16 {
		DATA(4*i, U32(at(i)))
	}
	return m
}

// up2 emits the doubling of a row's pixels.
func up2() {
	low := indices("up2low", func(i int) int { return i / 2 })
	high := indices("up2high", func(i int) int { return 8 + i/2 })
	TEXT("up2AVX512", NOSPLIT, "func(dst, src *float32, n int)")
	Doc("up2AVX512 writes each of n pixels twice; n is a positive multiple of 16.")
	dst := Load(Param("dst"), GP64())
	src := Load(Param("src"), GP64())
	n := Load(Param("n"), GP64())
	il, ih, x, y := ZMM(), ZMM(), ZMM(), ZMM()
	VMOVUPS(low, il)
	VMOVUPS(high, ih)
	Label("vector")
	VMOVUPS(Mem{Base: src}, x)
	VPERMPS(x, il, y)
	VMOVUPS(y, Mem{Base: dst})
	VPERMPS(x, ih, y)
	VMOVUPS(y, Mem{Base: dst, Disp: lane})
	ADDQ(Imm(lane), src)
	ADDQ(Imm(2*lane), dst)
	SUBQ(Imm(16), n)
	JNE(LabelRef("vector"))
	VZEROUPPER()
	RET()
}

// split2 emits the parting of a row into its even and odd pixels.
func split2() {
	even := indices("splitEven", func(i int) int { return 2 * i })
	odd := indices("splitOdd", func(i int) int { return 2*i + 1 })
	TEXT("split2AVX512", NOSPLIT, "func(even, odd, src *float32, n int)")
	Doc("split2AVX512 parts 2n pixels into n even and n odd ones; n is a positive multiple of 16.")
	e := Load(Param("even"), GP64())
	o := Load(Param("odd"), GP64())
	src := Load(Param("src"), GP64())
	n := Load(Param("n"), GP64())
	ie, io, a, b, x := ZMM(), ZMM(), ZMM(), ZMM(), ZMM()
	VMOVUPS(even, ie)
	VMOVUPS(odd, io)
	Label("vector")
	VMOVUPS(Mem{Base: src}, a)
	VMOVUPS(Mem{Base: src, Disp: lane}, b)
	for _, p := range []struct{ index, dst reg.Register }{{ie, e}, {io, o}} {
		VMOVAPS(a, x)
		VPERMT2PS(b, p.index, x)
		VMOVUPS(x, Mem{Base: p.dst})
		ADDQ(Imm(lane), p.dst)
	}
	ADDQ(Imm(2*lane), src)
	SUBQ(Imm(16), n)
	JNE(LabelRef("vector"))
	VZEROUPPER()
	RET()
}
