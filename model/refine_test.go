package model

import (
	"context"
	"errors"
	"image"
	"runtime"
	"slices"
	"testing"

	"keyline/model/kernel"
)

// pages are the pictures that promises are tested on: smaller than the working size, larger,
// odd, one pixel, with an origin elsewhere.
var pages = []struct {
	name     string
	page     image.Rectangle
	longSide int
}{
	{"one pixel", image.Rect(0, 0, 1, 1), 0},
	{"at working size", image.Rect(0, 0, 150, 203), 0},
	{"reduced", image.Rect(0, 0, 391, 301), 160},
	{"elsewhere", image.Rect(-7, 13, 300, 250), 190},
}

// strokesOf is a mask with strokes across the middle and at the border.
func strokesOf(page image.Rectangle) *image.Alpha {
	w, h := page.Dx(), page.Dy()
	return stroke(page, image.Rect(w/3, h/4, w/3+3, h/2), image.Rect(0, h-2, w/5+1, h))
}

func TestWithoutStrokesTheResultIsTheBase(t *testing.T) {
	n := testNetwork(t, Options{})
	for _, c := range pages {
		b := colorized(t, n, c.page, c.longSide)
		want := refined(t, b, nil, c.page)
		if got := refined(t, b, stroke(c.page), c.page); !slices.Equal(got.Pix, want.Pix) {
			t.Errorf("%s: an empty mask changes the base", c.name)
		}
		mended := refined(t, b, strokesOf(c.page), c.page)
		if slices.Equal(mended.Pix, want.Pix) {
			t.Errorf("%s: strokes change nothing", c.name)
		}
		if got := refined(t, b, nil, c.page); !slices.Equal(got.Pix, want.Pix) {
			t.Errorf("%s: removing the strokes does not bring back the base", c.name)
		}
		if want.Rect != c.page || !want.Opaque() {
			t.Errorf("%s: bounds %v of %v, opaque %v", c.name, want.Rect, c.page, want.Opaque())
		}
	}
}

func TestBeyondItsReachAStrokeChangesNothing(t *testing.T) {
	n := testNetwork(t, Options{})
	for _, c := range pages {
		b := colorized(t, n, c.page, c.longSide)
		mark := image.Rect(c.page.Dx()/2, c.page.Dy()/2, c.page.Dx()/2+4, c.page.Dy()/2+9)
		base, mended := refined(t, b, nil, c.page), refined(t, b, stroke(c.page, mark), c.page)
		near := mark.Add(c.page.Min).Inset(-b.Reach())
		for y := c.page.Min.Y; y < c.page.Max.Y; y++ {
			for x := c.page.Min.X; x < c.page.Max.X; x++ {
				if !image.Pt(x, y).In(near) && base.RGBAAt(x, y) != mended.RGBAAt(x, y) {
					t.Fatalf("%s: (%d,%d) changes, farther than %d from %v", c.name, x, y, b.Reach(), mark)
				}
			}
		}
		if limit := int(48*max(float64(c.page.Dx())/float64(b.ww), float64(c.page.Dy())/float64(b.wh))) + 1; b.Reach() > limit {
			t.Errorf("%s: reach of %d page pixels, more than 48 working pixels (%d)", c.name, b.Reach(), limit)
		}
	}
}

func TestRefineOfAreasEqualsRefineOfTheWhole(t *testing.T) {
	n := testNetwork(t, Options{})
	for _, c := range pages {
		edges := strokesOf(c.page)
		whole := refined(t, colorized(t, n, c.page, c.longSide), edges, c.page)
		b := colorized(t, n, c.page, c.longSide)
		for _, side := range []int{37, 128} {
			for y := c.page.Max.Y; y > c.page.Min.Y-side; y -= side {
				for x := c.page.Min.X - 5; x < c.page.Max.X; x += side {
					area := image.Rect(x, y, x+side, y+side)
					got := refined(t, b, edges, area)
					if want := area.Intersect(c.page); got.Rect != want && !want.Empty() {
						t.Fatalf("%s: area %v gives %v, want %v", c.name, area, got.Rect, want)
					}
					for yy := got.Rect.Min.Y; yy < got.Rect.Max.Y; yy++ {
						row := got.Pix[got.PixOffset(got.Rect.Min.X, yy):][:4*got.Rect.Dx()]
						if want := whole.Pix[whole.PixOffset(got.Rect.Min.X, yy):][:len(row)]; !slices.Equal(row, want) {
							t.Fatalf("%s: row %d of area %v differs from the whole", c.name, yy, area)
						}
					}
				}
			}
		}
	}
}

func TestRefineDoesNotDependOnEarlierStrokes(t *testing.T) {
	n := testNetwork(t, Options{})
	page := image.Rect(0, 0, 391, 301)
	edges, other := strokesOf(page), stroke(page, image.Rect(100, 100, 240, 104), image.Rect(30, 200, 33, 280))
	want := refined(t, colorized(t, n, page, 0), edges, page)
	b := colorized(t, n, page, 0)
	for _, area := range []image.Rectangle{page, image.Rect(90, 60, 210, 180)} {
		refined(t, b, other, area)
		if got := refined(t, b, edges, page); !slices.Equal(got.Pix, want.Pix) {
			t.Errorf("strokes seen before in %v change the result", area)
		}
	}
}

