package model

import (
	"image"
	"image/draw"

	"keyline/model/kernel"
)

// paint makes the pixels of dst from mended, those of the page halved level times, counted
// from its corner. They are the averages of those of the finest level. At working size colours
// pass unchanged.
func (b *Base) paint(dst *image.RGBA, level, finest int) {
	if finest < level {
		fine := image.NewRGBA(finer(dst.Rect, level-finest, b.size(finest)))
		b.paint(fine, finest, finest)
		average(dst, fine, 1<<(level-finest))
		return
	}
	switch size := b.size(level); {
	case b.imported != nil:
		b.paintImported(dst, level)
	case size == image.Pt(b.ww, b.wh):
		b.paintSame(dst)
	default:
		n := b.w * b.h
		u := b.newUpsampler(dst.Rect, size, b.mended[:n], b.mended[n:2*n], b.mended[2*n:])
		b.eachRow(dst, u, u.pixels)
	}
	b.filled.paint(dst, b.size(level), b.network.goroutines())
	b.dab(dst, level)
}

// dab gives the pixels under hints exactly their colour: what the artist asked for is not for
// the networks to round.
func (b *Base) dab(out *image.RGBA, level int) {
	if b.hints == nil {
		return
	}
	hints := b.hints.Rect.Sub(b.page.Min)
	if level > 0 {
		b.dabReduced(out, hints, level)
		return
	}
	r := hints.Intersect(out.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		src := b.hints.Pix[b.hints.PixOffset(r.Min.X+b.page.Min.X, y+b.page.Min.Y):][:4*r.Dx()]
		dst := out.Pix[out.PixOffset(r.Min.X, y):]
		for x := nextDab(src, 0); 4*x < len(src); x = nextDab(src, x+1) {
			copy(dst[4*x:4*x+3], src[4*x:4*x+3])
		}
	}
}

// dabReduced goes by the hint in the middle of each pixel.
func (b *Base) dabReduced(out *image.RGBA, hints image.Rectangle, level int) {
	for y := out.Rect.Min.Y; y < out.Rect.Max.Y; y++ {
		for x := out.Rect.Min.X; x < out.Rect.Max.X; x++ {
			at := image.Pt((2*x+1)<<level>>1, (2*y+1)<<level>>1)
			if !at.In(hints) {
				continue
			}
			if c := b.hints.NRGBAAt(at.X+b.page.Min.X, at.Y+b.page.Min.Y); c.A >= 128 {
				copy(out.Pix[out.PixOffset(x, y):], []uint8{c.R, c.G, c.B})
			}
		}
	}
}

// dabsOf is the part of m with opaque pixels, m's corner moved to min; nil where there are none.
// A small part is copied: a base would keep a whole page alive for a dab.
func dabsOf(m *image.NRGBA, min image.Point) *image.NRGBA {
	if m == nil {
		return nil
	}
	var r image.Rectangle
	for y := range m.Rect.Dy() {
		row := m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y+y):][:4*m.Rect.Dx()]
		from := nextDab(row, 0)
		to := from
		for x := from; 4*x < len(row); x = nextDab(row, x+1) {
			to = x + 1
		}
		r = r.Union(image.Rect(from, y, to, y+1)) // nothing if there are none
	}
	if r.Empty() {
		return nil
	}
	part := &image.NRGBA{Pix: m.Pix[m.PixOffset(m.Rect.Min.X+r.Min.X, m.Rect.Min.Y+r.Min.Y):], Stride: m.Stride, Rect: r.Add(min)}
	if 2*r.Dx()*r.Dy() > m.Rect.Dx()*m.Rect.Dy() {
		return part
	}
	out := image.NewNRGBA(part.Rect)
	for y := range r.Dy() {
		copy(out.Pix[y*out.Stride:][:out.Stride], part.Pix[y*part.Stride:])
	}
	return out
}

