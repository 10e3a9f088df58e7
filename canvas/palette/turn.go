package palette

import (
	"image"
	"image/color"
	"math"
)

// Turned returns a copy of a picture, with bounds from (0, 0), whose colours have another
// hue: it goes round by so many degrees, lightness stays, and so does chroma as far as sRGB
// has such colours. Greys and alpha stay as they are. Oklab, Björn Ottosson 2020.
func Turned(img *image.NRGBA, degrees int) *image.NRGBA {
	size := img.Rect.Size()
	out := image.NewNRGBA(image.Rectangle{Max: size})
	sin, cos := math.Sincos(float64(degrees) * math.Pi / 180)
	known := map[color.NRGBA]color.NRGBA{}
	for y := range size.Y {
		for x := range size.X {
			c := img.NRGBAAt(img.Rect.Min.X+x, img.Rect.Min.Y+y)
			opaque := color.NRGBA{c.R, c.G, c.B, 255}
			t, ok := known[opaque]
			if !ok {
				t = turned(opaque, sin, cos)
				known[opaque] = t
			}
			t.A = c.A
			out.SetNRGBA(x, y, t)
		}
	}
	return out
}

// chromaStep is how chroma gives way where sRGB has no such colour.
const chromaStep = 0.95

func turned(c color.NRGBA, sin, cos float64) color.NRGBA {
	if c.R == c.G && c.G == c.B {
		return c
	}
	p := toOklab(float64(c.R), float64(c.G), float64(c.B))
	a, b := p.a*cos-p.b*sin, p.a*sin+p.b*cos
	for range 100 {
		if out, ok := fromOklab(oklab{p.l, a, b}); ok {
			return out
		}
		a, b = a*chromaStep, b*chromaStep
	}
	out, _ := fromOklab(oklab{p.l, 0, 0})
	return out
}

// fromOklab is the nearest 8-bit colour, and whether sRGB has one within half a step.
func fromOklab(p oklab) (c color.NRGBA, ok bool) {
	l := p.l + 0.3963377774*p.a + 0.2158037573*p.b
	m := p.l - 0.1055613458*p.a - 0.0638541728*p.b
	s := p.l - 0.0894841775*p.a - 1.2914855480*p.b
	l, m, s = l*l*l, m*m*m, s*s*s
	ok = true
	level := func(v float64) uint8 {
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		v = math.Round(255 * v)
		ok = ok && v >= 0 && v <= 255
		return uint8(min(max(v, 0), 255))
	}
	return color.NRGBA{
		level(+4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		level(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		level(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s),
		255,
	}, ok
}
