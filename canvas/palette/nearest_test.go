package palette

import (
	"image/color"
	"testing"
)

func TestColoursGoToTheirSwatch(t *testing.T) {
	hair, skin, dup := color.NRGBA{90, 50, 30, 255}, color.NRGBA{250, 215, 185, 255}, color.NRGBA{91, 50, 30, 255}
	n := NewNearest([]color.NRGBA{hair, skin, dup, hair})
	for range 2 { // the second time from the table
		for _, c := range []struct {
			name    string
			r, g, b uint8
			want    int
		}{
			{"a swatch itself", 90, 50, 30, 0},
			{"one beside it", 91, 50, 30, 2},
			{"a shade", 80, 44, 26, 0},
			{"a tint", 245, 205, 170, 1},
			{"another hue", 40, 60, 200, -1},
			{"paper", 255, 255, 255, -1},
		} {
			if got := n.Of(c.r, c.g, c.b); got != c.want {
				t.Errorf("%s: %d, want %d", c.name, got, c.want)
			}
		}
	}
	if got := NewNearest(nil).Of(1, 2, 3); got != -1 {
		t.Errorf("without swatches: %d", got)
	}
}
