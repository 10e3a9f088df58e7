package canvas

import (
	"image"
	"slices"
	"testing"
)

// threeReferences is a page of 40×30 px with references.
func threeReferences() *Document {
	img := func() *image.NRGBA { return image.NewNRGBA(image.Rect(0, 0, 3, 3)) }
	return New(NewLines(image.NewGray(image.Rect(0, 0, 40, 30)))).WithReferences(img(), img(), img())
}

func TestFiguresSayWhereReferencesGiveColours(t *testing.T) {
	left, right := boxMask(image.Rect(-5, -5, 15, 99)), boxMask(image.Rect(10, 0, 40, 30))
	cases := []struct {
		name  string
		doc   func(d *Document) *Document
		takes map[image.Point][]int // a place: the references there
	}{
		{"none", func(d *Document) *Document { return d }, map[image.Point][]int{{3, 3}: {0, 1, 2}}},
		{"one", func(d *Document) *Document { d, _ = d.WithFigure(left, 1); return d }, map[image.Point][]int{{0, 0}: {1}, {14, 29}: {1}, {15, 3}: {0, 1, 2}}},
		{"two that overlap", func(d *Document) *Document {
			d, _ = d.WithFigure(left, 2, 1, 1, 9, -1)
			d, _ = d.WithFigure(right, 0)
			return d
		}, map[image.Point][]int{{3, 3}: {1, 2}, {12, 3}: {0}, {39, 29}: {0}}},
		{"from all", func(d *Document) *Document { d, _ = d.WithFigure(left); return d }, map[image.Point][]int{{3, 3}: {0, 1, 2}}},
		{"over another, from all", func(d *Document) *Document {
			d, _ = d.WithFigure(right, 0)
			d, _ = d.WithFigure(left)
			return d
		}, map[image.Point][]int{{12, 3}: {0, 1, 2}, {20, 3}: {0}}},
		{"taken away", func(d *Document) *Document {
			d, id := d.WithFigure(left, 1)
			return d.WithoutFigure(id)
		}, map[image.Point][]int{{3, 3}: {0, 1, 2}}},
	}
	for _, c := range cases {
		d := c.doc(threeReferences())
		masks := d.ReferenceMasks()
		for at, want := range c.takes {
			var got []int
			for i := range 3 {
				if masks == nil || masks[i] == nil || masks[i].AlphaAt(at.X, at.Y).A == 255 {
					got = append(got, i)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: at %v it takes from %v, want %v", c.name, at, got, want)
			}
		}
	}
}

func TestAFigureIsKeptTightAndFoundByAPlace(t *testing.T) {
	mask := image.NewAlpha(image.Rect(0, 0, 40, 30))
	mask.Pix[mask.PixOffset(7, 9)], mask.Pix[mask.PixOffset(20, 11)], mask.Pix[mask.PixOffset(30, 2)] = 255, 128, 127
	d, id := threeReferences().WithFigure(mask, 1)
	f, ok := d.FigureAt(image.Pt(20, 11))
	if !ok || f.ID != id || f.Mask.Rect != image.Rect(7, 9, 21, 12) || f.Mask.AlphaAt(20, 11).A != 255 {
		t.Errorf("the figure is %+v", f)
	}
	if _, ok := d.FigureAt(image.Pt(8, 9)); ok {
		t.Error("a pixel beside it counts as in it")
	}
	mask.Pix[mask.PixOffset(7, 9)] = 0
	if f.Mask.AlphaAt(7, 9).A == 0 {
		t.Error("it shares the caller's mask")
	}
	for _, r := range []image.Rectangle{{}, image.Rect(50, 50, 60, 60)} {
		if e, id := d.WithFigure(boxMask(r), 1); e != d || id != 0 {
			t.Errorf("a figure in %v was marked", r)
		}
	}
	if _, err := d.WithFigureOf(id, boxMask(image.Rect(0, 0, 3, 3))); err == nil {
		t.Error("two figures have one number")
	}
	if e, next := d.WithFigure(boxMask(image.Rect(0, 0, 1, 1))); next <= id || e.Sources() == d.Sources() {
		t.Errorf("another figure has id %d after %d", next, id)
	}
	if d.WithFigureTaking(id, 1) != d || d.WithFigureTaking(99, 0) != d || d.WithoutFigure(99) != d {
		t.Error("a change of nothing is another document")
	}
	if e := d.WithFigureTaking(id, 0); e.Sources() == d.Sources() || !slices.Equal(e.Figures()[0].References, []int{0}) || !slices.Equal(d.Figures()[0].References, []int{1}) {
		t.Error("taking from others changed nothing, or the document before")
	}
}

func TestFiguresFollowTheirReferences(t *testing.T) {
	d := threeReferences()
	r := d.References()
	d, _ = d.WithFigure(boxMask(image.Rect(0, 0, 9, 9)), 0, 2)
	d, _ = d.WithFigure(boxMask(image.Rect(9, 0, 19, 9)), 1)
	cases := []struct {
		name         string
		images       []*image.NRGBA
		first, other []int
	}{
		{"one gone", []*image.NRGBA{r[0], r[2]}, []int{0, 1}, nil},
		{"turned round", []*image.NRGBA{r[2], r[1], r[0]}, []int{0, 2}, []int{1}},
		{"one more before", []*image.NRGBA{image.NewNRGBA(image.Rect(0, 0, 1, 1)), r[0], r[1]}, []int{1}, []int{2}},
		{"none", nil, nil, nil},
		{"the same", r, []int{0, 2}, []int{1}},
	}
	for _, c := range cases {
		e := d.WithReferences(c.images...)
		if list := e.Figures(); !slices.Equal(list[0].References, c.first) || !slices.Equal(list[1].References, c.other) {
			t.Errorf("%s: they take from %v and %v, want %v and %v", c.name, list[0].References, list[1].References, c.first, c.other)
		}
		if c.name == "the same" && e.figures != d.figures {
			t.Error("figures that take from the same are others")
		}
	}
}
