package layered

import (
	"image"
	"math"
)

// Composite flattens the layers of the picture, on nothing, with the integer rules of the
// flat export. With backdrop b, layer s and coverage α = alpha·opacity, all 0–255 and
// every division by 255 rounded to nearest:
//
//	αr = α + αb − α·αb/255
//	cr = (α·αb/255·mix(b, s) + (α − α·αb/255)·s + (αb − α·αb/255)·b)/αr
//
// mix is s for Normal, s·b/255 for Multiply and s + b − s·b/255 for Screen (W3C
// Compositing and Blending 1, 5.1 and 10.1). So an opaque Normal layer replaces, and an
// opaque Multiply one gives (b·s + 127)/255. A group is flattened by itself and then laid
// down as one layer. What lies outside of the page is cut.
func (p Picture) Composite() *image.NRGBA {
	out := image.NewNRGBA(image.Rectangle{Max: p.Size})
	lay(out, p.Layers)
	return out
}

// lay puts layers on dst, the last of them first.
func lay(dst *image.NRGBA, layers []Layer) {
	for i := len(layers) - 1; i >= 0; i-- {
		l := &layers[i]
		opacity := uint32(math.Round(255 * min(max(l.Opacity, 0), 1)))
		if l.Hidden || opacity == 0 {
			continue
		}
		img := l.Image
		if len(l.Layers) > 0 {
			img = image.NewNRGBA(dst.Rect)
			lay(img, l.Layers)
		}
		if img != nil {
			blend(dst, img, opacity, l.Mode)
		}
	}
}

func blend(dst, src *image.NRGBA, opacity uint32, mode Mode) {
	r := dst.Rect.Intersect(src.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		d := dst.Pix[dst.PixOffset(r.Min.X, y):][:4*r.Dx()]
		s := src.Pix[src.PixOffset(r.Min.X, y):][:4*r.Dx()]
		for i := 0; i < len(d); i += 4 {
			if alpha := by255(uint32(s[i+3]) * opacity); alpha > 0 {
				blendPixel(d[i:i+4:i+4], s[i:i+4:i+4], alpha, mode)
			}
		}
	}
}

// blendPixel lays s with coverage alpha on d.
func blendPixel(d, s []uint8, alpha uint32, mode Mode) {
	under := uint32(d[3])
	if alpha == 255 && (under == 0 || mode == Normal) {
		copy(d, s[:3])
		d[3] = 255
		return
	}
	both := by255(alpha * under)
	all := alpha + under - both
	for c := range 3 {
		above, below := uint32(s[c]), uint32(d[c])
		sum := both*mix(mode, above, below) + (alpha-both)*above + (under-both)*below
		d[c] = uint8((sum + all/2) / all)
	}
	d[3] = uint8(all)
}

// mix is what comes of two opaque colours.
func mix(mode Mode, above, below uint32) uint32 {
	switch mode {
	case Multiply:
		return by255(above * below)
	case Screen:
		return above + below - by255(above*below)
	}
	return above
}

// by255 divides, rounding to nearest.
func by255(v uint32) uint32 { return (v + 127) / 255 }

// Flat is the picture as one: Merged, or what the layers come to.
func (p Picture) Flat() *image.NRGBA {
	if p.Merged != nil {
		return p.Merged
	}
	return p.Composite()
}

// OnPage lays a layer alone on an empty page of that size, with its opacity and whether or
// not it is hidden.
func (l Layer) OnPage(size image.Point) *image.NRGBA {
	l.Hidden, l.Mode = false, Normal
	return Picture{Size: size, Layers: []Layer{l}}.Composite()
}

// layOnWhite makes a picture opaque.
func layOnWhite(img *image.NRGBA) {
	white := []uint8{255, 255, 255, 255}
	for i := 0; i < len(img.Pix); i += 4 {
		p := img.Pix[i : i+4 : i+4]
		if p[3] == 255 {
			continue
		}
		above := [4]uint8(p)
		copy(p, white)
		if above[3] > 0 {
			blendPixel(p, above[:], uint32(above[3]), Normal)
		}
	}
}
