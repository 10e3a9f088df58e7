package canvas

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fogleman/gg"

	"keyline/canvas/canvastest"
)

// recorded turns a recording into a stroke.
func recorded(kind Kind, c color.NRGBA, r canvastest.Recording) Stroke {
	s := Stroke{Kind: kind, Colour: c}
	for _, p := range r.Points {
		s.Samples = append(s.Samples, Sample{X: p.X, Y: p.Y, Width: r.Width, Time: p.Time})
	}
	return s
}

// The area of a disc swept from a to b, worked out by distance: gg must cover what is
// surely inside and leave what is surely outside.
func TestSegmentCoversItsCapsule(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var p pen
	for i := range 300 {
		g := segment{fix(r.Float64()*40 - 20), fix(r.Float64()*40 - 20), 0, 0, fix(0.5 + 80*r.Float64()*r.Float64())}
		length := math.Pow(10, 2.8*r.Float64()-1.3) // 0.05–30 px: also those too short for a line
		angle := r.Float64() * 2 * math.Pi
		g.x1, g.y1 = g.x0+fix(length*math.Cos(angle)), g.y0+fix(length*math.Sin(angle))
		img := p.coverage(g)
		for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
			for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
				d := distance(g, float64(x)+.5, float64(y)+.5) - float64(g.width)/128
				a := img.RGBAAt(x, y).A
				if d < -1 && a != 255 || d > 1 && a != 0 {
					t.Fatalf("segment %d %+v: pixel (%d, %d) is %.2f px from the rim and covered %d", i, g, x, y, d, a)
				}
			}
		}
	}
}

func distance(g segment, x, y float64) float64 {
	ax, ay := float64(g.x0)/64, float64(g.y0)/64
	dx, dy := float64(g.x1)/64-ax, float64(g.y1)/64-ay
	u := 0.0
	if n := dx*dx + dy*dy; n > 0 {
		u = min(max(((x-ax)*dx+(y-ay)*dy)/n, 0), 1)
	}
	return math.Hypot(x-ax-u*dx, y-ay-u*dy)
}

func TestBoundsHoldEveryPixel(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	var p pen
	for range 200 {
		g := segment{r.Int32N(9000) - 4500, r.Int32N(9000) - 4500, r.Int32N(9000) - 4500, r.Int32N(9000) - 4500, 4 + r.Int32N(2000)}
		b := g.bounds()
		img := p.coverageIn(g, b.Inset(-4))
		r := img.Rect
		for _, outside := range []image.Rectangle{
			{r.Min, image.Pt(r.Max.X, b.Min.Y)},
			{image.Pt(r.Min.X, b.Max.Y), r.Max},
			{r.Min, image.Pt(b.Min.X, r.Max.Y)},
			{image.Pt(b.Max.X, r.Min.Y), r.Max},
		} {
			if !allClear(img, outside) {
				t.Fatalf("%+v goes beyond its bounds %v", g, b)
			}
		}
	}
}

func allClear(img *image.RGBA, r image.Rectangle) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if img.RGBAAt(x, y).A != 0 {
				return false
			}
		}
	}
	return true
}

func TestRectangleOfAStrokeIsTheWholeCut(t *testing.T) {
	blue := color.NRGBA{20, 60, 220, 255}
	d := New(ringLines(image.Pt(600, 600)))
	for _, r := range canvastest.Strokes(t) {
		d = with(t, with(t, d, recorded(Edge, color.NRGBA{}, r)), recorded(Hint, blue, r))
	}
	d = with(t, d, scribble(-300, 20, 900, 333)) // one long piece, beginning and ending off the page
	mask, hints := d.EdgeMask(d.Bounds()), d.HintImage(d.Bounds())
	for _, side := range []int{37, 128} {
		for y := 0; y < 600; y += side {
			for x := 0; x < 600; x += side {
				r := image.Rect(x, y, x+side, y+side).Intersect(d.Bounds())
				part, partHints := d.EdgeMask(r), d.HintImage(r)
				for j := r.Min.Y; j < r.Max.Y; j++ {
					if part != nil && !slices.Equal(part.Pix[part.PixOffset(r.Min.X, j):][:r.Dx()], mask.Pix[mask.PixOffset(r.Min.X, j):][:r.Dx()]) {
						t.Fatalf("edges in %v differ from the whole in row %d", r, j)
					}
					if part == nil && slices.Max(mask.Pix[mask.PixOffset(r.Min.X, j):][:r.Dx()]) > 0 {
						t.Fatalf("edges in %v are missing", r)
					}
					if !slices.Equal(partHints.Pix[partHints.PixOffset(r.Min.X, j):][:4*r.Dx()], hints.Pix[hints.PixOffset(r.Min.X, j):][:4*r.Dx()]) {
						t.Fatalf("hints in %v differ from the whole in row %d", r, j)
					}
				}
			}
		}
	}
}

func TestHintsHaveNoFringe(t *testing.T) {
	a, b := color.NRGBA{200, 30, 90, 255}, color.NRGBA{10, 220, 40, 255}
	d := New(ringLines(image.Pt(90, 90)))
	d = with(t, d, strokeOf(Hint, a, 9.3, 10, 10, 70, 61))
	d = with(t, d, strokeOf(Hint, b, 5.7, 70, 10, 9, 66))
	count := map[color.NRGBA]int{}
	img := d.HintImage(d.Bounds())
	for y := range 90 {
		for x := range 90 {
			count[img.NRGBAAt(x, y)]++
		}
	}
	if len(count) != 3 || count[a] == 0 || count[b] == 0 || count[color.NRGBA{}] == 0 {
		t.Errorf("colours %v, want the two hints and nothing", count)
	}
	if got := img.NRGBAAt(40, 35); got != b {
		t.Errorf("where they cross: %v, want the later hint", got)
	}
}

