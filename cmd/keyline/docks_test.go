//go:build e2e

package main

import "testing"

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
