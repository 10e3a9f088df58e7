package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Points of the transforms, as in package kernel: 0, a, -a, b, -b and infinity.
const (
	pointA = 5.0 / 8
	pointB = 3.0 / 2
)

// machine is what the transforms need of an instruction set.
type machine struct {
	name     string
	lane     int // bytes in a vector
	register func() reg.VecVirtual
	constant func(name string, value float64) Op
}

var (
	avx512 = machine{"AVX512", 64, ZMM, func(name string, value float64) Op { return float(name, value) }}
	avx2   = machine{"AVX2", 32, YMM, repeated} // 16 registers: constants stay in memory
)

// repeated is a constant in each lane of a vector in memory.
func repeated(name string, value float64) Op {
	m := GLOBL(name+"Lanes", RODATA|NOPTR)
	for i := range 8 {
		DATA(4*i, U32(math.Float32bits(float32(value))))
	}
	return m
}

// six are the values of a line of a tile.
type six [6]reg.VecVirtual

// inward emits the transform of a line of inputs; d is overwritten.
type inward struct {
	machine
	a, b, a2, b2, product, sum Op
}

func newInward(m machine) inward {
	return inward{
		machine: m, a: m.constant("tileA", pointA), b: m.constant("tileB", pointB),
		a2: m.constant("tileA2", pointA*pointA), b2: m.constant("tileB2", pointB*pointB),
		product: m.constant("tileA2B2", pointA*pointA*pointB*pointB), sum: m.constant("tileA2plusB2", pointA*pointA+pointB*pointB),
	}
}

func (c inward) of(d six) (t six) {
	t[1], t[2] = c.pair(d, c.b2, c.a)
	t[3], t[4] = c.pair(d, c.a2, c.b)
	VFMADD231PS(c.product, d[0], d[4])
	VFNMADD231PS(c.sum, d[2], d[4])
	VFMADD231PS(c.product, d[1], d[5])
	VFNMADD231PS(c.sum, d[3], d[5])
	t[0], t[5] = d[4], d[5]
	return t
}

// pair emits (d4 - q*d2) plus and minus p*(d3 - q*d1).
func (c inward) pair(d six, q, p Op) (plus, minus reg.VecVirtual) {
	u, v, w := c.register(), c.register(), c.register()
	VMOVAPS(d[4], u)
	VFNMADD231PS(q, d[2], u)
	VMOVAPS(d[3], v)
	VFNMADD231PS(q, d[1], v)
	VMOVAPS(u, w)
	VFMADD231PS(p, v, u)
	VFNMADD231PS(p, v, w)
	return u, w
}

// tilesIn emits the transform of 6 x 6 inputs of a vector of tiles at a time.
func tilesIn(m machine) {
	TEXT("tilesIn"+m.name, NOSPLIT, "func(dst *float32, stride int, src *float32, steps *int32, scratch *float32, n int)")
	Doc("tilesIn"+m.name+" transforms the inputs of n tiles, a positive multiple of 16. Input i, j of tile t",
		"lies 4*t bytes after byte offset steps[6*j+i] of src, result k of it after k*stride of dst;",
		"scratch holds 576 floats.")
	dst := Load(Param("dst"), GP64())
	stride := Load(Param("stride"), GP64())
	src := Load(Param("src"), GP64())
	steps := Load(Param("steps"), GP64())
	scratch := Load(Param("scratch"), GP64())
	n := Load(Param("n"), GP64())
	c, at, to := newInward(m), GP64(), GP64()
	Label("tiles")
	for j := range 6 {
		var d six
		for i := range d {
			d[i] = m.register()
			MOVLQSX(Mem{Base: steps, Disp: 4 * (6*j + i)}, at)
			VMOVUPS(Mem{Base: src, Index: at, Scale: 1}, d[i])
		}
		for i, t := range c.of(d) {
			VMOVUPS(t, Mem{Base: scratch, Disp: m.lane * (6*i + j)})
		}
	}
	MOVQ(dst, to)
	for i := range 6 {
		var d six
		for j := range d {
			d[j] = m.register()
			VMOVUPS(Mem{Base: scratch, Disp: m.lane * (6*i + j)}, d[j])
		}
		for _, t := range c.of(d) {
			VMOVUPS(t, Mem{Base: to})
			ADDQ(stride, to)
		}
	}
	ADDQ(Imm(uint64(m.lane)), src)
	ADDQ(Imm(uint64(m.lane)), dst)
	SUBQ(Imm(uint64(m.lane/4)), n)
	JNE(LabelRef("tiles"))
	VZEROUPPER()
	RET()
}

