package main

import (
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pageWith is a white page with hatched panels in black frames.
func pageWith(size image.Point, panels ...image.Rectangle) *image.NRGBA {
	m := image.NewNRGBA(image.Rectangle{Max: size})
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	for _, p := range panels {
		draw.Draw(m, p, image.Black, image.Point{}, draw.Src)
		draw.Draw(m, p.Inset(3), image.White, image.Point{}, draw.Src)
		for y := p.Min.Y + 20; y < p.Max.Y-20; y += 25 {
			draw.Draw(m, image.Rect(p.Min.X+20, y, p.Max.X-20-(y%60), y+3), image.Black, image.Point{}, draw.Src)
		}
	}
	return m
}

var threePanels = []image.Rectangle{image.Rect(20, 20, 280, 200), image.Rect(300, 20, 480, 200), image.Rect(20, 220, 480, 600)}

func TestPanelsAreWrittenInReadingOrder(t *testing.T) {
	dir := t.TempDir()
	page := writePNG(t, dir, "page.png", pageWith(image.Pt(500, 620), threePanels...))
	for _, manga := range []bool{false, true} {
		out := filepath.Join(dir, "out")
		args := []string{"panels", "--page", page, "--out", out, "--json"}
		order := []int{0, 1, 2}
		if manga {
			args, order = append(args, "--right-to-left"), []int{1, 0, 2}
		}
		var report panelsReport
		if err := json.Unmarshal([]byte(done(t, args...).out), &report); err != nil {
			t.Fatal(err)
		}
		if report.Width != 500 || report.Height != 620 || len(report.Panels) != 3 {
			t.Fatalf("report %+v", report)
		}
		whole := read(t, page)
		for i, p := range report.Panels {
			r := image.Rect(p.X, p.Y, p.X+p.Width, p.Y+p.Height)
			if want := threePanels[order[i]]; !want.Inset(4).In(r) || !r.In(want.Inset(-4)) {
				t.Errorf("panel %d is %v, want %v", i, r, want)
			}
			got, want := read(t, p.File), image.NewNRGBA(image.Rectangle{Max: r.Size()})
			draw.Draw(want, want.Rect, whole, r.Min, draw.Src)
			if !slices.Equal(got.Pix, want.Pix) {
				t.Errorf("%s is not that part of the page", p.File)
			}
		}
	}
}

func TestPanelsOfABlankPageAreNone(t *testing.T) {
	dir := t.TempDir()
	page := writePNG(t, dir, "page.png", pageWith(image.Pt(300, 300)))
	if o := done(t, "panels", "--page", page, "--out", filepath.Join(dir, "out")); !strings.Contains(o.out, "no panels") {
		t.Errorf("stdout %q", o.out)
	}
	if o := done(t, "panels", "--page", page, "--out", filepath.Join(dir, "out"), "--json"); !strings.Contains(o.out, `"panels":[]`) {
		t.Errorf("stdout %q", o.out)
	}
}

func TestPanelsRefusesWhatItCannotUse(t *testing.T) {
	dir := t.TempDir()
	page := writePNG(t, dir, "page-01.png", pageWith(image.Pt(500, 620), threePanels...))
	keyline(t, nil, "panels", "--page", page).mustFail(t, exitUsage, "--out")
	keyline(t, nil, "panels", "--page", filepath.Join(dir, "no.png"), "--out", dir).mustFail(t, exitFailed, "no.png")
	keyline(t, nil, "panels", "--page", page, "--out", page).mustFail(t, exitFailed, "page-01.png")
	if err := os.Rename(page, filepath.Join(dir, "page.png")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "page.png"), page); err != nil {
		t.Fatal(err)
	}
	keyline(t, nil, "panels", "--page", filepath.Join(dir, "page.png"), "--out", dir).mustFail(t, exitFailed, "replace the page")
}

func TestPanelsAreColouredOneByOne(t *testing.T) {
	dir := t.TempDir()
	page := writePNG(t, dir, "page.png", pageWith(image.Pt(500, 620), threePanels...))
	reference := writePNG(t, dir, "reference.png", sample(t, "gopher_noodles", "reference", image.Pt(256, 207)))
	coloured := func(name string, more ...string) *image.NRGBA {
		path := filepath.Join(dir, name)
		done(t, append([]string{"colorize", "--sketch", page, "--reference", reference, "--out", path, "--lines=false"}, more...)...)
		return read(t, path)
	}
	whole, parts := coloured("whole.png"), coloured("parts.png", "--panels")
	if slices.Equal(whole.Pix, parts.Pix) {
		t.Error("--panels changes nothing")
	}
	for y := range 620 {
		for x := range 500 {
			at := image.Pt(x, y)
			if !slices.ContainsFunc(threePanels, func(p image.Rectangle) bool { return at.In(p.Inset(-8)) }) && parts.NRGBAAt(x, y) != (color.NRGBA{255, 255, 255, 255}) {
				t.Fatalf("%v, outside of all panels, is %v", at, parts.NRGBAAt(x, y))
			}
		}
	}
}

// The bound on memory is that of the whole program for a strip of 800 × 20,000.
func TestALongStripIsColouredAndMendedInBoundedMemory(t *testing.T) {
	size := image.Pt(800, 20000)
	var frames []image.Rectangle
	for y := 30; y+900 < size.Y; y += 960 {
		frames = append(frames, image.Rect(30, y, 770, y+900))
	}
	d := newDesk(t, image.Pt(60, 50))
	strip := writePNG(t, d.dir, "strip.png", pageWith(size, frames...))
	edges := writePNG(t, d.dir, "strip-edges.png", dabs(size, color.Black, image.Rect(100, 900, 105, 1010), image.Rect(100, 15000, 700, 15006)))
	out := filepath.Join(d.dir, "out.png")
	o := done(t, "colorize", "--sketch", strip, "--reference", d.reference, "--edges", edges, "--out", out)
	if o.peakMB >= 1500 {
		t.Errorf("needed %d MB", o.peakMB)
	}
	got := read(t, out)
	if got.Rect.Size() != size {
		t.Errorf("the picture is %v", got.Rect)
	}
	for _, y := range []int{940, 960, 13440} { // gutters
		if c := got.NRGBAAt(400, y); c != (color.NRGBA{255, 255, 255, 255}) {
			t.Errorf("row %d of a gutter is %v", y, c)
		}
	}
	t.Logf("%d MB", o.peakMB)
}
