package canvas

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"testing"
)

func TestFlattenFollowsTheFormula(t *testing.T) {
	tinted := image.NewNRGBA(image.Rect(0, 0, 70, 30))
	for i := range tinted.Pix {
		tinted.Pix[i] = uint8(i * 7)
	}
	levelled, err := NewLines(tinted).WithLevels(Levels{Black: 30, White: 200, Gamma: 1.4})
	if err != nil {
		t.Fatal(err)
	}
	for name, lines := range map[string]*Lines{
		"grey": ringLines(image.Pt(301, 77)), "coloured": NewLines(tinted), "levels": levelled,
		"1x1": ringLines(image.Pt(1, 1)), "empty": ringLines(image.Point{}),
	} {
		t.Run(name, func(t *testing.T) {
			size := lines.Bounds().Size()
			colour := noise(size, 8)
			d := newWithSide(lines, 32)
			d, _ = d.WithBase(Base{ID: 1, Sources: d.Sources()}, d.Cut(colour))
			want := image.NewRGBA(d.Bounds())
			for y := range size.Y {
				for x := range size.X {
					c := colour.RGBAAt(x, y)
					r, g, b := lines.At(x, y)
					want.SetRGBA(x, y, color.RGBA{product(c.R, r), product(c.G, g), product(c.B, b), 255})
				}
			}
			equalRGBA(t, "with lines", Flatten(d, d.Bounds(), FlattenOptions{}), want)
			equalRGBA(t, "without", Flatten(d, d.Bounds(), FlattenOptions{HideLines: true}), colour)
			equalRGBA(t, "colour", d.Colour(d.Bounds()), colour)
		})
	}
}

func product(colour, line uint8) uint8 { return uint8((int(colour)*int(line) + 127) / 255) }

func TestFlattenOfARectangleIsTheWholeCut(t *testing.T) {
	for _, size := range pageSizes {
		d := coloured(t, size, 64, 9)
		whole := Flatten(d, d.Bounds(), FlattenOptions{})
		for _, r := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(60, 20, 70, 66), image.Rect(-9, -9, 400, 400)} {
			got := Flatten(d, r, FlattenOptions{})
			if got.Rect != r.Intersect(d.Bounds()) {
				t.Fatalf("%v of %v: bounds %v", r, size, got.Rect)
			}
			cut := image.NewRGBA(got.Rect)
			for y := cut.Rect.Min.Y; y < cut.Rect.Max.Y; y++ {
				copy(cut.Pix[cut.PixOffset(cut.Rect.Min.X, y):][:4*cut.Rect.Dx()], whole.Pix[whole.PixOffset(cut.Rect.Min.X, y):])
			}
			equalRGBA(t, fmt.Sprint(r, " of ", size), got, cut)
		}
	}
}

func TestPageWithoutColourIsLinesOnPaper(t *testing.T) {
	d := New(ringLines(image.Pt(50, 40)))
	r, g, b := d.Lines().At(40, 30)
	if got := Flatten(d, d.Bounds(), FlattenOptions{}).RGBAAt(40, 30); got != (color.RGBA{r, g, b, 255}) {
		t.Errorf("got %v, want the line's %d", got, r)
	}
}

// Drawn three times: what is cached must come out the same again and after a way back.
func TestSurfaceEqualsFlattenWhateverItShowedBefore(t *testing.T) {
	size := image.Pt(200, 130)
	a := coloured(t, size, 64, 9)
	b := settle(with(t, a, scribble(20, 20, 120, 60)), noise(size, 3))
	levels, _ := a.Lines().WithLevels(Levels{Black: 90})
	shows := []*Document{a, b, a, b, b.WithLines(levels), a, coloured(t, image.Pt(70, 300), 64, 9), New(ringLines(size))}
	for _, o := range []FlattenOptions{{}, {HideLines: true}} {
		s := NewSurface(o)
		for range 3 {
			for i, d := range shows {
				s.Show(d)
				equalRGBA(t, fmt.Sprintf("document %d", i), s.Image(), Flatten(d, d.Bounds(), o))
				if again := s.Show(d); len(again) != 0 {
					t.Fatalf("document %d: shown again it repaints %v", i, again)
				}
			}
		}
	}
}

