package region

import "math"

// distance returns how far each pixel lies from the nearest barrier, px; the picture's border
// is none. Exact, by lower envelopes of parabolas (Felzenszwalb and Huttenlocher 2012).
func distance(barrier []bool, w, h int) []float32 {
	far := float64(w*w + h*h)
	square := make([]float64, w*h)
	for i, b := range barrier {
		if !b {
			square[i] = far
		}
	}
	e := newEnvelope(max(w, h))
	line := make([]float64, max(w, h))
	for x := range w {
		for y := range h {
			line[y] = square[y*w+x]
		}
		e.lower(line[:h])
		for y := range h {
			square[y*w+x] = line[y]
		}
	}
	out := make([]float32, w*h)
	for y := range h {
		row := square[y*w:][:w]
		e.lower(row)
		for x, v := range row {
			out[y*w+x] = float32(math.Sqrt(min(v, far)))
		}
	}
	return out
}

// envelope is the lower envelope of the parabolas (x-q)² + f(q).
type envelope struct {
	at    []int     // the q of its parabolas, from left to right
	from  []float64 // where each begins to be the lowest
	value []float64
}

func newEnvelope(n int) *envelope {
	return &envelope{make([]int, n), make([]float64, n+1), make([]float64, n)}
}

// lower replaces f by its envelope at the same places.
func (e *envelope) lower(f []float64) {
	k := 0
	e.at[0], e.from[0], e.from[1] = 0, math.Inf(-1), math.Inf(1)
	for q := 1; q < len(f); q++ {
		s := e.meet(f, q, k)
		for s <= e.from[k] {
			k--
			s = e.meet(f, q, k)
		}
		k++
		e.at[k], e.from[k], e.from[k+1] = q, s, math.Inf(1)
	}
	k = 0
	for x := range f {
		for e.from[k+1] < float64(x) {
			k++
		}
		d := float64(x - e.at[k])
		e.value[x] = d*d + f[e.at[k]]
	}
	copy(f, e.value)
}

// meet is where the parabola of q comes under that of the k-th.
func (e *envelope) meet(f []float64, q, k int) float64 {
	p := e.at[k]
	return (f[q] + float64(q*q) - f[p] - float64(p*p)) / float64(2*(q-p))
}

// perPixel is how many steps of depth the flooding tells apart in a pixel.
const perPixel = 8

// byDepth lists the pixels off the barriers, deepest first.
func byDepth(depth []float32) []int32 {
	most := 0
	for _, d := range depth {
		most = max(most, int(d*perPixel))
	}
	start := make([]int, most+2) // by depth, counted from the deepest
	off := 0
	for _, d := range depth {
		if d > 0 {
			start[most-int(d*perPixel)+1]++
			off++
		}
	}
	for i := 1; i < len(start); i++ {
		start[i] += start[i-1]
	}
	out := make([]int32, off)
	for i, d := range depth {
		if d > 0 {
			k := most - int(d*perPixel)
			out[start[k]] = int32(i)
			start[k]++
		}
	}
	return out
}
