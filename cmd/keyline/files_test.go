package main

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyline/app/memory"
	"keyline/app/ui"
	"keyline/canvas/imageio"
)

var (
	_ ui.Files = files{}
	_ ui.Codec = files{}
)

// drawing is a soft dot on nothing, straight alpha.
func drawing() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 65, 33))
	for y := range 33 {
		for x := range 65 {
			far := (x-30)*(x-30) + (y-16)*(y-16)
			img.SetNRGBA(x, y, color.NRGBA{uint8(3 * x), 40, 90, uint8(255 - min(far, 255))})
		}
	}
	return img
}

func TestWhatIsEncodedIsWhatIsRead(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a.png", "b.webp", "c.jpg"} {
		var file bytes.Buffer
		if err := (files{}).Encode(&file, name, drawing(), 90); err != nil {
			t.Fatal(err)
		}
		shown, err := files{}.Decode(name, file.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, name)
		if err := (files{}).Write(t.Context(), path, file.Bytes()); err != nil {
			t.Fatal(err)
		}
		read, err := files{}.Open(path)
		if err != nil || !bytes.Equal(imageio.ToNRGBA(read).Pix, imageio.ToNRGBA(shown).Pix) {
			t.Errorf("%s: the file on disk is another picture, %v", name, err)
		}
		if a := imageio.ToNRGBA(read).NRGBAAt(0, 0).A; (a == 255) != (name == "c.jpg") {
			t.Errorf("%s: the corner has alpha %d", name, a)
		}
	}
	if err := (files{}).Encode(&bytes.Buffer{}, "a.webp", image.NewGray(image.Rect(0, 0, 20000, 1)), 90); err == nil || !strings.Contains(err.Error(), "use .png") {
		t.Errorf("a WebP that is too wide: %v", err)
	}
}

func TestAWriteThatIsGivenUpLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.png")
	if err := os.WriteFile(path, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (files{}).Write(ctx, path, make([]byte, 3*piece)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	left, err := os.ReadDir(folder)
	if got, _ := os.ReadFile(path); err != nil || len(left) != 1 || string(got) != "old" {
		t.Errorf("left are %v, with %q", left, got)
	}
	if err := (files{}).Write(t.Context(), filepath.Join(folder, "no", "a.png"), nil); err == nil || !strings.Contains(err.Error(), "make the folder") {
		t.Errorf("a missing folder: %v", err)
	}
}

func TestMemoryIsKeptInTheUsersFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("HOME", home)
	t.Setenv("AppData", home)
	m, s, err := openMemory()
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Keep(memory.Picture{Path: "/a.png"}, drawing()); err != nil {
		t.Fatal(err)
	}
	s.SetString("language", "ko")
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	if m, s, err = openMemory(); err != nil || len(m.Pictures()) != 1 || m.Thumbnail("/a.png") == nil || s.String("language") != "ko" {
		t.Errorf("the next run knows %v and speaks %q, %v", m.Pictures(), s.String("language"), err)
	}
}
