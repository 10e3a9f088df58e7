package ui

import (
	"image"
	"math"
)

// Limits of zoom: 1 is one page pixel to one screen pixel.
const (
	minZoom = 0.05
	maxZoom = 32
)

// fitMargin stays free around a page that is fitted, px.
const fitMargin = 20

// point is a place on the screen or the page, in pixels.
type point struct{ x, y float64 }

// viewport says where a page lies on the screen: mirrored, then turned, then screen =
// origin + (page − corner of its box) × zoom. It is a value; its methods return changed
// ones.
type viewport struct {
	page, screen image.Point // sizes
	zoom         float64
	origin       point // of the corner of the box around the page; whole pixels, so that pixels stay sharp
	turn         int   // clockwise, in steps of 15 degrees, 0–23
	mirror       bool  // left and right exchanged
}

// toPage is the place on the page under a place on the screen; toScreen the other way.
func (v viewport) toPage(p point) point {
	ex, ey := v.axes()
	low, _ := v.box()
	q := point{(p.x-v.origin.x)/v.zoom + low.x, (p.y-v.origin.y)/v.zoom + low.y}
	return point{q.x*ex.x + q.y*ex.y, q.x*ey.x + q.y*ey.y}
}

func (v viewport) toScreen(p point) point {
	ex, ey := v.axes()
	low, _ := v.box()
	return point{(p.x*ex.x+p.y*ey.x-low.x)*v.zoom + v.origin.x, (p.x*ex.y+p.y*ey.y-low.y)*v.zoom + v.origin.y}
}

// pageRect is the screen rectangle the page covers, which may reach beyond the screen.
func (v viewport) pageRect() image.Rectangle {
	return v.screenRect(image.Rectangle{Max: v.page})
}

// seen is the smallest page rectangle that covers what is on the screen of the page.
func (v viewport) seen() image.Rectangle {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	w, h := float64(v.screen.X), float64(v.screen.Y)
	for _, corner := range [4]point{{0, 0}, {w, 0}, {0, h}, {w, h}} {
		p := v.toPage(corner)
		low, high = point{min(low.x, p.x), min(low.y, p.y)}, point{max(high.x, p.x), max(high.y, p.y)}
	}
	return image.Rect(floor(low.x), floor(low.y), ceil(high.x), ceil(high.y)).Intersect(image.Rectangle{Max: v.page})
}

// screenRect is the smallest screen rectangle that covers a page rectangle.
func (v viewport) screenRect(r image.Rectangle) image.Rectangle {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, corner := range [4]image.Point{r.Min, {r.Max.X, r.Min.Y}, {r.Min.X, r.Max.Y}, r.Max} {
		p := v.toScreen(point{float64(corner.X), float64(corner.Y)})
		low = point{min(low.x, p.x), min(low.y, p.y)}
		high = point{max(high.x, p.x), max(high.y, p.y)}
	}
	return image.Rect(floor(low.x), floor(low.y), ceil(high.x), ceil(high.y))
}

func floor(x float64) int { return int(math.Floor(x + 1e-6)) }
func ceil(x float64) int  { return int(math.Ceil(x - 1e-6)) }

// zoomed changes the zoom and keeps the page's place under p where it is.
func (v viewport) zoomed(zoom float64, p point) viewport {
	zoom = min(max(zoom, minZoom), maxZoom)
	under := v.toPage(p)
	v.zoom = zoom
	return v.putting(under, p)
}

// panned moves the page by screen pixels.
func (v viewport) panned(dx, dy float64) viewport {
	v.origin.x += dx
	v.origin.y += dy
	return v.held()
}

// fitted shows the whole page, centred, as large as it goes.
func (v viewport) fitted() viewport {
	if v.page.X == 0 || v.page.Y == 0 {
		v.zoom = 1
		return v
	}
	_, size := v.box()
	w := float64(max(v.screen.X-2*fitMargin, 1)) / size.x
	h := float64(max(v.screen.Y-2*fitMargin, 1)) / size.y
	v.zoom = min(max(min(w, h), minZoom), maxZoom)
	return v.centred()
}

// centred puts the page's middle on the screen's.
func (v viewport) centred() viewport {
	_, size := v.box()
	v.origin.x = (float64(v.screen.X) - size.x*v.zoom) / 2
	v.origin.y = (float64(v.screen.Y) - size.y*v.zoom) / 2
	return v.held()
}

// resized keeps the middle of the screen where it is on the page.
func (v viewport) resized(screen image.Point) viewport {
	v.origin.x += float64(screen.X-v.screen.X) / 2
	v.origin.y += float64(screen.Y-v.screen.Y) / 2
	v.screen = screen
	return v.held()
}

// keepVisible is how much of the page stays on the screen however it is moved, px.
const keepVisible = 48

// held keeps the origin on whole pixels and a part of the page on the screen.
func (v viewport) held() viewport {
	hold := func(at, page float64, screen int) float64 {
		room := min(keepVisible, page)
		return math.Round(min(max(at, room-page), float64(screen)-room))
	}
	_, size := v.box()
	v.origin.x = hold(v.origin.x, size.x*v.zoom, v.screen.X)
	v.origin.y = hold(v.origin.y, size.y*v.zoom, v.screen.Y)
	return v
}

// zoomSteps are where the zoom keys stop.
var zoomSteps = []float64{.05, .0667, .1, .1667, .25, .3333, .5, .6667, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32}

// zoomStep is the next step above a zoom (by > 0) or below it.
func zoomStep(zoom float64, by int) float64 {
	if by > 0 {
		for _, s := range zoomSteps {
			if s > zoom*1.01 {
				return s
			}
		}
		return maxZoom
	}
	for i := len(zoomSteps) - 1; i >= 0; i-- {
		if zoomSteps[i] < zoom*.99 {
			return zoomSteps[i]
		}
	}
	return minZoom
}
