// Package lineart makes line art from coloured or grey pictures, photographs of pencil
// drawings among them.
package lineart

import (
	"fmt"
	"image"
	"math"
)

// Options are how lines are found. Take [Standard] and change it.
type Options struct {
	Weight    float64 // σ of the finer Gaussian, px, [MinWeight]–[MaxWeight]: how wide lines are
	Detail    float64 // how much of fine differences is drawn, [MinDetail]–[MaxDetail]
	Threshold float64 // 0–1: the higher, the fainter lines are drawn too
	Noise     int     // specks of fewer px are left out, 0–[MaxNoise]
}

// Bounds of the options.
const (
	MinWeight, MaxWeight = 0.4, 4.0
	MinDetail, MaxDetail = 2, 60
	MaxNoise             = 400
)

// Standard suits drawings of 500 to 2,000 px.
func Standard() Options { return Options{Weight: 1, Detail: 20, Threshold: 0.6, Noise: 12} }

// Check says what is out of range.
func (o Options) Check() error {
	switch {
	case !(o.Weight >= MinWeight && o.Weight <= MaxWeight):
		return fmt.Errorf("line weight %g is out of range; use %g–%g px", o.Weight, MinWeight, MaxWeight)
	case !(o.Detail >= MinDetail && o.Detail <= MaxDetail):
		return fmt.Errorf("detail %g is out of range; use %d–%d", o.Detail, MinDetail, MaxDetail)
	case !(o.Threshold >= 0 && o.Threshold <= 1):
		return fmt.Errorf("threshold %g is out of range; use 0–1", o.Threshold)
	case o.Noise < 0 || o.Noise > MaxNoise:
		return fmt.Errorf("noise %d is out of range; use 0–%d px", o.Noise, MaxNoise)
	}
	return nil
}

const (
	ratio     = 1.6 // k: of the coarser Gaussian's σ to the finer's
	steepness = 4   // φ of the soft threshold
)

// Of returns the lines of a picture, with bounds from (0, 0): 255 is paper, 0 ink.
// Transparent places count as white. Each colour channel is divided by the paper around it,
// so that neither the shade of a photograph nor a tinted paper counts; then the extended
// difference of Gaussians of Winnemöller, Kyprianidis and Olsen, "XDoG" (Computers &
// Graphics 36, 2012, section 2) follows: u = 1 + p·(G_σ − G_kσ), without the tone itself,
// which would fill dark areas, and the soft threshold T(u) = 1 where u ≥ ε, else
// 1 + tanh(φ·(u − ε)). The darkest of the channels counts: an edge between two colours of
// one lightness is a line too. Lines that are drawn in ink stay as they are, however thick.
// It panics if the options are out of range.
func Of(img image.Image, o Options) *image.Gray {
	if err := o.Check(); err != nil {
		panic("lineart: " + err.Error())
	}
	planes, size := channels(img)
	out := image.NewGray(image.Rectangle{Max: size})
	if size.X == 0 || size.Y == 0 {
		return out
	}
	for _, p := range planes {
		p.flatten()
	}
	contours(out, planes, o)
	fillInk(out, planes, o.Weight)
	despeckle(out, o.Noise)
	return out
}

// contours draws the difference of Gaussians of the channels.
func contours(out *image.Gray, channels []plane, o Options) {
	least := make([]float32, len(out.Pix))
	for i := range least {
		least[i] = 1
	}
	for _, p := range channels {
		fine, coarse := p.blurred(o.Weight), p.blurred(ratio*o.Weight)
		for i, v := range fine.v {
			least[i] = min(least[i], 1+float32(o.Detail)*(v-coarse.v[i]))
		}
	}
	for i, u := range least {
		if d := float64(u) - o.Threshold; d < 0 {
			out.Pix[i] = uint8(255*(1+math.Tanh(steepness*d)) + 0.5)
		} else {
			out.Pix[i] = 255
		}
	}
}

// channels are a picture's red, green and blue on white; of a grey picture one of them.
func channels(img image.Image) ([]plane, image.Point) {
	b := img.Bounds()
	size, grey := b.Size(), true
	list := []plane{newPlane(size), newPlane(size), newPlane(size)}
	for y := range size.Y {
		for x := range size.X {
			r, g, bl, a := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
			grey = grey && r == g && g == bl
			for k, v := range [3]uint32{r, g, bl} {
				list[k].v[y*size.X+x] = float32(v+0xFFFF-a) / 0xFFFF
			}
		}
	}
	if grey {
		list = list[:1]
	}
	return list, size
}
