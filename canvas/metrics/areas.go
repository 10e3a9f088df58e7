package metrics

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
)

const (
	// oneColour is the Lab distance (CIE 1976) from its first pixel within which the pixels
	// of the truth that hang together are one area.
	oneColour = 10
	// wrongStep is the CIEDE2000 difference from which a colour is wrong: not a shade of the
	// right one.
	wrongStep = 12
	// leastArea is the share of the panel's pixels under which an area is a detail that
	// nobody corrects.
	leastArea = 0.001
	// dabReach is the radius of a simulated dab, as a share of the longer side.
	dabReach = 0.006
)

// Wrong is the share, 0-1, of the coloured foreground whose colour is wrong: CIEDE2000 ≥ 12.
// NaN if there is no coloured foreground.
func (p *Panel) Wrong(pred image.Image) (float64, error) {
	flat, err := p.ready(pred)
	if err != nil {
		return 0, err
	}
	return p.wrongShare(flat, p.coloured), nil
}

func (p *Panel) wrongShare(flat *image.RGBA, where []bool) float64 {
	wrong, all := 0, 0
	for i, counted := range where {
		if counted {
			all++
			if p.isWrong(flat, i) {
				wrong++
			}
		}
	}
	if all == 0 {
		return math.NaN()
	}
	return float64(wrong) / float64(all)
}

func (p *Panel) isWrong(flat *image.RGBA, i int) bool {
	return DeltaE(labAt(flat, i), labAt(p.truth, i)) >= wrongStep
}

// Chroma is the mean chroma (Lab) of pred over that of the truth, on the coloured foreground:
// below 1 is greyer. NaN if there is no foreground, or a grey one.
func (p *Panel) Chroma(pred image.Image) (float64, error) {
	flat, err := p.ready(pred)
	if err != nil {
		return 0, err
	}
	got, want := 0.0, 0.0
	for i, counted := range p.coloured {
		if counted {
			a, b := labAt(flat, i), labAt(p.truth, i)
			got += math.Hypot(a.A, a.B)
			want += math.Hypot(b.A, b.B)
		}
	}
	if want == 0 {
		return math.NaN(), nil
	}
	return got / want, nil
}

// Dabs are hints that a person might give, one in each area of the truth that a base has wrong.
type Dabs struct {
	Image *image.NRGBA // transparent but for opaque dabs; of the sketch's size
	Count int
	asked []bool // the pixels of the areas with a dab
}

// Dabs simulates up to n hints on base: areas of one colour of the truth whose mean CIEDE2000
// is 12 or more get a dab of that colour, the largest first, at a random place (seed) well inside.
// It fails if the sizes differ.
func (p *Panel) Dabs(base image.Image, n int, seed uint64) (Dabs, error) {
	flat, err := p.ready(base)
	if err != nil {
		return Dabs{}, err
	}
	random := rand.New(rand.NewPCG(seed, 2))
	d := Dabs{Image: image.NewNRGBA(p.sketch.Rect), asked: make([]bool, p.w*p.h)}
	for _, area := range p.areas() {
		sum := 0.0
		for _, i := range area {
			sum += DeltaE(labAt(flat, i), labAt(p.truth, i))
		}
		if d.Count == n || sum < wrongStep*float64(len(area)) {
			continue
		}
		p.dab(d.Image, area, random)
		for _, i := range area {
			d.asked[i] = true
		}
		d.Count++
	}
	return d, nil
}

// areas lists the areas of one colour of the coloured foreground, the largest first.
func (p *Panel) areas() (list [][]int) {
	seen := make([]bool, len(p.coloured))
	for i, counted := range p.coloured {
		if !counted || seen[i] {
			continue
		}
		area, first := []int{i}, labAt(p.truth, i)
		seen[i] = true
		for at := 0; at < len(area); at++ {
			for _, j := range neighbours(area[at], p.w, p.h) {
				if j >= 0 && p.coloured[j] && !seen[j] && distance76(first, labAt(p.truth, j)) <= oneColour {
					seen[j] = true
					area = append(area, j)
				}
			}
		}
		if float64(len(area)) >= leastArea*float64(p.w*p.h) {
			list = append(list, area)
		}
	}
	slices.SortStableFunc(list, func(a, b []int) int { return len(b) - len(a) })
	return list
}

// dab draws a spot of the area's colour around one of the pixels of the area's inner half, by
// depth, clipped to the area.
func (p *Panel) dab(m *image.NRGBA, area []int, random *rand.Rand) {
	outside := make([]bool, p.w*p.h)
	for i := range outside {
		outside[i] = true
	}
	for _, i := range area {
		outside[i] = false
	}
	depth := distances(outside, p.w, p.h)
	slices.SortStableFunc(area, func(a, b int) int {
		switch {
		case depth[a] > depth[b]:
			return -1
		case depth[a] < depth[b]:
			return 1
		}
		return 0
	})
	at := area[random.IntN((len(area)+3)/4)]
	reach := max(1, dabReach*float64(max(p.w, p.h)))
	r, g, b := p.meanOf(area)
	for _, i := range area {
		if squared(i, at, p.w) <= reach*reach {
			m.SetNRGBA(i%p.w, i/p.w, color.NRGBA{r, g, b, 255})
		}
	}
}

func (p *Panel) meanOf(area []int) (r, g, b uint8) {
	var sum Lab
	for _, i := range area {
		l := labAt(p.truth, i)
		sum = Lab{sum.L + l.L, sum.A + l.A, sum.B + l.B}
	}
	n := float64(len(area))
	return Lab{sum.L / n, sum.A / n, sum.B / n}.RGB()
}

// Mended tells what became of a base by dabs: the wrong share of the areas that were dabbed, as
// in Panel.Wrong, before and after, and the share of all other coloured pixels that were right
// and are now wrong. NaN where there are none. It fails if the sizes differ.
func (p *Panel) Mended(base, pred image.Image, d Dabs) (before, after, spoiled float64, err error) {
	was, err := p.ready(base)
	if err != nil {
		return 0, 0, 0, err
	}
	is, err := p.ready(pred)
	if err != nil {
		return 0, 0, 0, err
	}
	worse, others := 0, 0
	for i, counted := range p.coloured {
		if counted && !d.asked[i] {
			others++
			if p.isWrong(is, i) && !p.isWrong(was, i) {
				worse++
			}
		}
	}
	spoiled = math.NaN()
	if others > 0 {
		spoiled = float64(worse) / float64(others)
	}
	return p.wrongShare(was, d.asked), p.wrongShare(is, d.asked), spoiled, nil
}
