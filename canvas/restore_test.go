package canvas

import (
	"fmt"
	"image"
	"image/color"
	"math"
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

// named lists "edge 1" and so on, in drawing order.
func named(d *Document) (list []string) {
	for _, s := range d.Strokes() {
		list = append(list, fmt.Sprint(s.Kind, " ", s.Number))
	}
	return list
}

func TestStrokesFromOutsideKeepTheirNumbersOrGetNewOnes(t *testing.T) {
	d := New(NewLines(image.NewGray(image.Rect(0, 0, 300, 200))))
	for _, test := range []struct {
		name    string
		kinds   []Kind
		numbers []int
		want    []string
	}{
		{"none", nil, nil, nil},
		{"of a file without numbers", []Kind{Edge, Hint, Edge}, []int{0, 0, 0}, []string{"edge 1", "hint 1", "edge 2"}},
		{"with gaps", []Kind{Hint, Edge, Hint}, []int{4, 4, 2}, []string{"hint 4", "edge 4", "hint 2"}},
		{"partly", []Kind{Edge, Edge, Hint}, []int{0, 3, 0}, []string{"edge 4", "edge 3", "hint 1"}},
		{"twice", []Kind{Edge, Edge, Hint}, []int{2, 2, 2}, []string{"edge 2", "edge 3", "hint 2"}},
		{"beyond reason", []Kind{Edge, Edge}, []int{-7, math.MaxInt}, []string{"edge 1", "edge 2"}},
	} {
		var list []Stroke
		for i, k := range test.kinds {
			list = append(list, Stroke{ID: ID(i + 1), Kind: k, Number: test.numbers[i], Colour: color.NRGBA{A: 255}, Samples: []Sample{{Width: 1}}})
		}
		e, err := d.WithStrokes(list)
		if got := named(e); err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, %v; want %q", test.name, got, err, test.want)
		}
	}
}

func TestANumberStaysWithItsStroke(t *testing.T) {
	d := New(NewLines(image.NewGray(image.Rect(0, 0, 300, 200))))
	var ids []ID
	for _, k := range []Kind{Edge, Hint, Edge, Hint} {
		draft, err := Begin(d, k, color.NRGBA{A: 255})
		if err != nil {
			t.Fatal(err)
		}
		d = draft.Extend(Sample{X: 9, Y: 9, Width: 4})
		newest, _ := d.Newest()
		ids = append(ids, newest.ID)
	}
	has := func(d *Document, want ...string) {
		t.Helper()
		if got := named(d); !slices.Equal(got, want) {
			t.Errorf("strokes are %q, want %q", got, want)
		}
	}
	has(d, "edge 1", "hint 1", "edge 2", "hint 2")
	less := d.WithoutStroke(ids[0])
	has(less, "hint 1", "edge 2", "hint 2")
	s, _ := less.Stroke(ids[2])
	s.Number, s.Samples = 0, []Sample{{X: 50, Width: 2}}
	less, _, err := less.WithStroke(s)
	if err != nil {
		t.Fatal(err)
	}
	has(less.WithStrokeHidden(ids[1], true), "hint 1", "edge 2", "hint 2")
	more, _, err := less.WithStroke(Stroke{Samples: s.Samples})
	if err != nil {
		t.Fatal(err)
	}
	has(more, "hint 1", "edge 2", "hint 2", "edge 3")
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
