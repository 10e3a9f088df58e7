package main

import (
	"image"
	"testing"

	"keyline/app"
	"keyline/canvas"
	"keyline/canvas/cartoon"
	"keyline/canvas/rivals"
	"keyline/cmd/internal/engine"
	"keyline/model"
)

// contours is what a cartoon's wrong parts are measured with: itself, drawn badly, with the
// mirrored truth for a reference.
type contours struct {
	*cartoon.Picture
	network engine.Network
}

// wrong is the wrong part of the cartoon's pixels, %, as colorized with its dabs.
func (c contours) wrong(t *testing.T, strokes *image.Alpha) float64 {
	t.Helper()
	out, err := coloured(t.Context(), console{}, c.network, app.Page{
		Lines: canvas.NewLines(c.Lines), References: []*image.NRGBA{cartoon.Mirrored(c.Truth)}, Hints: c.Dabs, Edges: strokes,
	})
	if err != nil {
		t.Fatal(err)
	}
	return 100 * c.Wrong(out)
}

// rivals is the same of a watershed.
func (c contours) watershed(strokes *image.Alpha) float64 {
	return 100 * c.Wrong(rivals.Watershed(c.Lines, c.Dabs, strokes))
}

// TestMissingContours holds what hints and strokes promise where pieces of the contour are
// missing: fewer wrong pixels than geometry alone leaves. `-v` prints the table.
func TestMissingContours(t *testing.T) {
	network, err := engine.Open(model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("wrong pixels, %                watershed    ours   with strokes: watershed    ours")
	for _, style := range []struct {
		name string
		cartoon.Style
	}{{"clean", cartoon.Clean}, {"rough", cartoon.Rough}, {"missing", cartoon.Missing}} {
		for _, side := range []int{512, 1536} {
			c := contours{cartoon.Portrait().Draw(side, style.Style), network}
			strokes := canvas.EdgesFrom(c.Edges)
			bare, ours, rival, mended := c.watershed(nil), c.wrong(t, nil), c.watershed(strokes), c.wrong(t, strokes)
			t.Logf("%-8s %4d px  %20.2f  %6.2f  %24.2f  %6.2f", style.name, side, bare, ours, rival, mended)
			if style.Style != cartoon.Missing {
				continue
			}
			if ours > 0.8*bare {
				t.Errorf("%d px: %.2f %% wrong with hints, the watershed has %.2f", side, ours, bare)
			}
			if mended > min(1.5, 0.9*rival) {
				t.Errorf("%d px: %.2f %% wrong with hints and strokes, the watershed has %.2f", side, mended, rival)
			}
		}
	}
}

// TestOtherCartoonsWithMissingContours keeps the fill from being made for one picture.
func TestOtherCartoonsWithMissingContours(t *testing.T) {
	network, err := engine.Open(model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const many = 6
	var bare, ours float64
	for seed := range uint64(many) {
		c := contours{cartoon.Random(100+seed).Draw(384, cartoon.Missing), network}
		bare += c.watershed(nil) / many
		ours += c.wrong(t, nil) / many
	}
	t.Logf("%d cartoons: %.2f %% wrong with hints, the watershed has %.2f", many, ours, bare)
	if ours > bare {
		t.Errorf("%.2f %% wrong with hints, the watershed has %.2f", ours, bare)
	}
}
