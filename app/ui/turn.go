package ui

import (
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
	src := p.at(level)
	scale := 1 / (v.zoom * float64(int(1)<<level)) // source pixels a screen pixel
	ex, ey := v.axes()
	dx, dy := point{ex.x * scale, ey.x * scale}, point{ex.y * scale, ey.y * scale}
	beside := color.RGBAModel.Convert(ground).(color.RGBA)
	part = part.Intersect(dst.Rect)
	for y := part.Min.Y; y < part.Max.Y; y++ {
		at := v.toPage(point{float64(part.Min.X), float64(y)})
		u, w := at.x*scale*v.zoom, at.y*scale*v.zoom
		row := dst.Pix[dst.PixOffset(part.Min.X, y):][:4*part.Dx()]
		for x := 0; x < len(row); x += 4 {
			var sum [3]uint32
			for _, s := range quarters {
				add(&sum, src, u+s.x*dx.x+s.y*dy.x, w+s.x*dx.y+s.y*dy.y, beside)
			}
			row[x], row[x+1], row[x+2], row[x+3] = uint8((sum[0]+2)/4), uint8((sum[1]+2)/4), uint8((sum[2]+2)/4), 255
			u += dx.x
			w += dx.y
		}
	}
}

// quarters are the middles of a pixel's four quarters.
var quarters = [4]point{{.25, .25}, {.75, .25}, {.25, .75}, {.75, .75}}

// add sums up the source pixel at a place, or what is beside the page.
func add(sum *[3]uint32, src *image.RGBA, u, w float64, beside color.RGBA) {
	x, y := int(math.Floor(u)), int(math.Floor(w))
	if x < 0 || y < 0 || x >= src.Rect.Max.X || y >= src.Rect.Max.Y {
		sum[0] += uint32(beside.R)
		sum[1] += uint32(beside.G)
		sum[2] += uint32(beside.B)
		return
	}
	p := src.Pix[y*src.Stride+4*x:]
	sum[0] += uint32(p[0])
	sum[1] += uint32(p[1])
	sum[2] += uint32(p[2])
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
