package canvas

import (
	"image"
	"testing"
)

func TestUndoReturnsTheVeryDocuments(t *testing.T) {
	d := coloured(t, image.Pt(200, 200), 64, 9)
	h := NewHistory(d, 1<<30)
	steps := []*Document{d}
	for i := range 6 {
		d = with(t, d, scribble(float64(10*i), 5, 90, 90))
		h.Do(d)
		steps = append(steps, d)
	}
	for i := len(steps) - 2; i >= 0; i-- {
		if got, ok := h.Undo(); !ok || got != steps[i] {
			t.Fatalf("undo to step %d", i)
		}
	}
	if got, ok := h.Undo(); ok || got != steps[0] || h.CanUndo() {
		t.Error("undo went beyond the first")
	}
	for _, want := range steps[1:] {
		if got, ok := h.Redo(); !ok || got != want {
			t.Fatal("redo")
		}
	}
	if _, ok := h.Redo(); ok || h.CanRedo() {
		t.Error("redo went beyond the last")
	}
	h.Undo()
	h.Do(with(t, h.Current(), scribble(3, 3)))
	if h.CanRedo() {
		t.Error("a new step left the undone one")
	}
	h.Do(h.Current())
	if h.Undo(); h.Current() != steps[5] {
		t.Error("doing the current document again made a step")
	}
}

func TestScribbleAndItsRefinementAreOneStep(t *testing.T) {
	size := image.Pt(200, 200)
	bare := coloured(t, size, 64, 9)
	h := NewHistory(bare, 1<<30)
	h.Do(with(t, bare, scribble(10, 10, 100, 100)))
	refined := settle(h.Current(), noise(size, 3))
	if !h.Settle(refined) || h.Current() != refined {
		t.Fatal("the refinement did not settle")
	}
	if got, _ := h.Undo(); got != bare {
		t.Fatal("one undo does not take both away")
	}
	if h.Settle(refined) {
		t.Error("a refinement settled on a document without its stroke")
	}
	if got, _ := h.Redo(); got != refined || len(got.Stale()) != 0 {
		t.Error("redo lost the refinement")
	}
}

func TestSettleAfterUndoKeepsRedo(t *testing.T) {
	size := image.Pt(200, 200)
	h := NewHistory(coloured(t, size, 64, 9), 1<<30)
	h.Do(with(t, h.Current(), scribble(10, 10, 40, 40)))
	h.Do(with(t, h.Current(), scribble(150, 150)))
	last := h.Current()
	h.Undo()
	before := h.Bytes()
	if !h.Settle(settle(h.Current(), noise(size, 3))) || h.Bytes() <= before {
		t.Error("settled tiles are not counted")
	}
	if got, ok := h.Redo(); !ok || got != last {
		t.Error("settling forgot the undone step")
	}
}

func TestHistoryIsLimitedByBytes(t *testing.T) {
	size := image.Pt(256, 256)
	base := noise(size, 3)
	const tile = 64 * 64 * 4
	h := NewHistory(coloured(t, size, 64, 9), 10*tile)
	for i := range 30 {
		h.Do(settle(with(t, h.Current(), scribble(32, float64(32+i))), base))
		if h.Bytes() > 10*tile {
			t.Fatalf("step %d: %d bytes are kept, the limit is %d", i, h.Bytes(), 10*tile)
		}
	}
	steps := 0
	for h.CanUndo() {
		h.Undo()
		steps++
	}
	if steps < 2 || steps > 10 {
		t.Errorf("%d steps are left", steps)
	}
}

func TestOneUndoAlwaysWorks(t *testing.T) {
	size := image.Pt(256, 256)
	h := NewHistory(coloured(t, size, 64, 9), 0)
	for range 4 {
		before := h.Current()
		h.Do(settle(with(t, before, scribble(9, 9, 200, 200)), noise(size, 3)))
		if got, ok := h.Undo(); !ok || got != before {
			t.Fatal("a limit of 0 took the last step")
		}
		h.Redo()
	}
	if len(h.entries) != 2 {
		t.Errorf("%d documents are kept, want 2", len(h.entries))
	}
}
