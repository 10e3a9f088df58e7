package metrics

import (
	"image"
	"math"
)

// blur is a Gaussian of the given sigma in px, made of three box passes a direction
// (Wells 1986, "Efficient synthesis of Gaussian filters by cascaded uniform filters");
// beyond the border the border repeats.
func blur(img *image.RGBA, sigma float64) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	out := image.NewRGBA(b)
	copy(out.Pix, img.Pix)
	radii := boxRadii(sigma)
	line := make([]float32, max(w, h))
	spare := make([]float32, max(w, h))
	for c := range 3 {
		for y := range h {
			boxThrice(out.Pix[y*out.Stride+c:], 4, line[:w], spare[:w], radii)
		}
		for x := range w {
			boxThrice(out.Pix[4*x+c:], out.Stride, line[:h], spare[:h], radii)
		}
	}
	return out
}

// boxRadii are the half widths of three boxes whose variances, r·(r+1)/3 each, come
// closest to σ² in sum: r or r + 1.
func boxRadii(sigma float64) (radii [3]int) {
	r := int((math.Sqrt(4*sigma*sigma+1) - 1) / 2)
	wider := int(math.Round((sigma*sigma - float64(r*(r+1))) * 1.5 / float64(r+1)))
	for i := range radii {
		radii[i] = r
		if i < wider {
			radii[i]++
		}
	}
	return radii
}

// boxThrice filters len(line) values of pix, step apart.
func boxThrice(pix []uint8, step int, line, spare []float32, radii [3]int) {
	for i := range line {
		line[i] = float32(pix[i*step])
	}
	for _, radius := range radii {
		box(spare, line, radius)
		line, spare = spare, line
	}
	for i, v := range line {
		pix[i*step] = uint8(v + 0.5)
	}
}

// box writes the running mean of 2·radius+1 values of src to dst.
func box(dst, src []float32, radius int) {
	last := len(src) - 1
	sum := float32(0)
	for i := -radius; i <= radius; i++ {
		sum += src[min(max(i, 0), last)]
	}
	for i := range src {
		dst[i] = sum / float32(2*radius+1)
		sum += src[min(i+radius+1, last)] - src[max(i-radius, 0)]
	}
}
