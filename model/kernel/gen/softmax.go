package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// columns makes one register for each 16 of the 48 columns.
func columns() (r [vectors]reg.VecVirtual) {
	for v := range r {
		r[v] = ZMM()
	}
	return r
}

func loadColumns(at reg.Register, r [vectors]reg.VecVirtual) {
	for v := range r {
		VMOVUPS(Mem{Base: at, Disp: lane * v}, r[v])
	}
}

func storeColumns(r [vectors]reg.VecVirtual, at reg.Register) {
	for v := range r {
		VMOVUPS(r[v], Mem{Base: at, Disp: lane * v})
	}
}

// float emits the broadcast of a constant.
func float(name string, value float64) reg.VecVirtual {
	m := GLOBL(name, RODATA|NOPTR)
	DATA(0, U32(math.Float32bits(float32(value))))
	v := ZMM()
	VBROADCASTSS(m, v)
	return v
}

// columnMax emits the running maximum of each column and the row that holds it.
func columnMax() {
	TEXT("columnMaxAVX512", NOSPLIT, "func(best *float32, row *int32, s *float32, n, first int)")
	Doc("columnMaxAVX512 raises best[c] to the largest of n ≥ 1 rows of s [n,48] and sets row[c]",
		"to first plus the number of the first row that did so.")
	best := Load(Param("best"), GP64())
	row := Load(Param("row"), GP64())
	s := Load(Param("s"), GP64())
	n := Load(Param("n"), GP64())
	first := Load(Param("first"), GP64())
	m, at, x := columns(), columns(), columns()
	loadColumns(best, m)
	loadColumns(row, at)
	one := GP64()
	MOVQ(U32(1), one)
	number, unit, mask := ZMM(), ZMM(), K()
	VPBROADCASTD(first.(reg.GP).As32(), number)
	VPBROADCASTD(one.As32(), unit)
	Label("row")
	loadColumns(s, x)
	for v := range x {
		VCMPPS(Imm(0x1e), m[v], x[v], mask) // x > best
		VMOVAPS(x[v], mask, m[v])
		VMOVDQA32(number, mask, at[v])
	}
	VPADDD(unit, number, number)
	ADDQ(Imm(lane*vectors), s)
	DECQ(n)
	JNE(LabelRef("row"))
	storeColumns(m, best)
	storeColumns(at, row)
	VZEROUPPER()
	RET()
}

// columnExp emits s = exp(scale*(s-best)) with a running sum.
func columnExp() {
	TEXT("columnExpAVX512", NOSPLIT, "func(sum, s, best *float32, n int, scale float32)")
	Doc("columnExpAVX512 replaces n ≥ 1 rows of s [n,48] by exp(scale*(s-best)), best by column,",
		"and adds them to sum.")
	sum := Load(Param("sum"), GP64())
	s := Load(Param("s"), GP64())
	best := Load(Param("best"), GP64())
	n := Load(Param("n"), GP64())
	addr, err := Param("scale").Resolve()
	if err != nil {
		panic(err)
	}
	scale := ZMM()
	VBROADCASTSS(addr.Addr, scale)
	total, m := columns(), columns()
	loadColumns(sum, total)
	loadColumns(best, m)
	e := newExp()
	Label("row")
	for v := range total {
		x := ZMM()
		VMOVUPS(Mem{Base: s, Disp: lane * v}, x)
		VSUBPS(m[v], x, x)
		VMULPS(scale, x, x)
		y := e.of(x)
		VADDPS(y, total[v], total[v])
		VMOVUPS(y, Mem{Base: s, Disp: lane * v})
	}
	ADDQ(Imm(lane*vectors), s)
	DECQ(n)
	JNE(LabelRef("row"))
	storeColumns(total, sum)
	VZEROUPPER()
	RET()
}

// exponential holds the constants of exp(x) = 2^k * p(x - k*ln2), |x - k*ln2| ≤ ln2/2,
// p the Taylor polynomial of degree 6 (relative error below 2e-7).
type exponential struct {
	floor, log2e, hi, lo reg.VecVirtual
	p                    [7]reg.VecVirtual
}

