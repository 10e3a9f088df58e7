package app

import (
	"image"
	"slices"

	"keyline/canvas"
)

// maxPageArea bounds the side of an area of the page itself, px: its pixels travel through
// memory, and the next stroke waits for it.
const maxPageArea = 12 * canvas.TileSize

// partsOf joins tiles into parts: those for show, at a level, and then those for the
// document.
func partsOf(doc *canvas.Document, live, page []image.Point, reach, level int) []Part {
	var parts []Part
	for _, area := range areasOf(doc, live, reach, maxPageArea<<level) {
		parts = append(parts, Part{area, level, true})
	}
	for _, area := range areasOf(doc, page, reach, maxPageArea) {
		parts = append(parts, Part{Area: area})
	}
	return parts
}

// areasOf joins stale tiles into rectangles worth one pass of the network each, at most most
// px a side, those under the newest stroke first. Every pass also looks at a margin of reach
// px around its area, so small areas cost more than they cover, and large ones come late:
// what a pen in motion makes stale (its reach to both sides, some way and whole tiles) fits
// into one.
func areasOf(doc *canvas.Document, stale []image.Point, reach, most int) []image.Rectangle {
	if len(stale) == 0 {
		return nil
	}
	side := min((8*reach/canvas.TileSize+1)*canvas.TileSize, most)
	areas := cut(doc, stale, side)
	stroke, ok := doc.Newest()
	if !ok || len(areas) < 2 {
		return areas
	}
	newest := stroke.Bounds().Inset(-reach)
	slices.SortStableFunc(areas, func(a, b image.Rectangle) int {
		return rank(newest.Overlaps(b)) - rank(newest.Overlaps(a))
	})
	return areas
}

func rank(first bool) int {
	if first {
		return 1
	}
	return 0
}

// cut sorts tiles into cells of side px, counted from the corner of them all, and
// returns each cell's smallest rectangle around its tiles.
func cut(doc *canvas.Document, tiles []image.Point, side int) []image.Rectangle {
	var all image.Rectangle
	for _, at := range tiles {
		all = all.Union(doc.TileRect(at))
	}
	var areas []image.Rectangle
	index := map[image.Point]int{}
	for _, at := range tiles {
		r := doc.TileRect(at)
		cell := r.Min.Sub(all.Min).Div(side)
		i, seen := index[cell]
		if !seen {
			i = len(areas)
			index[cell] = i
			areas = append(areas, image.Rectangle{})
		}
		areas[i] = areas[i].Union(r)
	}
	return areas
}
