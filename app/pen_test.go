package app

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"keyline/canvas"
)

// trembling is a pen along a line, ±3 px beside it.
func trembling(n int) []canvas.Sample {
	r := rand.New(rand.NewPCG(4, 4))
	list := make([]canvas.Sample, n)
	for i := range list {
		list[i] = canvas.Sample{X: 20 + 3*float64(i), Y: 60 + 6*r.Float64() - 3, Width: 5}
	}
	return list
}

func drawn(length float64, pen []canvas.Sample) []canvas.Sample {
	m := steady{length: length}
	var out []canvas.Sample
	for _, s := range pen {
		out = append(out, m.add(s)...)
	}
	return append(out, m.end()...)
}

// turning is how much a way turns, in radians a px.
func turning(list []canvas.Sample) float64 {
	sum, length := 0.0, 0.0
	for i := 2; i < len(list); i++ {
		p, q, r := list[i-2], list[i-1], list[i]
		sum += math.Abs(math.Remainder(math.Atan2(r.Y-q.Y, r.X-q.X)-math.Atan2(q.Y-p.Y, q.X-p.X), 2*math.Pi))
		length += math.Hypot(r.X-q.X, r.Y-q.Y)
	}
	return sum / length
}

func TestASteadiedStrokeTurnsLessAndEndsWhereThePenEnds(t *testing.T) {
	pen := trembling(80)
	last := turning(pen)
	for _, length := range []float64{2, 6, 15, 30} {
		out := drawn(length, pen)
		if out[0] != pen[0] || out[len(out)-1] != pen[len(pen)-1] {
			t.Errorf("%g px: from %v to %v", length, out[0], out[len(out)-1])
		}
		now := turning(out)
		if now > last {
			t.Errorf("%g px: it turns %.3f a px, with less steadying %.3f", length, now, last)
		}
		last = now
		for _, s := range out {
			if math.Abs(s.Y-60) > 3.01 {
				t.Errorf("%g px: it is %.1f px off", length, s.Y-60)
			}
		}
	}
	if last > turning(pen)/20 {
		t.Errorf("it still turns %.3f a px of %.3f", last, turning(pen))
	}
	if out := drawn(0, pen); !slices.Equal(out, pen) {
		t.Error("off, it changes the stroke")
	}
}

func TestSteadyingGoesByTheWayAndNotByEvents(t *testing.T) {
	few := []canvas.Sample{{X: 0, Y: 0, Width: 3}, {X: 90, Y: 0, Width: 3}, {X: 90, Y: 90, Width: 3}}
	var many []canvas.Sample
	for i := range 181 {
		p := canvas.Sample{X: min(float64(i), 90), Y: max(float64(i)-90, 0), Width: 3}
		many = append(many, p, p)
	}
	a, b := canvas.Stroke{Samples: drawn(12, few)}, drawn(12, many)
	for _, s := range b {
		if far := distance(a, s); far > 0.3 {
			t.Errorf("the quick device is %.2f px beside the slow one", far)
		}
	}
	if err := a.Check(); err != nil {
		t.Error(err)
	}
	if out := drawn(12, few[:1]); len(out) != 1 {
		t.Errorf("a dab has %d points", len(out))
	}
}

func TestAPenThatFollowsLinesIsOneStep(t *testing.T) {
	lines := image.NewGray(image.Rect(0, 0, 300, 200))
	for i := range lines.Pix {
		lines.Pix[i] = 255
		if y := i / 300; y >= 99 && y <= 101 {
			lines.Pix[i] = 0
		}
	}
	b := newBench(t, image.Pt(300, 200), nil)
	b.page.Lines = canvas.NewLines(lines)
	if err := b.Open(b.page); err != nil {
		t.Fatal(err)
	}
	b.settle()
	for _, pen := range []Pen{{Follow: 10}, {Follow: 10, Steady: 8}, {Steady: 8}, {Tool: HintTool, Colour: color.NRGBA{1, 2, 3, 255}, Follow: 10}} {
		if err := b.Draw(pen, canvas.Sample{X: 20, Y: 97, Width: 4}); err != nil {
			t.Fatal(err)
		}
		b.check()
		for x := 24.0; x < 250; x += 6 {
			b.PenMove(canvas.Sample{X: x, Y: 100 + 4*math.Sin(x), Width: 4})
			b.check()
		}
		if tail := b.Tail(); (pen.Tool == EdgeTool) != (len(tail) > 1) {
			t.Errorf("%+v: a tail of %d points", pen, len(tail))
		}
		b.PenUp()
		b.settle()
		b.checkSettled()
		if b.Tail() != nil {
			t.Error("a stroke that is drawn has a tail")
		}
		s := b.Document().Strokes()[0]
		most := 0.0
		for _, p := range s.Samples {
			most = max(most, math.Abs(p.Y-100.5))
		}
		if onLine := pen.Follow > 0 && pen.Tool == EdgeTool; onLine && most > 1 || !onLine && most < 1 {
			t.Errorf("%+v: the stroke is %.1f px off the line", pen, most)
		}
		if end := s.Samples[len(s.Samples)-1]; math.Abs(end.X-246) > 5 {
			t.Errorf("%+v: it ends at %.1f", pen, end.X)
		}
		b.Undo()
		if len(b.Document().Strokes()) != 0 || b.CanUndo() {
			t.Fatal("it was not one step")
		}
	}
	if err := b.Draw(Pen{Tool: HintTool}, at(3, 3)); err == nil || b.PenIsDown() {
		t.Error("a hint without a colour was begun")
	}
}
