package main

import (
	"image/color"
	"slices"
	"strings"
	"testing"
)

func TestPalettesAreRead(t *testing.T) {
	red, blue := color.NRGBA{255, 0, 0, 255}, color.NRGBA{1, 2, 255, 255}
	tests := []struct {
		name, text string
		want       []color.NRGBA // nil: an error
	}{
		{"plain", "GIMP Palette\n255 0 0\n1 2 255\n", []color.NRGBA{red, blue}},
		{"with all that GIMP writes", "GIMP Palette\nName: Hair\nColumns: 4\n#\n255   0   0\tRed one\n  1   2 255\tUntitled\n\n", []color.NRGBA{red, blue}},
		{"from Windows", "\ufeffGIMP Palette\r\n255 0 0\r\n", []color.NRGBA{red}},
		{"empty", "", nil},
		{"no colours", "GIMP Palette\nName: x\n", nil},
		{"another file", "JASC-PAL\n0100\n", nil},
		{"too large a value", "GIMP Palette\n256 0 0\n", nil},
		{"too few values", "GIMP Palette\n25 0\n", nil},
		{"too many colours", "GIMP Palette\n" + strings.Repeat("1 2 3\n", maxSwatches+1), nil},
		{"a line without end", "GIMP Palette\n" + strings.Repeat("1", 1<<20), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := parseGPL(strings.NewReader(test.text))
			if (err == nil) != (test.want != nil) || !slices.Equal(got, test.want) {
				t.Errorf("%v, %v; want %v", got, err, test.want)
			}
		})
	}
}

func TestSwatchSheetShowsEveryColour(t *testing.T) {
	for n := 1; n <= 17; n++ {
		colours := make([]color.NRGBA, n)
		for i := range colours {
			colours[i] = color.NRGBA{uint8(i + 1), 9, 9, 255}
		}
		sheet := swatchSheet(colours)
		count := map[color.NRGBA]int{}
		for y := range sheet.Rect.Dy() {
			for x := range sheet.Rect.Dx() {
				count[sheet.NRGBAAt(x, y)]++
			}
		}
		for _, c := range colours {
			if count[c] != swatchSide*swatchSide {
				t.Errorf("%d colours: %v covers %d px", n, c, count[c])
			}
		}
	}
}
