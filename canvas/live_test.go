package canvas

import (
	"image"
	"slices"
	"testing"

	"keyline/canvas/canvastest"
)

// A live picture of page pixels is the document flattened, and of a halved page nearly its
// mean, whatever was in its memory before; over a picture it covers its tile and no more.
func TestALivePictureIsTheDocumentFlattened(t *testing.T) {
	for _, size := range pageSizes[1:] {
		for level := range 4 {
			d := coloured(t, size, TileSize, 9)
			mask := image.NewAlpha(image.Rect(0, 0, 20, 20))
			for i := range mask.Pix {
				mask.Pix[i] = 255
			}
			d, _ = d.WithLock(mask)
			colour := noise(size, 8)
			small := image.NewRGBA(Halved(d.Bounds(), level))
			canvastest.HalveInto(small, colour, level)
			live := NewLive(level, FlattenOptions{})
			for range 3 {
				for _, at := range d.TilesIn(d.Bounds()) {
					live.Take(d, at, Cause{Base: 7}, small)
				}
				got := image.NewRGBA(small.Rect)
				live.Over(got, d.Bounds())
				if level == 0 {
					want := d.WithTiles([]Result{})
					for _, at := range d.TilesIn(d.Bounds()) {
						want = want.WithTiles([]Result{{at, d.CauseOf(at), colour}})
					}
					equalRGBA(t, "page pixels", got, Flatten(want, d.Bounds(), FlattenOptions{}))
				}
				if list := live.Drop(d, nil); len(list) != len(d.TilesIn(d.Bounds())) || !live.Empty() {
					t.Fatalf("%v at level %d: %d pictures went", size, level, len(list))
				}
			}
		}
	}
}

// Reduced lines are the mean of what colour is multiplied with.
func TestHalvedLinesAreTheMean(t *testing.T) {
	for _, lines := range []*Lines{ringLines(image.Pt(301, 77)), NewLines(noise(image.Pt(301, 77), 4))} {
		white := New(lines)
		page := Flatten(white, white.Bounds(), FlattenOptions{})
		for level := range 4 {
			want := image.NewRGBA(Halved(page.Rect, level))
			canvastest.HalveInto(want, page, level)
			got := lines.halved(page.Rect, level)
			for i := range want.Rect.Dx() * want.Rect.Dy() {
				if !slices.Equal(got[3*i:3*i+3], want.Pix[4*i:4*i+3]) {
					t.Fatalf("level %d: pixel %d is %v, want %v", level, i, got[3*i:3*i+3], want.Pix[4*i:4*i+3])
				}
			}
		}
	}
}

func TestACauseLeadsToThoseItGrowsInto(t *testing.T) {
	packed := func(base ID, entries ...entry) Cause {
		var edges []byte
		for _, e := range entries {
			edges = e.pack(edges)
		}
		return Cause{Base: base, edges: string(edges)}
	}
	a, b, longer, other := entry{1, 4, 11}, entry{2, 3, 22}, entry{2, 5, 33}, entry{2, 3, 99}
	for _, c := range []struct {
		name string
		from Cause
		to   Cause
		want bool
	}{
		{"itself", packed(1, a, b), packed(1, a, b), true},
		{"bare to bare", packed(1), packed(1), true},
		{"before the stroke", packed(1, a), packed(1, a, b), true},
		{"bare before the first stroke", packed(1), packed(1, a), true},
		{"a part of the stroke", packed(1, a, b), packed(1, a, longer), true},
		{"more than the stroke", packed(1, a, longer), packed(1, a, b), false},
		{"another stroke of that number", packed(1, a, other), packed(1, a, b), false},
		{"after undo", packed(1, a, b), packed(1, a), false},
		{"without a stroke in between", packed(1, b), packed(1, a, b), false},
		{"two strokes before", packed(1), packed(1, a, b), false},
		{"another base", packed(2, a), packed(1, a), false},
		{"no cause", Cause{}, packed(1, a), false},
	} {
		if got := c.from.leadsTo(c.to); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
