package model

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"
)

var flatSwatches = []color.NRGBA{{200, 40, 40, 255}, {40, 60, 200, 255}, {250, 220, 200, 255}}

// flatBase is a base of two frames with what its flats are made of.
func flatBase(t *testing.T, page image.Rectangle) (*Base, FlatRequest) {
	t.Helper()
	lines := frames(page, image.Rect(40, 40, 140, 240), image.Rect(160, 40, 260, 240))
	b, err := shipped(t, Options{}).Colorize(t.Context(), Request{Lines: lines, References: []*image.NRGBA{painting(image.Rect(0, 0, 300, 280))}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b, FlatRequest{Lines: lines, Swatches: flatSwatches}
}

func flatsOf(t *testing.T, b *Base, r FlatRequest) *image.Gray16 {
	t.Helper()
	out, err := b.Flats(t.Context(), r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if out.Rect != b.page {
		t.Fatalf("the flats are %v, the page %v", out.Rect, b.page)
	}
	return out
}

// only returns the number that all of r has.
func only(t *testing.T, what string, m *image.Gray16, r image.Rectangle) uint16 {
	t.Helper()
	first := m.Gray16At(r.Min.X, r.Min.Y).Y
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if v := m.Gray16At(x, y).Y; v != first {
				t.Fatalf("%s: %d at %d, %d, %d elsewhere", what, v, x, y, first)
			}
		}
	}
	return first
}

// seeded puts a hint of a number in a place.
func seeded(r *FlatRequest, page, place image.Rectangle) {
	r.Hints++
	if r.Seeds == nil {
		r.Seeds = image.NewGray16(page)
	}
	for y := place.Min.Y; y < place.Max.Y; y++ {
		for x := place.Min.X; x < place.Max.X; x++ {
			r.Seeds.SetGray16(x, y, color.Gray16{Y: uint16(len(r.Swatches) + r.Hints)})
		}
	}
}

func TestEveryPixelOfFlatsHasANumber(t *testing.T) {
	for _, page := range []image.Rectangle{image.Rect(0, 0, 1, 1), image.Rect(0, 0, 300, 280), image.Rect(-7, 11, 893, 711)} {
		b, r := flatBase(t, page)
		shares := []float64{}
		out, err := b.Flats(t.Context(), r, func(share float64) { shares = append(shares, share) })
		if err != nil || len(shares) == 0 || shares[len(shares)-1] != 1 {
			t.Fatalf("%v: %v, progress %v", page, err, shares)
		}
		for i := 0; i < len(out.Pix); i += 2 {
			if v := int(out.Pix[i])<<8 | int(out.Pix[i+1]); v > len(r.Swatches) {
				t.Fatalf("%v: number %d at %d", page, v, i/2)
			}
		}
		again := flatsOf(t, b, r)
		if string(again.Pix) != string(out.Pix) {
			t.Errorf("%v: made again they are others", page)
		}
	}
}

func TestAnEdgePartsFlatsAndAHintTakesItsSide(t *testing.T) {
	page := image.Rect(0, 0, 300, 280)
	b, r := flatBase(t, page)
	above, below, other := image.Rect(45, 45, 135, 146), image.Rect(45, 154, 135, 235), image.Rect(165, 45, 255, 235)
	whole := flatsOf(t, b, r)
	only(t, "a frame", whole, image.Rect(45, 45, 135, 235))
	r.Edges = stroke(page, image.Rect(40, 148, 140, 151))
	seeded(&r, page, image.Rect(85, 60, 92, 67))
	m := flatsOf(t, b, r)
	if v := only(t, "above the edge", m, above); v != 4 {
		t.Errorf("the hint's side has the number %d", v)
	}
	if v := only(t, "below it", m, below); v == 4 || v > 3 {
		t.Errorf("the other side has the number %d", v)
	}
	if v := only(t, "the other frame", m, other); v != whole.Gray16At(200, 100).Y {
		t.Errorf("the other frame became %d", v)
	}
}

func TestAPlaceGivesItsAreaItsNumber(t *testing.T) {
	page := image.Rect(0, 0, 300, 280)
	b, r := flatBase(t, page)
	left, right := image.Rect(45, 45, 135, 235), image.Rect(165, 45, 255, 235)
	was := only(t, "the right frame", flatsOf(t, b, r), right)
	r.Places, r.After = []image.Point{{41, 100}}, []uint16{3} // on the line
	m := flatsOf(t, b, r)
	if l, w := only(t, "the left frame", m, left), only(t, "the right frame", m, right); l != 4 && m.Gray16At(20, 100).Y != 4 || w != was {
		t.Errorf("a place on a line: left %d, right %d", l, w)
	}
	r.Places[0] = image.Pt(60, 100)
	if l := only(t, "the left frame", flatsOf(t, b, r), left); l != 4 {
		t.Errorf("left is %d", l)
	}
	r.Places, r.After = append(r.Places, image.Pt(100, 200)), []uint16{3, 3}
	if l := only(t, "the later place", flatsOf(t, b, r), left); l != 5 {
		t.Errorf("left is %d", l)
	}
	seeded(&r, page, image.Rect(85, 60, 92, 67)) // number 4; the places have 5 and 6 now
	r.After = []uint16{3, 4}
	if l := only(t, "a place later than the hint", flatsOf(t, b, r), left); l != 6 {
		t.Errorf("left is %d", l)
	}
	r.After = []uint16{3, 3}
	if l := only(t, "a hint later than the places", flatsOf(t, b, r), left); l != 4 {
		t.Errorf("left is %d", l)
	}
	r.Places = []image.Point{{5, 5}, {-20, 900}}
	if v := flatsOf(t, b, r).Gray16At(290, 270).Y; v != 6 {
		t.Errorf("the ground is %d", v)
	}
}

func TestFlatRequestsThatDoNotFitAreRefused(t *testing.T) {
	b, r := flatBase(t, image.Rect(0, 0, 60, 50))
	for name, change := range map[string]func(r *FlatRequest){
		"no lines":       func(r *FlatRequest) { r.Lines = nil },
		"other lines":    func(r *FlatRequest) { r.Lines = image.NewGray(image.Rect(0, 0, 9, 9)) },
		"small edges":    func(r *FlatRequest) { r.Edges = image.NewAlpha(image.Rect(0, 0, 9, 9)) },
		"small seeds":    func(r *FlatRequest) { r.Seeds = image.NewGray16(image.Rect(0, 0, 9, 9)) },
		"places alone":   func(r *FlatRequest) { r.Places = []image.Point{{}} },
		"too many hints": func(r *FlatRequest) { r.Hints = 1 << 16 },
	} {
		bad := r
		change(&bad)
		if _, err := b.Flats(t.Context(), bad, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	if _, err := b.Flats(ctx, r, func(float64) { stop() }); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
}
