package canvastest

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// recorder is a test that may fail without failing this one.
type recorder struct {
	testing.TB
	folder string
	errors []string
}

func (r *recorder) Errorf(format string, args ...any) { r.errors = append(r.errors, format) }
func (r *recorder) ArtifactDir() string               { return r.folder }

func gradient(b image.Rectangle) *image.NRGBA {
	img := image.NewNRGBA(b)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			img.SetNRGBA(x, y, color.NRGBA{uint8(3 * x), uint8(5 * y), 90, 255})
		}
	}
	return img
}

func TestGoldenToldApart(t *testing.T) {
	t.Chdir(t.TempDir())
	cases := []struct {
		name   string
		bounds image.Rectangle
		change func(*image.NRGBA)
		fails  bool
	}{
		{"equal", image.Rect(0, 0, 9, 5), func(*image.NRGBA) {}, false},
		{"1x1", image.Rect(0, 0, 1, 1), func(*image.NRGBA) {}, false},
		{"origin does not count", image.Rect(7, -3, 20, 9), func(*image.NRGBA) {}, false},
		{"one pixel by two", image.Rect(0, 0, 9, 5), func(m *image.NRGBA) { m.Pix[4*9+1] += 2 }, true},
		{"another size", image.Rect(0, 0, 9, 5), func(m *image.NRGBA) { m.Rect.Max.Y-- }, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			img := gradient(c.bounds)
			t.Setenv("UPDATE_GOLDEN", "1")
			Golden(t, "x/y", img)
			t.Setenv("UPDATE_GOLDEN", "")
			c.change(img)
			r := &recorder{TB: t, folder: t.TempDir()}
			Golden(r, "x/y", img)
			if failed := len(r.errors) > 0; failed != c.fails {
				t.Fatalf("failed is %v, want %v: %v", failed, c.fails, r.errors)
			}
			if !c.fails {
				return
			}
			for _, name := range []string{"got.png", "want.png", "diff8.png"} {
				if _, err := os.Stat(filepath.Join(r.folder, "x", "y", name)); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestGoldenMissing(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("UPDATE_GOLDEN", "")
	r := &recorder{TB: t, folder: t.TempDir()}
	Golden(r, "nothing", gradient(image.Rect(0, 0, 2, 2)))
	if len(r.errors) != 1 || !strings.Contains(r.errors[0], "UPDATE_GOLDEN=1") {
		t.Errorf("got %q, want one error that tells how to make it", r.errors)
	}
}

func TestCompareReportsTheFirstDifference(t *testing.T) {
	a, b := gradient(image.Rect(0, 0, 8, 8)), gradient(image.Rect(0, 0, 8, 8))
	b.SetNRGBA(5, 6, color.NRGBA{0, 0, 0, 255})
	b.SetNRGBA(2, 7, color.NRGBA{0, 0, 0, 255})
	want := "2 of 64 pixels differ, by 90 at most, the first at (5,6)"
	if got := compare(a, b, 0); !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q…", got, want)
	}
	if got := compare(a, b, 90); got != "" {
		t.Errorf("within tolerance: got %q, want nothing", got)
	}
}

func TestStrokesAreInOrderAndOnThePage(t *testing.T) {
	for _, r := range Strokes(t) {
		page := image.Rectangle{Max: r.Size}
		for i, p := range r.Points {
			if i > 0 && p.Time <= r.Points[i-1].Time {
				t.Errorf("%s: time stands still at point %d", r.Name, i)
			}
			if !image.Pt(int(p.X), int(p.Y)).In(page) {
				t.Errorf("%s: point %d is off the page", r.Name, i)
			}
		}
	}
}
