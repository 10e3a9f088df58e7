package panels

import (
	"image"
	"slices"
)

// tolerance is how much of the smaller of two panels may lie beyond a cut between them.
const tolerance = 0.2

// Order puts panels in reading order: it cuts between them as between the panels of a page,
// rows before columns. Those that no cut parts come by their upper left corner. The
// argument is kept as it is.
func Order(list []image.Rectangle, o Options) []image.Rectangle {
	return ordered(slices.Clone(list), o, true, 0)
}

// ordered tries rows (down) first, columns where there is but one row.
func ordered(list []image.Rectangle, o Options, down bool, failed int) []image.Rectangle {
	if len(list) < 2 {
		return list
	}
	slices.SortStableFunc(list, func(a, b image.Rectangle) int {
		if down {
			return 2*(a.Min.Y-b.Min.Y) + sign(a.Min.X-b.Min.X)
		}
		return 2*(a.Min.X-b.Min.X) + sign(a.Min.Y-b.Min.Y)
	})
	groups := [][]image.Rectangle{list[:1]}
	end, first := far(list[0], down), 0
	for i, p := range list[1:] {
		smaller := min(length(p, down), length(list[i], down))
		if near(p, down) >= end-int(tolerance*float64(smaller)) {
			first = i + 1
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = list[first : i+2]
		end = max(end, far(p, down))
	}
	if len(groups) == 1 {
		if failed == 1 {
			return list // neither way
		}
		return ordered(list, o, !down, 1)
	}
	if !down && o.RightToLeft {
		slices.Reverse(groups)
	}
	var all []image.Rectangle
	for _, g := range groups {
		all = append(all, ordered(slices.Clone(g), o, true, 0)...)
	}
	return all
}

func near(p image.Rectangle, down bool) int {
	if down {
		return p.Min.Y
	}
	return p.Min.X
}

func far(p image.Rectangle, down bool) int {
	if down {
		return p.Max.Y
	}
	return p.Max.X
}

func length(p image.Rectangle, down bool) int { return far(p, down) - near(p, down) }

func sign(n int) int { return min(max(n, -1), 1) }
