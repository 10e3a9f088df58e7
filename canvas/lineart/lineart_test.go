package lineart

import (
	"bytes"
	"image"
	"image/color"
	"testing"
)

// pencil is a drawing on paper that is lit from one side: a ring drawn in grey, and specks.
func pencil(r image.Rectangle) *image.NRGBA {
	m := image.NewNRGBA(r)
	for y := range r.Dy() {
		for x := range r.Dx() {
			light := 1 - 0.5*float64(x)/float64(r.Dx()) // the paper's right half is as dark as pencil is at the left
			dx, dy := float64(x-r.Dx()/2), float64(y-r.Dy()/2)
			far := dx*dx + dy*dy
			ink := 1.0
			if side := float64(min(r.Dx(), r.Dy())); far > 0.09*side*side && far < 0.1*side*side {
				ink = 0.45
			}
			if x%37 == 5 && y%41 == 7 {
				ink = 0.7
			}
			m.SetNRGBA(r.Min.X+x, r.Min.Y+y, color.NRGBA{uint8(250 * light * ink), uint8(240 * light * ink), uint8(225 * light * ink), 255})
		}
	}
	return m
}

func share(m *image.Gray, inside func(x, y int) bool) float64 {
	dark, all := 0, 0
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if inside(x, y) {
				all++
				if m.GrayAt(x, y).Y < 128 {
					dark++
				}
			}
		}
	}
	return float64(dark) / float64(max(all, 1))
}

func TestThePencilStaysAndThePapersShadeGoes(t *testing.T) {
	for _, r := range []image.Rectangle{image.Rect(0, 0, 300, 260), image.Rect(-9, 7, 411, 347)} {
		img := pencil(r)
		lines := Of(img, Standard())
		side := float64(min(r.Dx(), r.Dy()))
		ring := func(low, high float64) func(x, y int) bool {
			return func(x, y int) bool {
				dx, dy := float64(x-r.Dx()/2), float64(y-r.Dy()/2)
				far := (dx*dx + dy*dy) / side / side
				return far > low && far < high
			}
		}
		if got := share(lines, ring(0.093, 0.097)); got < 0.95 {
			t.Errorf("%v: of the ring %.2f is ink", r, got)
		}
		if got := share(lines, ring(0.12, 9)); got > 0 {
			t.Errorf("%v: outside the ring %.4f is ink", r, got)
		}
		if got := share(lines, ring(-1, 0.07)); got > 0 {
			t.Errorf("%v: inside the ring %.4f is ink", r, got)
		}
	}
}

func TestColoursOfOneLightnessAreParted(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 120, 80))
	for y := range 80 {
		for x := range 120 {
			c := color.NRGBA{200, 60, 60, 255}
			if x >= 60 {
				c = color.NRGBA{60, 129, 60, 255} // luminance 102, as the red has
			}
			img.SetNRGBA(x, y, c)
		}
	}
	lines := Of(img, Standard())
	if got := share(lines, func(x, _ int) bool { return x >= 59 && x < 61 }); got < 0.95 {
		t.Errorf("of the edge %.2f is ink", got)
	}
	if got := share(lines, func(x, _ int) bool { return x < 50 || x > 70 }); got > 0 {
		t.Errorf("in the areas %.2f is ink", got)
	}
}

func TestTheOptionsDoWhatTheySay(t *testing.T) {
	img := pencil(image.Rect(0, 0, 300, 260))
	all := func(int, int) bool { return true }
	ink := func(change func(*Options)) float64 {
		o := Standard()
		change(&o)
		return share(Of(img, o), all)
	}
	if thin, wide := ink(func(o *Options) { o.Weight = 0.6 }), ink(func(o *Options) { o.Weight = 3 }); thin >= wide {
		t.Errorf("weight: %.4f of ink becomes %.4f", thin, wide)
	}
	if few, many := ink(func(o *Options) { o.Detail = 4 }), ink(func(o *Options) { o.Detail = 60 }); few >= many {
		t.Errorf("detail: %.4f of ink becomes %.4f", few, many)
	}
	if few, many := ink(func(o *Options) { o.Threshold = 0.1 }), ink(func(o *Options) { o.Threshold = 0.95 }); few >= many {
		t.Errorf("threshold: %.4f of ink becomes %.4f", few, many)
	}
	if with, without := ink(func(o *Options) { o.Noise = 0; o.Detail = 60 }), ink(func(o *Options) { o.Noise = 60; o.Detail = 60 }); with <= without {
		t.Errorf("noise: %.4f of ink becomes %.4f", with, without)
	}
	for _, o := range []Options{{}, {Weight: 9, Detail: 20}, {Weight: 1, Detail: 1}, {Weight: 1, Detail: 20, Threshold: 2}, {Weight: 1, Detail: 20, Noise: -1}} {
		if o.Check() == nil {
			t.Errorf("%+v is within range", o)
		}
	}
}

func TestSmallAndBarePicturesHaveNoLines(t *testing.T) {
	for _, r := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(-3, 5, 4, 6), image.Rect(0, 0, 129, 65)} {
		for _, c := range []color.NRGBA{{}, {255, 255, 255, 255}, {0, 0, 0, 255}, {200, 180, 150, 255}} {
			img := image.NewNRGBA(r)
			for i := range img.Pix {
				img.Pix[i] = []uint8{c.R, c.G, c.B, c.A}[i%4]
			}
			lines := Of(img, Standard())
			if lines.Rect != (image.Rectangle{Max: r.Size()}) || bytes.Count(lines.Pix, []byte{255}) != len(lines.Pix) {
				t.Errorf("%v of %v: lines %v", r, c, lines.Rect)
			}
		}
	}
}
