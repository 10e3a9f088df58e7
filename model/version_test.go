package model

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// twoVersions is a drawing of outlined discs and the same coloured, moved by shift.
func twoVersions(page image.Rectangle, shift image.Point) (lines *image.Gray, coloured *image.NRGBA) {
	lines, coloured = image.NewGray(page), image.NewNRGBA(page)
	discs := []struct {
		x, y, r float64
		c       color.NRGBA
	}{
		{90, 80, 60, color.NRGBA{200, 40, 50, 255}},
		{190, 150, 70, color.NRGBA{40, 90, 210, 255}},
		{80, 200, 50, color.NRGBA{240, 200, 40, 255}},
		{150, 110, 30, color.NRGBA{60, 180, 90, 255}},
		{210, 60, 35, color.NRGBA{230, 150, 190, 255}},
	}
	see := func(x, y float64) (c color.NRGBA, ink bool) {
		c = color.NRGBA{255, 255, 255, 255}
		for _, d := range discs {
			away := math.Hypot(x-d.x, y-d.y) - d.r
			if away < 1.5 {
				c, ink = d.c, away > -1.5
			}
		}
		return c, ink
	}
	for y := page.Min.Y; y < page.Max.Y; y++ {
		for x := page.Min.X; x < page.Max.X; x++ {
			lines.SetGray(x, y, color.Gray{255})
			if _, ink := see(float64(x), float64(y)); ink {
				lines.SetGray(x, y, color.Gray{})
			}
			c, ink := see(float64(x-shift.X), float64(y-shift.Y))
			if ink {
				c = color.NRGBA{A: 255}
			}
			coloured.SetNRGBA(x, y, c)
		}
	}
	return lines, coloured
}

func TestVersionOfTheDrawingGivesItsColours(t *testing.T) {
	n := testNetwork(t, Options{}) // weights that know nothing: the colours must come from the place
	page := image.Rect(0, 0, 270, 260)
	inside := map[image.Point]color.NRGBA{
		{60, 60}: {200, 40, 50, 255}, {220, 180}: {40, 90, 210, 255}, {70, 215}: {240, 200, 40, 255}, {150, 112}: {60, 180, 90, 255},
	}
	for _, shift := range []image.Point{{}, {14, -9}} {
		lines, coloured := twoVersions(page, shift)
		_, other := twoVersions(page.Add(image.Pt(400, 0)), image.Pt(0, 500)) // blank: it has no place
		b, err := n.Colorize(t.Context(), Request{Lines: lines, References: []*image.NRGBA{coloured, other}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := refined(t, b, nil, page)
		for at, want := range inside {
			c := got.RGBAAt(at.X, at.Y)
			if d := max(abs(int(c.R)-int(want.R)), abs(int(c.G)-int(want.G)), abs(int(c.B)-int(want.B))); d > 12 {
				t.Errorf("shifted by %v: %v at %v, the version has %v", shift, c, at, want)
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }
