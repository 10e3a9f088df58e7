//go:build e2e

package main

import (
	"image"
	"image/color"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// inKorean starts the program for somebody whose system speaks Korean.
func inKorean(t *testing.T, home string, args ...string) *window {
	t.Helper()
	return startCommand(t, home, exec.Command("env", append([]string{"LC_ALL=ko_KR.UTF-8", program}, args...)...))
}

// knowsAllWords tells whether a text was asked for that the tables lack.
func (w *window) knowsAllWords() {
	w.t.Helper()
	if log := w.log.String(); strings.Contains(log, "Translation failure") {
		w.t.Errorf("words are missing: %s", log)
	}
}

func TestTheLanguageFollowsTheSystemUntilItIsChosen(t *testing.T) {
	home := t.TempDir()
	w := inKorean(t, home)
	w.wait("ready", "language=ko", "theme=dark")
	w.do("key ctrl+comma")
	w.wait("dialogs=1")
	w.do("key Tab key Right")
	w.wait("language=en", "dialogs=1")
	w.do("key Right")
	w.wait("language=ko", "dialogs=1")
	w.do("key Left")
	w.wait("language=en", "dialogs=1")
	w.do("key Return")
	w.wait("dialogs=0", "language=en")
	w.do("key ctrl+q")
	w.ended()
	w.knowsAllWords()
	w = inKorean(t, home)
	w.wait("ready", "language=en")
	w.knowsAllWords()
}

func TestPreferencesAreKeptAndCancelRestoresThem(t *testing.T) {
	home := t.TempDir()
	sketch, reference, _ := files3(t)
	w := startAt(t, home, sketch, reference)
	w.wait("ready", "screen=picture", "base=1", "tool=Edge", "brush=6", "theme=dark")
	w.do("key ctrl+comma")
	w.wait("dialogs=1")
	w.do("key Right")
	w.wait("theme=light")
	w.do("key Escape")
	w.wait("dialogs=0", "theme=dark")
	w.do("key ctrl+comma")
	w.wait("dialogs=1")
	w.do("key Right key Tab key Tab key Tab") // to the brush of edges
	w.do("key ctrl+a")
	w.do("type 9")
	w.do("key Return")
	w.wait("theme=light", "brush=9", "dialogs=1")
	w.do("key Tab key Tab key Tab key Tab key Return") // eraser, memory, keys, the first button
	w.wait("dialogs=1", "theme=dark", "brush=6")
	w.do("key Right")
	w.wait("theme=light")
	w.do("key Return")
	w.wait("dialogs=0", "theme=light", "focus=picture")
	w.do("key ctrl+q")
	w.ended()
	w = startAt(t, home)
	w.wait("ready", "theme=light")
}

func TestAKeyIsChangedFromThePreferences(t *testing.T) {
	home := t.TempDir()
	sketch, reference, _ := files3(t)
	w := startAt(t, home, sketch, reference)
	w.wait("ready", "screen=picture", "base=1", "tool=Edge", "keys=0")
	w.do("key ctrl+comma")
	w.wait("dialogs=1")
	w.do("key Tab key Tab key Tab key Tab key Tab key Tab key Tab key Return") // theme, language, grey, three brushes, memory, keys
	w.wait("dialogs=2")
	w.do("mousemove 932 112 click 1") // Hint's key
	w.do("key j")
	w.wait("keys=1", "dialogs=2")
	w.do("key Escape")
	w.wait("dialogs=1")
	w.do("key Escape")
	w.wait("dialogs=0", "keys=0") // cancelled, all is as it was
	w.do("key ctrl+comma")
	w.wait("dialogs=1")
	w.do("key Tab key Tab key Tab key Tab key Tab key Tab key Tab key Return")
	w.wait("dialogs=2")
	w.do("mousemove 932 112 click 1")
	w.do("key j")
	w.wait("keys=1", "dialogs=2")
	w.do("key Escape")
	w.wait("dialogs=1")
	w.do("key Return")
	w.wait("dialogs=0", "keys=1")
	w.do("key j")
	w.wait("tool=Hint")
	w.do("key ctrl+q")
	w.ended()
	startAt(t, home).wait("ready", "keys=1")
}

// pen draws a stroke through page places. Motions that come faster than frames are one
// motion for the window, so each place is waited for.
func (w *window) pen(places ...float64) {
	w.t.Helper()
	w.do("mousemove %s mousedown 1", w.at(places[0], places[1]))
	w.wait("pen=1")
	for i := 2; i < len(places); i += 2 {
		was := w.state["drawn"]
		w.do("mousemove %s", w.at(places[i], places[i+1]))
		w.until("another sample of the stroke", func() bool { return w.state["drawn"] != was })
	}
	w.do("mouseup 1")
	w.wait("pen=0")
}

// TestTheTourMendsARealBleed does what the tour asks for, with the network.
func TestTheTourMendsARealBleed(t *testing.T) {
	w := start(t)
	w.command("tour")
	w.wait("dialogs=0", "tour=1", "screen=start")
	w.do("mousemove 1136 147 click 1") // the fourth sample
	w.wait("ready", "tour=2", "screen=picture", "tool=Edge", "zoom=3.0000")
	base := w.state["sum"]
	path := []float64{373, 258, 389, 263, 404, 271, 415, 282, 419, 294, 422, 306, 426, 332}
	w.pen(path...)
	w.wait("ready", "edges=1", "tour=3")
	mended := w.state["sum"]
	if mended == base {
		t.Error("the stroke changes nothing")
	}
	w.do("keydown c")
	w.wait("before=1")
	w.do("keyup c")
	w.wait("before=0", "tour=4")
	w.do("key ctrl+z")
	w.wait("ready", "tour=5", "edges=0", "sum="+base)
	w.do("key ctrl+shift+z")
	w.wait("ready", "tour=6", "edges=1", "sum="+mended)
	w.do("key b")
	w.wait("tool=Hint")
	w.do("mousemove %s mousedown 1 mouseup 1", w.at(400, 300))
	w.wait("ready", "hints=1", "tour=7")
	w.export("ctrl+e", filepath.Join(t.TempDir(), "tour.png"))
	w.wait("tour=8")
	w.do("key Escape")
	w.wait("tour=0", "screen=picture", "hints=1")
	w.knowsAllWords()
}

func TestTheTourIsLeftWithEsc(t *testing.T) {
	w := inKorean(t, t.TempDir(), "--sample", "novel_sophia")
	w.wait("ready", "screen=picture", "base=1")
	w.command("tour")
	w.wait("dialogs=0", "tour=1", "screen=start")
	w.do("key Escape")
	w.wait("tour=0", "screen=start")
	w.knowsAllWords()
}

// TestATooltipIsPaintedWhileThePointerRests looks at the screen: nothing else changes that
// would paint it.
func TestATooltipIsPaintedWhileThePointerRests(t *testing.T) {
	w := opened(t)
	raised := func(img image.Image) bool {
		return color.RGBAModel.Convert(img.At(1258, 70)) == color.RGBA{0x33, 0x33, 0x33, 0xFF}
	}
	w.do("mousemove 1103 300")
	if raised(w.shot()) {
		t.Fatal("the dock has the colour of a tooltip")
	}
	w.do("mousemove 1103 46") // the eye of strokes
	w.seen("the tooltip", raised)
	w.do("mousemove 700 400")
	w.seen("no tooltip", func(img image.Image) bool { return !raised(img) })
}
