package canvas

import "image"

const (
	// barrierInk is how dark (255 − luma) a line must be to enclose an area.
	barrierInk = 96
	// underInk is how far an area reaches under the lines around it, px.
	underInk = 3
	// leastGap is the half width of a gap in a line, px, that an area does not leave by; on
	// large pages it is more, the long side over gapShare.
	leastGap = 3
	gapShare = 150
)

// Enclosed returns the area round a pixel that is enclosed by lines and visible edge
// strokes, or by the page's border: 255 inside, and a little under the ink, 0 elsewhere.
// Small gaps in lines are closed, as long as the pixel itself is not that near to a line.
// The mask's bounds are the page's. Nil if there is a line at the pixel, or it is not on
// the page.
func (d *Document) Enclosed(at image.Point) *image.Alpha {
	page := d.Bounds()
	if !at.In(page) {
		return nil
	}
	bars, w := d.barriers(), page.Dx()
	start := at.Y*w + at.X
	if bars[start] != open {
		return nil
	}
	gap := max(leastGap, max(page.Dx(), page.Dy())/gapShare)
	near := nearness(bars, w, gap+1)
	gap = min(gap, int(near[start])-1)
	for i, far := range near {
		if bars[i] == open && int(far) <= gap {
			bars[i] = shy
		}
	}
	rim := flood(bars, w, start)
	for range gap + 1 {
		rim = grow(bars, w, rim, shy)
	}
	for range underInk {
		rim = grow(bars, w, rim, line)
	}
	out := image.NewAlpha(page)
	for i, b := range bars {
		if b == taken {
			out.Pix[i] = 255
		}
	}
	return out
}

// What a pixel is while an area is looked for.
const (
	open  = iota
	line  // ink
	fence // an edge stroke
	shy   // open, but so near to a barrier that it may be a gap
	taken // belongs to the area
)

// nearness is how far each pixel is from a barrier, in steps to any neighbour, up to most.
func nearness(bars []uint8, w, most int) []uint8 {
	most = min(most, 255)
	near := make([]uint8, len(bars))
	for i, b := range bars {
		if b == open {
			near[i] = uint8(most)
		}
	}
	for i := range near {
		if near[i] > 0 {
			near[i] = leastBeside(near, i, w, -w, -1)
		}
	}
	for i := len(near) - 1; i >= 0; i-- {
		if near[i] > 0 {
			near[i] = leastBeside(near, i, w, w, 1)
		}
	}
	return near
}

// leastBeside is the least of a pixel and one more than those beside it in its row, on one
// side, and in the row above or below.
func leastBeside(near []uint8, i, w, row, side int) uint8 {
	least, x := near[i], i%w
	if x+side >= 0 && x+side < w {
		least = min(least, near[i+side]+1)
	}
	if j := i + row; j >= 0 && j < len(near) {
		least = min(least, near[j]+1)
		if x > 0 {
			least = min(least, near[j-1]+1)
		}
		if x < w-1 {
			least = min(least, near[j+1]+1)
		}
	}
	return least
}

// barriers is the page, row by row, with what encloses areas.
func (d *Document) barriers() []uint8 {
	page := d.Bounds()
	out := make([]uint8, page.Dx()*page.Dy())
	if edges := d.EdgeMask(page); edges != nil {
		for i, a := range edges.Pix {
			if a >= 128 {
				out[i] = fence
			}
		}
	}
	i := 0
	for y := range page.Max.Y {
		for x := range page.Max.X {
			if r, g, b := d.lines.At(x, y); 255-luma(r, g, b) >= barrierInk {
				out[i] = line
			}
			i++
		}
	}
	return out
}

// flood takes what is open and can be reached from a pixel, row by row, and returns the
// pixels of lines, and shy ones, that it came to.
func flood(bars []uint8, w, start int) (rim []int) {
	stack := []int{start}
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if bars[i] != open {
			continue
		}
		row := i / w * w
		from, to := i, i
		for from > row && bars[from-1] == open {
			from--
		}
		for to < row+w-1 && bars[to+1] == open {
			to++
		}
		first, last := max(from-1, row), min(to+1, row+w-1)
		for _, other := range []int{0, -w, w} {
			if row+other < 0 || row+other >= len(bars) {
				continue
			}
			for k := first + other; k <= last+other; k++ {
				inside := k >= from+other && k <= to+other
				switch {
				case bars[k] == line && (inside || other == 0), bars[k] == shy:
					rim = append(rim, k)
				case bars[k] == open && other != 0 && inside && (k == from+other || bars[k-1] != open):
					stack = append(stack, k)
				}
			}
		}
		for k := from; k <= to; k++ {
			bars[k] = taken
		}
	}
	return rim
}

// grow takes the pixels of a rim that are what it grows over, and returns the rim after
// that: under ink it grows along rows and columns, elsewhere to all neighbours.
func grow(bars []uint8, w int, rim []int, over uint8) (next []int) {
	var fresh []int
	for _, i := range rim {
		switch bars[i] {
		case over:
			bars[i] = taken
			fresh = append(fresh, i)
		case line, shy:
			next = append(next, i)
		}
	}
	for _, i := range fresh {
		x := i % w
		for dy := -w; dy <= w; dy += w {
			for dx := -1; dx <= 1; dx++ {
				k := i + dy + dx
				if x+dx < 0 || x+dx >= w || k < 0 || k >= len(bars) || bars[k] != line && bars[k] != shy {
					continue
				}
				if slanted := dx != 0 && dy != 0; !slanted || bars[k] == shy {
					next = append(next, k)
				}
			}
		}
	}
	return next
}
