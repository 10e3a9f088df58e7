// Package canvastest helps tests of pictures: goldens with a readable failure, recorded
// strokes, invented line art.
package canvastest

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Golden compares img with testdata/golden/name.png of the package under test. On amd64
// every pixel must be equal; elsewhere channels may be 1 apart, since compilers there
// fuse multiply and add. On failure got, want and their difference times eight are
// written to t.ArtifactDir() (kept with go test -artifacts) and the error tells the
// largest difference, the count and the first differing pixel. With UPDATE_GOLDEN=1 in
// the environment the golden is written instead: look at it before it is committed.
func Golden(t testing.TB, name string, img image.Image) {
	t.Helper()
	got := straight(img)
	path := filepath.Join("testdata", "golden", filepath.FromSlash(name)+".png")
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		must(t, write(path, got))
		return
	}
	want, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Errorf("golden %s does not exist; run with UPDATE_GOLDEN=1, look at it, commit it", path)
		return
	}
	must(t, err)
	if report := compare(got, want, tolerance()); report != "" {
		t.Errorf("golden %s: %s; see %s", path, report, save(t, name, got, want))
	}
}

func tolerance() int {
	if runtime.GOARCH == "amd64" {
		return 0
	}
	return 1
}

// compare returns what differs by more than tolerance, "" if nothing does.
func compare(got, want *image.NRGBA, tolerance int) string {
	if got.Rect.Size() != want.Rect.Size() {
		return fmt.Sprintf("got %v px, want %v px", got.Rect.Size(), want.Rect.Size())
	}
	most, count := 0, 0
	var first image.Point
	for i := 0; i < len(got.Pix); i += 4 {
		d := difference(got.Pix[i:i+4], want.Pix[i:i+4])
		if d <= tolerance {
			continue
		}
		if count == 0 {
			first = image.Pt(i%got.Stride/4, i/got.Stride)
		}
		most, count = max(most, d), count+1
	}
	if count == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d pixels differ, by %d at most, the first at %v: got %v, want %v", count, len(got.Pix)/4,
		most, first, got.NRGBAAt(first.X, first.Y), want.NRGBAAt(first.X, first.Y))
}

// difference returns the largest difference of a channel.
func difference(a, b []uint8) int {
	d := 0
	for i := range a {
		d = max(d, int(a[i])-int(b[i]), int(b[i])-int(a[i]))
	}
	return d
}

// save writes the three pictures of a failure and returns their folder.
func save(t testing.TB, name string, got, want *image.NRGBA) string {
	folder := filepath.Join(t.ArtifactDir(), filepath.FromSlash(name))
	must(t, write(filepath.Join(folder, "got.png"), got))
	must(t, write(filepath.Join(folder, "want.png"), want))
	diff := image.NewNRGBA(got.Rect.Intersect(want.Rect))
	for y := range diff.Rect.Dy() {
		for x := range diff.Rect.Dx() {
			a, b := got.NRGBAAt(x, y), want.NRGBAAt(x, y)
			diff.SetNRGBA(x, y, color.NRGBA{eight(a.R, b.R), eight(a.G, b.G), eight(a.B, b.B), 255})
		}
	}
	must(t, write(filepath.Join(folder, "diff8.png"), diff))
	return folder
}

func eight(a, b uint8) uint8 { return uint8(min(8*max(int(a)-int(b), int(b)-int(a)), 255)) }

// straight copies img to straight alpha with bounds from (0, 0). Transparent pixels
// lose their colour, as nobody sees it.
func straight(img image.Image) *image.NRGBA {
	b := img.Bounds()
	out := image.NewNRGBA(image.Rectangle{Max: b.Size()})
	if a, ok := img.(*image.Alpha); ok { // a mask is shown as grey
		grey := *a
		draw.Draw(out, out.Rect, &image.Gray{Pix: grey.Pix, Stride: grey.Stride, Rect: grey.Rect}, b.Min, draw.Src)
		return out
	}
	draw.Draw(out, out.Rect, img, b.Min, draw.Src)
	return out
}

func read(path string) (*image.NRGBA, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", path, err)
	}
	return straight(img), nil
}

func write(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, img), f.Close())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
