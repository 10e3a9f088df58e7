package ui

import (
	"image/color"
	"math"
)

// hsv is a colour as painting programs set it: hue 0–360°, saturation and value 0–100 %.
// Both ends of the hue are the same red.
type hsv struct{ hue, saturation, value float64 }

// hsvOf is what a colour is made of, exactly: rgb gives it back. Greys have the hue 0, black
// has the saturation 0.
func hsvOf(c color.NRGBA) hsv {
	r, g, b := float64(c.R), float64(c.G), float64(c.B)
	high := max(r, g, b)
	span := high - min(r, g, b)
	x := hsv{value: high / 255 * 100}
	if span == 0 {
		return x
	}
	x.saturation = span / high * 100
	switch high {
	case r:
		x.hue = 60 * math.Mod((g-b)/span+6, 6)
	case g:
		x.hue = 60 * ((b-r)/span + 2)
	default:
		x.hue = 60 * ((r-g)/span + 4)
	}
	return x
}

// rgb is the opaque colour nearest to it.
func (x hsv) rgb() color.NRGBA {
	high := x.value / 100 * 255
	span := high * x.saturation / 100
	// A channel is full within 60° of its own hue and empty beyond 120°.
	channel := func(own float64) uint8 {
		away := math.Abs(math.Remainder(x.hue-own, 360)) / 60
		return uint8(math.Round(high - span*min(max(away-1, 0), 1)))
	}
	return color.NRGBA{channel(0), channel(120), channel(240), 255}
}

// follow is what c is made of, coming from x: what c leaves open, the hue of a grey and the
// saturation of black, stays as it was.
func (x hsv) follow(c color.NRGBA) hsv {
	if x.rgb() == c {
		return x
	}
	y := hsvOf(c)
	if y.saturation == 0 {
		y.hue = x.hue
	}
	if y.value == 0 {
		y.saturation = x.saturation
	}
	return y
}
