package canvas

import (
	"fmt"
	"image"
	"image/color"
	"testing"

	"keyline/canvas/canvastest"
)

// Budget: a dab with its flattening and refresh under 8 ms; Diff without allocation.

func BenchmarkDab(b *testing.B) {
	for _, width := range []float64{6, 40} {
		b.Run(fmt.Sprintf("width=%g", width), func(b *testing.B) {
			d := coloured(b, image.Pt(1024, 1024), TileSize, 48)
			f := begin(b, d)
			x := 0.0
			b.ReportAllocs()
			for b.Loop() {
				x += 3
				if x > 1000 {
					b.StopTimer()
					f, x = begin(b, d), 0
					b.StartTimer()
				}
				now := f.Extend(Sample{X: x, Y: 500, Width: width})
				now.EdgeMask(image.Rect(int(x)-8, 480, int(x)+8, 520))
			}
		})
	}
}

func BenchmarkStroke(b *testing.B) {
	for _, r := range canvastest.Strokes(b) {
		b.Run("stroke="+r.Name, func(b *testing.B) {
			d := coloured(b, r.Size, TileSize, 48)
			samples := recorded(Edge, color.NRGBA{}, r).Samples
			b.ReportAllocs()
			for b.Loop() {
				f := begin(b, d)
				for _, p := range samples {
					f.Extend(p)
				}
				f.Document().EdgeMask(d.Bounds())
			}
			b.ReportMetric(float64(len(samples)), "samples/op")
		})
	}
}

func BenchmarkFlattenTile(b *testing.B) {
	for _, lines := range []string{"grey", "coloured"} {
		b.Run(fmt.Sprintf("tile=%d/lines=%s", TileSize, lines), func(b *testing.B) {
			size := image.Pt(1024, 1024)
			d := coloured(b, size, TileSize, 48)
			if lines == "coloured" {
				d = d.WithLines(NewLines(noise(size, 4)))
			}
			out := image.NewRGBA(d.Bounds())
			r := d.TileRect(image.Pt(0, 0))
			b.ReportAllocs()
			b.SetBytes(int64(4 * r.Dx() * r.Dy()))
			for b.Loop() {
				FlattenInto(out, d, r, FlattenOptions{})
			}
		})
	}
}

func BenchmarkDiff(b *testing.B) {
	for _, side := range []int{1024, 2048, 4096} {
		b.Run(fmt.Sprintf("page=%d", side), func(b *testing.B) {
			old := coloured(b, image.Pt(side, side), TileSize, 48)
			now := with(b, old, scribble(200, 200, 700, 600))
			now = now.WithTiles(now.Results(noise(image.Pt(768, 640), 5)))
			into := make([]image.Point, 0, len(old.tiles))
			b.ReportAllocs()
			for b.Loop() {
				into = Diff(old, now, into[:0])
			}
		})
	}
}

func BenchmarkAcceptTiles(b *testing.B) {
	d := with(b, coloured(b, image.Pt(2048, 2048), TileSize, 48), scribble(200, 200, 300, 300))
	results := d.Results(noise(image.Pt(512, 512), 5))
	b.ReportAllocs()
	for b.Loop() {
		d.WithTiles(results)
	}
}
