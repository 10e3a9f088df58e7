package ui

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyline/canvas/canvastest"
)

// everyTurn is each view of a page: all rotations, plain and mirrored.
func everyTurn(v viewport) (list []viewport) {
	for turn := range turnSteps {
		for _, mirror := range []bool{false, true} {
			v.turn, v.mirror = turn, mirror
			list = append(list, v)
		}
	}
	return list
}

func TestTurnedViewsLeadThereAndBack(t *testing.T) {
	for _, v := range everyTurn(viewport{page: image.Pt(333, 517), screen: image.Pt(801, 599)}) {
		v = v.fitted()
		if r := v.pageRect(); !r.In(image.Rectangle{Max: v.screen}) {
			t.Errorf("turn %d: the fitted page covers %v", v.turn, r)
		}
		p := v.toPage(v.toScreen(point{100.25, 77.5}))
		if math.Hypot(p.x-100.25, p.y-77.5) > 1e-9 {
			t.Errorf("turn %d, mirrored %v: there and back is %v", v.turn, v.mirror, p)
		}
	}
}

func TestTurningKeepsTheMiddleAndMirroringTheLean(t *testing.T) {
	v := viewport{page: image.Pt(400, 300), screen: image.Pt(800, 600)}.fitted().zoomed(3, point{200, 100})
	middle := point{400, 300}
	under := v.toPage(middle)
	for range 2 * turnSteps {
		v = v.turned(1)
		if got := v.toPage(middle); math.Hypot(got.x-under.x, got.y-under.y)*v.zoom > 12 {
			t.Fatalf("after turn %d %v is in the middle, want %v", v.turn, got, under)
		}
	}
	if v.turn != 0 {
		t.Errorf("two full turns end at %d", v.turn)
	}
	v = v.turned(2)
	a := v.toScreen(point{10, 20})
	b := v.mirrored().toScreen(point{10, 20})
	if math.Abs(a.x+b.x-800) > 2 || math.Abs(a.y-b.y) > 2 {
		t.Errorf("mirrored, %v came to %v", a, b)
	}
	if w := v.mirrored().mirrored(); w.turn != v.turn || w.mirror {
		t.Error("mirroring twice is another view")
	}
}

func TestQuarterTurnsShowTheVeryPixels(t *testing.T) {
	src := noise(7, 5, 4)
	for _, zoom := range []float64{1, 3} {
		for _, v := range everyTurn(viewport{page: image.Pt(7, 5), screen: image.Pt(40, 30), zoom: zoom, origin: point{3, 2}}) {
			if !v.upright() {
				continue
			}
			dst := image.NewRGBA(image.Rectangle{Max: v.screen})
			paintPage(dst, newPyramid(src), v, dst.Rect)
			for y := range v.screen.Y {
				for x := range v.screen.X {
					p := v.toPage(point{float64(x) + 0.5, float64(y) + 0.5})
					var want color.RGBA
					if at := image.Pt(int(math.Floor(p.x)), int(math.Floor(p.y))); at.In(src.Rect) {
						want = src.RGBAAt(at.X, at.Y)
					}
					if got := dst.RGBAAt(x, y); got != want {
						t.Fatalf("turn %d, mirrored %v, zoom %g: pixel %d, %d is %v, want %v", v.turn, v.mirror, zoom, x, y, got, want)
					}
				}
			}
		}
	}
}

