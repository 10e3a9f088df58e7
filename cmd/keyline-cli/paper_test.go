package main

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scanned is a drawing of lines on beige paper.
func scanned(size image.Point) *image.NRGBA {
	m := image.NewNRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			m.SetNRGBA(x, y, color.NRGBA{236, 224, 200, 255})
			if x%40 == 20 || y%50 == 25 {
				m.SetNRGBA(x, y, color.NRGBA{30, 26, 22, 255})
			}
		}
	}
	return m
}

func TestThePaperOfAScanBecomesWhiteWhenAsked(t *testing.T) {
	dir := t.TempDir()
	scan := writePNG(t, dir, "scan.png", scanned(image.Pt(160, 150)))
	white := writePNG(t, dir, "white.png", image.NewGray(image.Rect(0, 0, 160, 150)))
	for _, test := range []struct {
		name, sketch, flag, report string
		paper                      color.NRGBA // multiplied onto white, below
	}{
		{"said nothing", scan, "", "tinted", color.NRGBA{236, 224, 200, 255}},
		{"kept", scan, "keep", "tinted", color.NRGBA{236, 224, 200, 255}},
		{"whitened", scan, "white", "whitened", color.NRGBA{255, 255, 255, 255}},
		{"white before", white, "white", "", color.NRGBA{0, 0, 0, 255}},
	} {
		out := filepath.Join(dir, "out.png")
		base := writePNG(t, dir, "base.png", dabs(image.Pt(160, 150), color.White, image.Rect(0, 0, 160, 150)))
		args := []string{"colorize", "--sketch", test.sketch, "--base", base, "--out", out, "--json"}
		if test.flag != "" {
			args = append(args, "--paper", test.flag)
		}
		var report colorized
		decode(t, done(t, args...).out, &report)
		img, err := openNRGBA(out)
		if err != nil {
			t.Fatal(err)
		}
		if got := img.NRGBAAt(5, 5); report.Paper != test.report || got != test.paper {
			t.Errorf("%s: the paper is %v and reported as %q, want %v and %q", test.name, got, report.Paper, test.paper, test.report)
		}
	}
	keyline(t, nil, "colorize", "--sketch", scan, "--out", filepath.Join(dir, "o.png"), "--paper", "blue").mustFail(t, exitUsage, "--paper blue", "white")
}

func TestOnlyAPersonIsToldOfTintedPaper(t *testing.T) {
	dir := t.TempDir()
	scan := writePNG(t, dir, "scan.png", scanned(image.Pt(80, 100)))
	for _, test := range []struct {
		name     string
		terminal bool
		flags    []string
		told     bool
	}{
		{"a person", true, nil, true},
		{"a pipe", false, nil, false},
		{"a person who keeps it", true, []string{"--paper", "keep"}, false},
		{"a person who makes it white", true, []string{"--paper", "white"}, false},
		{"a program", true, []string{"--json"}, false},
	} {
		var out, errs bytes.Buffer
		c := console{out: &out, err: &errs, terminal: test.terminal, env: os.Getenv}
		args := append([]string{"colorize", "--sketch", scan, "--out", filepath.Join(dir, "o.png")}, test.flags...)
		status := dispatch(t.Context(), c, args)
		line, _, _ := strings.Cut(errs.String(), "\n")
		told := strings.Contains(line, "scan.png") && strings.Contains(line, "--paper white")
		if status != exitDone || told != test.told || strings.Count(errs.String(), "\n") > 1 {
			t.Errorf("%s: status %d, stderr %q", test.name, status, errs.String())
		}
	}
}

func TestABatchWhitensThePagesThatAreTinted(t *testing.T) {
	dir := t.TempDir()
	pages := filepath.Join(dir, "pages")
	if err := os.Mkdir(pages, 0o700); err != nil {
		t.Fatal(err)
	}
	writePNG(t, pages, "a.png", scanned(image.Pt(80, 100)))
	writePNG(t, pages, "b.png", image.NewGray(image.Rect(0, 0, 60, 50)))
	var report batchReport
	decode(t, done(t, "batch", "--sketches", pages, "--out", filepath.Join(dir, "out"), "--paper", "white", "--json").out, &report)
	if len(report.Pages) != 2 || report.Pages[0].Paper != "whitened" || report.Pages[1].Paper != "" {
		t.Errorf("the report is %+v", report)
	}
	img, err := openNRGBA(filepath.Join(dir, "out", "a.png"))
	if err != nil {
		t.Fatal(err)
	}
	if ink := img.NRGBAAt(20, 5); ink.R > 60 {
		t.Errorf("a line is %v", ink)
	}
	keyline(t, nil, "batch", "--sketches", pages, "--out", filepath.Join(dir, "o"), "--paper", "blue").mustFail(t, exitUsage, "--paper blue")
}
