package app

import (
	"testing"

	"keyline/canvas"
)

func line(id canvas.ID, x0, y0, x1, y1 float64) canvas.Stroke {
	return canvas.Stroke{ID: id, Samples: []canvas.Sample{{X: x0, Y: y0, Width: 4}, {X: x1, Y: y1, Width: 4}}}
}

func TestNearestFindsTheStrokeUnderAPlace(t *testing.T) {
	hidden := line(4, 50, 51, 90, 51)
	hidden.Hidden = true
	dot := canvas.Stroke{ID: 5, Kind: canvas.Hint, Samples: []canvas.Sample{{X: 10, Y: 90, Width: 8}}}
	list := []canvas.Stroke{line(1, 0, 10, 100, 10), line(2, 0, 30, 100, 30), line(3, 0, 30, 100, 30), hidden, dot}
	tests := []struct {
		name    string
		x, y    float64
		within  float64
		want    canvas.ID
		nothing bool
	}{
		{"on the line", 40, 10, 5, 1, false},
		{"nearer of two", 40, 19, 20, 1, false},
		{"the topmost of equals", 40, 29, 5, 3, false},
		{"beyond its end", 103, 10, 5, 1, false},
		{"too far beyond its end", 106, 10, 5, 0, true},
		{"a hidden one", 60, 51, 5, 0, true},
		{"a dot", 12, 88, 5, 5, false},
	}
	for _, test := range tests {
		id, ok := Nearest(list, test.x, test.y, test.within)
		if ok == test.nothing || ok && id != test.want {
			t.Errorf("%s: stroke %d, %v; want %d, %v", test.name, id, ok, test.want, !test.nothing)
		}
	}
	if _, ok := Nearest(nil, 0, 0, 1e9); ok {
		t.Error("without strokes there is a nearest one")
	}
}
