package picturefile

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyline/canvas/imageio"
	"keyline/canvas/layered"
)

// thin is a drawing with nothing but a black frame on transparent paper.
func thin(size image.Point) *image.NRGBA {
	m := image.NewNRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			if min(x, y, size.X-1-x, size.Y-1-y) < 20 {
				m.SetNRGBA(x, y, color.NRGBA{A: 255})
			}
		}
	}
	return m
}

func TestPicturesAreReadSmallOnWhite(t *testing.T) {
	folder := t.TempDir()
	flat, work := filepath.Join(folder, "a.png"), filepath.Join(folder, "b.psd")
	if err := imageio.Save(flat, thin(image.Pt(400, 200))); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(work)
	if err != nil {
		t.Fatal(err)
	}
	img := thin(image.Pt(300, 600))
	p := layered.Picture{Size: image.Pt(300, 600), Layers: []layered.Layer{{Name: "ink", Opacity: 1, Image: img}}, Merged: image.NewNRGBA(img.Rect)}
	draw.Draw(p.Merged, img.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(p.Merged, img.Rect, img, image.Point{}, draw.Over)
	if err := EncodeLayers(context.Background(), file, work, p); err != nil {
		t.Fatal(err)
	}
	file.Close()
	for path, want := range map[string]image.Point{flat: {100, 50}, work: {50, 100}} {
		m, err := Small(path, 100)
		if err != nil || m.Rect.Size() != want {
			t.Errorf("%s: %v, %v", path, m, err)
			continue
		}
		if ink, paper := m.NRGBAAt(1, 1), m.NRGBAAt(want.X/2, want.Y/2); ink != (color.NRGBA{A: 255}) || paper != (color.NRGBA{255, 255, 255, 255}) {
			t.Errorf("%s: ink is %v, paper %v", path, ink, paper)
		}
	}
}

func TestWhatIsTooLargeOrDamagedIsNotReadSmall(t *testing.T) {
	folder := t.TempDir()
	large, torn := filepath.Join(folder, "large.png"), filepath.Join(folder, "torn.png")
	if err := imageio.Save(large, image.NewGray(image.Rect(0, 0, 5001, 5000))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(torn, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{large: "too large to be shown small", torn: "not a PNG", filepath.Join(folder, "none.png"): "none.png"} {
		if _, err := Small(path, 100); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
