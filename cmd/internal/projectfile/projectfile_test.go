package projectfile

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/layered"
	"keyline/canvas/ora"
	"keyline/canvas/project"
	"keyline/canvas/project/projecttest"
)

func random(seed uint64) project.Project {
	return projecttest.Random(rand.New(rand.NewPCG(seed, 11)), 160)
}

func encodedProject(t testing.TB, p project.Project) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := Encode(context.Background(), &file, p, nil); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// shownLayers are those of a document as other programs see them.
func shownLayers(d *canvas.Document) layered.Picture {
	p, pixels := layersOf(d)
	for i := range p.Layers {
		p.Layers[i].Image = pixels[i]()
	}
	p.Merged = merged(d)
	return p
}

func decoded(t testing.TB, file []byte) (project.Project, *ora.File) {
	t.Helper()
	f, err := ora.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := restore(f)
	if err != nil {
		t.Fatal(err)
	}
	return p, f
}

func TestRandomProjectsAreSavedAndOpened(t *testing.T) {
	for seed := range uint64(200) {
		p := random(seed)
		file := encodedProject(t, p)
		back, _ := decoded(t, file)
		if err := projecttest.Differ(p, back); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if !bytes.Equal(encodedProject(t, back), file) {
			t.Fatalf("seed %d: saved again it is another file", seed)
		}
	}
}

// TestTheLineFormulaHoldsInEveryFile looks at what other programs see: the merged picture
// is what the layers come to, and (colour × line + 127)/255, pixel by pixel, of the very
// layers in the file where all of them show.
func TestTheLineFormulaHoldsInEveryFile(t *testing.T) {
	all := canvas.LayerLook{Opacity: 255}
	for seed := range uint64(1000) {
		p := projecttest.Random(rand.New(rand.NewPCG(seed, 12)), 48)
		_, f := decoded(t, encodedProject(t, p))
		seen, err := f.Picture()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(seen.Composite().Pix, seen.Merged.Pix) {
			t.Fatalf("seed %d: the layers do not come to the merged picture", seed)
		}
		if p.Document.HasPaint() || p.Document.Look(canvas.LinesLayer) != all || p.Document.Look(canvas.ColourLayer) != all {
			continue
		}
		lines, colour := layer(seen, linesName), layer(seen, colourName)
		if colour == nil {
			colour = layer(seen, paperName)
		}
		for i := range seen.Merged.Pix {
			if want := uint8((int(lines.Pix[i])*int(colour.Pix[i]) + 127) / 255); seen.Merged.Pix[i] != want {
				t.Fatalf("seed %d: byte %d of the merged picture is %d, want %d", seed, i, seen.Merged.Pix[i], want)
			}
		}
		if flat := canvas.Flatten(p.Document, p.Document.Bounds(), canvas.FlattenOptions{}); !bytes.Equal(flat.Pix, seen.Merged.Pix) {
			t.Fatalf("seed %d: the merged picture is not the export", seed)
		}
	}
}

// TestFlatsAreALayerOfTheFile looks at flats that were made, under locks and other looks.
func TestFlatsAreALayerOfTheFile(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 13))
		p := projecttest.Random(r, 48)
		p.Document = projecttest.WithFlatsMade(r, projecttest.WithColours(r, p.Document))
		_, f := decoded(t, encodedProject(t, p))
		seen, err := f.Picture()
		if err != nil {
			t.Fatal(err)
		}
		d := p.Document
		if got := layer(seen, flatsName); got == nil || !bytes.Equal(got.Pix, d.FlatPicture(d.Bounds()).Pix) {
			t.Fatalf("seed %d: the layer of flats is another picture", seed)
		}
		if flat := canvas.Flatten(d, d.Bounds(), canvas.FlattenOptions{}); !bytes.Equal(flat.Pix, seen.Merged.Pix) || !bytes.Equal(seen.Composite().Pix, seen.Merged.Pix) {
			t.Fatalf("seed %d: picture, merged picture and layers differ", seed)
		}
	}
}

func layer(p layered.Picture, name string) *image.NRGBA {
	for _, l := range p.Layers {
		if l.Name == name {
			return l.Image
		}
	}
	return nil
}

