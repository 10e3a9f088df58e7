package rivals

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"
)

var red, blue = color.RGBA{200, 30, 30, 255}, color.RGBA{30, 30, 200, 255}

// bled is red and blue that pass into each other over 16 px, and a stroke down the middle.
func bled(w, h int) Scene {
	r := image.Rect(0, 0, w, h)
	s := Scene{image.NewGray(r), image.NewRGBA(r), image.NewAlpha(r), 16}
	draw.Draw(s.Lines, r, image.White, image.Point{}, draw.Src)
	for y := range h {
		for x := range w {
			part := min(max((float64(x)+0.5-float64(w)/2)/16+0.5, 0), 1)
			mix := func(a, b uint8) uint8 { return uint8(float64(a) + part*(float64(b)-float64(a)) + 0.5) }
			s.Base.SetRGBA(x, y, color.RGBA{mix(red.R, blue.R), mix(red.G, blue.G), mix(red.B, blue.B), 255})
		}
		s.Edges.SetAlpha(w/2, y, color.Alpha{255})
	}
	return s
}

func TestEveryMethodPartsColoursAlongAStrokeAndLeavesTheRest(t *testing.T) {
	for _, m := range Methods() {
		s := bled(120, 50)
		out := m.Mend(s)
		contrast := func(img *image.RGBA) float64 {
			return math.Abs(float64(img.RGBAAt(56, 25).R)-float64(img.RGBAAt(64, 25).R)) / float64(red.R-blue.R)
		}
		if before, after := contrast(s.Base), contrast(out); after < before+0.1 {
			t.Errorf("%s: contrast %.2f became %.2f", m.Name, before, after)
		}
		for y := range 50 {
			for x := range 120 {
				if (x < 60-16 || x > 60+16) && out.RGBAAt(x, y) != s.Base.RGBAAt(x, y) {
					t.Fatalf("%s changed %d, %d, out of the band", m.Name, x, y)
				}
			}
		}
	}
}

func TestWithoutStrokesNothingChanges(t *testing.T) {
	for _, size := range []image.Point{{}, {1, 1}, {33, 17}} {
		s := bled(max(size.X, 1), max(size.Y, 1))
		s.Edges = image.NewAlpha(s.Base.Rect)
		for _, m := range Methods() {
			if out := m.Mend(s); string(out.Pix) != string(s.Base.Pix) {
				t.Errorf("%s changed a picture of %v", m.Name, size)
			}
		}
	}
}

func TestOptimisationOnEvenGreyIsTheStraightPassage(t *testing.T) {
	s := bled(90, 9)
	p := newProblem(s)
	for i := range p.grey {
		p.grey[i] = 1 // as if no stroke had been drawn: least squares between the two sides
	}
	p.optimise()
	first, last := -1, -1
	for _, i := range p.doubt {
		if i/p.w == 4 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	low, high := p.colour[0][first-1], p.colour[0][last+1]
	for i := first; i <= last; i++ {
		want := low + (high-low)*float64(i-first+1)/float64(last-first+2)
		if math.Abs(p.colour[0][i]-want) > 0.5 {
			t.Errorf("column %d has %.1f, want %.1f", i%p.w, p.colour[0][i], want)
		}
	}
}

func TestWatershedFillsShapesFromDabs(t *testing.T) {
	r := image.Rect(0, 0, 60, 40)
	lines, dabs := image.NewGray(r), image.NewNRGBA(r)
	draw.Draw(lines, r, image.White, image.Point{}, draw.Src)
	for y := range 40 {
		if y < 18 || y > 21 { // a gap of 4 px
			lines.SetGray(30, y, color.Gray{0})
		}
	}
	dabs.Set(5, 5, red)
	dabs.Set(55, 35, blue)
	for _, c := range []struct {
		x, y int
		want color.RGBA
	}{{2, 38, red}, {28, 20, red}, {33, 20, blue}, {57, 2, blue}} {
		if got := Watershed(lines, dabs, nil).NRGBAAt(c.x, c.y); got != color.NRGBA(c.want) {
			t.Errorf("%d, %d is %v, want %v", c.x, c.y, got, c.want)
		}
	}
	if m := Watershed(lines, image.NewNRGBA(r), nil); m.NRGBAAt(3, 3).A != 0 {
		t.Error("without dabs there is colour")
	}
}

func TestDistances(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][2]int{{1, 1}, {17, 1}, {1, 9}, {31, 22}} {
		w, h := size[0], size[1]
		set := make([]bool, w*h)
		for range 1 + w*h/40 {
			set[random.IntN(w*h)] = true
		}
		for i, got := range distances(set, w, h) {
			want := math.Inf(1)
			for j, on := range set {
				if on {
					want = min(want, math.Hypot(float64(i%w-j%w), float64(i/w-j/w)))
				}
			}
			if got < want || got > want+0.5 {
				t.Fatalf("%v: %g at %d, want %g", size, got, i, want)
			}
		}
	}
	if d := distances(make([]bool, 4), 2, 2); !math.IsInf(d[0], 1) {
		t.Errorf("%g from nothing", d[0])
	}
}