// TestReducedTurnsEqualTheTurnedPage compares with a page whose pixels were turned.
func TestReducedTurnsEqualTheTurnedPage(t *testing.T) {
	src := noise(61, 45, 5)
	for _, zoom := range []float64{0.9, 0.5, 0.31, 0.2} {
		for _, v := range everyTurn(viewport{page: image.Pt(61, 45), screen: image.Pt(64, 64), zoom: zoom, origin: point{2, 1}}) {
			if !v.upright() {
				continue
			}
			got := image.NewRGBA(image.Rectangle{Max: v.screen})
			paintPage(got, newPyramid(src), v, got.Rect)
			if diff := math.Abs(mean(got, v.pageRect().Inset(1)) - mean(src, src.Rect)); diff > 6 {
				t.Errorf("turn %d, mirrored %v, zoom %g: the mean is %g off", v.turn, v.mirror, zoom, diff)
			}
		}
	}
	plainView := viewport{page: image.Pt(64, 32), screen: image.Pt(64, 64), zoom: 0.5}
	even := noise(64, 32, 6)
	plain, turned := image.NewRGBA(image.Rect(0, 0, 64, 64)), image.NewRGBA(image.Rect(0, 0, 64, 64))
	paintPage(plain, newPyramid(even), plainView, plain.Rect)
	plainView.turn = quarterTurn
	paintPage(turned, newPyramid(even), plainView, turned.Rect)
	for y := range 16 {
		for x := range 32 {
			if plain.RGBAAt(x, y) != turned.RGBAAt(15-y, x) {
				t.Fatalf("turned pixel %d, %d differs", x, y)
			}
		}
	}
}

func TestStrokesStayUnderThePenInATurnedView(t *testing.T) {
	b := newBench(t)
	b.open()
	b.key(fyne.KeyM)
	for range 7 { // 105 degrees
		b.key(fyne.Key6)
	}
	b.has("turn=105", "mirror=1")
	b.stroke(40, 60, 150, 110)
	s := b.desk.editor.Document().Strokes()[0].Samples
	for i, want := range map[int]point{0: {40, 60}, len(s) - 1: {150, 110}} {
		if math.Hypot(s[i].X-want.x, s[i].Y-want.y) > 0.01 {
			t.Errorf("sample %d is at %g, %g, want %v", i, s[i].X, s[i].Y, want)
		}
	}
	at := b.picture.view.toScreen(point{95, 85})
	b.picture.pointer = point{5, 5} // no brush in the way
	if got := b.frame().RGBAAt(int(at.x), int(at.y)); got != (color.RGBA{inkCore.R, inkCore.G, inkCore.B, 255}) {
		t.Errorf("the stroke's middle shows as %v", got)
	}
	b.key(fyne.KeyV)
	b.press(95, 85, desktop.MouseButtonPrimary, 0)
	b.release()
	b.has("selected=1")
	b.key(fyne.KeyRight) // to the right of the screen
	moved := b.desk.editor.Document().Strokes()[0].Samples[0]
	d := b.picture.view.toScreen(point{moved.X, moved.Y})
	was := b.picture.view.toScreen(point{40, 60})
	if math.Abs(d.x-was.x-b.picture.view.zoom) > 0.01 || math.Abs(d.y-was.y) > 0.01 {
		t.Errorf("the arrow moved the stroke by %g, %g", d.x-was.x, d.y-was.y)
	}
	b.settle()
	b.shownIsFlattened()
	b.key(fyne.Key5)
	b.key(fyne.KeyM)
	b.has("turn=0", "mirror=0", "zoom=4.3250")
}

func TestTheTurnedLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.stroke(40, 50, 110, 60)
		b.key(fyne.Key1)
		b.key(fyne.Key6)
		b.key(fyne.Key6)
		b.key(fyne.KeyM)
		b.picture.MouseOut()
		middle := image.Pt(b.picture.view.screen.X/2, b.picture.view.screen.Y/2)
		canvastest.Golden(t, "turned-"+name, b.frame().SubImage(image.Rectangle{middle.Sub(image.Pt(128, 128)), middle.Add(image.Pt(128, 128))}))
	}
}

func BenchmarkPaintPage(b *testing.B) {
	src := newPyramid(noise(2000, 2600, 7))
	for _, turn := range []int{0, quarterTurn, 1} {
		for _, zoom := range []float64{0.27, 0.7, 1.5} {
			b.Run(fmt.Sprintf("turn=%d/zoom=%g", turn*360/turnSteps, zoom), func(b *testing.B) {
				v := viewport{page: image.Pt(2000, 2600), screen: image.Pt(952, 708), zoom: zoom, turn: turn}.centred()
				l := layer{source: src, scene: image.NewRGBA(image.Rectangle{Max: v.screen})}
				b.ReportAllocs()
				b.SetBytes(4 * 952 * 708)
				for b.Loop() {
					l.paint(v, l.scene.Rect, color.Black)
				}
			})
		}
	}
}
