package layered

import (
	"image"
	"image/color"
	"reflect"
	"testing"
)

// inkLayer is a layer with a picture.
func inkLayer(name string, img *image.NRGBA) Layer { return Layer{Name: name, Opacity: 1, Image: img} }

func TestTheLayerWithLinesIsChosen(t *testing.T) {
	l := func(name string) Layer { return Layer{Name: name, Opacity: 1} }
	hidden := func(l Layer) Layer { l.Hidden = true; return l }
	times := func(l Layer) Layer { l.Mode = Multiply; return l }
	group := func(name string, inside ...Layer) Layer {
		return Layer{Name: name, Layers: append([]Layer{}, inside...)}
	}
	tests := []struct {
		name   string
		layers []Layer
		want   []int // nil: the merged picture
	}{
		{"nothing", nil, nil},
		{"an empty group", []Layer{group("lines")}, nil},
		{"by name", []Layer{l("colour"), l("Line Art"), times(l("shade"))}, []int{1}},
		{"in a group", []Layer{l("notes"), group("hero", l("flats"), l("INK 2"))}, []int{1, 1}},
		{"the first of two", []Layer{l("sketch"), l("lines")}, []int{0}},
		{"one that is shown before one that is not", []Layer{hidden(l("sketch")), l("lines")}, []int{1}},
		{"one in a hidden group comes last", []Layer{hidden(group("old", l("lines"))), l("inks")}, []int{1}},
		{"a hidden one before none", []Layer{hidden(l("sketch")), times(l("x"))}, []int{0}},
		{"by mode", []Layer{l("Layer 3"), times(l("Layer 2")), times(l("Layer 1"))}, []int{1}},
		{"words that only begin alike", []Layer{l("linear light"), l("inkwell")}, nil},
		{"colours of lines are none", []Layer{l("line colour"), l("edge lines"), l("outline")}, []int{2}},
		{"other tongues", []Layer{l("背景"), l("線画"), l("색")}, []int{1}},
		{"by the name of a group", []Layer{l("Layer 2"), group("Lines", l("Layer 1"))}, []int{1, 0}},
		{"its own name before that of its group", []Layer{group("Inks", l("fill"), l("Layer 1"))}, []int{0, 1}},
		{"by looks", []Layer{inkLayer("Layer 2", filled(page, color.NRGBA{255, 0, 0, 255})), inkLayer("Layer 1", inked())}, []int{1}},
		{"looks do not make lines of paper", []Layer{inkLayer("Layer 1", filled(page, color.NRGBA{255, 255, 255, 255}))}, nil},
		{"a shadow that multiplies", []Layer{times(inkLayer("shadow", inked())), inkLayer("Layer 1", inked())}, []int{1}},
		{"none", []Layer{l("Layer 1"), l("Layer 2")}, nil},
	}
	for _, test := range tests {
		leaves := Picture{Layers: test.layers}.Leaves()
		var got []int
		if i := ChooseLines(leaves); i >= 0 {
			got = leaves[i].Path
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: chosen is %v, want %v", test.name, got, test.want)
		}
	}
}

func TestLeavesKnowTheirGroups(t *testing.T) {
	p := Picture{Layers: []Layer{{Name: "a", Hidden: true, Layers: []Layer{{Name: "b", Layers: []Layer{{Name: "c"}}}, {Name: "d"}}}, {Name: "e"}}}
	var got []string
	for _, l := range p.Leaves() {
		got = append(got, l.FullName())
		if l.Shown != (l.Name == "e") {
			t.Errorf("%s: shown is %v", l.Name, l.Shown)
		}
	}
	if want := []string{"a / b / c", "a / d", "e"}; !reflect.DeepEqual(got, want) {
		t.Errorf("leaves are %q, want %q", got, want)
	}
}

func TestPaintedAreTheLeavesWithPixels(t *testing.T) {
	img := filled(image.Rect(0, 0, 1, 1), color.NRGBA{A: 255})
	p := Picture{Layers: []Layer{
		{Name: "nothing", Image: image.NewNRGBA(image.Rectangle{})},
		{Name: "flats", Layers: []Layer{{Name: "empty"}, {Name: "hair", Image: img}}},
		{Name: "no group"},
		{Name: "lines", Image: img},
	}}
	got := p.Painted()
	if len(got) != 2 || !reflect.DeepEqual(got[0].Path, []int{1, 1}) || got[1].Name != "lines" {
		t.Errorf("painted are %+v", got)
	}
}

func TestLayersAreLaidOverEachOther(t *testing.T) {
	page := image.Rect(0, 0, 3, 2)
	paper := Layer{Opacity: 1, Image: filled(page, color.NRGBA{255, 255, 255, 255})}
	red := Layer{Opacity: 1, Image: filled(page, color.NRGBA{200, 100, 0, 255})}
	grey := Layer{Opacity: 1, Mode: Multiply, Image: filled(page, color.NRGBA{128, 128, 128, 255})}
	fifth := red
	fifth.Opacity = 0.2
	tests := []struct {
		name   string
		layers []Layer
		want   color.NRGBA
	}{
		{"lines on colour", []Layer{grey, red, paper}, color.NRGBA{100, 50, 0, 255}},
		{"a fifth of a colour on paper", []Layer{fifth, paper}, color.NRGBA{244, 224, 204, 255}},
		{"a fifth of a colour on nothing", []Layer{fifth}, color.NRGBA{200, 100, 0, 51}},
		{"a group that multiplies", []Layer{{Opacity: 1, Mode: Multiply, Layers: []Layer{grey}}, red}, color.NRGBA{100, 50, 0, 255}},
		{"a layer beside the page", []Layer{{Opacity: 1, Image: filled(image.Rect(-9, -9, 0, 9), color.NRGBA{1, 2, 3, 255})}, paper}, color.NRGBA{255, 255, 255, 255}},
	}
	for _, test := range tests {
		got := Picture{Size: page.Max, Layers: test.layers}.Flat()
		if got.Rect != page || got.NRGBAAt(1, 1) != test.want {
			t.Errorf("%s gives %v, want %v", test.name, got.NRGBAAt(1, 1), test.want)
		}
	}
}

func TestALayerAloneOnThePage(t *testing.T) {
	l := Layer{Opacity: 0.5, Image: filled(image.Rect(1, -1, 9, 1), color.NRGBA{9, 8, 7, 200})}
	got := l.OnPage(image.Pt(3, 2))
	for y := range 2 {
		for x := range 3 {
			want := color.NRGBA{}
			if x >= 1 && y == 0 {
				want = color.NRGBA{9, 8, 7, 100}
			}
			if got.NRGBAAt(x, y) != want {
				t.Errorf("at %d, %d is %v, want %v", x, y, got.NRGBAAt(x, y), want)
			}
		}
	}
	if (Layer{}).OnPage(image.Pt(2, 2)).NRGBAAt(0, 0) != (color.NRGBA{}) {
		t.Error("an empty layer has pixels")
	}
}
