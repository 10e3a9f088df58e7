package ui

import "image"

// pyramid keeps a picture at halved sizes, so that showing a large page small costs what
// the screen has, not what the page has. Levels come when they are first asked for.
type pyramid struct {
	levels []*image.RGBA // levels[0] is the picture itself, shared
}

// newPyramid starts with a picture whose bounds are from (0, 0).
func newPyramid(img *image.RGBA) *pyramid { return &pyramid{levels: []*image.RGBA{img}} }

// at returns level n: each side is halved n times, rounded up.
func (p *pyramid) at(n int) *image.RGBA {
	for len(p.levels) <= n {
		above := p.levels[len(p.levels)-1]
		size := above.Rect.Size().Add(image.Pt(1, 1)).Div(2)
		next := image.NewRGBA(image.Rectangle{Max: size})
		halve(next, above, next.Rect)
		p.levels = append(p.levels, next)
	}
	return p.levels[n]
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
			for c := range 4 {
				sum := int(upper[a+c]) + int(upper[b+c]) + int(lower[a+c]) + int(lower[b+c])
				row[4*x+c] = uint8((sum + 2) / 4)
			}
		}
	}
}
