package ui

import (
	"image/png"
	"os"
	"testing"
)

func TestShots(t *testing.T) {
	for _, light := range []bool{false, true} {
		b := newThemedBench(t, light)
		name := map[bool]string{false: "dark", true: "light"}[light]
		shot(t, b, "/tmp/w/start-"+name+".png")
		b.OpenSample("novel_sophia")
		b.settle()
		shot(t, b, "/tmp/w/main-"+name+".png")
	}
}

func shot(t *testing.T, b *bench, path string) {
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	png.Encode(f, b.win.Canvas().Capture())
}
