package kernel

// Portable Go of the transforms of tiles, in the order of operations of the assembly.

// inwardPlain transforms a line of inputs.
func inwardPlain(d *[tileReads]float32) [tileReads]float32 {
	const a2, b2 = pointA * pointA, pointB * pointB
	ua, va := d[4]-b2*d[2], pointA*(d[3]-b2*d[1])
	ub, vb := d[4]-a2*d[2], pointB*(d[3]-a2*d[1])
	return [tileReads]float32{
		d[4] + a2*b2*d[0] - (a2+b2)*d[2], ua + va, ua - va, ub + vb, ub - vb,
		d[5] + a2*b2*d[1] - (a2+b2)*d[3],
	}
}

func tilesInPlain(dst []float32, stride int, src []float32, inputs []int32, n int) {
	var d, t [tileReads][tileReads]float32
	for at := range n {
		for j := range d {
			for i := range d[j] {
				d[j][i] = src[int(inputs[tileReads*j+i]/4)+at]
			}
			for i, x := range inwardPlain(&d[j]) {
				t[i][j] = x
			}
		}
		for i := range t {
			for j, x := range inwardPlain(&t[i]) {
				dst[(tileReads*i+j)*stride+at] = x
			}
		}
	}
}

// outwardPlain transforms a line of products.
func outwardPlain(m *[tileReads]float32, bias float32) [tileSide]float32 {
	const a2, b2 = pointA * pointA, pointB * pointB
	s1, d1, s2, d2 := m[1]+m[2], m[1]-m[2], m[3]+m[4], m[3]-m[4]
	return [tileSide]float32{
		m[0] + bias + s1 + s2, bias + pointA*d1 + pointB*d2,
		bias + a2*s1 + b2*s2, m[5] + bias + pointA*a2*d1 + pointB*b2*d2,
	}
}

func tilesOutPlain(dst, src []float32, stride int, bias float32, n int) {
	var t [tileSide][tileReads]float32
	var m [tileReads]float32
	for at := range n {
		for i := range tileReads {
			for j := range m {
				m[j] = src[(tileReads*i+j)*stride+at]
			}
			for q, x := range outwardPlain(&m, 0) {
				t[q][i] = x
			}
		}
		for q := range t {
			for i, x := range outwardPlain(&t[q], bias) {
				dst[(tileSide*i+q)*n+at] = x
			}
		}
	}
}

func split4Plain(dst []float32, plane, pitch, phase int, src []float32, stride, n, rows int) {
	for y := range rows {
		p := phase + y
		to, across := dst[p%tileSide*tileSide*plane+p/tileSide*pitch:], (n+tileSide-1)/tileSide
		for q := range tileSide {
			run := to[q*plane:]
			run[max(across-1, 0)], run[across] = 0, 0
			for t := range (n - q + tileSide - 1) / tileSide {
				run[t] = src[y*stride+tileSide*t+q]
			}
		}
	}
}

func finish4Plain(dst, src, res []float32, stride, pitch, n, rows int, slope float32) {
	for y := range rows {
		for x := range n {
			v := src[(tileSide*y+x%tileSide)*stride+x/tileSide]
			if res != nil {
				v += res[y*pitch+x]
			}
			dst[y*pitch+x] = max(v, slope*v)
		}
	}
}