func newExp() (e exponential) {
	e.floor = float("expFloor", -87)
	e.log2e = float("expLog2e", math.Log2E)
	e.hi = float("expLn2Hi", 0.693359375)
	e.lo = float("expLn2Lo", math.Ln2-0.693359375)
	term := 1.0
	for i := range e.p {
		if i > 0 {
			term /= float64(i)
		}
		e.p[i] = float("expP"+string(rune('0'+i)), term)
	}
	return e
}

// of emits exp(x) for x ≤ 0 (below -87 it is exp(-87)); x is overwritten.
func (e exponential) of(x reg.VecVirtual) reg.VecVirtual {
	k, y := ZMM(), ZMM()
	VMAXPS(e.floor, x, x)
	VMULPS(e.log2e, x, k)
	VRNDSCALEPS(Imm(8), k, k) // nearest, no exception
	VFNMADD231PS(e.hi, k, x)
	VFNMADD231PS(e.lo, k, x)
	VMOVAPS(e.p[6], y)
	for i := 5; i >= 0; i-- {
		VFMADD213PS(e.p[i], x, y)
	}
	VSCALEFPS(k, y, y)
	return y
}

// columnScale emits s[r][c] *= factor[c].
func columnScale() {
	TEXT("columnScaleAVX512", NOSPLIT, "func(s, factor *float32, n int)")
	Doc("columnScaleAVX512 multiplies n ≥ 1 rows of s [n,48] by factor, by column.")
	s := Load(Param("s"), GP64())
	factor := Load(Param("factor"), GP64())
	n := Load(Param("n"), GP64())
	f, x := columns(), ZMM()
	loadColumns(factor, f)
	Label("row")
	for v := range f {
		VMULPS(Mem{Base: s, Disp: lane * v}, f[v], x)
		VMOVUPS(x, Mem{Base: s, Disp: lane * v})
	}
	ADDQ(Imm(lane*vectors), s)
	DECQ(n)
	JNE(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// gather emits a sum of shifted pictures, each with its own weight at each pixel.
func gather() {
	TEXT("gatherAVX512", NOSPLIT, "func(dst, s, src *float32, steps *int32, n int)")
	Doc("gatherAVX512 sets dst [48] to the sum over n ≥ 1 rows of s [n,48] of that row times",
		"the 48 floats at byte offset steps[row] of src.")
	dst := Load(Param("dst"), GP64())
	s := Load(Param("s"), GP64())
	src := Load(Param("src"), GP64())
	steps := Load(Param("steps"), GP64())
	n := Load(Param("n"), GP64())
	at, total, x := GP64(), columns(), ZMM()
	for v := range total {
		VPXORD(total[v], total[v], total[v])
	}
	Label("row")
	MOVLQSX(Mem{Base: steps}, at)
	for v := range total {
		VMOVUPS(Mem{Base: s, Disp: lane * v}, x)
		VFMADD231PS(Mem{Base: src, Index: at, Scale: 1, Disp: lane * v}, x, total[v])
	}
	ADDQ(Imm(4), steps)
	ADDQ(Imm(lane*vectors), s)
	DECQ(n)
	JNE(LabelRef("row"))
	storeColumns(total, dst)
	VZEROUPPER()
	RET()
}

// lower emits a subtraction where a number is small.
func lower() {
	TEXT("lowerAVX512", NOSPLIT, "func(s *float32, steps *int32, limit int32, amount float32)")
	Doc("lowerAVX512 subtracts amount from s [48] where steps [48] is at most limit.")
	s := Load(Param("s"), GP64())
	steps := Load(Param("steps"), GP64())
	most := ZMM()
	VPBROADCASTD(Load(Param("limit"), GP32()), most)
	addr, err := Param("amount").Resolve()
	if err != nil {
		panic(err)
	}
	less := ZMM()
	VBROADCASTSS(addr.Addr, less)
	x, n, mask := columns(), columns(), K()
	loadColumns(s, x)
	loadColumns(steps, n)
	for v := range x {
		VPCMPD(Imm(2), most, n[v], mask) // steps <= limit
		VSUBPS(less, x[v], mask, x[v])
	}
	storeColumns(x, s)
	VZEROUPPER()
	RET()
}
