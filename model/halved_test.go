package model

import (
	"image"
	"image/color"
	"slices"
	"testing"

	"keyline/canvas/canvastest"
)

// into refines what dst covers at a level.
func into(t *testing.T, b *Base, edges *image.Alpha, r image.Rectangle, level int) *image.RGBA {
	t.Helper()
	out := image.NewRGBA(r)
	for i := range out.Pix {
		out.Pix[i] = 3 // all of it must be painted
	}
	if err := b.RefineInto(t.Context(), edges, out, level); err != nil {
		t.Fatal(err)
	}
	return out
}

// halvedPages are larger than the working size, at it, pieced from an odd number of pixels,
// with an imported colouring, with areas and dabs, without a reference.
func halvedPages(t *testing.T, n *Network) map[string]*Base {
	page := image.Rect(-7, 13, 1301, 1154)
	hints := image.NewNRGBA(page)
	for y := 300; y < 340; y++ {
		for x := 500; x < 560; x++ {
			hints.SetNRGBA(x, y, color.NRGBA{20, 200, 90, 255})
		}
	}
	reference := []*image.NRGBA{painting(image.Rect(0, 0, 64, 96))}
	colorize := func(r Request) *Base {
		b, err := n.Colorize(t.Context(), r, nil)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	return map[string]*Base{
		"large":    colorize(Request{Lines: drawing(page), References: reference}),
		"small":    colorize(Request{Lines: drawing(image.Rect(0, 0, 203, 150)), References: reference}),
		"imported": colorize(Request{Lines: drawing(page), Colour: painting(page)}),
		"hinted":   colorize(Request{Lines: drawing(page), References: reference, Hints: hints}),
		"guessed":  colorize(Request{Lines: drawing(page)}),
	}
}

func TestARefinedPageIsNearTheMeanOfItsPixelsWhenHalved(t *testing.T) {
	n := testNetwork(t, Options{})
	for name, b := range halvedPages(t, n) {
		edges, part := strokesOf(b.page), 200
		if name == "guessed" {
			part = 100 // there each region is of one colour, and steps are as high as they can be
		}
		whole := refined(t, b, edges, b.page)
		whole.Rect = whole.Rect.Sub(b.page.Min)
		for level := range 4 {
			want := image.NewRGBA(image.Rectangle{Max: b.size(level)})
			average(want, whole, 1<<level)
			got := into(t, b, edges, want.Rect, level)
			far, most := 0, 0
			for i, v := range got.Pix {
				d := max(int(v)-int(want.Pix[i]), int(want.Pix[i])-int(v))
				most = max(most, d)
				if d > 12 {
					far++
				}
			}
			if level == 0 && most > 0 || part*far > len(got.Pix) {
				t.Errorf("%s halved %d times: %d of %d bytes are far off, %d at most", name, level, far, len(got.Pix), most)
			}
		}
	}
}

func TestAHalvedPixelDoesNotDependOnTheAreaAskedFor(t *testing.T) {
	n := testNetwork(t, Options{})
	for name, b := range halvedPages(t, n) {
		edges := strokesOf(b.page)
		for level := range 4 {
			whole := into(t, b, edges, image.Rectangle{Max: b.size(level)}, level)
			part := image.Rectangle{Max: b.size(level).Div(2)}.Add(b.size(level).Div(3))
			got := into(t, b, edges, part, level)
			for y := part.Min.Y; y < part.Max.Y; y++ {
				row := whole.Pix[whole.PixOffset(part.Min.X, y):][:4*part.Dx()]
				if !slices.Equal(row, got.Pix[got.PixOffset(part.Min.X, y):][:4*part.Dx()]) {
					t.Fatalf("%s halved %d times: row %d of %v differs from the whole", name, level, y, part)
				}
			}
		}
	}
}

// What a sample of a stroke allocates in the model: nothing that grows with the page.
func TestRefiningIntoGivenMemoryAllocatesLittle(t *testing.T) {
	n := testNetwork(t, Options{})
	for _, page := range []image.Rectangle{image.Rect(0, 0, 1024, 1024), image.Rect(0, 0, 1600, 2400)} {
		b := colorized(t, n, page, 0)
		dst := image.NewRGBA(image.Rect(128, 128, 256, 256))
		edges := stroke(page, image.Rect(300, 300, 340, 306))
		samples := func(from, to int) {
			for i := from; i < to; i++ {
				edges.Pix[edges.PixOffset(340+i, 303)] = 255
				if err := b.RefineInto(t.Context(), edges, dst, 1); err != nil {
					t.Fatal(err)
				}
			}
		}
		samples(0, 20)
		if got := canvastest.Allocated(func() { samples(20, 100) }) / 80; got > 6<<10 {
			t.Errorf("page %v: %d bytes for a sample", page, got)
		}
	}
}
