package main

import (
	"image"
	"image/color"
	"path/filepath"
	"testing"

	"keyline/canvas/lineart"
)

func TestLinesAreThoseOfThePackage(t *testing.T) {
	dir := t.TempDir()
	in := writePNG(t, dir, "in.png", sample(t, "gopher_noodles", "truth", image.Pt(203, 187)))
	for _, ending := range []string{"png", "webp"} {
		out := filepath.Join(dir, "out."+ending)
		var report drawn
		decode(t, done(t, "lines", "--image", in, "--out", out, "--weight", "0.8", "--detail", "30", "--threshold", "0.5", "--noise", "4", "--json").out, &report)
		if report != (drawn{out, 203, 187}) {
			t.Errorf("the report is %+v", report)
		}
		img, err := open(in)
		if err != nil {
			t.Fatal(err)
		}
		want := lineart.Of(img, lineart.Options{Weight: 0.8, Detail: 30, Threshold: 0.5, Noise: 4})
		got, err := open(out)
		if err != nil {
			t.Fatal(err)
		}
		ink := 0
		for y := range 187 {
			for x := range 203 {
				g := color.GrayModel.Convert(got.At(x, y)).(color.Gray)
				if g != want.GrayAt(x, y) {
					t.Fatalf("%s: %v at %d, %d, want %v", ending, g, x, y, want.GrayAt(x, y))
				}
				if g.Y < 128 {
					ink++
				}
			}
		}
		if ink == 0 || ink > 203*187/3 {
			t.Errorf("%d of the pixels are ink", ink)
		}
	}
}

func TestLinesRefuseWhatTheyCannotDo(t *testing.T) {
	dir := t.TempDir()
	in, out := writePNG(t, dir, "in.png", image.NewGray(image.Rect(0, 0, 9, 9))), filepath.Join(dir, "out.png")
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"--image", in, "--out", out, "--weight", "9"}, exitUsage, "weight"},
		{[]string{"--image", in, "--out", out, "--threshold", "-1"}, exitUsage, "threshold"},
		{[]string{"--image", in, "--out", in}, exitUsage, "would replace"},
		{[]string{"--image", in, "--out", filepath.Join(dir, "out.psd")}, exitUsage, "written as"},
		{[]string{"--image", filepath.Join(dir, "none.png"), "--out", out}, exitFailed, "none.png"},
		{[]string{"--image", in}, exitUsage, "--out"},
	} {
		keyline(t, nil, append([]string{"lines"}, c.args...)...).mustFail(t, c.status, c.says)
	}
}
