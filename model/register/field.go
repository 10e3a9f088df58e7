package register

import "math"

// Field is a picture of one plane; V holds H rows of W values.
type Field struct {
	W, H int
	V    []float32
}

func newField(w, h int) Field { return Field{w, h, make([]float32, w*h)} }

// At is the value at x, y, bilinear; pixel i covers i to i+1. Beyond its border a field repeats it.
func (f Field) At(x, y float64) float32 {
	x, y = min(max(x-0.5, 0), float64(f.W-1)), min(max(y-0.5, 0), float64(f.H-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, f.W-1), min(y0+1, f.H-1)
	tx, ty := float32(x-float64(x0)), float32(y-float64(y0))
	a := f.V[y0*f.W+x0] + tx*(f.V[y0*f.W+x1]-f.V[y0*f.W+x0])
	b := f.V[y1*f.W+x0] + tx*(f.V[y1*f.W+x1]-f.V[y1*f.W+x0])
	return a + ty*(b-a)
}

// Affine takes x, y to {A[0] + A[1]x + A[2]y, A[3] + A[4]x + A[5]y}.
type Affine [6]float64

// Apply returns where x, y comes to lie.
func (a Affine) Apply(x, y float64) (u, v float64) {
	return a[0] + a[1]*x + a[2]*y, a[3] + a[4]*x + a[5]*y
}

// scaled is the same map between pictures of other sizes: from and to are how many times as
// large they are.
func (a Affine) scaled(fromX, fromY, toX, toY float64) Affine {
	return Affine{a[0] * toX, a[1] * toX / fromX, a[2] * toX / fromY, a[3] * toY, a[4] * toY / fromX, a[5] * toY / fromY}
}

// area is the number of pixels of the target under one pixel of the source.
func (a Affine) area() float64 { return math.Abs(a[1]*a[5] - a[2]*a[4]) }

// samples is how many samples of a pixel, along a side, are enough.
func samples(a Affine) int {
	return min(max(int(math.Ceil(math.Sqrt(a.area()))), 1), 16)
}

// through returns what f shows through a in a picture of w x h pixels: the mean of enough
// samples of each pixel; empty outside f.
func (f Field) through(a Affine, w, h int) Field {
	out, n := newField(w, h), samples(a)
	for i := range out.V {
		sum := float32(0)
		for k := range n * n {
			x := float64(i%w) + (float64(k%n)+0.5)/float64(n)
			y := float64(i/w) + (float64(k/n)+0.5)/float64(n)
			u, v := a.Apply(x, y)
			if u >= 0 && v >= 0 && u < float64(f.W) && v < float64(f.H) {
				sum += f.At(u, v)
			}
		}
		out.V[i] = sum / float32(n*n)
	}
	return out
}

// resized is f at another size: what through shows, with the columns worked out once.
func (f Field) resized(w, h int) Field {
	a := Affine{1: float64(f.W) / float64(w), 5: float64(f.H) / float64(h)}
	out, n := newField(w, h), samples(a)
	columns, rows := spots(a[1], w, n, f.W), spots(a[5], h, n, f.H)
	for i := range out.V {
		x, y := columns[i%w*n:][:n], rows[i/w*n:][:n]
		sum := float32(0)
		for _, r := range y {
			if !r.inside {
				continue
			}
			above, below := f.V[r.first*f.W:][:f.W], f.V[r.next*f.W:][:f.W]
			for _, c := range x {
				if c.inside {
					p := above[c.first] + c.part*(above[c.next]-above[c.first])
					q := below[c.first] + c.part*(below[c.next]-below[c.first])
					sum += p + r.part*(q-p)
				}
			}
		}
		out.V[i] = sum / float32(n*n)
	}
	return out
}

// spot is a place along an axis of a field: between which values it lies, and how far on the way.
type spot struct {
	first, next int
	part        float32
	inside      bool
}

// spots are the n places of each of size pixels, scale pixels of a field of length of.
func spots(scale float64, size, n, of int) []spot {
	list := make([]spot, size*n)
	for i := range list {
		at := scale * (float64(i/n) + (float64(i%n)+0.5)/float64(n))
		v := min(max(at-0.5, 0), float64(of-1))
		first := int(v)
		list[i] = spot{first, min(first+1, of-1), float32(v - float64(first)), at >= 0 && at < float64(of)}
	}
	return list
}

// fit returns the size of about side x side pixels' area with the proportions of f.
func (f Field) fit(side float64) (w, h int) {
	k := side / math.Sqrt(float64(f.W)*float64(f.H))
	return max(1, int(math.Round(float64(f.W)*k))), max(1, int(math.Round(float64(f.H)*k)))
}

// softened is f smoothed by [1 2 1]/4 both ways, so that lines an odd pixel apart still meet.
func (f Field) softened() Field {
	out, row := newField(f.W, f.H), newField(f.W, f.H)
	for i := range f.V {
		x, at := i%f.W, i-i%f.W
		row.V[i] = (f.V[at+max(x-1, 0)] + 2*f.V[i] + f.V[at+min(x+1, f.W-1)]) / 4
	}
	for i := range f.V {
		x, y := i%f.W, i/f.W
		out.V[i] = (row.V[max(y-1, 0)*f.W+x] + 2*row.V[i] + row.V[min(y+1, f.H-1)*f.W+x]) / 4
	}
	return out
}

// standardized has mean 0 and variance 1; an even field becomes 0.
func (f Field) standardized() Field {
	var sum, squares float64
	for _, v := range f.V {
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	n := float64(len(f.V))
	mean := sum / n
	deviation := math.Sqrt(max(squares/n-mean*mean, 0))
	out := newField(f.W, f.H)
	if deviation < 1e-6 {
		return out
	}
	for i, v := range f.V {
		out.V[i] = float32((float64(v) - mean) / deviation)
	}
	return out
}

// Lines returns what a sketch of the coloured picture rgb [3,h,w], 0-1, would show: steps of
// colour and thin dark strokes. closed is rgb without thin dark strokes.
func Lines(rgb, closed []float32, w, h int) Field {
	out, n := newField(w, h), w*h
	for i := range out.V {
		x, y := i%w, i/w
		step, dark := float32(0), float32(0)
		for c := range 3 {
			p := rgb[c*n : (c+1)*n]
			at := func(dx, dy int) float32 { return p[min(max(y+dy, 0), h-1)*w+min(max(x+dx, 0), w-1)] }
			dx := (at(1, -1) + 2*at(1, 0) + at(1, 1) - at(-1, -1) - 2*at(-1, 0) - at(-1, 1)) / 8
			dy := (at(-1, 1) + 2*at(0, 1) + at(1, 1) - at(-1, -1) - 2*at(0, -1) - at(1, -1)) / 8
			step = max(step, dx*dx+dy*dy)
			dark += (closed[c*n+i] - p[i]) / 3
		}
		out.V[i] = min(4*float32(math.Sqrt(float64(step))), 1) + min(2*dark, 1)
	}
	return out
}
