package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// double is a constant in each lane of a vector.
func double(name string, value float64) reg.VecVirtual {
	m := GLOBL(name, RODATA|NOPTR)
	DATA(0, U64(math.Float64bits(value)))
	v := ZMM()
	VBROADCASTSD(m, v)
	return v
}

// halves emits the widening of half-precision numbers.
func halves() {
	TEXT("halvesAVX512", NOSPLIT, "func(dst *float32, src *byte, n int)")
	Doc("halvesAVX512 widens n half-precision numbers, a positive multiple of 16.")
	dst := Load(Param("dst"), GP64())
	src := Load(Param("src"), GP64())
	n := Load(Param("n"), GP64())
	Label("vector")
	v := ZMM()
	VCVTPH2PS(Mem{Base: src}, v)
	VMOVUPS(v, Mem{Base: dst})
	ADDQ(Imm(lane/2), src)
	ADDQ(Imm(lane), dst)
	SUBQ(Imm(16), n)
	JNE(LabelRef("vector"))
	VZEROUPPER()
	RET()
}

// weighing emits the transform of a line of weights, in double precision. Nothing is fused, so
// that the results are those of the same formulas in Go.
type weighing struct {
	a2, b2, a, b, overA, overB, product reg.VecVirtual
}

func newWeighing() weighing {
	const a2, b2 = pointA * pointA, pointB * pointB
	return weighing{
		double("weighA2", a2), double("weighB2", b2), double("weighA", pointA), double("weighB", pointB),
		double("weighOverA", 1/(2*a2*(a2-b2))), double("weighOverB", 1/(2*b2*(b2-a2))), double("weighProduct", a2*b2),
	}
}

// of emits g0 + g1*x + g2*x^2 at the points, each over the product of its distances to the
// others.
func (c weighing) of(g [3]reg.VecVirtual) (u six) {
	u[0], u[5] = ZMM(), g[2]
	VDIVPD(c.product, g[0], u[0])
	u[1], u[2] = c.pair(g, c.a2, c.a, c.overA)
	u[3], u[4] = c.pair(g, c.b2, c.b, c.overB)
	return u
}

// pair emits (g0 + q*g2) plus and minus p*g1, times over.
func (c weighing) pair(g [3]reg.VecVirtual, q, p, over reg.VecVirtual) (plus, minus reg.VecVirtual) {
	even, odd, plus, minus := ZMM(), ZMM(), ZMM(), ZMM()
	VMULPD(q, g[2], even)
	VADDPD(even, g[0], even)
	VMULPD(p, g[1], odd)
	VADDPD(odd, even, plus)
	VMULPD(over, plus, plus)
	VSUBPD(odd, even, minus)
	VMULPD(over, minus, minus)
	return plus, minus
}

// tileWeights emits the transform of the weights of eight results.
func tileWeights() {
	TEXT("tileWeightsAVX512", NOSPLIT, "func(dst *float32, part int, src *float32, n int)")
	Doc("tileWeightsAVX512 transforms the weights [n,9,8] of n ≥ 1 inputs and 8 results to [n,8];",
		"the 36 parts lie part bytes apart in dst.")
	dst := Load(Param("dst"), GP64())
	part := Load(Param("part"), GP64())
	src := Load(Param("src"), GP64())
	n := Load(Param("n"), GP64())
	c, to := newWeighing(), GP64()
	Label("input")
	var half [3]six
	for y := range half {
		var g [3]reg.VecVirtual
		for x := range g {
			g[x] = ZMM()
			VCVTPS2PD(Mem{Base: src, Disp: 32 * (3*y + x)}, g[x])
		}
		half[y] = c.of(g)
	}
	for j := range 6 {
		MOVQ(dst, to)
		Comment(fmt.Sprintf("column %d", j))
		for range j {
			ADDQ(part, to)
		}
		for i, u := range c.of([3]reg.VecVirtual{half[0][j], half[1][j], half[2][j]}) {
			narrow := YMM()
			VCVTPD2PS(u, narrow)
			VMOVUPS(narrow, Mem{Base: to})
			if i < 5 {
				for range 6 {
					ADDQ(part, to)
				}
			}
		}
	}
	ADDQ(U32(9*32), src)
	ADDQ(Imm(32), dst)
	DECQ(n)
	JNE(LabelRef("input"))
	VZEROUPPER()
	RET()
}
