package app

import (
	"image"
	"testing"

	"keyline/canvas"
)

// A change of a large page comes in parts: while it does the session is not settled, and
// when it has come the window is told.
func TestALargePageSettlesWhenAllOfItIsInThePicture(t *testing.T) {
	b := newBench(t, image.Pt(2300, 1900), nil)
	followed := 0
	b.watch.Followed = func() {
		followed++
		if b.surface.Behind() {
			t.Error("told before the picture was there")
		}
	}
	b.settle()
	b.checkSettled()
	told := followed
	if told == 0 {
		t.Error("the window was not told of the opened page")
	}
	b.Look(canvas.FlattenOptions{HideLines: true})
	if b.Settled() {
		t.Error("settled with half of the picture in another look")
	}
	b.until(b.Settled)
	want := canvas.Flatten(b.Document(), b.Document().Bounds(), canvas.FlattenOptions{HideLines: true})
	mustEqual(t, "the picture without lines", b.Shown(), want)
	if followed == told {
		t.Error("the window was not told of the other look")
	}
}
