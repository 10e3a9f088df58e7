//go:build e2e

package main

import (
	"image"
	"testing"
)

// under lists the colours on the screen inside a part of the page.
func (w *window) under(img image.Image, x0, y0, x1, y1 float64) (list [][3]uint32) {
	for y := y0; y < y1; y += 3 {
		for x := x0; x < x1; x += 3 {
			sx, sy := w.screenPlace(x, y)
			r, g, b, _ := img.At(int(sx), int(sy)).RGBA()
			list = append(list, [3]uint32{r, g, b})
		}
	}
	return list
}

func TestALockedRegionStaysInTheWindow(t *testing.T) {
	w := opened(t)
	w.do("key ctrl+1")
	w.wait("ready", "shown=011")
	var before [][3]uint32
	w.seen("the page", func(img image.Image) bool {
		before = w.under(img, 80, 60, 160, 140)
		return len(before) > 100
	})
	w.do("key l")
	w.wait("tool=Lock")
	w.is("locks=0")
	w.do("key ctrl+1")
	w.wait("shown=111")
	w.lasso(70, 50, 170, 50, 170, 150, 70, 150)
	w.wait("ready", "locks=1")
	locked := w.state["sum"]
	w.do("key b")
	w.wait("tool=Hint")
	w.do("mousemove %s click 1", w.at(120, 100))
	w.wait("ready", "hints=1", "base=2", "pen=0")
	w.do("key k")
	w.wait("tool=Edge")
	w.stroke(20, 100, 220, 110)
	w.wait("ready", "edges=1", "pen=0")
	if w.state["sum"] == locked {
		t.Error("hint and edge changed nothing beside the lock either")
	}
	w.do("key ctrl+1 mousemove %s", w.at(5, 5))
	w.wait("ready", "shown=011")
	w.seen("the locked region as it was", func(img image.Image) bool {
		now := w.under(img, 80, 60, 160, 140)
		for i := range now {
			if now[i] != before[i] {
				return false
			}
		}
		return true
	})
	w.do("key l")
	w.wait("tool=Lock")
	w.do("mousemove %s click 1", w.at(120, 100))
	w.wait("ready", "locks=0")
	w.do("key ctrl+z")
	w.wait("ready", "locks=1")
}
