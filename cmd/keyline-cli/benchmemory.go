package main

import (
	"image/color"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"keyline/app"
	"keyline/canvas"
)

// memoryReport is what the process holds in memory, in MB; zeros where the system does not tell.
type memoryReport struct {
	Strokes int    `json:"strokes"`
	Open    figure `json:"open_mb"`   // a page of 4000×6000 with its base, a first stroke across it drawn and undone
	Drawn   figure `json:"drawn_mb"`  // with all strokes
	Peak    figure `json:"peak_mb"`   // at any time since the start
	Undone  figure `json:"undone_mb"` // with all strokes undone
}

// manyStrokes are drawn to see what a long day costs.
const manyStrokes = 1000

// memory draws many strokes on a large page and undoes them all.
func (b *benchmark) memory() (r memoryReport) {
	s, _ := b.open(b.page(largePage), app.Watch{})
	defer s.Close()
	b.across(s)
	s.Undo()
	b.finish(s)
	r.Strokes, r.Open = manyStrokes, resident("VmRSS")
	for i := range manyStrokes {
		if b.err != nil {
			return r
		}
		b.dot(s, float64(100+i*37%3700), float64(100+i*61%5700))
	}
	r.Drawn = resident("VmRSS")
	for range manyStrokes {
		s.Undo()
	}
	s.Redo() // nothing is under way after a request that was waited for
	b.finish(s)
	s.Undo()
	b.finish(s)
	r.Undone, r.Peak = resident("VmRSS"), resident("VmHWM")
	return r
}

// dot draws a short stroke and waits for its colours.
func (b *benchmark) dot(s session, x, y float64) {
	if b.err != nil {
		return
	}
	b.err = s.PenDown(app.EdgeTool, color.NRGBA{}, canvas.Sample{X: x, Y: y, Width: 12})
	for k := range 4 {
		s.PenMove(canvas.Sample{X: x + float64(20*k), Y: y + float64(9*k), Width: 12})
	}
	s.PenUp()
	b.finish(s)
}

// across draws a stroke from corner to corner.
func (b *benchmark) across(s session) {
	if b.err != nil {
		return
	}
	b.err = s.PenDown(app.EdgeTool, color.NRGBA{}, canvas.Sample{X: 100, Y: 100, Width: 12})
	for x := 100.0; x <= 3900; x += 50 {
		s.PenMove(canvas.Sample{X: x, Y: 1.5 * x, Width: 12})
	}
	s.PenUp()
	b.finish(s)
}

// resident returns a size in MB from Linux's account of this process, after what nobody needs has
// been given back.
func resident(what string) figure {
	debug.FreeOSMemory()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, what+":"); ok {
			kb, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			return figure(float64(kb) / 1024)
		}
	}
	return 0
}
