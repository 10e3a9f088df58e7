package canvas

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
	"time"
)

func TestTilesCoverThePageOnce(t *testing.T) {
	for _, size := range pageSizes {
		for _, side := range []int{1, 7, 64, 128, 256} {
			t.Run(fmt.Sprintf("%dx%d/tile=%d", size.X, size.Y, side), func(t *testing.T) {
				d := coloured(t, size, side, 9)
				seen := make([]int, size.X*size.Y)
				for _, at := range d.TilesIn(d.Bounds()) {
					r := d.TileRect(at)
					if d.Tile(at).Image().Rect != r || r.Dx() > side || r.Dy() > side {
						t.Fatalf("tile %v has bounds %v, want %v", at, d.Tile(at).Image().Rect, r)
					}
					for y := r.Min.Y; y < r.Max.Y; y++ {
						for x := r.Min.X; x < r.Max.X; x++ {
							seen[y*size.X+x]++
						}
					}
				}
				if i := slices.IndexFunc(seen, func(n int) bool { return n != 1 }); i >= 0 {
					t.Errorf("pixel %d is in %d tiles", i, seen[i])
				}
			})
		}
	}
}

func TestTilesOutsideThePage(t *testing.T) {
	d := coloured(t, image.Pt(130, 20), 128, 9)
	for _, at := range []image.Point{{-1, 0}, {2, 0}, {0, 1}} {
		if d.Tile(at) != nil || !d.TileRect(at).Empty() || d.CauseOf(at) != (Cause{}) {
			t.Errorf("tile %v exists", at)
		}
	}
	if got := d.TilesIn(image.Rect(500, 0, 600, 9)); len(got) != 0 {
		t.Errorf("TilesIn off the page: %v", got)
	}
	if got := d.TilesIn(image.Rect(-50, -50, 129, 1)); !slices.Equal(got, []image.Point{{0, 0}, {1, 0}}) {
		t.Errorf("TilesIn across the corner: %v", got)
	}
}

func TestEveryEditLeavesTheOldDocumentAlone(t *testing.T) {
	hint := strokeOf(Hint, color.NRGBA{200, 10, 10, 255}, 9, 20, 20)
	start := with(t, with(t, coloured(t, image.Pt(200, 150), 64, 9), scribble(10, 10, 90, 90)), hint)
	edits := map[string]func() *Document{
		"stroke":     func() *Document { return with(t, start, scribble(1, 1, 5, 5)) },
		"replace":    func() *Document { s := scribble(60, 1, 5, 50); s.ID = start.Strokes()[0].ID; return with(t, start, s) },
		"remove":     func() *Document { return start.WithoutStroke(start.Strokes()[0].ID) },
		"hide":       func() *Document { return start.WithStrokeHidden(start.Strokes()[0].ID, true) },
		"lines":      func() *Document { l, _ := start.Lines().WithLevels(Levels{Black: 40}); return start.WithLines(l) },
		"references": func() *Document { return start.WithReferences(image.NewNRGBA(image.Rect(0, 0, 2, 2))) },
		"crop": func() *Document {
			return start.WithReferences(image.NewNRGBA(image.Rect(0, 0, 2, 2))).WithCrop(0, image.Rect(0, 0, 1, 1))
		},
		"hint image": func() *Document { return start.WithHintImage(image.NewNRGBA(start.Bounds())) },
		"edge mask":  func() *Document { return start.WithEdgeMask(image.NewAlpha(start.Bounds())) },
		"tiles":      func() *Document { return settle(start, noise(image.Pt(200, 150), 3)) },
	}
	strokes, sources, stale := start.Strokes(), start.Sources(), start.Stale()
	picture, mask := Flatten(start, start.Bounds(), FlattenOptions{}), start.EdgeMask(start.Bounds())
	for name, edit := range edits {
		if edit() == start {
			t.Errorf("%s: no new document", name)
		}
		equalRGBA(t, name, Flatten(start, start.Bounds(), FlattenOptions{}), picture)
		same := slices.EqualFunc(start.Strokes(), strokes, func(a, b Stroke) bool {
			return a.ID == b.ID && a.Hidden == b.Hidden && slices.Equal(a.Samples, b.Samples)
		})
		if !same || start.Sources() != sources || !slices.Equal(start.Stale(), stale) {
			t.Errorf("%s changed the old document", name)
		}
		if !slices.Equal(start.EdgeMask(start.Bounds()).Pix, mask.Pix) {
			t.Errorf("%s changed the old edge mask", name)
		}
	}
}

