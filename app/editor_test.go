package app

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"keyline/canvas"
)

func TestPagesOfAllSizesAreColoured(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {300, 1}, {128, 128}, {129, 257}, {300, 200}} {
		b := newBench(t, size, nil)
		b.settle()
		b.checkSettled()
		b.draw(EdgeTool, at(0, 0), at(float64(size.X), float64(size.Y)))
		b.settle()
		b.checkSettled()
	}
}

func TestOpenRefusesWhatDoesNotFit(t *testing.T) {
	lines := canvas.NewLines(image.NewGray(image.Rect(0, 0, 20, 10)))
	other := image.Rect(0, 0, 20, 11)
	tests := []struct {
		name string
		page Page
	}{
		{"empty page", Page{Lines: canvas.NewLines(image.NewGray(image.Rectangle{}))}},
		{"colours", Page{Lines: lines, Colour: image.NewNRGBA(other)}},
		{"hints", Page{Lines: lines, Hints: image.NewNRGBA(other)}},
		{"edges", Page{Lines: lines, Edges: image.NewAlpha(other)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t, image.Pt(30, 30), nil)
			b.settle()
			before := copyOf(b.Shown())
			if err := b.Open(test.page); err == nil {
				t.Error("the page was opened")
			}
			b.settle()
			mustEqual(t, "the picture from before", b.Shown(), before)
		})
	}
}

func TestPageBringsHintsEdgesAndColour(t *testing.T) {
	b := newBench(t, image.Pt(140, 90), nil)
	page := b.page
	page.Hints, page.Edges = image.NewNRGBA(page.Lines.Bounds()), image.NewAlpha(page.Lines.Bounds())
	page.Hints.SetNRGBA(3, 4, color.NRGBA{1, 2, 3, 255})
	page.Edges.SetAlpha(70, 40, color.Alpha{255})
	if err := b.Open(page); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.checkSettled()
	page.Colour = image.NewNRGBA(page.Lines.Bounds())
	page.Colour.SetNRGBA(5, 5, color.NRGBA{9, 8, 7, 255})
	if err := b.Open(page); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.checkSettled()
}

func TestEmptyStrokesLeaveTheBase(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	base := copyOf(b.Shown())
	b.draw(EdgeTool, at(-500, -500), at(-400, -500)) // beside the page
	b.settle()
	mustEqual(t, "the picture", b.Shown(), base)
}

func TestUndoOfAStrokeUndoesItsColour(t *testing.T) {
	b := newBench(t, image.Pt(300, 200), nil)
	b.settle()
	base := copyOf(b.Shown())
	b.draw(EdgeTool, at(50, 50), at(250, 150))
	b.settle()
	mended := copyOf(b.Shown())
	if !b.Undo() {
		t.Fatal("nothing to undo")
	}
	mustEqual(t, "the picture right after undo", b.Shown(), base)
	if !b.Settled() {
		t.Error("undo had to ask the network")
	}
	if !b.Redo() {
		t.Fatal("nothing to redo")
	}
	mustEqual(t, "the picture right after redo", b.Shown(), mended)
	if b.Redo() {
		t.Error("redid what was never undone")
	}
}

func TestHintMakesAnotherBaseAfterPenUp(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	base := copyOf(b.Shown())
	if err := b.PenDown(HintTool, color.NRGBA{10, 200, 30, 255}, at(60, 60)); err != nil {
		t.Fatal(err)
	}
	b.PenMove(at(80, 70))
	b.turn()
	if n := b.fake.read(&b.fake.colorized); n != 1 {
		t.Errorf("%d bases while the hint is being drawn, want the first only", n)
	}
	b.PenUp()
	b.settle()
	b.checkSettled()
	b.Undo()
	b.settle()
	mustEqual(t, "the picture after undo", b.Shown(), base)
	if err := b.PenDown(HintTool, color.NRGBA{10, 200, 30, 99}, at(60, 60)); err == nil {
		t.Error("a hint that is not opaque was begun")
	}
}

func TestEdgesMakeAnotherBaseWhereTheyBoundHints(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	b.draw(EdgeTool, at(20, 20), at(60, 20))
	b.settle()
	if n := b.fake.read(&b.fake.colorized); n != 1 {
		t.Errorf("%d bases after an edge without hints, want the first only", n)
	}
	b.draw(HintTool, at(100, 100), at(110, 100))
	b.settle()
	b.checkSettled()
	b.draw(EdgeTool, at(90, 120), at(120, 120))
	b.settle()
	b.checkSettled()
	if n := b.fake.read(&b.fake.colorized); n != 3 {
		t.Errorf("%d bases after a hint and an edge beside it, want 3", n)
	}
	b.Undo()
	b.settle()
	b.checkSettled()
}

func TestOtherReferencesAreAnUndoStep(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	b.draw(EdgeTool, at(50, 50), at(150, 100))
	b.settle()
	before := copyOf(b.Shown())
	b.SetReferences(plain(color.NRGBA{9, 9, 200, 255}))
	b.settle()
	b.checkSettled()
	if c := b.Shown().RGBAAt(199, 149); c.B < 150 {
		t.Errorf("colour %v does not come from the reference", c)
	}
	b.Undo()
	b.settle()
	mustEqual(t, "the picture after undo", b.Shown(), before)
}

