package canvas

import "image"

const (
	// barrierInk is how dark (255 − luma) a line must be to enclose an area.
	barrierInk = 96
	// underInk is how far an area reaches under the lines around it, px.
	underInk = 3
)

// Enclosed returns the area round a pixel that is enclosed by lines and visible edge
// strokes, or by the page's border: 255 inside, and a little under the ink, 0 elsewhere.
// Its bounds are the page's. Nil if there is a line at the pixel, or it is not on the page.
func (d *Document) Enclosed(at image.Point) *image.Alpha {
	page := d.Bounds()
	if !at.In(page) {
		return nil
	}
	bars := d.barriers()
	w := page.Dx()
	if bars[at.Y*w+at.X] != open {
		return nil
	}
	rim := flood(bars, w, at)
	for range underInk {
		rim = grow(bars, w, rim)
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
	taken // belongs to the area
)

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

// flood takes what can be reached from a pixel without crossing a barrier, row by row, and
// returns the pixels of lines it came to.
func flood(bars []uint8, w int, at image.Point) (rim []int) {
	stack := []int{at.Y*w + at.X}
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
		rim = besideRun(bars, rim, row, w, from, to)
		for _, other := range []int{-w, w} {
			if row+other < 0 || row+other >= len(bars) {
				continue
			}
			for k := from + other; k <= to+other; k++ {
				switch {
				case bars[k] == line:
					rim = append(rim, k)
				case bars[k] == open && (k == from+other || bars[k-1] != open):
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

// besideRun adds the lines at both ends of a run of open pixels.
func besideRun(bars []uint8, rim []int, row, w, from, to int) []int {
	if from > row && bars[from-1] == line {
		rim = append(rim, from-1)
	}
	if to < row+w-1 && bars[to+1] == line {
		rim = append(rim, to+1)
	}
	return rim
}

// grow takes the pixels of a rim and returns those of lines behind them.
func grow(bars []uint8, w int, rim []int) (next []int) {
	for _, i := range rim {
		bars[i] = taken
	}
	for _, i := range rim {
		x := i % w
		for _, step := range []int{-1, 1, -w, w} {
			k := i + step
			if step == -1 && x == 0 || step == 1 && x == w-1 || k < 0 || k >= len(bars) {
				continue
			}
			if bars[k] == line {
				next = append(next, k)
			}
		}
	}
	return next
}
