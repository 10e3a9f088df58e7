package cartoon

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/fogleman/gg"
)

// Widths in px of 512.
const (
	lineWidth   = 2.5
	thinWidth   = 1.1
	dabWidth    = 4
	strokeWidth = 2
	largeScale  = 0.8 // of the width of lines in pictures larger than 512
)

// Draw draws the cartoon side x side px.
func (c Cartoon) Draw(side int, style Style) *Picture {
	box := image.Rect(0, 0, side, side)
	p := &Picture{Part: c.parts(side), Truth: image.NewNRGBA(box), Dabs: image.NewNRGBA(box)}
	for i, part := range p.Part {
		if part > 0 {
			colour := c.Parts[part-1].Colour
			p.Truth.SetNRGBA(i%side, i/side, color.NRGBA(colour))
		}
	}
	p.Lines = c.lines(side, style)
	p.scored = make([]bool, side*side)
	for i, v := range c.lines(side, Clean).Pix {
		p.scored[i] = v > 250 && p.Part[i] > 0
	}
	for _, part := range c.Parts {
		for _, dab := range part.Dabs {
			stamp(p.Dabs, dab, dabWidth, part.Colour)
		}
	}
	p.Edges = image.NewNRGBA(box)
	for i := range p.Edges.Pix {
		p.Edges.Pix[i] = 255
	}
	for _, stroke := range c.Strokes {
		stamp(p.Edges, stroke, strokeWidth, color.RGBA{A: 255})
	}
	return p
}

// parts tells the part of each pixel, by where its centre lies.
func (c Cartoon) parts(side int) []uint8 {
	out := make([]uint8, side*side)
	for i, part := range c.Parts {
		for y := range side {
			at := crossings(part.Outline, (float64(y)+0.5)*512/float64(side))
			for k := 0; k+1 < len(at); k += 2 {
				first := max(int(math.Ceil(at[k]*float64(side)/512-0.5)), 0)
				for x := first; x < side && (float64(x)+0.5)*512 < at[k+1]*float64(side); x++ {
					out[y*side+x] = uint8(i + 1)
				}
			}
		}
	}
	return out
}

// crossings lists where a closed outline crosses height y, from left to right.
func crossings(outline []Point, y float64) (at []float64) {
	for i, p := range outline {
		q := outline[(i+1)%len(outline)]
		if (p.Y <= y) != (q.Y <= y) {
			at = append(at, p.X+(y-p.Y)/(q.Y-p.Y)*(q.X-p.X))
		}
	}
	slices.Sort(at)
	return at
}

// lines draws the contours, each part hiding those behind it.
func (c Cartoon) lines(side int, style Style) *image.Gray {
	d := gg.NewContext(side, side)
	d.SetRGB(1, 1, 1)
	d.Clear()
	d.SetLineJoinRound()
	d.SetLineCapRound()
	scale := float64(side) / 512
	for _, part := range c.Parts {
		trace(d, part.Outline, scale)
		d.ClosePath()
		d.SetRGB(1, 1, 1)
		d.FillPreserve()
		width := scale * lineWidth
		if part.Thin {
			width = scale * thinWidth
		}
		if side > 512 {
			width *= largeScale
		}
		d.SetRGB(0, 0, 0)
		d.SetLineWidth(width)
		d.Stroke()
	}
	d.SetRGB(1, 1, 1)
	for _, gap := range c.Gaps {
		d.DrawCircle(gap.X*scale, gap.Y*scale, gap.Radius*style.Gaps*scale)
		d.Fill()
	}
	if style.Rough {
		c.hatch(d, scale)
	}
	out := image.NewGray(image.Rect(0, 0, side, side))
	for i := range out.Pix {
		out.Pix[i] = d.Image().(*image.RGBA).Pix[4*i]
	}
	if style.Rough {
		grain(out)
	}
	return out
}

func trace(d *gg.Context, line []Point, scale float64) {
	for _, p := range line {
		d.LineTo(p.X*scale, p.Y*scale)
	}
}

func (c Cartoon) hatch(d *gg.Context, scale float64) {
	d.SetRGB(90.0/255, 90.0/255, 90.0/255)
	d.SetLineWidth(scale)
	for _, p := range c.Hatch {
		trace(d, []Point{p, {p.X + 14, p.Y - 18}}, scale)
		d.Stroke()
	}
}

// grain makes lines uneven as a pencil does, and paper a little.
func grain(m *image.Gray) {
	random := rand.New(rand.NewPCG(1, 1))
	for i, v := range m.Pix {
		ink := float64(255-v) * min(max(0.75+0.25*random.NormFloat64(), 0), 1)
		m.Pix[i] = uint8(min(max(255-ink+4*random.NormFloat64(), 0), 255))
	}
}

// stamp sets the pixels whose centre lies within half a width (of 512; 3 px at least) of a line.
func stamp(m *image.NRGBA, line []Point, width float64, colour color.RGBA) {
	side := m.Rect.Dx()
	d := gg.NewContext(side, side)
	d.SetLineCapRound()
	d.SetLineWidth(max(width*float64(side)/512, 2))
	d.SetRGB(0, 0, 0)
	trace(d, line, float64(side)/512)
	d.Stroke()
	pix := d.Image().(*image.RGBA).Pix
	for i := range side * side {
		if pix[4*i+3] >= 128 {
			m.SetNRGBA(i%side, i/side, color.NRGBA(colour))
		}
	}
}
