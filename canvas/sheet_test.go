package canvas

import (
	"bytes"
	"image"
	"math/rand/v2"
	"testing"

	"keyline/canvas/canvastest"
)

// cutAlpha copies what m has inside r; clear where m is nil.
func cutAlpha(m *image.Alpha, r image.Rectangle) []byte {
	out := image.NewAlpha(r)
	for y := r.Min.Y; m != nil && y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			out.SetAlpha(x, y, m.AlphaAt(x, y))
		}
	}
	return out.Pix
}

// Strokes are drawn, grow, go, come back, are hidden and moved; another document with strokes
// of the same numbers is asked for in between. What the sheet has in the place asked for is
// always the document's.
func TestASheetShowsTheDocumentAskedFor(t *testing.T) {
	size := image.Pt(420, 300)
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 4))
		place := func() Sample {
			return Sample{X: random.Float64()*460 - 20, Y: random.Float64()*340 - 20, Width: 1 + 20*random.Float64()}
		}
		d := coloured(t, size, 64, 9)
		if seed%2 == 1 {
			mask := image.NewAlpha(image.Rectangle{Max: size})
			for i := range 3000 {
				mask.Pix[100*420+i] = uint8(i)
			}
			d = d.WithEdgeMask(mask)
		}
		past := []*Document{d}
		var sheet Sheet
		ask := func(d *Document) {
			t.Helper()
			r := image.Rect(0, 0, 20+random.IntN(150), 20+random.IntN(150)).Add(image.Pt(random.IntN(440)-20, random.IntN(320)-20)).Intersect(d.Bounds())
			want, got := d.EdgeMask(r), sheet.EdgesNear(d, r)
			if want == nil && got == nil || r.Empty() {
				return
			}
			if want != nil && got == nil && bytes.Count(want.Pix, []byte{0}) == len(want.Pix) {
				return // only the bounds of a stroke touch the place
			}
			if got == nil != (want == nil) || !got.Rect.In(r) || !bytes.Equal(cutAlpha(want, r), cutAlpha(got, r)) {
				t.Fatalf("seed %d: the sheet differs in %v", seed, r)
			}
		}
		for range 30 {
			f := begin(t, past[random.IntN(len(past))])
			for range 1 + random.IntN(12) {
				ask(f.Extend(place()))
			}
			d = f.Document()
			list := d.Strokes()
			switch s := list[random.IntN(len(list))]; random.IntN(4) {
			case 0:
				d = d.WithStrokeHidden(s.ID, true)
			case 1:
				d = d.WithoutStroke(s.ID)
			case 2:
				s.Samples = []Sample{place(), place()}
				d = with(t, d, s)
			}
			ask(d)
			past = append(past, d)
		}
	}
}

// A sample of a growing stroke costs the mask next to nothing, however long the stroke is.
func TestASheetAllocatesLittleForAStrokeThatGrows(t *testing.T) {
	d := coloured(t, image.Pt(2000, 2000), TileSize, 48)
	f := begin(t, d)
	var sheet Sheet
	samples := func(from, to int) {
		for i := from; i < to; i++ {
			x := 50 + 3*float64(i)
			now := f.Extend(Sample{X: x, Y: 900, Width: 30})
			if sheet.EdgesNear(now, image.Rect(int(x)-200, 700, int(x)+200, 1100)) == nil {
				t.Fatal("no mask")
			}
		}
	}
	samples(0, 50)
	if got := canvastest.Allocated(func() { samples(50, 550) }) / 500; got > 16<<10 {
		t.Errorf("%d bytes for a sample, the document's own included", got)
	}
}
