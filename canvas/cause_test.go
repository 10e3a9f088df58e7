package canvas

import (
	"image"
	"image/color"
	"slices"
	"testing"
)

func TestStaleTilesAreThoseWithinReach(t *testing.T) {
	const reach = 20
	cases := []struct {
		name   string
		stroke Stroke
		want   []image.Point
	}{
		{"middle of a tile", scribble(96, 96), []image.Point{{1, 1}}},
		{"reach over the right edge", scribble(96, 96, 115, 96), []image.Point{{1, 1}, {2, 1}}},
		{"a corner", scribble(64, 64), []image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}}},
		{"off the page, in reach", scribble(-15, 30), []image.Point{{0, 0}}},
		{"off the page, out of reach", scribble(-60, 30), nil},
		{"a hint", strokeOf(Hint, color.NRGBA{1, 2, 3, 255}, 4, 96, 96), nil},
	}
	for _, c := range cases {
		d := with(t, coloured(t, image.Pt(192, 192), 64, reach), c.stroke)
		if got := d.Stale(); !slices.Equal(got, c.want) {
			t.Errorf("%s: stale %v, want %v", c.name, got, c.want)
		}
		for _, at := range c.want {
			if cause := d.CauseOf(at); len(cause.edges) != entrySize || cause.entryAt(0).id != d.Strokes()[0].ID {
				t.Errorf("%s: tile %v is caused by %+v, want the stroke", c.name, at, cause)
			}
		}
	}
}

func TestNothingIsStaleWithoutABase(t *testing.T) {
	d := with(t, New(ringLines(image.Pt(300, 200))), scribble(10, 10, 200, 100))
	if got := d.Stale(); got != nil {
		t.Errorf("stale %v", got)
	}
	if d.WithTiles(d.Results(noise(image.Pt(300, 200), 1))) != d {
		t.Error("tiles were taken without a base")
	}
}

func TestTilesAreTakenByCauseOnly(t *testing.T) {
	size := image.Pt(192, 64)
	bare := coloured(t, size, 64, 10)
	asked := with(t, bare, scribble(32, 32))
	results := asked.Results(noise(size, 9))
	if len(results) != 3 {
		t.Fatalf("%d results, want 3", len(results))
	}
	cases := []struct {
		name  string
		now   *Document
		taken []image.Point // whose pixels change
	}{
		{"same document", asked, []image.Point{{0, 0}, {1, 0}, {2, 0}}},
		{"stroke undone", bare, []image.Point{{1, 0}, {2, 0}}},
		{"stroke hidden", asked.WithStrokeHidden(asked.Strokes()[0].ID, true), []image.Point{{1, 0}, {2, 0}}},
		{"another stroke in another tile", with(t, asked, scribble(160, 32)), []image.Point{{0, 0}, {1, 0}}},
		{"another base", rebased(t, asked, 2), nil},
	}
	for _, c := range cases {
		got := Diff(c.now, c.now.WithTiles(results), nil)
		if !slices.Equal(got, c.taken) {
			t.Errorf("%s: took %v, want %v", c.name, got, c.taken)
		}
	}
}

func rebased(t *testing.T, d *Document, id ID) *Document {
	e, ok := d.WithBase(Base{ID: id, Reach: 10, Sources: d.Sources()}, d.Cut(noise(d.Bounds().Size(), 77)))
	if !ok {
		t.Fatal("the base was dropped")
	}
	return e
}

func TestResultsNeedTheWholeTile(t *testing.T) {
	d := with(t, coloured(t, image.Pt(130, 64), 64, 10), scribble(32, 32))
	part := image.NewRGBA(image.Rect(10, 0, 130, 64))
	if got := d.Results(part); len(got) != 2 || got[0].At != image.Pt(1, 0) {
		t.Errorf("results %v, want tiles 1 and 2", got)
	}
	forged := Result{At: image.Pt(0, 0), Cause: d.CauseOf(image.Pt(0, 0)), Colour: part}
	if d.WithTiles([]Result{forged, {At: image.Pt(9, 9), Colour: part}}) != d {
		t.Error("took a result that does not cover its tile")
	}
}

func TestEqualPixelsAreShared(t *testing.T) {
	size := image.Pt(64, 64)
	d := with(t, coloured(t, size, 64, 10), scribble(32, 32))
	e := d.WithTiles(d.Results(noise(size, 3))) // the base's own pixels
	if len(e.Stale()) != 0 {
		t.Error("the tile is still stale")
	}
	if got := Diff(d, e, nil); len(got) != 0 {
		t.Errorf("diff %v though no pixel changed", got)
	}
}

