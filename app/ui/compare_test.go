package ui

import (
	"fmt"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	page "keyline/canvas"
)

// compared opens the sketch, draws a stroke and compares.
func compared(t *testing.T) *bench {
	b := newBench(t)
	b.open()
	b.stroke(40, 60, 160, 60)
	b.cmd.compare.run()
	b.settle()
	b.has("compare=1", "view=divider")
	return b
}

// mode chooses how to compare, as a tap on the bar does.
func (b *bench) mode(m compareMode) {
	s := b.options.views.mode
	at := float32(segmentsInset)
	for i, wide := range s.widths() {
		if i == int(m) {
			test.TapAt(s, fyne.NewPos(at+wide/2, 3))
		}
		at += wide
	}
	b.settle()
}

// at is the colour of the frame at a place on the page, in the left picture.
func (b *bench) at(x, y float64) color.RGBA {
	p := b.picture.view.toScreen(point{x, y})
	return b.frame().RGBAAt(int(p.x), int(p.y))
}

// sightsAt are the colours there before any stroke, now, and without colour.
func (b *bench) sightsAt(x, y int) (before, now, sketch color.RGBA) {
	doc, r := b.desk.editor.Document(), image.Rect(x, y, x+1, y+1)
	was := page.Flatten(b.desk.editor.Before(), r, page.FlattenOptions{})
	return was.RGBAAt(x, y), b.desk.editor.Shown().RGBAAt(x, y), page.Flatten(doc, r, page.FlattenOptions{HideColour: true}).RGBAAt(x, y)
}

func TestSideBySideShowsTheSamePlaceTwice(t *testing.T) {
	b := compared(t)
	before, now, _ := b.sightsAt(100, 70)
	if before == now {
		t.Fatal("the stroke changed nothing there")
	}
	b.mode(bySide)
	b.has("view=side-by-side", "size=474x732")
	right := func() color.RGBA {
		p := b.picture.view.toScreen(point{100, 70})
		return b.frame().RGBAAt(int(p.x+b.picture.rightSide()), int(p.y))
	}
	if b.at(100, 70) != before || right() != now {
		t.Errorf("left is %v, right is %v; want %v and %v", b.at(100, 70), right(), before, now)
	}
	from := b.picture.view.origin
	b.press(100, 70, desktop.MouseButtonPrimary, 0)
	b.picture.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: b.screen(100, 70).AddXY(30, 0)}})
	b.release()
	if moved := b.picture.view.origin.x - from.x; moved < 29 || moved > 31 || b.at(100, 70) != before || right() != now {
		t.Errorf("dragging moved the pictures by %g", moved)
	}
	p := b.screen(100.5, 70.5).AddXY(float32(b.picture.rightSide()), 0)
	b.picture.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}})
	if at, ok := b.picture.pagePoint(); !ok || at != image.Pt(100, 70) {
		t.Errorf("the pointer over the right picture is at %v", at)
	}
	b.key(fyne.KeyEscape)
	b.has("compare=0", "size=952x732")
}

func TestBlinkShowsOneSideAfterTheOther(t *testing.T) {
	b := compared(t)
	before, now, _ := b.sightsAt(100, 70)
	b.mode(byBlink)
	for i := range 4 {
		want := []color.RGBA{now, before}[i%2]
		if got := b.at(100, 70); got != want {
			t.Errorf("after %d blinks there is %v, want %v", i, got, want)
		}
		b.blink()
	}
	b.picture.KeyDown(&fyne.KeyEvent{Name: fyne.KeyC})
	if got := b.at(100, 70); got != before {
		t.Errorf("with C held there is %v, want %v", got, before)
	}
}

