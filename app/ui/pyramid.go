package ui

import (
	"encoding/binary"
	"image"
)

// pyramid keeps a picture at halved sizes, so that showing a large page small costs what
// the screen has, not what the page has.
type pyramid struct {
	levels []*image.RGBA // levels[0] is the picture itself, shared
}

// newPyramid is that of a finished picture whose bounds are from (0, 0). Levels come when
// they are first asked for.
func newPyramid(img *image.RGBA) *pyramid { return &pyramid{levels: []*image.RGBA{img}} }

// newGrowingPyramid is that of a picture that is still being painted: all levels are
// there, empty, and every part of them comes with update.
func newGrowingPyramid(img *image.RGBA) *pyramid {
	p := newPyramid(img)
	for n := 0; img.Rect.Dx()>>n > 1 || img.Rect.Dy()>>n > 1; n++ {
		p.add()
	}
	return p
}

// at returns level n: each side is halved n times, rounded up.
func (p *pyramid) at(n int) *image.RGBA {
	for len(p.levels) <= n {
		above := p.levels[len(p.levels)-1]
		next := p.add()
		halve(next, above, next.Rect)
	}
	return p.levels[n]
}

// add appends an empty level.
func (p *pyramid) add() *image.RGBA {
	size := p.levels[len(p.levels)-1].Rect.Size().Add(image.Pt(1, 1)).Div(2)
	p.levels = append(p.levels, image.NewRGBA(image.Rectangle{Max: size}))
	return p.levels[len(p.levels)-1]
}

// update follows a change of the picture inside r.
func (p *pyramid) update(r image.Rectangle) {
	for n := 1; n < len(p.levels); n++ {
		r = image.Rect(r.Min.X/2, r.Min.Y/2, (r.Max.X+1)/2, (r.Max.Y+1)/2)
		halve(p.levels[n], p.levels[n-1], r.Intersect(p.levels[n].Rect))
	}
}

// levelFor is the level whose pixels are at most one screen pixel and more than half of
// one at a zoom below 1, and the zoom that is left to do.
func levelFor(zoom float64) (level int, rest float64) {
	for zoom < 0.5 {
		level++
		zoom *= 2
	}
	return level, zoom
}

// halve averages two by two pixels of src for each of dst inside r; what lies outside an
// odd side counts as its last row or column.
func halve(dst, src *image.RGBA, r image.Rectangle) {
	if r.Empty() {
		return
	}
	bottom := src.Rect.Max.Y - 1
	pairs := min(r.Max.X, src.Rect.Max.X/2) // columns made of two
	for y := r.Min.Y; y < r.Max.Y; y++ {
		upper := src.Pix[2*y*src.Stride:][:src.Stride]
		lower := src.Pix[min(2*y+1, bottom)*src.Stride:][:src.Stride]
		row := dst.Pix[y*dst.Stride:][:dst.Stride]
		halveRow(row[4*r.Min.X:max(4*pairs, 4*r.Min.X)], upper[8*r.Min.X:], lower[8*r.Min.X:])
		if pairs < r.Max.X {
			last := 8 * pairs
			u, l := uint64(binary.LittleEndian.Uint32(upper[last:])), uint64(binary.LittleEndian.Uint32(lower[last:]))
			binary.LittleEndian.PutUint32(row[4*pairs:], mean4(u|u<<32, l|l<<32))
		}
	}
}

// halveRow averages pairs of pixels of two rows.
func halveRow(row, upper, lower []uint8) {
	for len(row) >= 4 && len(upper) >= 8 && len(lower) >= 8 {
		binary.LittleEndian.PutUint32(row, mean4(binary.LittleEndian.Uint64(upper), binary.LittleEndian.Uint64(lower)))
		row, upper, lower = row[4:], upper[8:], lower[8:]
	}
}

// mean4 averages the four channels of two pairs of pixels, every second channel of both
// at a time in the quarters of a word. Halves round up.
func mean4(upper, lower uint64) uint32 {
	const every2nd, round = 0x00FF00FF00FF00FF, 0x00020002
	even := upper&every2nd + lower&every2nd
	odd := upper>>8&every2nd + lower>>8&every2nd
	e := uint32(even) + uint32(even>>32) + round
	o := uint32(odd) + uint32(odd>>32) + round
	return e>>2&0x00FF00FF | o>>2&0x00FF00FF<<8
}
