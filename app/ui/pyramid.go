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
	right, bottom := src.Rect.Max.X-1, src.Rect.Max.Y-1
	for y := r.Min.Y; y < r.Max.Y; y++ {
		upper := src.Pix[2*y*src.Stride:]
		lower := src.Pix[min(2*y+1, bottom)*src.Stride:]
		row := dst.Pix[y*dst.Stride:]
		for x := r.Min.X; x < r.Max.X; x++ {
			a, b := 8*x, 4*min(2*x+1, right)
			mean := mean4(pixel(upper[a:]), pixel(upper[b:]), pixel(lower[a:]), pixel(lower[b:]))
			binary.LittleEndian.PutUint32(row[4*x:], mean)
		}
	}
}

func pixel(at []uint8) uint32 { return binary.LittleEndian.Uint32(at) }

// mean4 averages the four channels of four pixels, two channels at a time in the halves
// of a word; halves round up.
func mean4(a, b, c, d uint32) uint32 {
	const every2nd, round = 0x00FF00FF, 0x00020002
	even := a&every2nd + b&every2nd + c&every2nd + d&every2nd + round
	odd := a>>8&every2nd + b>>8&every2nd + c>>8&every2nd + d>>8&every2nd + round
	return even>>2&every2nd | odd>>2&every2nd<<8
}
