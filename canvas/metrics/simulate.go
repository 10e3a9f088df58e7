package metrics

import (
	"image"
	"math"
	"math/rand/v2"
)

const (
	// bledShare is the share of the truth's contrast across a boundary below which a
	// base has bled there, so that an artist would draw a stroke.
	bledShare = 0.6
	// sideReach is how far, in px, to both sides of a boundary open pixels are looked for:
	// over the line that runs along it.
	sideReach = 16
	// strokeReach bounds, as a share of the panel's longer side, how far a simulated
	// stroke runs from where it began.
	strokeReach = 0.08
	// strokeWidth is a simulated stroke's, as a share of the longer side.
	strokeWidth = 0.006
)

// Strokes simulates up to n edge strokes as an artist would draw them who sees base and
// wants the truth: each begins at a random place (seed) of the truth's colour boundaries where
// base has less than 0.6 of the truth's contrast, and follows the boundary from there. The result
// is opaque on strokes, of the sketch's size; count tells how many there are, fewer than n
// where the base has bled in fewer places. It fails if the sizes differ.
func (p *Panel) Strokes(base image.Image, n int, seed uint64) (edges *image.Alpha, count int, err error) {
	flat, err := p.ready(base)
	if err != nil {
		return nil, 0, err
	}
	border := p.boundaries()
	bled := p.bledPlaces(flat, border)
	edges = image.NewAlpha(p.sketch.Rect)
	random, long := rand.New(rand.NewPCG(seed, 1)), float64(max(p.w, p.h))
	for count < n && len(bled) > 0 {
		start := bled[random.IntN(len(bled))]
		piece := connected(border, p.w, p.h, start, long*strokeReach*(0.5+random.Float64()/2))
		p.draw(edges, piece, max(1, long*strokeWidth*(0.5+random.Float64()/2)))
		bled = p.apart(bled, piece, long*strokeReach/2)
		count++
	}
	return edges, count, nil
}

// bledPlaces lists the boundary pixels across which pred lost contrast.
func (p *Panel) bledPlaces(pred *image.RGBA, border []bool) (places []int) {
	for i, on := range border {
		if !on {
			continue
		}
		a, b, ok := p.sides(border, i)
		if !ok {
			continue
		}
		want := distance76(labAt(p.truth, a), labAt(p.truth, b))
		if want >= boundaryStep && distance76(labAt(pred, a), labAt(pred, b)) < bledShare*want {
			places = append(places, i)
		}
	}
	return places
}

// sides gives the nearest open pixels on both sides of a boundary, at least contrastReach
// away from it.
func (p *Panel) sides(border []bool, i int) (a, b int, ok bool) {
	x, y := i%p.w, i/p.w
	nx, ny, ok := normal(border, p.w, p.h, x, y)
	if !ok {
		return 0, 0, false
	}
	a, ok = p.firstOpen(x, y, nx, ny)
	if !ok {
		return 0, 0, false
	}
	b, ok = p.firstOpen(x, y, -nx, -ny)
	return a, b, ok
}

// firstOpen walks from x, y along a unit vector to the first open pixel.
func (p *Panel) firstOpen(x, y int, dx, dy float64) (int, bool) {
	for d := float64(contrastReach); d <= sideReach; d++ {
		px, py := int(math.Floor(float64(x)+0.5+d*dx)), int(math.Floor(float64(y)+0.5+d*dy))
		if !p.inside(px, py) {
			return 0, false
		}
		if i := py*p.w + px; p.open[i] {
			return i, true
		}
	}
	return 0, false
}

// connected lists the set pixels that hang together with start (eight neighbours) and lie
// within reach px of it.
func connected(set []bool, w, h, start int, reach float64) []int {
	seen, piece := map[int]bool{start: true}, []int{start}
	for at := 0; at < len(piece); at++ {
		x, y := piece[at]%w, piece[at]/w
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				px, py := x+dx, y+dy
				j := py*w + px
				if px < 0 || py < 0 || px >= w || py >= h || seen[j] || !set[j] || squared(j, start, w) > reach*reach {
					continue
				}
				seen[j] = true
				piece = append(piece, j)
			}
		}
	}
	return piece
}

// squared is the squared distance of two pixels of a picture of width w.
func squared(i, j, w int) float64 {
	dx, dy := float64(i%w-j%w), float64(i/w-j/w)
	return dx*dx + dy*dy
}

// draw sets the pixels within half a width of a piece.
func (p *Panel) draw(edges *image.Alpha, piece []int, width float64) {
	r := int(width/2 + 0.5)
	for _, i := range piece {
		for dy := -r; dy <= r; dy++ {
			for dx := -r; dx <= r; dx++ {
				x, y := i%p.w+dx, i/p.w+dy
				if p.inside(x, y) && float64(dx*dx+dy*dy) <= width*width/4 {
					edges.Pix[y*edges.Stride+x] = 255
				}
			}
		}
	}
}

// apart keeps the places farther than reach px from every pixel of a piece.
func (p *Panel) apart(places, piece []int, reach float64) []int {
	drawn := make([]bool, p.w*p.h)
	for _, i := range piece {
		drawn[i] = true
	}
	away, kept := distances(drawn, p.w, p.h), places[:0]
	for _, i := range places {
		if away[i] > reach*reach {
			kept = append(kept, i)
		}
	}
	return kept
}

// BandDeltaE is DeltaE over the part of the coloured foreground within reach px of an edge
// stroke (A ≥ 128): what a stroke is to mend. NaN if there is none.
func (p *Panel) BandDeltaE(pred image.Image, edges *image.Alpha, reach float64) (float64, error) {
	if err := sameSize("edges", edges, "sketch", p.sketch); err != nil {
		return 0, err
	}
	where := distances(stroked(edges), p.w, p.h)
	band := make([]bool, len(where))
	for i, d := range where {
		band[i] = p.coloured[i] && d <= reach*reach
	}
	return p.meanDeltaE(pred, band)
}
