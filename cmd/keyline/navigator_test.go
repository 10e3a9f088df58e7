//go:build e2e

package main

import (
	"fmt"
	"image"
	"math"
	"testing"
)

// seenMiddle is the page pixel in the middle of the view, which is not turned.
func (w *window) seenMiddle() (x, y float64) {
	origin, size := w.pair("origin", ","), w.pair("size", "x")
	var zoom float64
	fmt.Sscan(w.state["zoom"], &zoom)
	return (size[0]/2 - origin[0]) / zoom, (size[1]/2 - origin[1]) / zoom
}

// inNavigator is where a share of the page lies in the navigator.
func (w *window) inNavigator(x, y float64) string {
	var left, top, wide, high float64
	fmt.Sscanf(w.state["navigator"], "%f,%f,%f,%f", &left, &top, &wide, &high)
	return fmt.Sprintf("%.0f %.0f", left+x*wide, top+y*high)
}

func TestTheNavigatorMovesTheView(t *testing.T) {
	w := opened(t)
	w.is("folded=navigator")
	w.resize("1920 1080", "1312x988")
	w.wait("folded=-") // there is room for it
	w.do("key 1 key equal key equal key equal key equal key equal key equal key equal key equal")
	w.wait("zoom=16.0000")
	at := func(what string, x, y float64) {
		t.Helper()
		w.until(what, func() bool {
			gotX, gotY := w.seenMiddle()
			return math.Abs(gotX-x) < 3 && math.Abs(gotY-y) < 3
		})
	}
	w.do("mousemove %s click 1", w.inNavigator(0.25, 0.25))
	at("a press", 60, 50)
	w.do("mousemove %s mousedown 1 mousemove %s mousemove %s mouseup 1", w.inNavigator(0.25, 0.25), w.inNavigator(0.5, 0.5), w.inNavigator(0.75, 0.5))
	at("a drag", 180, 100)
	w.is("strokes=0")
	w.seen("the frame's white line", func(img image.Image) bool {
		var left, top, wide, high float64
		fmt.Sscanf(w.state["navigator"], "%f,%f,%f,%f", &left, &top, &wide, &high)
		r, g, b, _ := img.At(int(left+wide*(180-41)/240), int(top+high/2)).RGBA()
		r2, _, _, _ := img.At(int(left+wide*(180-41)/240)-1, int(top+high/2)).RGBA()
		r3, _, _, _ := img.At(int(left+wide*(180-41)/240)+1, int(top+high/2)).RGBA()
		return max(r, r2, r3)>>8 > 250 && min(r, r2, r3)>>8 < 30 && g > 0 && b > 0
	})
	w.do("key F6 key F6 key F6 key F6 key F6 key F6 key F6 key F6")
	w.wait("focus=navigator")
}

func TestThePixelGridIsShownAndRemembered(t *testing.T) {
	w := opened(t)
	w.do("key 1 key equal key equal key equal key equal key equal")
	w.wait("zoom=6.0000", "grid=0")
	w.do("key equal mousemove 1100 720") // the brush is out of the way
	w.wait("zoom=8.0000", "grid=1")
	lines := func(img image.Image) (n int) {
		for x := 500; x < 580; x++ {
			if !sameColour(img.At(x, 403), img.At(x-1, 403)) && !sameColour(img.At(x, 403), img.At(x+1, 403)) {
				n++
			}
		}
		return n
	}
	w.seen("ten lines, a pixel wide each", func(img image.Image) bool { return lines(img) == 10 })
	w.do("key ctrl+g")
	w.wait("grid=0")
	w.seen("no line", func(img image.Image) bool { return lines(img) == 0 })
	w.do("key ctrl+q")
	w.ended()
	sketch, reference, _ := files3(t)
	w = startAt(t, w.home, sketch, reference)
	w.wait("ready", "base=1")
	w.do("key 1 key equal key equal key equal key equal key equal key equal")
	w.wait("zoom=8.0000", "grid=0")
}
