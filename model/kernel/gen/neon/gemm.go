package main

import "fmt"

// rows is how many rows (output channels) a block has, and the weights of a step.
const rows = 8

// gemm emits the product of a block of 8 rows: the accumulators, 24 or 16, fill the register
// file with the inputs and weights of a step.
func gemm(p *program, columns int, bias bool) {
	name, begins := fmt.Sprintf("gemmAccum%dNEON", columns), "what dst holds"
	if bias {
		name, begins = fmt.Sprintf("gemmBias%dNEON", columns), "bias, one value a row"
	}
	at := p.function(name, []string{
		fmt.Sprintf("%s computes 8 rows, stride bytes apart, of %d columns: the sum over n ≥ 1 steps s of", name, columns),
		"w[8*s+row] times the floats at byte offset steps[s] of src. It starts from " + begins + ".",
	}, argument{"dst", "*float32"}, argument{"stride", "int"}, argument{"src", "*float32"}, argument{"w", "*float32"},
		argument{"bias", "*float32"}, argument{"steps", "*int32"}, argument{"n", "int"})
	p.load(at, "dst", "stride", "src", "w", "bias", "steps", "n")
	const x, weights, first = vector(0), vector(3), vector(5)
	wide := columns / 4
	acc := func(row, v int) vector { return first + vector(row*wide+v) }
	p.line("MOVD R0, R7")
	for r := range rows {
		if bias {
			p.line("VLD1R.P 4(R4), [%v.S4]", acc(r, 0))
			for v := 1; v < wide; v++ {
				p.move(acc(r, v), acc(r, 0))
			}
			continue
		}
		p.line("VLD1 (R7), %s", list(acc(r, 0), wide))
		p.line("ADD R1, R7")
	}
	p.label("step")
	p.line("MOVW.P 4(R5), R8")
	p.line("ADD R2, R8")
	p.line("VLD1 (R8), %s", list(x, wide))
	p.line("VLD1.P 32(R3), %s", list(weights, 2))
	for r := range rows {
		for v := range wide {
			p.multiplyAdd(acc(r, v), x+vector(v), weights+vector(r/4), r%4)
		}
	}
	p.line("SUBS $1, R6")
	p.line("BNE step")
	for r := range rows {
		p.line("VST1 %s, (R0)", list(acc(r, 0), wide))
		p.line("ADD R1, R0")
	}
	p.line("RET")
}

// finish emits the end of a convolution: residual and leaky ReLU.
func finish(p *program, add bool) {
	name, what := "finishNEON", "acc[i]"
	args := []argument{{"dst", "*float32"}, {"acc", "*float32"}}
	if add {
		name, what = "finishAddNEON", "acc[i] + res[i]"
		args = append(args, argument{"res", "*float32"})
	}
	args = append(args, argument{"n", "int"}, argument{"slope", "float32"})
	at := p.function(name, []string{name + " sets dst[i] = max(v, slope*v) of v = " + what + " for i < n, a positive multiple of 4."}, args...)
	names := []string{"dst", "acc", "n"}
	if add {
		names = append(names, "res")
	}
	p.load(at, names...)
	p.line("MOVWU %s, R16", at["slope"])
	p.line("VDUP R16, V0.S4")
	p.label("vector")
	p.line("VLD1.P 16(R1), [V1.S4]")
	if add {
		p.line("VLD1.P 16(R3), [V2.S4]")
		p.do(fadd, 1, 1, 2)
	}
	p.do(fmul, 2, 0, 1)
	p.do(fmax, 1, 1, 2)
	p.line("VST1.P [V1.S4], 16(R0)")
	p.line("SUBS $4, R2")
	p.line("BNE vector")
	p.line("RET")
}

// extreme emits the larger, or smaller, of two rows.
func extreme(p *program, name string, choose operation) {
	at := p.function(name+"NEON", []string{name + "NEON sets dst[i] to the " + name + " of it and src[i] for i < n, a positive multiple of 4."},
		argument{"dst", "*float32"}, argument{"src", "*float32"}, argument{"n", "int"})
	p.load(at, "dst", "src", "n")
	p.label("vector")
	p.line("VLD1 (R0), [V0.S4]")
	p.line("VLD1.P 16(R1), [V1.S4]")
	p.do(choose, 0, 0, 1)
	p.line("VST1.P [V0.S4], 16(R0)")
	p.line("SUBS $4, R2")
	p.line("BNE vector")
	p.line("RET")
}
