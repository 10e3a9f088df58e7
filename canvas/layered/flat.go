package layered

import (
	"image"
	"math"
)

// Flat lays the layers that are shown over each other and returns the page, transparent
// where none of them is. Colours are blended as they are stored, as ORA and PSD do (W3C
// Compositing 1, sections 5 and 10.1.1); groups are laid on their own first.
func (p Picture) Flat() *image.NRGBA {
	out := newPlane(p.Size)
	out.lay(p.Layers)
	return out.picture()
}

// plane is a page being laid: straight colours 0–1 and alpha, in 32 bits.
type plane struct {
	size image.Point
	pix  []float32
}

func newPlane(size image.Point) plane { return plane{size, make([]float32, 4*size.X*size.Y)} }

func (p plane) lay(layers []Layer) {
	for i := len(layers) - 1; i >= 0; i-- {
		switch l := layers[i]; {
		case l.Hidden || l.Opacity <= 0:
		case l.Layers != nil:
			group := newPlane(p.size)
			group.lay(l.Layers)
			p.over(group, l)
		case l.Image != nil:
			p.layImage(l)
		}
	}
}

func (p plane) over(group plane, l Layer) {
	for i := 0; i < len(p.pix); i += 4 {
		s := group.pix[i : i+4 : i+4]
		blend(p.pix[i:i+4:i+4], [3]float32{s[0], s[1], s[2]}, s[3]*float32(min(l.Opacity, 1)), l.Mode)
	}
}

func (p plane) layImage(l Layer) {
	part := l.Image.Rect.Intersect(image.Rectangle{Max: p.size})
	opacity := float32(min(l.Opacity, 1)) / 255
	for y := part.Min.Y; y < part.Max.Y; y++ {
		from := l.Image.Pix[l.Image.PixOffset(part.Min.X, y):]
		to := p.pix[4*(y*p.size.X+part.Min.X):]
		for x := range part.Dx() {
			s := from[4*x : 4*x+4 : 4*x+4]
			blend(to[4*x:4*x+4:4*x+4], [3]float32{float32(s[0]) / 255, float32(s[1]) / 255, float32(s[2]) / 255}, float32(s[3])*opacity, l.Mode)
		}
	}
}

// blend lays a colour of some alpha on the backdrop d: αo = αs + αb(1−αs), the colour
// is (1−αs)αb·Cb + αs((1−αb)·Cs + αb·B(Cb, Cs)), over αo.
func blend(d []float32, colour [3]float32, alpha float32, m Mode) {
	if alpha <= 0 {
		return
	}
	below := d[3]
	whole := alpha + below*(1-alpha)
	for c, s := range colour {
		b := d[c]
		mixed := s
		switch m {
		case Multiply:
			mixed = b * s
		case Screen:
			mixed = b + s - b*s
		}
		d[c] = ((1-alpha)*below*b + alpha*((1-below)*s+below*mixed)) / whole
	}
	d[3] = whole
}

func (p plane) picture() *image.NRGBA {
	out := image.NewNRGBA(image.Rectangle{Max: p.size})
	for i, v := range p.pix {
		out.Pix[i] = uint8(math.Round(float64(min(max(v, 0), 1)) * 255))
	}
	return out
}
