//go:build e2e

package main

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"image/color"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyline/canvas/layered"
	"keyline/cmd/internal/picturefile"
)

// everywhere holds that the picture in the window, its export, its project's merged picture
// and what the command line renders of that are the same to the bit. It returns the pixels.
func (w *window) everywhere() []byte {
	w.t.Helper()
	dir := w.t.TempDir()
	png, ora, out := filepath.Join(dir, "a.png"), filepath.Join(dir, "a.ora"), filepath.Join(dir, "b.png")
	w.export("ctrl+e", png)
	w.saveAs("ctrl+shift+s", ora)
	w.wait("ready", "dialogs=0", "unsaved=0", `file="a.ora"`)
	commandLine(w.t, "render", "--project", ora, "--out", out)
	pix := decode(w.t, png)
	if sum := checksumOf(pix); sum != w.state["sum"] {
		w.t.Errorf("the export has the sum %s, the window %s", sum, w.state["sum"])
	}
	if !bytes.Equal(decode(w.t, out), pix) {
		w.t.Error("the command line renders another picture than the export")
	}
	if merged, err := picturefile.OpenLayers(ora); err != nil || !bytes.Equal(merged.Merged.Pix, pix) || !bytes.Equal(merged.Composite().Pix, pix) {
		w.t.Errorf("the project's layers come to another picture, %v", err)
	}
	return pix
}

// countOf counts the pixels of a colour.
func countOf(pix []byte, c color.NRGBA) (n int) {
	for i := 0; i < len(pix); i += 4 {
		if pix[i] == c.R && pix[i+1] == c.G && pix[i+2] == c.B {
			n++
		}
	}
	return n
}

// hexOf reads a colour of the state line.
func (w *window) hexOf(key string) (c color.NRGBA) {
	v := strings.TrimPrefix(w.state[key], "#")
	digit := func(i int) uint8 { return uint8(strings.IndexByte("0123456789ABCDEF", v[i])) }
	return color.NRGBA{digit(0)<<4 | digit(1), digit(2)<<4 | digit(3), digit(4)<<4 | digit(5), 255}
}

func TestFlatsInTheWindow(t *testing.T) {
	w := opened(t)
	plain := w.state["sum"]
	w.do("key ctrl+4")
	w.wait("ready", "flats=made", "undo=1")
	if w.state["sum"] == plain {
		t.Error("the flats are not to be seen")
	}
	w.do("key p key Home")
	w.until("the first swatch", func() bool { return w.state["tool"] == "Hint" && w.state["focus"] == "palette" })
	was := w.hexOf("colour")
	before := w.everywhere()
	n := countOf(before, was)
	if n < 1000 {
		t.Fatalf("the first swatch, %v, has %d pixels; the test proves nothing", was, n)
	}
	w.do("key p key F2")
	w.wait("dialogs=1")
	w.do("key ctrl+a type --delay 2 #1E5A28")
	w.do("key Return")
	w.wait("ready", "dialogs=0", "colour=#1E5A28", "flats=made")
	after := w.everywhere()
	if got := countOf(after, w.hexOf("colour")); got != n || countOf(after, was) != 0 {
		t.Errorf("recoloured it has %d pixels and %d of before, want %d", got, countOf(after, was), n)
	}
	w.do("key Escape key k")
	w.wait("tool=Edge")
	recoloured := w.state["sum"]
	w.stroke(120, 30, 120, 170)
	w.wait("ready", "edges=1", "pen=0", "flats=made")
	if got := countOf(w.everywhere(), w.hexOf("colour")); got == 0 {
		t.Error("the areas lost their swatch to an edge")
	}
	w.do("key ctrl+z")
	w.wait("ready", "edges=0", "sum="+recoloured)
	w.do("key x key g")
	w.wait("tool=Fill")
	w.do("mousemove %s click 1", w.at(90, 100))
	w.wait("ready", "flats=made", "step=3")
	if w.state["sum"] == recoloured {
		t.Error("the area was not filled")
	}
	w.everywhere()
	w.do("key ctrl+z")
	w.wait("ready", "sum="+recoloured)
	w.do("key ctrl+4")
	w.wait("ready", "sum="+plain)
}

func TestLayersInTheWindow(t *testing.T) {
	w := opened(t)
	plain := w.state["sum"]
	w.do("key t")
	w.wait("tool=Paint", "erase=0")
	w.stroke(30, 30, 200, 90)
	w.wait("ready", "paint=1", "undo=1", "pen=0")
	painted := w.state["sum"]
	pix := w.everywhere()
	if countOf(pix, w.hexOf("colour")) < 500 {
		t.Error("there is little of the paint's colour")
	}
	w.do("key t")
	w.wait("erase=1")
	w.stroke(30, 30, 100, 55)
	w.wait("ready", "undo=1", "pen=0", "step=2")
	if w.state["sum"] == painted || w.state["sum"] == plain {
		t.Error("the eraser took nothing, or all")
	}
	w.do("key ctrl+4")
	w.wait("ready", "flats=made")
	w.layerKey("linecolour")
	w.wait("dialogs=1")
	w.do("key ctrl+a type --delay 2 #803010")
	w.do("key Return")
	w.wait("ready", "dialogs=0", "tint=#803010")
	w.everywhere()
	w.layerKey("layers")
	w.wait("focus=layers", "layer=lines")
	w.do("key Down key Down key Return")
	w.wait("layer=flats")
	w.layerKey("locklayer")
	w.wait("layerlock=1")
	psd := filepath.Join(t.TempDir(), "a.psd")
	w.export("ctrl+e", psd)
	p, err := picturefile.OpenLayers(psd)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, l := range p.Layers {
		names = append(names, l.Name)
	}
	if !slices.Equal(names, []string{"Lines", "Paint", "Flats", "Colour", "Paper"}) || p.Layers[0].Mode != layered.Multiply || len(p.Layers[2].Layers) < 2 {
		t.Errorf("the layers are %q, with %d flats", names, len(p.Layers[2].Layers))
	}
	if checksumOf(p.Composite().Pix) != w.state["sum"] {
		t.Error("the layers of the PSD do not come to the picture on show")
	}
	for range 5 {
		w.do("key Escape key ctrl+z")
	}
	w.wait("ready", "undo=0", "sum="+plain)
}

// layerKey runs a command when nothing else has the keyboard.
func (w *window) layerKey(name string) {
	w.t.Helper()
	w.do("key Escape")
	w.command(name)
	w.wait("ready")
}

// checksumOf is that of pixels as the state line has it.
func checksumOf(pix []byte) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE(pix)) }
