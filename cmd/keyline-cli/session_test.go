package main

import (
	"bytes"
	"context"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyline/app"
	"keyline/canvas"
	"keyline/cmd/internal/engine"
	"keyline/model"
)

// A base must leave room for the strokes of an earlier one: the session refines them
// from within its progress.
func TestStrokesAreRefinedWhileAnotherBaseIsMade(t *testing.T) {
	n, err := openNetwork(console{env: os.Getenv}, model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	size := image.Pt(203, 187)
	request := app.Request{
		Lines:      canvas.NewLines(sample(t, "gopher_noodles", "sketch", size)).Gray(),
		References: []*image.NRGBA{sample(t, "gopher_noodles", "reference", image.Pt(256, 207))},
	}
	first, err := n.Colorize(t.Context(), request, nil)
	if err != nil {
		t.Fatal(err)
	}
	refine := func() *image.RGBA {
		edges := image.NewAlpha(image.Rectangle{Max: size})
		for x := 40; x < 160; x++ {
			edges.Pix[edges.PixOffset(x, 90)] = 255
		}
		colour, err := first.Refine(t.Context(), edges, first.Bounds())
		if err != nil {
			t.Fatal(err)
		}
		return colour
	}
	want, alone := refine(), colourOf(t, n, request)
	nested := 0
	second, err := n.Colorize(t.Context(), request, func(float64) {
		if nested++; largestStepRGBA(refine(), want) != 0 {
			t.Error("the stroke's colours differ while a base is being made")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := second.Refine(t.Context(), nil, second.Bounds())
	if err != nil {
		t.Fatal(err)
	}
	if nested == 0 || largestStepRGBA(got, alone) != 0 {
		t.Errorf("after %d strokes in between the base differs", nested)
	}
}

func colourOf(t *testing.T, n engine.Network, r app.Request) *image.RGBA {
	t.Helper()
	base, err := n.Colorize(t.Context(), r, nil)
	if err != nil {
		t.Fatal(err)
	}
	colour, err := base.Refine(t.Context(), nil, base.Bounds())
	if err != nil {
		t.Fatal(err)
	}
	return colour
}

// largestStepRGBA is the largest difference of any byte of two pictures of one size.
func largestStepRGBA(a, b *image.RGBA) int {
	most := 0
	for i, v := range a.Pix {
		d := int(v) - int(b.Pix[i])
		most = max(most, d, -d)
	}
	return most
}

func TestProgressIsDrawnOnATerminalOnly(t *testing.T) {
	d := newDesk(t, image.Pt(60, 50))
	for _, terminal := range []bool{false, true} {
		var out, errs bytes.Buffer
		c := console{out: &out, err: &errs, terminal: terminal, env: os.Getenv}
		status := dispatch(t.Context(), c, []string{"colorize", "--sketch", d.sketch, "--out", filepath.Join(d.dir, "o.png")})
		drawn := strings.Contains(errs.String(), "100 %") && strings.HasSuffix(errs.String(), "\r\033[K")
		if status != exitDone || out.Len() > 0 || drawn != terminal || !terminal && errs.Len() > 0 {
			t.Errorf("terminal %v: status %d, stdout %q, stderr %q", terminal, status, out.String(), errs.String())
		}
	}
}

func TestAnInterruptedCommandWritesNothing(t *testing.T) {
	d := newDesk(t, image.Pt(60, 50))
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	path := filepath.Join(d.dir, "o.png")
	for _, args := range [][]string{
		{"colorize", "--sketch", d.sketch, "--out", path},
		{"metrics", "--sketch", d.sketch, "--truth", d.colour, "--pred", d.colour, "--json"},
	} {
		var out, errs bytes.Buffer
		status := dispatch(ctx, console{out: &out, err: &errs, env: os.Getenv}, args)
		if _, err := os.Stat(path); err == nil || out.Len() > 0 || status != exitFailed || !strings.Contains(errs.String(), "interrupted") {
			t.Errorf("%s: status %d, stdout %q, stderr %q, output there: %v", args[0], status, out.String(), errs.String(), err == nil)
		}
	}
}
