package metrics

import (
	"fmt"
	"image"
	"math"

	xdraw "golang.org/x/image/draw"
)

// Baseline is a simple method's score on a panel.
type Baseline struct {
	Name string  // mean_colour, histogram, blurred or patches
	DE   float64 // as Panel.DeltaE
}

// Baselines scores four simple ways to take colours from a reference, each in the
// strongest of a few sensible forms, since a colorization has to beat their best:
//
//   - mean_colour: the Lab mean of the reference's coloured pixels (Lab distance from
//     white > 5), everywhere.
//   - histogram: the sketch's grey, plain or blurred with sigma 2 % of the long side,
//     mapped channel by channel to the histogram of the reference, whole or of its
//     coloured pixels only (as scikit-image's match_histograms).
//   - blurred: the reference resized to the sketch, blurred with sigma 0.5 or 2 % of
//     the long side.
//   - patches: to each patch of the sketch that patch of the reference whose grey is most
//     alike.
//
// All are multiplied by the sketch like a real colorization.
func (p *Panel) Baselines(reference image.Image) ([]Baseline, error) {
	if reference.Bounds().Empty() {
		return nil, fmt.Errorf("the reference is empty")
	}
	ref := onPaper(reference)
	long := float64(max(p.w, p.h))
	grey := blur(p.sketch, 0.02*long)
	resized := image.NewRGBA(p.sketch.Bounds())
	xdraw.BiLinear.Scale(resized, resized.Bounds(), ref, ref.Bounds(), xdraw.Src, nil)

	return []Baseline{
		{"mean_colour", p.best(p.meanColour(ref))},
		{"histogram", p.best(
			matchHistogram(p.sketch, ref, false), matchHistogram(p.sketch, ref, true),
			matchHistogram(grey, ref, false), matchHistogram(grey, ref, true))},
		{"blurred", p.best(blur(resized, 0.005*long), blur(resized, 0.02*long))},
		{"patches", p.best(p.patches(ref))},
	}, nil
}

// best is the lowest DeltaE of the colours under the panel's lines.
func (p *Panel) best(colours ...*image.RGBA) float64 {
	least := math.Inf(1)
	for _, colour := range colours {
		for i, line := range p.sketch.Pix {
			colour.Pix[i] = uint8((int(colour.Pix[i])*int(line) + 127) / 255)
		}
		de, err := p.DeltaE(colour)
		if err != nil || math.IsNaN(de) {
			return math.NaN()
		}
		least = min(least, de)
	}
	return least
}

// meanColour fills a picture of the panel's size with the mean of the coloured pixels
// of ref, or with white if it has none.
func (p *Panel) meanColour(ref *image.RGBA) *image.RGBA {
	var sum Lab
	n := 0.0
	for i := range len(ref.Pix) / 4 {
		if c := labAt(ref, i); isColoured(c) {
			sum = Lab{sum.L + c.L, sum.A + c.A, sum.B + c.B}
			n++
		}
	}
	if n == 0 {
		sum, n = white, 1
	}
	r, g, b := Lab{sum.L / n, sum.A / n, sum.B / n}.RGB()
	out := image.NewRGBA(p.sketch.Bounds())
	for i := 0; i < len(out.Pix); i += 4 {
		out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3] = r, g, b, 255
	}
	return out
}

// matchHistogram maps each channel of src so that its histogram becomes ref's;
// colouredOnly leaves the paper of ref out.
func matchHistogram(src, ref *image.RGBA, colouredOnly bool) *image.RGBA {
	out := image.NewRGBA(src.Bounds())
	copy(out.Pix, src.Pix)
	for c := range 3 {
		var from, to [256]float64
		for i := range len(src.Pix) / 4 {
			from[src.Pix[4*i+c]]++
		}
		for i := range len(ref.Pix) / 4 {
			if !colouredOnly || isColoured(labAt(ref, i)) {
				to[ref.Pix[4*i+c]]++
			}
		}
		table := histogramMap(from, to)
		for i := c; i < len(out.Pix); i += 4 {
			out.Pix[i] = table[out.Pix[i]]
		}
	}
	return out
}

// histogramMap sends each value of a source histogram to the value of equal rank in a
// target histogram, linearly between the target's values. An empty target changes
// nothing.
func histogramMap(from, to [256]float64) (table [256]uint8) {
	ranks, targets := cumulative(from), cumulative(to)
	for v := range table {
		table[v] = uint8(v)
		if targets[255] > 0 {
			table[v] = uint8(valueOfRank(targets, to, ranks[v]) + 0.5)
		}
	}
	return table
}

// cumulative is the running share of a histogram, 0–1; all 0 for an empty one.
func cumulative(h [256]float64) (share [256]float64) {
	total := 0.0
	for v, n := range h {
		total += n
		share[v] = total
	}
	if total > 0 {
		for v := range share {
			share[v] /= total
		}
	}
	return share
}

// valueOfRank interpolates between the values that occur in histogram h.
func valueOfRank(shares, h [256]float64, rank float64) float64 {
	below, value := 0.0, -1.0
	for v, n := range h {
		if n == 0 {
			continue
		}
		if shares[v] >= rank {
			if value < 0 {
				return float64(v)
			}
			return value + (float64(v)-value)*(rank-below)/(shares[v]-below)
		}
		below, value = shares[v], float64(v)
	}
	return max(value, 0)
}
