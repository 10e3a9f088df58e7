package rivals

import "math"

// Settings of the joint bilateral filter.
const (
	spread    = 0.5 // of the band: the sigma of nearness
	greyRange = 0.1 // the sigma of likeness
	stride    = 2   // px between the places that are looked at
)

// filter is the method bilateral.
func (p *problem) filter() {
	from, reach := p.copyOfColour(), int(p.band)
	for _, i := range p.doubt {
		var sum [3]float64
		total := 0.0
		for dy := -reach; dy <= reach; dy += stride {
			for dx := -reach; dx <= reach; dx += stride {
				x, y := i%p.w+dx, i/p.w+dy
				if x < 0 || y < 0 || x >= p.w || y >= p.h || !p.sees(i, dx, dy) {
					continue
				}
				j := y*p.w + x
				near, alike := math.Hypot(float64(dx), float64(dy))/(spread*p.band), (p.grey[i]-p.grey[j])/greyRange
				weight := math.Exp(-(near*near + alike*alike) / 2)
				total += weight
				for c := range sum {
					sum[c] += weight * from[c][j]
				}
			}
		}
		for c := range sum {
			if total > 0 {
				p.colour[c][i] = sum[c] / total
			}
		}
	}
}

// sees tells whether no barrier lies on the straight way from pixel i by dx, dy; one that pixel
// i itself lies on does not count.
func (p *problem) sees(i, dx, dy int) bool {
	steps := max(dx, -dx, dy, -dy)
	away := !p.barrier[i]
	for k := 1; k <= steps; k++ {
		x := i%p.w + int(math.Round(float64(dx*k)/float64(steps)))
		y := i/p.w + int(math.Round(float64(dy*k)/float64(steps)))
		on := p.barrier[y*p.w+x]
		if on && away {
			return false
		}
		away = away || !on
	}
	return true
}
