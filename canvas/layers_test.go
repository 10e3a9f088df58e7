package canvas

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"
	"testing"

	"keyline/canvas/layered"
	"keyline/canvas/palette"
)

// swatched is a coloured document with a palette of its commonest colours, one of them
// with a name, and one twice.
func swatched(t testing.TB, size image.Point) *Document {
	t.Helper()
	d := coloured(t, size, TileSize, 24)
	var list []palette.Swatch
	for _, c := range palette.Extract(opaque(d.Colour(d.Bounds())), 5) {
		list = append(list, palette.Swatch{Colour: c})
	}
	if len(list) > 1 {
		list[1].Name = "Hair"
	}
	for _, s := range list[:min(1, len(list))] {
		list = append(list, palette.Swatch{Name: "Again", Colour: s.Colour})
	}
	return d.WithPalette(list)
}

func TestLayersCompositeToTheFlatPicture(t *testing.T) {
	for _, size := range pageSizes {
		d := swatched(t, size)
		for _, o := range []FlattenOptions{{}, {HideLines: true}, {HideColour: true}} {
			p, err := Layers(t.Context(), d, o)
			if err != nil {
				t.Fatal(err)
			}
			want := Flatten(d, d.Bounds(), o).Pix
			if !slices.Equal(p.Merged.Pix, want) {
				t.Errorf("%v %+v: merged differs from the flat picture", size, o)
			}
			if got := p.Composite(); !slices.Equal(got.Pix, want) {
				t.Errorf("%v %+v: the layers do not come to the flat picture", size, o)
			}
		}
	}
}

func TestEveryColourPixelIsInOneLayer(t *testing.T) {
	d := swatched(t, image.Pt(301, 77))
	p, err := Layers(t.Context(), d, FlattenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := namesOf(p.Layers); !slices.Equal(got, []string{"Lines", "Flats", "Colour", "Paper"}) {
		t.Fatalf("layers %q", got)
	}
	flats := p.Layers[1].Layers
	if got := namesOf(flats); len(got) != 5 || got[1] != "Hair" || got[0][0] != '#' {
		t.Errorf("flats %q", got)
	}
	colour := d.Colour(d.Bounds())
	for y := range 77 {
		for x := range 301 {
			n := 0
			for _, l := range append(slices.Clone(flats), p.Layers[2]) {
				if !image.Pt(x, y).In(l.Image.Rect) || l.Image.NRGBAAt(x, y).A == 0 {
					continue
				}
				if n++; l.Image.NRGBAAt(x, y) != color.NRGBA(colour.RGBAAt(x, y)) {
					t.Fatalf("(%d,%d) has another colour in %s", x, y, l.Name)
				}
			}
			if n != 1 {
				t.Fatalf("(%d,%d) is in %d layers", x, y, n)
			}
		}
	}
}

func namesOf(list []layered.Layer) (names []string) {
	for _, l := range list {
		names = append(names, l.Name)
	}
	return names
}

func TestLayersWithoutPaletteOrColour(t *testing.T) {
	d := New(ringLines(image.Pt(40, 30)))
	p, err := Layers(t.Context(), d, FlattenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := namesOf(p.Layers); !slices.Equal(got, []string{"Lines", "Colour", "Paper"}) {
		t.Errorf("layers %q", got)
	}
	if !slices.Equal(p.Composite().Pix, Flatten(d, d.Bounds(), FlattenOptions{}).Pix) {
		t.Error("the layers do not come to the lines on white")
	}
}

func TestFlatsBeyondTheirRoomStayInColour(t *testing.T) {
	flats := []flat{
		{swatch: -1, apart: true, bounds: image.Rect(0, 0, 1, 1)},
		{pixels: 3, bounds: image.Rect(5, 5, 15, 15)},
		{pixels: 9, bounds: image.Rect(0, 0, 9, 9)},
		{pixels: 0},
		{pixels: 1, bounds: image.Rect(20, 0, 21, 1)},
	}
	choose(flats, 100)
	for i, want := range []bool{true, false, true, false, true} {
		if flats[i].apart != want {
			t.Errorf("flat %d: a layer of its own is %v", i, flats[i].apart)
		}
	}
	if got := flats[0].bounds; got != image.Rect(0, 0, 15, 15) {
		t.Errorf("colour reaches %v", got)
	}
}

func TestLayersCanBeGivenUp(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Layers(ctx, swatched(t, image.Pt(40, 30)), FlattenOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
