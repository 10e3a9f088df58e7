package app

import (
	"image"
	"testing"

	"keyline/canvas"
)

func TestADocumentOpensAsItLookedAndIsColouredAgain(t *testing.T) {
	gate := make(chan struct{})
	b := newBench(t, image.Pt(300, 200), gate)
	doc, _, err := canvas.New(b.page.Lines).WithStroke(canvas.Stroke{Samples: []canvas.Sample{at(20, 20), at(250, 150)}})
	if err != nil {
		t.Fatal(err)
	}
	was := image.NewRGBA(doc.Bounds())
	for i := range was.Pix {
		was.Pix[i] = []uint8{7, 90, 200, 255}[i%4]
	}
	doc, _ = doc.WithBase(canvas.Base{ID: 9, Sources: doc.Sources()}, doc.Cut(was))
	b.Start(ReadyDocument(doc, 96))
	b.check()
	if b.Shown().RGBAAt(100, 100).B < 150 || b.Settled() || b.LongSide() != 96 || b.CanUndo() {
		t.Errorf("it opens as %v, settled %v, working size %d, undo %v", b.Shown().RGBAAt(100, 100), b.Settled(), b.LongSide(), b.CanUndo())
	}
	close(gate)
	b.settle()
	b.checkSettled()
	if id := b.Document().Base().ID; id != 10 {
		t.Errorf("its base is %d, want one never used", id)
	}
	b.draw(HintTool, at(40, 40), at(60, 60))
	b.settle()
	b.checkSettled()
	b.Undo()
	b.settle()
	b.checkSettled()
	if len(b.Document().Strokes()) != 1 || b.Document().Strokes()[0].Kind != canvas.Edge {
		t.Errorf("strokes are %v", b.Document().Strokes())
	}
}
