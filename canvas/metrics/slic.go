package metrics

import "math"

// Settings of the superpixels of CDR, and rules of scikit-image 0.19 that give them their form.
const (
	superpixels = 250
	compactness = 10
	slicRounds  = 10
	leastPart   = 0.5 // of the mean size of a superpixel: a smaller piece joins its neighbour
	mostPart    = 3   // of that size: a search for a piece ends there
)

// slic divides a plane of any range into superpixels, numbered from 1: k-means of place and
// value, each centre looking no farther than two steps of the grid where it began (Achanta et al.
// 2012), in the order and with the rounding of scikit-image 0.19's slic of the plane taken for the
// red, green and blue of a picture, smoothed with sigma 1.
func slic(plane []float64, w, h int) []int32 {
	s := superpixel{w: w, h: h, colour: greyLab(plane, w, h), label: make([]int32, w*h)}
	stepY, stepX := s.seed()
	far := make([]float64, w*h)
	weight := 1 / (max(stepY, stepX) * max(stepY, stepX))
	windowY, windowX := gridSteps(h, w, len(s.centres))
	for range slicRounds {
		for i := range far {
			far[i] = math.MaxFloat64
		}
		for k, c := range s.centres {
			s.claim(int32(k+1), c, far, weight, windowY, windowX)
		}
		s.move()
	}
	return s.whole()
}

// superpixel is a division on its way.
type superpixel struct {
	w, h    int
	colour  [3][]float64
	label   []int32
	centres []centre
}

type centre struct {
	y, x   float64
	colour [3]float64
}

// greyLab is what scikit-image makes of a plane copied to three channels: stretched to 0-1, taken
// for sRGB, in Lab, smoothed, over the compactness.
func greyLab(plane []float64, w, h int) (out [3][]float64) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range plane {
		low, high = min(low, v), max(high, v)
	}
	for c := range out {
		out[c] = make([]float64, len(plane))
	}
	for i, v := range plane {
		v -= low
		if high > low {
			v /= high - low
		}
		if v > 0.04045 {
			v = math.Pow((v+0.055)/1.055, 2.4)
		} else {
			v /= 12.92
		}
		l := labOfLinear(v, v, v)
		out[0][i], out[1][i], out[2][i] = l.L, l.A, l.B
	}
	for c := range out {
		out[c] = gaussian(out[c], w, h, 1, true)
		for i := range out[c] {
			out[c][i] *= 1.0 / compactness
		}
	}
	return out
}

// seed puts the centres on a grid, without colour as yet, and returns its steps.
func (s *superpixel) seed() (stepY, stepX float64) {
	dy, dx := gridSteps(s.h, s.w, superpixels)
	y0, x0 := gridStarts(s.h, s.w, superpixels)
	for y := y0; y < s.h; y += dy {
		for x := x0; x < s.w; x += dx {
			s.centres = append(s.centres, centre{y: float64(y), x: float64(x)})
		}
	}
	return float64(dy), float64(dx)
}

// claim gives centre k the pixels around it to which it is nearer than any before.
func (s *superpixel) claim(k int32, c centre, far []float64, weight float64, windowY, windowX int) {
	y0, y1 := int(max(c.y-float64(2*windowY), 0)), int(min(c.y+float64(2*windowY+1), float64(s.h)))
	x0, x1 := int(max(c.x-float64(2*windowX), 0)), int(min(c.x+float64(2*windowX+1), float64(s.w)))
	for y := y0; y < y1; y++ {
		dy := (c.y - float64(y)) * (c.y - float64(y))
		for x := x0; x < x1; x++ {
			i := y*s.w + x
			d := (dy + (c.x-float64(x))*(c.x-float64(x))) * weight
			t0, t1, t2 := s.colour[0][i]-c.colour[0], s.colour[1][i]-c.colour[1], s.colour[2][i]-c.colour[2]
			if d += t0*t0 + t1*t1 + t2*t2; d < far[i] {
				far[i], s.label[i] = d, k
			}
		}
	}
}

// move brings every centre to the mean of its pixels.
func (s *superpixel) move() {
	sums, counts := make([]centre, len(s.centres)), make([]float64, len(s.centres))
	for i, k := range s.label {
		if k == 0 {
			continue
		}
		m := &sums[k-1]
		counts[k-1]++
		m.y += float64(i / s.w)
		m.x += float64(i % s.w)
		for c := range m.colour {
			m.colour[c] += s.colour[c][i]
		}
	}
	for k, m := range sums {
		n := counts[k]
		s.centres[k] = centre{m.y / n, m.x / n, [3]float64{m.colour[0] / n, m.colour[1] / n, m.colour[2] / n}}
	}
}

// whole numbers the pieces that hang together anew; a small piece takes the number of a
// neighbour.
func (s *superpixel) whole() []int32 {
	mean := float64(s.w*s.h) / float64(len(s.centres))
	least, most := int(leastPart*mean), int(mostPart*mean)
	out, next := make([]int32, len(s.label)), int32(1)
	for i := range s.label {
		if out[i] != 0 {
			continue
		}
		piece, beside := s.piece(out, i, next, most)
		if len(piece) < least {
			for _, j := range piece {
				out[j] = beside
			}
		} else {
			next++
		}
	}
	return out
}

// piece numbers what hangs together with pixel i, up to most pixels, and tells another number
// beside it, its own where there is none.
func (s *superpixel) piece(out []int32, i int, number int32, most int) (piece []int, beside int32) {
	beside, piece, out[i] = number, []int{i}, number
	for at := 0; at < len(piece) && len(piece) < most; at++ {
		x, y := piece[at]%s.w, piece[at]/s.w
		for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			px, py := x+d[0], y+d[1]
			if px < 0 || py < 0 || px >= s.w || py >= s.h {
				continue
			}
			j := py*s.w + px
			if s.label[j] == s.label[i] && out[j] == 0 {
				out[j] = number
				if piece = append(piece, j); len(piece) >= most {
					break
				}
			} else if out[j] != 0 && out[j] != number {
				beside = out[j]
			}
		}
	}
	return piece, beside
}

// gridSizes is the distance of the points of a regular grid of about n on h x w pixels.
func gridSizes(h, w, n int) (y, x float64) {
	if h*w <= n {
		return 1, 1
	}
	step := math.Sqrt(float64(h*w) / float64(n))
	switch {
	case float64(min(h, w)) >= step:
		return step, step
	case h <= w:
		return float64(h), float64(w) / float64(n)
	default:
		return float64(h) / float64(n), float64(w)
	}
}

func gridSteps(h, w, n int) (y, x int) {
	fy, fx := gridSizes(h, w, n)
	return int(math.RoundToEven(fy)), int(math.RoundToEven(fx))
}

func gridStarts(h, w, n int) (y, x int) {
	if h*w <= n {
		return 0, 0
	}
	fy, fx := gridSizes(h, w, n)
	return int(math.Floor(fy / 2)), int(math.Floor(fx / 2))
}
