package metrics

import "image"

// Settings of CDR's edges and window.
const (
	edgeSigma = 1.2
	edgeLow   = 0.2 // quantiles
	edgeHigh  = 0.7
	cdrWindow = 5 // px up and left of an edge; one less down and right
)

// CDR is the cluster discrepancy ratio of Kim et al. 2021 ("Deep Edge-Aware Interactive
// Colorization against Color-Bleeding Effects"), once for the a and once for the b of Lab: at the
// chroma edges of the truth, the mean share of the pixels around that lie in another superpixel of
// the truth and also in another of pred. 0-1; 1 is without bleeding. Lines are part of both
// pictures. It says nothing of hue or saturation. NaN for an empty panel.
func (p *Panel) CDR(pred image.Image) (a, b float64, err error) {
	flat, err := p.ready(pred)
	if err != nil {
		return 0, 0, err
	}
	if p.w*p.h == 0 {
		return quantile(nil, 0), quantile(nil, 0), nil
	}
	truth, got := p.chromaOf(p.truth), p.chromaOf(flat)
	if p.clusters[0] == nil {
		for c := range truth {
			p.clusters[c], p.chromaEdges[c] = slic(truth[c], p.w, p.h), canny(truth[c], p.w, p.h, edgeSigma, edgeLow, edgeHigh)
		}
	}
	var ratio [2]float64
	for c := range ratio {
		ratio[c] = p.discrepancy(p.chromaEdges[c], p.clusters[c], slic(got[c], p.w, p.h))
	}
	return ratio[0], ratio[1], nil
}

// chromaOf is the planes a and b of a picture.
func (p *Panel) chromaOf(m *image.RGBA) (planes [2][]float64) {
	for c := range planes {
		planes[c] = make([]float64, p.w*p.h)
	}
	for i := range planes[0] {
		l := labAt(m, i)
		planes[0][i], planes[1][i] = l.A, l.B
	}
	return planes
}

// discrepancy is the ratio of one plane. Beyond the border lies what differs in both.
func (p *Panel) discrepancy(edges []bool, truth, pred []int32) float64 {
	sum, n := 0.0, 0
	for i, on := range edges {
		if !on {
			continue
		}
		x, y := i%p.w, i/p.w
		apart, bled := 0, 0
		for py := y - cdrWindow; py < y+cdrWindow; py++ {
			for px := x - cdrWindow; px < x+cdrWindow; px++ {
				if !p.inside(px, py) {
					apart++
				} else if j := py*p.w + px; truth[j] != truth[i] {
					apart++
					if pred[j] == pred[i] {
						bled++
					}
				}
			}
		}
		n++
		if sum++; apart > 0 {
			sum -= float64(bled) / float64(apart)
		}
	}
	if n == 0 {
		return 1
	}
	return sum / float64(n)
}
