//go:build e2e

package main

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"keyline/canvas/imageio"
)

func TestStartScreenOpensASample(t *testing.T) {
	w := start(t)
	w.wait("ready", "screen=start")
	w.do("mousemove 460 140 click 1")
	w.wait("ready", "screen=picture", "base=1", "references=1", "strokes=0")
	w.do("key ctrl+w")
	w.wait("ready", "screen=start")
}

func TestLightTheme(t *testing.T) {
	w := start(t, "--light")
	w.wait("ready", "screen=start", "theme=light")
	w.seen("the light ground", func(img image.Image) bool {
		r, _, _, _ := img.At(300, 600).RGBA()
		return r>>8 == 0xE2
	})
	w.do("mousemove 44 764 click 1") // the preferences, of which the theme is the first
	w.wait("dialogs=1")
	w.do("key Left")
	w.wait("theme=dark")
}

func TestTheExportEqualsTheCommandLine(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1", "size=952x708")
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.stroke(60, 100, 180, 110)
	w.wait("ready", "edges=2", "pen=0")
	dir := t.TempDir()
	for _, name := range []string{"a.png", "a.webp", "a.jpg"} {
		w.export("ctrl+e", filepath.Join(dir, name))
		w.wait("unsaved=1") // its strokes are in no file
	}
	want := w.byCommandLine(sketch, reference)
	for _, name := range []string{"a.png", "a.webp"} {
		if !bytes.Equal(decode(t, filepath.Join(dir, name)), want) {
			t.Errorf("%s differs from what the command line makes of the same strokes", name)
		}
	}
	decode(t, filepath.Join(dir, "a.jpg"))
}

func decode(t testing.TB, path string) []byte {
	t.Helper()
	return picture(t, path).Pix
}

func picture(t testing.TB, path string) *image.NRGBA {
	t.Helper()
	img, err := imageio.Decode(path)
	if err != nil {
		t.Fatal(err)
	}
	return imageio.ToNRGBA(img)
}

func TestUndoAndRedo(t *testing.T) {
	w := opened(t)
	first := w.state["sum"]
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	second := w.state["sum"]
	if first == second {
		t.Error("the stroke changed nothing")
	}
	w.do("key ctrl+z")
	w.wait("ready", "edges=0", "redo=1", "sum="+first)
	w.do("key ctrl+shift+z")
	w.wait("ready", "edges=1", "sum="+second)
	w.do("key ctrl+z")
	w.wait("ready", "edges=0", "sum="+first)
	w.do("key ctrl+y")
	w.wait("ready", "edges=1", "sum="+second)
}

func TestAHintMakesAnotherBase(t *testing.T) {
	w := opened(t)
	w.do("key b")
	w.wait("tool=Hint")
	w.do("mousemove %s click 1", w.at(90, 90))
	w.wait("ready", "hints=1", "base=2", "pen=0")
	w.do("key ctrl+z")
	w.wait("hints=0")
}

func TestAHintFillsItsAreaUpToAnEdge(t *testing.T) {
	_, reference, _ := files3(t)
	sketch := filepath.Join(t.TempDir(), "box.png")
	box := image.NewGray(image.Rect(0, 0, 400, 400))
	draw.Draw(box, box.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(box, image.Rect(80, 80, 320, 320), image.Black, image.Point{}, draw.Src)
	draw.Draw(box, image.Rect(84, 84, 316, 316), image.White, image.Point{}, draw.Src)
	draw.Draw(box, image.Rect(312, 190, 324, 196), image.White, image.Point{}, draw.Src) // a gap
	writePNG(t, sketch, box)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1")
	hint := func(img image.Image, x, y float64) bool {
		sx, sy := w.screenPlace(x, y)
		r, g, b, _ := img.At(int(sx), int(sy)).RGBA()
		return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8) == w.state["colour"]
	}
	w.do("key b")
	w.wait("tool=Hint")
	w.do("mousemove %s click 1 mousemove %s", w.at(120, 120), w.at(20, 20))
	w.wait("ready", "hints=1", "base=2", "pen=0")
	w.seen("the hint's colour in the whole box and not outside", func(img image.Image) bool {
		return hint(img, 300, 300) && hint(img, 100, 300) && !hint(img, 40, 300)
	})
	w.do("key k")
	w.wait("tool=Edge")
	w.stroke(80, 200, 320, 200)
	w.wait("ready", "edges=1", "base=3", "pen=0")
	w.seen("the hint's colour on its side of the edge alone", func(img image.Image) bool {
		return hint(img, 300, 100) && !hint(img, 300, 300)
	})
}

