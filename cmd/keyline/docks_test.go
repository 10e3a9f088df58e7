//go:build e2e

package main

import (
	"image"
	"image/color"
	"testing"
)

func TestDocksAreDraggedFoldedAndRemembered(t *testing.T) {
	w := opened(t)
	w.is("dock=280x1", "folded=navigator", "hidden=-", "rows=4,4,6")
	w.do("mousemove 1000 400 mousedown 1 mousemove 980 400 mousemove 960 400 mouseup 1")
	w.wait("dock=320x1", "size=912x708")
	w.do("mousemove 1000 82 click 1") // the header of the references
	w.wait("folded=references,navigator")
	w.command("layersdock")
	w.wait("ready", "dialogs=0", "hidden=layers")
	w.do("key ctrl+q")
	w.ended()

	sketch, reference, _ := files3(t)
	w = startAt(t, w.home, sketch, reference)
	w.wait("ready", "base=1", "dock=320x1", "size=912x708", "folded=references,navigator", "hidden=layers")
	w.do("mousemove 960 400 click --repeat 2 --delay 40 1") // the border, twice
	w.wait("dock=280x1", "size=952x708")
	w.do("key F6 key F6 key F6")
	w.wait("focus=references")
	w.do("key Return")
	w.wait("folded=navigator", "focus=references")
}

// accented tells whether the line under a tab's name is at a place of the screen.
func accented(x, y int) func(image.Image) bool {
	return func(img image.Image) bool { return sameColour(img.At(x, y), color.NRGBA{0x45, 0xC4, 0xE6, 255}) }
}

func TestTheHistoryIsAClickAwayInASmallWindow(t *testing.T) {
	w := opened(t)
	w.is("size=952x708", "tab=strokes")
	var sums []string
	for i := range 3 {
		sums = append(sums, w.state["sum"])
		w.stroke(90+30*float64(i), 40, 90+30*float64(i), 160)
		w.wait("ready", "pen=0", "step="+string(rune('1'+i)))
	}
	w.seen("the strokes' tab", accented(1050, 632))
	w.do("mousemove 1125 619 click 1")
	w.wait("tab=history")
	w.do("mousemove 1120 677 click 1") // the row after the start
	w.wait("ready", "step=1", "edges=1", "redo=1", "sum="+sums[1])
	w.do("key ctrl+z")
	w.wait("ready", "step=0", "unsaved=0")
	w.do("key ctrl+q")
	w.ended()

	sketch, reference, _ := files3(t)
	w = startAt(t, w.home, sketch, reference)
	w.wait("ready", "base=1", "size=952x708", "tab=history")
	w.do("mousemove 1050 619 click 1")
	w.wait("tab=strokes")
}
