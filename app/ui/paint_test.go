package ui

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"

	page "keyline/canvas"
)

func noise(w, h int, seed uint64) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 1))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = uint8(r.UintN(256))
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

func TestViewportKeepsThePlaceUnderThePointer(t *testing.T) {
	v := viewport{page: image.Pt(1000, 700), screen: image.Pt(800, 600)}.fitted()
	for _, zoom := range []float64{0.05, 0.3, 1, 7.3, 32, 100} {
		p := point{300, 200}
		before := v.toPage(p)
		v = v.zoomed(zoom, p)
		after := v.toPage(p)
		if math.Abs(before.x-after.x)*v.zoom > 1 || math.Abs(before.y-after.y)*v.zoom > 1 {
			t.Errorf("zoom %g: %v under the pointer became %v", zoom, before, after)
		}
	}
	if v.zoom != maxZoom {
		t.Errorf("zoom %g, want it held at %d", v.zoom, maxZoom)
	}
}

func TestViewportFits(t *testing.T) {
	tests := []struct {
		name         string
		page, screen image.Point
	}{
		{"wide", image.Pt(4000, 100), image.Pt(800, 600)},
		{"tall", image.Pt(100, 3000), image.Pt(800, 600)},
		{"one pixel", image.Pt(1, 1), image.Pt(800, 600)},
		{"odd", image.Pt(333, 517), image.Pt(801, 599)},
	}
	for _, test := range tests {
		v := viewport{page: test.page, screen: test.screen}.fitted()
		if r := v.pageRect(); !r.In(image.Rectangle{Max: test.screen}) {
			t.Errorf("%s: the page covers %v of %v", test.name, r, test.screen)
		}
	}
	if v := (viewport{screen: image.Pt(10, 10)}).fitted(); v.zoom != 1 {
		t.Errorf("an empty page has zoom %g", v.zoom)
	}
}

func TestViewportKeepsThePageOnTheScreen(t *testing.T) {
	v := viewport{page: image.Pt(500, 400), screen: image.Pt(800, 600)}.fitted().panned(1e5, -1e5)
	if r := v.pageRect().Intersect(image.Rectangle{Max: v.screen}); r.Dx() < keepVisible || r.Dy() < keepVisible {
		t.Errorf("only %v of the page is left", r)
	}
}

func TestEnlargeTakesWholePixels(t *testing.T) {
	src := noise(5, 4, 1)
	v := viewport{page: image.Pt(5, 4), screen: image.Pt(40, 30), zoom: 3, origin: point{2, 1}}
	dst := image.NewRGBA(image.Rect(0, 0, 40, 30))
	paintPage(dst, newPyramid(src), v, dst.Rect)
	for y := range 30 {
		for x := range 40 {
			var want color.RGBA
			if sx, sy := x-2, y-1; sx >= 0 && sy >= 0 && sx/3 < 5 && sy/3 < 4 {
				want = src.RGBAAt(sx/3, sy/3)
			}
			if got := dst.RGBAAt(x, y); got != want {
				t.Fatalf("pixel %d, %d is %v, want %v", x, y, got, want)
			}
		}
	}
}

func TestReduceKeepsTheMean(t *testing.T) {
	src := noise(64, 48, 2)
	for _, zoom := range []float64{0.5, 0.75, 0.9, 0.25, 0.1} {
		v := viewport{page: image.Pt(64, 48), screen: image.Pt(64, 48), zoom: zoom}
		dst := image.NewRGBA(image.Rect(0, 0, 64, 48))
		paintPage(dst, newPyramid(src), v, dst.Rect)
		r := image.Rect(0, 0, int(64*zoom), int(48*zoom))
		if got, want := mean(dst, r), mean(src, src.Rect); math.Abs(got-want) > 6 {
			t.Errorf("zoom %g: mean %g, the picture's is %g", zoom, got, want)
		}
	}
}

// TestReduceWeighsByArea works the mean of what is under a screen pixel out in the plain
// way.
func TestReduceWeighsByArea(t *testing.T) {
	src := noise(33, 21, 3)
	for _, zoom := range []float64{0.5, 0.61, 0.83, 0.999} {
		v := viewport{page: image.Pt(33, 21), screen: image.Pt(33, 21), zoom: zoom}
		dst := image.NewRGBA(image.Rectangle{Max: v.screen})
		paintPage(dst, newPyramid(src), v, dst.Rect)
		for y := range int(20 * zoom) {
			for x := range int(32 * zoom) {
				want := 0.0
				for sy := range 21 {
					for sx := range 33 {
						want += shared(x, sx, zoom) * shared(y, sy, zoom) * float64(src.RGBAAt(sx, sy).G) * zoom * zoom
					}
				}
				if got := float64(dst.RGBAAt(x, y).G); math.Abs(got-want) > 2 {
					t.Fatalf("zoom %g: pixel %d, %d is %g, want %g", zoom, x, y, got, want)
				}
			}
		}
	}
}