// outward emits the transform of a line of products into four results.
type outward struct {
	machine
	a, b, a2, b2, a3, b3 Op
}

func newOutward(m machine) outward {
	return outward{
		machine: m, a: m.constant("outA", pointA), b: m.constant("outB", pointB),
		a2: m.constant("outA2", pointA*pointA), b2: m.constant("outB2", pointB*pointB),
		a3: m.constant("outA3", pointA*pointA*pointA), b3: m.constant("outB3", pointB*pointB*pointB),
	}
}

// of emits the transform; bias is added unless nil, m is overwritten.
func (c outward) of(m six, bias reg.VecVirtual) (y [4]reg.VecVirtual) {
	s1, d1, s2, d2 := m[1], c.register(), m[3], c.register()
	VSUBPS(m[2], m[1], d1)
	VADDPS(m[2], m[1], s1)
	VSUBPS(m[4], m[3], d2)
	VADDPS(m[4], m[3], s2)
	y = [4]reg.VecVirtual{m[0], c.register(), c.register(), m[5]}
	if bias != nil {
		VADDPS(bias, y[0], y[0])
		VADDPS(bias, y[3], y[3])
		VMOVAPS(bias, y[1])
		VMOVAPS(bias, y[2])
		VFMADD231PS(c.a, d1, y[1])
		VFMADD231PS(c.a2, s1, y[2])
	} else {
		VMULPS(c.a, d1, y[1])
		VMULPS(c.a2, s1, y[2])
	}
	VFMADD231PS(c.b, d2, y[1])
	VFMADD231PS(c.b2, s2, y[2])
	VADDPS(s1, y[0], y[0])
	VADDPS(s2, y[0], y[0])
	VFMADD231PS(c.a3, d1, y[3])
	VFMADD231PS(c.b3, d2, y[3])
	return y
}

// tilesOut emits the transform of products into 4 x 4 results of a vector of tiles at a time.
func tilesOut(m machine) {
	TEXT("tilesOut"+m.name, NOSPLIT, "func(dst, src *float32, stride int, bias, scratch *float32, n int)")
	Doc("tilesOut"+m.name+" transforms the products of n tiles, a positive multiple of 16, and adds bias.",
		"Product k lies k*stride bytes after src; results are [16,n]; scratch holds 384 floats.")
	dst := Load(Param("dst"), GP64())
	src := Load(Param("src"), GP64())
	stride := Load(Param("stride"), GP64())
	bias := Load(Param("bias"), GP64())
	scratch := Load(Param("scratch"), GP64())
	n := Load(Param("n"), GP64())
	c, from, to, left, b := newOutward(m), GP64(), GP64(), GP64(), m.register()
	run, rows := GP64(), GP64() // bytes of a run of n results, of four and, below, of twelve
	MOVQ(n, run)
	SHLQ(Imm(2), run)
	MOVQ(n, rows)
	SHLQ(Imm(4), rows)
	twelve := GP64()
	LEAQ(Mem{Base: rows, Index: rows, Scale: 2}, twelve)
	MOVQ(n, left)
	VBROADCASTSS(Mem{Base: bias}, b)
	Label("tiles")
	MOVQ(src, from)
	for i := range 6 {
		var line six
		for j := range line {
			line[j] = m.register()
			VMOVUPS(Mem{Base: from}, line[j])
			ADDQ(stride, from)
		}
		for q, y := range c.of(line, nil) {
			VMOVUPS(y, Mem{Base: scratch, Disp: m.lane * (6*q + i)})
		}
	}
	MOVQ(dst, to)
	for q := range 4 {
		var line six
		for i := range line {
			line[i] = m.register()
			VMOVUPS(Mem{Base: scratch, Disp: m.lane * (6*q + i)}, line[i])
		}
		y := c.of(line, b)
		VMOVUPS(y[0], Mem{Base: to})
		VMOVUPS(y[1], Mem{Base: to, Index: rows, Scale: 1})
		VMOVUPS(y[2], Mem{Base: to, Index: rows, Scale: 2})
		VMOVUPS(y[3], Mem{Base: to, Index: twelve, Scale: 1})
		ADDQ(run, to)
	}
	ADDQ(Imm(uint64(m.lane)), src)
	ADDQ(Imm(uint64(m.lane)), dst)
	SUBQ(Imm(uint64(m.lane/4)), left)
	JNE(LabelRef("tiles"))
	VZEROUPPER()
	RET()
}