func TestWarmingChangesNothing(t *testing.T) {
	n := testNetwork(t, Options{})
	for _, c := range pages {
		edges := strokesOf(c.page)
		want := refined(t, colorized(t, n, c.page, c.longSide), edges, c.page)
		b := colorized(t, n, c.page, c.longSide)
		base := refined(t, b, nil, c.page)
		if err := b.Warm(); err != nil {
			t.Fatal(err)
		}
		if got := refined(t, b, nil, c.page); !slices.Equal(got.Pix, base.Pix) {
			t.Errorf("%s: the base is another", c.name)
		}
		if got := refined(t, b, edges, c.page); !slices.Equal(got.Pix, want.Pix) {
			t.Errorf("%s: the strokes' colours are others", c.name)
		}
		if err := b.Warm(); err != nil {
			t.Fatal(err)
		}
		if got := refined(t, b, edges, c.page); !slices.Equal(got.Pix, want.Pix) {
			t.Errorf("%s: warming again changes colours", c.name)
		}
	}
}

// whole runs E on the entire working picture at once.
func whole(t *testing.T, b *Base, edges *image.Alpha) []float32 {
	t.Helper()
	g, err := newEnhancerGraph(b.network.team, b.network.enhancer, b.h, b.w)
	if err != nil {
		t.Fatal(err)
	}
	copy(g.base.data(), b.base)
	copy(g.ink.data(), b.ink)
	copy(g.features.data(), b.features)
	mask := make([]byte, b.w*b.h)
	b.reduceStroke(mask, edges, b.bounds())
	for i, v := range mask {
		g.stroke.data()[i] = float32(v)
	}
	if err := g.run(); err != nil {
		t.Fatal(err)
	}
	return g.held.data()
}

func TestEnhancerOnCropsEqualsTheWhole(t *testing.T) {
	for _, plain := range []bool{false, true} {
		n := testNetwork(t, Options{Plain: plain})
		page, longSide := image.Rect(0, 0, 391, 301), 320
		if plain { // it is slow
			longSide = 160
		}
		b := colorized(t, n, page, longSide)
		var marks []image.Rectangle
		for i := range 6 {
			marks = append(marks, image.Rect(60*i, 47*i, 60*i+2+i, 47*i+40))
		}
		edges := stroke(page, marks...)
		refined(t, b, edges, image.Rect(0, 0, 260, 301))
		refined(t, b, edges, image.Rect(200, 100, 391, 301))
		want, mended := whole(t, b, edges), 0
		for cy := range b.h / cellSide {
			for cx := range b.w / cellSide {
				if b.cells[cy*(b.w/cellSide)+cx] == 0 {
					continue
				}
				mended++
				r := b.cellRect(cx, cy)
				for i := range 3 * r.Dx() * r.Dy() {
					at := (i/(r.Dx()*r.Dy())*b.h+r.Min.Y+i/r.Dx()%r.Dy())*b.w + r.Min.X + i%r.Dx()
					if b.mended[at] != want[at] {
						t.Fatalf("%s: cell (%d,%d) differs from the whole at %d: %g, want %g", n.Kernel(), cx, cy, i, b.mended[at], want[at])
					}
				}
			}
		}
		if mended < 36 {
			t.Errorf("%s: only %d cells were mended; the test would prove nothing", n.Kernel(), mended)
		}
	}
}

func TestBytesDoNotDependOnGoroutines(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	page := image.Rect(0, 0, 391, 301)
	result := func(threads int) []byte {
		n := testNetwork(t, Options{Threads: threads})
		return refined(t, colorized(t, n, page, 160), strokesOf(page), page).Pix
	}
	runtime.GOMAXPROCS(1)
	want := result(0)
	for _, procs := range []int{2, 5} {
		runtime.GOMAXPROCS(procs)
		for threads := range 3 {
			if !slices.Equal(result(threads), want) {
				t.Errorf("GOMAXPROCS %d, %d threads: other bytes", procs, threads)
			}
		}
	}
}

func TestInstructionSetsAgree(t *testing.T) {
	page := image.Rect(0, 0, 150, 203)
	fast := testNetwork(t, Options{})
	a := refined(t, colorized(t, fast, page, 120), strokesOf(page), page)
	for isa, o := range map[kernel.ISA]Options{kernel.Plain: {Plain: true}, kernel.AVX2: {AVX2: true}} {
		if !isa.Available() {
			continue
		}
		other := testNetwork(t, o)
		if other.Kernel() != isa.String() {
			t.Fatalf("%+v gives %s", o, other.Kernel())
		}
		b := refined(t, colorized(t, other, page, 120), strokesOf(page), page)
		for i := range a.Pix {
			if d := int(a.Pix[i]) - int(b.Pix[i]); d > 1 || d < -1 {
				t.Fatalf("byte %d is %d with %s, %d with %s", i, a.Pix[i], fast.Kernel(), b.Pix[i], other.Kernel())
			}
		}
	}
}