func TestTheEraserRemovesAStroke(t *testing.T) {
	w := opened(t)
	first := w.state["sum"]
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.do("key e")
	w.wait("tool=Eraser")
	w.stroke(100, 100, 140, 100)
	w.wait("ready", "edges=0", "pen=0", "undo=1", "sum="+first)
	w.do("key e")
	w.wait("tool=Edge")
}

func TestBrushSizeByKeysAndDrag(t *testing.T) {
	w := opened(t)
	w.is("brush=6")
	w.do("key bracketright")
	w.wait("brush=7")
	w.do("key bracketleft key bracketleft")
	w.wait("brush=5")
	w.do("mousemove %s keydown Shift_L mousedown 1 %s mouseup 1 keyup Shift_L", w.at(100, 100), w.along(100, 100, 110, 100))
	w.until("a wider brush", func() bool { return strings.HasPrefix(w.state["brush"], "2") })
	w.is("strokes=0")
}

func TestShiftDrawsStraight(t *testing.T) {
	w := opened(t)
	w.do("mousemove %s mousedown 1", w.at(60, 60))
	w.wait("pen=1")
	w.do("%s keydown Shift_L %s %s keyup Shift_L mouseup 1", w.along(60, 60, 70, 60), w.along(70, 60, 100, 150), w.along(100, 150, 150, 60))
	w.wait("ready", "edges=1", "pen=0")
}

func TestEscapeDiscardsAStroke(t *testing.T) {
	w := opened(t)
	first := w.state["sum"]
	w.do("mousemove %s mousedown 1 %s", w.at(60, 60), w.along(60, 60, 150, 150))
	w.wait("pen=1", "edges=1")
	w.do("key Escape mouseup 1")
	w.wait("ready", "edges=0", "pen=0", "undo=0", "sum="+first)
}

func TestZoomKeysAndWheel(t *testing.T) {
	w := opened(t)
	fit := w.state["zoom"]
	w.do("key 1")
	w.wait("zoom=1.0000")
	w.do("mousemove %s click 4", w.at(100, 100))
	w.until("a larger zoom", func() bool { return w.state["zoom"] > "1.0000" })
	w.do("key 2")
	w.wait("zoom=" + fit)
}

func TestPanning(t *testing.T) {
	w := opened(t)
	origin := w.state["origin"]
	w.do("mousemove %s mousedown 2 %s mouseup 2", w.at(100, 100), w.along(100, 100, 120, 110))
	w.until("another place", func() bool { return w.state["origin"] != origin })
	origin = w.state["origin"]
	w.do("keydown space mousemove %s mousedown 1 %s mouseup 1 keyup space", w.at(100, 100), w.along(100, 100, 80, 90))
	w.until("another place", func() bool { return w.state["origin"] != origin })
	w.is("strokes=0")
}

func TestTabHidesTheDocks(t *testing.T) {
	w := opened(t)
	w.do("key Tab")
	w.wait("docks=0", "size=1280x708")
	w.do("key Tab")
	w.wait("docks=1", "size=952x708")
}

func TestCompare(t *testing.T) {
	w := opened(t)
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.do("keydown c")
	w.wait("before=1")
	w.do("keyup c")
	w.wait("before=0")
	w.do("key ctrl+shift+c")
	w.wait("compare=1")
	w.do("mousemove 500 400 mousedown 1 mousemove 400 400 mousemove 300 400 mouseup 1")
	w.seen("the divider where it was dragged to", func(img image.Image) bool {
		r, g, b, _ := img.At(300, 200).RGBA()
		return r>>8 > 250 && g>>8 > 250 && b>>8 > 250
	})
	w.do("key Escape")
	w.wait("compare=0")
	w.is("edges=1")
}

