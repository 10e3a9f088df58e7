package metrics

import (
	"fmt"
	"image"
	"math"
)

const (
	// inkLuminance parts lines from the areas between them: a sketch pixel at or below
	// it is ink, and its colour is the line's, not the colorizer's.
	inkLuminance = 0.75
	// paperDistance is the Lab distance (CIE 1976) from white up to which a truth pixel
	// is paper. Most panels are half paper, and scoring it flatters every method.
	paperDistance = 5
	// boundaryStep is the Lab distance (CIE 1976) between two neighbouring areas of the
	// truth from which on their border counts as a colour boundary.
	boundaryStep = 15
	// boundaryReach is how far, in px, from such a border BoundaryDeltaE looks.
	boundaryReach = 6
	// PSNRCap is reported for equal pictures, since JSON knows no infinity.
	PSNRCap = 100
)

// Panel is a sketch with its finished picture: what predictions are scored against. One caller
// at a time.
type Panel struct {
	w, h   int
	truth  *image.RGBA
	sketch *image.RGBA
	// open is off the lines; coloured is open and not paper in the truth.
	open, coloured []bool
	// clusters and chromaEdges are CDR's of the truth, once it was asked for.
	clusters    [2][]int32
	chromaEdges [2][]bool
}

// NewPanel prepares a sketch and its truth, of one size. Transparent parts count as
// white. It fails if the sizes differ.
func NewPanel(sketch, truth image.Image) (*Panel, error) {
	if err := sameSize("truth", truth, "sketch", sketch); err != nil {
		return nil, err
	}
	size := sketch.Bounds().Size()
	p := &Panel{w: size.X, h: size.Y, truth: onPaper(truth), sketch: onPaper(sketch)}
	p.open = make([]bool, p.w*p.h)
	p.coloured = make([]bool, p.w*p.h)
	for i := range p.open {
		p.open[i] = luminance(p.sketch, i) > inkLuminance
		p.coloured[i] = p.open[i] && isColoured(labAt(p.truth, i))
	}
	return p, nil
}

func isColoured(c Lab) bool { return distance76(c, white) > paperDistance }

func sameSize(name string, img image.Image, otherName string, other image.Image) error {
	a, b := img.Bounds().Size(), other.Bounds().Size()
	if a == b {
		return nil
	}
	return fmt.Errorf("%s is %d×%d, %s is %d×%d; they must have the same size", name, a.X, a.Y, otherName, b.X, b.Y)
}

// ready checks a prediction's size and flattens it.
func (p *Panel) ready(pred image.Image) (*image.RGBA, error) {
	if err := sameSize("prediction", pred, "sketch", p.sketch); err != nil {
		return nil, err
	}
	return onPaper(pred), nil
}

// PSNR is the peak signal to noise ratio in dB over the RGB values off the lines, at
// most PSNRCap; NaN if everything is ink.
func (p *Panel) PSNR(pred image.Image) (float64, error) {
	flat, err := p.ready(pred)
	if err != nil {
		return 0, err
	}
	sum, n := 0.0, 0
	for i, open := range p.open {
		if !open {
			continue
		}
		for c := range 3 {
			d := float64(flat.Pix[4*i+c]) - float64(p.truth.Pix[4*i+c])
			sum += d * d
		}
		n += 3
	}
	if n == 0 {
		return math.NaN(), nil
	}
	return min(PSNRCap, 10*math.Log10(255*255/(sum/float64(n)))), nil
}

// DeltaE is the mean CIEDE2000 over the coloured foreground: the pixels off the lines
// (sketch luminance > 0.75) whose truth is farther than 5 from white in Lab. NaN if
// there are none.
func (p *Panel) DeltaE(pred image.Image) (float64, error) {
	return p.meanDeltaE(pred, p.coloured)
}

// BoundaryDeltaE is DeltaE over the part of the coloured foreground within 6 px of a
// colour boundary of the truth. The truth is first continued under its lines (every ink
// pixel takes the nearest colour), so a line is no boundary by itself; neighbouring
// pixels farther than 15 apart in Lab are. NaN if there is no boundary.
func (p *Panel) BoundaryDeltaE(pred image.Image) (float64, error) {
	near := distances(p.boundaries(), p.w, p.h)
	where := make([]bool, len(near))
	for i, d := range near {
		where[i] = p.coloured[i] && d <= boundaryReach*boundaryReach
	}
	return p.meanDeltaE(pred, where)
}

// boundaries marks the pixels of the truth, continued under its lines, that differ from
// the pixel to their right or below.
func (p *Panel) boundaries() []bool {
	from := nearest(p.open, p.w, p.h)
	border := make([]bool, len(from))
	for i, own := range from {
		next := neighbours(i, p.w, p.h)
		for _, j := range []int{next[1], next[3]} {
			if j < 0 || own < 0 || own == from[j] {
				continue
			}
			if distance76(labAt(p.truth, int(own)), labAt(p.truth, int(from[j]))) > boundaryStep {
				border[i], border[j] = true, true
			}
		}
	}
	return border
}

func (p *Panel) meanDeltaE(pred image.Image, where []bool) (float64, error) {
	flat, err := p.ready(pred)
	if err != nil {
		return 0, err
	}
	sum, n := 0.0, 0
	for i, counted := range where {
		if counted {
			sum += DeltaE(labAt(flat, i), labAt(p.truth, i))
			n++
		}
	}
	if n == 0 {
		return math.NaN(), nil
	}
	return sum / float64(n), nil
}
