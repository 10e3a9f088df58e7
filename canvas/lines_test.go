package canvas

import (
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"testing"

	"keyline/canvas/canvastest"
)

func TestLinesOfEveryKindOfPicture(t *testing.T) {
	pal := color.Palette{color.NRGBA{0, 0, 0, 0}, color.Gray{200}, color.NRGBA{0, 0, 0, 128}}
	paletted := image.NewPaletted(image.Rect(3, 4, 6, 5), pal)
	copy(paletted.Pix, []uint8{0, 1, 2})
	nrgba := func(c ...color.NRGBA) image.Image {
		m := image.NewNRGBA(image.Rect(-2, 7, len(c)-2, 8))
		for x, v := range c {
			m.SetNRGBA(x-2, 7, v)
		}
		return m
	}
	deep := image.NewNRGBA64(image.Rect(0, 0, 2, 1))
	deep.SetNRGBA64(0, 0, color.NRGBA64{0x8080, 0x8080, 0x8080, 0xffff})
	deep.SetNRGBA64(1, 0, color.NRGBA64{0, 0, 0, 0x7fff})
	gray16 := image.NewGray16(image.Rect(0, 0, 1, 1))
	gray16.SetGray16(0, 0, color.Gray16{0x80ff})
	cases := []struct {
		name     string
		img      image.Image
		want     [][3]uint8
		coloured bool
	}{
		{"empty", image.NewGray(image.Rectangle{}), nil, false},
		{"no width", image.NewGray(image.Rect(0, 0, 0, 9)), nil, false},
		{"grey keeps its tones", &image.Gray{Pix: []uint8{0, 77, 255}, Stride: 3, Rect: image.Rect(0, 0, 3, 1)}, [][3]uint8{{0, 0, 0}, {77, 77, 77}, {255, 255, 255}}, false},
		{"transparent line art lies on white", nrgba(color.NRGBA{0, 0, 0, 255}, color.NRGBA{0, 0, 0, 0}, color.NRGBA{0, 0, 0, 100}, color.NRGBA{255, 0, 0, 0}), [][3]uint8{{0, 0, 0}, {255, 255, 255}, {155, 155, 155}, {255, 255, 255}}, false},
		{"coloured lines keep their colour", nrgba(color.NRGBA{9, 9, 9, 255}, color.NRGBA{200, 30, 0, 255}), [][3]uint8{{9, 9, 9}, {200, 30, 0}}, true},
		{"palette", paletted, [][3]uint8{{255, 255, 255}, {200, 200, 200}, {127, 127, 127}}, false},
		{"16 bit is rounded", deep, [][3]uint8{{128, 128, 128}, {128, 128, 128}}, false},
		{"grey 16 bit", gray16, [][3]uint8{{128, 128, 128}}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := NewLines(c.img)
			if got := l.Bounds(); got != image.Rect(0, 0, len(c.want), min(len(c.want), 1)) {
				t.Fatalf("bounds %v", got)
			}
			if l.Coloured() != c.coloured {
				t.Errorf("coloured is %v", l.Coloured())
			}
			for x, want := range c.want {
				if r, g, b := l.At(x, 0); [3]uint8{r, g, b} != want {
					t.Errorf("pixel %d is %v, want %v", x, [3]uint8{r, g, b}, want)
				}
			}
		})
	}
}

// Colour that turns up in the last row must not disturb the rows before it.
func TestColourMayTurnUpLate(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 30, 20))
	for i := range img.Pix {
		img.Pix[i] = uint8(i/4%251) | 3*uint8(i%4/3)
	}
	for i := 3; i < len(img.Pix); i += 4 {
		img.Pix[i] = 255
	}
	img.SetNRGBA(7, 19, color.NRGBA{1, 2, 3, 255})
	l := NewLines(img)
	for y := range 20 {
		for x := range 30 {
			c := img.NRGBAAt(x, y)
			if r, g, b := l.At(x, y); (color.NRGBA{r, g, b, 255}) != c {
				t.Fatalf("(%d, %d) is %d %d %d, want %v", x, y, r, g, b, c)
			}
		}
	}
}

func TestReadersOfRowsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	ycc := image.NewYCbCr(image.Rect(0, 0, 23, 11), image.YCbCrSubsampleRatio420)
	for _, p := range [][]uint8{ycc.Y, ycc.Cb, ycc.Cr} {
		for i := range p {
			p[i] = uint8(r.UintN(256))
		}
	}
	cut := ycc.SubImage(image.Rect(3, 2, 20, 9))
	rgba := image.NewRGBA(cut.Bounds())
	draw.Draw(rgba, rgba.Rect, cut, rgba.Rect.Min, draw.Src)
	a, b := NewLines(cut), NewLines(rgba)
	for y := range 7 {
		for x := range 17 {
			r0, g0, b0 := a.At(x, y)
			r1, g1, b1 := b.At(x, y)
			if [3]uint8{r0, g0, b0} != [3]uint8{r1, g1, b1} {
				t.Fatalf("(%d, %d): JPEG's %v, RGBA's %v", x, y, [3]uint8{r0, g0, b0}, [3]uint8{r1, g1, b1})
			}
		}
	}
}

func TestGrayIsLuma(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 3, 1))
	img.SetNRGBA(0, 0, color.NRGBA{255, 0, 0, 255})
	img.SetNRGBA(1, 0, color.NRGBA{60, 60, 60, 255})
	img.SetNRGBA(2, 0, color.NRGBA{255, 255, 255, 255})
	if got := NewLines(img).Gray().Pix; got[0] != 76 || got[1] != 60 || got[2] != 255 {
		t.Errorf("gray %v, want 76 60 255", got)
	}
	lines := ringLines(image.Pt(90, 60))
	if got := lines.Gray(); got.Rect != lines.Bounds() || got.Pix[30*90+40] != 0 {
		t.Error("grey lines are not read as they are")
	}
}

