package memory

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func plainWrite(path string, file []byte) error { return os.WriteFile(path, file, 0o600) }

func opened(t *testing.T, folder string) *Memory {
	t.Helper()
	m, err := Open(folder, plainWrite)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var day = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

func dot(c color.Gray) image.Image {
	img := image.NewGray(image.Rect(0, 0, 4, 3))
	for i := range img.Pix {
		img.Pix[i] = c.Y
	}
	return img
}

// paths lists the pictures' file names, newest first.
func paths(m *Memory) string {
	var s []string
	for _, p := range m.Pictures() {
		s = append(s, filepath.Base(p.Path))
	}
	return strings.Join(s, " ")
}

func TestPicturesAreRememberedNewestFirst(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "keyline") // made when it is needed
	m := opened(t, folder)
	for i, name := range []string{"/a.png", "/b.png", "/a.png"} {
		p := Picture{Path: name, Opened: day.Add(time.Duration(i) * time.Hour), Width: 20 + i, Height: 30}
		if err := m.Keep(p, dot(color.Gray{uint8(60 * i)})); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.SetExport(Export{Ending: ".jpg", Quality: 80, Clear: true}); err != nil {
		t.Fatal(err)
	}
	for name, m := range map[string]*Memory{"the same": m, "the next run": opened(t, folder)} {
		if got := paths(m); got != "a.png b.png" {
			t.Errorf("%s: %s", name, got)
		}
		if p := m.Pictures()[0]; p.Width != 22 || !p.Opened.Equal(day.Add(2*time.Hour)) {
			t.Errorf("%s: %+v", name, p)
		}
		if img := m.Thumbnail("/a.png"); img == nil || img.At(1, 1) != (color.Gray{120}) {
			t.Errorf("%s: thumbnail %v", name, img)
		}
		if m.Thumbnail("/never.png") != nil {
			t.Errorf("%s: a thumbnail of what never was", name)
		}
		if e := m.Export(); e.Quality != 80 || !e.Clear || e.Lines {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

func TestTheOrderIsThatOfOpeningNotOfWriting(t *testing.T) {
	m := opened(t, t.TempDir())
	later, earlier := Picture{Path: "/later.png", Opened: day.Add(time.Second)}, Picture{Path: "/earlier.png", Opened: day}
	if err := errors.Join(m.Keep(later, nil), m.Keep(earlier, nil)); err != nil || paths(m) != "later.png earlier.png" {
		t.Errorf("%v, %s", err, paths(m))
	}
}

func TestTheOldestGiveWay(t *testing.T) {
	folder := t.TempDir()
	m := opened(t, folder)
	for i := range MaxPictures + 3 {
		if err := m.Keep(Picture{Path: fmt.Sprintf("/%d.png", i)}, dot(color.Gray{9})); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(m.Pictures()); n != MaxPictures {
		t.Errorf("%d are remembered", n)
	}
	files, err := os.ReadDir(filepath.Join(folder, "thumbnails"))
	if err != nil || len(files) != MaxPictures {
		t.Errorf("%d thumbnails are kept, %v", len(files), err)
	}
}

func TestAForgottenPictureIsGone(t *testing.T) {
	for _, folder := range []string{"", t.TempDir()} {
		m := opened(t, folder)
		if err := errors.Join(m.Keep(Picture{Path: "/a.png"}, dot(color.Gray{9})), m.Forget("/a.png"), m.Forget("/b.png")); err != nil {
			t.Fatal(err)
		}
		if len(m.Pictures()) != 0 || m.Thumbnail("/a.png") != nil {
			t.Error("it is still there")
		}
	}
}

func TestADamagedListIsPutAside(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON": "{pictures", "another kind": `{"pictures": 7}`, "endless": strings.Repeat(" ", maxBytes+1), "empty": "",
	} {
		folder := t.TempDir()
		path := filepath.Join(folder, fileName)
		for i, aside := range []string{path + ".damaged", path + ".damaged-2"} {
			if err := plainWrite(path, []byte(text)); err != nil {
				t.Fatal(err)
			}
			m, err := Open(folder, plainWrite)
			if err == nil || !strings.Contains(err.Error(), aside) {
				t.Errorf("%s %d: %v", name, i, err)
			}
			if kept, err := os.ReadFile(aside); err != nil || string(kept) != text {
				t.Errorf("%s: put aside is %.20q, %v", name, kept, err)
			}
			if err := m.Keep(Picture{Path: "/a.png"}, nil); err != nil || paths(m) != "a.png" {
				t.Errorf("%s: afterwards %v, %s", name, err, paths(m))
			}
		}
	}
}

func TestAnUnwritableFolderStopsNothing(t *testing.T) {
	m, err := Open(t.TempDir(), func(string, []byte) error { return errors.New("the disk is full") })
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Keep(Picture{Path: "/a.png"}, dot(color.Gray{9})); err == nil || !strings.Contains(err.Error(), "cannot be remembered: the disk is full") {
		t.Errorf("%v", err)
	}
	if paths(m) != "a.png" || m.Thumbnail("/a.png") == nil {
		t.Error("in this run it is not remembered either")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := plainWrite(file, nil); err != nil {
		t.Fatal(err)
	}
	if m, err = Open(filepath.Join(file, "keyline"), plainWrite); m == nil || err == nil {
		t.Errorf("a folder in a file: %v", err)
	}
	if err := m.SetExport(Export{}); err == nil {
		t.Error("no error")
	}
}

func TestTwoWindowsKeepEachOthersPictures(t *testing.T) {
	folder := t.TempDir()
	a, b := opened(t, folder), opened(t, folder)
	if err := errors.Join(a.Keep(Picture{Path: "/a.png"}, nil), b.Keep(Picture{Path: "/b.png"}, nil)); err != nil {
		t.Fatal(err)
	}
	if got := paths(opened(t, folder)); got != "b.png a.png" {
		t.Error(got)
	}
}

func TestADamagedThumbnailIsNone(t *testing.T) {
	folder := t.TempDir()
	m := opened(t, folder)
	if err := m.Keep(Picture{Path: "/a.png"}, dot(color.Gray{9})); err != nil {
		t.Fatal(err)
	}
	if err := plainWrite(m.thumbnailPath("/a.png"), []byte("\x89PNG\r\n\x1a\n")); err != nil {
		t.Fatal(err)
	}
	if img := opened(t, folder).Thumbnail("/a.png"); img != nil {
		t.Errorf("it is %v", img.Bounds())
	}
}

func TestEntriesThatNoListOfOursHasAreDropped(t *testing.T) {
	folder := t.TempDir()
	text := `{"pictures": [{"path": "/a.png"}, {"path": ""}, {"path": "/a.png", "width": 7}], "export": {"ending": ".jpg", "quality": 4000}}`
	if err := plainWrite(filepath.Join(folder, fileName), []byte(text)); err != nil {
		t.Fatal(err)
	}
	m := opened(t, folder)
	if paths(m) != "a.png" || m.Export().Quality != 100 {
		t.Errorf("%s, %+v", paths(m), m.Export())
	}
}

func TestWhatCouldNotBeWrittenIsWrittenWithTheNext(t *testing.T) {
	folder, full := t.TempDir(), false
	m, err := Open(folder, func(path string, file []byte) error {
		if full {
			return errors.New("the disk is full")
		}
		return plainWrite(path, file)
	})
	if err != nil {
		t.Fatal(err)
	}
	keep := func(name string, hour int) error {
		return m.Keep(Picture{Path: name, Opened: day.Add(time.Duration(hour) * time.Hour), Width: 2, Height: 3}, dot(color.Gray{9}))
	}
	if err := keep("/a.png", 1); err != nil {
		t.Fatal(err)
	}
	full = true
	if err := keep("/b.png", 2); err == nil {
		t.Error("a full disk is no error")
	}
	full = false
	if err := keep("/c.png", 3); err != nil {
		t.Fatal(err)
	}
	for name, m := range map[string]*Memory{"this run": m, "the next run": opened(t, folder)} {
		if got := paths(m); got != "c.png b.png a.png" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestAListDamagedLaterIsPutAside(t *testing.T) {
	folder := t.TempDir()
	m := opened(t, folder)
	if err := m.SetExport(Export{Ending: ".png"}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(m.file.path(), []byte("half a li"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := m.SetExport(Export{Ending: ".webp"}); err == nil {
		t.Error("a damaged list is no error")
	}
	if kept, err := os.ReadFile(m.file.path() + ".damaged"); err != nil || string(kept) != "half a li" {
		t.Errorf("the damaged list was not put aside: %q, %v", kept, err)
	}
	if got := opened(t, folder).Export().Ending; got != ".webp" {
		t.Errorf("the last choice is %q, want .webp", got)
	}
}

func TestForgettingAllLeavesNothingBehind(t *testing.T) {
	folder := t.TempDir()
	m := opened(t, folder)
	for _, name := range []string{"/a.png", "/b.png"} {
		if err := m.Keep(Picture{Path: name, Opened: time.Unix(1, 0)}, image.NewRGBA(image.Rect(0, 0, 4, 4))); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.SetExport(Export{Ending: ".jpg", Quality: 70, Width: 900}); err != nil {
		t.Fatal(err)
	}
	if err := m.ForgetAll(); err != nil {
		t.Fatal(err)
	}
	for _, m := range []*Memory{m, opened(t, folder)} {
		if len(m.Pictures()) != 0 || m.Thumbnail("/a.png") != nil {
			t.Errorf("there are %v", m.Pictures())
		}
		if e := m.Export(); e.Quality != 70 || e.Width != 900 {
			t.Errorf("the export's choices are %+v", e)
		}
	}
}
