package canvastest

import (
	"encoding/json"
	"image"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Recording is a stroke from testdata/strokes of the repository.
type Recording struct {
	Name string
	// Size is that of the page it was drawn on, px.
	Size image.Point
	// Width of the pen in px.
	Width float64
	// Points are document px with the time since the pen came down.
	Points []TimedPoint
}

// TimedPoint is one reading of a pointer.
type TimedPoint struct {
	X, Y float64
	Time time.Duration
}

// Strokes returns the recorded strokes, by name.
func Strokes(t testing.TB) []Recording {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root(t), "testdata", "strokes", "*.json"))
	must(t, err)
	if len(paths) == 0 {
		t.Fatal("testdata/strokes is empty")
	}
	list := make([]Recording, len(paths))
	for i, path := range paths {
		list[i] = recording(t, path)
	}
	return list
}

func recording(t testing.TB, path string) Recording {
	b, err := os.ReadFile(path)
	must(t, err)
	var file struct {
		Size   [2]int
		Width  float64
		Points [][3]float64 // x px, y px, ms
	}
	must(t, json.Unmarshal(b, &file))
	r := Recording{
		Name:  filepath.Base(path[:len(path)-len(".json")]),
		Size:  image.Pt(file.Size[0], file.Size[1]),
		Width: file.Width,
	}
	for _, p := range file.Points {
		r.Points = append(r.Points, TimedPoint{p[0], p[1], time.Duration(p[2] * float64(time.Millisecond))})
	}
	return r
}

// root returns the folder of go.mod above the package under test.
func root(t testing.TB) string {
	folder, err := os.Getwd()
	must(t, err)
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		above := filepath.Dir(folder)
		if above == folder {
			t.Fatal("no go.mod above the test")
		}
		folder = above
	}
}