func TestHiddenStrokesAreNotDrawn(t *testing.T) {
	d := with(t, New(ringLines(image.Pt(90, 90))), scribble(10, 10, 50, 50))
	d = with(t, d, strokeOf(Hint, color.NRGBA{1, 2, 3, 255}, 6, 30, 30))
	for _, s := range d.Strokes() {
		d = d.WithStrokeHidden(s.ID, true)
	}
	if d.EdgeMask(d.Bounds()) != nil || d.HintImage(d.Bounds()) != nil {
		t.Error("a hidden stroke is drawn")
	}
}

func TestEdgeMaskAndStrokesJoinByMaximum(t *testing.T) {
	mask := image.NewAlpha(image.Rect(100, 100, 150, 140)) // its origin is of no account
	mask.SetAlpha(103, 104, color.Alpha{255})
	d := New(ringLines(image.Pt(50, 40))).WithEdgeMask(mask)
	d = with(t, d, scribble(30, 30))
	got := d.EdgeMask(d.Bounds())
	if got.AlphaAt(3, 4).A != 255 || got.AlphaAt(30, 30).A != 255 || got.AlphaAt(20, 4).A != 0 {
		t.Error("mask and stroke are not both there")
	}
	if d.EdgeMask(image.Rect(10, 0, 20, 10)) == nil && d.mask.touches(image.Rect(10, 0, 20, 10)) {
		t.Error("nil where the mask may touch")
	}
}

func TestGoldenStrokes(t *testing.T) {
	for _, r := range canvastest.Strokes(t) {
		if r.Size.X > 400 {
			continue // goldens stay small
		}
		d := New(ringLines(r.Size))
		d = with(t, d, recorded(Edge, color.NRGBA{}, r))
		canvastest.Golden(t, "stroke/"+r.Name, d.EdgeMask(image.Rect(0, 0, 256, 256)))
	}
	halves := image.NewRGBA(image.Rect(0, 0, 200, 140))
	draw.Draw(halves, halves.Rect, image.NewUniform(color.RGBA{240, 200, 170, 255}), image.Point{}, draw.Src)
	draw.Draw(halves, image.Rect(100, 0, 200, 140), image.NewUniform(color.RGBA{60, 90, 160, 255}), image.Point{}, draw.Src)
	d := newWithSide(ringLines(image.Pt(200, 140)), 64)
	d, _ = d.WithBase(Base{ID: 1, Reach: 12, Sources: d.Sources()}, d.Cut(halves))
	d = with(t, d, scribble(20, 100, 90, 60, 160, 110))
	d = with(t, d, strokeOf(Hint, color.NRGBA{230, 60, 40, 255}, 14, 120, 30, 170, 40))
	// The stand-in for the network shows what it touched: the negative within 12 px.
	canvastest.Golden(t, "page/refined", Flatten(settle(d, halves), d.Bounds(), FlattenOptions{}))
	canvastest.Golden(t, "page/hints", d.HintImage(d.Bounds()))
}

func TestLongSegmentsAreCut(t *testing.T) {
	s := scribble(0, 0, 5000, 3000)
	list := appendSegments(nil, s.Samples, 0)
	for i, g := range list {
		if b := g.bounds(); b.Dx() > 80 || b.Dy() > 80 {
			t.Fatalf("segment %d takes %v", i, b)
		}
		if i > 1 && (g.x0 != list[i-1].x1 || g.y0 != list[i-1].y1) {
			t.Fatalf("a gap before segment %d: %s", i, fmt.Sprint(list[i-1], g))
		}
	}
	if last := list[len(list)-1]; last.x1 != 5000*64 || last.y1 != 3000*64 {
		t.Errorf("it ends at %v", last)
	}
}

// A pen that drew much covers the very pixels that gg covers on a fresh sheet of the
// segment's own size.
func TestAUsedPenDrawsLikeAFreshOne(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	var used pen
	for i := range 600 {
		g := segment{fix(r.Float64()*90 - 45), fix(r.Float64()*90 - 45), 0, 0, fix(0.1 + 300*math.Pow(r.Float64(), 3))}
		length, angle := 64*math.Pow(r.Float64(), 2), r.Float64()*2*math.Pi
		g.x1, g.y1 = g.x0+fix(length*math.Cos(angle)), g.y0+fix(length*math.Sin(angle))
		got, want := used.coverage(g), freshCoverage(g)
		for y := want.Rect.Min.Y; y < want.Rect.Max.Y; y++ {
			if !slices.Equal(got.Pix[got.PixOffset(want.Rect.Min.X, y):][:4*want.Rect.Dx()], want.Pix[want.PixOffset(want.Rect.Min.X, y):][:4*want.Rect.Dx()]) {
				t.Fatalf("segment %d %+v: row %d differs", i, g, y)
			}
		}
	}
}

func freshCoverage(g segment) *image.RGBA {
	b := g.bounds()
	img := image.NewRGBA(image.Rectangle{Max: b.Size()})
	dc := gg.NewContextForRGBA(img)
	dc.SetColor(color.White)
	x := func(v int32) float64 { return float64(v-int32(b.Min.X)<<6) / 64 }
	y := func(v int32) float64 { return float64(v-int32(b.Min.Y)<<6) / 64 }
	if g.isShort() {
		dc.DrawCircle(x(g.x0), y(g.y0), float64(g.width)/128)
		dc.DrawCircle(x(g.x1), y(g.y1), float64(g.width)/128)
		dc.Fill()
	} else {
		dc.SetLineWidth(float64(g.width) / 64)
		dc.SetLineCapRound()
		dc.DrawLine(x(g.x0), y(g.y0), x(g.x1), y(g.y1))
		dc.Stroke()
	}
	img.Rect = b
	return img
}
