package app

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"keyline/canvas"
)

func TestALockedRegionStaysWhateverComes(t *testing.T) {
	b := newBench(t, image.Pt(300, 200), nil)
	b.settle()
	b.draw(EdgeTool, at(20, 20), at(40, 60))
	b.settle()
	box := image.Rect(30, 30, 170, 120)
	before := b.Document().Colour(b.Document().Bounds())
	if err := b.LockLasso([]canvas.Sample{{X: 30, Y: 30}, {X: 170, Y: 30}, {X: 170, Y: 120}, {X: 30, Y: 120}}); err != nil {
		t.Fatal(err)
	}
	changes := []func(){
		func() { b.draw(EdgeTool, at(100, 10), at(110, 190)) },
		func() { b.draw(HintTool, at(60, 60), at(80, 80)) },
		func() { b.SetReferences(plain(color.NRGBA{9, 100, 200, 255})) },
		func() { b.Remove(b.Document().Strokes()[0].ID) },
		func() { b.Stop(); b.Again() },
		func() {
			if err := b.SetColouring(image.NewNRGBA(b.Document().Bounds())); err != nil {
				t.Fatal(err)
			}
		},
	}
	changed := false
	for i, change := range changes {
		change()
		b.settle()
		b.checkSettled()
		now := b.Document().Colour(b.Document().Bounds())
		mustEqual(t, "the locked region", cutOf(now, box), cutOf(before, box))
		changed = changed || now.RGBAAt(5, 5) != before.RGBAAt(5, 5)
		if i > 1 && !changed {
			t.Error("nothing changed beside the lock either")
		}
	}
	b.Unlock(b.Document().Locks()[0].ID)
	b.settle()
	b.checkSettled()
	if now := b.Document().Colour(box); now.RGBAAt(100, 100) == before.RGBAAt(100, 100) {
		t.Error("unlocked, the colours are as they were locked")
	}
	b.Undo()
	b.settle()
	mustEqual(t, "the region locked again by undo", cutOf(b.Document().Colour(b.Document().Bounds()), box), cutOf(before, box))
	for b.CanUndo() {
		b.Undo()
		b.settle()
		b.checkSettled()
	}
	if len(b.Document().Locks()) != 0 {
		t.Error("undo left the lock")
	}
}

func cutOf(img *image.RGBA, r image.Rectangle) *image.RGBA {
	out := image.NewRGBA(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			out.SetRGBA(x, y, img.RGBAAt(x, y))
		}
	}
	return out
}

func TestAnAreaIsLockedByAPlaceInIt(t *testing.T) {
	lines := image.NewGray(image.Rect(0, 0, 200, 150))
	for i := range lines.Pix {
		lines.Pix[i] = 255
		if x := i % 200; x >= 100 && x < 103 {
			lines.Pix[i] = 0
		}
	}
	b := newBench(t, image.Pt(200, 150), make(chan struct{}))
	b.page.Lines = canvas.NewLines(lines)
	if err := b.Open(b.page); err != nil {
		t.Fatal(err)
	}
	if err := b.LockArea(image.Pt(5, 5)); !errors.Is(err, ErrNoColour) {
		t.Errorf("before there are colours: %v", err)
	}
	if err := b.LockLasso(nil); !errors.Is(err, ErrNoColour) {
		t.Errorf("before there are colours: %v", err)
	}
	letThrough(b)
	b.settle()
	if err := b.LockArea(image.Pt(101, 5)); !errors.Is(err, ErrOnLine) {
		t.Errorf("on a line: %v", err)
	}
	if err := b.LockLasso([]canvas.Sample{at(500, 5), at(600, 5), at(600, 90)}); !errors.Is(err, ErrNothingInside) {
		t.Errorf("beside the page: %v", err)
	}
	if b.CanUndo() {
		t.Error("what was not locked is a step")
	}
	if err := b.LockArea(image.Pt(5, 5)); err != nil {
		t.Fatal(err)
	}
	for x, want := range map[int]bool{5: true, 99: true, 101: true, 110: false} {
		if _, got := b.Document().LockAt(image.Pt(x, 70)); got != want {
			t.Errorf("at %d it is locked: %v", x, got)
		}
	}
}
