//go:build e2e

package main

import (
	"image"
	"testing"
)

func TestASwatchIsEditedByDoubleClickAndTheKeysOfTheSliders(t *testing.T) {
	w := opened(t)
	const swatch = "mousemove 1023 257" // the first
	shown := func() {
		t.Helper()
		w.do("mousemove %s", w.at(20, 20)) // away, for there is a tooltip
		w.seen("the colour in the palette", func(img image.Image) bool { return sameColour(img.At(1023, 257), w.hexOf("colour")) })
	}
	w.do(swatch + " click --repeat 2 --delay 40 1")
	w.wait("tool=Hint", "dialogs=1") // the first of the two has taken its colour
	w.do("key ctrl+a type --delay 2 #6157AD")
	w.do("key Tab key Right key Right key Right key Right key Right key Return")
	w.wait("ready", "dialogs=0", "colour=#6857AD", "undo=1")
	shown()
	w.do("key p key F2")
	w.wait("dialogs=1")
	w.do("key Tab key Tab key Tab key shift+Left key Return")
	w.wait("ready", "dialogs=0", "colour=#7568AD")
	shown()
	w.do(swatch + " click --repeat 2 --delay 40 1")
	w.wait("dialogs=1")
	w.do("key Tab key Right key Escape")
	w.wait("dialogs=0", "colour=#7568AD")
	w.do("key ctrl+z key ctrl+z")
	w.wait("ready", "undo=0")
}
