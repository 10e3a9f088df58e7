package rivals

import (
	"image"
	"slices"
)

// Scene is a colouring that bled, and strokes along which it is to be mended. All have one size.
type Scene struct {
	Lines *image.Gray  // 255 is paper
	Base  *image.RGBA  // opaque, without lines
	Edges *image.Alpha // strokes, A ≥ 128
	Band  float64      // px from a stroke: nearer, colours are in doubt; farther, they are kept
}

// Method is a way to mend a scene.
type Method struct {
	Name string
	mend func(*problem)
}

// Methods are the rivals: from the same base, lines and strokes, each finds the colours in doubt
// anew from those that are kept and its own idea of what parts them.
//
//   - watershed: kept colours flood the band, widest ways first, lines and strokes last.
//   - optimisation: neighbours of like grey have like colours, in the sense of least squares
//     (Levin, Lischinski, Weiss 2004); strokes are drawn into the grey.
//   - bilateral: the mean of the base's colours around, by how near they are and how alike their
//     grey is, of those that no line and no stroke hides (Petschnigg et al. 2004).
//   - flood: what lines and strokes enclose takes its one median colour, as a bucket does.
func Methods() []Method {
	return []Method{{"watershed", (*problem).flood}, {"optimisation", (*problem).optimise}, {"bilateral", (*problem).filter}, {"flood", (*problem).pour}}
}

// Mend returns the scene's colouring, mended.
func (m Method) Mend(s Scene) *image.RGBA {
	out := image.NewRGBA(s.Base.Rect)
	copy(out.Pix, s.Base.Pix)
	p := newProblem(s)
	if len(p.doubt) == 0 {
		return out
	}
	m.mend(p)
	for _, i := range p.doubt {
		at := out.PixOffset(s.Base.Rect.Min.X+p.box.Min.X+i%p.w, s.Base.Rect.Min.Y+p.box.Min.Y+i/p.w)
		for c := range 3 {
			out.Pix[at+c] = uint8(min(max(p.colour[c][i], 0), 255) + 0.5)
		}
	}
	return out
}

// problem is the part of a scene around its strokes. Methods write the colours of the pixels in
// doubt.
type problem struct {
	box     image.Rectangle // of the scene, counted from its corner
	w, h    int
	band    float64
	colour  [3][]float64 // 0-255
	grey    []float64    // 0-1, strokes black
	barrier []bool       // lines and strokes
	unsure  []bool
	doubt   []int // the pixels that are unsure, in order
}

func newProblem(s Scene) *problem {
	size := s.Base.Rect.Size()
	var box image.Rectangle
	for y := range size.Y {
		for x := range size.X {
			if s.Edges.Pix[y*s.Edges.Stride+x] >= 128 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if box.Empty() {
		return &problem{}
	}
	box = box.Inset(-int(2*s.Band) - 1).Intersect(image.Rectangle{Max: size})
	p := &problem{box: box, w: box.Dx(), h: box.Dy(), band: s.Band}
	n := p.w * p.h
	p.grey, p.barrier = make([]float64, n), make([]bool, n)
	for c := range p.colour {
		p.colour[c] = make([]float64, n)
	}
	strokes := make([]bool, n)
	for i := range n {
		x, y := box.Min.X+i%p.w, box.Min.Y+i/p.w
		line := s.Lines.Pix[y*s.Lines.Stride+x]
		strokes[i] = s.Edges.Pix[y*s.Edges.Stride+x] >= 128
		if p.barrier[i] = strokes[i] || line <= dark; !strokes[i] {
			p.grey[i] = float64(line) / 255
		}
		for c := range p.colour {
			p.colour[c][i] = float64(s.Base.Pix[y*s.Base.Stride+4*x+c])
		}
	}
	p.unsure = make([]bool, n)
	for i, d := range distances(strokes, p.w, p.h) {
		if p.unsure[i] = d <= s.Band; p.unsure[i] {
			p.doubt = append(p.doubt, i)
		}
	}
	return p
}

// set gives pixel i the colour that pixel j has in from.
func (p *problem) set(i int, from [3][]float64, j int) {
	for c := range p.colour {
		p.colour[c][i] = from[c][j]
	}
}

func (p *problem) copyOfColour() (out [3][]float64) {
	for c := range out {
		out[c] = slices.Clone(p.colour[c])
	}
	return out
}

// flood is the method watershed.
func (p *problem) flood() {
	from, f := p.copyOfColour(), newFlood(p.w, p.h)
	for i, unsure := range p.unsure {
		if !unsure && !p.barrier[i] {
			f.label[i] = int32(i + 1)
		}
	}
	f.run(distances(p.barrier, p.w, p.h))
	for _, i := range p.doubt {
		if f.label[i] > 0 {
			p.set(i, from, int(f.label[i]-1))
		}
	}
}

// pour is the method flood.
func (p *problem) pour() {
	seen := make([]bool, len(p.unsure))
	for _, start := range p.doubt {
		if seen[start] || p.barrier[start] {
			continue
		}
		area := []int{start}
		seen[start] = true
		for at := 0; at < len(area); at++ {
			for _, j := range neighbours(area[at], p.w, p.h) {
				if j >= 0 && !seen[j] && !p.barrier[j] {
					seen[j] = true
					area = append(area, j)
				}
			}
		}
		for c := range p.colour {
			middle := median(p.colour[c], area)
			for _, i := range area {
				if p.unsure[i] {
					p.colour[c][i] = middle
				}
			}
		}
	}
}

func median(plane []float64, area []int) float64 {
	values := make([]float64, len(area))
	for k, i := range area {
		values[k] = plane[i]
	}
	slices.Sort(values)
	return values[len(values)/2]
}
