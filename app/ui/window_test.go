package ui

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	page "keyline/canvas"
)

// press, move and release are the pointer at a place on the page.
func (b *bench) press(x, y float64, button desktop.MouseButton, mod fyne.KeyModifier) {
	b.picture.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: b.screen(x, y)}})
	b.picture.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: b.screen(x, y)}, Button: button, Modifier: mod})
}

func (b *bench) move(x, y float64) {
	b.picture.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: b.screen(x, y)}})
	b.shownIsFlattened()
}

func (b *bench) release() {
	b.picture.MouseUp(&desktop.MouseEvent{Button: b.picture.hand.button})
	b.picture.DragEnd()
}

func (b *bench) screen(x, y float64) fyne.Position {
	p := b.picture.view.toScreen(point{x, y})
	return fyne.NewPos(float32(p.x), float32(p.y))
}

// stroke draws a line from one page place to another and waits for its colours.
func (b *bench) stroke(x0, y0, x1, y1 float64) {
	b.t.Helper()
	b.press(x0, y0, desktop.MouseButtonPrimary, 0)
	for i := range 8 {
		s := float64(i+1) / 8
		b.move(x0+(x1-x0)*s, y0+(y1-y0)*s)
	}
	b.release()
	b.settle()
	b.shownIsFlattened()
}

// key types a key without a modifier into the picture.
func (b *bench) key(name fyne.KeyName) {
	b.picture.KeyDown(&fyne.KeyEvent{Name: name})
	b.picture.TypedKey(&fyne.KeyEvent{Name: name})
	b.picture.KeyUp(&fyne.KeyEvent{Name: name})
}

// shownIsFlattened holds after every gesture; what is live lies over it.
func (b *bench) shownIsFlattened() {
	b.t.Helper()
	doc := b.desk.editor.Document()
	want := page.Flatten(doc, doc.Bounds(), b.desk.options())
	if live := b.desk.editor.Live(); live != nil && live.Level() == 0 {
		live.Over(want, want.Rect)
	}
	if string(want.Pix) != string(b.desk.editor.Shown().Pix) {
		b.t.Fatal("the picture on show is not the document flattened")
	}
}

func (b *bench) has(parts ...string) {
	b.t.Helper()
	line := b.stateLine()
	for _, p := range parts {
		if !strings.Contains(line+" ", " "+p+" ") {
			b.t.Errorf("no %q in %q", p, line)
		}
	}
}

// button is the dialog's button with that text.
func (b *bench) button(text string) *widget.Button {
	b.t.Helper()
	top := b.win.Canvas().Overlays().Top()
	if top == nil {
		b.t.Fatalf("no dialog with %q is open", text)
	}
	if found := find(top, text); found != nil {
		return found
	}
	b.t.Fatalf("the dialog has no button %q", text)
	return nil
}

func find(o fyne.CanvasObject, text string) *widget.Button {
	switch o := o.(type) {
	case *pushButton:
		return find(&o.Button, text)
	case *widget.Button:
		if o.Text == text {
			return o
		}
	case *fyne.Container:
		for _, c := range o.Objects {
			if f := find(c, text); f != nil {
				return f
			}
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			if f := find(c, text); f != nil {
				return f
			}
		}
	}
	return nil
}

func TestASampleOpensColoured(t *testing.T) {
	b := newBench(t)
	b.has("screen=start", "theme=dark")
	b.OpenSample("avatar")
	b.settle()
	b.has("screen=picture", "base=1", "strokes=0", "references=1", "unsaved=0")
	if !b.invite.content.Visible() {
		t.Error("nothing invites to draw")
	}
	b.stroke(100, 100, 200, 150)
	if b.invite.content.Visible() {
		t.Error("the invitation stays after the first stroke")
	}
}

func TestEdgesPartColoursWhileThePenIsDown(t *testing.T) {
	b := newBench(t)
	b.open()
	before := b.desk.editor.Shown().RGBAAt(100, 60)
	b.press(60, 60, desktop.MouseButtonPrimary, 0)
	b.move(100, 60)
	if err := b.loop.Until(t.Context(), func() bool { return b.desk.editor.Shown().RGBAAt(100, 60) != before }); err != nil {
		t.Fatal(err)
	}
	b.has("pen=1", "edges=1")
	b.release()
	b.settle()
	b.has("pen=0", "undo=1", "unsaved=1")
	if !strings.HasPrefix(b.desk.timing.line, "Refined ") {
		t.Errorf("the status says %q", b.desk.timing.line)
	}
	b.cmd.undo.run()
	b.settle()
	b.has("edges=0", "redo=1", "unsaved=0")
	b.shownIsFlattened()
	b.cmd.redo.run()
	b.settle()
	b.has("edges=1")
}

func TestAHintHasItsExactColourUnderTheDab(t *testing.T) {
	b := newBench(t)
	b.open()
	b.desk.choose(color.NRGBA{12, 200, 34, 255})
	b.key(fyne.KeyB)
	b.stroke(30, 30, 30, 30)
	b.has("hints=1", "base=2")
	if got := b.desk.editor.Shown().RGBAAt(30, 30); got != (color.RGBA{12, 200, 34, 255}) {
		t.Errorf("under the dab is %v", got)
	}
}

func TestTheEraserRemovesStrokes(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.stroke(40, 100, 120, 100)
	b.key(fyne.KeyE)
	b.stroke(80, 20, 80, 60)
	b.has("edges=1", "tool=Eraser")
	b.key(fyne.KeyE)
	b.has("tool=Edge")
}

