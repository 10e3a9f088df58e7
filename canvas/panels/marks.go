package panels

import "image"

const (
	cellsAcross = 600     // of the short side: larger pages are looked at reduced,
	mostCells   = 4 << 20 // and long strips
	clearChange = 12      // tones between neighbours on a clean page: less is a gradient
	grainChange = 48      // and on the roughest: more is a mark
	overGrain   = 5       // a mark's change over the median change, which is the grain's
	leastMarks  = 6       // that hang together; fewer are a speck
	ringing     = 0.2     // of a change is what a JPEG file may put around it,
	ringReach   = 8       // page pixels far
)

// mark is a cell in which the picture changes.
type mark struct{ x, y int32 }

// marks are where a page has something on it, in cells of side x side page pixels.
type marks struct {
	page image.Rectangle
	side int
	size image.Point // cells
	at   []mark      // row by row
}

// look reduces a page and finds its marks.
func look(page *image.Gray) marks {
	m := marks{page: page.Rect}
	if page.Rect.Empty() {
		return m
	}
	short := min(page.Rect.Dx(), page.Rect.Dy())
	m.side = max(1, (short+cellsAcross/2)/cellsAcross)
	for (page.Rect.Dx()/m.side)*(page.Rect.Dy()/m.side) > mostCells {
		m.side++
	}
	m.size = image.Pt((page.Rect.Dx()+m.side-1)/m.side, (page.Rect.Dy()+m.side-1)/m.side)
	change := changes(m.reduce(page), m.size)
	low := limit(change)
	stillRinging(change, m.size, (ringReach+m.side-1)/m.side)
	m.at = clusters(change, m.size, low)
	return m
}

// reduce averages the page over its cells.
func (m marks) reduce(page *image.Gray) []uint8 {
	out, sum := make([]uint8, m.size.X*m.size.Y), make([]uint32, m.size.X)
	for y := range m.size.Y {
		clear(sum)
		rows := min(m.side, page.Rect.Dy()-y*m.side)
		for row := range rows {
			at := page.PixOffset(page.Rect.Min.X, page.Rect.Min.Y+y*m.side+row)
			line := page.Pix[at : at+page.Rect.Dx()]
			for x := range sum {
				for _, v := range line[x*m.side : min((x+1)*m.side, len(line))] {
					sum[x] += uint32(v)
				}
			}
		}
		for x, v := range sum {
			n := uint32(rows * min(m.side, page.Rect.Dx()-x*m.side))
			out[y*m.size.X+x] = uint8((v + n/2) / n)
		}
	}
	return out
}

// changes is how much each cell differs from the one to its right or the one below.
func changes(tone []uint8, size image.Point) []uint8 {
	out := make([]uint8, len(tone))
	for y := range size.Y {
		row := tone[y*size.X : (y+1)*size.X]
		below := row
		if y+1 < size.Y {
			below = tone[(y+1)*size.X : (y+2)*size.X]
		}
		for x, v := range row {
			right := row[min(x+1, size.X-1)]
			out[y*size.X+x] = max(v, right, below[x]) - min(v, right, below[x])
		}
	}
	return out
}

// limit is the change from which a cell is marked: over the page's grain, which most cells
// have nothing but.
func limit(change []uint8) uint8 {
	var hist [256]int
	for _, v := range change {
		hist[v]++
	}
	median, n := 0, hist[0]
	for 2*n < len(change) {
		median++
		n += hist[median]
	}
	return uint8(min(max(overGrain*median, clearChange), grainChange))
}

// stillRinging clears changes that a much larger one within reach explains.
func stillRinging(change []uint8, size image.Point, reach int) {
	strongest := make([]uint8, len(change))
	largest(strongest, change, size.X, size.Y, size.X, 1, reach)
	largest(strongest, strongest, size.Y, size.X, 1, size.X, reach)
	for i, v := range change {
		if float32(v) < ringing*float32(strongest[i]) {
			change[i] = 0
		}
	}
}

// largest takes the largest value within reach along each of count lines of n values,
// next apart from each other; the lines begin line apart. out may be in.
func largest(out, in []uint8, n, count, line, next, reach int) {
	values := make([]uint8, n)
	for k := range count {
		for i := range values {
			values[i] = in[k*line+i*next]
		}
		for i := range values {
			most := uint8(0)
			for _, v := range values[max(i-reach, 0):min(i+reach+1, n)] {
				most = max(most, v)
			}
			out[k*line+i*next] = most
		}
	}
}

// clusters lists the cells that change by at least low, but not those of specks, few cells
// that hang together. It clears change.
func clusters(change []uint8, size image.Point, low uint8) []mark {
	marked := make([]mark, 0, len(change)/16)
	var heap []mark
	for y := range size.Y {
		for x := range size.X {
			if change[y*size.X+x] >= low {
				heap = cluster(heap[:0], change, size, mark{int32(x), int32(y)}, low)
				if len(heap) >= leastMarks {
					marked = append(marked, heap...)
				}
			}
		}
	}
	return marked
}

// cluster collects the marks that hang together with the first, diagonals too, and clears
// them from change.
func cluster(list []mark, change []uint8, size image.Point, first mark, low uint8) []mark {
	take := func(x, y int) {
		if i := y*size.X + x; change[i] >= low {
			change[i] = 0
			list = append(list, mark{int32(x), int32(y)})
		}
	}
	take(int(first.x), int(first.y))
	for k := 0; k < len(list); k++ {
		at := list[k]
		for y := max(int(at.y)-1, 0); y <= min(int(at.y)+1, size.Y-1); y++ {
			for x := max(int(at.x)-1, 0); x <= min(int(at.x)+1, size.X-1); x++ {
				take(x, y)
			}
		}
	}
	return list
}

// onPage returns the page pixels of cells. A mark lies in the cell before the edge it
// shows, so an edge on the right or below lies in the next.
func (m marks) onPage(cells image.Rectangle) image.Rectangle {
	cells.Max = cells.Max.Add(image.Pt(1, 1))
	r := image.Rectangle{Min: cells.Min.Mul(m.side), Max: cells.Max.Mul(m.side)}
	return r.Add(m.page.Min).Intersect(m.page)
}

func boundsOf(at []mark) image.Rectangle {
	x0, y0, x1, y1 := at[0].x, at[0].y, at[0].x, at[0].y
	for _, m := range at {
		x0, y0 = min(x0, m.x), min(y0, m.y)
		x1, y1 = max(x1, m.x), max(y1, m.y)
	}
	return image.Rect(int(x0), int(y0), int(x1)+1, int(y1)+1)
}
