package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// eight is the bytes of a vector of AVX2.
const eight = 32

// order8 emits a constant vector of lane numbers.
func order8(name string, lanes [8]int) reg.VecVirtual {
	m := GLOBL(name, RODATA|NOPTR)
	for i, l := range lanes {
		DATA(4*i, U32(l))
	}
	v := YMM()
	VMOVUPS(m, v)
	return v
}

// split4AVX2 emits the parting of one row into every fourth pixel.
func split4AVX2() {
	TEXT("split4AVX2", NOSPLIT, "func(dst *float32, stride int, src *float32, n int)")
	Doc("split4AVX2 parts 4n pixels into four runs, stride bytes apart, of n each; n is a positive multiple of 8.")
	dst := Load(Param("dst"), GP64())
	stride := Load(Param("stride"), GP64())
	src := Load(Param("src"), GP64())
	n := Load(Param("n"), GP64())
	index, to := order8("split4Order", [8]int{0, 4, 1, 5, 2, 6, 3, 7}), GP64()
	Label("vector")
	var x [4]reg.VecVirtual
	for i := range x {
		x[i] = YMM()
		VMOVUPS(Mem{Base: src, Disp: eight * i}, x[i])
	}
	pick := func(which uint64, a, b reg.VecVirtual) reg.VecVirtual {
		v := YMM()
		VSHUFPS(Imm(which), b, a, v)
		return v
	}
	const even, odd = 0x88, 0xdd
	e0, e1, o0, o1 := pick(even, x[0], x[1]), pick(even, x[2], x[3]), pick(odd, x[0], x[1]), pick(odd, x[2], x[3])
	MOVQ(dst, to)
	for _, v := range []reg.VecVirtual{pick(even, e0, e1), pick(even, o0, o1), pick(odd, e0, e1), pick(odd, o0, o1)} {
		VPERMPS(v, index, v)
		VMOVUPS(v, Mem{Base: to})
		ADDQ(stride, to)
	}
	ADDQ(U32(4*eight), src)
	ADDQ(Imm(eight), dst)
	SUBQ(Imm(8), n)
	JNE(LabelRef("vector"))
	VZEROUPPER()
	RET()
}

// finishes emits the ends of convolutions: of results in a row, or in four runs to be joined.
func finishes() {
	for _, runs := range []int{1, 4} {
		for _, add := range []bool{false, true} {
			finishAVX2(runs, add)
		}
	}
}

func finishAVX2(runs int, add bool) {
	name, params, what := "finishAVX2", "dst, acc *float32", "acc[i]"
	if runs == 4 {
		name, what = "finish4AVX2", "acc[i/4] of run i%4, stride bytes apart,"
	}
	if add {
		name, params, what = name[:len(name)-4]+"AddAVX2", "dst, acc, res *float32", what+" + res[i]"
	}
	TEXT(name, NOSPLIT, "func("+params+", stride, n int, slope float32)")
	Doc(fmt.Sprintf("%s sets dst[i] = max(v, slope*v) of v = %s for i < n, a positive multiple of %d.", name, what, 8*runs))
	dst := Load(Param("dst"), GP64())
	acc := Load(Param("acc"), GP64())
	res := reg.Register(nil)
	if add {
		res = Load(Param("res"), GP64())
	}
	stride := Load(Param("stride"), GP64())
	n := Load(Param("n"), GP64())
	addr, err := Param("slope").Resolve()
	if err != nil {
		panic(err)
	}
	slope, s, from := YMM(), YMM(), GP64()
	VBROADCASTSS(addr.Addr, slope)
	Label("vector")
	MOVQ(acc, from)
	x := make([]reg.VecVirtual, runs)
	for i := range x {
		x[i] = YMM()
		VMOVUPS(Mem{Base: from}, x[i])
		ADDQ(stride, from)
	}
	if runs == 4 {
		x = joined8(x)
	}
	for i, v := range x {
		if add {
			VADDPS(Mem{Base: res, Disp: eight * i}, v, v)
		}
		VMULPS(slope, v, s)
		VMAXPS(s, v, v)
		VMOVUPS(v, Mem{Base: dst, Disp: eight * i})
	}
	ADDQ(Imm(eight), acc)
	ADDQ(U32(eight*runs), dst)
	if add {
		ADDQ(U32(eight*runs), res)
	}
	SUBQ(Imm(uint64(8*runs)), n)
	JNE(LabelRef("vector"))
	VZEROUPPER()
	RET()
}

// joined8 emits the joining of four runs of 8 to 32 pixels.
func joined8(x []reg.VecVirtual) []reg.VecVirtual {
	two := func(op func(...Op), a, b reg.VecVirtual) reg.VecVirtual {
		v := YMM()
		op(b, a, v)
		return v
	}
	a, b := two(VUNPCKLPS, x[0], x[1]), two(VUNPCKHPS, x[0], x[1])
	c, d := two(VUNPCKLPS, x[2], x[3]), two(VUNPCKHPS, x[2], x[3])
	t := []reg.VecVirtual{two(VUNPCKLPD, a, c), two(VUNPCKHPD, a, c), two(VUNPCKLPD, b, d), two(VUNPCKHPD, b, d)} // tiles k and k + 4
	var out []reg.VecVirtual
	for _, p := range []struct {
		which uint64
		a, b  int
	}{{0x20, 0, 1}, {0x20, 2, 3}, {0x31, 0, 1}, {0x31, 2, 3}} {
		v := YMM()
		VPERM2F128(Imm(p.which), t[p.b], t[p.a], v)
		out = append(out, v)
	}
	return out
}
