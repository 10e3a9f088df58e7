package canvas

import (
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"

	"keyline/canvas/palette"
)

func sw(name string, r, g, b uint8) palette.Swatch {
	return palette.Swatch{Name: name, Colour: color.NRGBA{r, g, b, 255}}
}

func TestSwatchesKeepTheirIDs(t *testing.T) {
	a, b, c := sw("a", 1, 1, 1), sw("b", 2, 2, 2), sw("c", 3, 3, 3)
	d := New(ringLines(image.Pt(4, 4))).WithPalette([]palette.Swatch{a, b, c})
	for _, test := range []struct {
		name string
		list []palette.Swatch
		want []SwatchID
	}{
		{"as it was", []palette.Swatch{a, b, c}, []SwatchID{1, 2, 3}},
		{"another order", []palette.Swatch{c, a, b}, []SwatchID{3, 1, 2}},
		{"one gone", []palette.Swatch{a, c}, []SwatchID{1, 3}},
		{"one more", []palette.Swatch{a, sw("", 9, 9, 9), b, c}, []SwatchID{1, 4, 2, 3}},
		{"another colour", []palette.Swatch{a, sw("b", 9, 9, 9), c}, []SwatchID{1, 2, 3}},
		{"another name", []palette.Swatch{sw("x", 1, 1, 1), b, c}, []SwatchID{1, 2, 3}},
		{"one moved, one new", []palette.Swatch{b, sw("", 9, 9, 9), c}, []SwatchID{2, 4, 3}},
		{"a colour twice, the name tells", []palette.Swatch{sw("new", 2, 2, 2), b, c}, []SwatchID{1, 2, 3}},
		{"none", nil, []SwatchID{}},
	} {
		if got := d.WithPalette(test.list).SwatchIDs(); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	if got := d.WithPalette(nil).WithPalette([]palette.Swatch{a}).SwatchIDs(); got[0] != 4 {
		t.Errorf("a swatch that went and came has the id %d of another", got[0])
	}
}

// flatted is a coloured document with flats of noise.
func flatted(t testing.TB, r *rand.Rand, size image.Point) *Document {
	t.Helper()
	d := swatched(t, size).WithFlats()
	d, ok := d.WithFlatMap(randomFlats(t, r, d))
	if !ok {
		t.Fatal("flats were dropped")
	}
	return d
}

// painted is a document with strokes of paint, one of them erased again in part.
func painted(r *rand.Rand, d *Document) *Document {
	for i := range 3 {
		s := BeginPaint(d, color.NRGBA{uint8(r.UintN(256)), uint8(r.UintN(256)), 40, 255}, i == 2)
		for range 3 {
			s.Extend(Sample{X: r.Float64() * float64(d.Bounds().Dx()), Y: r.Float64() * float64(d.Bounds().Dy()), Width: 1 + 20*r.Float64()})
		}
		d = s.Document()
	}
	return d
}

// flatAt is the colour of the flats at a page pixel; false where there are none.
func flatAt(d *Document, p image.Point) (rgb [3]uint8, ok bool) {
	if d.flats == nil {
		return rgb, false
	}
	rgb[0], rgb[1], rgb[2] = d.swatches.colourOf(d.flats.tiles[d.grid.index(p.Div(d.grid.side))].at(p))
	return rgb, true
}

// formula is the picture pixel by pixel, as the documentation says it.
func formula(d *Document, x, y int, o FlattenOptions) (out [3]int) {
	at := image.Rect(x, y, x+1, y+1)
	mix := func(with, without, opacity int) int { return (opacity*with + (255-opacity)*without + 127) / 255 }
	op := func(l Layer) int {
		if d.Look(l).Hidden {
			return 0
		}
		return int(d.Look(l).Opacity)
	}
	colour, line := d.Colour(at).RGBAAt(x, y), [3]uint8{}
	line[0], line[1], line[2] = d.Lines().At(x, y)
	flat, flats := flatAt(d, image.Pt(x, y))
	tint, paint := d.Tint(), d.Paint()
	for c, v := range [3]uint8{colour.R, colour.G, colour.B} {
		value := 255
		if !o.HideColour {
			value = mix(int(v), 255, op(ColourLayer))
		}
		if flats {
			value = mix(int(flat[c]), value, op(FlatsLayer))
		}
		if paint != nil && image.Pt(x, y).In(paint.Rect) {
			p := paint.NRGBAAt(x, y)
			value = mix(int([3]uint8{p.R, p.G, p.B}[c]), value, (int(p.A)*op(PaintLayer)+127)/255)
		}
		if !o.HideLines {
			l, t := int(line[c]), int([3]uint8{tint.R, tint.G, tint.B}[c])
			l = l + t - (l*t+127)/255
			value = mix((value*l+127)/255, value, op(LinesLayer))
		}
		out[c] = value
	}
	return out
}

func TestThePictureIsTheFormulaWhateverTheLayersLook(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	for i := range 60 {
		d := flatted(t, r, pageSizes[i%len(pageSizes)])
		if i%3 == 0 {
			d = d.WithoutFlats()
		}
		for range r.IntN(6) {
			d = randomLooks(r, d)
		}
		if i%2 == 0 {
			d = painted(r, d)
		}
		o := FlattenOptions{HideLines: i%5 == 4, HideColour: i%7 == 6}
		got := Flatten(d, d.Bounds(), o)
		for y := range got.Rect.Dy() {
			for x := range got.Rect.Dx() {
				p, want := got.RGBAAt(x, y), formula(d, x, y, o)
				if [3]int{int(p.R), int(p.G), int(p.B)} != want || p.A != 255 {
					t.Fatalf("document %d, %+v, %+v: (%d,%d) is %v, want %v", i, o, d.looks, x, y, p, want)
				}
			}
		}
	}
}

func TestLayersWithFlatsCompositeToTheFlatPicture(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 3))
	for i := range 60 {
		size := pageSizes[i%len(pageSizes)]
		d := flatted(t, r, size)
		for range r.IntN(6) {
			d = randomLooks(r, d)
		}
		if i%3 > 0 {
			d = painted(r, d)
		}
		if size.X > 1 && i%2 == 0 {
			d, _ = d.WithLock(boxMask(image.Rect(3, 3, size.X/2, size.Y/2+4)))
			d = d.WithPalette(randomSwatches(r, d.Palette()))
		}
		for _, o := range []FlattenOptions{{}, {HideLines: true}, {HideColour: true}} {
			p, err := Layers(t.Context(), d, o)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(p.Composite().Pix, Flatten(d, d.Bounds(), o).Pix) || !slices.Equal(p.Composite().Pix, p.Merged.Pix) {
				t.Fatalf("document %d %v %+v %+v: the layers do not come to the flat picture", i, size, o, d.looks)
			}
		}
	}
}

