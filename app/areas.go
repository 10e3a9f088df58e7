package app

import (
	"image"
	"slices"

	"keyline/canvas"
)

// areasOf joins stale tiles into rectangles worth one pass of the network each, those
// under the newest stroke first. Every pass also looks at a margin of reach px around
// its area, so small areas cost more than they cover, and large ones come late: what a
// pen in motion makes stale (its reach to both sides, some way and whole tiles) fits
// into one.
func areasOf(doc *canvas.Document, stale []image.Point, reach int) []image.Rectangle {
	side := (8*reach/canvas.TileSize + 1) * canvas.TileSize
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
