package main

// Points of the transforms, as in package kernel: 0, a, -a, b, -b and infinity.
const (
	pointA = 5.0 / 8
	pointB = 3.0 / 2
)

// six are the values of a line of a tile.
type six [6]vector

// Registers of the transforms: a line, what is made of it, scratch, constants, the bias.
var (
	line  = six{0, 1, 2, 3, 4, 5}
	made  = [4]vector{6, 7, 8, 9}
	extra = [4]vector{10, 11, 12, 13}
	fixed = [6]vector{16, 17, 18, 19, 20, 21}
	bias  = vector(22)
)

func (p *program) constants(values ...float64) {
	for i, v := range values {
		p.constant(fixed[i], v)
	}
}

// inward emits the transform of the line of inputs, with constants a, b, a², b², a²b², a²+b².
func (p *program) inward() six {
	a, b, a2, b2, product, sum := fixed[0], fixed[1], fixed[2], fixed[3], fixed[4], fixed[5]
	p.pair(made[0], made[1], b2, a)
	p.pair(made[2], made[3], a2, b)
	p.do(fmla, line[4], line[0], product)
	p.do(fmls, line[4], line[2], sum)
	p.do(fmla, line[5], line[1], product)
	p.do(fmls, line[5], line[3], sum)
	return six{line[4], made[0], made[1], made[2], made[3], line[5]}
}

// pair emits (d4 - q*d2) plus and minus s*(d3 - q*d1).
func (p *program) pair(plus, minus, q, s vector) {
	v := extra[0]
	p.move(plus, line[4])
	p.do(fmls, plus, line[2], q)
	p.move(v, line[3])
	p.do(fmls, v, line[1], q)
	p.move(minus, plus)
	p.do(fmla, plus, v, s)
	p.do(fmls, minus, v, s)
}

// tilesIn emits the transform of 6 x 6 inputs of four tiles at a time.
func tilesIn(p *program) {
	at := p.function("tilesInNEON", []string{
		"tilesInNEON transforms the inputs of n tiles, a positive multiple of 4. Input i, j of tile t",
		"lies 4*t bytes after byte offset steps[6*j+i] of src, result k of it after k*stride of dst;",
		"scratch holds 144 floats.",
	}, argument{"dst", "*float32"}, argument{"stride", "int"}, argument{"src", "*float32"}, argument{"steps", "*int32"},
		argument{"scratch", "*float32"}, argument{"n", "int"})
	p.load(at, "dst", "stride", "src", "steps", "scratch", "n")
	p.constants(pointA, pointB, pointA*pointA, pointB*pointB, pointA*pointA*pointB*pointB, pointA*pointA+pointB*pointB)
	p.label("tiles")
	p.line("MOVD R3, R6")
	for j := range 6 {
		for i := range line {
			p.line("MOVW.P 4(R6), R7")
			p.line("ADD R2, R7")
			p.line("VLD1 (R7), [%v.S4]", line[i])
		}
		for i, t := range p.inward() {
			p.line("FMOVQ F%d, %d(R4)", t, 16*(6*i+j))
		}
	}
	p.line("MOVD R0, R7")
	for i := range 6 {
		for j := range line {
			p.line("FMOVQ %d(R4), F%d", 16*(6*i+j), line[j])
		}
		for _, t := range p.inward() {
			p.line("VST1 [%v.S4], (R7)", t)
			p.line("ADD R1, R7")
		}
	}
	p.line("ADD $16, R2")
	p.line("ADD $16, R0")
	p.line("SUBS $4, R5")
	p.line("BNE tiles")
	p.line("RET")
}

// outward emits the transform of a line of products into four results, with constants a, b, a²,
// b², a³, b³; the bias is added if asked for.
func (p *program) outward(biased bool) [4]vector {
	a, b, a2, b2, a3, b3 := fixed[0], fixed[1], fixed[2], fixed[3], fixed[4], fixed[5]
	s1, d1, s2, d2 := extra[0], extra[1], extra[2], extra[3]
	y := [4]vector{line[0], made[0], made[1], line[5]}
	p.do(fsub, d1, line[1], line[2])
	p.do(fadd, s1, line[1], line[2])
	p.do(fsub, d2, line[3], line[4])
	p.do(fadd, s2, line[3], line[4])
	if biased {
		p.do(fadd, y[0], y[0], bias)
		p.do(fadd, y[3], y[3], bias)
		p.move(y[1], bias)
		p.move(y[2], bias)
		p.do(fmla, y[1], d1, a)
		p.do(fmla, y[2], s1, a2)
	} else {
		p.do(fmul, y[1], d1, a)
		p.do(fmul, y[2], s1, a2)
	}
	p.do(fmla, y[1], d2, b)
	p.do(fmla, y[2], s2, b2)
	p.do(fadd, y[0], y[0], s1)
	p.do(fadd, y[0], y[0], s2)
	p.do(fmla, y[3], d1, a3)
	p.do(fmla, y[3], d2, b3)
	return y
}

// tilesOut emits the transform of products into 4 x 4 results of four tiles at a time.
func tilesOut(p *program) {
	at := p.function("tilesOutNEON", []string{
		"tilesOutNEON transforms the products of n tiles, a positive multiple of 4, and adds bias.",
		"Product k lies k*stride bytes after src; results are [16,n]; scratch holds 96 floats.",
	}, argument{"dst", "*float32"}, argument{"src", "*float32"}, argument{"stride", "int"}, argument{"bias", "*float32"},
		argument{"scratch", "*float32"}, argument{"n", "int"})
	p.load(at, "dst", "src", "stride", "bias", "scratch", "n")
	p.constants(pointA, pointB, pointA*pointA, pointB*pointB, pointA*pointA*pointA, pointB*pointB*pointB)
	p.line("VLD1R (R3), [%v.S4]", bias)
	p.line("LSL $2, R5, R6") // bytes of a run of n results
	p.label("tiles")
	p.line("MOVD R1, R7")
	for i := range 6 {
		for j := range line {
			p.line("VLD1 (R7), [%v.S4]", line[j])
			p.line("ADD R2, R7")
		}
		for q, y := range p.outward(false) {
			p.line("FMOVQ F%d, %d(R4)", y, 16*(6*q+i))
		}
	}
	// Results q, 4+q, 8+q and 12+q come at a time.
	p.line("MOVD R0, R7")
	for q := range 4 {
		for i := range line {
			p.line("FMOVQ %d(R4), F%d", 16*(6*q+i), line[i])
		}
		p.line("MOVD R7, R8")
		for _, y := range p.outward(true) {
			p.line("VST1 [%v.S4], (R8)", y)
			p.line("ADD R6<<2, R8")
		}
		p.line("ADD R6, R7")
	}
	p.line("ADD $16, R1")
	p.line("ADD $16, R0")
	p.line("SUBS $4, R5")
	p.line("BNE tiles")
	p.line("RET")
}