// permuted emits the choice, by index, of the floats of a and b.
func permuted(a, b, index reg.VecVirtual) reg.VecVirtual {
	x := ZMM()
	VMOVAPS(a, x)
	VPERMT2PS(b, index, x)
	return x
}

// pixelMask emits the bits of the low n pixels, at most 64.
func pixelMask(n, ones reg.Register) reg.GPVirtual {
	bits := GP64()
	BZHIQ(n, ones, bits)
	CMPQ(n, Imm(64))
	CMOVQGE(ones, bits)
	return bits
}

// eachMask calls body with a mask of each 16 of 64 pixels.
func eachMask(bits reg.GPVirtual, body func(q int, mask reg.OpmaskVirtual)) {
	mask := K()
	for q := range 4 {
		KMOVW(bits.As32(), mask)
		body(q, mask)
		if q < 3 {
			SHRQ(Imm(16), bits)
		}
	}
}

// split4 emits the parting of rows into every fourth pixel.
func split4() {
	even := indices("split4Even", func(i int) int { return 2 * i })
	odd := indices("split4Odd", func(i int) int { return 2*i + 1 })
	TEXT("split4AVX512", NOSPLIT, "func(dst *float32, plane, pitch, phase int, src *float32, stride, n, rows int)")
	Doc("split4AVX512 parts rows of n pixels, stride bytes apart, into four runs each, plane bytes apart,",
		"and writes zeros behind them, at least one and up to a multiple of 16 and 16 more. The next row",
		"goes four planes on, after phase rows and then every four back again and pitch bytes on.")
	dst := Load(Param("dst"), GP64())
	plane := Load(Param("plane"), GP64())
	pitch := Load(Param("pitch"), GP64())
	phase := Load(Param("phase"), GP64())
	src := Load(Param("src"), GP64())
	stride := Load(Param("stride"), GP64())
	n := Load(Param("n"), GP64())
	rows := Load(Param("rows"), GP64())
	e, o, zero, to, at, from, left, ones := ZMM(), ZMM(), ZMM(), GP64(), GP64(), GP64(), GP64(), GP64()
	VMOVUPS(even, e)
	VMOVUPS(odd, o)
	VPXORD(zero, zero, zero)
	MOVQ(I64(-1), ones)
	Label("row")
	MOVQ(n, left)
	MOVQ(src, from)
	MOVQ(dst, at)
	Label("vector")
	var x [4]reg.VecVirtual
	eachMask(pixelMask(left, ones), func(q int, mask reg.OpmaskVirtual) {
		x[q] = ZMM()
		VMOVUPS_Z(Mem{Base: from, Disp: lane * q}, mask, x[q])
	})
	e0, e1 := permuted(x[0], x[1], e), permuted(x[2], x[3], e)
	o0, o1 := permuted(x[0], x[1], o), permuted(x[2], x[3], o)
	MOVQ(at, to)
	for _, p := range [][3]reg.VecVirtual{{e0, e1, e}, {o0, o1, e}, {e0, e1, o}, {o0, o1, o}} {
		VMOVUPS(permuted(p[0], p[1], p[2]), Mem{Base: to})
		ADDQ(plane, to)
	}
	ADDQ(U32(4*lane), from)
	ADDQ(Imm(lane), at)
	SUBQ(Imm(64), left)
	JG(LabelRef("vector"))
	for range 4 {
		VMOVUPS(zero, Mem{Base: at})
		ADDQ(plane, at)
	}
	ADDQ(stride, src)
	LEAQ(Mem{Base: dst, Index: plane, Scale: 4}, dst)
	DECQ(phase)
	JNE(LabelRef("next"))
	MOVQ(U32(4), phase)
	MOVQ(plane, to)
	SHLQ(Imm(4), to)
	SUBQ(to, dst)
	ADDQ(pitch, dst)
	Label("next")
	DECQ(rows)
	JNE(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// finish4 emits the end of a convolution in tiles: four runs joined to a row, residual and
// leaky ReLU.
func finish4(name, what string, add bool) {
	pairs := func(base int) func(i int) int { return func(i int) int { return base + i/2 + i%2*16 } }
	fours := func(base int) func(i int) int {
		return func(i int) int { return base + i/4*2 + i%2 + i/2%2*16 }
	}
	params := "dst, src *float32"
	if add {
		params = "dst, src, res *float32"
	}
	low, high := indices(name+"Low", pairs(0)), indices(name+"High", pairs(8))
	low2, high2 := indices(name+"Low2", fours(0)), indices(name+"High2", fours(8))
	TEXT(name, NOSPLIT, "func("+params+", stride, pitch, n, rows int, slope float32)")
	Doc(name+" sets dst[i] = max(v, slope*v) of "+what+" for i < n in each of rows, pitch bytes",
		"apart; v[4*t+q] is src[t] of the row's run q; runs lie stride bytes apart, also from one row to",
		"the next, and are read to a multiple of 16.")
	dst := Load(Param("dst"), GP64())
	src := Load(Param("src"), GP64())
	res := reg.Register(nil)
	if add {
		res = Load(Param("res"), GP64())
	}
	stride := Load(Param("stride"), GP64())
	pitch := Load(Param("pitch"), GP64())
	n := Load(Param("n"), GP64())
	rows := Load(Param("rows"), GP64())
	slope, il, ih, il2, ih2 := ZMM(), ZMM(), ZMM(), ZMM(), ZMM()
	addr, err := Param("slope").Resolve()
	if err != nil {
		panic(err)
	}
	VBROADCASTSS(addr.Addr, slope)
	for _, v := range []struct {
		m Mem
		r reg.VecVirtual
	}{{low, il}, {high, ih}, {low2, il2}, {high2, ih2}} {
		VMOVUPS(v.m, v.r)
	}
	run, from, at, left, ones := GP64(), GP64(), GP64(), GP64(), GP64()
	MOVQ(I64(-1), ones)
	Label("row")
	XORQ(at, at)
	MOVQ(src, run)
	MOVQ(n, left)
	Label("vector")
	MOVQ(run, from)
	var x [4]reg.VecVirtual
	for q := range x {
		x[q] = ZMM()
		VMOVUPS(Mem{Base: from}, x[q])
		ADDQ(stride, from)
	}
	a, b := permuted(x[0], x[1], il), permuted(x[2], x[3], il)
	c, d := permuted(x[0], x[1], ih), permuted(x[2], x[3], ih)
	joined := []reg.VecVirtual{permuted(a, b, il2), permuted(a, b, ih2), permuted(c, d, il2), permuted(c, d, ih2)}
	eachMask(pixelMask(left, ones), func(q int, mask reg.OpmaskVirtual) {
		v, s := joined[q], ZMM()
		if add {
			VMOVUPS_Z(Mem{Base: res, Index: at, Scale: 1, Disp: lane * q}, mask, s)
			VADDPS(s, v, v)
		}
		VMULPS(slope, v, s)
		VMAXPS(s, v, v)
		VMOVUPS(v, mask, Mem{Base: dst, Index: at, Scale: 1, Disp: lane * q})
	})
	ADDQ(Imm(lane), run)
	ADDQ(U32(4*lane), at)
	SUBQ(Imm(64), left)
	JG(LabelRef("vector"))
	LEAQ(Mem{Base: src, Index: stride, Scale: 4}, src)
	ADDQ(pitch, dst)
	if add {
		ADDQ(pitch, res)
	}
	DECQ(rows)
	JNE(LabelRef("row"))
	VZEROUPPER()
	RET()
}
