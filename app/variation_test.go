package app

import (
	"image"
	"image/color"
	"slices"
	"testing"

	"keyline/canvas"
)

// tried collects what a trial gives.
type tried struct {
	order  []int
	small  map[int]*image.RGBA
	errs   int
	shares int
}

func (b *bench) try(list ...canvas.Variation) *tried {
	got := &tried{small: map[int]*image.RGBA{}}
	b.Try(Trial{
		Variations: list,
		Shrink:     func(page *image.RGBA) *image.RGBA { return copyOf(page) },
		Progress:   func(int, float64) { got.shares++ },
		Done: func(i int, small *image.RGBA, err error) {
			got.order = append(got.order, i)
			got.small[i] = small
			if err != nil {
				got.errs++
			}
		},
	})
	return got
}

func TestATrialShowsWhatEachVariationWouldBe(t *testing.T) {
	b := newBench(t, image.Pt(60, 40), nil)
	b.SetReferences(plain(color.NRGBA{200, 9, 9, 255}), plain(color.NRGBA{9, 9, 200, 255}))
	b.settle()
	list := []canvas.Variation{{}, {References: []int{1}}, {Hue: 120}, {References: []int{1}, Hue: 200}}
	before, steps := b.Document(), b.history.Len()
	got := b.try(list...)
	b.until(func() bool { return len(got.order) == len(list) })
	if !slices.Equal(got.order, []int{0, 1, 2, 3}) || got.errs > 0 || got.shares == 0 || b.Document() != before || b.history.Len() != steps {
		t.Fatalf("%v came, %d failed, %d shares", got.order, got.errs, got.shares)
	}
	for i, v := range list {
		b.SetVariation(v, b.Document().Palette())
		b.settle()
		b.checkSettled()
		mustEqual(t, "what the trial showed", got.small[i], copyOf(b.Shown()))
	}
	if string(got.small[0].Pix) == string(got.small[1].Pix) || string(got.small[0].Pix) == string(got.small[2].Pix) {
		t.Error("variations look the same")
	}
}

func TestATrialCanBeEndedAndYields(t *testing.T) {
	b := gated(t)
	b.SetReferences(plain(color.NRGBA{200, 9, 9, 255}))
	pass(b)
	b.until(func() bool { return b.Settled() })
	got := b.try(canvas.Variation{}, canvas.Variation{Hue: 90}, canvas.Variation{Hue: 180})
	pass(b)
	b.until(func() bool { return len(got.order) == 1 })
	b.EndTrial()
	letThrough(b)
	b.SetReferences(plain(color.NRGBA{9, 200, 9, 255}))
	b.settle()
	b.checkSettled()
	if len(got.order) != 1 {
		t.Errorf("after its end %d results came", len(got.order))
	}
	b.fake.fail(true)
	failed := b.try(canvas.Variation{Hue: 90})
	b.until(func() bool { return len(failed.order) == 1 })
	if failed.errs != 1 || b.Err() != nil {
		t.Errorf("a trial that fails says so %d times, the page says %v", failed.errs, b.Err())
	}
	b.fake.fail(false)
	b.try(canvas.Variation{Hue: 90})
	b.Leave() // nothing comes of it any more
	if err := b.Open(b.page); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.checkSettled()
}

func TestStrokesStayOnAnotherVariation(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.SetReferences(plain(color.NRGBA{200, 9, 9, 255}))
	b.settle()
	b.draw(EdgeTool, at(50, 50), at(150, 100))
	b.settle()
	before := copyOf(b.Shown())
	b.SetVariation(canvas.Variation{Hue: 400}, b.Document().Palette())
	b.SetVariation(canvas.Variation{Hue: 40}, b.Document().Palette()) // the same
	b.settle()
	b.checkSettled()
	if v := b.Document().Variation(); v.Hue != 40 || len(b.Document().Strokes()) != 1 {
		t.Errorf("it is %v with %d strokes", v, len(b.Document().Strokes()))
	}
	b.Undo()
	b.settle()
	mustEqual(t, "the picture after one undo", b.Shown(), before)
}
