package canvas

import (
	"image"
	"image/color"
	"slices"
	"testing"
)

func TestOnlyTheCropOfAReferenceIsUsed(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 9, 7))
	img.SetNRGBA(4, 3, color.NRGBA{1, 2, 3, 255})
	other := image.NewNRGBA(image.Rect(0, 0, 1, 1))
	d := New(NewLines(image.NewGray(image.Rect(0, 0, 5, 5)))).WithReferences(other, img)
	cases := []struct {
		name        string
		crop, parts image.Rectangle
	}{
		{"inside", image.Rect(4, 3, 6, 7), image.Rect(4, 3, 6, 7)},
		{"a pixel", image.Rect(4, 3, 5, 4), image.Rect(4, 3, 5, 4)},
		{"over the border", image.Rect(5, 5, 90, 90), image.Rect(5, 5, 9, 7)},
		{"all of it", image.Rect(-4, -4, 90, 90), img.Rect},
		{"nothing", image.Rectangle{}, img.Rect},
		{"beside it", image.Rect(20, 20, 30, 30), img.Rect},
	}
	for _, c := range cases {
		e := d.WithCrop(1, image.Rect(0, 0, 2, 2)).WithCrop(1, c.crop)
		parts := e.ReferenceParts()
		if parts[1].Rect != c.parts || parts[0] != other {
			t.Errorf("%s: the parts are %v and %v", c.name, parts[0].Rect, parts[1].Rect)
		}
		if !slices.Equal(e.References(), []*image.NRGBA{other, img}) {
			t.Errorf("%s: the whole pictures are others", c.name)
		}
		if c.parts.Min == image.Pt(4, 3) && parts[1].NRGBAAt(4, 3) != (color.NRGBA{1, 2, 3, 255}) {
			t.Errorf("%s: the part has other pixels", c.name)
		}
		if e.Sources() == d.Sources() {
			t.Errorf("%s: a base would count as made from the same", c.name)
		}
		if e.WithCrop(1, c.crop) != e {
			t.Errorf("%s: the same crop again is another document", c.name)
		}
	}
	for _, i := range []int{-1, 2} {
		if d.WithCrop(i, image.Rect(0, 0, 1, 1)) != d {
			t.Errorf("reference %d, which is not there, was cropped", i)
		}
	}
}

func TestReferencesStayCroppedWhileOthersComeAndGo(t *testing.T) {
	img := func() *image.NRGBA { return image.NewNRGBA(image.Rect(0, 0, 9, 7)) }
	a, b := img(), img()
	left, right := image.Rect(0, 0, 4, 7), image.Rect(4, 0, 9, 7)
	d := New(NewLines(image.NewGray(image.Rect(0, 0, 5, 5)))).WithReferences(a, a, b).WithCrop(0, left).WithCrop(1, right)
	cases := []struct {
		name   string
		images []*image.NRGBA
		crops  []image.Rectangle
	}{
		{"one more", []*image.NRGBA{a, a, b, img()}, []image.Rectangle{left, right, {}, {}}},
		{"others before", []*image.NRGBA{b, img(), a, a}, []image.Rectangle{{}, {}, left, right}},
		{"one of two", []*image.NRGBA{a, b}, []image.Rectangle{left, {}}},
		{"a third time", []*image.NRGBA{a, a, a}, []image.Rectangle{left, right, {}}},
		{"none", nil, nil},
	}
	for _, c := range cases {
		if got := d.WithReferences(c.images...).Crops(); !slices.Equal(got, c.crops) {
			t.Errorf("%s: the crops are %v, want %v", c.name, got, c.crops)
		}
	}
}

func TestACropCostsNoPictureInTheHistory(t *testing.T) {
	d := New(NewLines(image.NewGray(image.Rect(0, 0, 5, 5)))).WithReferences(image.NewNRGBA(image.Rect(0, 0, 90, 90)))
	h := NewHistory(d, 1<<20, 1<<20)
	h.Do(d.WithCrop(0, image.Rect(0, 0, 9, 9)))
	if h.Len() != 2 || h.Bytes() != 0 {
		t.Errorf("%d documents, %d bytes; want 2 and 0", h.Len(), h.Bytes())
	}
}
