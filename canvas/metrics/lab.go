// Package metrics scores a colorization: colour difference, error beside boundaries,
// contrast across an edge stroke, change away from strokes, and the simple methods a
// colorization has to beat. It knows only standard images.
package metrics

import "math"

// Lab is a colour in CIE L*a*b* under D65: L 0–100, A and B about −128–128.
type Lab struct{ L, A, B float64 }

// white is the paper's colour.
var white = Lab{L: 100}

// linear maps an 8-bit sRGB value to linear light, IEC 61966-2-1.
var linear = linearTable()

func linearTable() (table [256]float64) {
	for i := range table {
		v := float64(i) / 255
		if v > 0.04045 {
			table[i] = math.Pow((v+0.055)/1.055, 2.4)
		} else {
			table[i] = v / 12.92
		}
	}
	return table
}

// LabOf converts 8-bit sRGB. It agrees with scikit-image 0.19 (rgb2lab, D65, 2°) to
// 1e-4 a channel; the constants are the ones used there.
func LabOf(r, g, b uint8) Lab {
	return labOfLinear(linear[r], linear[g], linear[b])
}

// labOfLinear converts linear light, 0–1.
func labOfLinear(lr, lg, lb float64) Lab {
	x := labCurve((0.412453*lr + 0.357580*lg + 0.180423*lb) / 0.95047)
	y := labCurve(0.212671*lr + 0.715160*lg + 0.072169*lb)
	z := labCurve((0.019334*lr + 0.119193*lg + 0.950227*lb) / 1.08883)
	return Lab{L: 116*y - 16, A: 500 * (x - y), B: 200 * (y - z)}
}

// labCurve is f(t) of CIE 15:2004, eq. 8.4, with the decimals of scikit-image.
func labCurve(t float64) float64 {
	if t > 0.008856 {
		return math.Cbrt(t)
	}
	return 7.787*t + 16.0/116
}

// RGB converts back to 8-bit sRGB, clipped to the gamut.
func (l Lab) RGB() (r, g, b uint8) {
	fy := (l.L + 16) / 116
	x := 0.95047 * labCurveInverse(fy+l.A/500)
	y := labCurveInverse(fy)
	z := 1.08883 * labCurveInverse(fy-l.B/200)
	return encode(3.240481*x - 1.537152*y - 0.498536*z),
		encode(-0.969255*x + 1.875990*y + 0.041556*z),
		encode(0.055647*x - 0.204041*y + 1.057311*z)
}

func labCurveInverse(f float64) float64 {
	if f > 0.2068966 {
		return f * f * f
	}
	return (f - 16.0/116) / 7.787
}

// encode is the sRGB transfer curve, rounded to 8 bit.
func encode(v float64) uint8 {
	if v > 0.0031308 {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	} else {
		v *= 12.92
	}
	return uint8(min(max(v, 0), 1)*255 + 0.5)
}

// distance76 is the plain Euclidean distance in Lab (CIE 1976).
func distance76(x, y Lab) float64 {
	return math.Sqrt((x.L-y.L)*(x.L-y.L) + (x.A-y.A)*(x.A-y.A) + (x.B-y.B)*(x.B-y.B))
}