func TestHidingStrokesLinesAndColour(t *testing.T) {
	w := opened(t)
	for _, step := range []string{"ctrl+1 shown=011", "ctrl+1 shown=111", "ctrl+2 shown=101", "ctrl+2 shown=111", "ctrl+3 shown=110", "ctrl+3 shown=111"} {
		key, want, _ := strings.Cut(step, " ")
		w.do("key %s", key)
		w.wait(want)
	}
}

func TestPickingColours(t *testing.T) {
	w := opened(t)
	was := w.state["colour"]
	w.do("key x")
	w.wait("other=" + was)
	w.do("keydown ctrl mousemove %s click 1 keyup ctrl", w.at(20, 20))
	w.until("the colour of the page", func() bool { return w.state["colour"] != "#FFFFFF" })
	w.is("strokes=0")
	w.do("mousemove 1023 257 click 1") // the first swatch
	w.wait("tool=Hint")
}

func TestUnsavedStrokesAreAskedAboutInTheWindow(t *testing.T) {
	w := opened(t)
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.do("key ctrl+q")
	w.wait("dialogs=1")
	w.is("edges=1", "screen=picture")
	w.do("key Escape")
	w.wait("ready", "dialogs=0", "edges=1", "unsaved=1")
}

func TestQuittingEndsTheProgram(t *testing.T) {
	w := opened(t)
	w.do("key ctrl+q")
	w.ended()
}

func TestAMissingFileIsADialog(t *testing.T) {
	w := start(t, "/nowhere/sketch.png")
	w.wait("ready", "dialogs=1", "screen=start")
}

func TestOtherWindowSizes(t *testing.T) {
	w := opened(t)
	for _, size := range []struct{ window, picture string }{{"1024 700", "736x608"}, {"1920 1080", "1312x988"}, {"1280 800", "952x708"}} {
		w.resize(size.window, size.picture)
	}
	w.is("base=1", "strokes=0")
}

func TestKeysAreListed(t *testing.T) {
	w := opened(t)
	w.do("key F1")
	w.wait("dialogs=1")
}

func TestReferencesCanBeRemoved(t *testing.T) {
	sketch, reference, other := files3(t)
	w := start(t, sketch, reference, other)
	w.wait("ready", "base=1", "references=2", "size=952x708")
	w.do("mousemove 1140 150 click 3")
	w.do("mousemove 1160 234 click 1") // "Remove" in its menu
	w.wait("ready", "references=1", "base=2")
	w.do("key ctrl+z")
	w.wait("ready", "references=2")
}

func TestWithoutADisplayTheJobIsDoneAllTheSame(t *testing.T) {
	sketch, reference, _ := files3(t)
	dir := t.TempDir()
	cmd := exec.Command(program, "--out", dir, sketch, reference)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir}
	text, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(text), "No display") {
		t.Fatalf("%v: %s", err, text)
	}
	out := filepath.Join(dir, "cli.png")
	commandLine(t, "colorize", "--sketch", sketch, "--reference", reference, "--out", out)
	if !bytes.Equal(decode(t, filepath.Join(dir, "sketch-base.png")), decode(t, out)) {
		t.Error("the picture differs from the command line's")
	}
}

// turnedAt is where a page pixel is on the screen in a view turned by quarters.
func (w *window) turnedAt(x, y float64) string {
	size := w.pair("page", "x")
	if w.state["mirror"] == "1" {
		x = size[0] - x
	}
	switch w.state["turn"] {
	case "90":
		x, y = size[1]-y, x
	case "180":
		x, y = size[0]-x, size[1]-y
	case "270":
		x, y = y, size[0]-x
	}
	return w.at(x, y)
}

