package model

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"
)

// dabs is a picture of two dabs of different colours, and those colours.
func dabs(page image.Rectangle) (*image.NRGBA, map[image.Rectangle]color.NRGBA) {
	m := image.NewNRGBA(page)
	colours := map[image.Rectangle]color.NRGBA{
		image.Rect(30, 40, 37, 46).Add(page.Min): {201, 33, 77, 255},
		image.Rect(80, 60, 81, 61).Add(page.Min): {12, 240, 3, 255},
	}
	for r, c := range colours {
		draw.Draw(m, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	return m, colours
}

func TestPixelsUnderADabHaveExactlyItsColour(t *testing.T) {
	n := testNetwork(t, Options{})
	for _, page := range []image.Rectangle{image.Rect(0, 0, 150, 203), image.Rect(-7, 11, 900, 780)} {
		for name, colour := range map[string]*image.NRGBA{"base": nil, "imported": painting(page)} {
			hints, colours := dabs(page)
			b, err := n.Colorize(t.Context(), Request{Lines: drawing(page), Hints: hints, Colour: colour}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, edges := range []*image.Alpha{nil, stroke(page, image.Rect(28, 42, 90, 44).Add(page.Min))} {
				got := refined(t, b, edges, page)
				for r, want := range colours {
					for _, at := range []image.Point{r.Min, r.Max.Sub(image.Pt(1, 1))} {
						if c := got.RGBAAt(at.X, at.Y); c != color.RGBA(want) {
							t.Errorf("%s of %v: %v at %v, the dab is %v", name, page, c, at, want)
						}
					}
				}
			}
		}
	}
}

func TestColorizePlacesThePageNotThePadding(t *testing.T) {
	n := testNetwork(t, Options{})
	page := image.Rect(0, 0, 150, 203)
	b := colorized(t, n, page, 0)
	g, err := n.colorizerFor(b.h, b.w)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []*program{g.encoder, g.decoder} {
		if len(p.positions) == 0 {
			t.Fatal("no positions")
		}
		for _, at := range p.positions {
			token := b.w / at.w
			want := (float32(at.w-1)+0.5)*float32(token)/float32(b.ww)*2 - 1
			if got := at.data()[at.w-1]; math.Abs(float64(got-want)) > 1e-5 {
				t.Errorf("the last of %d tokens lies at %g, want %g: past the page's 1", at.w, got, want)
			}
		}
	}
}

func TestHintsCountOverAVersion(t *testing.T) {
	n := shipped(t, Options{})
	page := image.Rect(0, 0, 270, 260)
	lines, coloured := twoVersions(page, image.Point{})
	hints, green := image.NewNRGBA(page), color.NRGBA{20, 200, 60, 255}
	draw.Draw(hints, image.Rect(55, 55, 67, 67), image.NewUniform(green), image.Point{}, draw.Src)
	at := image.Pt(61, 72) // in the red disc, beside the dab
	colour := func(hints *image.NRGBA) color.RGBA {
		b, err := n.Colorize(t.Context(), Request{Lines: lines, References: []*image.NRGBA{coloured}, Hints: hints}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return refined(t, b, nil, page).RGBAAt(at.X, at.Y)
	}
	if c := colour(nil); c.R < 180 || c.G > 70 {
		t.Errorf("without a hint %v, the version is red", c)
	}
	if c := colour(hints); c.G < 120 || c.R > 120 {
		t.Errorf("beside a green dab %v", c)
	}
}

func TestPlacesDoNotDependOnPadding(t *testing.T) {
	h, w := 12, 20
	want := make([]float32, positionPlanes*h*w)
	writePosition(want, h, w, unpadded)
	ph, pw := 16, 24
	got := make([]float32, positionPlanes*ph*pw)
	writePosition(got, ph, pw, extent{float32(w) / float32(pw), float32(h) / float32(ph)})
	for k := range positionPlanes {
		for y := range h {
			for x := range w {
				a, b := got[(k*ph+y)*pw+x], want[(k*h+y)*w+x]
				if math.Abs(float64(a-b)) > 1e-5 {
					t.Fatalf("plane %d at %d, %d: %g in the padded picture, %g without padding", k, x, y, a, b)
				}
			}
		}
	}
}

func TestAHintFillsItsClosedRegion(t *testing.T) {
	n := shipped(t, Options{})
	page := image.Rect(0, 0, 300, 280)
	lines := frames(page, image.Rect(40, 40, 140, 240), image.Rect(160, 40, 260, 240))
	hints, green := image.NewNRGBA(page), color.NRGBA{20, 200, 60, 255}
	draw.Draw(hints, image.Rect(85, 60, 92, 67), image.NewUniform(green), image.Point{}, draw.Src)
	request := Request{Lines: lines, References: []*image.NRGBA{painting(page)}, Hints: hints}
	colour := func(r Request) *image.RGBA {
		b, err := n.Colorize(t.Context(), r, nil)
		if err != nil {
			t.Fatal(err)
		}
		return refined(t, b, nil, page)
	}
	whole := colour(request)
	request.Edges = stroke(page, image.Rect(40, 148, 140, 151))
	half := colour(request)
	if other, err := shipped(t, Options{}).Colorize(t.Context(), request, nil); err != nil || !bytes.Equal(half.Pix, refined(t, other, nil, page).Pix) {
		t.Error("a kept colouring gives other bytes than a fresh one", err)
	}
	for _, c := range []struct {
		name         string
		at           image.Point
		whole, halve bool // whether it is the hint's colour, without and with the stroke
	}{
		{"far corner above", image.Pt(50, 52), true, true},
		{"below the stroke", image.Pt(90, 220), true, false},
		{"the other frame", image.Pt(210, 100), false, false},
		{"paper", image.Pt(20, 20), false, false},
	} {
		for i, m := range []*image.RGBA{whole, half} {
			if want := []bool{c.whole, c.halve}[i]; (m.RGBAAt(c.at.X, c.at.Y) == color.RGBA(green)) != want {
				t.Errorf("%s, strokes %d: %v; the hint's colour %v: %v", c.name, i, m.RGBAAt(c.at.X, c.at.Y), green, want)
			}
		}
	}
}

// frames is paper with the outlines of rectangles.
func frames(page image.Rectangle, list ...image.Rectangle) *image.Gray {
	m := image.NewGray(page)
	draw.Draw(m, page, image.White, image.Point{}, draw.Src)
	for _, r := range list {
		draw.Draw(m, r, image.Black, image.Point{}, draw.Src)
		draw.Draw(m, r.Inset(3), image.White, image.Point{}, draw.Src)
	}
	return m
}
