package main

import (
	"bytes"
	"image"
	"path/filepath"
	"slices"
	"testing"

	"keyline/canvas/imageio"
	"keyline/canvas/layered"
	"keyline/canvas/psd"
	"keyline/cmd/internal/picturefile"
)

// The flat PNG and the PSD of the same work hold the same picture, and the layers of the
// PSD come to it, to the bit.
func TestAPSDHoldsTheFlatPictureInLayers(t *testing.T) {
	d := newDesk(t, image.Pt(203, 187))
	edges := d.edges("edges.png", image.Rect(60, 20, 66, 160))
	for _, lines := range []string{"--lines=true", "--lines=false"} {
		flat := d.colorize("flat.png", "--edges", edges, lines)
		path := filepath.Join(d.dir, "layers.psd")
		done(t, "colorize", "--sketch", d.sketch, "--reference", d.reference, "--edges", edges, lines, "--out", path)
		p, err := picturefile.OpenLayers(path)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(p.Merged.Pix, flat.Pix) {
			t.Errorf("%s: merged differs from the PNG", lines)
		}
		if !slices.Equal(p.Composite().Pix, flat.Pix) {
			t.Errorf("%s: the layers do not come to the PNG", lines)
		}
		if len(p.Layers) != 4 || len(p.Layers[1].Layers) < 3 {
			t.Errorf("%s: layers %+v", lines, p.Layers)
		}
	}
}

func TestALayerOfAPSDIsTheSketch(t *testing.T) {
	d := newDesk(t, image.Pt(90, 70))
	want := d.colorize("want.png")
	lines, err := imageio.Decode(d.sketch)
	if err != nil {
		t.Fatal(err)
	}
	colour, err := imageio.Decode(d.colour)
	if err != nil {
		t.Fatal(err)
	}
	p := layered.Picture{Size: d.size, Layers: []layered.Layer{
		{Name: "colour", Opacity: 1, Image: imageio.ToNRGBA(colour)},
		{Name: "Ink", Opacity: 1, Mode: layered.Multiply, Image: imageio.ToNRGBA(lines)},
	}}
	var b bytes.Buffer
	if err := psd.Encode(t.Context(), &b, p); err != nil {
		t.Fatal(err)
	}
	d.sketch = write(t, d.dir, "work.psd", b.Bytes())
	for _, args := range [][]string{nil, {"--layer", "Ink"}} {
		if got := d.colorize("got.png", args...); !slices.Equal(got.Pix, want.Pix) {
			t.Errorf("%v: another picture than from the line art alone", args)
		}
	}
	out := filepath.Join(d.dir, "none.png")
	keyline(t, nil, "colorize", "--sketch", d.sketch, "--layer", "Inks", "--out", out).mustFail(t, exitFailed, d.sketch, `"Ink"`)
	keyline(t, nil, "colorize", "--sketch", d.reference, "--layer", "Ink", "--out", out).mustFail(t, exitFailed, "no layers")
}