func TestTheViewTurnsAndMirrors(t *testing.T) {
	w := opened(t)
	sum := w.state["sum"]
	w.do("key 6 key 6 key 6 key 6 key 6 key 6")
	w.wait("turn=90")
	w.do("key m")
	w.wait("mirror=1", "turn=270")
	w.is("sum=" + sum) // the picture is as it was
	w.do("mousemove %s mousedown 1 mousemove %s mousemove %s mouseup 1", w.turnedAt(120, 40), w.turnedAt(120, 100), w.turnedAt(120, 160))
	w.wait("ready", "edges=1", "pen=0")
	w.do("key m key 5")
	w.wait("turn=0", "mirror=0")
	w.do("key v")
	w.wait("tool=Select")
	for _, y := range []float64{45, 100, 155} { // the stroke lies where it was drawn on the page
		w.do("mousemove %s click 1", w.at(121, y))
		w.wait("selected=1")
		w.do("key Escape")
		w.wait("selected=0")
	}
	w.do("key 4")
	w.wait("turn=345")
}

func TestStrokesAreSelected(t *testing.T) {
	w := opened(t)
	first := w.state["sum"]
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.stroke(150, 40, 150, 160)
	w.wait("ready", "edges=2", "pen=0")
	both := w.state["sum"]
	w.do("key v")
	w.wait("tool=Select")
	w.do("mousemove %s click 1", w.at(121, 100))
	w.wait("selected=1")
	w.do("keydown shift mousemove %s click 1 keyup shift", w.at(150, 60))
	w.wait("selected=2")
	w.do("key Right")
	w.until("other colours", func() bool { return w.state["state"] == "ready" && w.state["sum"] != both })
	w.do("key ctrl+z")
	w.wait("ready", "sum="+both, "selected=2")
	w.do("key Delete")
	w.wait("ready", "edges=0", "selected=0", "sum="+first)
	w.do("key ctrl+z")
	w.wait("ready", "edges=2", "sum="+both)
	w.do("key Escape")
	w.wait("selected=0")
	w.is("edges=2")
}

func TestCompareSideBySideAndBlink(t *testing.T) {
	w := opened(t)
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.do("key ctrl+shift+c")
	w.wait("ready", "compare=1", "view=divider", "size=952x708")
	changed, ink, _ := strings.Cut(w.state["differ"], ",")
	if changed == "0" || ink != "0,0" {
		t.Errorf("differ is %q, want some pixels and no line pixels", w.state["differ"])
	}
	w.do("mousemove 585 45 click 1")
	w.wait("view=side-by-side", "size=474x708")
	w.seen("two pictures with the same corner", func(img image.Image) bool {
		origin, at := w.pair("origin", ","), w.pair("picture", ",")
		x, y := int(origin[0]+at[0])+3, int(origin[1]+at[1])+3
		return sameColour(img.At(x, y), img.At(x+478, y)) && !sameColour(img.At(x, y), img.At(x-20, y))
	})
	w.do("mousemove 660 45 click 1")
	w.wait("view=blink", "size=952x708")
	w.do("key Escape")
	w.wait("compare=0")
	w.is("edges=1")
}

func TestF6AndEnter(t *testing.T) {
	w := opened(t)
	w.do("key F6")
	w.wait("focus=tools")
	w.do("key Down key Return")
	w.wait("tool=Zoom")
	w.do("key F6")
	w.wait("focus=options")
	w.do("key shift+F6")
	w.wait("focus=tools")
	w.do("key Escape")
	w.wait("focus=picture")
	w.do("key k")
	w.wait("tool=Edge")
	w.do("key F6 key F6 key Up key Up") // the slider of the brush: up is more
	w.wait("brush=8", "focus=options")
	w.do("key Down")
	w.wait("brush=7")
}

func TestAKeyIsChanged(t *testing.T) {
	w := opened(t)
	w.do("key F1")
	w.wait("dialogs=1")
	w.do("mousemove 932 112 click 1") // Hint's key
	w.do("key j")
	w.wait("keys=1")
	w.do("key Escape")
	w.wait("dialogs=0")
	w.do("key j")
	w.wait("tool=Hint")
}