// follow brings a surface up to date slice by slice.
func follow(t *testing.T, s *Surface) (slices int) {
	t.Helper()
	for s.Behind() {
		if slices++; len(s.More()) == 0 {
			t.Fatal("the surface is behind and repaints nothing")
		}
	}
	return slices
}

func TestALargeChangeComesInSlices(t *testing.T) {
	size := image.Pt(2300, 1900) // more than two slices
	a := coloured(t, size, TileSize, 9)
	s := NewSurface(FlattenOptions{})
	if first := s.Show(a); len(first)*TileSize*TileSize > sliceArea || !s.Behind() {
		t.Fatalf("%d tiles of a large page were painted at once", len(first))
	}
	if got := s.Image().RGBAAt(size.X-1, size.Y-1); got != (color.RGBA{}) {
		t.Errorf("what was never painted is %v; want transparent", got)
	}
	b := settle(with(t, a, scribble(1800, 1700, 1810, 1705)), noise(size, 3))
	want := Flatten(b, b.Bounds(), FlattenOptions{})
	s.Show(b)
	if got := s.Image().RGBAAt(1805, 1702); got != want.RGBAAt(1805, 1702) {
		t.Errorf("what changed last is not painted first: got %v, want %v", got, want.RGBAAt(1805, 1702))
	}
	if n := follow(t, s); n < 1 {
		t.Errorf("nothing followed")
	}
	equalRGBA(t, "all slices", s.Image(), want)
}

func TestARestyledSurfaceFollows(t *testing.T) {
	d := coloured(t, image.Pt(200, 130), 64, 9)
	s := NewSurface(FlattenOptions{})
	s.Show(d)
	was := s.Image()
	for _, o := range []FlattenOptions{{HideLines: true}, {HideColour: true}, {}} {
		s.Restyle(o)
		if follow(t, s) != 1 || s.Image() != was {
			t.Fatalf("%+v: want one slice, into the same picture", o)
		}
		equalRGBA(t, "restyled", s.Image(), Flatten(d, d.Bounds(), o))
	}
	if s.Restyle(FlattenOptions{}); s.Behind() {
		t.Error("the same options put the surface behind")
	}
}

func TestDiffNamesWhatChanged(t *testing.T) {
	size := image.Pt(200, 130)
	a := coloured(t, size, 64, 9)
	b := with(t, a, scribble(100, 30))
	c := b.WithTiles(b.Results(noise(size, 5))[1:2])
	levels, _ := a.Lines().WithLevels(Levels{Black: 90})
	bare := newWithSide(a.Lines(), 64)
	held, err := bare.WithLockOf(1, boxMask(image.Rect(10, 10, 90, 50)), noise(size, 7))
	if err != nil {
		t.Fatal(err)
	}
	all := a.TilesIn(a.Bounds())
	for name, test := range map[string]struct {
		old, now *Document
		want     []image.Point
	}{
		"same":             {a, a, nil},
		"stroke alone":     {a, b, nil},
		"one tile":         {b, c, []image.Point{{1, 0}}},
		"and back":         {c, b, []image.Point{{1, 0}}},
		"nothing before":   {nil, a, all},
		"lock, no colours": {bare, held, all},
		"and unlocked":     {held, bare, all},
		"lines":            {a, a.WithLines(levels), all},
		"colour goes away": {a, New(a.Lines()), nil},
	} {
		want := test.want
		if name == "colour goes away" {
			test.now.grid = a.grid
			want = all
		}
		if got := Diff(test.old, test.now, nil); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestDiffAndFlattenIntoDoNotAllocate(t *testing.T) {
	size := image.Pt(2048, 2048)
	a := coloured(t, size, TileSize, 50)
	b := with(t, a, scribble(100, 100, 900, 700))
	b = b.WithTiles(b.Results(noise(image.Pt(512, 512), 5)))
	into := make([]image.Point, 0, 256)
	if n := testing.AllocsPerRun(20, func() { into = Diff(a, b, into[:0]) }); n != 0 {
		t.Errorf("Diff allocates %v times", n)
	}
	if len(into) != 16 {
		t.Errorf("%d tiles changed, want 16", len(into))
	}
	out := image.NewRGBA(a.Bounds())
	r := a.TileRect(image.Pt(3, 3))
	if n := testing.AllocsPerRun(20, func() { FlattenInto(out, a, r, FlattenOptions{}) }); n != 0 {
		t.Errorf("FlattenInto allocates %v times", n)
	}
}