func TestBaseNeedsTheSameSources(t *testing.T) {
	size := image.Pt(64, 64)
	d := New(ringLines(size))
	asked := Base{ID: 5, Reach: 3, Sources: d.Sources()}
	levels, _ := d.Lines().WithLevels(Levels{Black: 9})
	hinted := with(t, d, strokeOf(Hint, color.NRGBA{9, 9, 9, 255}, 5, 10, 10))
	cases := []struct {
		name string
		now  *Document
		ok   bool
	}{
		{"same", d, true},
		{"edge drawn", with(t, d, scribble(1, 1)), true},
		{"hint drawn", hinted, false},
		{"hint drawn and hidden", hinted.WithStrokeHidden(hinted.Strokes()[0].ID, true), true},
		{"levels", d.WithLines(levels), false},
		{"references", d.WithReferences(), false},
		{"hint image", d.WithHintImage(image.NewNRGBA(d.Bounds())), false},
	}
	for _, c := range cases {
		e, ok := c.now.WithBase(asked, c.now.Cut(noise(size, 4)))
		if ok != c.ok || (e == c.now) == c.ok {
			t.Errorf("%s: taken is %v, want %v", c.name, ok, c.ok)
		}
	}
}

func TestEdgesAreSourcesWhereThereAreHints(t *testing.T) {
	plain := New(ringLines(image.Pt(64, 64)))
	hinted := with(t, plain, strokeOf(Hint, color.NRGBA{9, 9, 9, 255}, 5, 10, 10))
	mask := image.NewAlpha(plain.Bounds())
	for _, c := range []struct {
		name  string
		from  *Document
		other bool
	}{
		{"no hints", plain, false},
		{"hints", hinted, true},
		{"a hint image", plain.WithHintImage(image.NewNRGBA(plain.Bounds())), true},
		{"hidden hints", hinted.WithStrokeHidden(hinted.Strokes()[0].ID, true), false},
		{"a colouring to mend", hinted.WithColouring(image.NewNRGBA(plain.Bounds())), false},
	} {
		for what, d := range map[string]*Document{"an edge": with(t, c.from, scribble(1, 1)), "an edge mask": c.from.WithEdgeMask(mask)} {
			if got := d.Sources() != c.from.Sources(); got != c.other {
				t.Errorf("%s makes other sources with %s: %v, want %v", what, c.name, got, c.other)
			}
		}
	}
}

func TestStaleTilesGoOnShowingWhatWasThere(t *testing.T) {
	d := with(t, coloured(t, image.Pt(192, 64), 64, 10), scribble(20, 20, 40, 40))
	d = settle(d, noise(image.Pt(192, 64), 3))
	next, ok := d.WithBase(Base{ID: 2, Reach: 10, Sources: d.Sources()}, d.Cut(noise(image.Pt(192, 64), 4)))
	if !ok {
		t.Fatal("the base was dropped")
	}
	e := next.WithStaleOf(d)
	if e.Tile(image.Pt(0, 0)) != d.Tile(image.Pt(0, 0)) || e.Tile(image.Pt(2, 0)) != next.Tile(image.Pt(2, 0)) {
		t.Error("only the tiles within reach of the edge are to be the old ones")
	}
	if !slices.Equal(e.Stale(), next.Stale()) || len(e.Stale()) == 0 {
		t.Errorf("stale %v, want %v", e.Stale(), next.Stale())
	}
	if New(ringLines(image.Pt(9, 9))).WithStaleOf(d).Base().ID != 0 || next.WithStaleOf(New(ringLines(image.Pt(192, 64)))) != next {
		t.Error("a document without tiles took part")
	}
}

func TestEdgeMaskCausesTilesInReach(t *testing.T) {
	mask := image.NewAlpha(image.Rect(0, 0, 192, 64))
	mask.SetAlpha(5, 5, color.Alpha{255})
	d := coloured(t, image.Pt(192, 64), 64, 10).WithEdgeMask(mask)
	if got := d.Stale(); !slices.Equal(got, []image.Point{{0, 0}}) {
		t.Errorf("stale %v", got)
	}
	if e := d.WithEdgeMask(nil); len(e.Stale()) != 0 || e.EdgeMask(e.Bounds()) != nil {
		t.Error("the mask left something behind")
	}
	other := *mask
	other.Pix = slices.Clone(mask.Pix)
	other.SetAlpha(6, 5, color.Alpha{255})
	if d.WithEdgeMask(&other).CauseOf(image.Pt(0, 0)) == d.CauseOf(image.Pt(0, 0)) {
		t.Error("another mask has the same cause")
	}
}

func TestMustFitPanicsWithBothSizes(t *testing.T) {
	d := New(ringLines(image.Pt(10, 10)))
	for name, edit := range map[string]func(){
		"lines": func() { d.WithLines(ringLines(image.Pt(9, 10))) },
		"hints": func() { d.WithHintImage(image.NewNRGBA(image.Rect(0, 0, 10, 9))) },
		"edges": func() { d.WithEdgeMask(image.NewAlpha(image.Rect(0, 0, 1, 1))) },
		"base":  func() { d.WithBase(Base{ID: 1, Sources: d.Sources()}, d.Cut(noise(image.Pt(2, 2), 1))) },
		"id 0":  func() { d.WithBase(Base{Sources: d.Sources()}, d.Cut(noise(image.Pt(10, 10), 1))) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			edit()
		}()
	}
}
