package app

import (
	"bytes"
	"image"
	"testing"

	"keyline/canvas"
)

func TestASheetShowsNothingOfTheRequestBefore(t *testing.T) {
	doc := canvas.New(canvas.NewLines(image.NewGray(image.Rect(0, 0, 300, 200))))
	for _, x := range []float64{10, 150, 290} {
		next, _, err := doc.WithStroke(canvas.Stroke{Samples: []canvas.Sample{at(x, 20), at(x, 190)}})
		if err != nil {
			t.Fatal(err)
		}
		doc = next
	}
	var used sheet
	for _, r := range []image.Rectangle{image.Rect(0, 0, 40, 90), image.Rect(130, 50, 300, 200), image.Rect(-5, 60, 20, 70), image.Rect(60, 0, 90, 90)} {
		var fresh sheet
		want, got := fresh.edgesNear(doc, r), used.edgesNear(doc, r)
		if (want == nil) != (got == nil) || want != nil && !bytes.Equal(want.Pix, got.Pix) {
			t.Errorf("%v: the mask differs from a fresh one", r)
		}
	}
	if used.edgesNear(doc, doc.Bounds()) == used.alpha {
		t.Error("the whole page was drawn on the sheet")
	}
}
