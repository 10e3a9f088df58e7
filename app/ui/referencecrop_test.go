package ui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// cropBy drags from one pixel corner of the reference to another.
func cropBy(v *referenceView, from, to image.Point) {
	place := func(p image.Point) fyne.Position {
		s := v.view.toScreen(point{float64(p.X), float64(p.Y)})
		return fyne.NewPos(float32(s.x/v.scale), float32(s.y/v.scale))
	}
	v.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: place(from)}, Button: desktop.MouseButtonPrimary})
	v.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: place(to)}})
	v.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	v.DragEnd()
}

func (v *referenceView) type1(keys ...fyne.KeyName) {
	for _, key := range keys {
		v.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func TestAReferenceIsCroppedAndOnlyThatPartIsUsed(t *testing.T) {
	b, v, img := closer(t, false)
	whole := b.dock.references.smallOf(b.desk.references[0])
	v.type1(fyne.KeyC)
	cropBy(v, image.Pt(10, 20), image.Pt(40, 45))
	if got := v.crop.part(); got != image.Rect(10, 20, 40, 45) {
		t.Fatalf("the drag made %v", got)
	}
	cropBy(v, image.Pt(25, 30), image.Pt(30, 32)) // moves it
	cropBy(v, image.Pt(45, 47), image.Pt(50, 44)) // and its corner
	if got := v.crop.part(); got != image.Rect(15, 22, 50, 44) {
		t.Fatalf("moved and reshaped it is %v", got)
	}
	cropBy(v, image.Pt(2, 2), image.Pt(3, 3)) // a slip
	b.has("crops=0", "undo=1")
	v.type1(fyne.KeyReturn)
	b.settle()
	b.has("crops=1", "undo=1", "dialogs=0", "step=2")
	r := b.desk.references[0]
	if c := r.used().NRGBAAt(15, 22); r.img.Rect.Dx() != 60 || r.used().Rect != image.Rect(15, 22, 50, 44) || c != nrgbaAt(img, image.Pt(15, 22)) {
		t.Errorf("used is %v of %v", r.used().Rect, r.img.Rect)
	}
	b.shownIsFlattened()
	if string(b.dock.references.smallOf(r).Pix) == string(whole.Pix) {
		t.Error("the small picture shows all of it")
	}
	b.cmd.undo.run()
	b.settle()
	b.has("crops=0")
	if b.dock.references.shown[0].crop != (image.Rectangle{}) {
		t.Error("after undo the dock shows the crop")
	}
	b.cmd.redo.run()
	b.has("crops=1")
}

func TestTheCropByKeys(t *testing.T) {
	b, v, _ := closer(t, false)
	v.type1(fyne.KeyC)
	shift := false
	v.crop.shift = func() bool { return shift }
	v.type1(fyne.KeyLeft)
	if v.crop.part() != v.source.Rect {
		t.Errorf("the first arrow makes %v", v.crop.part())
	}
	shift = true
	for range 200 {
		v.type1(fyne.KeyLeft, fyne.KeyUp)
	}
	if got := v.crop.part(); got != image.Rect(0, 0, leastPanel, leastPanel) {
		t.Errorf("as small as it goes it is %v", got)
	}
	shift = false
	v.type1(fyne.KeyRight, fyne.KeyDown)
	if got := v.crop.part(); got.Min.X < 1 || got.Min.Y < 1 || got.Dx() != leastPanel {
		t.Errorf("moved it is %v", got)
	}
	v.type1(fyne.KeyDelete)
	if !v.crop.part().Empty() {
		t.Error("Delete leaves a crop")
	}
	v.type1(fyne.KeyRight)
	v.type1(fyne.KeyEscape)
	b.has("crops=0", "dialogs=0", "undo=1")
}

func TestAPaletteComesFromTheCropAndGoesWithIt(t *testing.T) {
	b := newBench(t)
	b.open()
	img := plain(opaque(0xC81E28), 40, 40)
	for i := range 40 * 20 {
		img.SetNRGBA(i%20, i/20, opaque(0x2030C8))
	}
	b.desk.setReferences([]reference{{name: "two.png", img: img}})
	b.settle()
	if n := len(b.desk.palette); n != 2 {
		t.Fatalf("the reference gives %d swatches", n)
	}
	b.desk.cropReference(0, image.Rect(0, 0, 20, 20))
	b.settle()
	if p := b.desk.palette; len(p) != 1 || p[0].Colour != opaque(0x2030C8) {
		t.Errorf("the crop gives %v", p)
	}
	b.desk.cropReference(0, image.Rectangle{})
	if n := len(b.desk.palette); n != 2 {
		t.Errorf("uncropped it gives %d swatches", n)
	}
	b.desk.addReferences(b.desk.references[0].whole())
	b.desk.cropReference(1, image.Rect(20, 0, 40, 20))
	b.settle()
	if r := b.desk.references; len(r) != 2 || !r[0].crop.Empty() || r[1].crop != image.Rect(20, 0, 40, 20) {
		t.Errorf("the picture used twice is cropped as %v", r)
	}
	b.saveTo("/a.ora", func() {})
	b.settle()
	b.OpenFiles("/a.ora")
	b.settle()
	b.has("crops=1", "references=2")
}

func TestTheCropLook(t *testing.T) {
	for name, light := range themes {
		b, v, _ := closer(t, light)
		v.type1(fyne.KeyC)
		cropBy(v, image.Pt(10, 10), image.Pt(40, 40))
		shots(b, cut{"crop-foot-" + name, image.Rect(140, 660, 1140, 760)}, cut{"crop-" + name, image.Rect(400, 180, 656, 436)})
		test.Tap(b.button("Done"))
		b.settle()
		shots(b, cut{"crop-dock-" + name, image.Rect(1000, 30, 1256, 190)})
	}
}
