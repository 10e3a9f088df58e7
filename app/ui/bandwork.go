package ui

import (
	"image"
	"runtime"
	"sync"
	"sync/atomic"
)

const (
	bandRows     = 16      // what a core takes at a time
	worthSharing = 1 << 16 // px from which other cores are asked
)

// inBands has all rows of part painted, band by band. Each core that takes part calls
// painter for a function of its own. The caller paints too and waits only for bands that
// others have begun: were it to wait for cores that work on something else, the frame
// would be late by that.
func inBands(part image.Rectangle, painter func() func(band image.Rectangle)) {
	bands := (part.Dy() + bandRows - 1) / bandRows
	var next atomic.Int64
	var painted sync.WaitGroup
	painted.Add(bands)
	work := func() {
		var paint func(image.Rectangle)
		for i := int(next.Add(1)) - 1; i < bands; i = int(next.Add(1)) - 1 {
			if paint == nil {
				paint = painter()
			}
			band := part
			band.Min.Y += i * bandRows
			band.Max.Y = min(band.Min.Y+bandRows, part.Max.Y)
			paint(band)
			painted.Done()
		}
	}
	if part.Dx()*part.Dy() > worthSharing {
		for range min(runtime.GOMAXPROCS(0), bands) - 1 {
			go work()
		}
	}
	work()
	painted.Wait()
}
