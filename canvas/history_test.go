package canvas

import (
	"image"
	"testing"
)

func TestUndoReturnsTheVeryDocuments(t *testing.T) {
	d := coloured(t, image.Pt(200, 200), 64, 9)
	h := NewHistory(d, 1<<30, 1<<30)
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
	h := NewHistory(bare, 1<<30, 1<<30)
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
	h := NewHistory(coloured(t, size, 64, 9), 1<<30, 1<<30)
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

// Colours go first, those far from the current document: no step is lost for them.
func TestHistoryLosesColoursBeforeSteps(t *testing.T) {
	size := image.Pt(256, 256)
	base := noise(size, 3)
	const tile = 64 * 64 * 4
	h := NewHistory(coloured(t, size, 64, 9), 1<<20, 10*tile)
	for range 30 {
		s := scribble(32, float64(32+h.Len()))
		h.Do(settle(with(t, h.Current(), s), base))
	}
	for range 30 {
		if h.held > 10*tile {
			t.Fatalf("at step %d: %d bytes of colours are kept, the limit is %d", h.At(), h.held, 10*tile)
		}
		dressed := 0
		for _, d := range h.entries {
			if !d.isBare() {
				dressed++
			}
		}
		if dressed < 3 || dressed == h.Len() {
			t.Fatalf("at step %d: %d documents have colours", h.At(), dressed)
		}
		if d, ok := h.Undo(); !ok || len(d.tiles) == 0 {
			t.Fatalf("no undo at step %d, or one without colours", h.At())
		}
	}
	if h.CanUndo() {
		t.Error("there are more steps than were made")
	}
}

func TestHistoryIsLimitedByBytes(t *testing.T) {
	d := coloured(t, image.Pt(256, 256), 64, 9)
	h := NewHistory(d, 4000, 0)
	for i := range 30 {
		h.Do(with(t, h.Current(), scribble(32, float64(32+i))))
		if h.Bytes()-h.held > 4000 {
			t.Fatalf("step %d: %d bytes are kept, the limit is 4000", i, h.Bytes())
		}
	}
	if steps := h.Len() - 1; steps < 2 || steps > 28 {
		t.Errorf("%d steps are left", steps)
	}
}

// The colours that an undone step brings back are those of the page, or wait to be made; they
// never are those of another stroke that is taken for its own.
func TestColoursThatWereLostComeBack(t *testing.T) {
	size := image.Pt(200, 200)
	base := noise(size, 3)
	h := NewHistory(coloured(t, size, 64, 9), 1<<20, 0)
	plain := h.Current()
	var want []*image.RGBA
	for i := range 8 {
		h.Do(settle(with(t, h.Current(), scribble(float64(20*i), 10, 90, float64(20*i))), base))
		want = append(want, h.Current().Colour(plain.Bounds()))
	}
	for i := 6; i >= 0; i-- {
		d, _ := h.Undo()
		if !h.Settle(settle(d, base)) {
			t.Fatal("refined colours did not settle")
		}
		equalRGBA(t, "the colours after undo", h.Current().Colour(plain.Bounds()), want[i])
	}
	d, _ := h.Undo()
	if d = d.WithFresh(plain); len(d.Stale()) > 0 {
		t.Error("the base's colours were not taken where no stroke is left")
	}
	for at := range d.tiles {
		if !same(d.tiles[at], plain.tiles[at]) {
			t.Fatal("they are not the base's own pixels")
		}
	}
	for i := range 8 {
		d, _ := h.Redo()
		h.Settle(settle(d, base))
		equalRGBA(t, "the colours after redo", h.Current().Colour(plain.Bounds()), want[i])
	}
}

func TestOneUndoAlwaysWorks(t *testing.T) {
	size := image.Pt(256, 256)
	h := NewHistory(coloured(t, size, 64, 9), 0, 0)
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
