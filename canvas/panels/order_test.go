package panels

import (
	"image"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestOrderIsThatOfFind(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 20))
		l := randomLayout(r, flat(255))
		l.size = image.Pt(300, 400)
		want := l.draw(r).panels
		mixed := slices.Clone(want)
		r.Shuffle(len(mixed), func(i, k int) { mixed[i], mixed[k] = mixed[k], mixed[i] })
		if got := Order(mixed, Options{}); !slices.Equal(got, want) {
			t.Errorf("page %d: %v, want %v", seed, got, want)
		}
	}
}

func TestOrder(t *testing.T) {
	a, b, c := image.Rect(0, 0, 10, 10), image.Rect(20, 0, 30, 10), image.Rect(0, 20, 30, 40)
	over := image.Rect(0, 9, 10, 19) // a little into the first
	cross, bar := image.Rect(0, 0, 30, 30), image.Rect(10, 10, 40, 40)
	tests := []struct {
		name string
		list []image.Rectangle
		o    Options
		want []image.Rectangle
	}{
		{"none", nil, Options{}, nil},
		{"one", []image.Rectangle{a}, Options{}, []image.Rectangle{a}},
		{"manga", []image.Rectangle{a, b, c}, Options{RightToLeft: true}, []image.Rectangle{b, a, c}},
		{"overlapping", []image.Rectangle{over, a}, Options{}, []image.Rectangle{a, over}},
		{"crossing", []image.Rectangle{bar, cross}, Options{}, []image.Rectangle{cross, bar}},
		{"the same twice", []image.Rectangle{a, a}, Options{}, []image.Rectangle{a, a}},
	}
	for _, test := range tests {
		given := slices.Clone(test.list)
		if got := Order(test.list, test.o); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
		if !slices.Equal(given, test.list) {
			t.Errorf("%s: the argument was changed", test.name)
		}
	}
}
