package app

import (
	"image"
	"image/draw"
	"testing"

	"keyline/canvas"
)

// pageOf is a white page with black frames on it.
func pageOf(size image.Point, frames ...image.Rectangle) *canvas.Lines {
	m := image.NewGray(image.Rectangle{Max: size})
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	for _, f := range frames {
		draw.Draw(m, f, image.Black, image.Point{}, draw.Src)
		draw.Draw(m, f.Inset(3), image.White, image.Point{}, draw.Src)
	}
	return canvas.NewLines(m)
}

func TestStripsAreColouredInPieces(t *testing.T) {
	b := newBench(t, image.Pt(30, 30), nil)
	for _, test := range []struct {
		name          string
		lines         *canvas.Lines
		pieces, paper int
	}{
		{"a page", pageOf(image.Pt(400, 500), image.Rect(20, 20, 380, 480)), 0, 0},
		{"a strip of three", pageOf(image.Pt(300, 1400), image.Rect(10, 10, 290, 440), image.Rect(10, 480, 290, 920), image.Rect(10, 960, 290, 1390)), 3, 4},
	} {
		if err := b.Open(Page{Lines: test.lines}); err != nil {
			t.Fatal(err)
		}
		b.settle()
		if pieces, paper := b.fake.read(&b.fake.pieces), b.fake.read(&b.fake.paper); pieces != test.pieces || paper != test.paper {
			t.Errorf("%s: %d pieces, %d gutters, want %d and %d", test.name, pieces, paper, test.pieces, test.paper)
		}
	}
}

func TestPanelsAreAnUndoStepAndMakeAnotherBase(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	b.draw(EdgeTool, at(20, 20), at(60, 60))
	b.settle()
	bases := b.fake.read(&b.fake.colorized)
	b.SetPanels([]image.Rectangle{image.Rect(0, 0, 90, 150), image.Rect(110, 0, 900, 150), {}})
	b.settle()
	b.checkSettled()
	if got := b.Document().Panels(); len(got) != 2 || got[1] != image.Rect(110, 0, 200, 150) {
		t.Errorf("panels %v", got)
	}
	if n := b.fake.read(&b.fake.colorized); n != bases+1 || b.fake.read(&b.fake.pieces) != 2 {
		t.Errorf("%d bases more, the last in %d pieces", n-bases, b.fake.read(&b.fake.pieces))
	}
	if len(b.Document().Strokes()) != 1 {
		t.Error("the stroke is gone")
	}
	b.SetPanels(b.Document().Panels()) // no step
	b.Undo()
	b.settle()
	if got := b.Document().Panels(); got != nil || len(b.Document().Strokes()) != 1 {
		t.Errorf("after undo there are panels %v, %d strokes", got, len(b.Document().Strokes()))
	}
	b.Redo()
	b.settle()
	b.checkSettled()
	if got := b.Document().Panels(); len(got) != 2 {
		t.Errorf("after redo there are panels %v", got)
	}
}

func TestAPageCanBeOpenedWithItsPanels(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	page := b.page
	page.Panels = []image.Rectangle{image.Rect(0, 0, 90, 150)}
	if err := b.Open(page); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.checkSettled()
	if n := b.fake.read(&b.fake.pieces); n != 1 {
		t.Errorf("%d pieces, want 1", n)
	}
}
