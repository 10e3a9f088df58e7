package ui

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// withNavigator is a window whose navigator is open.
func withNavigator(t *testing.T, light bool) *bench {
	b := newThemedBench(t, light)
	b.open()
	b.dock.navigator.fold()
	b.has("folded=-")
	b.frame()
	b.turnOnce()
	return b
}

// turnOnce runs what was posted up to now.
func (b *bench) turnOnce() {
	b.t.Helper()
	done := false
	b.loop.Post(func() { done = true })
	if err := b.loop.Until(b.t.Context(), func() bool { return done }); err != nil {
		b.t.Fatal(err)
	}
}

// small is the navigator's picture as it is painted.
func (b *bench) small() *image.RGBA {
	size := b.dock.navigator.small.size()
	return b.dock.navigator.small.paint(size.X, size.Y).(*image.RGBA)
}

// smallAt is where a place on the page lies in the navigator.
func (b *bench) smallAt(p point) fyne.Position {
	n := b.dock.navigator.small
	q := n.view(n.size()).toScreen(p)
	return fyne.NewPos(float32(q.x), float32(q.y))
}

func (b *bench) pressSmall(p point) {
	b.dock.navigator.small.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: b.smallAt(p)}, Button: desktop.MouseButtonPrimary})
}

func (b *bench) dragSmall(p point) {
	b.dock.navigator.small.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: b.smallAt(p)}})
}

func near(a, b point, within float64) bool { return math.Hypot(a.x-b.x, a.y-b.y) <= within }

func TestTheNavigatorMovesTheViewInEveryTurn(t *testing.T) {
	b := withNavigator(t, false)
	n := b.dock.navigator.small
	for _, keys := range [][]fyne.KeyName{{}, {fyne.KeyM}, {fyne.Key6}, {fyne.Key6, fyne.Key6, fyne.KeyM}} {
		for _, k := range keys {
			b.key(k)
		}
		b.picture.zoomTo(20)
		b.pressSmall(point{60, 50})
		if got := n.middle(); !near(got, point{60, 50}, 0.1) {
			t.Errorf("after %v a press went to %v", keys, got)
		}
		// Taken beside its middle, the frame keeps its distance from the pointer.
		b.pressSmall(point{62, 49})
		if got := n.middle(); !near(got, point{60, 50}, 0.1) {
			t.Errorf("after %v taking the frame moved it to %v", keys, got)
		}
		b.dragSmall(point{122, 99})
		if got := n.middle(); !near(got, point{120, 100}, 0.1) {
			t.Errorf("after %v a drag went to %v", keys, got)
		}
	}
}

func TestTheNavigatorFramesWhatIsSeen(t *testing.T) {
	b := withNavigator(t, false)
	n := b.dock.navigator.small
	page := n.view(n.size()).pageRect()
	if n.frame != page {
		t.Errorf("the fitted page is framed by %v, it covers %v", n.frame, page)
	}
	b.picture.zoomTo(20)
	b.pressSmall(point{100, 80})
	v := n.view(n.size())
	low, high := v.toScreen(b.picture.view.toPage(point{})), v.toScreen(b.picture.view.toPage(point{float64(b.picture.view.screen.X), float64(b.picture.view.screen.Y)}))
	if want := image.Rect(round(low.x), round(low.y), round(high.x), round(high.y)); n.frame != want || !want.In(page) {
		t.Errorf("the frame is %v, want %v inside %v", n.frame, want, page)
	}
}

func TestTheNavigatorShowsThePageAsItIsNow(t *testing.T) {
	b := withNavigator(t, false)
	b.desk.choose(color.NRGBA{12, 200, 34, 255})
	b.key(fyne.KeyB)
	b.small()
	b.stroke(100, 80, 100, 80)
	b.key(fyne.KeyM)
	for _, k := range []fyne.KeyName{fyne.Key6, fyne.KeyM, fyne.Key5} {
		b.frame()
		b.turnOnce()
		n := b.dock.navigator.small
		got := b.small()
		// Painting all of it anew makes the same pixels.
		v := n.view(n.size())
		fresh := layer{source: b.picture.now.source, scene: image.NewRGBA(got.Rect)}
		draw.Draw(fresh.scene, got.Rect, image.NewUniform(themed(colorGround)), image.Point{}, draw.Src)
		fresh.paint(v, got.Rect, themed(colorGround))
		if string(fresh.scene.Pix) != string(got.Pix) {
			t.Errorf("turned by %d steps it is not the page", b.picture.view.turn)
		}
		b.key(k)
	}
}

