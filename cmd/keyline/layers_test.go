//go:build e2e

package main

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"keyline/canvas/layered"
	"keyline/canvas/psd"
	"keyline/cmd/internal/picturefile"
)

// TestAPSDIsOpenedAndExported goes from the layers of one file, chosen as proposed, to
// those of another.
func TestAPSDIsOpenedAndExported(t *testing.T) {
	sketch, coloured, _ := files3(t)
	dir := t.TempDir()
	path, out := filepath.Join(dir, "work.psd"), filepath.Join(dir, "out.psd")
	lines := picture(t, sketch)
	p := layered.Picture{Size: lines.Rect.Size(), Layers: []layered.Layer{
		{Name: "Ink", Opacity: 1, Mode: layered.Multiply, Image: lines},
		{Name: "Colour", Opacity: 1, Image: picture(t, coloured)},
	}}
	var b bytes.Buffer
	if err := psd.Encode(t.Context(), &b, p); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	w := start(t, path)
	w.wait("ready", "dialogs=1", "screen=start")
	w.do("key Return")
	w.wait("ready", "dialogs=0", "screen=picture", "base=1", `name="work.psd"`)
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.export("ctrl+e", out)
	w.wait("exports=1", "unsaved=1")
	back, err := picturefile.OpenLayers(out)
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Layers) < 3 || back.Layers[0].Name != "Lines" || back.Layers[0].Mode != layered.Multiply {
		t.Errorf("layers %+v", back.Layers)
	}
	if !slices.Equal(back.Composite().Pix, back.Merged.Pix) {
		t.Error("the layers do not come to the merged picture")
	}
	ink := back.Layers[0].Image
	if ink.Rect != (image.Rectangle{Max: p.Size}) || !slices.Equal(ink.Pix, lines.Pix) {
		t.Error("the lines are not those of the file that was opened")
	}
}
