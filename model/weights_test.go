package model

import (
	"hash/fnv"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"keyline/model/kernel"
)

// randomWeights gives every tensor that is asked for values of the size that keeps
// activations near 1, from a generator seeded with the tensor's name.
func randomWeights(name string) *weights {
	return &weights{name: name, find: func(name string, shape []int) (values, bool) {
		h := fnv.New64a()
		_, _ = h.Write([]byte(name))
		r := rand.New(rand.NewPCG(h.Sum64(), 1))
		n, fan := 1, 1
		for i, side := range shape {
			n *= side
			if i > 0 {
				fan *= side
			}
		}
		v := values{shape, kernel.Weights{Floats: make([]float32, n)}}
		size := float32(math.Sqrt(12 / float64(max(fan, 4))))
		for i := range v.Floats {
			v.Floats[i] = (r.Float32() - 0.5) * size
		}
		if name == "temp" {
			v.Floats = []float32{12, 15}
		}
		return v, true
	}}
}

// testNetwork is a network of random weights: what is promised of it holds for any.
func testNetwork(t testing.TB, o Options) *Network {
	t.Helper()
	n, err := newNetwork(randomWeights("colorizer"), randomWeights("enhancer"), randomWeights("prior"), o)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// drawing is a sketch of some lines.
func drawing(r image.Rectangle) *image.Gray {
	m := image.NewGray(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			v := uint8(255)
			if dx, dy := x-r.Min.X, y-r.Min.Y; (dx+2*dy)%61 < 3 || (dx*dx+dy*dy)/977%7 == 0 {
				v = uint8(dx * 3 % 90)
			}
			m.SetGray(x, y, color.Gray{Y: v})
		}
	}
	return m
}

// painting is a picture of soft and hard colours.
func painting(r image.Rectangle) *image.NRGBA {
	m := image.NewNRGBA(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			dx, dy := x-r.Min.X, y-r.Min.Y
			m.SetNRGBA(x, y, color.NRGBA{uint8(dx * 2), uint8(255 - dy), uint8(dx / 19 * 50), 255})
		}
	}
	return m
}

// stroke is a mask of page size, set in the given rectangles.
func stroke(page image.Rectangle, set ...image.Rectangle) *image.Alpha {
	m := image.NewAlpha(page)
	for _, r := range set {
		r = r.Add(page.Min).Intersect(page)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				m.SetAlpha(x, y, color.Alpha{A: 200})
			}
		}
	}
	return m
}

// colorized makes a base of drawing with one reference.
func colorized(t testing.TB, n *Network, page image.Rectangle, longSide int) *Base {
	t.Helper()
	b, err := n.Colorize(t.Context(), Request{
		Lines: drawing(page), References: []*image.NRGBA{painting(image.Rect(0, 0, 70, 90))}, LongSide: longSide,
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func refined(t testing.TB, b *Base, edges *image.Alpha, area image.Rectangle) *image.RGBA {
	t.Helper()
	m, err := b.Refine(t.Context(), edges, area)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