func TestLevels(t *testing.T) {
	cases := []struct {
		name     string
		levels   Levels
		at       uint8
		want     uint8
		identity bool
	}{
		{"zero value", Levels{}, 77, 77, true},
		{"spelt out", Levels{0, 255, 1}, 200, 200, true},
		{"below black", Levels{Black: 50}, 50, 0, false},
		{"above white", Levels{White: 200}, 201, 255, false},
		{"between", Levels{Black: 50, White: 150}, 100, 128, false},
		{"gamma lightens", Levels{Gamma: 2}, 64, 128, false},
		{"white stays white", Levels{Black: 100, Gamma: .5}, 255, 255, false},
	}
	for _, c := range cases {
		if err := c.levels.Check(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := c.levels.table()[c.at]; got != c.want || c.levels.Identity() != c.identity {
			t.Errorf("%s: %d becomes %d, want %d (identity %v)", c.name, c.at, got, c.want, c.levels.Identity())
		}
	}
	lines := ringLines(image.Pt(9, 9))
	for _, bad := range []Levels{{Black: 200, White: 200}, {Black: 255}, {Gamma: 11}, {Gamma: -1}} {
		if got, err := lines.WithLevels(bad); err == nil || got != lines {
			t.Errorf("%+v was taken", bad)
		}
	}
}

func TestLevelsDestroyNothing(t *testing.T) {
	l := ringLines(image.Pt(90, 60))
	dark, err := l.WithLevels(Levels{Black: 120, White: 130})
	if err != nil {
		t.Fatal(err)
	}
	back, err := dark.WithLevels(Levels{})
	if err != nil {
		t.Fatal(err)
	}
	if !back.sharesPixels(l) {
		t.Error("levels copied the pixels")
	}
	for i, v := range l.Gray().Pix {
		if back.Gray().Pix[i] != v {
			t.Fatalf("pixel %d did not come back", i)
		}
	}
}

// scan is a page of grainy grey paper with pale ink.
func scan(paper, ink, grain int) *image.Gray {
	r := rand.New(rand.NewPCG(1, 9))
	img := image.NewGray(image.Rect(0, 0, 240, 180))
	for y := range 180 {
		for x := range 240 {
			v := paper
			if x%40 < 3 || y%45 < 2 {
				v = ink
			}
			img.SetGray(x, y, color.Gray{uint8(min(max(v+r.IntN(2*grain+1)-grain, 0), 255))})
		}
	}
	return img
}

func TestAutoLevels(t *testing.T) {
	for _, c := range []struct {
		name       string
		paper, ink int
		grain      int
	}{{"pencil on grey paper", 205, 90, 6}, {"yellowed", 225, 40, 10}, {"faint", 245, 130, 3}} {
		l := NewLines(scan(c.paper, c.ink, c.grain))
		v := l.AutoLevels()
		if v.Identity() || v.Check() != nil {
			t.Errorf("%s: proposes %+v", c.name, v)
			continue
		}
		if w := int(v.White); w > c.paper || w < c.paper-c.grain-2 {
			t.Errorf("%s: white %d, want just under the paper's %d", c.name, w, c.paper)
		}
		if b := int(v.Black); b < c.ink-c.grain || b > c.ink+c.grain {
			t.Errorf("%s: black %d, want the ink's %d", c.name, b, c.ink)
		}
	}
	if got := NewLines(scan(255, 0, 0)).AutoLevels(); !got.Identity() {
		t.Errorf("clean lines: %+v", got)
	}
	if got := NewLines(noiseGray()).AutoLevels(); !got.Identity() {
		t.Errorf("no paper to go by: %+v", got)
	}
	if got := NewLines(image.NewGray(image.Rectangle{})).AutoLevels(); !got.Identity() {
		t.Errorf("empty: %+v", got)
	}
}

func noiseGray() *image.Gray {
	r := rand.New(rand.NewPCG(2, 9))
	img := image.NewGray(image.Rect(0, 0, 100, 100))
	for i := range img.Pix {
		img.Pix[i] = uint8(r.UintN(256))
	}
	return img
}

func TestGoldenAutoLevels(t *testing.T) {
	l := NewLines(scan(205, 90, 6))
	l, err := l.WithLevels(l.AutoLevels())
	if err != nil {
		t.Fatal(err)
	}
	canvastest.Golden(t, "lines/auto-levels", l.Gray())
}

func TestEdgesFromPicture(t *testing.T) {
	for _, c := range []struct {
		name string
		c    color.NRGBA
		want uint8
	}{
		{"black", color.NRGBA{0, 0, 0, 255}, 255},
		{"black, half there", color.NRGBA{0, 0, 0, 128}, 255},
		{"black, less than half", color.NRGBA{0, 0, 0, 127}, 0},
		{"mid grey", color.NRGBA{127, 127, 127, 255}, 255},
		{"light grey", color.NRGBA{128, 128, 128, 255}, 0},
		{"red is dark", color.NRGBA{255, 0, 0, 255}, 255},
		{"green is light", color.NRGBA{0, 255, 0, 255}, 0},
		{"white", color.NRGBA{255, 255, 255, 255}, 0},
		{"nothing", color.NRGBA{}, 0},
	} {
		img := image.NewNRGBA(image.Rect(5, -5, 6, -4))
		img.SetNRGBA(5, -5, c.c)
		if got := EdgesFrom(img); got.Rect != image.Rect(0, 0, 1, 1) || got.Pix[0] != c.want {
			t.Errorf("%s: %v %v, want %d", c.name, got.Rect, got.Pix, c.want)
		}
	}
}

func TestHintsFromPicture(t *testing.T) {
	img := image.NewNRGBA(image.Rect(2, 2, 5, 3))
	img.SetNRGBA(2, 2, color.NRGBA{10, 20, 30, 255})
	img.SetNRGBA(3, 2, color.NRGBA{10, 20, 30, 128})
	img.SetNRGBA(4, 2, color.NRGBA{10, 20, 30, 127})
	got := HintsFrom(img)
	opaque := color.NRGBA{10, 20, 30, 255}
	if got.NRGBAAt(0, 0) != opaque || got.NRGBAAt(1, 0) != opaque || got.NRGBAAt(2, 0) != (color.NRGBA{}) {
		t.Errorf("hints %v", got.Pix)
	}
	d := New(ringLines(image.Pt(3, 1))).WithHintImage(img)
	if c := d.HintImage(d.Bounds()).NRGBAAt(1, 0); c != opaque {
		t.Errorf("the document's hint is %v", c)
	}
}
