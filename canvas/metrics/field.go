package metrics

import (
	"image"
	"image/draw"
	"math"
)

// onPaper copies an image of any kind onto white, origin at 0, 0.
func onPaper(img image.Image) *image.RGBA {
	size := img.Bounds().Size()
	out := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Over)
	return out
}

func labAt(img *image.RGBA, i int) Lab {
	return LabOf(img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2])
}

// luminance of pixel i, 0–1, on the encoded values (Rec. 709 weights): for a grey
// sketch it is the grey itself.
func luminance(img *image.RGBA, i int) float64 {
	p := img.Pix[4*i : 4*i+3]
	return (0.2126*float64(p[0]) + 0.7152*float64(p[1]) + 0.0722*float64(p[2])) / 255
}

// stroked lists per pixel whether the mask, moved to origin 0, 0, covers it (A ≥ 128).
func stroked(mask *image.Alpha) []bool {
	b := mask.Bounds()
	out := make([]bool, b.Dx()*b.Dy())
	for y := range b.Dy() {
		row := mask.Pix[y*mask.Stride:]
		for x := range b.Dx() {
			out[y*b.Dx()+x] = row[x] >= 128
		}
	}
	return out
}

// distances gives every pixel's squared Euclidean distance to the nearest set one
// (+Inf when none is set). Felzenszwalb & Huttenlocher 2012, "Distance Transforms of
// Sampled Functions", the two passes of section 2.1.
func distances(set []bool, w, h int) []float64 {
	d := make([]float64, w*h)
	for i := range d {
		if !set[i] {
			d[i] = math.Inf(1)
		}
	}
	pass := newParabolas(max(w, h))
	for y := range h {
		pass.lower(d[y*w:(y+1)*w], 1)
	}
	for x := range w {
		pass.lower(d[x:], w)
	}
	return d
}

// parabolas is the scratch of one-dimensional distance transforms.
type parabolas struct {
	line, bound []float64
	apex        []int
}

func newParabolas(n int) *parabolas {
	return &parabolas{line: make([]float64, n), bound: make([]float64, n+1), apex: make([]int, n)}
}

// lower replaces every stride-th value of d by the lower envelope of the parabolas that
// stand on them.
func (p *parabolas) lower(d []float64, stride int) {
	n := (len(d) + stride - 1) / stride
	k := -1
	for q := range n {
		f := d[q*stride]
		p.line[q] = f
		if math.IsInf(f, 1) {
			continue
		}
		s := math.Inf(-1)
		for ; k >= 0; k-- {
			v := p.apex[k]
			s = ((f + float64(q*q)) - (p.line[v] + float64(v*v))) / float64(2*(q-v))
			if s > p.bound[k] {
				break
			}
			s = math.Inf(-1)
		}
		k++
		p.apex[k], p.bound[k] = q, s
	}
	if k < 0 {
		return
	}
	p.bound[k+1] = math.Inf(1)
	for q, j := 0, 0; q < n; q++ {
		for p.bound[j+1] < float64(q) {
			j++
		}
		v := p.apex[j]
		d[q*stride] = float64((q-v)*(q-v)) + p.line[v]
	}
}

// nearest gives every pixel the index of a set pixel close to it (breadth first over
// the four neighbours), or −1 when none is set.
func nearest(set []bool, w, h int) []int32 {
	from := make([]int32, w*h)
	queue := make([]int32, 0, w*h)
	for i := range from {
		from[i] = -1
		if set[i] {
			from[i] = int32(i)
			queue = append(queue, int32(i))
		}
	}
	for at := 0; at < len(queue); at++ {
		i := int(queue[at])
		for _, j := range neighbours(i, w, h) {
			if j >= 0 && from[j] < 0 {
				from[j] = from[i]
				queue = append(queue, int32(j))
			}
		}
	}
	return from
}

// neighbours are the indices left, right, above and below pixel i; −1 outside.
func neighbours(i, w, h int) (n [4]int) {
	n = [4]int{i - 1, i + 1, i - w, i + w}
	if i%w == 0 {
		n[0] = -1
	}
	if i%w == w-1 {
		n[1] = -1
	}
	if i/w == 0 {
		n[2] = -1
	}
	if i/w == h-1 {
		n[3] = -1
	}
	return n
}
