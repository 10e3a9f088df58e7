package ui

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"
)

// turnSteps are how many steps of the rotation keys make a full turn: 15 degrees each.
const (
	turnSteps   = 24
	quarterTurn = turnSteps / 4
)

// directions are the cosine and sine of every step; whole numbers at quarter turns, so
// that pixels stay whole there.
var directions = func() (list [turnSteps]point) {
	for i := range list {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / turnSteps)
		if i%quarterTurn == 0 {
			sin, cos = math.Round(sin), math.Round(cos)
		}
		list[i] = point{cos, sin}
	}
	return list
}()

// axes are where one step along the page's x and y leads on the screen at a zoom of 1:
// mirrored first, then turned clockwise.
func (v viewport) axes() (ex, ey point) {
	d := directions[v.turn]
	ex, ey = d, point{-d.y, d.x}
	if v.mirror {
		ex = point{-ex.x, -ex.y}
	}
	return ex, ey
}

// box is the rectangle around the turned page at a zoom of 1: where it begins as seen
// from the page's corner, and its size.
func (v viewport) box() (low, size point) {
	ex, ey := v.axes()
	w, h := float64(v.page.X), float64(v.page.Y)
	low = point{min(0, w*ex.x) + min(0, h*ey.x), min(0, w*ex.y) + min(0, h*ey.y)}
	high := point{max(0, w*ex.x) + max(0, h*ey.x), max(0, w*ex.y) + max(0, h*ey.y)}
	return low, point{high.x - low.x, high.y - low.y}
}

// upright tells whether the page's sides run along the screen's.
func (v viewport) upright() bool { return v.turn%quarterTurn == 0 }

// turned rotates the page clockwise by steps around the middle of the screen.
func (v viewport) turned(steps int) viewport {
	return v.keepingMiddle(func(v *viewport) { v.turn = ((v.turn+steps)%turnSteps + turnSteps) % turnSteps })
}

// mirrored exchanges left and right of the screen; what leant to one side leans to the
// other.
func (v viewport) mirrored() viewport {
	return v.keepingMiddle(func(v *viewport) {
		v.mirror = !v.mirror
		v.turn = (turnSteps - v.turn) % turnSteps
	})
}

// keepingMiddle changes the view and keeps the page's place in the middle of the screen.
func (v viewport) keepingMiddle(change func(*viewport)) viewport {
	middle := point{float64(v.screen.X) / 2, float64(v.screen.Y) / 2}
	under := v.toPage(middle)
	change(&v)
	return v.putting(under, middle)
}

// putting moves the page so that a place on it comes to a place on the screen.
func (v viewport) putting(under, at point) viewport {
	now := v.toScreen(under)
	v.origin.x += at.x - now.x
	v.origin.y += at.y - now.y
	return v.held()
}

// run is how page pixels follow each other along a side of the screen: upwards from 0 or
// downwards from the page's far side, which lies at end.
type run struct {
	step     int     // bytes from one to the next
	limit    int     // pixels of the source
	end      float64 // size of the page in pixels of the source; less than limit on a level of odd size
	reversed bool
}

// runs are those of an upright view across and down the screen, on a level of a pyramid.
func (v viewport) runs(src *image.RGBA, level int) (across, down run) {
	ex, ey := v.axes()
	scale := 1 / float64(int(1)<<level)
	x := run{4, src.Rect.Dx(), float64(v.page.X) * scale, ex.x+ex.y < 0}
	y := run{src.Stride, src.Rect.Dy(), float64(v.page.Y) * scale, ey.x+ey.y < 0}
	if ex.x == 0 {
		return y, x
	}
	return x, y
}

// paintSlanted writes the page seen at a slant inside part of the screen, and the ground
// beside it: each screen pixel is the mean of four places in it, which keeps lines and
// the page's sides smooth.
func paintSlanted(dst *image.RGBA, p *pyramid, v viewport, part image.Rectangle, ground color.Color) {
	level, _ := levelFor(min(v.zoom, 1))
	s := slant{src: p.at(level), beside: pixelOf(ground)}
	perPage := 1 / float64(int(1)<<level) // source pixels a page pixel
	perScreen := perPage / v.zoom         // and a screen pixel
	ex, ey := v.axes()
	s.stepX, s.stepY = fixedOf(ex.x*perScreen), fixedOf(ey.x*perScreen)
	for i, q := range quarters {
		s.quarters[i] = [2]int64{fixedOf((q.x*ex.x + q.y*ex.y) * perScreen), fixedOf((q.x*ey.x + q.y*ey.y) * perScreen)}
	}
	part = part.Intersect(dst.Rect)
	inBands(part, func() func(image.Rectangle) {
		return func(band image.Rectangle) {
			for y := band.Min.Y; y < band.Max.Y; y++ {
				at := v.toPage(point{float64(part.Min.X), float64(y)})
				s.row(dst.Pix[dst.PixOffset(part.Min.X, y):][:4*part.Dx()], fixedOf(at.x*perPage), fixedOf(at.y*perPage))
			}
		}
	})
}

// quarters are the middles of a pixel's four quarters.
var quarters = [4]point{{.25, .25}, {.75, .25}, {.25, .75}, {.75, .75}}

// slant is how a turned page is read: places are source pixels with 32 bits of fraction.
type slant struct {
	src          *image.RGBA
	beside       uint32 // the pixel that is where the page is not
	stepX, stepY int64  // from one screen pixel to the next
	quarters     [4][2]int64
}

func fixedOf(x float64) int64 { return int64(math.Floor(x*(1<<32) + 0.5)) }

// pixelOf is a colour as the bytes of a picture read as one number.
func pixelOf(c color.Color) uint32 {
	p := color.RGBAModel.Convert(c).(color.RGBA)
	return uint32(p.R) | uint32(p.G)<<8 | uint32(p.B)<<16 | uint32(p.A)<<24
}

// row writes a row of the screen that begins at a place. Of every pixel, channels 0 and 2
// are summed apart from 1 and 3, so that sums do not meet.
func (s *slant) row(row []uint8, x, y int64) {
	const every2nd, round = 0x00FF00FF, 0x00020002
	for ; len(row) >= 4; row = row[4:] {
		even, odd := uint32(round), uint32(round)
		for _, q := range &s.quarters {
			p := s.at(int((x+q[0])>>32), int((y+q[1])>>32))
			even += p & every2nd
			odd += p >> 8 & every2nd
		}
		binary.LittleEndian.PutUint32(row, even>>2&every2nd|odd>>2&every2nd<<8)
		x += s.stepX
		y += s.stepY
	}
}

// at is the source pixel at a place, or what is beside the page.
func (s *slant) at(x, y int) uint32 {
	if uint(x) >= uint(s.src.Rect.Max.X) || uint(y) >= uint(s.src.Rect.Max.Y) {
		return s.beside
	}
	return binary.LittleEndian.Uint32(s.src.Pix[y*s.src.Stride+4*x:])
}

// turn rotates the page on the screen by steps clockwise; the strokes go with it.
func (p *picture) turn(steps int) { p.reorient(p.view.turned(steps)) }

// mirror exchanges left and right on the screen.
func (p *picture) mirror() { p.reorient(p.view.mirrored()) }

// straight ends the rotation; a mirrored view stays mirrored.
func (p *picture) straight() { p.reorient(p.view.turned(-p.view.turn)) }

// reorient shows the page through a turned view, fitted again if it was.
func (p *picture) reorient(v viewport) {
	if p.hand.what == drawing {
		return
	}
	fits := p.fits
	p.look(v)
	if fits {
		p.fit()
	}
}
