package palette

import (
	"image"
	"image/color"
	"slices"
	"testing"
)

// stripes is a picture of vertical stripes, one a colour, each as wide as its share.
func stripes(shares map[color.NRGBA]int, order ...color.NRGBA) *image.NRGBA {
	width := 0
	for _, n := range shares {
		width += n
	}
	img := image.NewNRGBA(image.Rect(0, 0, width, 20))
	x := 0
	for _, c := range order {
		for range shares[c] {
			for y := range 20 {
				img.SetNRGBA(x, y, c)
			}
			x++
		}
	}
	return img
}

func TestExtractFindsTheColoursByWhatTheyCover(t *testing.T) {
	red, blue, skin, clear := color.NRGBA{200, 20, 30, 255}, color.NRGBA{20, 40, 190, 255}, color.NRGBA{240, 200, 170, 255}, color.NRGBA{9, 9, 9, 0}
	img := stripes(map[color.NRGBA]int{red: 10, blue: 30, skin: 3, clear: 40}, clear, red, blue, skin)
	got := Extract(img, 8)
	if want := []color.NRGBA{blue, red, skin}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Extract(img, 2); len(got) != 2 {
		t.Errorf("asked for two, got %v", got)
	}
}

func TestExtractNamesOneOfLikeColours(t *testing.T) {
	a, b := color.NRGBA{100, 100, 100, 255}, color.NRGBA{103, 101, 100, 255}
	if got := Extract(stripes(map[color.NRGBA]int{a: 20, b: 19}, a, b), 5); !slices.Equal(got, []color.NRGBA{a}) {
		t.Errorf("got %v, want %v alone", got, a)
	}
}

func TestExtractOfNothing(t *testing.T) {
	tests := []struct {
		name string
		img  *image.NRGBA
		n    int
	}{
		{"empty picture", image.NewNRGBA(image.Rectangle{}), 5},
		{"transparent picture", image.NewNRGBA(image.Rect(0, 0, 5, 5)), 5},
		{"no colours wanted", stripes(map[color.NRGBA]int{{1, 2, 3, 255}: 1}, color.NRGBA{1, 2, 3, 255}), 0},
	}
	for _, test := range tests {
		if got := Extract(test.img, test.n); len(got) != 0 {
			t.Errorf("%s gives %v", test.name, got)
		}
	}
}

func TestExtractReadsPicturesThatDoNotStartAtZero(t *testing.T) {
	red := color.NRGBA{200, 20, 30, 255}
	img := image.NewNRGBA(image.Rect(5, 7, 6, 8))
	img.SetNRGBA(5, 7, red)
	if got := Extract(img, 3); !slices.Equal(got, []color.NRGBA{red}) {
		t.Errorf("got %v, want %v", got, red)
	}
}