func TestImportedColouringIsKeptWhereNoStrokeActs(t *testing.T) {
	n := testNetwork(t, Options{})
	for _, c := range pages {
		colour := painting(image.Rect(3, 4, 3+c.page.Dx(), 4+c.page.Dy()))
		b, err := n.Colorize(t.Context(), Request{Lines: drawing(c.page), Colour: colour, LongSide: c.longSide}, nil)
		if err != nil {
			t.Fatal(err)
		}
		mark := image.Rect(0, 0, 2, 2)
		plain, mended := refined(t, b, nil, c.page), refined(t, b, stroke(c.page, mark), c.page)
		if !slices.Equal(plain.Pix, colour.Pix) {
			t.Errorf("%s: without strokes the imported pixels change", c.name)
		}
		near, changed := mark.Add(c.page.Min).Inset(-b.Reach()), false
		for y := c.page.Min.Y; y < c.page.Max.Y; y++ {
			for x := c.page.Min.X; x < c.page.Max.X; x++ {
				differs := plain.RGBAAt(x, y) != mended.RGBAAt(x, y)
				changed = changed || differs
				if differs && !image.Pt(x, y).In(near) {
					t.Fatalf("%s: (%d,%d) changes, farther than %d from the stroke", c.name, x, y, b.Reach())
				}
			}
		}
		if !changed {
			t.Errorf("%s: the stroke changes nothing", c.name)
		}
	}
}

func TestCancelledWorkReturnsTheContextsError(t *testing.T) {
	n := testNetwork(t, Options{})
	page := image.Rect(0, 0, 150, 203)
	r := Request{Lines: drawing(page), References: []*image.NRGBA{painting(page)}}
	for stop := range 3 {
		ctx, cancel := context.WithCancel(t.Context())
		reports := 0
		_, err := n.Colorize(ctx, r, func(float64) {
			if reports++; reports > stop {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at report %d: error %v", stop+1, err)
		}
		cancel()
	}
	b := colorized(t, n, page, 0)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Refine(ctx, strokesOf(page), page); !errors.Is(err, context.Canceled) {
		t.Errorf("refine: error %v", err)
	}
}

func TestColorizeGivesWayToRefine(t *testing.T) {
	n := testNetwork(t, Options{})
	page := image.Rect(0, 0, 150, 203)
	b := colorized(t, n, page, 0)
	want, last, calls := refined(t, b, strokesOf(page), page), 0.0, 0
	r := Request{Lines: drawing(page), References: []*image.NRGBA{painting(page), painting(page.Inset(9))}}
	_, err := n.Colorize(t.Context(), r, func(done float64) {
		calls++
		if done < last || done > 1 {
			t.Errorf("progress goes from %g to %g", last, done)
		}
		last = done
		refined(t, b, nil, page)
		if got := refined(t, b, strokesOf(page), page); !slices.Equal(got.Pix, want.Pix) {
			t.Error("a refinement during a colorization has other bytes")
		}
	})
	if err != nil || last != 1 || calls < 4 {
		t.Errorf("error %v, progress ends at %g after %d calls", err, last, calls)
	}
}

func TestColorizeRefusesWhatDoesNotFit(t *testing.T) {
	n := testNetwork(t, Options{})
	page, other := image.Rect(0, 0, 20, 30), image.Rect(0, 0, 20, 31)
	for name, r := range map[string]Request{
		"no lines":        {},
		"empty lines":     {Lines: image.NewGray(image.Rect(3, 3, 3, 9))},
		"hints' size":     {Lines: drawing(page), Hints: painting(other)},
		"colour's size":   {Lines: drawing(page), Colour: painting(other)},
		"empty reference": {Lines: drawing(page), References: []*image.NRGBA{{}}},
		"long side":       {Lines: drawing(page), LongSide: -1},
	} {
		if _, err := n.Colorize(t.Context(), r, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSameRequestSameBytes(t *testing.T) {
	n := testNetwork(t, Options{})
	page := image.Rect(0, 0, 150, 203)
	want := colorized(t, n, page, 0)
	colorized(t, n, image.Rect(0, 0, 60, 90), 0)
	if got := colorized(t, n, page, 0); !slices.Equal(got.base, want.base) {
		t.Error("a second colorization has other bytes")
	}
	if _, err := n.Colorize(t.Context(), Request{Lines: drawing(page), Hints: painting(page)}, nil); err != nil {
		t.Errorf("without references: %v", err)
	}
	if got := colorized(t, n, page, 0); !slices.Equal(got.base, want.base) {
		t.Error("hints of an earlier request stay")
	}
}
