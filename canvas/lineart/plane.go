package lineart

import (
	"image"
	"math"
	"slices"
)

// plane is one channel of a picture, 0–1.
type plane struct {
	w, h int
	v    []float32
}

func newPlane(size image.Point) plane {
	return plane{size.X, size.Y, make([]float32, size.X*size.Y)}
}

// blurred returns the plane blurred by a Gaussian of that σ, px; beyond the border its last
// pixel goes on.
func (p plane) blurred(sigma float64) plane {
	kernel := gaussian(sigma)
	across := newPlane(image.Pt(p.w, p.h))
	for y := range p.h {
		convolve(across.v[y*p.w:(y+1)*p.w], p.v[y*p.w:(y+1)*p.w], kernel)
	}
	out, radius := newPlane(image.Pt(p.w, p.h)), len(kernel)/2
	for y := range p.h {
		row := out.v[y*p.w : (y+1)*p.w]
		for k, weight := range kernel {
			from := min(max(y+k-radius, 0), p.h-1) * p.w
			for x, v := range across.v[from : from+p.w] {
				row[x] += weight * v
			}
		}
	}
	return out
}

// gaussian is a kernel of three σ to each side, whose weights sum to 1.
func gaussian(sigma float64) []float32 {
	radius, sum := int(math.Ceil(3*sigma)), 0.0
	weights := make([]float64, 2*radius+1)
	for i := range weights {
		d := float64(i-radius) / sigma
		weights[i] = math.Exp(-d * d / 2)
		sum += weights[i]
	}
	kernel := make([]float32, len(weights))
	for i, w := range weights {
		kernel[i] = float32(w / sum)
	}
	return kernel
}

func convolve(out, in, kernel []float32) {
	radius, n := len(kernel)/2, len(in)
	for x := range out {
		sum := float32(0)
		for k, weight := range kernel {
			sum += weight * in[min(max(x+k-radius, 0), n-1)]
		}
		out[x] = sum
	}
}

const (
	paperBlocks = 24  // the paper is looked at in squares of this part of the longer side
	leastBlock  = 16  // px, but not in smaller ones: a line is narrower
	darkPaper   = 0.3 // what is darker is no paper: a dark coat keeps its folds
)

// flatten divides the plane by the paper around each pixel: the brightest of its squares,
// passing into each other.
func (p plane) flatten() {
	side := max(max(p.w, p.h)/paperBlocks, leastBlock)
	paper := p.brightest(side).blurred(1)
	for y := range p.h {
		for x := range p.w {
			i := y*p.w + x
			p.v[i] = min(p.v[i]/max(paper.between((float32(x)+0.5)/float32(side)-0.5, (float32(y)+0.5)/float32(side)-0.5), darkPaper), 1)
		}
	}
}

// brightest has, for each square, its brightest value.
func (p plane) brightest(side int) plane {
	out := newPlane(image.Pt((p.w+side-1)/side, (p.h+side-1)/side))
	for y := range p.h {
		for x := range p.w {
			at := &out.v[y/side*out.w+x/side]
			*at = max(*at, p.v[y*p.w+x])
		}
	}
	return out
}

// brightened has, for each pixel, the brightest value of a square of so many px around it.
func (p plane) brightened(radius int) plane {
	across, out := newPlane(image.Pt(p.w, p.h)), newPlane(image.Pt(p.w, p.h))
	for y := range p.h {
		row := p.v[y*p.w : (y+1)*p.w]
		for x := range row {
			across.v[y*p.w+x] = slices.Max(row[max(x-radius, 0):min(x+radius+1, p.w)])
		}
	}
	for y := range p.h {
		row := out.v[y*p.w : (y+1)*p.w]
		for k := max(y-radius, 0); k < min(y+radius+1, p.h); k++ {
			for x, v := range across.v[k*p.w : (k+1)*p.w] {
				row[x] = max(row[x], v)
			}
		}
	}
	return out
}

// between is the value at a place between the middles of pixels, which have whole numbers.
func (p plane) between(x, y float32) float32 {
	x, y = min(max(x, 0), float32(p.w-1)), min(max(y, 0), float32(p.h-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, p.w-1), min(y0+1, p.h-1)
	fx, fy := x-float32(x0), y-float32(y0)
	above := p.v[y0*p.w+x0] + fx*(p.v[y0*p.w+x1]-p.v[y0*p.w+x0])
	below := p.v[y1*p.w+x0] + fx*(p.v[y1*p.w+x1]-p.v[y1*p.w+x0])
	return above + fy*(below-above)
}

// faint is from where on a pixel is paper.
const faint = 240

// despeckle makes specks of fewer than least pixels, diagonal neighbours counting, paper.
func despeckle(m *image.Gray, least int) {
	seen := make([]bool, len(m.Pix))
	var speck []int
	for start, v := range m.Pix {
		if v >= faint || seen[start] {
			continue
		}
		speck = append(speck[:0], start)
		seen[start] = true
		for k := 0; k < len(speck); k++ {
			x, y := speck[k]%m.Stride, speck[k]/m.Stride
			for ny := max(y-1, 0); ny <= min(y+1, m.Rect.Dy()-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, m.Rect.Dx()-1); nx++ {
					if i := ny*m.Stride + nx; !seen[i] && m.Pix[i] < faint {
						seen[i] = true
						speck = append(speck, i)
					}
				}
			}
		}
		if len(speck) < least {
			for _, i := range speck {
				m.Pix[i] = 255
			}
		}
	}
}
