package panels

import (
	"sort"
)

// Gutters may be tilted: lines of slope up to steepest are tried, in steps.
const (
	steepest  = 0.06
	slopeStep = 0.005
)

// edgeCells is over how many cells an edge spreads: it is drawn with a line, by hand.
const edgeCells = 4

// profile counts marks along parallel lines: those of rows (down) or of columns, tilted by
// a slope.
type profile struct {
	down  bool
	slope float64
	first int // the line of count[0]
	count []int32
}

// lineOf is the number of the line that a mark lies on.
func (p *profile) lineOf(m mark) int {
	along, at := m.x, m.y
	if !p.down {
		along, at = m.y, m.x
	}
	if p.slope == 0 {
		return int(at)
	}
	return int(at) - int(p.slope*float64(along)+1e6) + 1e6 // rounded down also below 0
}

// profileOf counts the lines that the marks lie on.
func profileOf(at []mark, down bool, slope float64) profile {
	p := profile{down: down, slope: slope}
	r := boundsOf(at)
	corners := []mark{
		{int32(r.Min.X), int32(r.Min.Y)},
		{int32(r.Max.X), int32(r.Min.Y)},
		{int32(r.Min.X), int32(r.Max.Y)},
		{int32(r.Max.X), int32(r.Max.Y)},
	}
	low, high := p.lineOf(corners[0]), p.lineOf(corners[0])
	for _, c := range corners {
		low, high = min(low, p.lineOf(c)), max(high, p.lineOf(c))
	}
	p.first, p.count = low, make([]int32, high-low+1)
	for _, m := range at {
		p.count[p.lineOf(m)-low]++
	}
	p.trim()
	return p
}

// trim takes lines without marks off both ends.
func (p *profile) trim() {
	for len(p.count) > 0 && p.count[0] == 0 {
		p.count = p.count[1:]
		p.first++
	}
	for n := len(p.count); n > 0 && p.count[n-1] == 0; n-- {
		p.count = p.count[:n-1]
	}
}

// edge tells whether the lines from i on hold an edge that is straight for most of its
// length.
func (p *profile) edge(i, length int) bool {
	sum := int32(0)
	for k := max(i, 0); k < min(i+edgeCells, len(p.count)); k++ {
		sum += p.count[k]
	}
	return float64(sum) >= straight*float64(length)
}

// gutters returns the middle lines of the empty bands that are gutters, and how wide they
// are together. thin and wide are the least widths beside a straight edge and elsewhere;
// length is that of the lines.
func (p *profile) gutters(thin, wide, length int) (middles []int, total int) {
	for i := 0; i < len(p.count); i++ {
		if p.count[i] > 0 {
			continue
		}
		start := i
		for p.count[i] == 0 { // ends: the last line has marks
			i++
		}
		n := i - start
		if n >= wide || n >= thin && (p.edge(start-edgeCells, length) || p.edge(i, length)) {
			middles = append(middles, p.first+start+n/2)
			total += n
		}
	}
	return middles, total
}

// cut parts marks at the gutters that cross all of them, level ones if there are any, else
// those of the slope that shows most.
func (s *search) cut(at []mark, down bool) [][]mark {
	thin, wide := s.length(thinGutter), s.length(wideGutter)
	r := boundsOf(at)
	length := r.Dx()
	if !down {
		length = r.Dy()
	}
	var best profile
	var middles []int
	most := 0
	for _, slope := range slopes() {
		p := profileOf(at, down, slope)
		found, total := p.gutters(thin, wide, length)
		if total > most {
			best, middles, most = p, found, total
		}
		if slope == 0 && most > 0 {
			break
		}
	}
	if most == 0 {
		return nil
	}
	return best.part(at, middles)
}

// slopes lists the level one first, then by how tilted they are.
func slopes() []float64 {
	list := []float64{0}
	for k := 1; float64(k)*slopeStep <= steepest+1e-9; k++ {
		list = append(list, float64(k)*slopeStep, -float64(k)*slopeStep)
	}
	return list
}

// bestSlope is that at which the outermost lines hold most marks: the tilt of a frame.
func bestSlope(at []mark, down bool) float64 {
	best, most := 0.0, int32(0)
	for _, slope := range slopes() {
		p := profileOf(at, down, slope)
		sum := int32(0)
		for i := range min(edgeCells, len(p.count)) {
			sum += p.count[i] + p.count[len(p.count)-1-i]
		}
		if sum > most {
			best, most = slope, sum
		}
	}
	return best
}

// part sorts marks by the middles they lie between.
func (p *profile) part(at []mark, middles []int) [][]mark {
	parts := make([][]mark, len(middles)+1)
	for _, m := range at {
		i := sort.SearchInts(middles, p.lineOf(m))
		parts[i] = append(parts[i], m)
	}
	return parts
}
