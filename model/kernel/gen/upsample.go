package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// blend emits the weighted sum of four rows. Products and sums round apart, as in Go.
func blend() {
	TEXT("blendAVX512", NOSPLIT, "func(dst, a, b, c, d, w *float32, n int)")
	Doc("blendAVX512 sets dst to w[0]*a + w[1]*b + w[2]*c + w[3]*d for n ≥ 1 floats; it reads and",
		"writes none beyond.")
	dst := Load(Param("dst"), GP64())
	var rows [4]reg.Register
	for i, name := range []string{"a", "b", "c", "d"} {
		rows[i] = Load(Param(name), GP64())
	}
	w := Load(Param("w"), GP64())
	n := Load(Param("n"), GP64())
	var weight [4]reg.VecVirtual
	for i := range weight {
		weight[i] = ZMM()
		VBROADCASTSS(Mem{Base: w, Disp: 4 * i}, weight[i])
	}
	at, ones, bits, mask, sum, x := GP64(), GP64(), GP64(), K(), ZMM(), ZMM()
	MOVQ(I64(-1), ones)
	XORQ(at, at)
	Label("vector")
	BZHIQ(n, ones, bits)
	CMPQ(n, Imm(16))
	CMOVQGE(ones, bits)
	KMOVW(bits.As32(), mask)
	for i, row := range rows {
		VMOVUPS_Z(Mem{Base: row, Index: at, Scale: 1}, mask, x)
		if i == 0 {
			VMULPS(weight[i], x, sum)
			continue
		}
		VMULPS(weight[i], x, x)
		VADDPS(x, sum, sum)
	}
	VMOVUPS(sum, mask, Mem{Base: dst, Index: at, Scale: 1})
	ADDQ(Imm(lane), at)
	SUBQ(Imm(16), n)
	JG(LabelRef("vector"))
	VZEROUPPER()
	RET()
}

// widen emits the horizontal part of upsampling three colours, to pixels.
func widen() {
	TEXT("widenAVX512", NOSPLIT, "func(pix *byte, red, green, blue, guide *float32, first *int32, weight *float32, stride, n int)")
	Doc("widenAVX512 sets n pixels, a positive multiple of 16, RGBA, to the sums of four neighbours from",
		"first[x] on of red, green and blue over those of guide, weighted by weight[x] and three more runs of it",
		"stride bytes apart; 0-1 becomes 0-255.")
	pix := Load(Param("pix"), GP64())
	var planes [4]reg.Register
	for i, name := range []string{"guide", "red", "green", "blue"} {
		planes[i] = Load(Param(name), GP64())
	}
	first := Load(Param("first"), GP64())
	weight := Load(Param("weight"), GP64())
	stride := Load(Param("stride"), GP64())
	n := Load(Param("n"), GP64())
	one, full, half, zero := float("widenOne", 1), float("widenFull", 255), float("widenHalf", 0.5), ZMM()
	VPXORD(zero, zero, zero)
	opaque := ZMM()
	alpha := GP64()
	MOVQ(U32(math.MaxUint32&^0xffffff), alpha)
	VPBROADCASTD(alpha.As32(), opaque)
	at, index, x, scale, packed, mask := GP64(), ZMM(), ZMM(), ZMM(), ZMM(), K()
	Label("pixels")
	VMOVDQU32(Mem{Base: first}, index)
	var w [4]reg.VecVirtual
	MOVQ(weight, at)
	for k := range w {
		w[k] = ZMM()
		VMOVUPS(Mem{Base: at}, w[k])
		ADDQ(stride, at)
	}
	for p, plane := range planes {
		sum := ZMM()
		for k := range w {
			to := x
			if k == 0 {
				to = sum
			}
			VPXORD(to, to, to)
			KXNORW(mask, mask, mask)
			VGATHERDPS(Mem{Base: plane, Index: index, Scale: 4, Disp: 4 * k}, mask, to)
			VMULPS(w[k], to, to)
			if k > 0 {
				VADDPS(x, sum, sum)
			}
		}
		if p == 0 {
			VDIVPS(sum, one, scale)
			continue
		}
		VMULPS(scale, sum, sum)
		VMAXPS(zero, sum, sum)
		VMINPS(one, sum, sum)
		VMULPS(full, sum, sum)
		VADDPS(half, sum, sum)
		VCVTTPS2DQ(sum, sum)
		if p == 1 {
			VPORD(opaque, sum, packed)
			continue
		}
		VPSLLD(Imm(uint64(8*(p-1))), sum, sum)
		VPORD(sum, packed, packed)
	}
	VMOVDQU32(packed, Mem{Base: pix})
	ADDQ(Imm(lane), pix)
	ADDQ(Imm(lane), first)
	ADDQ(Imm(lane), weight)
	SUBQ(Imm(16), n)
	JNE(LabelRef("pixels"))
	VZEROUPPER()
	RET()
}
