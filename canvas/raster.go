package canvas

import (
	"image"
	"image/color"

	"github.com/fogleman/gg"
)

// pen rasterises segments one by one with gg. It reuses its pixels and is not safe for
// several goroutines.
type pen struct{ pix []uint8 }

// coverage returns what g covers, 0–255 in the alpha of the image, over its bounds. The
// picture depends on g alone: gg truncates negative coordinates towards zero, so g is
// moved by whole pixels to a place where there are none. Valid until the next call.
func (p *pen) coverage(g segment) *image.RGBA { return p.coverageIn(g, g.bounds()) }

func (p *pen) coverageIn(g segment, b image.Rectangle) *image.RGBA {
	n := 4 * b.Dx() * b.Dy()
	if cap(p.pix) < n {
		p.pix = make([]uint8, n)
	}
	p.pix = p.pix[:n]
	clear(p.pix)
	img := &image.RGBA{Pix: p.pix, Stride: 4 * b.Dx(), Rect: image.Rectangle{Max: b.Size()}}
	dc := gg.NewContextForRGBA(img)
	dc.SetColor(color.White)
	x := func(v int32) float64 { return float64(v-int32(b.Min.X)<<6) / 64 }
	y := func(v int32) float64 { return float64(v-int32(b.Min.Y)<<6) / 64 }
	if g.isShort() {
		dc.DrawCircle(x(g.x0), y(g.y0), float64(g.width)/128)
		dc.DrawCircle(x(g.x1), y(g.y1), float64(g.width)/128)
		dc.Fill()
	} else {
		dc.SetLineWidth(float64(g.width) / 64)
		dc.SetLineCapRound()
		dc.DrawLine(x(g.x0), y(g.y0), x(g.x1), y(g.y1))
		dc.Stroke()
	}
	img.Rect = b
	return img
}

// isShort tells whether two discs draw the segment better than a line. gg drops lines of
// 1/8 px, and its stroker cuts a line's length to 1/64 px, which makes the pen wrong by
// radius/length: a quarter pixel at this limit, where discs miss r/2048 between them.
func (g segment) isShort() bool {
	dx, dy := int64(g.x1-g.x0), int64(g.y1-g.y0)
	limit := int64(max(8, g.width/32))
	return dx*dx+dy*dy <= limit*limit
}

// paintEdge raises dst inside r to the coverage of the segments. The larger coverage
// wins, so the order of strokes is of no account and painting twice changes nothing.
func (p *pen) paintEdge(dst *image.Alpha, r image.Rectangle, segments []segment) {
	r = r.Intersect(dst.Rect)
	for _, g := range segments {
		part := g.bounds().Intersect(r)
		if part.Empty() {
			continue
		}
		src := p.coverage(g)
		for y := part.Min.Y; y < part.Max.Y; y++ {
			from := src.Pix[src.PixOffset(part.Min.X, y)+3:]
			to := dst.Pix[dst.PixOffset(part.Min.X, y):][:part.Dx()]
			for x := range to {
				to[x] = max(to[x], from[4*x])
			}
		}
	}
}

// paintHint sets dst inside r to colour where the segments cover at least half of the
// pixel. There is no soft rim: a hint's pixels are exactly its colour or not there.
func (p *pen) paintHint(dst *image.NRGBA, r image.Rectangle, segments []segment, colour color.NRGBA) {
	r = r.Intersect(dst.Rect)
	for _, g := range segments {
		part := g.bounds().Intersect(r)
		if part.Empty() {
			continue
		}
		src := p.coverage(g)
		for y := part.Min.Y; y < part.Max.Y; y++ {
			from := src.Pix[src.PixOffset(part.Min.X, y)+3:]
			to := dst.Pix[dst.PixOffset(part.Min.X, y):][:4*part.Dx()]
			for i := 0; i < len(to); i += 4 {
				if from[i] >= 128 {
					to[i], to[i+1], to[i+2], to[i+3] = colour.R, colour.G, colour.B, 255
				}
			}
		}
	}
}

// EdgeMask rasterises the visible edge strokes and the edge mask inside r cut to the
// page: coverage 0–255, a stroke where it is at least 128. Its bounds are the cut
// rectangle; cutting the mask of the whole page gives the same bytes. nil if nothing
// reaches r.
func (d *Document) EdgeMask(r image.Rectangle) *image.Alpha {
	r = r.Intersect(d.Bounds())
	if !d.hasEdges(r) {
		return nil
	}
	out := image.NewAlpha(r)
	d.paintEdges(out, r)
	return out
}

func (d *Document) hasEdges(r image.Rectangle) bool {
	if r.Empty() {
		return false
	}
	if d.mask != nil && d.mask.touches(r) {
		return true
	}
	for _, m := range d.strokes {
		if m.Kind == Edge && !m.Hidden && m.bounds.Overlaps(r) {
			return true
		}
	}
	return false
}

func (d *Document) paintEdges(dst *image.Alpha, r image.Rectangle) {
	if d.mask != nil {
		d.mask.copyTo(dst, r)
	}
	var p pen
	for _, m := range d.strokes {
		if m.Kind == Edge && !m.Hidden && m.bounds.Overlaps(r) {
			p.paintEdge(dst, r, m.segments)
		}
	}
}

// HintImage rasterises the hint image and the visible hint strokes inside r cut to the
// page, later strokes over earlier ones: each pixel is opaque in exactly a hint's colour
// or fully transparent. Its bounds are the cut rectangle. nil if there are no hints in
// the whole document.
func (d *Document) HintImage(r image.Rectangle) *image.NRGBA {
	r = r.Intersect(d.Bounds())
	var out *image.NRGBA
	if d.hintImage != nil {
		out = image.NewNRGBA(r)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			copy(out.Pix[out.PixOffset(r.Min.X, y):][:4*r.Dx()], d.hintImage.Pix[d.hintImage.PixOffset(r.Min.X, y):])
		}
	}
	var p pen
	for _, m := range d.strokes {
		if m.Kind != Hint || m.Hidden {
			continue
		}
		if out == nil {
			out = image.NewNRGBA(r)
		}
		p.paintHint(out, r, m.segments, m.Colour)
	}
	return out
}
