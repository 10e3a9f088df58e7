package ui

import (
	"bytes"
	"image"
	"testing"

	"fyne.io/fyne/v2/driver/desktop"
)

// painted is the scene of the picture in the next frame.
func (b *bench) painted() *image.RGBA {
	size := b.picture.view.screen
	b.picture.paint(size.X, size.Y)
	for !b.picture.now.dirty.Empty() {
		b.picture.paint(size.X, size.Y)
	}
	return b.picture.now.scene
}

// A page shown small is mended on the screen alone while the pen is down, in every view;
// when it is up, the screen shows the page again, to the bit.
func TestAPageShownSmallIsMendedOnTheScreenWhileThePenIsDown(t *testing.T) {
	for _, turn := range []int{0, 1} {
		b := newBench(t)
		b.open()
		b.picture.zoomTo(0.3)
		b.picture.turn(turn)
		before := bytes.Clone(b.painted().Pix)
		shown := bytes.Clone(b.desk.editor.Shown().Pix)
		b.press(60, 60, desktop.MouseButtonPrimary, 0)
		b.move(100, 60)
		live := func() bool { return b.desk.editor.Live() != nil && !b.desk.editor.Live().Empty() }
		if err := b.loop.Until(t.Context(), live); err != nil {
			t.Fatal(err)
		}
		b.desk.strokes = false // what changes is not the stroke
		if bytes.Equal(b.painted().Pix, before) {
			t.Errorf("turned %d: the screen shows nothing of the stroke", turn)
		}
		if !bytes.Equal(b.desk.editor.Shown().Pix, shown) {
			t.Errorf("turned %d: pixels of the page were made", turn)
		}
		b.release()
		b.settle()
		fresh := layer{}
		fresh.show(b.desk.editor.Shown(), b.picture.view, themed(colorGround))
		if got := b.painted(); !bytes.Equal(got.Pix, fresh.scene.Pix) || bytes.Equal(got.Pix, before) {
			t.Errorf("turned %d: the screen does not show the page", turn)
		}
	}
}

// A stroke that is given up leaves nothing of itself on the screen.
func TestAStrokeGivenUpLeavesTheScreenAsItWas(t *testing.T) {
	b := newBench(t)
	b.open()
	b.picture.zoomTo(0.3)
	before := bytes.Clone(b.painted().Pix)
	b.press(60, 60, desktop.MouseButtonPrimary, 0)
	b.move(100, 60)
	if err := b.loop.Until(t.Context(), func() bool { return b.desk.editor.Live() != nil }); err != nil {
		t.Fatal(err)
	}
	b.painted()
	b.picture.cancel()
	b.settle()
	if !bytes.Equal(b.painted().Pix, before) {
		t.Error("the screen is another")
	}
}
