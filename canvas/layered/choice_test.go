package layered

import (
	"image"
	"image/color"
	"slices"
	"testing"
)

var page = image.Rect(0, 0, 40, 30)

// inked is a clear layer with a black cross.
func inked() *image.NRGBA {
	img := image.NewNRGBA(page)
	for i := range 30 {
		img.SetNRGBA(i, i, color.NRGBA{A: 255})
		img.SetNRGBA(20, i, color.NRGBA{20, 20, 20, 255})
	}
	return img
}

func TestProposals(t *testing.T) {
	red, paper := filled(page, color.NRGBA{200, 30, 30, 255}), filled(page, color.NRGBA{255, 255, 255, 255})
	for _, c := range []struct {
		name   string
		layers []Layer
		want   Choice
	}{
		{"lines over colour", []Layer{{Name: "Layer 2", Image: inked()}, {Name: "Layer 1", Image: red}}, Choice{0, AllElse}},
		{"lines below", []Layer{{Name: "Ebene 2", Image: red}, {Name: "Ebene 1", Image: inked()}}, Choice{1, AllElse}},
		{"by name", []Layer{{Name: "rough", Image: inked()}, {Name: "Lineart", Image: inked()}, {Name: "bg", Image: paper}}, Choice{1, NoColour}},
		{"by mode", []Layer{{Name: "a", Image: inked()}, {Name: "b", Image: inked(), Mode: Multiply}}, Choice{1, NoColour}},
		{"visible first", []Layer{{Name: "a", Image: inked(), Hidden: true}, {Name: "b", Image: inked()}}, Choice{1, NoColour}},
		{"hidden colour", []Layer{{Name: "a", Image: inked()}, {Name: "b", Image: red, Hidden: true}}, Choice{0, NoColour}},
		{"our own", []Layer{
			{Name: "Lines", Image: inked(), Mode: Multiply},
			{Name: "Flats", Layers: []Layer{{Name: "Outline red", Image: red}}},
			{Name: "Colour", Image: red},
			{Name: "Paper", Image: paper},
		}, Choice{0, AllElse}},
		{"one", []Layer{{Image: red}}, Choice{0, NoColour}},
	} {
		if got := (Picture{Size: page.Max, Layers: c.layers}).Propose(); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestPick(t *testing.T) {
	red, blue := color.NRGBA{200, 30, 30, 255}, color.NRGBA{0, 0, 255, 255}
	p := Picture{Size: page.Max, Layers: []Layer{
		{Name: "group", Opacity: 1, Layers: []Layer{
			{Name: "lines", Opacity: 1, Hidden: true, Image: inked()},
			{Name: "red", Opacity: 1, Image: filled(image.Rect(10, 0, 40, 30), red)},
		}},
		{Name: "blue", Opacity: 1, Image: filled(image.Rect(0, 0, 20, 30), blue)},
	}}
	lines, none := p.Pick(Choice{0, NoColour})
	if none != nil {
		t.Error("a colour came unasked")
	}
	if !slices.Equal(lines.Pix, inked().Pix) {
		t.Error("the lines are not those of their layer")
	}
	white := color.NRGBA{255, 255, 255, 255}
	for _, c := range []struct {
		colour int
		want   [3]color.NRGBA // at x = 5, 15, 30
	}{{AllElse, [3]color.NRGBA{blue, red, red}}, {1, [3]color.NRGBA{white, red, red}}, {2, [3]color.NRGBA{blue, blue, white}}} {
		_, img := p.Pick(Choice{0, c.colour})
		for i, x := range []int{5, 15, 30} {
			if got := img.NRGBAAt(x, 9); got != c.want[i] {
				t.Errorf("colour %d at %d: %v, want %v", c.colour, x, got, c.want[i])
			}
		}
	}
	if got := p.Flat().NRGBAAt(20, 1); got != red {
		t.Errorf("flat without the hidden lines: %v", got)
	}
	p.Merged = filled(page, white)
	if p.Flat() != p.Merged {
		t.Error("the merged picture is not taken")
	}
}
