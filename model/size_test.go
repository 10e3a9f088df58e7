package model

import (
	"image"
	"testing"
)

func TestWorkingSize(t *testing.T) {
	for _, c := range []struct{ w, h, longSide, ww, wh int }{
		{1, 1, 0, 1, 1},
		{100, 37, 0, 100, 37},
		{384, 384, 0, 384, 384},
		{1024, 1024, 0, 384, 384},
		{344, 1024, 0, 223, 663},
		{4000, 6000, 0, 314, 470},
		{800, 3000, 0, 256, 960},
		{3000, 800, 0, 960, 256},
		{800, 20000, 0, 256, 6400}, // a webtoon strip keeps its full working width
		{1024, 512, 256, 256, 128},
		{100, 50, 256, 100, 50},
		{1000, 1, 500, 500, 1},
	} {
		if ww, wh := workingSize(c.w, c.h, c.longSide); ww != c.ww || wh != c.wh {
			t.Errorf("page %d x %d, long side %d: working size %d x %d, want %d x %d", c.w, c.h, c.longSide, ww, wh, c.ww, c.wh)
		}
	}
}

func TestWorkingSizeIsBounded(t *testing.T) {
	for _, c := range []struct{ w, h, longSide int }{
		{65535, 1, 0}, {1, 65535, 0}, {800, 60000, 0}, {10000, 10000, 10000}, {65535, 1500, 5000}, {65535, 1500, 0},
	} {
		ww, wh := workingSize(c.w, c.h, c.longSide)
		if ww < 1 || wh < 1 || padded(ww)*padded(wh) > maxArea {
			t.Errorf("page %d x %d: working size %d x %d", c.w, c.h, ww, wh)
		}
	}
}

func TestReferencesShareTheTokens(t *testing.T) {
	for count := 1; count <= maxReferences; count += 1 + count/8 {
		for _, size := range []image.Point{{1, 1}, {70, 90}, {500, 500}, {4000, 300}, {65535, 1}, {1, 65535}} {
			w, h := referenceSize(size.X, size.Y, count)
			if w%grain != 0 || h%grain != 0 || w < grain || h < grain {
				t.Errorf("%v of %d references is seen at %d x %d, not multiples of %d", size, count, w, h, grain)
			}
			if tokens := w * h / tokenSide / tokenSide; tokens*count > maxTokens || w*h > refArea {
				t.Errorf("%v of %d references takes %d tokens", size, count, tokens)
			}
		}
	}
	if w, h := referenceSize(1000, 1000, 1); w != 384 || h != 384 {
		t.Errorf("a square reference is seen at %d x %d, want 384 x 384", w, h)
	}
}

func TestPagePixelsHoldExactlyTheirCells(t *testing.T) {
	for _, c := range []struct{ pw, ph, ww, wh int }{{1, 1, 1, 1}, {10, 7, 10, 7}, {100, 37, 31, 12}, {97, 640, 50, 331}} {
		f := frame{page: image.Rect(0, 0, c.pw, c.ph), ww: c.ww, wh: c.wh}
		for _, r := range []image.Rectangle{image.Rect(0, 0, c.ww, c.wh), image.Rect(3, 2, 8, 9), image.Rect(c.ww-1, c.wh-1, c.ww+40, c.wh+40)} {
			got := f.pagePixels(r)
			for y := range c.ph {
				for x := range c.pw {
					cx, cy := f.cell(x, y)
					if in := image.Pt(cx, cy).In(r); in != image.Pt(x, y).In(got) {
						t.Fatalf("%+v: page pixel (%d,%d) of working pixel (%d,%d): in %v is %v, but %v holds it not so", c, x, y, cx, cy, r, in, got)
					}
				}
			}
		}
	}
}
