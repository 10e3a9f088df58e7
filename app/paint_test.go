package app

import (
	"errors"
	"image"
	"testing"

	"keyline/canvas"
)

// Paint is never touched by the networks, nor do they hear of it.
func TestPaintStaysAsItIsWhateverIsDrawn(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	calls := b.fake.read(&b.fake.colorized) + b.fake.read(&b.fake.refined)
	if err := b.Draw(Pen{Tool: PaintTool, Colour: leaf}, at(50, 50)); err != nil {
		t.Fatal(err)
	}
	b.PenMove(at(150, 50))
	b.check()
	b.PenUp()
	b.settle()
	if n := b.fake.read(&b.fake.colorized) + b.fake.read(&b.fake.refined); n != calls {
		t.Errorf("painting called the networks %d times", n-calls)
	}
	paint := b.Document().PaintKey()
	b.draw(EdgeTool, at(20, 45), at(180, 55))
	b.draw(HintTool, at(20, 60), at(180, 60))
	b.settle()
	b.expect("painted", 100, 50, leaf)
	if b.Document().PaintKey() != paint {
		t.Error("the paint is other paint")
	}
	if words, i := b.Steps(); i != 3 || words[1] != "Paint" {
		t.Errorf("the steps are %q", words)
	}
	if err := b.ClearPaint(); err != nil || b.Document().HasPaint() {
		t.Errorf("%v, there is paint: %v", err, b.Document().HasPaint())
	}
	b.Undo()
	b.expect("undone", 100, 50, leaf)
}

func TestPaintingShowsItsLayerAndTheEraserOfNothingIsNoStep(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	if err := b.Draw(Pen{Tool: PaintEraser}, at(50, 50)); err != nil {
		t.Fatal(err)
	}
	b.PenUp()
	if b.CanUndo() {
		t.Error("erasing nothing was a step")
	}
	b.SetLook(canvas.PaintLayer, canvas.LayerLook{Opacity: 255, Hidden: true})
	if err := b.Draw(Pen{Tool: PaintTool, Colour: leaf, Steady: 20}, at(50, 50)); err != nil {
		t.Fatal(err)
	}
	b.PenMove(at(150, 50))
	b.PenUp()
	b.expect("painted", 145, 50, leaf)
	b.lockLayer(canvas.PaintLayer, true)
	for _, tool := range []Tool{PaintTool, PaintEraser} {
		if err := b.Draw(Pen{Tool: tool, Colour: leaf}, at(9, 9)); !errors.Is(err, ErrLayerLocked) {
			t.Errorf("on a locked layer: %v", err)
		}
	}
	if err := b.ClearPaint(); !errors.Is(err, ErrLayerLocked) {
		t.Errorf("clearing a locked layer: %v", err)
	}
}