// shared is how much of source pixel s lies under screen pixel x.
func shared(x, s int, zoom float64) float64 {
	return max(min(float64(x+1)/zoom, float64(s+1))-max(float64(x)/zoom, float64(s)), 0)
}

func mean(img *image.RGBA, r image.Rectangle) float64 {
	sum := 0.0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			sum += float64(img.RGBAAt(x, y).G)
		}
	}
	return sum / float64(r.Dx()*r.Dy())
}

func TestALayerRepaintedInPartsEqualsOnePaintedWhole(t *testing.T) {
	for _, zoom := range []float64{0.13, 0.4, 0.77, 1, 2.6, 9.3} {
		repaintInParts(t, viewport{page: image.Pt(131, 97), screen: image.Pt(120, 110), zoom: zoom, origin: point{-7, 5}})
		repaintInParts(t, viewport{page: image.Pt(131, 97), screen: image.Pt(120, 110), zoom: zoom, origin: point{-7, 5}, turn: 2, mirror: true})
	}
}

// repaintInParts changes parts of a picture that a view shows, one after the other.
func repaintInParts(t *testing.T, v viewport) {
	t.Helper()
	img, r := noise(131, 97, 3), rand.New(rand.NewPCG(9, 9))
	l := layer{grid: v.zoom >= gridZoom}
	l.show(img, v, testGround)
	for range 30 {
		at := image.Pt(r.IntN(131), r.IntN(97))
		l.dirty = l.dirty.Union(scribble(img, image.Rectangle{at, at.Add(image.Pt(1+r.IntN(40), 1+r.IntN(40)))}, r))
		l.show(img, v, testGround)
	}
	isWhole(t, &l, img, v)
}

var testGround = color.NRGBA{58, 58, 58, 255}

// scribble fills a part of a picture with noise and returns what of it lies inside.
func scribble(img *image.RGBA, part image.Rectangle, r *rand.Rand) image.Rectangle {
	part = part.Intersect(img.Rect)
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			img.SetRGBA(x, y, color.RGBA{uint8(r.UintN(256)), 40, 90, 255})
		}
	}
	return part
}

// isWhole compares what a layer shows with a picture painted from nothing.
func isWhole(t *testing.T, l *layer, img *image.RGBA, v viewport) {
	t.Helper()
	whole := layer{grid: l.grid}
	whole.show(img, v, testGround)
	if !bytes.Equal(l.scene.Pix, whole.scene.Pix) {
		t.Fatalf("%+v: the parts differ from the whole", v)
	}
}

func TestALayerThatIsMovedEqualsOnePaintedThere(t *testing.T) {
	for _, zoom := range []float64{0.13, 0.4, 0.77, 1, 2.6, 9.3} {
		for _, turn := range []int{0, 1, quarterTurn} {
			moveAbout(t, viewport{page: image.Pt(131, 97), screen: image.Pt(90, 110), zoom: zoom, origin: point{-7, 5}, turn: turn, mirror: turn > 0})
		}
	}
}

// moveAbout moves a picture that changes.
func moveAbout(t *testing.T, v viewport) {
	t.Helper()
	img, r := noise(131, 97, 3), rand.New(rand.NewPCG(5, 6))
	moved := layer{grid: v.zoom >= gridZoom}
	moved.show(img, v, testGround)
	for range 40 {
		v = v.panned(float64(r.IntN(60)-30), float64(r.IntN(60)-30))
		moved.dirty = moved.dirty.Union(scribble(img, image.Rect(0, 0, 30, 30).Add(image.Pt(r.IntN(100), r.IntN(60))), r))
		moved.show(img, v, testGround)
		isWhole(t, &moved, img, v)
	}
}

func BenchmarkPan(b *testing.B) {
	img := noise(2048, 2048, 3)
	for _, zoom := range []float64{0.48, 0.96, 1, 2} {
		b.Run(fmt.Sprintf("zoom=%g", zoom), func(b *testing.B) {
			v := viewport{page: image.Pt(2048, 2048), screen: image.Pt(1024, 1024), zoom: zoom}
			var l layer
			l.show(img, v, color.Black)
			for i := 0; b.Loop(); i++ {
				l.show(img, v.panned(float64(3+i%2*5), 2), color.Black)
			}
		})
	}
}

