package palette

import (
	"image/color"
	"math"
)

// opaque rounds channels of sRGB, 0–1, to bytes; what lies outside is cut.
func opaque(r, g, b float64) color.NRGBA {
	to := func(v float64) uint8 { return uint8(math.Round(255 * cut(v, 0, 1))) }
	return color.NRGBA{to(r), to(g), to(b), 255}
}

func cut(v, low, high float64) float64 { return min(max(v, low), high) }

// fromCMYK converts shares of ink, 0–1. Without a profile of the press this is the plain
// rule that paint programs fall back to.
func fromCMYK(c, m, y, k float64) color.NRGBA {
	c, m, y, k = cut(c, 0, 1), cut(m, 0, 1), cut(y, 0, 1), cut(k, 0, 1)
	return opaque((1-c)*(1-k), (1-m)*(1-k), (1-y)*(1-k))
}

// fromHSB converts hue, saturation and brightness, 0–1 each (Smith 1978, "hexcone").
func fromHSB(h, s, v float64) color.NRGBA {
	channel := func(n float64) float64 {
		k := math.Mod(n+6*h, 6)
		return v - v*s*max(0, min(k, 4-k, 1))
	}
	return opaque(channel(5), channel(3), channel(1))
}

// fromLab converts CIE Lab under D50, as Adobe's programs have it: L 0–100, a and b about
// −128–127. The matrix takes XYZ under D50 to linear sRGB by Bradford's adaptation.
func fromLab(l, a, b float64) color.NRGBA {
	l, a, b = cut(l, 0, 100), cut(a, -128, 128), cut(b, -128, 128)
	fy := (l + 16) / 116
	x, y, z := 0.96422*unlab(fy+a/500), unlab(fy), 0.82521*unlab(fy-b/200)
	return opaque(
		gamma(3.1338561*x-1.6168667*y-0.4906146*z),
		gamma(-0.9787684*x+1.9161415*y+0.0334540*z),
		gamma(0.0719453*x-0.2289914*y+1.4052427*z))
}

// unlab undoes the cube root of CIE Lab, with its straight part near black.
func unlab(f float64) float64 {
	if f > 6.0/29 {
		return f * f * f
	}
	return 3 * (6.0 / 29) * (6.0 / 29) * (f - 4.0/29)
}

// gamma is the transfer curve of sRGB; it undoes [linear].
func gamma(v float64) float64 {
	if v <= 0.0031308 {
		return 12.92 * v
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}
