package imageio

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestLosslessFormatsKeepEveryPixel(t *testing.T) {
	flat := image.NewRGBA(image.Rect(0, 0, 300, 40))
	draw.Draw(flat, flat.Rect, image.NewUniform(color.RGBA{200, 100, 50, 255}), image.Point{}, draw.Src)
	for _, f := range []Format{PNG, WebP} {
		for name, img := range map[string]image.Image{
			"1x1": speckled(image.Rect(0, 0, 1, 1), false), "alpha": speckled(image.Rect(0, 0, 129, 31), true),
			"opaque": speckled(image.Rect(0, 0, 64, 64), false), "flat": flat, "thin": speckled(image.Rect(0, 0, 1, 300), true),
			"origin": speckled(image.Rect(-7, 9, 20, 33), true), "part": flat.SubImage(image.Rect(9, 9, 50, 20)),
			"grey": &image.Gray{Pix: speckled(image.Rect(0, 0, 9, 9), false).Pix, Stride: 18, Rect: image.Rect(0, 0, 18, 18)},
		} {
			var first, second bytes.Buffer
			if err := errors.Join(Encode(&first, img, f), Encode(&second, img, f)); err != nil {
				t.Errorf("%s %s: %v", f, name, err)
				continue
			}
			if !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Errorf("%s %s: written twice it differs", f, name)
			}
			got, err := decodeBytes(name, first.Bytes())
			if err != nil {
				t.Errorf("%s %s: %v", f, name, err)
			} else if d := far(t, got, img); d != 0 {
				t.Errorf("%s %s: %d off", f, name, d)
			}
		}
	}
}

func TestToNRGBAAgreesWithTheColourModel(t *testing.T) {
	b := image.Rect(-3, 5, 14, 16)
	rgba, gray := image.NewRGBA(b), image.NewGray(b)
	draw.Draw(rgba, b, speckled(b, true), b.Min, draw.Src)
	draw.Draw(gray, b, rgba, b.Min, draw.Src)
	for x := range 9 { // opaque ones too
		rgba.SetRGBA(x, 8, color.RGBA{uint8(x * 20), 7, 250, 255})
	}
	opaque := image.NewRGBA(image.Rectangle{Max: b.Size()})
	draw.Draw(opaque, opaque.Rect, speckled(opaque.Rect, false), image.Point{}, draw.Src)
	for _, img := range []image.Image{rgba, gray, opaque, image.NewNRGBA(image.Rectangle{})} {
		got := ToNRGBA(img)
		for y := range got.Rect.Dy() {
			for x := range got.Rect.Dx() {
				want := color.NRGBAModel.Convert(img.At(img.Bounds().Min.X+x, img.Bounds().Min.Y+y))
				if got.NRGBAAt(x, y) != want {
					t.Fatalf("%T (%d, %d): %v, want %v", img, x, y, got.NRGBAAt(x, y), want)
				}
			}
		}
	}
}

func TestJPEGLaysTransparencyOnWhite(t *testing.T) {
	var b bytes.Buffer
	if err := Encode(&b, image.NewNRGBA(image.Rect(0, 0, 8, 8)), JPEG); err != nil {
		t.Fatal(err)
	}
	got, err := decodeBytes("x", b.Bytes())
	if err != nil || ToNRGBA(got).NRGBAAt(4, 4) != (color.NRGBA{255, 255, 255, 255}) {
		t.Errorf("%v: %v", err, got.At(4, 4))
	}
}

func TestQualityIsThatOfAJPEGOnly(t *testing.T) {
	img := speckled(image.Rect(0, 0, 64, 48), false)
	size := func(f Format, quality int) int {
		var b bytes.Buffer
		if err := EncodeQuality(&b, img, f, quality); err != nil {
			t.Fatal(err)
		}
		return b.Len()
	}
	if low, high := size(JPEG, 20), size(JPEG, 95); low >= high {
		t.Errorf("quality 20 takes %d bytes, 95 takes %d", low, high)
	}
	for _, f := range []Format{PNG, WebP} {
		if size(f, 1) != size(f, 100) {
			t.Errorf("quality changes a %s", f)
		}
	}
}

func TestCheckFormat(t *testing.T) {
	for _, c := range []struct {
		path string
		size image.Point
		says string // "" for fine
	}{
		{"a.png", image.Pt(65535, 65535), ""},
		{"a.PNG", image.Pt(1, 1), ""},
		{"b.jpeg", image.Pt(65535, 9), ""},
		{"b.JPG", image.Pt(65536, 9), "at most 65535"},
		{"c.webp", image.Pt(16383, 9), ""},
		{"c.webp", image.Pt(9, 16384), "at most 16383"},
		{"d.tiff", image.Pt(1, 1), `".tiff"; use .png, .webp or .jpg`},
		{"d", image.Pt(1, 1), "use .png"},
		{".png.gz", image.Pt(1, 1), "use .png"},
	} {
		err := CheckFormat(c.path, c.size)
		if (err == nil) != (c.says == "") || err != nil && (!strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.path)) {
			t.Errorf("%s %v: %v, want %q", c.path, c.size, err, c.says)
		}
		if unknown := strings.Contains(c.says, "use .png, .webp"); err != nil && unknown && !errors.Is(err, ErrFormat) {
			t.Errorf("%s: no ErrFormat in %v", c.path, err)
		}
	}
}

