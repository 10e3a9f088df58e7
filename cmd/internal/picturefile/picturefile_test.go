package picturefile

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/layered"
	"keyline/canvas/ora"
	"keyline/canvas/palette"
	"keyline/canvas/project"
	"keyline/cmd/internal/projectfile"
)

// work is a document made of random pixels, which are kept beside it.
type work struct {
	doc           *canvas.Document
	lines, colour *image.NRGBA
}

func random(t testing.TB, rnd *rand.Rand) work {
	t.Helper()
	size := image.Rect(0, 0, 1+rnd.IntN(48), 1+rnd.IntN(48))
	if rnd.IntN(50) == 0 {
		size.Max.X += 128 // across a tile's edge
	}
	byteOf := func() uint8 { return uint8(rnd.UintN(256)) }
	w := work{lines: image.NewNRGBA(size), colour: image.NewNRGBA(size)}
	grey, last := rnd.IntN(2) == 0, color.NRGBA{A: 255}
	for i := range size.Dx() * size.Dy() {
		at := w.lines.Pix[4*i : 4*i+4]
		at[0], at[1], at[2], at[3] = byteOf(), byteOf(), byteOf(), 255
		if grey {
			at[1], at[2] = at[0], at[0]
		}
		if rnd.IntN(4) == 0 {
			last = color.NRGBA{byteOf(), byteOf(), byteOf(), 255}
		}
		w.colour.SetNRGBA(i%size.Dx(), i/size.Dx(), last)
	}
	w.doc = canvas.New(canvas.NewLines(w.lines))
	w.doc = withStrokes(t, rnd, w.doc)
	based, ok := w.doc.WithBase(canvas.Base{ID: 1, Reach: 8, Sources: w.doc.Sources()}, w.doc.Cut(w.colour))
	if !ok {
		t.Fatal("the base was dropped")
	}
	var list []palette.Swatch
	for range rnd.IntN(6) {
		c := w.colour.NRGBAAt(rnd.IntN(size.Dx()), rnd.IntN(size.Dy()))
		list = append(list, palette.Swatch{Colour: c})
	}
	w.doc = based.WithPalette(list)
	return w
}

