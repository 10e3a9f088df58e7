package region

import "math"

// lab is CIE L*a*b* (D65) of an sRGB colour of 0-1 (IEC 61966-2-1; CIE 15:2004).
func lab(r, g, b float32) (l, a, bb float32) {
	r, g, b = linear(r), linear(g), linear(b)
	x := root((0.4124564*r + 0.3575761*g + 0.1804375*b) / 0.95047)
	y := root(0.2126729*r + 0.7151522*g + 0.0721750*b)
	z := root((0.0193339*r + 0.1191920*g + 0.9503041*b) / 1.08883)
	return 116*y - 16, 500 * (x - y), 200 * (y - z)
}

func linear(v float32) float32 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return float32(math.Pow((float64(v)+0.055)/1.055, 2.4))
}

func root(t float32) float32 {
	if t > 216.0/24389 {
		return float32(math.Cbrt(float64(t)))
	}
	return (24389.0/27*t + 16) / 116
}

// labs remembers the colour asked for last: neighbours in a drawing are often alike.
type labs struct {
	known    bool
	rgb, lab [3]float32
}

func (s *labs) of(r, g, b float32) (l, a, bb float32) {
	if rgb := [3]float32{r, g, b}; !s.known || rgb != s.rgb {
		s.known, s.rgb = true, rgb
		s.lab[0], s.lab[1], s.lab[2] = lab(r, g, b)
	}
	return s.lab[0], s.lab[1], s.lab[2]
}
