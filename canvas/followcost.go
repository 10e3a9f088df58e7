package canvas

import (
	"image"
	"math"
)

// Costs of a pixel on the way, by what is there.
const (
	costPaper = 150
	costInk   = 10 // and costRim/depth² for how near its rim is
	costRim   = 40
	costEdge  = 70 // of the sharpest edge of colour; fainter ones come up to paper
	// faintEdge and sharpEdge are differences over two pixels, summed over the channels.
	faintEdge = 40
	sharpEdge = 200
	// faintInk is the least darkness (255 − luma) that is ink.
	faintInk = 40
	// deepInk bounds how deep in ink it is told how deep, px: beyond it is no line.
	deepInk = 12
)

// field is what a stroke could follow in a window of the page: costs, and the ways over
// them. It is used again and again.
type field struct {
	rect  image.Rectangle
	cost  []uint16 // 0: off limits
	depth []uint8  // in ink, px; 0: none
	dark  []uint8
	sum   []uint32 // of the cheapest way from the anchor
	from  []int32
	turns [][]int32 // pixels by their sum, in a ring
}

// show works the costs out round the pen's samples and a place that must be inside.
func (f *field) show(d *Document, pen []Sample, inside image.Rectangle, reach float64) {
	box := inside
	for _, s := range pen {
		at := pixelAt(s)
		box = box.Union(image.Rectangle{at, at.Add(image.Pt(1, 1))})
	}
	f.rect = box.Inset(-int(math.Ceil(reach)) - 2).Intersect(d.Bounds())
	n := f.rect.Dx() * f.rect.Dy()
	f.cost, f.depth, f.dark = sized(f.cost, n), sized(f.depth, n), sized(f.dark, n)
	f.readInk(d.lines)
	f.measure()
	for i := range f.cost {
		f.cost[i] = costPaper
		if depth := int(f.depth[i]); depth > 0 {
			f.cost[i] = uint16(costInk + costRim/(depth*depth))
		}
	}
	f.readEdges(d)
	f.keepTo(pen, reach)
}

func sized[T any](list []T, n int) []T {
	if cap(list) < n {
		return make([]T, n)
	}
	list = list[:n]
	clear(list)
	return list
}

// readInk marks ink by depth 1: what is at least half as dark as the darkest.
func (f *field) readInk(l *Lines) {
	darkest, i := uint8(0), 0
	for y := f.rect.Min.Y; y < f.rect.Max.Y; y++ {
		for x := f.rect.Min.X; x < f.rect.Max.X; x++ {
			r, g, b := l.At(x, y)
			f.dark[i] = 255 - luma(r, g, b)
			darkest = max(darkest, f.dark[i])
			i++
		}
	}
	least := max(darkest/2, faintInk)
	for i, v := range f.dark {
		if v >= least {
			f.depth[i] = deepInk
		}
	}
}

// measure replaces marks of ink by how far, in px along rows, columns and diagonals, the
// nearest pixel without ink is. The window's border does not count.
func (f *field) measure() {
	w, h := f.rect.Dx(), f.rect.Dy()
	near := func(x, y, dx int, dy int) {
		i := y*w + x
		if x+dx < 0 || x+dx >= w || y+dy < 0 || y+dy >= h || f.depth[i] == 0 {
			return
		}
		f.depth[i] = min(f.depth[i], f.depth[i+dy*w+dx]+1)
	}
	for y := range h {
		for x := range w {
			near(x, y, -1, 0)
			near(x, y, 0, -1)
		}
	}
	for y := h - 1; y >= 0; y-- {
		for x := w - 1; x >= 0; x-- {
			near(x, y, 1, 0)
			near(x, y, 0, 1)
		}
	}
}

// readEdges makes sharp edges of colour cheaper than paper.
func (f *field) readEdges(d *Document) {
	if d.tiles == nil {
		return
	}
	w, h := f.rect.Dx(), f.rect.Dy()
	pix := d.Colour(f.rect).Pix
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			i := y*w + x
			if f.depth[i] > 0 {
				continue
			}
			across, down := 0, 0
			for c := range 3 {
				across += apart(pix[4*(i-1)+c], pix[4*(i+1)+c])
				down += apart(pix[4*(i-w)+c], pix[4*(i+w)+c])
			}
			if g := max(across, down); g >= faintEdge {
				dull := float64(sharpEdge-min(g, sharpEdge)) / sharpEdge
				f.cost[i] = uint16(costEdge + (costPaper-costEdge)*dull*dull)
			}
		}
	}
}

func apart(a, b uint8) int {
	if a > b {
		return int(a - b)
	}
	return int(b - a)
}

// keepTo makes what is away from the pen's way dearer, and what is beyond reach off
// limits. It measures once for each 2×2 pixels.
func (f *field) keepTo(pen []Sample, reach float64) {
	w, h := f.rect.Dx(), f.rect.Dy()
	for y := 0; y < h; y += 2 {
		for x := 0; x < w; x += 2 {
			far := wayOff(pen, float64(f.rect.Min.X+x+1), float64(f.rect.Min.Y+y+1)) / (reach + 2)
			by := 1 + 2*far*far
			if far > 1.5 {
				by = 0
			}
			for j := y; j < min(y+2, h); j++ {
				for i := x; i < min(x+2, w); i++ {
					f.cost[j*w+i] = uint16(float64(f.cost[j*w+i]) * by)
				}
			}
		}
	}
}

// wayOff is how far a place is from the pen's way.
func wayOff(pen []Sample, x, y float64) float64 {
	best := math.Inf(1)
	for i, q := range pen {
		p := pen[max(i-1, 0)]
		dx, dy := q.X-p.X, q.Y-p.Y
		along := 0.0
		if length := dx*dx + dy*dy; length > 0 {
			along = min(max(((x-p.X)*dx+(y-p.Y)*dy)/length, 0), 1)
		}
		ex, ey := x-p.X-along*dx, y-p.Y-along*dy
		best = min(best, ex*ex+ey*ey)
	}
	return math.Sqrt(best)
}

// nearest is the pixel to go to for the pen: the best of the lines within reach, its own
// place if there is none.
func (f *field) nearest(pen Sample, reach float64) image.Point {
	own := pixelAt(pen)
	best, at := math.Inf(1), own
	around := image.Rectangle{own, own.Add(image.Pt(1, 1))}.Inset(-int(reach)).Intersect(f.rect)
	for y := around.Min.Y; y < around.Max.Y; y++ {
		for x := around.Min.X; x < around.Max.X; x++ {
			c := float64(f.cost[f.index(image.Pt(x, y))])
			far := math.Hypot(float64(x)+0.5-pen.X, float64(y)+0.5-pen.Y) / reach
			if c == 0 || c >= costPaper || far > 1 {
				continue
			}
			if v := c + costPaper/2*far*far; v < best {
				best, at = v, image.Pt(x, y)
			}
		}
	}
	return at
}

func (f *field) index(p image.Point) int {
	return (p.Y-f.rect.Min.Y)*f.rect.Dx() + p.X - f.rect.Min.X
}
