package model

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"keyline/model/kernel"
)

// sides are masks of a page: its left part up to column x, and the rest.
func sides(page image.Rectangle, x int) []*image.Alpha {
	left, right := image.Rect(0, 0, x, page.Dy()), image.Rect(x, 0, page.Dx(), page.Dy())
	return []*image.Alpha{stroke(page, left), stroke(page, right)}
}

// one is a reference of a single colour.
func one(c color.NRGBA) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(3, 4, 99, 68))
	for i := range m.Pix {
		m.Pix[i] = []uint8{c.R, c.G, c.B, 255}[i%4]
	}
	return m
}

func TestMasksThatTakeNothingAwayChangeNoBit(t *testing.T) {
	page := image.Rect(-3, 5, 150, 105)
	r := Request{Lines: drawing(page), References: []*image.NRGBA{painting(image.Rect(0, 0, 70, 90)), painting(image.Rect(9, 9, 60, 40))}}
	want := refined(t, stripBase(t, testNetwork(t, Options{}), r), nil, page)
	everywhere, nowhere := stroke(page, image.Rect(0, 0, 999, 999)), stroke(page)
	for name, where := range map[string][]*image.Alpha{
		"nil": {nil, nil}, "everywhere": {everywhere, everywhere}, "one everywhere": {nil, everywhere}, "none, so all": {nowhere, nowhere},
	} {
		r.Where = where
		if got := refined(t, stripBase(t, testNetwork(t, Options{}), r), nil, page); !slices.Equal(got.Pix, want.Pix) {
			t.Errorf("%s: the base is another", name)
		}
	}
}

func TestEachTokenTakesFromItsOwnReferences(t *testing.T) {
	for _, c := range []struct {
		name string
		page image.Rectangle
		cut  int // column of the page where the second reference begins
	}{{"even", image.Rect(0, 0, 192, 96), 96}, {"odd, offset", image.Rect(-7, 5, 144, 98), 61}, {"a pixel", image.Rect(0, 0, 1, 1), 0}} {
		red, blue := color.NRGBA{220, 20, 30, 255}, color.NRGBA{20, 30, 220, 255}
		n := testNetwork(t, Options{})
		b := stripBase(t, n, Request{Lines: drawing(c.page), References: []*image.NRGBA{one(red), one(blue)}, Where: sides(c.page, c.cut)})
		g, err := n.colorizerFor(b.h, b.w)
		if err != nil {
			t.Fatal(err)
		}
		v := g.votes
		for token := range v.h * v.w {
			want := red
			if middle := token%v.w*tokenSide + tokenSide/2; c.cut == 0 || min(middle, b.ww-1)*c.page.Dx() >= c.cut*b.ww {
				want = blue
			}
			for k, level := range [3]uint8{want.R, want.G, want.B} {
				if got := v.data()[k*v.h*v.w+token]; got < float32(level)/255-1e-4 || got > float32(level)/255+1e-4 {
					t.Fatalf("%s: token %d found %g in channel %d, want %g", c.name, token, got, k, float32(level)/255)
				}
			}
		}
	}
}

// A match of some tokens on their own gives the very bits that it gives among all tokens.
func TestTokensThatAreMatchedApartGetTheSameBits(t *testing.T) {
	for _, o := range []Options{{}, {Plain: true}} {
		n := testNetwork(t, o)
		memory, err := n.remember(t.Context(), []*image.NRGBA{painting(image.Rect(0, 0, 70, 90))}, func(float64) {})
		if err != nil {
			t.Fatal(err)
		}
		const tokens = 131
		query := make([]float32, heads*keySize*tokens)
		for i := range query {
			query[i] = float32(i*7919%211)/211 - 0.5
		}
		var few, rest []int
		for i := range tokens {
			if i%3 == 0 {
				few = append(few, i)
			} else {
				rest = append(rest, i)
			}
		}
		whole, parts, scale := make([]float32, heads*valueSize*tokens), make([]float32, heads*valueSize*tokens), []float32{12, 15}
		match := func(out, query []float32, n2 int) {
			new(kernel.Attention).Do(n.team, out, query, n2, memory.first, scale, nil, nil)
		}
		taking{memory: memory}.attend(whole, query, tokens, match)
		taking{memory: memory, tokens: few}.attend(parts, query, tokens, match)
		taking{memory: memory, tokens: rest}.attend(parts, query, tokens, match)
		if !slices.Equal(whole, parts) {
			t.Errorf("%s: matched apart they differ", n.Kernel())
		}
	}
}

func TestPiecesTakeFromTheirOwnReferencesToo(t *testing.T) {
	r := stripRequest()
	r.References = []*image.NRGBA{one(color.NRGBA{220, 20, 30, 255}), painting(image.Rect(0, 0, 90, 90))}
	all := refined(t, stripBase(t, testNetwork(t, Options{}), r), nil, stripPage)
	r.Where = []*image.Alpha{stroke(stripPage, image.Rect(0, 425, 120, 600)), stroke(stripPage, image.Rect(0, 0, 120, 425))} // the last piece, the others
	own := refined(t, stripBase(t, testNetwork(t, Options{}), r), nil, stripPage)
	r.References, r.Where = r.References[1:], nil
	second := refined(t, stripBase(t, testNetwork(t, Options{}), r), nil, stripPage)
	if slices.Equal(own.Pix, all.Pix) {
		t.Error("masks change nothing")
	}
	differ := func(a, b *image.RGBA, r image.Rectangle) (n int) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				if a.RGBAAt(x, y) != b.RGBAAt(x, y) {
					n++
				}
			}
		}
		return n
	}
	first := image.Rect(-3, 5, 117, 150)
	if n := differ(own, second, first); n != 0 {
		t.Errorf("the first piece differs in %d pixels from what its reference gives alone", n)
	}
}

func TestMasksThatDoNotFitAreRefused(t *testing.T) {
	page := image.Rect(0, 0, 40, 30)
	ref := painting(image.Rect(0, 0, 9, 9))
	for name, where := range map[string][]*image.Alpha{
		"1 masks for 2": {nil}, "mask of reference 2": {nil, image.NewAlpha(image.Rect(0, 0, 30, 40))},
	} {
		_, err := testNetwork(t, Options{}).Colorize(t.Context(), Request{Lines: drawing(page), References: []*image.NRGBA{ref, ref}, Where: where}, nil)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnotherChoiceIsAnotherColouring(t *testing.T) {
	page := image.Rect(0, 0, 128, 96)
	n := testNetwork(t, Options{})
	r := Request{Lines: drawing(page), References: []*image.NRGBA{one(color.NRGBA{220, 20, 30, 255}), painting(image.Rect(0, 0, 90, 90))}}
	hints := image.NewNRGBA(page)
	hints.SetNRGBA(3, 3, color.NRGBA{1, 2, 3, 255})
	r.Hints = hints // the network's work is kept while there are hints
	first := refined(t, stripBase(t, n, r), nil, page)
	r.Where = sides(page, 64)
	if second := refined(t, stripBase(t, n, r), nil, page); slices.Equal(first.Pix, second.Pix) {
		t.Error("with masks, the colours kept from before came back")
	}
}
