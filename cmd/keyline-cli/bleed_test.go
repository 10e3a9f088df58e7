package main

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"
)

// bled is a page whose colours ran into each other where its contour is missing: a red
// disc on yellow, the right half of its outline not drawn.
type bled struct {
	side                         int
	sketch, truth, base, strokes string // files
}

// newBled draws the page. The colouring passes from one colour to the other as a blur by 1.75 %
// of the side does, which leaves at most 0.4 of the contrast at 4 px from the boundary.
func newBled(t *testing.T, side int) bled {
	t.Helper()
	box := image.Rect(0, 0, side, side)
	sketch, truth, base, strokes := image.NewGray(box), image.NewNRGBA(box), image.NewNRGBA(box), image.NewNRGBA(box)
	disc, ground := color.NRGBA{190, 50, 60, 255}, color.NRGBA{240, 220, 120, 255}
	centre, radius := float64(side)/2, 0.3*float64(side)
	for y := range side {
		for x := range side {
			dx, dy := float64(x)+0.5-centre, float64(y)+0.5-centre
			inside := radius - math.Hypot(dx, dy)
			truth.SetNRGBA(x, y, ground)
			if inside > 0 {
				truth.SetNRGBA(x, y, disc)
			}
			base.SetNRGBA(x, y, mix(ground, disc, (1+math.Erf(inside/(0.0175*float64(side)*math.Sqrt2)))/2))
			sketch.SetGray(x, y, color.Gray{255})
			if math.Abs(inside) < float64(side)/340 {
				if dx < 0 {
					sketch.SetGray(x, y, color.Gray{0})
				} else if math.Abs(dy) < 0.8*radius {
					strokes.SetNRGBA(x, y, color.NRGBA{0, 0, 0, 255})
				}
			}
		}
	}
	dir := t.TempDir()
	return bled{
		side, writePNG(t, dir, "sketch.png", sketch), writePNG(t, dir, "truth.png", truth),
		writePNG(t, dir, "base.png", base), writePNG(t, dir, "strokes.png", strokes),
	}
}

// mix is a blend of two opaque colours, part of it b.
func mix(a, b color.NRGBA, part float64) color.NRGBA {
	at := func(a, b uint8) uint8 { return uint8(float64(a) + part*(float64(b)-float64(a)) + 0.5) }
	return color.NRGBA{at(a.R, b.R), at(a.G, b.G), at(a.B, b.B), 255}
}

// TestAStrokeMendsABledBoundary holds the promise to the artist: colours that ran into each
// other part along the stroke.
func TestAStrokeMendsABledBoundary(t *testing.T) {
	for side, least := range map[int]float64{512: 0.8, 1024: 0.75} { // at 1024, 4 px are 1.5 working px
		t.Run(fmt.Sprint(side), func(t *testing.T) {
			p := newBled(t, side)
			contrast := func(edges ...string) float64 {
				out := t.TempDir() + "/out.png"
				done(t, append([]string{"colorize", "--sketch", p.sketch, "--base", p.base, "--out", out}, edges...)...)
				var m struct {
					Contrast float64 `json:"edge_contrast"`
				}
				decode(t, done(t, "metrics", "--sketch", p.sketch, "--truth", p.truth, "--pred", out, "--edges", p.strokes, "--json").out, &m)
				return m.Contrast
			}
			before, after := contrast(), contrast("--edges", p.strokes)
			t.Logf("contrast across the boundary: %.2f of the truth's, mended %.2f", before, after)
			if before > 0.4 || after < least {
				t.Errorf("contrast %.2f became %.2f, want ≤ 0.4 to become ≥ %.2f", before, after, least)
			}
		})
	}
}
