package canvas

import (
	"image"
	"image/color"
	"sync"
	"testing"
)

// A refinery reads documents while the pen goes on: under the race detector this shows
// that what is shared between documents is never written to.
func TestDocumentsAreReadWhileTheStrokeGrows(t *testing.T) {
	size := image.Pt(256, 128)
	base := noise(size, 3)
	f := begin(t, coloured(t, size, 64, 6))
	documents := make(chan *Document, 4)
	refined := make(chan []Result, 64)
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for d := range documents {
				if s := d.Strokes()[0].Samples; s[len(s)-1].Width != 4 {
					t.Error("a sample is torn")
				}
				at := d.TilesIn(d.Bounds())[0]
				refined <- d.Results(refine(d, base, d.TileRect(at)))
				Flatten(d, d.TileRect(at), FlattenOptions{})
			}
		})
	}
	for x := 5.0; x < 200; x += 7 {
		documents <- f.Extend(at(x, 40+x/4))
		select {
		case results := <-refined:
			f.Settle(results)
		default:
		}
	}
	close(documents)
	readers.Wait()
	d := f.Document()
	h := NewHistory(d, 1<<20, 1<<20)
	h.Do(with(t, d, strokeOf(Hint, color.NRGBA{1, 2, 3, 255}, 5, 9, 9)))
	if got, _ := h.Undo(); got != d {
		t.Error("undo after a stroke under load")
	}
}
