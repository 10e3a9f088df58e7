package ui

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"
)

// scanned is line art on beige paper.
func scanned(b *bench, path string) {
	img := plain(color.NRGBA{235, 224, 200, 255}, 200, 160)
	lines := lineArt(200, 160)
	for y := range 160 {
		for x := range 200 {
			if r, _, _, _ := lines.At(x, y).RGBA(); r == 0 {
				img.SetNRGBA(x, y, color.NRGBA{30, 28, 25, 255})
			}
		}
	}
	b.shelf.files[path] = img
}

func TestAScanIsAskedAboutAndItsPaperBecomesWhite(t *testing.T) {
	for _, c := range []struct {
		button string
		paper  color.NRGBA
	}{{"Make it white", color.NRGBA{255, 255, 255, 255}}, {"Keep its tone", color.NRGBA{235, 224, 200, 255}}} {
		b := newBench(t)
		scanned(b, "/scan.jpg")
		b.OpenFiles("/scan.jpg", "/blue.png")
		b.settle()
		b.has("dialogs=1", "screen=start")
		test.Tap(b.button(c.button))
		b.settle()
		b.has("dialogs=0", "screen=picture", "name=\"scan.jpg\"", "references=1")
		red, green, blue := b.desk.editor.Document().Lines().At(2, 3)
		if got := (color.NRGBA{red, green, blue, 255}); got != c.paper {
			t.Errorf("%s: the paper is %v", c.button, got)
		}
	}
}

func TestAScanThatIsNotOpenedLeavesWhatIsThere(t *testing.T) {
	b := newBench(t)
	b.open()
	scanned(b, "/scan.jpg")
	b.OpenFiles("/scan.jpg")
	b.settle()
	b.has("dialogs=1", "name=\"sketch.png\"")
	b.enter() // the main choice
	b.settle()
	b.has("dialogs=0", "name=\"scan.jpg\"")
	b.OpenFiles("/sketch.png")
	b.settle()
	b.has("dialogs=0", "name=\"sketch.png\"") // white paper is not asked about
	b.OpenFiles("/scan.jpg")
	b.settle()
	test.Tap(b.button("Cancel"))
	b.settle()
	b.has("dialogs=0", "name=\"sketch.png\"")
}