// page is a small document with a visible and a hidden stroke of each kind.
func page(t *testing.T) *canvas.Document {
	t.Helper()
	lines := image.NewGray(image.Rect(0, 0, 60, 40))
	for i := range lines.Pix {
		lines.Pix[i] = uint8(255 - i%251)
	}
	d := canvas.New(canvas.NewLines(lines))
	for i, s := range []canvas.Stroke{
		{Kind: canvas.Edge},
		{Kind: canvas.Edge, Hidden: true},
		{Kind: canvas.Hint, Colour: color.NRGBA{200, 0, 0, 255}},
		{Kind: canvas.Hint, Hidden: true, Colour: color.NRGBA{0, 0, 200, 255}},
	} {
		y := float64(5 + 10*i)
		s.Samples = []canvas.Sample{{X: 5, Y: y, Width: 4}, {X: 50, Y: y, Width: 4}}
		var err error
		if d, _, err = d.WithStroke(s); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestHiddenStrokesAreInNoLayer(t *testing.T) {
	p := shownLayers(page(t))
	var names []string
	for _, l := range p.Layers {
		names = append(names, l.Name)
		if l.Hidden != (l.Name == hintsName || l.Name == edgesName) || (l.Mode == layered.Multiply) != (l.Name == linesName) {
			t.Errorf("layer %s: hidden %v, mode %d", l.Name, l.Hidden, l.Mode)
		}
	}
	if strings.Join(names, ", ") != "Hints, Edge strokes, Lines, Paper" {
		t.Errorf("the layers are %v", names)
	}
	hints, edges := layer(p, hintsName), layer(p, edgesName)
	if hints.NRGBAAt(30, 25) != (color.NRGBA{200, 0, 0, 255}) || hints.NRGBAAt(30, 35).A != 0 {
		t.Errorf("hints are %v and, hidden, %v", hints.NRGBAAt(30, 25), hints.NRGBAAt(30, 35))
	}
	if edges.NRGBAAt(30, 5) != (color.NRGBA{0, 0, 0, 255}) || edges.NRGBAAt(30, 15).A != 0 {
		t.Errorf("edges are %v and, hidden, %v", edges.NRGBAAt(30, 5), edges.NRGBAAt(30, 15))
	}
}

func TestSavingKeepsThePreviousVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.ora")
	first, second := random(1), random(2)
	shares := []float64{}
	for _, p := range []project.Project{first, second} {
		if err := Save(t.Context(), path, p, func(share float64) { shares = append(shares, share) }); err != nil {
			t.Fatal(err)
		}
	}
	if shares[len(shares)-1] != 1 {
		t.Errorf("told were %v", shares)
	}
	for name, want := range map[string]project.Project{path: second, path + Backup: first} {
		got, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := projecttest.Differ(got, want); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Save(ctx, path, first, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if got, err := Open(path); err != nil || projecttest.Differ(got, second) != nil {
		t.Errorf("a save that was given up changed the file, %v", err)
	}
}

func TestFilesOfOtherProgramsAreNoProjects(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "b.ora")
	img := image.NewNRGBA(image.Rect(0, 0, 8, 6))
	var file bytes.Buffer
	p := layered.Picture{Size: img.Rect.Max, Merged: img, Layers: []layered.Layer{{Name: "Inks", Opacity: 1, Image: img}}}
	if err := errors.Join(ora.Write(&file, p, nil, nil), os.WriteFile(path, file.Bytes(), 0o666)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), path) {
		t.Errorf("as a project: %v", err)
	}
	if _, err := Lines(bytes.NewReader(file.Bytes()), int64(file.Len())); !errors.Is(err, ErrForeign) {
		t.Errorf("its lines as those of a project: %v", err)
	}
	for _, bad := range []string{filepath.Join(dir, "none.ora"), dir} {
		if _, err := Open(bad); err == nil || errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestLinesOfAProjectAreThoseShown(t *testing.T) {
	for seed := range uint64(20) {
		p := random(seed)
		file := encodedProject(t, p)
		img, err := Lines(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		d := p.Document
		want := canvas.Flatten(d, d.Bounds(), canvas.FlattenOptions{HideColour: true})
		if !bytes.Equal(img.(*image.RGBA).Pix, want.Pix) {
			t.Fatalf("seed %d: other lines", seed)
		}
	}
}

// TestASaveThatFailsAnywhereLeavesThePreviousVersion breaks off the writing at places
// chosen by chance.
func TestASaveThatFailsAnywhereLeavesThePreviousVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.ora")
	first, second := random(1), random(5)
	if err := Save(t.Context(), path, first, nil); err != nil {
		t.Fatal(err)
	}
	whole := len(encodedProject(t, second))
	r := rand.New(rand.NewPCG(1, 13))
	for range 200 {
		why := []error{syscall.ENOSPC, syscall.EIO, io.ErrShortWrite}[r.IntN(3)]
		err := imageio.WriteAtomicKeeping(path, path+Backup, func(w io.Writer) error {
			return Encode(t.Context(), &breaking{w, r.IntN(whole), why}, second, nil)
		})
		if !errors.Is(err, why) || !strings.Contains(err.Error(), path) {
			t.Fatalf("%v", err)
		}
		left, err := os.ReadDir(filepath.Dir(path))
		if err != nil || len(left) != 1 {
			t.Fatalf("left are %v, %v", left, err)
		}
	}
	if got, err := Open(path); err != nil || projecttest.Differ(got, first) != nil {
		t.Errorf("the file has something else: %v", err)
	}
}

// breaking fails after so many bytes, having written those before.
type breaking struct {
	w    io.Writer
	left int
	why  error
}

func (b *breaking) Write(p []byte) (int, error) {
	if len(p) <= b.left {
		b.left -= len(p)
		return b.w.Write(p)
	}
	n, _ := b.w.Write(p[:b.left])
	b.left = 0
	return n, b.why
}