func TestEitherSideCanShowSomethingElse(t *testing.T) {
	b := compared(t)
	before, _, sketch := b.sightsAt(30, 70)
	left, _, _ := b.sightsAt(100, 70)
	test.Tap(b.options.views.before)
	menu := b.win.Canvas().Overlays().Top()
	if menu == nil {
		t.Fatal("no list opened")
	}
	menu.Hide()
	b.options.views.before.picked(1) // line art
	b.settle()
	if got := b.at(30, 70); got != sketch || sketch == before {
		t.Errorf("the line art is %v there, want %v", got, sketch)
	}
	b.options.views.after.picked(1) // base colour
	b.settle()
	b.picture.divider = 0
	if got := b.at(100, 70); got != left {
		t.Errorf("after shows %v, want the base's %v", got, left)
	}
	if b.dock.difference.counted.pixels == 0 {
		t.Error("line art and colours do not differ")
	}
}

func TestDifferencesAreCounted(t *testing.T) {
	b := compared(t)
	doc, plain := b.desk.editor.Document(), b.desk.editor.Before()
	a, c := page.Flatten(plain, doc.Bounds(), page.FlattenOptions{}), page.Flatten(doc, doc.Bounds(), page.FlattenOptions{})
	want := 0
	for i := 0; i < len(a.Pix); i += 4 {
		if string(a.Pix[i:i+4]) != string(c.Pix[i:i+4]) {
			want++
		}
	}
	b.has(fmt.Sprintf("differ=%d,0,0", want))
	if want == 0 || !b.status.lines.Visible() {
		t.Errorf("%d pixels differ; the status says that lines are untouched: %v", want, b.status.lines.Visible())
	}
	// Had the sketch had other ink, every pixel of that ink would count as changed.
	pair := b.desk.differing()
	pair.sketch = page.NewLines(plainInk(doc.Bounds()))
	if n := pair.count(); n.inkAfter == 0 || n.inkBefore == 0 {
		t.Errorf("against another sketch %d and %d line pixels changed", n.inkBefore, n.inkAfter)
	}
	b.cmd.undo.run()
	b.settle()
	b.has("differ=0,0,0")
	b.key(fyne.KeyEscape)
	if b.status.lines.Visible() {
		t.Error("the status says that lines are untouched after comparing")
	}
}

func TestWithoutABaseThereIsNothingToCompare(t *testing.T) {
	b := compared(t)
	b.options.views.before.picked(1)
	b.options.views.after.picked(1) // of the base
	b.fake.mu.Lock()
	b.fake.fails = true
	b.fake.mu.Unlock()
	b.AddReferences("/red.png") // whose base does not come
	b.settle()
	b.frame()
	b.key(fyne.KeyEscape) // the message
	b.key(fyne.KeyEscape)
	b.has("compare=0", "dialogs=0")
}

// plainInk is a page of nothing but grey ink.
func plainInk(r image.Rectangle) image.Image {
	img := image.NewGray(r)
	for i := range img.Pix {
		img.Pix[i] = 90
	}
	return img
}

func TestTheHandTakesTheDividerOnlyWhereItIs(t *testing.T) {
	b := compared(t)
	b.desk.take(toolHand)
	was, origin := b.picture.divider, b.picture.view.origin
	middle := b.picture.view.toPage(point{b.picture.dividerX(), 300})
	b.press(middle.x-20, middle.y, desktop.MouseButtonPrimary, 0)
	b.move(middle.x-30, middle.y)
	b.release()
	if b.picture.divider != was || b.picture.view.origin == origin {
		t.Error("the hand far from the divider did not move the page")
	}
	middle = b.picture.view.toPage(point{b.picture.dividerX() + 10, 300})
	b.press(middle.x, middle.y, desktop.MouseButtonPrimary, 0)
	b.move(middle.x+30, middle.y)
	b.release()
	if b.picture.divider <= was {
		t.Error("the divider did not follow the hand")
	}
}

func TestTheCompareLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.stroke(60, 60, 140, 100)
		b.cmd.compare.run()
		b.settle()
		shots(b,
			cut{"compare-bar-" + name, image.Rect(0, 0, 700, 40)},
			cut{"compare-labels-" + name, image.Rect(360, 40, 700, 80)},
			cut{"compare-dock-" + name, image.Rect(1000, 180, 1280, 280)},
			cut{"compare-status-" + name, image.Rect(900, 772, 1280, 800)},
		)
	}
}
