package canvas

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fogleman/gg"
)

// outline is a figure of a composed panel: the middle of its line, point by point.
type outline []gg.Point

func (o outline) moved(dx, dy float64) outline {
	out := slices.Clone(o)
	for i := range out {
		out[i].X, out[i].Y = out[i].X+dx, out[i].Y+dy
	}
	return out
}

// plotted makes an outline of a function of 0–1, its points about half a pixel apart.
func plotted(at func(t float64) (x, y float64)) outline {
	const n = 2400
	o := make(outline, n+1)
	for i := range o {
		o[i].X, o[i].Y = at(float64(i) / n)
	}
	return o
}

// figures are what artists draw, about 200 px large with the middle at 0, 0.
var figures = map[string]outline{
	"head": plotted(func(t float64) (float64, float64) {
		s, c := math.Sincos(2 * math.Pi * t)
		return 80 * c, 100*s + 18*math.Cos(4*math.Pi*t)
	}),
	"strand": plotted(func(t float64) (float64, float64) { return 200*t - 100, 55 * math.Sin(5*t) * math.Cos(9*t) }),
	"collar": plotted(func(t float64) (float64, float64) {
		if t < 0.5 {
			return -90 + 180*t, -70 + 280*t
		}
		return 180*t - 90, 210 - 280*t
	}),
	"curl": plotted(func(t float64) (float64, float64) {
		s, c := math.Sincos(4 * math.Pi * t)
		return (25 + 70*t) * c, (25 + 70*t) * s
	}),
}

// figureNames are in a fixed order.
func figureNames() []string { return []string{"head", "strand", "collar", "curl"} }

// panel is a page with figures drawn in ink of a width, broken for gap px after every 60.
func panel(width, gap, dark float64) (*Lines, map[string]outline) {
	dc := gg.NewContext(560, 520)
	dc.SetColor(color.White)
	dc.Clear()
	dc.SetRGB(1-dark, 1-dark, 1-dark)
	dc.SetLineWidth(width)
	dc.SetLineCapButt()
	if gap > 0 {
		dc.SetDash(60, gap)
	}
	truth := map[string]outline{}
	for i, name := range figureNames() {
		o := figures[name].moved(140+270*float64(i%2), 130+250*float64(i/2))
		truth[name] = o
		for _, p := range o {
			dc.LineTo(p.X, p.Y)
		}
		dc.Stroke()
	}
	return NewLines(dc.Image()), truth
}

// trace is a hand along an outline, every few px, up to 4 px beside it: it wanders, and
// trembles.
func trace(o outline, r *rand.Rand) []Sample {
	var list []Sample
	wander, phase := 3*math.Pi*(1+r.Float64()), 7*r.Float64()
	for i := 0; i < len(o); i += 8 + r.IntN(9) {
		t := float64(i) / float64(len(o))
		dx := 2.6*math.Sin(2*wander*t+phase) + 1.4*(2*r.Float64()-1)
		dy := 2.6*math.Cos(3*wander*t+phase) + 1.4*(2*r.Float64()-1)
		list = append(list, Sample{X: o[i].X + dx, Y: o[i].Y + dy, Width: 6})
	}
	return list
}

func followed(d *Document, reach float64, pen []Sample) []Sample {
	f := NewFollower(d, reach)
	var out []Sample
	for _, s := range pen {
		out = append(out, f.Add(s)...)
	}
	return append(out, f.End()...)
}

// within returns which share of a stroke's length is no farther from an outline.
func within(stroke []Sample, o outline, px float64) float64 {
	near, all := 0.0, 0.0
	for i := 1; i < len(stroke); i++ {
		p, q := stroke[i-1], stroke[i]
		length := math.Hypot(q.X-p.X, q.Y-p.Y)
		x, y := (p.X+q.X)/2, (p.Y+q.Y)/2
		best := math.Inf(1)
		for _, t := range o {
			best = min(best, math.Hypot(t.X-x, t.Y-y))
		}
		all += length
		if best <= px {
			near += length
		}
	}
	return near / all
}

func strokeLength(stroke []Sample) float64 {
	sum := 0.0
	for i := 1; i < len(stroke); i++ {
		sum += math.Hypot(stroke[i].X-stroke[i-1].X, stroke[i].Y-stroke[i-1].Y)
	}
	return sum
}

// follows checks what an artist is promised: at least 90 % of the stroke within 1.5 px.
func follows(t *testing.T, name string, d *Document, o outline, pen []Sample) {
	t.Helper()
	stroke := followed(d, 10, pen)
	hand, got := within(pen, o, 1.5), within(stroke, o, 1.5)
	t.Logf("%-28s hand %3.0f %%, followed %5.1f %% within 1.5 px", name, 100*hand, 100*got)
	if got < 0.9 {
		t.Errorf("%s: only %.1f %% of the stroke are within 1.5 px", name, 100*got)
	}
	var truth []Sample
	for _, p := range o {
		truth = append(truth, Sample{X: p.X, Y: p.Y})
	}
	if a, b := strokeLength(stroke), strokeLength(truth); a < 0.9*b || a > 1.15*b {
		t.Errorf("%s: the stroke is %.0f px long, the line %.0f", name, a, b)
	}
}

