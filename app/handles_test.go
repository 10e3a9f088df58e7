package app

import (
	"image/color"
	"math"
	"slices"
	"testing"

	"keyline/canvas"
)

func lineOf(points ...float64) canvas.Stroke {
	s := canvas.Stroke{ID: 1}
	for i := 0; i < len(points); i += 2 {
		s.Samples = append(s.Samples, canvas.Sample{X: points[i], Y: points[i+1], Width: 4})
	}
	return s
}

func TestHandlesStandEvenlyAlongAStroke(t *testing.T) {
	tests := []struct {
		name   string
		stroke canvas.Stroke
		at     []float64
	}{
		{"a dab has none", lineOf(5, 5), nil},
		{"a pen at rest has none", lineOf(5, 5, 5, 5), nil},
		{"a short one has its ends", lineOf(0, 0, 3, 4), []float64{0, 5}},
		{"one bend", lineOf(0, 0, 64, 0, 64, 64), []float64{0, 64, 128}},
		{"the pen rested on its way", lineOf(0, 0, 64, 0, 64, 0, 64, 64), []float64{0, 64, 128}},
		{"between samples", lineOf(0, 0, 200, 0), []float64{0, 200.0 / 3, 400.0 / 3, 200}},
	}
	for _, test := range tests {
		list := Handles(test.stroke)
		if len(list) != len(test.at) {
			t.Errorf("%s: %d handles, want %d", test.name, len(list), len(test.at))
			continue
		}
		for i, h := range list {
			far, at := distance(test.stroke, canvas.Sample{X: h.X, Y: h.Y}), test.at[i]
			if far > 1e-9 || math.Abs(h.At-at) > 1e-9 {
				t.Errorf("%s: handle %d is %g from the line, at %g, want %g", test.name, i, far, h.At, at)
			}
		}
	}
	long := lineOf(0, 0, 1e5, 0)
	if n := len(Handles(long)); n != maxHandles {
		t.Errorf("a long stroke has %d handles", n)
	}
}

func TestBendingMovesAHandleAndLeavesItsNeighbours(t *testing.T) {
	s := lineOf(0, 0, 256, 0) // handles at 0, 64, …, 256
	b := bent(s, 2, 7, 30)
	near := func(x, y float64) float64 { return distance(b, canvas.Sample{X: x, Y: y}) }
	if far := near(135, 30); far > 1e-9 {
		t.Errorf("the line passes the handle's place at %g px", far)
	}
	for _, x := range []float64{0, 30, 64, 192, 256} {
		if far := near(x, 0); far > 1e-9 {
			t.Errorf("the line left %g, 0 by %g px", x, far)
		}
	}
	for i := 1; i+1 < len(b.Samples); i++ { // no kinks: at most 30·π/2/64 a px, smoothly
		p, q, r := b.Samples[i-1], b.Samples[i], b.Samples[i+1]
		turn := math.Abs(math.Remainder(math.Atan2(r.Y-q.Y, r.X-q.X)-math.Atan2(q.Y-p.Y, q.X-p.X), 2*math.Pi))
		if turn > 0.3 {
			t.Errorf("a kink of %g at %g, %g", turn, q.X, q.Y)
		}
	}
	if err := b.Check(); err != nil {
		t.Error(err)
	}
	if len(s.Samples) != 2 || s.Samples[1].X != 256 {
		t.Error("the stroke that was bent has changed")
	}
	if again := bent(b, 2, 0, 0); len(again.Samples) > 2*len(b.Samples) {
		t.Errorf("bending again makes %d points of %d", len(again.Samples), len(b.Samples))
	}
	if end := bent(s, 4, 0, -9); end.Samples[len(end.Samples)-1].Y != -9 || end.Samples[0].Y != 0 {
		t.Error("the last handle does not move the end alone")
	}
	if got := bent(s, 9, 5, 5); !slices.Equal(got.Samples, s.Samples) {
		t.Error("a handle that is not there bent the stroke")
	}
}