// withStrokes adds strokes, some of them hidden, that cover much of the page. Nothing
// refines here, so none of them may change a pixel.
func withStrokes(t testing.TB, rnd *rand.Rand, d *canvas.Document) *canvas.Document {
	t.Helper()
	for range rnd.IntN(4) {
		place := func() canvas.Sample {
			return canvas.Sample{X: rnd.Float64() * 50, Y: rnd.Float64() * 50, Width: 1 + rnd.Float64()*20}
		}
		s := canvas.Stroke{Kind: canvas.Edge, Samples: []canvas.Sample{place(), place()}, Hidden: rnd.IntN(2) == 0}
		if rnd.IntN(2) == 0 {
			s.Kind, s.Colour = canvas.Hint, color.NRGBA{255, 0, 255, 255}
		}
		var err error
		if d, _, err = d.WithStroke(s); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// lossless are the endings of all formats that keep every pixel.
func lossless() []string {
	list := []string{".png", ".webp"}
	for _, f := range formats {
		if f.written() {
			list = append(list, f.ending)
		}
	}
	return list
}

// The line formula, to the bit, for a thousand random documents through every lossless
// format: in the flat picture, in the merged one, and in what the layers come to. Strokes,
// hidden or not, are not in it.
func TestTheLineFormulaHoldsInEveryLosslessFormat(t *testing.T) {
	rnd := rand.New(rand.NewPCG(6, 4))
	for i := range 1000 {
		w := random(t, rnd)
		want := w.formula()
		for _, ending := range lossless() {
			var b bytes.Buffer
			if err := Encode(t.Context(), &b, "x"+ending, project.Project{Document: w.doc}, canvas.FlattenOptions{}); err != nil {
				t.Fatal(err)
			}
			back, err := Decode("x"+ending, bytes.NewReader(b.Bytes()), int64(b.Len()))
			if err != nil {
				t.Fatal(err)
			}
			if got := imageio.ToNRGBA(back); got.Rect != want.Rect || !slices.Equal(got.Pix, want.Pix) {
				t.Fatalf("document %d: %s holds another picture", i, ending)
			}
			if !HasLayers("x" + ending) {
				continue
			}
			p, err := formatAt("", bytes.NewReader(b.Bytes())).layers(bytes.NewReader(b.Bytes()), int64(b.Len()))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(p.Composite().Pix, want.Pix) {
				t.Fatalf("document %d: the layers of the %s come to another picture", i, ending)
			}
		}
	}
}

// formula is (colour·line + 127)/255, pixel by pixel.
func (w work) formula() *image.NRGBA {
	out := image.NewNRGBA(w.lines.Rect)
	for i := range out.Pix {
		out.Pix[i] = uint8((uint32(w.colour.Pix[i])*uint32(w.lines.Pix[i]) + 127) / 255)
	}
	return out
}

func TestLimitsAndNames(t *testing.T) {
	for _, c := range []struct {
		path string
		size image.Point
		want string
	}{
		{"a.psd", image.Pt(30000, 1), ""},
		{"a.PSD", image.Pt(30001, 1), "30,000"},
		{"a.webp", image.Pt(1, 16384), "16383"},
		{"a.jpg", image.Pt(65536, 1), "65535"},
		{"a.png", image.Pt(70000, 1), ""},
		{"a.ORA", image.Pt(70000, 1), ""},
		{"a.kra", image.Pt(1, 1), ".psd or .ora"},
		{"a", image.Pt(1, 1), ".png, .webp"},
	} {
		err := Check(c.path, c.size)
		if (err == nil) != (c.want == "") || err != nil && (!strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.path)) {
			t.Errorf("%s of %v: %v, want %q", c.path, c.size, err, c.want)
		}
	}
	if err := CheckName("a.gif"); !errors.Is(err, imageio.ErrFormat) {
		t.Errorf("a format that is not written: %v", err)
	}
	for _, name := range []string{"a.png", "a.ora"} {
		if err := EncodeLayers(t.Context(), &bytes.Buffer{}, name, layered.Picture{}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("layers alone as %s: %v", name, err)
		}
	}
}

func TestSketchesOfLayeredFiles(t *testing.T) {
	w := random(t, rand.New(rand.NewPCG(1, 1)))
	for _, ending := range []string{".psd", ".ora"} {
		path := filepath.Join(t.TempDir(), "work"+ending)
		if err := Save(t.Context(), path, project.Project{Document: w.doc}, canvas.FlattenOptions{}); err != nil {
			t.Fatal(err)
		}
		for layer, want := range map[string]*image.NRGBA{"": w.lines, "Lines": w.lines, "Colour": nil} {
			img, err := OpenSketch(path, layer)
			if err != nil {
				t.Errorf("%s, %q: %v", ending, layer, err)
			} else if want != nil && !slices.Equal(imageio.ToNRGBA(img).Pix, want.Pix) {
				t.Errorf("%s, %q: another picture", ending, layer)
			}
		}
		if _, err := OpenSketch(path, "Nothing"); err == nil || !strings.Contains(err.Error(), `"Lines"`) {
			t.Errorf("%s, a layer that is not there: %v", ending, err)
		}
		img, err := Open(path)
		if err != nil || !slices.Equal(imageio.ToNRGBA(img).Pix, w.formula().Pix) {
			t.Errorf("%s, flat it is another picture, %v", ending, err)
		}
	}
}

// The lines of a project are those that are shown: with their levels, which a layer of the
// line art alone would not have.
func TestTheSketchOfAProjectHasItsLevels(t *testing.T) {
	w := random(t, rand.New(rand.NewPCG(1, 1)))
	lines, err := canvas.NewLines(w.lines).WithLevels(canvas.Levels{Black: 90, White: 160})
	if err != nil {
		t.Fatal(err)
	}
	doc := canvas.New(lines)
	path := filepath.Join(t.TempDir(), "work.ora")
	for range 2 { // the second time over the first
		if err := Save(t.Context(), path, project.Project{Document: doc}, canvas.FlattenOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	want := canvas.Flatten(doc, doc.Bounds(), canvas.FlattenOptions{HideColour: true})
	if img, err := OpenSketch(path, ""); err != nil || !slices.Equal(imageio.ToNRGBA(img).Pix, want.Pix) {
		t.Errorf("other lines, %v", err)
	}
	if _, err := projectfile.Open(path + projectfile.Backup); err != nil {
		t.Errorf("the version before: %v", err)
	}
}

func TestLinesInFilesOfOtherProgramsAreFound(t *testing.T) {
	lines, other := image.NewNRGBA(image.Rect(2, 1, 5, 4)), image.NewNRGBA(image.Rect(0, 0, 8, 6))
	for i := range lines.Pix {
		lines.Pix[i] = uint8(i | 1)
	}
	for i := range other.Pix {
		other.Pix[i] = 99
	}
	inks := layered.Layer{Name: "G", Opacity: 1, Layers: []layered.Layer{{Name: "Inks", Opacity: 1, Image: lines}}}
	shade := layered.Layer{Name: "shade", Opacity: 1, Image: other}
	flat := image.NewNRGBA(other.Rect)
	for i := range flat.Pix {
		flat.Pix[i] = 200
	}
	for _, c := range []struct {
		name   string
		layers []layered.Layer
		layer  string
		want   *image.NRGBA
	}{
		{"by name, in a group", []layered.Layer{shade, inks}, "", inks.Layers[0].OnPage(other.Rect.Max)},
		{"asked for", []layered.Layer{shade, inks}, "shade", other},
		{"asked for with its group", []layered.Layer{shade, inks}, "G / Inks", inks.Layers[0].OnPage(other.Rect.Max)},
		{"one layer", []layered.Layer{shade}, "", flat},
		{"none that may be", []layered.Layer{shade, shade}, "", flat},
	} {
		for _, name := range []string{"b.ora", "ora.dat"} { // by the content, whatever its name
			path := filepath.Join(t.TempDir(), name)
			var file bytes.Buffer
			p := layered.Picture{Size: other.Rect.Max, Merged: flat, Layers: c.layers}
			if err := errors.Join(ora.Write(&file, p, nil, nil), os.WriteFile(path, file.Bytes(), 0o666)); err != nil {
				t.Fatal(err)
			}
			img, err := OpenSketch(path, c.layer)
			if err != nil || !slices.Equal(imageio.ToNRGBA(img).Pix, c.want.Pix) {
				t.Errorf("%s, %s: another picture, %v", name, c.name, err)
			}
			if got, err := Open(path); err != nil || !slices.Equal(imageio.ToNRGBA(got).Pix, flat.Pix) {
				t.Errorf("%s: flat it is another picture, %v", name, err)
			}
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	damaged := filepath.Join(dir, "damaged.psd")
	if err := os.WriteFile(damaged, []byte("8BPS\x00\x01"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(damaged); err == nil || !strings.HasPrefix(err.Error(), "open "+damaged+": ") {
		t.Errorf("damaged: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "missing.psd")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	foreign := filepath.Join(dir, "no.ora")
	if err := os.WriteFile(foreign, []byte("no zip"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, layer := range []string{"", "Lines"} {
		if _, err := OpenSketch(foreign, layer); !errors.Is(err, ora.ErrNone) || !strings.HasPrefix(err.Error(), "open "+foreign+": ") {
			t.Errorf("no OpenRaster: %v", err)
		}
	}
	if _, err := OpenSketch(dir, ""); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
}