func TestBrushSizes(t *testing.T) {
	b := newBench(t)
	b.open()
	b.key(fyne.KeyRightBracket)
	b.has("brush=7")
	b.key(fyne.KeyLeftBracket)
	b.key(fyne.KeyLeftBracket)
	b.has("brush=5")
	b.press(50, 50, desktop.MouseButtonPrimary, fyne.KeyModifierShift)
	b.move(60, 50)
	b.release()
	if w := b.desk.width(); w < 24 || w > 26 {
		t.Errorf("after dragging 10 px the brush is %g, want about 25", w)
	}
	b.has("strokes=0")
	if !b.options.takeSize(" 33 px") || b.desk.width() != 33 || b.options.takeSize("wide") || b.options.takeSize("NaN") {
		t.Errorf("the field took %g", b.desk.width())
	}
}

func TestATapBesideANumberGoesIntoItsField(t *testing.T) {
	b := newBench(t)
	b.open()
	box := b.options.field.box
	if room := box.Size().Width - b.options.field.Size().Width; room < 12 {
		t.Fatalf("beside the number there are %g units", room)
	}
	test.TapAt(box.Objects[0].(fyne.Tappable), fyne.NewPos(4, 4))
	if b.win.Canvas().Focused() != b.options.field {
		t.Fatal("it has no keyboard")
	}
	b.options.field.SetText("24")
	b.options.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.has("brush=24")
}

func TestShiftWhileDrawingMakesAStraightLine(t *testing.T) {
	b := newBench(t)
	b.open()
	b.press(20, 20, desktop.MouseButtonPrimary, 0)
	b.move(30, 20)
	b.picture.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	b.move(60, 90)
	b.move(100, 20)
	b.picture.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	b.release()
	b.settle()
	for _, s := range b.desk.editor.Document().Strokes()[0].Samples {
		if s.Y > 21 {
			t.Errorf("the line goes through %g, %g", s.X, s.Y)
		}
	}
	b.shownIsFlattened()
}

func TestEscapeDiscardsTheStrokeInHand(t *testing.T) {
	b := newBench(t)
	b.open()
	b.press(20, 20, desktop.MouseButtonPrimary, 0)
	b.move(90, 90)
	b.key(fyne.KeyEscape)
	b.release()
	b.settle()
	b.has("strokes=0", "pen=0", "undo=0")
	b.shownIsFlattened()
}

func TestZoomAndPan(t *testing.T) {
	b := newBench(t)
	b.open()
	b.key(fyne.Key1)
	b.has("zoom=1.0000")
	at := b.screen(50, 40)
	b.picture.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.Delta{DY: 30}})
	if got := b.picture.view.toPage(point{float64(at.X), float64(at.Y)}); got.x < 49 || got.x > 51 {
		t.Errorf("zooming moved %v under the pointer", got)
	}
	from := b.picture.view.origin
	b.press(50, 40, desktop.MouseButtonTertiary, 0)
	b.picture.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(25, 10)}})
	b.release()
	if d := b.picture.view.origin.x - from.x; d < 24 || d > 26 {
		t.Errorf("the page moved by %g", d)
	}
	b.picture.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.press(50, 40, desktop.MouseButtonPrimary, 0)
	b.release()
	b.picture.KeyUp(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.has("strokes=0")
	b.key(fyne.Key2)
	b.has("zoom=4.3250")
	if r := b.picture.view.pageRect(); !r.In(image.Rectangle{Max: b.picture.view.screen}) {
		t.Errorf("the fitted page covers %v", r)
	}
}

func TestLinesStrokesAndColourCanBeHidden(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.cmd.lines.run()
	b.shownIsFlattened()
	b.has("shown=101")
	b.cmd.lines.run()
	b.cmd.colours.run()
	b.shownIsFlattened()
	if got := b.desk.editor.Shown().RGBAAt(3, 3); got != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("without colour the paper is %v", got)
	}
	b.cmd.colours.run()
	with := string(b.frame().Pix)
	b.cmd.strokes.run()
	if string(b.frame().Pix) == with {
		t.Error("hiding strokes changes nothing on the screen")
	}
}

func TestBeforeAndAfter(t *testing.T) {
	b := newBench(t)
	b.open()
	plain := b.frame()
	at := b.picture.view.toScreen(point{100, 70})
	was := plain.RGBAAt(int(at.x), int(at.y))
	b.stroke(40, 60, 160, 60)
	b.cmd.strokes.run() // so that only colours count
	now := b.frame().RGBAAt(int(at.x), int(at.y))
	if now == was {
		t.Fatal("the stroke changed nothing there")
	}
	b.picture.KeyDown(&fyne.KeyEvent{Name: fyne.KeyC})
	if got := b.frame().RGBAAt(int(at.x), int(at.y)); got != was {
		t.Errorf("with C held there is %v, before there was %v", got, was)
	}
	b.picture.KeyUp(&fyne.KeyEvent{Name: fyne.KeyC})
	b.cmd.compare.run()
	b.has("compare=1")
	b.press(150, 20, desktop.MouseButtonPrimary, 0)
	b.release()
	if got := b.frame().RGBAAt(int(at.x), int(at.y)); got != was {
		t.Errorf("left of the divider is %v, want %v", got, was)
	}
	b.press(50, 20, desktop.MouseButtonPrimary, 0)
	b.release()
	if got := b.frame().RGBAAt(int(at.x), int(at.y)); got != now {
		t.Errorf("right of the divider is %v, want %v", got, now)
	}
	b.key(fyne.KeyEscape)
	b.has("compare=0", "edges=1")
}
