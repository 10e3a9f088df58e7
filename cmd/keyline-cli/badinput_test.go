package main

import (
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// pngHeader is a PNG that claims a size and ends after its header.
func pngHeader(width, height uint32) []byte {
	chunk := []byte("IHDR")
	chunk = binary.BigEndian.AppendUint32(chunk, width)
	chunk = binary.BigEndian.AppendUint32(chunk, height)
	chunk = append(chunk, 8, 6, 0, 0, 0) // 8 bit RGBA
	data := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	data = append(data, chunk...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(chunk))
}

// jpegHeader is a JPEG that claims a size and ends after its frame header.
func jpegHeader(width, height uint16) []byte {
	data := []byte{0xff, 0xd8, 0xff, 0xc0, 0, 17, 8}
	data = binary.BigEndian.AppendUint16(data, height)
	data = binary.BigEndian.AppendUint16(data, width)
	return append(data, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)
}

// badFiles are pictures that no command can use, by name.
func badFiles(t *testing.T, dir string) map[string]string {
	whole, err := os.ReadFile(writePNG(t, dir, "whole.png", sample(t, "avatar", "sketch", image.Pt(300, 300))))
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "folder.png")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"missing":             filepath.Join(dir, "missing.png"),
		"truncated":           write(t, dir, "truncated.png", whole[:len(whole)/2]),
		"cut in the header":   write(t, dir, "header.png", whole[:20]),
		"0 bytes":             write(t, dir, "zero.png", nil),
		"text":                write(t, dir, "text.png", []byte("not a picture, but long enough for a header of one")),
		"a folder":            folder,
		"30000×30000 png":     write(t, dir, "30000.png", pngHeader(30000, 30000)),
		"100000×100000 png":   write(t, dir, "100000.png", pngHeader(100000, 100000)),
		"0×0 png":             write(t, dir, "0.png", pngHeader(0, 0)),
		"60000×60000 jpeg":    write(t, dir, "60000.jpg", jpegHeader(60000, 60000)),
		"0×0 jpeg":            write(t, dir, "0.jpg", jpegHeader(0, 0)),
		"a name with a space": filepath.Join(dir, "no such.png"),
	}
}

func TestBadPicturesGiveOneLineAndLeaveNothing(t *testing.T) {
	dir := t.TempDir()
	bad := badFiles(t, dir)
	good := writePNG(t, dir, "good.png", sample(t, "avatar", "sketch", image.Pt(40, 40)))
	commands := map[string]func(path string) []string{
		"sketch":    func(p string) []string { return []string{"colorize", "--sketch", p} },
		"reference": func(p string) []string { return []string{"colorize", "--sketch", good, "--reference", p} },
		"base":      func(p string) []string { return []string{"colorize", "--sketch", good, "--base", p} },
		"hints":     func(p string) []string { return []string{"colorize", "--sketch", good, "--hints", p} },
		"edges":     func(p string) []string { return []string{"colorize", "--sketch", good, "--edges", p} },
		"palette":   func(p string) []string { return []string{"colorize", "--sketch", good, "--palette", p} },
	}
	for role, args := range commands {
		for name, path := range bad {
			t.Run(role+"/"+name, func(t *testing.T) {
				outDir := t.TempDir()
				o := keyline(t, nil, append(args(path), "--out", filepath.Join(outDir, "out.png"), "--json")...)
				o.mustFail(t, exitFailed, path)
				if o.peakMB >= 600 {
					t.Errorf("needed %d MB", o.peakMB)
				}
				if left, err := os.ReadDir(outDir); err != nil || len(left) > 0 {
					t.Errorf("left %v behind (%v)", left, err)
				}
			})
		}
	}
}

func TestMetricsRefusesBadPictures(t *testing.T) {
	dir := t.TempDir()
	good := writePNG(t, dir, "good.png", sample(t, "avatar", "sketch", image.Pt(40, 40)))
	other := writePNG(t, dir, "other.png", sample(t, "avatar", "sketch", image.Pt(41, 40)))
	for name, path := range badFiles(t, dir) {
		for i := range 3 {
			files := []string{good, good, good}
			files[i] = path
			o := keyline(t, nil, "metrics", "--sketch", files[0], "--truth", files[1], "--pred", files[2])
			if o.mustFail(t, exitFailed, path); t.Failed() {
				t.Fatalf("%s as input %d", name, i)
			}
		}
	}
	keyline(t, nil, "metrics", "--sketch", good, "--truth", good, "--pred", other).mustFail(t, exitFailed, other, "41×40", "40×40")
}

func TestPicturesOfAnotherSizeAreRefused(t *testing.T) {
	dir := t.TempDir()
	sketch := writePNG(t, dir, "sketch.png", image.NewGray(image.Rect(0, 0, 40, 30)))
	other := writePNG(t, dir, "other.png", dabs(image.Pt(30, 40), color.Black))
	for _, role := range []string{"--base", "--hints", "--edges"} {
		o := keyline(t, nil, "colorize", "--sketch", sketch, role, other, "--out", filepath.Join(dir, "out.png"))
		o.mustFail(t, exitFailed, other, "30×40", sketch, "40×30")
	}
}