func TestALassoHoldsWhatLiesInItByMoreThanHalf(t *testing.T) {
	box := []canvas.Sample{{X: 0, Y: 0}, {X: 100, Y: 0}, {X: 100, Y: 100}, {X: 0, Y: 100}}
	crossed := []canvas.Sample{{X: 0, Y: 0}, {X: 100, Y: 0}, {X: 100, Y: 100}, {X: 0, Y: 100}, {X: 0, Y: -5}, {X: 110, Y: -5}, {X: 110, Y: 110}, {X: -5, Y: 110}}
	hidden := lineOf(10, 10, 20, 20)
	hidden.Hidden = true
	tests := []struct {
		name   string
		lasso  []canvas.Sample
		stroke canvas.Stroke
		want   bool
	}{
		{"inside", box, lineOf(10, 10, 90, 90), true},
		{"beside", box, lineOf(110, 10, 190, 90), false},
		{"more than half", box, lineOf(30, 50, 160, 50), true},
		{"less than half", box, lineOf(60, 50, 160, 50), false},
		{"ends inside, way outside", box, lineOf(90, 10, 300, 10, 300, 90, 90, 90), false},
		{"a dab", box, lineOf(50, 50), true},
		{"a dab beside", box, lineOf(50, 150), false},
		{"hidden", box, hidden, false},
		{"gone round twice", crossed, lineOf(40, 40, 60, 60), true},
		{"two points are no lasso", box[:2], lineOf(50, 0, 60, 0), false},
	}
	for _, test := range tests {
		back := slices.Clone(test.lasso)
		slices.Reverse(back)
		for _, lasso := range [][]canvas.Sample{test.lasso, back} {
			if got := len(Inside([]canvas.Stroke{test.stroke}, lasso)) == 1; got != test.want {
				t.Errorf("%s: %v", test.name, got)
			}
		}
	}
}

func TestStrokesInHandFollowThePenAndAreOneStep(t *testing.T) {
	b, left, right := pairs(t)
	letThrough(b)
	before := b.Document().Strokes()
	grabs := []struct {
		name string
		grab func() bool
		to   canvas.Sample
		want func(canvas.Stroke) bool
	}{
		{"moved", func() bool { return b.GrabStrokes(at(10, 10), left, right) }, at(14, 17), func(s canvas.Stroke) bool {
			return s.Samples[0].Y == 27
		}},
		{"reshaped", func() bool { return b.GrabHandle(at(10, 10), left, 1) }, at(14, 17), func(s canvas.Stroke) bool {
			return s.Samples[0].Y == 20 && s.Samples[len(s.Samples)-1].Y == 37
		}},
		{"weighed", func() bool { return b.GrabWidth(left) }, canvas.Sample{Width: 11}, func(s canvas.Stroke) bool {
			return Widest(s) == 11
		}},
	}
	for _, g := range grabs {
		if !g.grab() {
			t.Fatalf("%s: nothing came into the hand", g.name)
		}
		b.PenMove(at(99, 50))
		b.check()
		b.PenMove(g.to)
		b.check()
		b.PenUp()
		b.settle()
		b.checkSettled()
		if s, _ := b.Document().Stroke(left); !g.want(s) {
			t.Errorf("%s: the stroke is %v", g.name, s.Samples)
		}
		b.Undo()
		b.settle()
		if !sameStrokes(b.Document().Strokes(), before) {
			t.Errorf("%s: one undo does not bring back what was there", g.name)
		}
	}
	if b.GrabStrokes(at(1, 1), 999) || b.GrabHandle(at(1, 1), left, 7) || b.GrabWidth() || b.PenIsDown() {
		t.Error("what is not there came into the hand")
	}
}

func TestAStrokePutBackIsNoStep(t *testing.T) {
	b, _, _ := pairs(t)
	letThrough(b)
	b.Undo()
	b.Undo()
	left := b.Document().Strokes()[0].ID
	b.GrabStrokes(at(10, 10), left)
	b.PenMove(at(30, 40))
	b.PenMove(at(10, 10))
	b.PenUp()
	b.settle()
	b.checkSettled()
	if !b.CanRedo() {
		t.Error("it cost the steps that could be redone")
	}
}

func TestHintsAreRecolouredInOneStep(t *testing.T) {
	b := gated(t)
	letThrough(b)
	b.draw(HintTool, at(40, 40), at(50, 50))
	b.draw(HintTool, at(90, 40), at(95, 50))
	b.draw(EdgeTool, at(140, 40), at(145, 50))
	b.settle()
	before := b.Document().Strokes()
	red := color.NRGBA{250, 3, 4, 255}
	b.Recolour(red, before[0].ID, before[1].ID, before[2].ID)
	b.settle()
	b.checkSettled()
	if list := b.Document().Strokes(); list[0].Colour != red || list[1].Colour != red || list[2].Colour != before[2].Colour {
		t.Errorf("the colours are %v, %v, %v", list[0].Colour, list[1].Colour, list[2].Colour)
	}
	b.Undo()
	if !sameStrokes(b.Document().Strokes(), before) {
		t.Error("undo did not bring the colours back")
	}
}

func sameStrokes(a, b []canvas.Stroke) bool {
	return slices.EqualFunc(a, b, func(x, y canvas.Stroke) bool {
		return x.ID == y.ID && x.Kind == y.Kind && x.Number == y.Number && x.Colour == y.Colour && x.Hidden == y.Hidden && slices.Equal(x.Samples, y.Samples)
	})
}
