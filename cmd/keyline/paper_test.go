//go:build e2e

package main

import (
	"bytes"
	"image"
	"image/color"
	"os/exec"
	"path/filepath"
	"testing"

	"keyline/canvas/imageio"
)

// TestAScansPaperBecomesWhite opens line art on beige paper, as a newcomer's scan is.
func TestAScansPaperBecomesWhite(t *testing.T) {
	sketch, _, _ := files3(t)
	lines, err := imageio.Decode(sketch)
	if err != nil {
		t.Fatal(err)
	}
	scan, beige := image.NewNRGBA(lines.Bounds()), color.NRGBA{236, 224, 200, 255}
	for i := range scan.Pix {
		x, y := i/4%240, i/4/240
		scan.SetNRGBA(x, y, beige)
		if r, _, _, _ := lines.At(x, y).RGBA(); r == 0 {
			scan.SetNRGBA(x, y, color.NRGBA{24, 22, 20, 255})
		}
	}
	path := filepath.Join(filepath.Dir(sketch), "scan.png")
	writePNG(t, path, scan)
	w := start(t, path)
	w.wait("ready", "dialogs=1", "screen=start")
	w.do("key Return")
	w.wait("ready", "dialogs=0", "screen=picture", "base=1")
	paper := func(c color.NRGBA) func(image.Image) bool {
		return func(img image.Image) bool {
			x, y := w.screenPlace(8, 8)
			return sameColour(img.At(int(x), int(y)), c)
		}
	}
	w.seen("white paper", paper(color.NRGBA{255, 255, 255, 255}))
	w.export("ctrl+e", filepath.Join(filepath.Dir(path), "window.png"))
	out := filepath.Join(filepath.Dir(path), "cli.png")
	if text, err := exec.Command(cli, "colorize", "--sketch", path, "--paper", "white", "--out", out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if !bytes.Equal(decode(t, filepath.Join(filepath.Dir(path), "window.png")), decode(t, out)) {
		t.Error("the picture differs from what the command line makes of the same scan")
	}
	w.do("key ctrl+w")
	w.wait("ready", "screen=start")
	w.do("mousemove 460 140 click 1") // it is asked about again
	w.wait("ready", "dialogs=1")
	w.do("key Escape")
	w.wait("dialogs=0", "screen=start")
}
