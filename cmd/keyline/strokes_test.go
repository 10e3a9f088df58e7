//go:build e2e

package main

import "testing"

// lasso draws one through page places. Motions that come faster than frames are one
// motion for the window, so each place is waited for.
func (w *window) lasso(places ...float64) {
	w.t.Helper()
	w.do("mousemove %s mousedown 1", w.at(places[0], places[1]))
	w.wait("loop=1")
	for i := 2; i < len(places); i += 2 {
		was := w.state["loop"]
		w.do("mousemove %s", w.at(places[i], places[i+1]))
		w.until("another point of the lasso", func() bool { return w.state["loop"] != was })
	}
	w.do("mouseup 1")
	w.wait("loop=0")
}

func TestStrokesAreMovedReshapedAndErasedByALasso(t *testing.T) {
	w := opened(t)
	first := w.state["sum"]
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	drawn := w.state["sum"]
	w.do("key v")
	w.wait("tool=Select")
	w.do("mousemove %s mousedown 1 %s mouseup 1", w.at(120, 70), w.along(120, 70, 150, 70))
	w.until("other colours", func() bool { return w.state["state"] == "ready" && w.state["pen"] == "0" && w.state["sum"] != drawn })
	w.is("selected=1", "edges=1")
	moved := w.state["sum"]
	w.do("mousemove %s mousedown 1 %s mouseup 1", w.at(150, 160), w.along(150, 160, 170, 130))
	w.until("other colours", func() bool { return w.state["state"] == "ready" && w.state["pen"] == "0" && w.state["sum"] != moved })
	w.do("key ctrl+z")
	w.wait("ready", "sum="+moved)
	w.do("key bracketright")
	w.wait("ready", "brush=7")
	w.do("key ctrl+z key ctrl+z")
	w.wait("ready", "sum="+drawn, "brush=6")
	w.do("key d")
	w.wait("tool=Eraser")
	w.lasso(100, 20, 150, 30, 150, 180, 100, 180)
	w.wait("ready", "edges=0", "sum="+first)
	w.do("key ctrl+z")
	w.wait("ready", "edges=1", "sum="+drawn)
}

func TestTheListOfStrokesIsReachedByKeys(t *testing.T) {
	w := opened(t)
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.stroke(150, 40, 150, 160)
	w.wait("ready", "edges=2", "pen=0")
	for range 10 {
		if w.state["focus"] == "strokes" {
			break
		}
		was := w.state["focus"]
		w.do("key F6")
		w.until("the next part", func() bool { return w.state["focus"] != was })
	}
	w.is("focus=strokes")
	w.do("key Tab key Tab key Down key Return") // past the heading's button and the tab, to the second row
	w.wait("tool=Select", "selected=1")
	w.do("key Delete")
	w.wait("ready", "edges=1", "selected=0")
}

func TestEdgesFollowLinesAndAreSteadied(t *testing.T) {
	w := opened(t)
	w.do("key f")
	w.wait("follow=1")
	// The box's left line is 60–62 across; the hand is 3 px beside it.
	w.do("mousemove %s mousedown 1", w.at(64, 60))
	w.wait("pen=1")
	w.do("%s", w.along(64, 60, 64, 150))
	w.do("mouseup 1")
	w.wait("ready", "edges=1", "pen=0")
	w.do("key v mousemove %s click 1", w.at(61, 100))
	w.wait("selected=1")
	w.do("key k key f key period key period key period")
	w.wait("tool=Edge", "follow=0", "steady=30")
	w.stroke(100, 60, 140, 120)
	w.wait("ready", "edges=2", "pen=0")
	w.do("key v mousemove %s click 1", w.at(140, 120)) // it ends where the pen ended
	w.wait("selected=1")
}
