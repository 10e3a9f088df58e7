package model

import (
	"encoding/binary"
	"image"
)

// reduceInk writes the working picture of lines into dst [h,w]: ink is 1 - grey, averaged by
// area; the padding is paper. dst must hold zeros.
func (f frame) reduceInk(dst []float32, lines *image.Gray, threads int) {
	origin := lines.Rect.Min
	var ink [256]float32
	for v := range ink {
		ink[v] = 1 - float32(v)/255
	}
	shrinker{1, f.page.Dx(), f.page.Dy(), f.ww, f.wh, func(y int, rows []float32) {
		at := lines.PixOffset(origin.X, origin.Y+y)
		for x, v := range lines.Pix[at : at+len(rows)] {
			rows[x] = ink[v]
		}
	}}.to(dst, f.h, f.w, threads)
}

// shrinkColour writes m at w x h pixels into dst, 3 planes of rows x pitch floats, 0-1,
// averaged by area; transparent places show white. dst must hold zeros.
func shrinkColour(dst []float32, m *image.NRGBA, w, h, rows, pitch, threads int) {
	sw := m.Rect.Dx()
	onWhite := func(v, alpha uint8) float32 { return 1 + float32(alpha)/255*(float32(v)/255-1) }
	var opaque [256]float32
	for v := range opaque {
		opaque[v] = onWhite(uint8(v), 255)
	}
	shrinker{3, sw, m.Rect.Dy(), w, h, func(y int, out []float32) {
		at := m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y+y)
		pix := m.Pix[at : at+4*sw]
		for x := range sw {
			p := pix[4*x : 4*x+4 : 4*x+4]
			if p[3] == 255 {
				out[x], out[sw+x], out[2*sw+x] = opaque[p[0]], opaque[p[1]], opaque[p[2]]
				continue
			}
			for c := range 3 {
				out[c*sw+x] = onWhite(p[c], p[3])
			}
		}
	}}.to(dst, rows, pitch, threads)
}

// reduceStroke sets dst, one byte for each pixel of the working rectangle r, to 1 where any
// page pixel of that working pixel is stroke (alpha ≥ 128), else 0: by maximum, so that a thin
// stroke never fades.
func (f frame) reduceStroke(dst []byte, edges *image.Alpha, r image.Rectangle) {
	clear(dst)
	if edges == nil {
		return
	}
	page := f.pagePixels(r).Add(f.page.Min).Intersect(edges.Rect)
	for y := page.Min.Y; y < page.Max.Y; y++ {
		at := edges.PixOffset(page.Min.X, y)
		row := edges.Pix[at : at+page.Dx()]
		for x := bare(row); x < len(row); x += bare(row[x:]) {
			cx, cy := f.cell(page.Min.X+x-f.page.Min.X, y-f.page.Min.Y)
			dst[(cy-r.Min.Y)*r.Dx()+cx-r.Min.X] = 1
			behind := f.pagePixels(image.Rect(cx, cy, cx+1, cy+1)).Max.X + f.page.Min.X - page.Min.X
			x = min(behind, len(row)) // the rest of the working pixel changes nothing
		}
	}
}

// bare is how many values of a row come before the first one of at least 128. Most of a page
// is bare: 64 are looked at at a time.
func bare(row []byte) int {
	const high = 0x8080808080808080
	n := 0
	for ; n+64 <= len(row); n += 64 {
		v := row[n : n+64 : n+64]
		any := binary.LittleEndian.Uint64(v) | binary.LittleEndian.Uint64(v[8:]) |
			binary.LittleEndian.Uint64(v[16:]) | binary.LittleEndian.Uint64(v[24:]) |
			binary.LittleEndian.Uint64(v[32:]) | binary.LittleEndian.Uint64(v[40:]) |
			binary.LittleEndian.Uint64(v[48:]) | binary.LittleEndian.Uint64(v[56:])
		if any&high != 0 {
			break
		}
	}
	for ; n+8 <= len(row); n += 8 {
		if binary.LittleEndian.Uint64(row[n:])&high != 0 {
			break
		}
	}
	for n < len(row) && row[n] < 128 {
		n++
	}
	return n
}