func TestTheNavigatorPaintsOnlyWhatChanged(t *testing.T) {
	b := withNavigator(t, false)
	b.small()
	n := b.dock.navigator.small
	for i := range n.layer.scene.Pix {
		n.layer.scene.Pix[i] = 7
	}
	n.changed(image.Rect(40, 40, 60, 60))
	img, touched := b.small(), 0
	for i := 0; i < len(img.Pix); i += 4 {
		if img.Pix[i+3] != 7 {
			touched++
		}
	}
	part := n.view(n.size()).screenRect(image.Rect(40, 40, 60, 60)).Inset(-1)
	if touched == 0 || touched > part.Dx()*part.Dy() {
		t.Errorf("%d pixels were painted, those of %v changed", touched, part)
	}
}

func TestTheNavigatorZooms(t *testing.T) {
	b := withNavigator(t, false)
	n := b.dock.navigator
	b.picture.zoomTo(2)
	if n.field.Text != "200 %" || n.slider.value != 200 {
		t.Errorf("at 200 %% the field says %q, the slider %g", n.field.Text, n.slider.value)
	}
	under := n.small.middle()
	for _, step := range []struct {
		do   func()
		zoom string
	}{
		{func() { n.slider.change(350) }, "3.5000"},
		{func() { n.slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) }, "4.0000"},
		{func() { n.slider.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -10}}) }, "3.0000"},
		{func() { n.slider.DoubleTapped(nil) }, "1.0000"},
		{func() { n.field.take("250 %") }, "2.5000"},
		{func() { n.small.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: 10}}) }, fmt.Sprintf("%.4f", 2.5*math.Exp(10*wheelZoom))},
	} {
		step.do()
		b.has("zoom=" + step.zoom)
		if got := n.small.middle(); !near(got, under, 1) {
			t.Errorf("at %s the middle is %v, it was %v", step.zoom, got, under)
		}
	}
	for _, text := range []string{"wide", "NaN", "3201", "4"} {
		if n.take(text) {
			t.Errorf("%q was taken for a zoom", text)
		}
	}
}

func TestArrowsInTheNavigatorMoveTheView(t *testing.T) {
	b := withNavigator(t, false)
	b.picture.zoomTo(20)
	from := b.picture.view.origin
	b.win.Canvas().Focus(b.dock.navigator.small)
	b.typedThere(fyne.KeyRight)
	b.typedThere(fyne.KeyDown)
	screen := b.picture.view.screen
	if got := b.picture.view.origin; got != (point{from.x - float64(screen.X)/8, math.Round(from.y - float64(screen.Y)/8)}) {
		t.Errorf("two arrows went from %v to %v", from, got)
	}
	b.typedThere(fyne.Key6) // other keys are the window's
	b.has("turn=15", "focus=navigator")
}

func TestThePagesOfTheNavigatorMayBeOfAnySize(t *testing.T) {
	b := withNavigator(t, false)
	b.shelf.files["/strip.png"], b.shelf.files["/dot.png"] = lineArt(20, 900), lineArt(1, 1)
	for _, path := range []string{"/strip.png", "/dot.png", "/small.png"} {
		b.OpenFiles(path)
		b.settle()
		b.frame()
		b.turnOnce()
		n := b.dock.navigator.small
		if page := n.view(n.size()).pageRect(); page.Empty() || !page.In(b.small().Rect) {
			t.Errorf("%s covers %v", path, page)
		}
		b.pressSmall(point{0.5, 0.5})
	}
}

func TestTheNavigatorLook(t *testing.T) {
	for name, light := range themes {
		b := withNavigator(t, light)
		b.stroke(60, 60, 140, 100)
		b.picture.zoomTo(10)
		b.frame()
		b.turnOnce()
		b.dock.boxes[1].scroll.ScrollToBottom()
		at := b.app.Driver().AbsolutePositionForObject(b.dock.navigator.content)
		shot(b, "navigator-"+name, image.Rect(int(at.X), int(at.Y), 1280, int(at.Y+b.dock.navigator.content.Size().Height)))
	}
}

func BenchmarkNavigator(b *testing.B) {
	for _, size := range []image.Point{{280, 168}, {560, 336}} {
		b.Run(fmt.Sprintf("size=%v", size), func(b *testing.B) {
			p := &picture{scale: 1, desk: &desk{}}
			p.view = viewport{page: image.Pt(4000, 6000), screen: image.Pt(1000, 700), zoom: 1}
			p.now.source = newPyramid(noise(4000, 6000, 3))
			n := &navigator{picture: p}
			n.paint(size.X, size.Y)
			for b.Loop() {
				n.changed(image.Rectangle{Max: p.view.page})
				n.paint(size.X, size.Y)
			}
		})
	}
}
