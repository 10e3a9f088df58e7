package app

import (
	"image"
	"image/color"
	"slices"
	"testing"

	"keyline/canvas"
	"keyline/canvas/palette"
)

func TestEveryStepIsNamedAndCanBeGoneTo(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.settle()
	first := func() canvas.ID { return b.Document().Strokes()[0].ID }
	hold := func(grabbed bool, to canvas.Sample) {
		if !grabbed {
			t.Fatal("nothing came into the hand")
		}
		b.PenMove(to)
		b.PenUp()
	}
	steps := []struct {
		want string
		do   func()
	}{
		{"Start", func() {}},
		{"Edge", func() { b.draw(EdgeTool, at(20, 20), at(60, 50)) }},
		{"Hint", func() { b.draw(HintTool, at(80, 20), at(90, 20)) }},
		{"Moved 2 strokes", func() { hold(b.GrabStrokes(at(0, 0), first(), b.Document().Strokes()[1].ID), at(5.25, 7.125)) }},
		{"Reshaped a stroke", func() { hold(b.GrabHandle(at(0, 0), first(), 0), at(9, 9)) }},
		{"Width of a stroke", func() { hold(b.GrabWidth(first()), canvas.Sample{Width: 11}) }},
		{"Recoloured a hint", func() { b.Recolour(color.NRGBA{1, 2, 3, 255}, b.Document().Strokes()[1].ID) }},
		{"Hid a stroke", func() { b.Hide(first(), true) }},
		{"Showed a stroke", func() { b.Hide(first(), false) }},
		{"Locked a region", func() {
			if err := b.LockLasso([]canvas.Sample{at(10, 10), at(90, 10), at(50, 90)}); err != nil {
				t.Fatal(err)
			}
		}},
		{"Unlocked a region", func() { b.Unlock(b.Document().Locks()[0].ID) }},
		{"Added a reference", func() { b.SetReferences(plain(color.NRGBA{9, 9, 200, 255})) }},
		{"Other references", func() { b.SetReferences(plain(color.NRGBA{9, 99, 200, 255})) }},
		{"Marked a figure", func() {
			if _, err := b.MarkFigure([]canvas.Sample{at(10, 10), at(90, 10), at(50, 90)}, 0); err != nil {
				t.Fatal(err)
			}
		}},
		{"A figure takes other references", func() { b.TakeFrom(b.Document().Figures()[0].ID) }},
		{"Another variation", func() { b.SetVariation(canvas.Variation{Hue: 90}, b.Document().Palette()) }},
		{"Unmarked a figure", func() { b.RemoveFigures(b.Document().Figures()[0].ID) }},
		{"Cropped a reference", func() { b.CropReference(0, image.Rect(0, 0, 1, 1), nil) }},
		{"Removed a reference", func() { b.SetReferences() }},
		{"Changed the palette", func() { b.SetPalette([]palette.Swatch{{Colour: color.NRGBA{1, 1, 1, 255}}}) }},
		{"Other panels", func() { b.SetPanels([]image.Rectangle{image.Rect(0, 0, 90, 150), image.Rect(100, 0, 200, 150)}) }},
		{"Levels of the lines", func() {
			if err := b.SetLevels(canvas.Levels{Black: 9, White: 250}); err != nil {
				t.Fatal(err)
			}
		}},
		{"Another colouring", func() {
			if err := b.SetColouring(image.NewNRGBA(b.Document().Bounds())); err != nil {
				t.Fatal(err)
			}
		}},
		{"Removed 2 strokes", func() { b.Remove(first(), b.Document().Strokes()[1].ID) }},
	}
	var want []string
	var shown []*image.RGBA
	for i, step := range steps {
		step.do()
		b.settle()
		want = append(want, step.want)
		shown = append(shown, copyOf(b.Shown()))
		if got, at := b.Steps(); !slices.Equal(got, want) || at != i {
			t.Fatalf("the steps are %q at %d, want %q", got, at, want)
		}
	}
	for _, to := range []int{3, 12, 0, len(steps) - 1, 9} {
		if !b.GoTo(to) {
			t.Fatalf("there is no way to step %d", to)
		}
		b.settle()
		b.checkSettled()
		mustEqual(t, want[to], b.Shown(), shown[to])
		if got, at := b.Steps(); !slices.Equal(got, want) || at != to {
			t.Errorf("at step %d the steps are %q at %d", to, got, at)
		}
	}
	if b.GoTo(-1) || b.GoTo(len(steps)) {
		t.Error("there is a way to a step that is not there")
	}
	b.draw(EdgeTool, at(20, 20), at(60, 50)) // forgets what was undone
	if got, _ := b.Steps(); len(got) != 11 || got[10] != "Edge" {
		t.Errorf("after another step they are %q", got)
	}
}