// A live picture of the document's own colours is the document's picture, whatever layers
// lie over them, and halved it is the mean of that.
func TestLivePicturesHaveAllLayers(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 5))
	for i := range 24 {
		d := painted(r, flatted(t, r, image.Pt(150, 137)))
		for range r.IntN(4) {
			d = randomLooks(r, d)
		}
		if i%2 == 0 {
			d = d.WithLook(FlatsLayer, LayerLook{Opacity: 120})
		}
		want := Flatten(d, d.Bounds(), FlattenOptions{})
		for level := range 3 {
			l := NewLive(level, FlattenOptions{})
			small := image.NewRGBA(Halved(d.Bounds(), level))
			halve(small, d.Colour(d.Bounds()), level)
			for _, at := range d.TilesIn(d.Bounds()) {
				l.Take(d, at, d.CauseOf(at), small)
			}
			if !l.Fits(d) || l.Fits(d.WithTint(color.NRGBA{1, 2, 3, 255})) || l.Fits(d.WithPaint(nil)) {
				t.Fatal("it fits what it should not, or not what it should")
			}
			if level > 0 {
				continue // the colours under the layers are means
			}
			got := image.NewRGBA(d.Bounds())
			l.Over(got, got.Rect)
			equalRGBA(t, "live", got, want)
		}
	}
}

