package main

import (
	"image"
	"path/filepath"
	"testing"
)

func TestFlatsHaveFewColoursAndRepeat(t *testing.T) {
	d := newDesk(t, image.Pt(203, 187))
	colours := func(name string, args ...string) (map[[3]uint32]int, image.Image) {
		out := filepath.Join(d.dir, name)
		done(t, append([]string{"colorize", "--sketch", d.sketch, "--reference", d.reference, "--lines=false", "--out", out}, args...)...)
		p, err := open(out)
		if err != nil {
			t.Fatal(err)
		}
		found := map[[3]uint32]int{}
		for y := range 187 {
			for x := range 203 {
				r, g, b, _ := p.At(x, y).RGBA()
				found[[3]uint32{r, g, b}]++
			}
		}
		return found, p
	}
	const most = 21 // the references' swatches and white
	if plain, _ := colours("plain.png"); len(plain) <= most {
		t.Fatalf("without --flats there are %d colours; the test would prove nothing", len(plain))
	}
	flat, first := colours("flat.png", "--flats")
	if len(flat) > most {
		t.Errorf("%d colours, want at most %d", len(flat), most)
	}
	_, second := colours("again.png", "--flats")
	for y := range 187 {
		for x := range 203 {
			if first.At(x, y) != second.At(x, y) {
				t.Fatalf("two runs differ at %d, %d", x, y)
			}
		}
	}
	keyline(t, nil, "colorize", "--sketch", d.sketch, "--base", d.colour, "--flats", "--out", filepath.Join(d.dir, "x.png")).mustFail(t, exitUsage, "--flats")
}
