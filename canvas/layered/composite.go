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

// Leaves lists the layers that hold pixels, topmost first, with the groups they are in
// opened. A layer in a hidden group is hidden, and the name of a group goes before that of
// its layers.
func (p Picture) Leaves() []Layer { return leaves(nil, p.Layers, "", false) }

func leaves(list, layers []Layer, group string, hidden bool) []Layer {
	for _, l := range layers {
		l.Name, l.Hidden = group+l.Name, hidden || l.Hidden
		switch {
		case len(l.Layers) > 0:
			list = leaves(list, l.Layers, l.Name+" / ", l.Hidden)
		case l.Image != nil && !l.Image.Rect.Empty():
			list = append(list, l)
		}
	}
	return list
}
