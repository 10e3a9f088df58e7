package assets

import (
	"image/png"
	"io/fs"
	"strings"
	"testing"
)

func TestSamplesAreWholeAndAttributed(t *testing.T) {
	entries, err := fs.ReadDir(Samples(), ".")
	if err != nil {
		t.Fatal(err)
	}
	credits, err := fs.ReadFile(Samples(), "ATTRIBUTIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		n++
		if !strings.Contains(string(credits), "`"+entry.Name()+"`") {
			t.Errorf("%s is not attributed", entry.Name())
		}
		for _, name := range []string{"sketch.png", "reference.png", "truth.png"} {
			checkPicture(t, entry.Name()+"/"+name)
		}
	}
	checkPicture(t, "novel_sophia/edges.png") // make run draws it
	if n != 4 {
		t.Errorf("%d samples, want 4", n)
	}
	if !strings.Contains(string(credits), "Permission is hereby granted") {
		t.Error("the MIT licence text is missing")
	}
}

func checkPicture(t *testing.T, name string) {
	t.Helper()
	file, err := Samples().Open(name)
	if err != nil {
		t.Error(err)
		return
	}
	defer file.Close()
	if _, err := png.Decode(file); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}