func TestWrongCommandLinesExitWithTwo(t *testing.T) {
	dir := t.TempDir()
	s := writePNG(t, dir, "s.png", image.NewGray(image.Rect(0, 0, 8, 8)))
	o := filepath.Join(dir, "o.png")
	if err := os.Link(s, filepath.Join(dir, "link.png")); err != nil {
		t.Fatal(err)
	}
	tests := map[string][]string{
		"unknown command":          {"paint"},
		"unknown flag":             {"colorize", "--sketch", s, "--out", o, "--colour", "red"},
		"no sketch":                {"colorize", "--out", o},
		"no out":                   {"colorize", "--sketch", s},
		"no value":                 {"colorize", "--sketch", s, "--out"},
		"empty value":              {"colorize", "--sketch", "", "--out", o},
		"empty reference":          {"colorize", "--sketch", s, "--reference", "", "--out", o},
		"a stray argument":         {"colorize", "--sketch", s, "--out", o, "more.png"},
		"size that is no number":   {"colorize", "--sketch", s, "--out", o, "--size", "big"},
		"size below the range":     {"colorize", "--sketch", s, "--out", o, "--size", "1"},
		"negative size":            {"colorize", "--sketch", s, "--out", o, "--size", "-5"},
		"size above the range":     {"colorize", "--sketch", s, "--out", o, "--size", "100000"},
		"lines that are no yes/no": {"colorize", "--sketch", s, "--out", o, "--lines=some"},
		"levels with one tone":     {"colorize", "--sketch", s, "--out", o, "--levels", "12"},
		"levels upside down":       {"colorize", "--sketch", s, "--out", o, "--levels", "200,100"},
		"levels out of range":      {"colorize", "--sketch", s, "--out", o, "--levels", "0,300"},
		"unknown format":           {"colorize", "--sketch", s, "--out", filepath.Join(dir, "o.gif")},
		"no format":                {"colorize", "--sketch", s, "--out", filepath.Join(dir, "o")},
		"ora without lines":        {"colorize", "--sketch", s, "--lines=false", "--out", filepath.Join(dir, "o.ora")},
		"krita":                    {"colorize", "--sketch", s, "--out", filepath.Join(dir, "o.KRA")},
		"the sketch as output":     {"colorize", "--sketch", s, "--out", s},
		"an input by another name": {"colorize", "--sketch", s, "--reference", s, "--out", filepath.Join(dir, "link.png")},
		"hints on a colouring":     {"colorize", "--sketch", s, "--base", s, "--hints", s, "--out", o},
		"metrics without truth":    {"metrics", "--sketch", s, "--pred", s},
		"base without edges":       {"metrics", "--sketch", s, "--truth", s, "--pred", s, "--base", s},
		"eval without pairs":       {"eval", "--json"},
		"too few strokes":          {"eval", "--pairs", dir, "--strokes", "-1"},
		"too many strokes":         {"eval", "--pairs", dir, "--strokes", "1001"},
		"bench with an argument":   {"bench", "fast"},
		"bench of no sketch":       {"bench", "--reference", "r.png"},
	}
	for name, args := range tests {
		t.Run(name, func(t *testing.T) {
			keyline(t, nil, args...).mustFail(t, exitUsage)
			if _, err := os.Stat(o); err == nil {
				t.Error("the output was written")
			}
		})
	}
	if o := keyline(t, nil); o.status != exitUsage || o.out != "" {
		t.Errorf("no command: status %d", o.status)
	}
	keyline(t, []string{"KEYLINE_ISA=fast"}, "colorize", "--sketch", s, "--out", o).mustFail(t, exitUsage, "KEYLINE_ISA")
}

func TestHelpIsPrintedOnStandardOutput(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"--help"}, {"colorize", "--help"}, {"metrics", "-h"}, {"eval", "--help"}, {"palette", "--help"}, {"bench", "--help"}} {
		if o := keyline(t, nil, args...); o.status != exitDone || o.out == "" || o.err != "" {
			t.Errorf("%v: status %d, stderr %q", args, o.status, o.err)
		}
	}
}

func TestUnwritableOutputLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	sketch := writePNG(t, dir, "sketch.png", image.NewGray(image.Rect(0, 0, 8, 8)))
	if err := os.Mkdir(filepath.Join(dir, "folder.png"), 0o755); err != nil {
		t.Fatal(err)
	}
	before := names(t, dir)
	for name, out := range map[string]string{
		"no such folder":    filepath.Join(dir, "none", "out.png"),
		"a folder":          filepath.Join(dir, "folder.png"),
		"a file as folder":  filepath.Join(sketch, "out.png"),
		"the proc folder":   "/proc/out.png",
		"too long a name":   filepath.Join(dir, string(slices.Repeat([]byte("x"), 300))+".png"),
		"a device, no file": "/dev/full/out.png",
	} {
		t.Run(name, func(t *testing.T) {
			keyline(t, nil, "colorize", "--sketch", sketch, "--out", out).mustFail(t, exitFailed, out)
			if after := names(t, dir); !slices.Equal(after, before) {
				t.Errorf("left %v, before it was %v", after, before)
			}
		})
	}
}

func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		list = append(list, entry.Name())
	}
	return list
}

func TestEvalLooksAtItsSheetFirst(t *testing.T) {
	sheet := filepath.Join(t.TempDir(), "none", "sheet.png")
	keyline(t, nil, "eval", "--pairs", "no such folder", "--sheet", sheet).mustFail(t, exitFailed, sheet)
}

func TestEvalRefusesFoldersWithoutPairs(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{filepath.Join(dir, "none"), dir, write(t, dir, "file", nil)} {
		keyline(t, nil, "eval", "--pairs", path).mustFail(t, exitFailed, path)
	}
}