func TestReadersCannotReachInside(t *testing.T) {
	d := with(t, coloured(t, image.Pt(50, 50), 64, 9), scribble(1, 1, 9, 9))
	f, err := Begin(d, Edge, color.NRGBA{})
	if err != nil {
		t.Fatal(err)
	}
	f.Extend(Sample{X: 5, Y: 5, Width: 2})
	mine := f.Document().Strokes()[1].Samples
	_ = append(mine, Sample{X: 999, Y: 999, Width: 1})
	f.Extend(Sample{X: 8, Y: 5, Width: 2})
	if got := f.Document().Strokes()[1].Samples[1]; got.X != 8 {
		t.Errorf("a reader's append reached the open stroke: %v", got)
	}
	s := scribble(3, 3, 4, 4)
	e := with(t, d, s)
	s.Samples[0].X = 777
	if got, _ := e.Stroke(e.Strokes()[1].ID); got.Samples[0].X != 3 {
		t.Error("the document kept the caller's samples")
	}
}

func TestStrokeCheck(t *testing.T) {
	red := color.NRGBA{255, 0, 0, 255}
	cases := []struct {
		name   string
		change func(*Stroke)
		ok     bool
	}{
		{"plain", func(*Stroke) {}, true},
		{"off the page", func(s *Stroke) { s.Samples[0].X = -5000 }, true},
		{"hint", func(s *Stroke) { s.Kind, s.Colour = Hint, red }, true},
		{"hint not opaque", func(s *Stroke) { s.Kind, s.Colour = Hint, color.NRGBA{1, 2, 3, 254} }, false},
		{"unknown kind", func(s *Stroke) { s.Kind = 7 }, false},
		{"empty", func(s *Stroke) { s.Samples = nil }, false},
		{"NaN", func(s *Stroke) { s.Samples[1].Y = math.NaN() }, false},
		{"infinite", func(s *Stroke) { s.Samples[1].X = math.Inf(-1) }, false},
		{"absurdly far", func(s *Stroke) { s.Samples[1].X = 1e7 }, false},
		{"no width", func(s *Stroke) { s.Samples[0].Width = 0 }, false},
		{"NaN width", func(s *Stroke) { s.Samples[0].Width = math.NaN() }, false},
		{"too wide", func(s *Stroke) { s.Samples[0].Width = 5000 }, false},
		{"time runs back", func(s *Stroke) { s.Samples[0].Time = time.Second }, false},
	}
	d := coloured(t, image.Pt(64, 64), 64, 9)
	for _, c := range cases {
		s := scribble(1, 2, 30, 40)
		c.change(&s)
		if err := s.Check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
		if e, _, err := d.WithStroke(s); (err == nil) != c.ok || (e == d) == c.ok {
			t.Errorf("%s: WithStroke gave %v", c.name, err)
		}
	}
	if err := (Stroke{}).Check(); !errors.Is(err, ErrNoSamples) {
		t.Errorf("the zero stroke: %v", err)
	}
}

func TestRestingPenLeavesOneSample(t *testing.T) {
	d := with(t, New(ringLines(image.Pt(40, 40))), scribble(5, 5, 5, 5, 5.001, 5, 9, 9, 9, 9))
	if got := len(d.Strokes()[0].Samples); got != 2 {
		t.Errorf("%d samples are left, want 2", got)
	}
}

func TestStrokeIDs(t *testing.T) {
	d := New(ringLines(image.Pt(40, 40)))
	d, first, _ := d.WithStroke(scribble(1, 1))
	d, second, _ := d.WithStroke(scribble(2, 2))
	if first == 0 || first == second {
		t.Fatalf("ids %d and %d", first, second)
	}
	s := scribble(3, 3)
	s.ID = first
	d, again, _ := d.WithStroke(s)
	if list := d.Strokes(); again != first || len(list) != 2 || list[0].Samples[0].X != 3 {
		t.Errorf("replacing: id %d, strokes %v", again, list)
	}
	if d.WithoutStroke(99) != d || d.WithStrokeHidden(first, false) != d {
		t.Error("an edit that changes nothing made a new document")
	}
}
