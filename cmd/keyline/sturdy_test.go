//go:build e2e

package main

import (
	"bytes"
	"image"
	"math"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

// export writes a file through the dialog of that key.
func (w *window) export(key, path string) {
	w.t.Helper()
	before, _ := strconv.Atoi(w.state["exports"])
	w.do("key %s", key)
	w.wait("dialogs=1")
	w.do("key ctrl+a")
	w.do("type --delay 2 %s", path)
	w.do("key Return")
	w.wait("ready", "dialogs=0", "exports="+strconv.Itoa(before+1))
}

// commandLine runs keyline-cli.
func commandLine(t testing.TB, args ...string) {
	t.Helper()
	if text, err := exec.Command(cli, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
}

// byCommandLine is what keyline-cli makes of the files and the strokes in the window.
func (w *window) byCommandLine(sketch, reference string) []byte {
	w.t.Helper()
	dir := w.t.TempDir()
	edges, out := filepath.Join(dir, "edges.png"), filepath.Join(dir, "cli.png")
	w.export("ctrl+shift+e", edges)
	commandLine(w.t, "colorize", "--sketch", sketch, "--reference", reference, "--edges", edges, "--out", out)
	return decode(w.t, out)
}

// equalsCommandLine sees that the picture is the command line's, to the bit.
func (w *window) equalsCommandLine(sketch, reference string) {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "window.png")
	w.export("ctrl+e", path)
	if !bytes.Equal(decode(w.t, path), w.byCommandLine(sketch, reference)) {
		w.t.Error("the picture differs from what the command line makes of the same strokes")
	}
}

// resize gives the window a size, so that its picture has that one. The toolkit undoes a
// resize that comes in the same frame as one of its own, so it is asked for until it holds;
// exchanging the colours shows that the window has come so far.
func (w *window) resize(window, picture string) {
	w.t.Helper()
	for end := time.Now().Add(patience); w.state["size"] != picture; {
		if time.Now().After(end) {
			w.t.Fatalf("the picture never became %s", picture)
		}
		w.do("search --name Keyline windowsize %s", window)
		other := w.state["other"]
		w.do("key x")
		w.wait("colour=" + other)
	}
}

// screenPlace is where a page pixel is on the screen.
func (w *window) screenPlace(x, y float64) (sx, sy float64) {
	a, b, _ := strings.Cut(w.at(x, y), " ")
	sx, _ = strconv.ParseFloat(a, 64)
	sy, _ = strconv.ParseFloat(b, 64)
	return sx, sy
}

func TestColoursPartOnTheScreenWhileTheButtonIsDown(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1", "size=952x708")
	w.do("mousemove 1100 700") // off the picture, so that no brush is in the way
	before := w.colouredShot(225, 100)
	w.do("mousemove %s mousedown 1 %s", w.at(120, 40), w.along(120, 40, 120, 160))
	w.wait("pen=1", "edges=1")
	x0, y0 := w.screenPlace(120, 40)
	x1, y1 := w.screenPlace(120, 160)
	w.seen("other colours beside the stroke", func(img image.Image) bool {
		return changedBeside(before, img, x0, y0, x1, y1) > 1500
	})
	w.is("pen=1")
	w.do("mouseup 1")
	w.wait("ready", "pen=0", "edges=1", "unsaved=1")
	w.equalsCommandLine(sketch, reference)
}

// colouredShot is the screen once it shows colours and no longer changes: they come onto it
// frames after the state that tells of them. x, y is a blue place of the page.
func (w *window) colouredShot(x, y float64) (last image.Image) {
	w.t.Helper()
	sx, sy := w.screenPlace(x, y)
	w.seen("colours that stay", func(img image.Image) bool {
		r, _, b, _ := img.At(int(sx), int(sy)).RGBA()
		settled := b > r+0x3000 && reflect.DeepEqual(last, img)
		last = img
		return settled
	})
	return last
}

// changedBeside counts pixels of another colour beside a stroke drawn straight down: not
// those of the stroke's own bands, 4 px to either side, nor those under the brush.
func changedBeside(a, b image.Image, x0, y0, x1, y1 float64) int {
	changed := 0
	for y := int(y0) + 10; y < int(y1)-30; y++ {
		middle := x0 + (x1-x0)*(float64(y)-y0)/(y1-y0)
		for x := int(middle) - 40; x < int(middle)+40; x++ {
			if math.Abs(float64(x)-middle) > 8 && !sameColour(a.At(x, y), b.At(x, y)) {
				changed++
			}
		}
	}
	return changed
}

func TestAStrokeWhileABaseIsMade(t *testing.T) {
	w := opened(t)
	hint, stroke := w.at(90, 90), w.at(120, 40)
	w.do("key b mousemove %s click 1 key k mousemove %s mousedown 1 %s mouseup 1", hint, stroke, w.along(120, 40, 120, 160))
	w.wait("ready", "hints=1", "edges=1", "pen=0") // of one base or two: the stroke may come before or after
	w.do("key ctrl+z key ctrl+z")
	w.wait("ready", "hints=0", "edges=0")
}

func TestAStormInTheWindow(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1", "size=952x708")
	first := w.state["sum"]
	for i, size := range []struct{ window, picture string }{{"1024 700", "736x608"}, {"1500 900", "1172x808"}, {"1280 800", "952x708"}} {
		x, edges := 60+40*float64(i), "edges="+strconv.Itoa(i+1)
		// The zoom comes while the stroke is being refined, the undo storm after it.
		w.do("key k mousemove %s mousedown 1 %s mouseup 1 click 4 click 4 click 5", w.at(x, 40), w.along(x, 40, x+30, 160))
		w.do("key ctrl+z key ctrl+z key ctrl+y key ctrl+y key ctrl+shift+z key ctrl+1 key ctrl+1 key b")
		w.wait("ready", "tool=Hint", "pen=0", edges)
		w.resize(size.window, size.picture)
		w.do("mousemove %s mousedown 2 %s mouseup 2 key Tab key Tab key 2 key e", w.at(100, 100), w.along(100, 100, 130, 120))
		w.wait("ready", "tool=Eraser", "docks=1", edges) // the last key: all before it is done
	}
	w.equalsCommandLine(sketch, reference)
	theme(w)
	w.do("key ctrl+z key ctrl+z key ctrl+z key ctrl+z")
	w.wait("ready", "edges=0", "undo=0", "sum="+first)
}

// theme switches to the other theme and back while a stroke is refined.
func theme(w *window) {
	w.t.Helper()
	w.do("mousemove 24 749 click 1") // preferences
	w.wait("dialogs=1")
	w.do("key Right")
	w.wait("theme=light")
	w.do("key Left")
	w.wait("theme=dark")
	w.do("key Return")
	w.wait("ready", "dialogs=0", "theme=dark")
}

func TestUndoInAFieldLeavesThePictureAlone(t *testing.T) {
	w := opened(t)
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.do("mousemove 262 43 click 1 key 3 key ctrl+z key ctrl+z key Escape key b") // the brush size
	w.wait("tool=Hint")
	w.is("edges=1")
	w.do("key ctrl+z")
	w.wait("ready", "edges=0")
}
