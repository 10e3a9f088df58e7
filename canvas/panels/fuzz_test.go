package panels

import (
	"image"
	"math/rand/v2"
	"testing"
)

func FuzzPanels(f *testing.F) {
	f.Add(uint16(1), uint16(1), []byte{0})
	f.Add(uint16(40), uint16(60), []byte{255, 255, 0, 7})
	f.Add(uint16(9), uint16(1200), []byte{255, 0, 255})
	f.Add(uint16(2000), uint16(3), []byte{0, 1, 2, 3, 4, 5, 250})
	f.Fuzz(func(t *testing.T, w, h uint16, tones []byte) {
		page := image.NewGray(image.Rect(0, 0, int(w%2100), int(h%2100)))
		if len(tones) > 0 {
			for i := range page.Pix {
				page.Pix[i] = tones[(i/3+i/max(page.Stride, 1))%len(tones)]
			}
		}
		for _, p := range Find(page, Options{RightToLeft: w%2 == 0}) {
			if p.Empty() || !p.In(page.Rect) {
				t.Errorf("panel %v of %v", p, page.Rect)
			}
		}
		if pieces := piecesOf(page); len(pieces) > 0 {
			mustCover(t, "pieces", page.Rect, pieces)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	for _, size := range []image.Point{{800, 20000}, {4000, 6000}} {
		r := rand.New(rand.NewPCG(1, 1))
		page := layout{size: size, margin: 60, gutter: 50, frame: 6, ground: flat(255), hatched: true, rows: [][]int{{1, 2}, {1}, {2, 1, 1}, {1, 1}}}.draw(r)
		b.Run(size.String(), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(page.Pix)))
			for b.Loop() {
				Find(page.Gray, Options{})
			}
		})
		b.Run(size.String()+"/pieces", func(b *testing.B) {
			for b.Loop() {
				Cut(page.Gray)
			}
		})
	}
}
