package model

import (
	"image"
	"image/color"
	"slices"
	"testing"

	"keyline/model/register"
)

func TestPairsLieOnLinesAndInTheirReference(t *testing.T) {
	n := testNetwork(t, Options{})
	page := image.Rect(0, 0, 270, 260)
	lines, coloured := twoVersions(page, image.Point{})
	_, other := twoVersions(image.Rect(0, 0, 150, 203), image.Point{})
	references := []*image.NRGBA{coloured, other}
	b, err := n.Colorize(t.Context(), Request{Lines: lines, References: references}, nil)
	if err != nil {
		t.Fatal(err)
	}
	g, err := n.colorizerFor(b.h, b.w)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range g.found {
		if f.reference < 0 || f.reference > 1 || f.weight <= 0 || f.weight > 1 {
			t.Fatalf("token %d found %v", i, f)
		}
		g.found[i] = finding{i % 2, 0, 0.5}
	}
	pairs := g.pairs(b, references)
	if len(pairs) != 2 || len(pairs[0]) == 0 || len(pairs[1]) == 0 {
		t.Fatalf("%d references have pairs", len(pairs))
	}
	for i, of := range pairs {
		rw, rh := referenceSize(references[i].Rect.Dx(), references[i].Rect.Dy(), 2)
		for _, p := range of {
			if want := (register.Pair{X: p.X, Y: p.Y, U: 4 / float64(rw), V: 4 / float64(rh), Weight: 0.5}); p != want {
				t.Fatalf("reference %d: %v, want %v", i, p, want)
			}
			near := image.Rect(int(p.X)-8, int(p.Y)-8, int(p.X)+8, int(p.Y)+8).Intersect(page)
			if !slices.Contains(cut(lines, near), 0) {
				t.Fatalf("reference %d: there is no line at %v, %v", i, p.X, p.Y)
			}
		}
	}
}

// cut lists the pixels of a part of m.
func cut(m *image.Gray, r image.Rectangle) (out []byte) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		out = append(out, m.Pix[m.PixOffset(r.Min.X, y):][:r.Dx()]...)
	}
	return out
}

func TestTokensOfChosenReferencesKeepTheirNumbers(t *testing.T) {
	n := testNetwork(t, Options{})
	page := image.Rect(0, 0, 270, 260)
	lines, coloured := twoVersions(page, image.Point{})
	half := image.NewAlpha(page)
	for y := range 260 {
		for x := range 135 {
			half.SetAlpha(x, y, color.Alpha{255})
		}
	}
	references := []*image.NRGBA{coloured, paper()}
	b, err := n.Colorize(t.Context(), Request{Lines: lines, References: references, Where: []*image.Alpha{half, inverse(half)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	g, err := n.colorizerFor(b.h, b.w)
	if err != nil {
		t.Fatal(err)
	}
	across := b.w / tokenSide
	for i, f := range g.found {
		want := 0
		if (i%across*tokenSide+tokenSide/2)*270/b.ww >= 135 {
			want = 1
		}
		if x := i % across * tokenSide * 270 / b.ww; x > 120 && x < 150 {
			continue // the border between the halves
		}
		if f.reference != want {
			t.Fatalf("token %d, %d across, found reference %d", i, across, f.reference)
		}
	}
}

func inverse(m *image.Alpha) *image.Alpha {
	out := image.NewAlpha(m.Rect)
	for i, a := range m.Pix {
		out.Pix[i] = 255 - a
	}
	return out
}
