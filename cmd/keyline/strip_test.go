//go:build e2e

package main

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyline/canvas/imageio"
)

// peak is the most memory the program had, MiB.
func (w *window) peak() (mb int) {
	w.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.cmd.Process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	if _, err := fmt.Sscan(rest, &mb); err != nil {
		w.t.Fatal(err)
	}
	return mb >> 10
}

// longStrip is a strip of framed panels.
func longStrip(t *testing.T, size image.Point) string {
	m := image.NewGray(image.Rectangle{Max: size})
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	for y := 30; y+900 < size.Y; y += 960 {
		p := image.Rect(30, y, size.X-30, y+900)
		draw.Draw(m, p, image.Black, image.Point{}, draw.Src)
		draw.Draw(m, p.Inset(4), image.White, image.Point{}, draw.Src)
		for i := 1; i < 9; i++ {
			draw.Draw(m, image.Rect(60, y+i*100, 400+40*i, y+i*100+4), image.Black, image.Point{}, draw.Src)
		}
	}
	path := filepath.Join(t.TempDir(), "strip.png")
	writePNG(t, path, m)
	return path
}

func TestALongStripIsMendedAndExportedInBoundedMemory(t *testing.T) {
	reference := filepath.Join(samples, "novel_sophia", "reference.png")
	sketch := longStrip(t, image.Pt(800, 20000))
	w := start(t, sketch, reference)
	w.wait("ready", "base=1")
	w.do("key 1")
	w.wait("zoom=1.0000")
	origin := -w.pair("origin", ",")[1]
	w.stroke(200, origin+200, 500, origin+260)
	w.wait("ready", "edges=1", "pen=0")
	edges, out := filepath.Join(t.TempDir(), "edges.png"), filepath.Join(t.TempDir(), "out.png")
	w.export("ctrl+shift+e", edges)
	w.export("ctrl+e", out)
	byCLI := filepath.Join(t.TempDir(), "cli.png")
	commandLine(t, "colorize", "--sketch", sketch, "--reference", reference, "--edges", edges, "--out", byCLI)
	if !bytes.Equal(decode(t, out), decode(t, byCLI)) {
		t.Error("the window and the command line colour the strip differently")
	}
	w.do("key b")
	w.wait("tool=Hint")
	w.do("mousemove %s click 1", w.at(300, origin+350))
	w.wait("ready", "hints=1", "base=2", "pen=0")
	w.do("key ctrl+z")
	w.wait("ready", "hints=0")
	w.do("key ctrl+shift+p")
	w.wait("ready", "dialogs=1")
	w.do("key Escape")
	w.wait("dialogs=0")
	if mb := w.peak(); mb >= 1500 {
		t.Errorf("needed %d MB", mb)
	} else {
		t.Logf("%d MB", mb)
	}
	if img, err := imageio.Decode(out); err != nil || img.Bounds().Size() != image.Pt(800, 20000) {
		t.Errorf("the export is %v, %v", img.Bounds(), err)
	}
}

func TestPanelsAreColouredAndExportedByKeyboard(t *testing.T) {
	_, reference, _ := files3(t)
	page := image.NewGray(image.Rect(0, 0, 300, 400))
	draw.Draw(page, page.Rect, image.White, image.Point{}, draw.Src)
	for _, p := range []image.Rectangle{image.Rect(10, 10, 140, 180), image.Rect(160, 10, 290, 180), image.Rect(10, 200, 290, 390)} {
		draw.Draw(page, p, image.Black, image.Point{}, draw.Src)
		draw.Draw(page, p.Inset(3), image.White, image.Point{}, draw.Src)
	}
	sketch, dir := filepath.Join(t.TempDir(), "page.png"), t.TempDir()
	writePNG(t, sketch, page)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1")
	w.do("key ctrl+shift+p")
	w.wait("ready", "dialogs=1")
	w.do("key Next key Delete key Insert key Return")
	w.wait("ready", "dialogs=0", "panels=3", "base=2")
	w.export("ctrl+alt+e", filepath.Join(dir, "part"))
	for i := 1; i <= 3; i++ {
		decode(t, filepath.Join(dir, fmt.Sprintf("part-%02d.png", i)))
	}
	w.do("key ctrl+z")
	w.wait("ready", "panels=0")
}
