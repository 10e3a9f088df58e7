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
	b.picture.MouseUp(&desktop.MouseEvent{})
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

// shownIsFlattened holds after every gesture.
func (b *bench) shownIsFlattened() {
	b.t.Helper()
	doc := b.desk.editor.Document()
	want := page.Flatten(doc, doc.Bounds(), b.desk.options())
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

func TestColouringCanBeStoppedAndTakenUpAgain(t *testing.T) {
	b := newBench(t)
	b.fake.gate = make(chan struct{})
	b.OpenFiles("/sketch.png")
	if err := b.loop.Until(t.Context(), func() bool { return b.desk.isOpen() && b.desk.share == 0.5 }); err != nil {
		t.Fatal(err)
	}
	if !b.progress.Visible() || !b.status.busy.Visible() {
		t.Error("no progress is shown")
	}
	b.key(fyne.KeyEscape)
	b.settle()
	b.has("stopped=1", "base=0")
	if got := b.status.work.text; !strings.HasPrefix(got, "Ready.") {
		t.Errorf("the status says %q", got)
	}
	close(b.fake.gate)
	b.cmd.colour.run()
	b.settle()
	b.has("stopped=0", "base=1")
}

func TestAFailureIsADialogAndKeepsTheStrokes(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.fake.fails = true
	b.AddReferences("/red.png")
	b.settle()
	b.has("dialogs=1", "failed=1", "edges=1", "references=2")
	b.fake.fails = false
	test.Tap(b.button("Try again"))
	b.settle()
	b.has("dialogs=0", "failed=0", "edges=1", "base=2")
}

func TestAFileThatCannotBeReadLeavesThePictureAlone(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.AddReferences("/missing.png", "/red.png")
	b.settle()
	b.has("dialogs=1", "references=2", "edges=1")
	test.Tap(b.button("Close"))
	b.mendFile("/small.png")
	b.settle()
	b.has("dialogs=1", "edges=1", "size=952x732")
	test.Tap(b.button("Close"))
	b.has("dialogs=0")
}

func TestUnsavedStrokesAreAskedAbout(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.OpenFiles("/red.png")
	b.has("dialogs=1", "edges=1")
	test.Tap(b.button("Cancel"))
	b.has("dialogs=0", "name=\"sketch.png\"")
	b.OpenFiles("/red.png")
	test.Tap(b.button("Discard"))
	b.settle()
	b.has("name=\"red.png\"", "strokes=0", "references=0")
}

func TestAnExportIsThePictureOnShow(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.exportTo("/full.png", true, func() { t.Error("a failed export goes on") })
	b.settle()
	b.has("dialogs=1", "unsaved=1")
	test.Tap(b.button("Close"))
	b.exportTo("/out.png", true, func() {})
	b.settle()
	b.has("unsaved=0")
	got := b.shelf.files["/out.png"].(*image.RGBA)
	if string(got.Pix) != string(b.desk.editor.Shown().Pix) {
		t.Error("the file differs from the picture")
	}
	b.exportEdgesTo("/edges.png")
	b.settle()
	edges := page.EdgesFrom(b.shelf.files["/edges.png"])
	mask := b.desk.editor.Document().EdgeMask(edges.Rect)
	for y := range edges.Rect.Dy() {
		for x := range edges.Rect.Dx() {
			if (mask.AlphaAt(x, y).A >= 128) != (edges.AlphaAt(x, y).A >= 128) {
				t.Fatalf("the exported edges differ at %d, %d", x, y)
			}
		}
	}
}

func TestReferencesComeAndGoWithUndo(t *testing.T) {
	b := newBench(t)
	b.open()
	b.dropped(fyne.NewPos(1200, 300), nil)
	b.AddReferences("/red.png")
	b.settle()
	b.has("references=2", "base=2")
	b.desk.removeReference(0)
	b.settle()
	if got := b.desk.references[0].name; got != "red.png" {
		t.Errorf("left is %s", got)
	}
	b.cmd.undo.run()
	b.cmd.undo.run()
	b.settle()
	b.has("references=1")
	if got := b.desk.references[0].name; got != "blue.png" {
		t.Errorf("undo leaves %s", got)
	}
}

func TestPickingTakesTheColourUnderThePointer(t *testing.T) {
	b := newBench(t)
	b.open()
	b.press(5, 5, desktop.MouseButtonPrimary, fyne.KeyModifierControl)
	b.release()
	b.has("colour=#1E28C8", "strokes=0")
	b.desk.choose(color.NRGBA{1, 2, 3, 255})
	b.key(fyne.KeyX)
	b.has("colour=#FFFFFF", "other=#010203")
	b.key(fyne.KeyI)
	b.press(5, 5, desktop.MouseButtonPrimary, 0)
	b.release()
	b.has("colour=#1E28C8", "tool=Picker")
}

func TestAStormOfUndoLeavesNothingBehind(t *testing.T) {
	b := newBench(t)
	b.open()
	want := string(b.desk.editor.Shown().Pix)
	for i := range 12 {
		b.stroke(20+10*float64(i), 20, 60, 100)
	}
	for range 12 {
		b.cmd.undo.run()
		b.shownIsFlattened()
		b.cmd.undo.run()
		b.cmd.redo.run()
		b.picture.zoomBy(1)
		b.frame()
		b.key(fyne.Key2)
		b.toggleTheme()
	}
	for b.desk.editor.CanUndo() {
		b.cmd.undo.run()
	}
	b.settle()
	if string(b.desk.editor.Shown().Pix) != want {
		t.Error("after undoing all the picture is not the first one")
	}
}
