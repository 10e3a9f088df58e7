package ui

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestSidesLieOnPixels(t *testing.T) {
	test.NewTempApp(t)
	red, blue := color.NRGBA{200, 0, 0, 255}, color.NRGBA{0, 0, 200, 255}
	for _, c := range []struct {
		name        string
		w, h, scale int
		radius      float32
	}{
		{"swatch", 22, 22, 1, 3},
		{"at scale 2", 22, 22, 2, 3},
		{"odd", 57, 23, 1, 6},
		{"round as a pill", 30, 8, 1, 40},
		{"no corners", 9, 5, 1, 0},
	} {
		r := newRoundRect()
		r.set(red, blue, 1, c.radius)
		r.place(fyne.Position{}, fyne.NewSize(float32(c.w), float32(c.h)))
		w, h := c.w*c.scale, c.h*c.scale
		img := r.draw(w, h)
		for at, want := range map[[2]int]color.NRGBA{
			{w / 2, 0}: blue, {w / 2, c.scale - 1}: blue, {w / 2, c.scale}: red, {w / 2, h / 2}: red, {w / 2, h - 1}: blue,
		} {
			if got := img.At(at[0], at[1]); got != want {
				t.Errorf("%s: pixel %v is %v, want %v", c.name, at, got, want)
			}
		}
		if _, _, _, a := img.At(0, 0).RGBA(); (a < 0x8000) != (c.radius > 0) {
			t.Errorf("%s: the corner has alpha %d", c.name, a>>8)
		}
	}
	for _, size := range [][2]int{{0, 0}, {1, 1}, {1, 9}} { // while a window is laid out
		newRoundRect().draw(size[0], size[1])
		newDashes(colorBorder).draw(size[0], size[1])
	}
}
