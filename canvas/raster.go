package canvas

import (
	"image"
	"image/color"
	"slices"

	"github.com/fogleman/gg"
)

// pen rasterises segments one by one with gg. It reuses what gg draws with and is not safe
// for several goroutines. The zero value is ready.
type pen struct {
	sheets []*penSheet
	pix    []uint8 // of all sheets: one draws at a time
}

// penSheet is a place to draw with the memory gg keeps for its size.
type penSheet struct {
	size image.Point
	img  *image.RGBA
	dc   *gg.Context
}

// coverage returns what g covers, 0–255 in the alpha of the image, over its bounds. The
// picture depends on g alone: gg truncates negative coordinates towards zero, so g is
// moved by whole pixels to a place where there are none. Valid until the next call.
func (p *pen) coverage(g segment) *image.RGBA { return p.coverageIn(g, g.bounds()) }

func (p *pen) coverageIn(g segment, b image.Rectangle) *image.RGBA {
	sheet := p.sheet(b.Size())
	for y := range b.Dy() {
		clear(sheet.img.Pix[y*sheet.img.Stride:][:4*b.Dx()])
	}
	dc := sheet.dc
	x := func(v int32) float64 { return float64(v-int32(b.Min.X)<<6) / 64 }
	y := func(v int32) float64 { return float64(v-int32(b.Min.Y)<<6) / 64 }
	if g.isShort() {
		dc.DrawCircle(x(g.x0), y(g.y0), float64(g.width)/128)
		dc.DrawCircle(x(g.x1), y(g.y1), float64(g.width)/128)
		dc.Fill()
	} else {
		dc.SetLineWidth(float64(g.width) / 64)
		dc.DrawLine(x(g.x0), y(g.y0), x(g.x1), y(g.y1))
		dc.Stroke()
	}
	return &image.RGBA{Pix: sheet.img.Pix, Stride: sheet.img.Stride, Rect: b}
}

// keptSheets is how many sizes of segments a pen remembers: strokes have few.
const keptSheets = 8

// sheet returns a place for drawings of a size, whose pixels are whatever they were.
func (p *pen) sheet(size image.Point) *penSheet {
	size = roomFor(size)
	if n := 4 * size.X * size.Y; len(p.pix) < n {
		p.pix = make([]uint8, n)
	}
	for _, s := range p.sheets {
		if s.size == size {
			s.img.Pix = p.pix
			return s
		}
	}
	if len(p.sheets) == keptSheets {
		p.sheets = p.sheets[:0]
	}
	s := &penSheet{size: size, img: &image.RGBA{Pix: p.pix, Stride: 4 * size.X, Rect: image.Rectangle{Max: size}}}
	s.dc = gg.NewContextForRGBA(s.img)
	s.dc.SetColor(color.White)
	s.dc.SetLineCapRound()
	p.sheets = append(p.sheets, s)
	return s
}

// roomFor is the size of the sheet for a drawing: one of few. gg cuts curves into more
// pieces on sheets of more than 24, and again of more than 120 px, so a drawing must not
// come to another side of these.
func roomFor(size image.Point) image.Point {
	switch most := max(size.X, size.Y); {
	case most <= 24:
		return image.Pt(24, 24)
	case most <= 120:
		return image.Pt(120, 120)
	}
	const step = 256
	return size.Add(image.Pt(step-1, step-1)).Div(step).Mul(step)
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
	p.rows(r.Intersect(dst.Rect), segments, func(at image.Point, n int, covered []uint8) {
		to := dst.Pix[dst.PixOffset(at.X, at.Y):][:n]
		for x := range to {
			to[x] = max(to[x], covered[4*x])
		}
	})
}

// paintHint sets dst inside r to colour where the segments cover at least half of the
// pixel. There is no soft rim: a hint's pixels are exactly its colour or not there.
func (p *pen) paintHint(dst *image.NRGBA, r image.Rectangle, segments []segment, colour color.NRGBA) {
	p.rows(r.Intersect(dst.Rect), segments, func(at image.Point, n int, covered []uint8) {
		to := dst.Pix[dst.PixOffset(at.X, at.Y):][:4*n]
		for i := 0; i < len(to); i += 4 {
			if covered[i] >= 128 {
				to[i], to[i+1], to[i+2], to[i+3] = colour.R, colour.G, colour.B, 255
			}
		}
	})
}

// rows draws the segments one by one and hands over the rows of each that lie in r: n pixels
// from at on. What is covered of them, 0–255, is every fourth byte.
func (p *pen) rows(r image.Rectangle, segments []segment, take func(at image.Point, n int, covered []uint8)) {
	for _, g := range segments {
		part := g.bounds().Intersect(r)
		if part.Empty() {
			continue
		}
		src := p.coverage(g)
		for y := part.Min.Y; y < part.Max.Y; y++ {
			take(image.Pt(part.Min.X, y), part.Dx(), src.Pix[src.PixOffset(part.Min.X, y)+3:])
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
// the whole document. It may be the document's own: it must not be modified.
func (d *Document) HintImage(r image.Rectangle) *image.NRGBA {
	r = r.Intersect(d.Bounds())
	if r == d.Bounds() && !slices.ContainsFunc(d.strokes, shownHint) {
		return d.hintImage
	}
	var out *image.NRGBA
	if d.hintImage != nil {
		out = image.NewNRGBA(r)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			copy(out.Pix[out.PixOffset(r.Min.X, y):][:4*r.Dx()], d.hintImage.Pix[d.hintImage.PixOffset(r.Min.X, y):])
		}
	}
	var p pen
	for _, m := range d.strokes {
		if !shownHint(m) {
			continue
		}
		if out == nil {
			out = image.NewNRGBA(r)
		}
		p.paintHint(out, r, m.segments, m.Colour)
	}
	return out
}

func shownHint(m *mark) bool { return m.Kind == Hint && !m.Hidden }
