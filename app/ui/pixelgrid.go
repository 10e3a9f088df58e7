package ui

import (
	"image"
	"math"
)

// gridZoom is from which zoom there is a grid: below it the lines would be the picture.
const gridZoom = 8

// gridStep is by how much a line of the grid is darker or lighter than the picture, of 255:
// enough to be seen on any colour, so little that the colours stay what they are.
const gridStep = 44

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
	inBands(part.Intersect(dst.Rect), func() func(image.Rectangle) {
		return func(band image.Rectangle) { gridSlanted(dst, v, band) }
	})
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
				gridInk(row[x:x+4], gridStep)
			}
			continue
		}
		for _, x := range columns {
			gridInk(row[4*x:4*x+4], gridStep)
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
			if at.x < 0 || at.y < 0 || at.x > float64(v.page.X) || at.y > float64(v.page.Y) {
				continue
			}
			if cover := max(gridCover(at.x, v.page.X, v.zoom), gridCover(at.y, v.page.Y, v.zoom)); cover > 0 {
				gridInk(dst.Pix[dst.PixOffset(x, y):][:4], int(gridStep*cover+0.5))
			}
		}
	}
}

// gridCover is how much of a screen pixel the nearest line covers that is inside the page.
func gridCover(at float64, limit int, zoom float64) float64 {
	line := int(at + 0.5) // nothing here is below 0
	if line <= 0 || line >= limit {
		return 0
	}
	return 1 - math.Abs(at-float64(line))*zoom
}

// gridInk darkens a light pixel and lightens a dark one, by step of 255.
func gridInk(pixel []uint8, step int) {
	if light := 2*int(pixel[0]) + 5*int(pixel[1]) + int(pixel[2]); light >= 8*128 {
		step = -step
	}
	for c := range 3 {
		pixel[c] = uint8(min(max(int(pixel[c])+step, 0), 255))
	}
}

// toggleGrid shows the grid or not, and keeps that for the next run.
func (w *Window) toggleGrid() {
	w.picture.grid = !w.picture.grid
	w.settings.SetBool(gridKey, w.picture.grid)
	w.picture.Refresh()
	w.desk.changed()
}