func TestAStrokeThatGrewLooksLikeOneDrawnAtOnce(t *testing.T) {
	v := viewport{page: image.Pt(100, 100), screen: image.Pt(150, 150), zoom: 1.5}
	stroke := page.Stroke{ID: 1}
	var grown, whole overlay
	for i := range 20 {
		x := float64(i)
		stroke.Samples = append(stroke.Samples, page.Sample{X: 10 + 4*x, Y: 50 + 30*math.Sin(x), Width: 6})
		grown.show([]page.Stroke{stroke}, v, 1, 1)
	}
	whole.show([]page.Stroke{stroke}, v, 1, 1)
	a, b := image.NewRGBA(image.Rect(0, 0, 150, 150)), image.NewRGBA(image.Rect(0, 0, 150, 150))
	grown.paintEdges(a)
	whole.paintEdges(b)
	if !bytes.Equal(a.Pix, b.Pix) {
		t.Error("the stroke that grew differs")
	}
	grown.show(nil, v, 1, 0)
	c := image.NewRGBA(image.Rect(0, 0, 150, 150))
	grown.paintEdges(c)
	if !bytes.Equal(c.Pix, make([]uint8, len(c.Pix))) {
		t.Error("a stroke that was undone is still drawn")
	}
}

func TestEdgeStrokesShowInThreeBands(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	f := newField(img.Rect)
	f.line(point{20.5, 5.5}, point{20.5, 35.5}, bandsRadius(edgeBands(1)))
	paintField(img, f, edgeBands(1), img.Rect)
	for dx, want := range map[int]color.NRGBA{0: inkCore, 6: {255, 255, 255, 255}} { // between them are soft rims
		if got := img.RGBAAt(20+dx, 20); got != (color.RGBA{want.R, want.G, want.B, 255}) {
			t.Errorf("%d px beside the middle is %v, want %v", dx, got, want)
		}
	}
	if dark := img.RGBAAt(23, 20); dark.R > 160 {
		t.Errorf("the outer band is %v, want it dark", dark)
	}
}

func TestHexIsReadAsPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]string{"#6157AD": "#6157AD", " 6157ad ": "#6157AD", "65a": "#6655AA", "": "", "#12345": "", "zzzzzz": "", "#1234567": ""} {
		c, ok := parseHex(text)
		if got := hex(c); ok != (want != "") || ok && got != want {
			t.Errorf("%q gives %s, %v", text, got, ok)
		}
	}
}

func TestAPictureThatGrowsEqualsAFinishedOne(t *testing.T) {
	img, grown := noise(301, 207, 3), image.NewRGBA(image.Rect(0, 0, 301, 207))
	for _, zoom := range []float64{0.06, 0.13, 0.4, 1, 2.6} {
		v := viewport{page: image.Pt(301, 207), screen: image.Pt(120, 110), zoom: zoom, origin: point{-7, 5}}
		clear(grown.Pix)
		l := layer{grows: true}
		l.show(grown, v, testGround)
		for y := 0; y < 207; y += 50 {
			part := image.Rect(0, y, 301, min(y+50, 207))
			draw.Draw(grown, part, img, part.Min, draw.Src)
			l.dirty = l.dirty.Union(part)
			l.show(grown, v, testGround)
		}
		isWhole(t, &l, img, v)
	}
}

func TestMeanOfFourPixelsRoundsHalvesUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10000 {
		a, b, c, d := r.Uint32(), r.Uint32(), r.Uint32(), r.Uint32()
		got := mean4(uint64(a)|uint64(b)<<32, uint64(c)|uint64(d)<<32)
		for shift := 0; shift < 32; shift += 8 {
			sum := a>>shift&255 + b>>shift&255 + c>>shift&255 + d>>shift&255
			if want := (sum + 2) / 4; got>>shift&255 != want {
				t.Fatalf("%08x %08x %08x %08x: byte at %d is %d, want %d", a, b, c, d, shift, got>>shift&255, want)
			}
		}
	}
}

func BenchmarkHalve(b *testing.B) {
	src := noise(2048, 2048, 3)
	dst := image.NewRGBA(image.Rect(0, 0, 1024, 1024))
	b.SetBytes(int64(len(src.Pix)))
	for b.Loop() {
		halve(dst, src, dst.Rect)
	}
}
