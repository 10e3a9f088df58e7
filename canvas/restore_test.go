package canvas

import (
	"image"
	"image/color"
	"slices"
	"testing"
)

func TestStrokesFromOutsideKeepTheirIDsAndOrder(t *testing.T) {
	d := New(NewLines(image.NewGray(image.Rect(0, 0, 300, 200))))
	list := []Stroke{
		{ID: 7, Kind: Hint, Colour: color.NRGBA{1, 2, 3, 255}, Samples: []Sample{{X: 1, Y: 2, Width: 3}}},
		{ID: 2, Kind: Edge, Hidden: true, Samples: []Sample{{X: 4, Y: 5, Width: 6}, {X: 40, Y: 5, Width: 6, Time: 9}}},
	}
	e, err := d.WithStrokes(list)
	if err != nil {
		t.Fatal(err)
	}
	got := e.Strokes()
	if len(got) != 2 || got[0].ID != 7 || got[1].ID != 2 || !got[1].Hidden || !slices.Equal(got[1].Samples, list[1].Samples) {
		t.Errorf("strokes are %+v", got)
	}
	if _, id, err := e.WithStroke(Stroke{Samples: []Sample{{Width: 1}}}); err != nil || id != 8 {
		t.Errorf("the next stroke is %d, %v", id, err)
	}
	if none, err := e.WithStrokes(nil); err != nil || len(none.Strokes()) != 0 {
		t.Errorf("no strokes: %v", err)
	}
	for name, bad := range map[string][]Stroke{
		"no id": {{Samples: list[0].Samples}}, "two of an id": {list[1], list[1]}, "an id beyond all": {{ID: 1<<53 + 1, Samples: list[0].Samples}},
		"no samples": {{ID: 1}},
	} {
		if same, err := e.WithStrokes(bad); err == nil || same != e {
			t.Errorf("%s: no error, or another document", name)
		}
	}
}

func TestLinesGiveBackThePictureTheyWereMadeOf(t *testing.T) {
	grey, toned := image.NewGray(image.Rect(0, 0, 3, 2)), image.NewNRGBA(image.Rect(0, 0, 3, 2))
	for i := range grey.Pix {
		grey.Pix[i] = uint8(40 * i)
	}
	for i := range toned.Pix {
		toned.Pix[i] = uint8(10*i) | uint8(255*(i%4/3))
	}
	for _, img := range []image.Image{grey, toned} {
		l, err := NewLines(img).WithLevels(Levels{Black: 50, White: 200, Gamma: 2})
		if err != nil {
			t.Fatal(err)
		}
		if back := NewLines(l.Picture()); !slices.Equal(back.pix, l.pix) || back.depth != l.depth {
			t.Errorf("%T comes back as another picture", img)
		}
		if same, _ := l.WithLevels(Levels{}); !l.SamePicture(same) || l.SamePicture(NewLines(img)) || l.SamePicture(nil) {
			t.Errorf("%T: the same picture is told from others wrongly", img)
		}
	}
}