func TestFlatsHaveALayerASwatch(t *testing.T) {
	d := New(ringLines(image.Pt(200, 40))).WithPalette([]palette.Swatch{sw("Skin", 250, 220, 200), sw("", 10, 20, 30), sw("Unused", 1, 1, 1)})
	d, _, err := d.WithStroke(Stroke{Kind: Hint, Colour: color.NRGBA{9, 8, 7, 255}, Samples: []Sample{{X: 20, Y: 20, Width: 4}}})
	if err != nil {
		t.Fatal(err)
	}
	d, _ = d.WithBase(Base{ID: 1, Sources: d.Sources()}, d.Cut(noise(image.Pt(200, 40), 1)))
	d = d.WithFlats()
	o, err := d.FlatOrder()
	if err != nil {
		t.Fatal(err)
	}
	if v := o.Seeds.Gray16At(20, 20).Y; int(v) != len(o.Swatches)+1 || o.Hints != 1 {
		t.Fatalf("the hint has the number %d of %d", v, o.Hints)
	}
	numbers := image.NewGray16(d.Bounds())
	for y := range 40 {
		for x := range 200 {
			numbers.SetGray16(x, y, color.Gray16{Y: uint16(x / 50)})
			if x >= 150 {
				numbers.SetGray16(x, y, color.Gray16{Y: 4})
			}
			if x >= 100 && x < 150 {
				numbers.SetGray16(x, y, color.Gray16{Y: 0})
			}
		}
	}
	d, _ = d.WithFlatMap(o.Cut(numbers))
	p, err := Layers(t.Context(), d, FlattenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	flats := p.Layers[1].Layers
	if got := namesOf(flats); !slices.Equal(got, []string{"Skin", "White paper", "#090807"}) {
		t.Fatalf("layers %q", got)
	}
	if got := flats[0].Image.Rect; got != image.Rect(50, 0, 100, 40) {
		t.Errorf("the swatch's layer reaches %v", got)
	}
}

func TestFlatsThatAreLateAreDropped(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	d := swatched(t, image.Pt(150, 90)).WithFlats()
	late := randomFlats(t, r, d)
	for name, e := range map[string]*Document{
		"another edge":  with(t, d, scribble(5, 5, 60, 60)),
		"another place": d.WithFlatPlace(image.Pt(3, 3), d.SwatchIDs()[0]),
		"begun anew":    d.WithFlats(),
		"no flats":      d.WithoutFlats(),
	} {
		if f, ok := e.WithFlatMap(late); ok || f != e {
			t.Errorf("%s: taken", name)
		}
	}
	if e, ok := d.WithPalette(randomSwatches(r, d.Palette()[:2])).WithFlatMap(late); !ok || e.FlatsStale() {
		t.Error("a palette of other colours dropped them")
	}
}

func TestFlatsAreReadAndMadeAgain(t *testing.T) {
	d := swatched(t, image.Pt(150, 90)).WithFlats()
	list := d.Palette()
	list[1].Colour = color.NRGBA{1, 2, 3, 255}
	d = d.WithPalette(list[:2])
	d = d.WithFlatPlace(image.Pt(3, 4), d.SwatchIDs()[1])
	again := swatched(t, image.Pt(150, 90)).WithPalette(d.Palette()).WithFlatsOf(d.SwatchIDs(), d.FlatSwatches(), d.FlatPlaces())
	if !slices.Equal(again.SwatchIDs(), d.SwatchIDs()) || !slices.Equal(again.FlatSwatches(), d.FlatSwatches()) || !slices.Equal(again.FlatPlaces(), d.FlatPlaces()) {
		t.Errorf("ids %v, swatches %v, places %v", again.SwatchIDs(), again.FlatSwatches(), again.FlatPlaces())
	}
	if odd := d.WithFlatsOf([]SwatchID{7, 7, 0, 5}, nil, nil).SwatchIDs(); odd[0] == odd[1] || odd[1] == 0 {
		t.Errorf("ids that are damaged stay %v", odd)
	}
}
