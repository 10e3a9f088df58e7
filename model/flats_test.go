package model

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// swatchesOf are the colours that flats may have.
func swatchesOf(b *Base, more ...color.NRGBA) map[color.RGBA]bool {
	out := map[color.RGBA]bool{{255, 255, 255, 255}: true}
	for _, s := range b.swatches {
		out[color.RGBA{level(s[0]), level(s[1]), level(s[2]), 255}] = true
	}
	for _, c := range more {
		out[color.RGBA(c)] = true
	}
	return out
}

func TestEveryFlatPixelIsExactlyASwatch(t *testing.T) {
	n := shipped(t, Options{})
	green := color.NRGBA{20, 200, 60, 255}
	for _, page := range []image.Rectangle{image.Rect(0, 0, 1, 1), image.Rect(0, 0, 300, 280), image.Rect(-7, 11, 893, 711)} {
		for _, hinted := range []bool{false, true} {
			r := Request{Lines: frames(page, image.Rect(40, 40, 140, 240), image.Rect(160, 40, 260, 240)), References: []*image.NRGBA{painting(image.Rect(0, 0, 300, 280))}, Flats: true}
			if hinted {
				r.Hints = image.NewNRGBA(page)
				draw.Draw(r.Hints, image.Rect(85, 60, 92, 67), image.NewUniform(green), image.Point{}, draw.Src)
			}
			b, err := n.Colorize(t.Context(), r, nil)
			if err != nil {
				t.Fatal(err)
			}
			allowed := swatchesOf(b, green)
			m := refined(t, b, stroke(page, image.Rect(40, 148, 140, 151)), page)
			for i := 0; i < len(m.Pix); i += 4 {
				if c := (color.RGBA{m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3]}); !allowed[c] {
					t.Fatalf("%v, hints %v: %v at %d is no swatch", page, hinted, c, i/4)
				}
			}
		}
	}
}

func TestAClosedAreaIsOneFlatAndAStrokePartsIt(t *testing.T) {
	n := shipped(t, Options{})
	page := image.Rect(0, 0, 300, 280)
	green := color.NRGBA{20, 200, 60, 255}
	r := Request{
		Lines: frames(page, image.Rect(40, 40, 140, 240), image.Rect(160, 40, 260, 240)), References: []*image.NRGBA{painting(page)},
		Edges: stroke(page, image.Rect(40, 148, 140, 151)), Hints: image.NewNRGBA(page), Flats: true,
	}
	draw.Draw(r.Hints, image.Rect(85, 60, 92, 67), image.NewUniform(green), image.Point{}, draw.Src)
	b, err := n.Colorize(t.Context(), r, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := refined(t, b, nil, page)
	for name, area := range map[string]image.Rectangle{
		"above the stroke": image.Rect(45, 45, 135, 146), "below it": image.Rect(45, 154, 135, 235), "the other frame": image.Rect(165, 45, 255, 235),
	} {
		first := m.RGBAAt(area.Min.X, area.Min.Y)
		for y := area.Min.Y; y < area.Max.Y; y++ {
			for x := area.Min.X; x < area.Max.X; x++ {
				if c := m.RGBAAt(x, y); c != first {
					t.Fatalf("%s: %v at %d, %d, %v elsewhere", name, c, x, y, first)
				}
			}
		}
		if (first == color.RGBA(green)) != (name == "above the stroke") {
			t.Errorf("%s is %v", name, first)
		}
	}
}