// eachRow calls f with the pixels of each row of out, scratch for its upsampled values and for
// narrow rows, and its number, on several goroutines.
func (b *Base) eachRow(out *image.RGBA, u upsampler, f func(pix []byte, values, narrow []float32, y int)) {
	threads := b.network.goroutines()
	for len(b.network.upsampling.rows) < threads {
		b.network.upsampling.rows = append(b.network.upsampling.rows, &rowScratch{})
	}
	eachRows(out.Rect.Dy(), threads, func(t, y0, y1 int) {
		s := b.network.upsampling.rows[t]
		s.values = resized(s.values, (len(u.planes)-1)*out.Rect.Dx())
		s.narrow = resized(s.narrow, len(u.planes)*u.support.Dx())
		values, narrow := s.values, s.narrow
		for y := y0; y < y1; y++ {
			f(out.Pix[y*out.Stride:(y+1)*out.Stride], values, narrow, y)
		}
	})
}

func level(v float32) uint8 { return kernel.Level(v) }

func (b *Base) paintSame(out *image.RGBA) {
	n, r := b.w*b.h, out.Rect
	for y := r.Min.Y; y < r.Max.Y; y++ {
		pix := out.Pix[(y-r.Min.Y)*out.Stride:]
		for x := r.Min.X; x < r.Max.X; x++ {
			i, p := y*b.w+x, pix[4*(x-r.Min.X):][:4]
			p[0], p[1], p[2], p[3] = level(b.mended[i]), level(b.mended[n+i]), level(b.mended[2*n+i]), 255
		}
	}
}

// An imported colouring keeps its own pixels. Where E changed the working picture a little,
// the change is added to them, so their detail stays; where it changed much, a boundary has
// moved and the old one must not show through, so E's own colour is taken. Between these two
// changes (0-1, the largest of the three channels) the one passes into the other.
const (
	smallChange = 0.03
	largeChange = 0.12
)

func (b *Base) paintImported(out *image.RGBA, halved int) {
	if halved == 0 {
		b.copyImported(out)
	} else {
		draw.Draw(out, out.Rect, b.shrunkImport(halved), out.Rect.Min, draw.Src)
	}
	if !b.touched(out.Rect, b.size(halved)) {
		return
	}
	n := b.w * b.h
	b.network.upsampling.change = resized(b.network.upsampling.change, 3*n)
	change := b.network.upsampling.change
	for i := range change {
		change[i] = b.mended[i] - b.base[i]
	}
	u := b.newUpsampler(out.Rect, b.size(halved), change[:n], change[n:2*n], change[2*n:], b.mended[:n], b.mended[n:2*n], b.mended[2*n:])
	b.eachRow(out, u, func(pix []byte, v, narrow []float32, y int) {
		u.row(v, narrow, y)
		w := len(pix) / 4
		for x := range w {
			d := [3]float32{v[x], v[w+x], v[2*w+x]}
			largest := max(d[0], -d[0], d[1], -d[1], d[2], -d[2])
			if largest == 0 {
				continue
			}
			own := min(max((largest-smallChange)/(largeChange-smallChange), 0), 1)
			for c := range d {
				added := float32(pix[4*x+c])/255 + d[c]
				pix[4*x+c] = level(added + own*(v[(3+c)*w+x]-added))
			}
		}
	})
}

// copyImported copies the imported picture, transparent places on white.
func (b *Base) copyImported(out *image.RGBA) {
	from := b.imported.Rect.Min.Add(out.Rect.Min)
	for y := range out.Rect.Dy() {
		src := b.imported.Pix[b.imported.PixOffset(from.X, from.Y+y):]
		dst := out.Pix[y*out.Stride : (y+1)*out.Stride]
		for i := range dst {
			a := uint32(src[i|3])
			dst[i] = uint8((uint32(src[i])*a + 255*(255-a) + 127) / 255)
			if i%4 == 3 {
				dst[i] = 255
			}
		}
	}
}

// touched reports whether E changed anything that area of a page of that size is made of.
func (b *Base) touched(area image.Rectangle, size image.Point) bool {
	s := b.support(area, size)
	for cy := s.Min.Y / cellSide; cy <= (s.Max.Y-1)/cellSide; cy++ {
		for cx := s.Min.X / cellSide; cx <= (s.Max.X-1)/cellSide; cx++ {
			if b.cells[cy*(b.w/cellSide)+cx] != 0 {
				return true
			}
		}
	}
	return false
}
