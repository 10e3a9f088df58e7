package ui

import (
	"image"
	"math"
)

// gridZoom is from which zoom there is a grid: below it the lines would be the picture.
const gridZoom = 8

// gridAlpha is how much of a line of the grid is ink, of 255: enough to be seen on any
// colour, so little that the colours stay what they are.
const gridAlpha = 90

// gridKey is where it is kept between runs whether there is a grid.
const gridKey = "view.grid"

// gridIn tells whether a view has the grid.
func (p *picture) gridIn(v viewport) bool { return p.grid && v.zoom >= gridZoom }

// paintGrid parts the pixels of the page by lines one screen pixel wide, inside part. It
// lies in the scene, so moving the page moves it too and costs nothing.
func paintGrid(dst, src *image.RGBA, v viewport, part image.Rectangle) {
	if v.upright() {
		gridUpright(dst, src, v, part.Intersect(v.pageRect()).Intersect(dst.Rect))
		return
	}
	gridSlanted(dst, v, part.Intersect(dst.Rect))
}

// gridUpright draws where one page pixel ends and the next begins.
func gridUpright(dst, src *image.RGBA, v viewport, part image.Rectangle) {
	if part.Empty() {
		return
	}
	across, down := v.runs(src, 0)
	columns := changes(across.nearest(part.Min.X-1, part.Max.X, v.origin.x, v.zoom))
	rows := changes(down.nearest(part.Min.Y-1, part.Max.Y, v.origin.y, v.zoom))
	for y := range part.Dy() {
		row := dst.Pix[dst.PixOffset(part.Min.X, part.Min.Y+y):][:4*part.Dx()]
		if len(rows) > 0 && rows[0] == y {
			rows = rows[1:]
			for x := 0; x < len(row); x += 4 {
				gridInk(row[x:x+4], gridAlpha)
			}
			continue
		}
		for _, x := range columns {
			gridInk(row[4*x:4*x+4], gridAlpha)
		}
	}
}

// changes lists where a value differs from the one before it, counted from the second.
func changes(values []int) (at []int) {
	for i := 1; i < len(values); i++ {
		if values[i] != values[i-1] {
			at = append(at, i-1)
		}
	}
	return at
}

// gridSlanted draws the same lines at a slant, as soft as half a pixel.
func gridSlanted(dst *image.RGBA, v viewport, part image.Rectangle) {
	ex, ey := v.axes()
	dx, dy := point{ex.x / v.zoom, ey.x / v.zoom}, point{ex.y / v.zoom, ey.y / v.zoom}
	zero := v.toPage(point{0.5, 0.5})
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			at := point{zero.x + float64(x)*dx.x + float64(y)*dy.x, zero.y + float64(x)*dx.y + float64(y)*dy.y}
			cover := max(gridCover(at.x, v.page.X, v.zoom), gridCover(at.y, v.page.Y, v.zoom))
			if cover > 0 && at.x > 0 && at.y > 0 && at.x < float64(v.page.X) && at.y < float64(v.page.Y) {
				gridInk(dst.Pix[dst.PixOffset(x, y):][:4], uint32(gridAlpha*cover))
			}
		}
	}
}

// gridCover is how much of a screen pixel the nearest line covers that is inside the page.
func gridCover(at float64, limit int, zoom float64) float64 {
	line := math.Round(at)
	if line <= 0 || line >= float64(limit) {
		return 0
	}
	return 1 - math.Abs(at-line)*zoom
}

// gridInk darkens a light pixel and lightens a dark one, by alpha of 255.
func gridInk(pixel []uint8, alpha uint32) {
	ink := uint32(0)
	if light := 2*uint32(pixel[0]) + 5*uint32(pixel[1]) + uint32(pixel[2]); light < 8*128 {
		ink = 255 * alpha
	}
	for c := range 3 {
		pixel[c] = uint8((uint32(pixel[c])*(255-alpha) + ink + 127) / 255)
	}
}

// toggleGrid shows the grid or not, and keeps that for the next run.
func (w *Window) toggleGrid() {
	w.picture.grid = !w.picture.grid
	w.app.Preferences().SetBool(gridKey, w.picture.grid)
	w.picture.Refresh()
	w.desk.changed()
}
