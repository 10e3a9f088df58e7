//go:build e2e

package main

import (
	"fmt"
	"image"
	"image/color"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// tracedPages are sizes from a panel to a page of a printed book.
var tracedPages = []image.Point{{1024, 1024}, {2048, 2048}, {4000, 6000}}

// BenchmarkWindow measures what a person feels with 1024 × 1024 px of a page on the screen:
// from a sample of the pointer to a painted frame with its colours, frames a second while
// moving and zooming the page, and how long the window cannot answer. make trace runs it.
func BenchmarkWindow(b *testing.B) {
	for _, size := range tracedPages {
		for _, zoom := range []string{"fit", "100"} {
			b.Run(fmt.Sprintf("page=%dx%d/zoom=%s", size.X, size.Y, zoom), func(b *testing.B) {
				w, opening, resizing := traced(b, size, zoom == "100")
				for b.Loop() {
					w.measureStroke(b, "first-")
					w.measureStroke(b, "")
					w.measureView(b, "pan", w.panning())
					w.measureView(b, "zoom", "click --repeat 60 --delay 12 4 click --repeat 60 --delay 12 5")
				}
				opening.report(b, "open") // the loop forgets what was before it
				resizing.report(b, "resize")
			})
		}
	}
}

// traced opens a drawn page with 1024 × 1024 px to see it in, and tells the longest that our
// own code held the window while it opened and while it got its size.
func traced(b *testing.B, size image.Point, actual bool) (w *window, opening, resizing held) {
	lines := image.NewGray(image.Rectangle{Max: size})
	unit := max(size.X/160, 2)
	for y := range size.Y {
		for x := range size.X {
			v := uint8(255)
			if (x/unit)%20 == 0 || (y/unit)%24 == 0 && (x/unit)%20 > 6 {
				v = 0
			}
			lines.SetGray(x, y, color.Gray{v})
		}
	}
	sketch := filepath.Join(b.TempDir(), "page.png")
	writePNG(b, sketch, lines)
	_, reference, _ := files3(b)
	w = start(b, sketch, reference)
	w.wait("ready", "base=1")
	opening = w.longestOwn()
	w.resize("1352 1116", "1024x1024")
	if actual {
		w.do("mousemove 500 500 click 1 key ctrl+z key 1")
		w.wait("ready", "zoom=1.0000")
	}
	w.do("key b")
	w.wait("ready", "tool=Hint")
	w.do("key k")
	w.wait("tool=Edge")
	return w, opening, w.longestOwn()
}

// measureStroke draws at the pace of a pen, across the middle of what is visible. The first
// stroke of a run also waits for what a window makes once, like the driver's shaders.
func (w *window) measureStroke(b *testing.B, which string) {
	var moves strings.Builder
	for i := range 100 {
		fmt.Fprintf(&moves, "mousemove %d %d sleep 0.008 ", 360+3*i, 560+(i*i)%40)
	}
	w.do("mousemove 360 560 mousedown 1 %s mouseup 1", moves.String())
	w.wait("ready", "pen=0", "edges=1")
	w.do("key ctrl+z key b") // what is traced after the last frame comes before this
	w.wait("ready", "edges=0", "tool=Hint")
	samples := w.traced("sample")
	b.ReportMetric(share(samples, 50), which+"sample-p50-ms")
	b.ReportMetric(share(samples, 95), which+"sample-p95-ms")
	w.reportBlocks(b, which+"stroke")
	w.do("key k")
	w.wait("tool=Edge")
	w.trace = nil // of the key
}

// panning are moves with the middle button.
func (w *window) panning() string {
	var moves strings.Builder
	moves.WriteString("mousemove 400 500 mousedown 2 ")
	for i := range 300 {
		fmt.Fprintf(&moves, "mousemove %d %d sleep 0.006 ", 400+i%50*3, 500+i%30*4)
	}
	return moves.String() + "mouseup 2"
}

// measureView counts frames while the page is moved or zoomed.
func (w *window) measureView(b *testing.B, what, commands string) {
	begun := time.Now()
	w.do("mousemove 600 600 %s", commands)
	took := time.Since(begun)
	tool := map[string]string{"Hint": "k", "Edge": "b"}[w.state["tool"]]
	w.do("key %s", tool)
	w.wait("tool=" + map[string]string{"k": "Edge", "b": "Hint"}[tool])
	frames := w.traced("frame")
	b.ReportMetric(float64(len(frames))/took.Seconds(), what+"-frames/s")
	b.ReportMetric(share(frames, 50), what+"-paint-p50-ms")
	w.reportBlocks(b, what)
}

// reportBlocks tells the longest block, how many were longer than a frame lasts, and the
// longest that our own code held the window: what a block has beyond that is the
// renderer's, which shares the cores with the network. It begins anew after that.
func (w *window) reportBlocks(b *testing.B, what string) {
	blocks, long := w.traced("block"), 0
	for _, ms := range blocks {
		if ms > 16 {
			long++
		}
	}
	b.ReportMetric(share(blocks, 100), what+"-block-max-ms")
	b.ReportMetric(float64(long), what+"-blocks>16ms")
	w.longestOwn().report(b, what)
}

// held is the longest that our own code held the window, and the longest that a processor
// worked for it meanwhile, ms: the rest, it waited behind the renderer and the network.
type held struct{ own, work float64 }

func (h held) report(b *testing.B, what string) {
	b.ReportMetric(h.own, what+"-own-max-ms")
	b.ReportMetric(h.work, what+"-work-max-ms")
}

// longestOwn tells of what was traced since it was last asked.
func (w *window) longestOwn() held {
	h := held{share(w.traced("own"), 100), share(w.tracedAt("own", 2), 100)}
	w.trace = nil
	return h
}

// traced are the values of one kind, sorted.
func (w *window) traced(what string) []float64 { return w.tracedAt(what, 1) }

// tracedAt are those in that field.
func (w *window) tracedAt(what string, field int) []float64 {
	var list []float64
	for _, line := range w.trace {
		if fields := strings.Fields(line); fields[0] == what {
			ms, _ := strconv.ParseFloat(fields[field], 64)
			list = append(list, ms)
		}
	}
	slices.Sort(list)
	return list
}

// share is the value that so many per cent are not above; 0 for none.
func share(sorted []float64, percent int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)]
}
