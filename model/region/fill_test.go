package region

import (
	"math"
	"testing"
)

func TestBetweenTwoHintsTheNarrowestPlaceIsTheBorder(t *testing.T) {
	ink, w, h := room(80, 60, 0)
	for y := range 18 { // two spurs leave a passage of 24 px, nearer to the left hint
		ink[(130+y)*w+w/2-12], ink[(130+59-y)*w+w/2-12] = 1, 1
	}
	m, p := SegmentContinued(ink, nil, w, h, math.Sqrt(float64(w*h))), newPicture(w, h, 0.5, 0.5, 0.5)
	p.dab(w/2-20, h/2, 1, 0, 0)
	p.dab(w/2+25, h/2, 0, 0, 1)
	p.fill(m)
	if a, b := p.at(w/2-15, h/2), p.at(w/2-8, h/2); a != red || b != blue {
		t.Errorf("before the passage %v, behind it %v; want %v, %v", a, b, red, blue)
	}
}

func TestABrokenContourBoundsAHint(t *testing.T) {
	const side, radius = 200, 40.0
	ink, gap := make([]float32, side*side), make([]float32, side*side)
	for k := range 4000 {
		s, c := math.Sincos(float64(k) / 4000 * 2 * math.Pi)
		i := int(side/2+radius*s)*side + int(side/2+radius*c)
		ink[i] = 1
		if c < 0.92 { // 46 degrees of the circle are missing
			gap[i] = 1
		}
	}
	for _, c := range []struct {
		name string
		m    *Map
		want bool // whether all of the disc and nothing else is filled
	}{
		{"a whole circle", Segment(ink, nil, side, side), true},
		{"a broken one", Segment(gap, nil, side, side), false},
		{"a broken one, continued", SegmentContinued(gap, nil, side, side, side), true},
	} {
		hint := make([]int32, side*side)
		hint[side/2*side+side/2] = 1
		wrong := 0
		for i, k := range c.m.Fill(newPicture(side, side, 0.5, 0.5, 0.5).colour, hint) {
			if in := math.Hypot(float64(i%side)-side/2, float64(i/side)-side/2); (k == 1) != (in < radius) && math.Abs(in-radius) > 3 {
				wrong++
			}
		}
		if (wrong == 0) != c.want {
			t.Errorf("%s: %d px wrong, none: %v", c.name, wrong, c.want)
		}
	}
}

func TestFlattenGivesAClosedRegionItsCommonestKind(t *testing.T) {
	ink, w, h := room(60, 60, 3)
	m, p := SegmentContinued(ink, nil, w, h, math.Sqrt(float64(w*h))), newPicture(w, h, 0.5, 0.5, 0.5)
	kind, fixed := make([]int32, w*h), make([]bool, w*h)
	for i := range kind {
		kind[i] = 1
		if i%w > w/2+5 {
			kind[i] = 2
		}
	}
	speck := 20*w + 20 // on the open ground
	kind[speck] = 3
	hinted := h/2*w + w/2
	kind[hinted], fixed[hinted] = 4, true
	m.Flatten(p.colour, kind, fixed, nil)
	for _, c := range []struct {
		name string
		i    int
		want int32
	}{{"the room's smaller part", h/2*w + w/2 + 20, 1}, {"a speck", speck, 1}, {"the open ground's other part", 20*w + w - 20, 2}, {"what is fixed", hinted, 4}} {
		if kind[c.i] != c.want {
			t.Errorf("%s is %d, want %d", c.name, kind[c.i], c.want)
		}
	}
	for i, k := range kind {
		if k < 1 || k > 4 {
			t.Fatalf("%d at %d", k, i)
		}
	}
	all := []int32{7}
	Segment([]float32{1}, nil, 1, 1).Flatten(make([]float32, 3), all, make([]bool, 1), nil)
	if all[0] != 7 {
		t.Errorf("a picture that is all line became %d", all[0])
	}
}