func TestEncodersReportTheWritersError(t *testing.T) {
	full := errors.New("disk full")
	for _, f := range []Format{PNG, JPEG, WebP} {
		if err := Encode(failingWriter{full}, speckled(image.Rect(0, 0, 99, 99), false), f); !errors.Is(err, full) {
			t.Errorf("%s: %v", f, err)
		}
	}
	if err := Encode(io.Discard, image.NewNRGBA(image.Rectangle{}), WebP); err == nil {
		t.Error("an empty WebP was written")
	}
}

type failingWriter struct{ err error }

func (f failingWriter) Write([]byte) (int, error) { return 0, f.err }

func TestSaveAndDecode(t *testing.T) {
	img := speckled(image.Rect(0, 0, 20, 20), false)
	for _, name := range []string{"a.png", "b.webp", "c.jpg"} {
		path := filepath.Join(t.TempDir(), name)
		if err := Save(path, img); err != nil {
			t.Fatal(err)
		}
		if got, err := Decode(path); err != nil || got.Bounds() != img.Rect {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Save(filepath.Join(t.TempDir(), "a.bmp"), img); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
}

func names(t *testing.T, folder string) string {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var s []string
	for _, e := range list {
		s = append(s, e.Name())
	}
	return strings.Join(s, " ")
}

func TestFailedWriteLeavesNothingBehind(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "out.png")
	boom := errors.New("out of ideas")
	half := func(w io.Writer) error { fmt.Fprint(w, "half"); return boom }
	if err := WriteAtomic(path, half); !errors.Is(err, boom) || !strings.Contains(err.Error(), path) {
		t.Error(err)
	}
	if got := names(t, folder); got != "" {
		t.Errorf("left behind: %s", got)
	}
	whole := func(w io.Writer) error { _, err := fmt.Fprint(w, "whole"); return err }
	if err := WriteAtomic(path, whole); err != nil {
		t.Fatal(err)
	}
	if err := WriteAtomic(path, half); err == nil {
		t.Fatal("no error")
	}
	func() {
		defer func() { recover() }()
		WriteAtomic(path, func(w io.Writer) error { fmt.Fprint(w, "half"); panic("!") })
	}()
	if got, _ := os.ReadFile(path); string(got) != "whole" || names(t, folder) != "out.png" {
		t.Errorf("%q in %s", got, names(t, folder))
	}
}

func TestWriteAtomicKeepsPermissionsAndLinks(t *testing.T) {
	folder := t.TempDir()
	path, link := filepath.Join(folder, "out.png"), filepath.Join(folder, "link.png")
	if err := errors.Join(os.WriteFile(path, []byte("old"), 0o640), os.Chmod(path, 0o640), os.Symlink("out.png", link)); err != nil {
		t.Fatal(err)
	}
	if err := WriteAtomic(link, func(w io.Writer) error { _, err := fmt.Fprint(w, "new"); return err }); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	got, _ := os.ReadFile(path)
	if err != nil || info.Mode().Perm() != 0o640 || string(got) != "new" {
		t.Errorf("%v, %v, %q", err, info.Mode(), got)
	}
	if target, err := os.Readlink(link); err != nil || target != "out.png" {
		t.Errorf("the link is gone: %v", err)
	}
}

func TestUnwritableTargets(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	protected := filepath.Join(t.TempDir(), "x.png")
	if err := os.WriteFile(protected, nil, 0o444); err != nil {
		t.Fatal(err)
	}
	nothing := func(io.Writer) error { t.Error("work was begun"); return nil }
	for path, says := range map[string]string{
		filepath.Join(folder, "missing", "x.png"): "make the folder",
		filepath.Join(file, "x.png"):              "is a file, choose another folder",
		folder:                                    "add a file name",
		"/dev/null":                               "is not a plain file",
		protected:                                 "is write-protected; allow writing it",
	} {
		for name, err := range map[string]error{"write": WriteAtomic(path, nothing), "check": CheckWritable(path)} {
			if err == nil || !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), "write "+path+": ") {
				t.Errorf("%s %s: %v, want %q", name, path, err, says)
			}
		}
	}
	if err := CheckWritable(filepath.Join(folder, "new.png")); err != nil || names(t, folder) != "file" {
		t.Errorf("%v, in the folder: %s", err, names(t, folder))
	}
	// Permissions and full disks cannot be had by every user that runs the tests.
	for err, says := range map[error]string{
		&os.PathError{Op: "open", Path: "p", Err: syscall.EACCES}:  "permission denied; you may not write in d",
		&os.PathError{Op: "open", Path: "p", Err: syscall.EROFS}:   "you may not write in d",
		&os.PathError{Op: "write", Path: "p", Err: syscall.ENOSPC}: "free some space",
		&os.LinkError{Op: "rename", Err: syscall.EIO}:              "choose another place",
	} {
		if got := failed("d/x.png", err).Error(); !strings.Contains(got, says) || strings.Contains(got, " p:") {
			t.Errorf("%q, want %q", got, says)
		}
	}
}