func TestStrokesFollowInkOnComposedPanels(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 4))
	tests := []struct{ width, gap, dark float64 }{
		{1, 0, 1}, {2, 0, 1}, {3, 0, 0.6}, {5, 0, 1}, {8, 0, 1}, {1.5, 6, 1}, {3, 10, 1}, {5, 14, 0.8},
	}
	for _, test := range tests {
		lines, truth := panel(test.width, test.gap, test.dark)
		for _, name := range figureNames() {
			what := fmt.Sprintf("%s, %g px, gaps %g", name, test.width, test.gap)
			follows(t, what, New(lines), truth[name], trace(truth[name], r))
		}
	}
}

func TestStrokesFollowEdgesOfColourWhereThereIsNoInk(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 4))
	for _, name := range []string{"head", "curl"} {
		o := figures[name].moved(150, 150)
		dc := gg.NewContext(300, 300)
		dc.SetRGB(0.9, 0.75, 0.6)
		dc.Clear()
		dc.SetRGB(0.35, 0.3, 0.65)
		if name == "curl" {
			o = o[:1200] // one turn
		}
		for _, p := range o {
			dc.LineTo(p.X, p.Y)
		}
		if name == "curl" {
			dc.LineTo(150, 150)
		}
		dc.Fill()
		d := New(NewLines(whitePaper(300, 300)))
		d, _ = d.WithBase(Base{ID: 1, Sources: d.Sources()}, d.Cut(dc.Image()))
		follows(t, name+" of colour", d, o, trace(o, r))
	}
}

func whitePaper(w, h int) image.Image {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	return img
}

func TestOnPaperAStrokeGoesWhereThePenWent(t *testing.T) {
	pen := []Sample{{X: 20, Y: 20, Width: 3}, {X: 60, Y: 24, Width: 3}, {X: 160, Y: 90, Width: 3, Time: 9}}
	stroke := followed(New(NewLines(whitePaper(200, 200))), 10, pen)
	first, last := stroke[0], stroke[len(stroke)-1]
	if math.Hypot(first.X-20, first.Y-20) > 1 || math.Hypot(last.X-160, last.Y-90) > 1 {
		t.Errorf("it goes from %v to %v", first, last)
	}
	for _, s := range stroke {
		if far := wayOff(pen, s.X, s.Y); far > 3 {
			t.Errorf("%.0f, %.0f is %.1f px beside the pen's way", s.X, s.Y, far)
		}
	}
}

func TestFollowingTakesWhateverThePenDoes(t *testing.T) {
	lines, _ := panel(3, 0, 1)
	odd := []Sample{
		{X: math.NaN(), Y: 3, Width: 3},
		{X: -50, Y: -50, Width: 3},
		{X: 30, Y: 30, Width: 3},
		{X: 30, Y: 30, Width: 3},
		{X: 900, Y: 200, Width: 3},
		{X: 100, Y: 519.99, Width: 3},
		{X: 100, Y: 520, Width: 3},
		{X: 0, Y: 0, Width: 3},
	}
	for name, l := range map[string]*Lines{"panel": lines, "one pixel": NewLines(whitePaper(1, 1)), "nothing": NewLines(image.NewGray(image.Rectangle{}))} {
		stroke := followed(New(l), 50, odd)
		s := Stroke{Samples: stroke}
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if again := followed(New(l), 50, odd); !slices.Equal(again, stroke) {
			t.Errorf("%s: the same samples give another stroke", name)
		}
	}
	if f := NewFollower(New(lines), 10); len(f.End()) != 0 || len(f.Tail()) != 0 {
		t.Error("a stroke without samples has points")
	}
}

func TestOneMotionLooksAtNoMoreThanAFewWindows(t *testing.T) {
	f := NewFollower(New(NewLines(whitePaper(2000, 50))), 10)
	f.Add(Sample{X: 5, Y: 25, Width: 3})
	f.Add(Sample{X: 1900, Y: 25, Width: 3})
	if n := len(f.waiting); n < 1800/followStep {
		t.Errorf("after a motion of 1895 px only %d steps wait", n)
	}
	if tail := f.Tail(); tail[len(tail)-1].X != 1900 {
		t.Error("the tail does not reach the pen")
	}
	for len(f.waiting) > 0 {
		f.Add()
		if side := max(f.found.rect.Dx(), f.found.rect.Dy()); side > 3*followStep+2*MaxFollowReach {
			t.Fatalf("a window is %d px", side)
		}
	}
	if end := f.End(); math.Abs(end[len(end)-1].X-1900) > 1 {
		t.Errorf("it ends at %v", end[len(end)-1])
	}
}

// BenchmarkFollow is a motion of the pen on a large page: at most 2 ms.
func BenchmarkFollow(b *testing.B) {
	page := image.NewGray(image.Rect(0, 0, 4000, 6000))
	for i := range page.Pix {
		page.Pix[i] = 255
		if i%97 < 3 {
			page.Pix[i] = 0
		}
	}
	d := New(NewLines(page))
	d, _ = d.WithBase(Base{ID: 1, Sources: d.Sources()}, d.Cut(image.NewRGBA(page.Rect)))
	f := NewFollower(d, MaxFollowReach)
	r := rand.New(rand.NewPCG(1, 1))
	s := Sample{X: 2000, Y: 3000, Width: 6}
	for b.Loop() {
		s.X = min(max(s.X+r.Float64()*120-60, 10), 3990)
		s.Y = min(max(s.Y+r.Float64()*120-60, 10), 5990)
		f.Add(s)
	}
}
