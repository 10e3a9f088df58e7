package canvas

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
	"time"

	"keyline/canvas/canvastest"
)

func begin(t testing.TB, d *Document) *Draft {
	t.Helper()
	f, err := Begin(d, Edge, color.NRGBA{9, 9, 9, 9}) // an edge has no colour: ignored
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func at(x, y float64) Sample { return Sample{X: x, Y: y, Width: 4} }

func TestDraftGrowsToTheStrokeDrawnAtOnce(t *testing.T) {
	for _, r := range canvastest.Strokes(t) {
		d := coloured(t, r.Size, TileSize, 30)
		want := with(t, d, recorded(Edge, color.NRGBA{}, r))
		f := begin(t, d)
		for _, p := range recorded(Edge, color.NRGBA{}, r).Samples {
			f.Extend(p)
		}
		got := f.Document()
		if !slices.Equal(got.EdgeMask(got.Bounds()).Pix, want.EdgeMask(want.Bounds()).Pix) {
			t.Errorf("%s: the mask differs", r.Name)
		}
		if !slices.EqualFunc(got.causes, want.causes, func(a, b *[causeBlock]Cause) bool { return *a == *b }) {
			t.Errorf("%s: the causes differ", r.Name)
		}
	}
}

func TestForgottenAndEmptyDraftsChangeNothing(t *testing.T) {
	d := coloured(t, image.Pt(100, 100), 64, 9)
	f := begin(t, d)
	f.Extend(at(5, 5), at(50, 50))
	if len(d.Strokes()) != 0 || len(d.Stale()) != 0 {
		t.Error("a forgotten draft changed the document")
	}
	empty := begin(t, d)
	empty.Extend(Sample{X: math.NaN(), Width: 3})
	if empty.Document() != d {
		t.Error("an empty draft changed the document")
	}
	if _, err := Begin(d, Hint, color.NRGBA{1, 2, 3, 4}); err == nil {
		t.Error("a hint of a transparent colour was begun")
	}
}

func TestBadSamplesDoNotCostTheStroke(t *testing.T) {
	f := begin(t, coloured(t, image.Pt(100, 100), 64, 9))
	f.Extend(at(5, 5), Sample{X: math.Inf(1), Y: 3, Width: 4}, at(5, 5), Sample{X: 9, Y: 9, Width: math.NaN()},
		Sample{X: 20, Y: 20, Width: 4, Time: 30 * time.Millisecond}, Sample{X: 30, Y: 20, Width: 4, Time: 10 * time.Millisecond})
	d := f.Document()
	if len(d.Strokes()) != 1 || len(d.Strokes()[0].Samples) != 3 {
		t.Fatalf("strokes %+v, want three samples", d.Strokes())
	}
	if err := d.Strokes()[0].Check(); err != nil {
		t.Error(err)
	}
}

func TestLateResultsShowWhileThePenMoves(t *testing.T) {
	size := image.Pt(192, 64)
	base := noise(size, 3)
	tile := image.Pt(0, 0)
	f := begin(t, coloured(t, size, 64, 10))
	early := f.Extend(at(10, 10), at(12, 30))
	earlyResults := early.Results(refine(early, base, early.TileRect(tile)))
	middle := f.Extend(at(14, 50))
	middleResults := middle.Results(refine(middle, base, middle.TileRect(tile)))
	f.Extend(at(30, 55))

	if got := f.Settle(middleResults); got.Tile(tile).Checksum() == early.Tile(tile).Checksum() {
		t.Fatal("a result a moment late was dropped")
	}
	if got := f.Document().Stale(); !slices.Contains(got, tile) {
		t.Error("a tile from an earlier state counts as fresh")
	}
	shown := f.Document()
	if f.Settle(earlyResults) != shown {
		t.Error("a still earlier result replaced a later one")
	}
	final := f.Document().Results(refine(f.Document(), base, f.Document().TileRect(tile)))
	if f.Settle(final); slices.Contains(f.Document().Stale(), tile) {
		t.Error("the present result left the tile stale")
	}
	if f.Settle(middleResults) != f.Document() || slices.Contains(f.Document().Stale(), tile) {
		t.Error("an earlier result replaced the final one")
	}
}

func TestResultsOfAnotherDraftAreDropped(t *testing.T) {
	size := image.Pt(64, 64)
	d := coloured(t, size, 64, 10)
	gone := begin(t, d)
	results := gone.Extend(at(10, 10), at(12, 30)).Results(noise(size, 50))
	f := begin(t, d) // its stroke gets the same id
	f.Extend(at(40, 40))
	f.Extend(at(45, 50), at(50, 20))
	if before := f.Document(); f.Settle(results) != before {
		t.Error("a result of a cancelled stroke was taken")
	}
	hint, err := Begin(d, Hint, color.NRGBA{1, 2, 3, 255})
	if err != nil {
		t.Fatal(err)
	}
	before := hint.Extend(at(3, 3))
	if hint.Settle(results) != before {
		t.Error("a result with an edge was taken under a hint")
	}
}

func TestGrowingElsewhereLeavesCausesAlone(t *testing.T) {
	f := begin(t, coloured(t, image.Pt(640, 64), 64, 10))
	first := f.Extend(at(10, 10)).CauseOf(image.Pt(0, 0))
	for x := 20.0; x < 600; x += 30 {
		f.Extend(at(x, 30))
	}
	near := f.Document().CauseOf(image.Pt(0, 0))
	if near == first {
		t.Error("growing within reach left the cause alone")
	}
	f.Extend(at(630, 60))
	if f.Document().CauseOf(image.Pt(0, 0)) != near {
		t.Error("growing out of reach changed the cause")
	}
}