func TestLevelsAreAnUndoStep(t *testing.T) {
	b := newBench(t, image.Pt(60, 40), nil)
	b.settle()
	before := copyOf(b.Shown())
	if err := b.SetLevels(canvas.Levels{Black: 200, White: 252}); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.checkSettled()
	if err := b.SetLevels(canvas.Levels{Black: 200, White: 100}); err == nil {
		t.Error("levels upside down were taken")
	}
	b.Undo()
	b.settle()
	mustEqual(t, "the picture after undo", b.Shown(), before)
}

func TestHiddenAndRemovedStrokesHaveNoColour(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	base := copyOf(b.Shown())
	b.draw(EdgeTool, at(50, 50), at(150, 100))
	b.settle()
	id := b.Document().Strokes()[0].ID
	b.Hide(id, true)
	b.settle()
	mustEqual(t, "the picture with the stroke hidden", b.Shown(), base)
	b.Hide(id, false)
	b.settle()
	b.checkSettled()
	b.Remove(id)
	b.settle()
	mustEqual(t, "the picture without the stroke", b.Shown(), base)
}

func TestEraserTakesTheStrokesItTouches(t *testing.T) {
	tests := []struct {
		name     string
		from, to canvas.Sample
		left     int
	}{
		{"a touch on one end", at(20, 50), at(20, 50), 1},
		{"a touch within the two widths", at(100, 55.9), at(100, 55.9), 1},
		{"just beside", at(100, 56.1), at(100, 56.1), 2},
		{"a fast move across both", at(100, -1000), at(100, 1000), 0},
		{"along, between them", at(20, 75), at(180, 75), 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t, image.Pt(200, 150), nil)
			b.draw(EdgeTool, at(20, 50), at(180, 50))
			b.draw(HintTool, at(20, 100), at(180, 100))
			b.draw(Eraser, test.from, test.to)
			if got := len(b.Document().Strokes()); got != test.left {
				t.Errorf("%d strokes left, want %d", got, test.left)
			}
			b.settle()
			b.checkSettled()
			if test.left < 2 {
				b.Undo()
			}
			if got := len(b.Document().Strokes()); got != 2 {
				t.Errorf("%d strokes after one undo, want 2", got)
			}
		})
	}
}

func TestPenCancelAndUndoLiftThePenWithoutItsStroke(t *testing.T) {
	for name, lift := range map[string]func(*bench){
		"cancel": func(b *bench) { b.PenCancel() },
		"undo":   func(b *bench) { b.Undo() },
		"redo":   func(b *bench) { b.Redo() },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, image.Pt(200, 150), nil)
			b.settle()
			base := copyOf(b.Shown())
			if err := b.PenDown(EdgeTool, color.NRGBA{}, at(50, 50)); err != nil {
				t.Fatal(err)
			}
			b.PenMove(at(90, 90))
			if b.Settled() {
				t.Error("settled with the pen down")
			}
			lift(b)
			b.check()
			b.settle()
			mustEqual(t, "the picture", b.Shown(), base)
			b.PenMove(at(95, 95)) // without a pen on the page: nothing
			b.PenUp()
			b.PenCancel()
			if n := len(b.Document().Strokes()); n != 0 {
				t.Errorf("%d strokes", n)
			}
		})
	}
}

func TestAFailureIsToldAndTriedAgainByTheNextGesture(t *testing.T) {
	b := newBench(t, image.Pt(60, 40), nil)
	b.settle()
	b.fake.fails = true // no call is under way
	b.SetReferences(plain(color.NRGBA{9, 9, 200, 255}))
	b.settle()
	if !errors.Is(b.Err(), errNoColour) {
		t.Fatalf("error %v, want %v", b.Err(), errNoColour)
	}
	b.fake.fails = false
	b.draw(EdgeTool, at(10, 10), at(30, 30))
	b.settle()
	if b.Err() != nil {
		t.Errorf("error %v after a try that worked", b.Err())
	}
	b.checkSettled()
	b.fake.fails = true
	b.draw(EdgeTool, at(10, 30), at(30, 10))
	b.settle()
	if !errors.Is(b.Err(), errNoColour) {
		t.Fatalf("error %v of a refinement, want %v", b.Err(), errNoColour)
	}
	b.fake.fails = false
	b.Undo()
	b.settle()
	b.checkSettled()
}

func TestWatchIsToldWhatHappens(t *testing.T) {
	var progress []float64
	var tiles, refined int
	loop := NewLoop()
	e := NewEditor(&fake{t: t}, loop.Post, Watch{
		Repainted: func(list []image.Point) { tiles += len(list) },
		Progress:  func(share float64) { progress = append(progress, share) },
		Refined:   func(asked *canvas.Document) { refined = len(asked.Strokes()) },
	})
	t.Cleanup(e.Close)
	if err := e.Open(Page{Lines: canvas.NewLines(image.NewGray(image.Rect(0, 0, 200, 100)))}); err != nil {
		t.Fatal(err)
	}
	settle := func() {
		if err := loop.Until(t.Context(), e.Settled); err != nil {
			t.Fatal(err)
		}
	}
	settle()
	if len(progress) != 1 || progress[0] != 0.5 {
		t.Errorf("progress %v, want the fake's 0.5", progress)
	}
	tiles = 0
	if err := e.PenDown(EdgeTool, color.NRGBA{}, at(20, 20)); err != nil {
		t.Fatal(err)
	}
	e.PenUp()
	settle()
	if refined != 1 || tiles != 1 { // of two
		t.Errorf("%d strokes refined, %d tiles repainted; want one each", refined, tiles)
	}
}
