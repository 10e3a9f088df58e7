package lineart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/png"
	"math"
	"os"
	"testing"
)

// pen is lines of widths, px: how far a place is from their nearest border, negative inside.
type pen func(x, y float64) float64

// crossed are a ring, a cross and a diagonal of one width on a square page.
func crossed(side, width float64) pen {
	return func(x, y float64) float64 {
		ring := math.Abs(math.Hypot(x-side/2, y-side/2) - 0.35*side)
		across := math.Abs(y - 0.45*side)
		down := math.Abs(x - 0.55*side)
		slant := math.Abs(x+y-0.8*side) / math.Sqrt2
		return min(ring, across, down, slant) - width/2
	}
}

// inkedBy is a page with the lines in a tone of ink on paper in a shade that grows to the
// right, as soft as a scan.
func inkedBy(side int, p pen, paper color.NRGBA, shade, ink float64) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			cover := min(max(0.5-p(float64(x)+0.5, float64(y)+0.5)/1.5, 0), 1)
			light := (1 - shade*float64(x)/float64(side)) * (1 - cover*(1-ink))
			m.SetNRGBA(x, y, color.NRGBA{uint8(float64(paper.R) * light), uint8(float64(paper.G) * light), uint8(float64(paper.B) * light), 255})
		}
	}
	return m
}

// recovered is the share of the lines' pixels that are ink, and how many pixels are that
// lie farther than a pixel outside.
func recovered(got *image.Gray, p pen) (whole float64, stray int) {
	ink, all := 0, 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			dark := got.GrayAt(x, y).Y < 128
			switch far := p(float64(x)+0.5, float64(y)+0.5); {
			case far <= 0:
				all++
				if dark {
					ink++
				}
			case far > 1 && dark:
				stray++
			}
		}
	}
	return float64(ink) / float64(max(all, 1)), stray
}

func TestThickInkIsOneLineOfItsOwnWidth(t *testing.T) {
	white, beige := color.NRGBA{255, 255, 255, 255}, color.NRGBA{238, 226, 205, 255}
	for _, test := range []struct {
		side  int
		width float64
		paper color.NRGBA
		shade float64
		ink   float64
	}{
		{512, 2, white, 0, 0.1},
		{512, 5, white, 0, 0.1},
		{512, 8, beige, 0.2, 0.2},
		{1024, 2, white, 0, 0.1},
		{1024, 3, beige, 0.2, 0.1},
		{1024, 4, white, 0, 0},
		{1024, 6, white, 0, 0.1},
		{1024, 6, beige, 0.3, 0.25},
		{1024, 8, white, 0, 0.3},
		{1024, 10, beige, 0.2, 0.1},
		{1024, 12, white, 0, 0},
		{1024, 14, beige, 0.3, 0.2},
		{1024, 16, white, 0, 0.1},
		{1301, 9, beige, 0.2, 0.15},
		{2000, 6, white, 0, 0.1},
		{2000, 14, beige, 0.2, 0.1},
		{2000, 16, white, 0, 0.1},
	} {
		name := fmt.Sprintf("%.0f px at %d, paper %v, shade %g, ink %g", test.width, test.side, test.paper, test.shade, test.ink)
		p := crossed(float64(test.side), test.width)
		whole, stray := recovered(Of(inkedBy(test.side, p, test.paper, test.shade, test.ink), Standard()), p)
		if whole < 0.96 || stray > 0 {
			t.Errorf("%s: %.3f of the ink is there, %d pixels are beside it", name, whole, stray)
		}
	}
}

func TestThickInkBesideThinInk(t *testing.T) {
	p := func(x, y float64) float64 {
		thick, thin := math.Abs(math.Hypot(x-500, y-500)-300)-6, math.Abs(math.Hypot(x-500, y-500)-200)-1
		return min(thick, thin, math.Abs(x+y-1000)/math.Sqrt2-1.5)
	}
	whole, stray := recovered(Of(inkedBy(1000, p, color.NRGBA{255, 255, 255, 255}, 0, 0.1), Standard()), p)
	if whole < 0.97 || stray > 0 {
		t.Errorf("%.3f of the ink is there, %d pixels are beside it", whole, stray)
	}
}

func TestADarkAreaKeepsItsContourAlone(t *testing.T) {
	coat := func(x, y float64) float64 { // with a line that ends at it
		body := max(math.Abs(x-300)-150, math.Abs(y-300)-150)
		return min(body, max(math.Abs(y-300)-4, math.Abs(x-700)-250))
	}
	got := Of(inkedBy(1024, coat, color.NRGBA{255, 255, 255, 255}, 0, 0.1), Standard())
	area := func(r image.Rectangle) float64 {
		return share(got, func(x, y int) bool { return image.Pt(x, y).In(r) })
	}
	if in := area(image.Rect(156, 156, 444, 444)); in > 0 {
		t.Errorf("inside the area %.4f is ink", in)
	}
	if border := area(image.Rect(150, 160, 152, 440)); border < 0.95 {
		t.Errorf("of its contour %.2f is ink", border)
	}
	if line := area(image.Rect(460, 297, 940, 303)); line < 1 {
		t.Errorf("of the line beside it %.2f is ink", line)
	}
}

func TestColoursWithoutInkHaveTheContoursOfTheDifference(t *testing.T) {
	img := image.NewNRGBA(image.Rect(-5, 3, 395, 303))
	for y := range 300 {
		for x := range 400 { // fields 9 px wide and wider, the darkest of them blue
			c := [...]color.NRGBA{{220, 60, 40, 255}, {250, 210, 120, 255}, {40, 50, 140, 255}, {90, 130, 60, 255}}[(x/9+y/40)%4]
			img.SetNRGBA(x-5, y+3, c)
		}
	}
	planes, size := channels(img)
	for _, p := range planes {
		p.flatten()
	}
	want, got := image.NewGray(image.Rectangle{Max: size}), image.NewGray(image.Rectangle{Max: size})
	contours(want, planes, Standard())
	contours(got, planes, Standard())
	fillInk(got, planes, 1)
	if !bytes.Equal(got.Pix, want.Pix) {
		t.Error("ink was found where there is none")
	}
	if dark := share(want, func(int, int) bool { return true }); dark < 0.1 {
		t.Errorf("%.3f is contour", dark)
	}
}

// TestTheInkOfTheSamplesComesBack makes line art of finished pictures whose own lines are
// known: thick, on colours of all kinds.
func TestTheInkOfTheSamplesComesBack(t *testing.T) {
	for name, least := range map[string]float64{"avatar": 0.97, "gopher_noodles": 0.97} {
		truth, sketch := readSample(t, name, "truth"), readSample(t, name, "sketch")
		lines, ink := Of(truth, Standard()), greyOf(sketch)
		whole := share(lines, func(x, y int) bool { return ink.GrayAt(x, y).Y < 64 })
		if t.Logf("%s: %.3f of the ink comes back", name, whole); whole < least {
			t.Errorf("%s: %.3f of the ink comes back, want %.2f", name, whole, least)
		}
	}
}

func readSample(t *testing.T, name, part string) image.Image {
	t.Helper()
	f, err := os.Open("../../assets/samples/" + name + "/" + part + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}
