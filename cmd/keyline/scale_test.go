//go:build e2e

package main

import (
	"fmt"
	"image"
	"image/color"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestAPagePixelIsAScreenPixelAtEveryScale shows a page of single-pixel lines at 100 %: were
// it resampled anywhere on its way to the screen, they would be grey.
func TestAPagePixelIsAScreenPixelAtEveryScale(t *testing.T) {
	_, reference, _ := files3(t)
	sketch := filepath.Join(t.TempDir(), "lines.png")
	lines := image.NewGray(image.Rect(0, 0, 600, 400))
	for y := range 400 {
		for x := range 600 {
			if x < 300 && x%2 == 0 || x >= 300 && y%2 == 0 {
				lines.SetGray(x, y, color.Gray{255})
			}
		}
	}
	writePNG(t, sketch, lines)
	for _, scale := range []float64{1.25, 1.5} { // with more, the window would begin larger than the screen
		w := startCommand(t, t.TempDir(), exec.Command("env", fmt.Sprintf("FYNE_SCALE=%g", scale), program, sketch, reference))
		w.wait("ready", "base=1")
		w.do("key ctrl+3")
		w.do("key 1 key m key m mousemove 20 20")
		w.wait("ready", "shown=110", "zoom=1.0000", "mirror=0")
		picture, origin := w.pair("picture", ","), w.pair("origin", ",")
		at := image.Pt(int(picture[0]*scale+origin[0]), int(picture[1]*scale+origin[1]))
		w.seen(fmt.Sprintf("every line at scale %g", scale), func(img image.Image) bool {
			for i := range 49 { // where the picture lies is known to a unit
				if showsLines(img, lines, at.Add(image.Pt(i%7-3, i/7-3))) {
					return true
				}
			}
			return false
		})
		w.kill()
	}
}

// showsLines tells whether a screen shows the page, all but its rim, with its corner there.
func showsLines(screen, page image.Image, at image.Point) bool {
	for y := 20; y < 380; y++ {
		for x := 20; x < 580; x++ {
			if !sameColour(screen.At(at.X+x, at.Y+y), page.At(x, y)) {
				return false
			}
		}
	}
	return true
}
