package main

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyline/canvas/palette"
	"keyline/cmd/internal/palettefile"
)

// threeColours is a picture of three stripes, the first the widest.
func threeColours() *image.NRGBA {
	return merged(dabs(image.Pt(60, 10), color.NRGBA{97, 87, 173, 255}, image.Rect(0, 0, 60, 10)),
		dabs(image.Pt(60, 10), color.NRGBA{225, 180, 140, 255}, image.Rect(30, 0, 50, 10)),
		dabs(image.Pt(60, 10), color.NRGBA{20, 20, 20, 255}, image.Rect(50, 0, 60, 10)))
}

// merged lays pictures of one size over each other.
func merged(list ...*image.NRGBA) *image.NRGBA {
	for _, over := range list[1:] {
		for i := 0; i < len(over.Pix); i += 4 {
			if over.Pix[i+3] > 0 {
				copy(list[0].Pix[i:i+4], over.Pix[i:i+4])
			}
		}
	}
	return list[0]
}

func TestThePaletteOfAPictureIsWrittenInEveryFormat(t *testing.T) {
	dir := t.TempDir()
	in := writePNG(t, dir, "in.png", threeColours())
	want := []palette.Swatch{{Colour: color.NRGBA{97, 87, 173, 255}}, {Colour: color.NRGBA{225, 180, 140, 255}}, {Colour: color.NRGBA{20, 20, 20, 255}}}
	for _, ending := range []string{".gpl", ".ase", ".ACO"} {
		out := filepath.Join(dir, "p"+ending)
		if o := done(t, "palette", "--image", in, "--colors", "8", "--out", out); o.out != "" {
			t.Errorf("%s: without --json stdout has %q", ending, o.out)
		}
		if got, err := palettefile.Open(out); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %v", ending, got, err)
		}
	}
	out := filepath.Join(dir, "p.json")
	var report extracted
	decode(t, done(t, "palette", "--image", in, "--colors", "2", "--out", out, "--json").out, &report)
	if report.Out != out || len(report.Colors) != 2 || report.Colors[0] != "#6157AD" {
		t.Errorf("it reports %+v", report)
	}
	if text, err := os.ReadFile(out); err != nil || !strings.Contains(string(text), `"#6157AD"`) {
		t.Errorf("%s, %v", text, err)
	}
}

func TestBadPalettesAndPicturesOfPalettesAreRefused(t *testing.T) {
	dir := t.TempDir()
	in := writePNG(t, dir, "in.png", threeColours())
	empty := writePNG(t, dir, "empty.png", image.NewNRGBA(image.Rect(0, 0, 5, 5)))
	out := filepath.Join(dir, "p.gpl")
	keyline(t, nil, "palette", "--image", empty, "--out", out).mustFail(t, exitFailed, empty, "transparent")
	keyline(t, nil, "palette", "--image", filepath.Join(dir, "none.png"), "--out", out).mustFail(t, exitFailed, "none.png")
	keyline(t, nil, "palette", "--image", in, "--out", filepath.Join(dir, "none", "p.gpl")).mustFail(t, exitFailed, "make the folder")
	for name, args := range map[string][]string{
		"no image":         {"--out", out},
		"no out":           {"--image", in},
		"no colours":       {"--image", in, "--out", out, "--colors", "0"},
		"too many colours": {"--image", in, "--out", out, "--colors", "257"},
		"unknown format":   {"--image", in, "--out", filepath.Join(dir, "p.txt")},
		"the input as out": {"--image", write(t, dir, "x.gpl", nil), "--out", filepath.Join(dir, "x.gpl")},
	} {
		if keyline(t, nil, append([]string{"palette"}, args...)...).mustFail(t, exitUsage); t.Failed() {
			t.Fatal(name)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("an output was written")
	}
}

func TestColoursOfAnyPaletteFileStandInForAReference(t *testing.T) {
	d := newDesk(t, image.Pt(90, 70))
	list := []palette.Swatch{{Name: "Hair", Colour: color.NRGBA{250, 200, 20, 255}}, {Name: "Coat", Colour: color.NRGBA{20, 60, 200, 255}}}
	var first *image.NRGBA
	for _, ending := range []string{".gpl", ".ase", ".aco"} {
		path := filepath.Join(d.dir, "p"+ending)
		if err := palettefile.Save(path, list); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(d.dir, "out.png")
		done(t, "colorize", "--sketch", d.sketch, "--palette", path, "--out", out)
		got := read(t, out)
		if first == nil {
			first = got
		}
		if step := largestStep(t, first, got); step != 0 {
			t.Errorf("%s: the same colours give another picture, by %d", ending, step)
		}
	}
}

func TestAPaletteThatCannotBeReadIsNamed(t *testing.T) {
	dir := t.TempDir()
	sketch := writePNG(t, dir, "s.png", image.NewGray(image.Rect(0, 0, 8, 8)))
	for name, path := range map[string]string{
		"missing": filepath.Join(dir, "none.gpl"),
		"folder":  dir,
		"cut":     write(t, dir, "cut.ase", []byte("ASEF\x00\x01\x00\x00\xff\xff\xff\xff")),
		"json":    write(t, dir, "p.json", []byte(`{"colors":[]}`)),
	} {
		o := keyline(t, nil, "colorize", "--sketch", sketch, "--palette", path, "--out", filepath.Join(dir, "o.png"))
		if o.mustFail(t, exitFailed, "read palette "+path, "; "); t.Failed() {
			t.Fatal(name)
		}
	}
}
