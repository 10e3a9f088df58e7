package main

import (
	"image"
	"image/color"
	"path/filepath"
	"slices"
	"testing"

	"keyline/cmd/internal/picturefile"
	"keyline/cmd/internal/projectfile"
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
	based := filepath.Join(d.dir, "based.png")
	done(t, "colorize", "--sketch", d.sketch, "--base", d.colour, "--flats", "--lines=false", "--out", based)
	found := map[[4]uint8]bool{}
	for i, pix := 0, read(t, based).Pix; i < len(pix); i += 4 {
		found[[4]uint8(pix[i:i+4])] = true
	}
	if len(found) > most || len(found) < 3 {
		t.Errorf("flats of a colouring have %d colours", len(found))
	}
}

// A project with flats is rendered as colorize makes it: the same pixels from the file that
// holds the work as from the work itself, in every format; and recoloured swatches are exact.
func TestAProjectIsRenderedAsItIs(t *testing.T) {
	d := newDesk(t, image.Pt(203, 187))
	want := d.colorize("flats.png", "--flats")
	project, out := filepath.Join(d.dir, "work.ora"), filepath.Join(d.dir, "out.png")
	done(t, "colorize", "--sketch", d.sketch, "--reference", d.reference, "--flats", "--out", project)
	done(t, "render", "--project", project, "--out", out)
	if !slices.Equal(read(t, out).Pix, want.Pix) {
		t.Error("the project's picture is not that of the command that made it")
	}
	p, err := projectfile.Open(project)
	if err != nil {
		t.Fatal(err)
	}
	list := p.Document.Palette()
	was, now := list[0].Colour, color.NRGBA{1, 254, 3, 255}
	list[0].Colour = now
	p.Document = p.Document.WithPalette(list)
	if err := projectfile.Save(t.Context(), project, p, nil); err != nil {
		t.Fatal(err)
	}
	before, after := filepath.Join(d.dir, "before.png"), filepath.Join(d.dir, "after.psd")
	done(t, "colorize", "--sketch", d.sketch, "--reference", d.reference, "--flats", "--lines=false", "--out", before)
	done(t, "render", "--project", project, "--lines=false", "--out", after)
	layers, err := picturefile.OpenLayers(after)
	if err != nil {
		t.Fatal(err)
	}
	old, pix := read(t, before).Pix, layers.Flat().Pix
	n := 0
	for i := 0; i < len(old); i += 4 {
		want := [3]uint8(old[i : i+3])
		if want == [3]uint8{was.R, was.G, was.B} {
			want, n = [3]uint8{now.R, now.G, now.B}, n+1
		}
		if [3]uint8(pix[i:i+3]) != want {
			t.Fatalf("pixel %d is %v, want %v", i/4, pix[i:i+3], want)
		}
	}
	if n < 100 {
		t.Errorf("the swatch has %d pixels; the test proves nothing", n)
	}
	keyline(t, nil, "render", "--project", project, "--out", project).mustFail(t, exitUsage, "replace the input")
	keyline(t, nil, "render", "--project", project, "--lines=false", "--out", filepath.Join(d.dir, "b.ora")).mustFail(t, exitUsage, "--lines=false")
	keyline(t, nil, "render", "--project", d.sketch, "--out", out).mustFail(t, exitFailed, "sketch.png")
}
