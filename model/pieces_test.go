package model

import (
	"context"
	"image"
	"runtime"
	"slices"
	"testing"
	"weak"
)

// stripPage is a page coloured in three pieces: the first two overlap, a band before the
// third is in none.
var stripPage = image.Rect(-3, 5, 117, 605)

func stripPieces() []image.Rectangle {
	return []image.Rectangle{image.Rect(-3, 5, 117, 215), image.Rect(-3, 181, 117, 400), image.Rect(-3, 430, 117, 605)}
}

func stripRequest() Request {
	return Request{Lines: drawing(stripPage), References: []*image.NRGBA{painting(image.Rect(0, 0, 130, 90))}, Pieces: stripPieces()}
}

func stripBase(t testing.TB, n *Network, r Request) *Base {
	t.Helper()
	b, err := n.Colorize(context.Background(), r, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPiecesKeepThePromisesOfAPage(t *testing.T) {
	n := testNetwork(t, Options{})
	b := stripBase(t, n, stripRequest())
	base := refined(t, b, nil, stripPage)
	if got := refined(t, b, stroke(stripPage), stripPage); !slices.Equal(got.Pix, base.Pix) {
		t.Error("an empty mask changes the base")
	}
	// Across the overlap and across the cut beside the bare band.
	for _, mark := range []image.Rectangle{image.Rect(50, 180, 54, 222), image.Rect(60, 390, 64, 440)} {
		edges := stroke(stripPage, mark)
		mended := refined(t, b, edges, stripPage)
		near, changed := mark.Add(stripPage.Min).Inset(-b.Reach()), 0
		for y := stripPage.Min.Y; y < stripPage.Max.Y; y++ {
			for x := stripPage.Min.X; x < stripPage.Max.X; x++ {
				if base.RGBAAt(x, y) == mended.RGBAAt(x, y) {
					continue
				}
				changed++
				if !image.Pt(x, y).In(near) {
					t.Fatalf("(%d,%d) changes, farther than %d from %v", x, y, b.Reach(), mark)
				}
			}
		}
		if changed == 0 {
			t.Errorf("a stroke across a cut, %v, changes nothing", mark)
		}
		parts := stripBase(t, n, stripRequest())
		for y := stripPage.Min.Y; y < stripPage.Max.Y; y += 70 {
			got := refined(t, parts, edges, image.Rect(stripPage.Min.X, y, stripPage.Max.X, y+70))
			if want := mended.SubImage(got.Rect).(*image.RGBA); !slices.Equal(got.Pix, want.Pix[:len(got.Pix)]) {
				t.Fatalf("rows from %d differ from the whole", y)
			}
		}
	}
}

func TestPiecesAreColouredLikePages(t *testing.T) {
	n := testNetwork(t, Options{Apart: true})
	r := stripRequest()
	whole := stripBase(t, n, r)
	inner, shown := whole.windows(r.Pieces)
	p := whole.cropped(shown[2])
	sketch := make([]float32, (1+hintPlanes)*p.w*p.h)
	copy(sketch, p.ink)
	n.mu.Lock()
	err := n.runColorizer(context.Background(), r.References, p, sketch, func(float64) {})
	n.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	for y := inner[2].Min.Y; y < inner[2].Max.Y; y++ {
		for x := inner[2].Min.X; x < inner[2].Max.X; x++ {
			at := image.Pt(x, y).Sub(shown[2].Min)
			if got, want := whole.base[y*whole.w+x], p.base[at.Y*p.w+at.X]; got != want {
				t.Fatalf("working pixel (%d,%d) is %g, its own page has %g", x, y, got, want)
			}
		}
	}
}

func TestNoPieceNoColour(t *testing.T) {
	n := testNetwork(t, Options{})
	r := stripRequest()
	r.Lines = image.NewGray(stripPage)
	for i := range r.Lines.Pix {
		r.Lines.Pix[i] = 255
	}
	r.Paper = []image.Rectangle{image.Rect(-3, 500, 117, 560)}
	got := refined(t, stripBase(t, n, r), nil, stripPage)
	for _, bare := range []image.Rectangle{image.Rect(-3, 403, 117, 427), image.Rect(-3, 503, 117, 557)} {
		for y := bare.Min.Y; y < bare.Max.Y; y++ {
			for x := bare.Min.X; x < bare.Max.X; x++ {
				if c := got.RGBAAt(x, y); c.R != 255 || c.G != 255 || c.B != 255 {
					t.Fatalf("(%d,%d) is %v, not white", x, y, c)
				}
			}
		}
	}
}

// A seam would be a jump between the rows at the end of a piece that the rows around it do
// not have.
func TestPiecesPassIntoEachOther(t *testing.T) {
	n := testNetwork(t, Options{})
	b := stripBase(t, n, stripRequest())
	inner, _ := b.windows(stripPieces())
	j := newJoint(b, inner)
	for y := inner[1].Min.Y - 3; y < inner[0].Max.Y+3; y++ {
		before, now := j.share(0, y-1), j.share(0, y)
		if step := before - now; step < 0 || step > 1.5/float32(inner[0].Intersect(inner[1]).Dy()) {
			t.Errorf("row %d: the first piece counts %g after %g", y, now, before)
		}
	}
}

// share is how much a piece counts in a row, also where it does not lie.
func (j joint) share(i, row int) float32 {
	if y := float32(row) + 0.5; j.weight(i, 10.5, y) > 0 {
		return j.part(i, 10.5, y)
	}
	return 0
}

func TestPiecesDoNotDependOnGoroutinesOrWhatWasBefore(t *testing.T) {
	a, b := testNetwork(t, Options{Threads: 1}), testNetwork(t, Options{})
	colorized(t, b, image.Rect(0, 0, 90, 90), 0)
	edges := stroke(stripPage, image.Rect(20, 190, 90, 194))
	if x, y := refined(t, stripBase(t, a, stripRequest()), edges, stripPage), refined(t, stripBase(t, b, stripRequest()), edges, stripPage); !slices.Equal(x.Pix, y.Pix) {
		t.Error("another number of goroutines, and a page before, change the colours")
	}
}

func TestHintsFillAcrossPieces(t *testing.T) {
	n := testNetwork(t, Options{})
	r := stripRequest()
	hints, where := dabs(stripPage)
	r.Hints = hints
	got := refined(t, stripBase(t, n, r), nil, stripPage)
	for at, want := range where {
		c := got.RGBAAt((at.Min.X+at.Max.X)/2, (at.Min.Y+at.Max.Y)/2)
		if abs(int(c.R)-int(want.R)) > 1 || abs(int(c.G)-int(want.G)) > 1 || abs(int(c.B)-int(want.B)) > 1 {
			t.Errorf("the dab %v is %v, want %v", at, c, want)
		}
	}
}

func TestWorkingSizeOfPieces(t *testing.T) {
	pieces := func(w, length, each int) (list []image.Rectangle) {
		for y := 0; y < length; y += each {
			list = append(list, image.Rect(0, y, w, min(y+each, length)))
		}
		return list
	}
	for _, c := range []struct {
		name           string
		w, h, each     int
		longSide       int
		leastW, mostWW int
	}{
		{"a long strip", 800, 20000, 1000, 0, 300, 400},
		{"the longest", 800, 65535, 1000, 0, 150, 400},
		{"small", 100, 600, 100, 0, 100, 100},
		{"a thread", 1, 65535, 400, 0, 1, 1},
		{"a size asked for", 800, 8000, 1000, 500, 400, 400},
		{"one piece is almost all", 4000, 12000, 11990, 0, 200, 1200},
	} {
		page := image.Rect(0, 0, c.w, c.h)
		f := Request{Lines: &image.Gray{Rect: page}, Pieces: pieces(c.w, c.h, c.each), LongSide: c.longSide}.frame()
		if f.ww < c.leastW || f.ww > c.mostWW || f.w*f.h > maxJoined {
			t.Errorf("%s: working size %dx%d, want %d–%d wide", c.name, f.ww, f.wh, c.leastW, c.mostWW)
		}
		inner, shown := f.windows(pieces(c.w, c.h, c.each))
		for i, w := range shown {
			if !inner[i].In(w) || !w.In(image.Rect(0, 0, f.w, f.h)) || w.Dx()%grain != 0 || w.Dy()%grain != 0 || w.Min.X%tokenSide != 0 || w.Min.Y%tokenSide != 0 || w.Dx()*w.Dy() > maxArea {
				t.Fatalf("%s: piece %d at %v is shown as %v", c.name, i, inner[i], w)
			}
		}
	}
}

func TestPiecesMustBeOnThePage(t *testing.T) {
	r := stripRequest()
	r.Pieces = append(r.Pieces, image.Rect(500, 500, 600, 600))
	if _, err := testNetwork(t, Options{}).Colorize(context.Background(), r, nil); err == nil {
		t.Error("a piece beside the page was taken")
	}
}

func TestGraphsNoLongerNeededAreFreed(t *testing.T) {
	n := testNetwork(t, Options{})
	g, err := newColorizerGraph(n.team, n.colorizer, 32, 64)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.encoder.run(); err != nil {
		t.Fatal(err)
	}
	kept := weak.Make(g)
	runtime.KeepAlive(g)
	g = nil
	for range 4 {
		runtime.GC()
	}
	if kept.Value() != nil {
		t.Error("a graph outlives its last use")
	}
}
