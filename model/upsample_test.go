package model

import (
	"image"
	"image/color"
	"testing"

	"keyline/model/kernel"
)

// upsampled paints working colours, chosen by working pixel, along lines.
func upsampled(t *testing.T, lines *image.Gray, longSide int, colour func(x, y int) float32) *image.RGBA {
	t.Helper()
	n := &Network{team: kernel.NewTeam(kernel.Best(), 0)} // painting needs no weights
	b := newBase(n, newFrame(lines.Rect, longSide))
	b.reduceInk(b.ink, lines, 2)
	b.guideBy(b.ink)
	for i := range b.mended {
		b.mended[i] = colour(i%b.w, i/b.w%b.h)
	}
	out := image.NewRGBA(image.Rectangle{Max: lines.Rect.Size()})
	b.paint(out, 0, 0)
	out.Rect = lines.Rect
	return out
}

func TestUpsamplingKeepsAFlatColour(t *testing.T) {
	for _, r := range []image.Rectangle{image.Rect(0, 0, 1, 1), image.Rect(0, 0, 97, 131), image.Rect(-3, 4, 300, 41)} {
		for _, v := range []uint8{0, 77, 254, 255} {
			got := upsampled(t, drawing(r), 64, func(int, int) float32 { return float32(v) / 255 })
			for i, p := range got.Pix {
				if want := v; i%4 < 3 && p != want {
					t.Fatalf("%v: byte %d of a flat %d is %d", r, i, v, p)
				}
			}
		}
	}
}

func TestColourUnderALineDoesNotRunOutOfIt(t *testing.T) {
	const side, left, right = 300, 140, 156 // the line, in page pixels; the working picture is a third
	lines := image.NewGray(image.Rect(0, 0, side, side))
	for i := range lines.Pix {
		if x := i % side; x < left || x >= right {
			lines.Pix[i] = 255
		}
	}
	got := upsampled(t, lines, side/3, func(x, _ int) float32 {
		switch mid := 3*x + 1; {
		case mid < left:
			return 0.2
		case mid >= right:
			return 0.8
		}
		return 1 // what a network may leave under a line
	})
	for x := range side {
		want := color.RGBA{51, 51, 51, 255}
		if x >= right {
			want = color.RGBA{204, 204, 204, 255}
		}
		if x >= left && x < right {
			continue
		}
		if c := got.RGBAAt(x, 77); int(c.R)-int(want.R) > 2 || int(want.R)-int(c.R) > 2 {
			t.Errorf("column %d beside the line is %v, want %v", x, c, want)
		}
	}
}

func TestColoursPassUnchangedAtWorkingSize(t *testing.T) {
	r := image.Rect(2, 3, 102, 80)
	got := upsampled(t, drawing(r), 0, func(x, y int) float32 { return float32((x*7+y*13)%256) / 255 })
	for y := range r.Dy() {
		for x := range r.Dx() {
			if c := got.RGBAAt(2+x, 3+y); c.R != uint8((x*7+y*13)%256) {
				t.Fatalf("(%d,%d) is %v, want %d", x, y, c, (x*7+y*13)%256)
			}
		}
	}
}
