package ui

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"keyline/canvas/canvastest"
)

// gridded is a plain page seen through a view with the grid.
func gridded(v viewport, c color.Color) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: v.page})
	draw.Draw(img, img.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	l := layer{grid: true}
	l.show(img, v, testGround)
	return l.scene
}

func TestTheGridPartsPagePixelsInEveryTurn(t *testing.T) {
	plain := color.RGBA{200, 190, 180, 255}
	for _, zoom := range []float64{8, 9.3, 32} {
		for _, v := range everyTurn(viewport{page: image.Pt(9, 7), screen: image.Pt(120, 100), zoom: zoom, origin: point{-13, 6}}) {
			if !v.upright() {
				continue
			}
			img := gridded(v, plain)
			pixel := func(x, y int) image.Point {
				p := v.toPage(point{float64(x) + 0.5, float64(y) + 0.5})
				return image.Pt(int(math.Floor(p.x)), int(math.Floor(p.y)))
			}
			page := image.Rectangle{Max: v.page}
			for y := 1; y < 100; y++ {
				for x := 1; x < 120; x++ {
					here, left, above := pixel(x, y), pixel(x-1, y), pixel(x, y-1)
					want := here.In(page) && (here != left && left.In(page) || here != above && above.In(page))
					if got := img.RGBAAt(x, y) != plain; here.In(page) && got != want {
						t.Fatalf("zoom %g, turn %d, mirrored %v: a line at %d, %d is %v", zoom, v.turn, v.mirror, x, y, got)
					}
				}
			}
		}
	}
}

func TestTheGridAtASlantLiesBetweenPagePixels(t *testing.T) {
	plain := color.RGBA{200, 190, 180, 255}
	v := viewport{page: image.Pt(9, 7), screen: image.Pt(200, 200), zoom: 16, origin: point{5, 5}, turn: 1, mirror: true}
	img := gridded(v, plain)
	lines := 0
	for y := range 200 {
		for x := range 200 {
			p := v.toPage(point{float64(x) + 0.5, float64(y) + 0.5})
			off := min(math.Abs(p.x-math.Round(p.x)), math.Abs(p.y-math.Round(p.y))) * v.zoom // screen px
			inside := p.x > 1.0/8 && p.y > 1.0/8 && p.x < 9-1.0/8 && p.y < 7-1.0/8
			edge := math.Round(p.x) <= 0 || math.Round(p.x) >= 9 || math.Round(p.y) <= 0 || math.Round(p.y) >= 7
			if !inside || edge {
				continue
			}
			got := img.RGBAAt(x, y) != plain
			if off < 0.9 && !got || off > 1 && got {
				t.Fatalf("a line at %d, %d, %.2f px off the pixels' border, is %v", x, y, off, got)
			}
			if got {
				lines++
			}
		}
	}
	if lines == 0 {
		t.Error("there is no line")
	}
}

func TestTheGridStandsOutFromAnyGrey(t *testing.T) {
	for grey := range 256 {
		pixel := []uint8{uint8(grey), uint8(grey), uint8(grey), 255}
		gridInk(pixel, gridStep)
		if d := int(pixel[0]) - grey; max(d, -d) < 40 {
			t.Errorf("on grey %d the line is %d", grey, pixel[0])
		}
	}
}

func TestTheGridComesWithTheZoomAndIsRemembered(t *testing.T) {
	b := newBench(t)
	b.open()
	b.picture.zoomTo(7.9)
	b.has("grid=0")
	b.picture.zoomTo(8)
	b.has("grid=1")
	with := b.frame()
	lines := string(with.Pix)
	b.cmd.grid.run()
	b.has("grid=0")
	if string(b.frame().Pix) == lines {
		t.Error("without the grid the picture is the same")
	}
	b.cmd.grid.run()
	if string(b.frame().Pix) != lines {
		t.Error("the grid again is another")
	}
	b.cmd.grid.run()
	next := b.again()
	next.picture.zoomTo(10)
	next.has("grid=0")
}

func TestTheGridIsNoPartOfThePicture(t *testing.T) {
	b := newBench(t)
	b.open()
	b.picture.zoomTo(16)
	b.stroke(60, 60, 61, 61)
	b.shownIsFlattened()
	b.picture.held.before = true // which has the grid too
	with := string(b.frame().Pix)
	b.cmd.grid.run()
	if string(b.frame().Pix) == with {
		t.Error("before the strokes there is no grid")
	}
}

func TestTheGridLook(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 16, 16))
	for y := range 16 {
		for x := range 16 {
			img.SetRGBA(x, y, color.RGBA{uint8(17 * x), uint8(17 * x), uint8(17 * y), 255})
		}
	}
	for _, turn := range []int{0, 1} {
		l := layer{grid: true}
		l.show(img, viewport{page: image.Pt(16, 16), screen: image.Pt(220, 220), zoom: 10, turn: turn}.centred(), testGround)
		canvastest.Golden(t, fmt.Sprintf("grid-%d", 15*turn), l.scene)
	}
}

func BenchmarkGrid(b *testing.B) {
	img := noise(600, 600, 3)
	for _, turn := range []int{0, 1} {
		for _, grid := range []bool{false, true} {
			b.Run(fmt.Sprintf("turn=%d/grid=%v/pan", 15*turn, grid), func(b *testing.B) {
				v := viewport{page: image.Pt(600, 600), screen: image.Pt(1024, 1024), zoom: 9, turn: turn}.centred()
				l := layer{grid: grid}
				l.show(img, v, color.Black)
				for i := 0; b.Loop(); i++ {
					l.show(img, v.panned(float64(3+i%2*5), 2), color.Black)
				}
			})
			b.Run(fmt.Sprintf("turn=%d/grid=%v/zoom", 15*turn, grid), func(b *testing.B) {
				v := viewport{page: image.Pt(600, 600), screen: image.Pt(1024, 1024), zoom: 9, turn: turn}.centred()
				l := layer{grid: grid}
				for i := 0; b.Loop(); i++ {
					l.show(img, v.zoomed(9+float64(i%2), point{500, 500}), color.Black)
				}
			})
		}
	}
}
