package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestSegmentsAreChosenByArrowsAndTaps(t *testing.T) {
	test.NewTempApp(t)
	var told []int
	s := newSegments([]string{"One", "A long word", "Two"}, 0, func(i int) { told = append(told, i) })
	for _, size := range []fyne.Size{s.MinSize(), s.MinSize().AddWidthHeight(60, 0)} {
		told = nil
		s.set(0)
		s.Resize(size)
		key := func(name fyne.KeyName) { s.TypedKey(&fyne.KeyEvent{Name: name}) }
		key(fyne.KeyLeft) // there is nothing further left
		key(fyne.KeyRight)
		key(fyne.KeyRight)
		key(fyne.KeyRight)
		key(fyne.KeyLeft)
		test.TapAt(s, fyne.NewPos(3, 3))
		test.TapAt(s, fyne.NewPos(size.Width-3, 3))
		test.TapAt(s, fyne.NewPos(size.Width/2, 3))
		if want := []int{1, 2, 1, 0, 2, 1}; !slices.Equal(told, want) {
			t.Errorf("%v wide: it told %v, want %v", size.Width, told, want)
		}
	}
	s.Disable()
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	test.TapAt(s, fyne.NewPos(3, 3))
	if s.chosen != 1 {
		t.Error("the choice moves while it cannot be used")
	}
}

func TestSegmentsShowWhereThePointerIs(t *testing.T) {
	test.NewTempApp(t)
	s := newSegments([]string{"One", "Two"}, 0, func(int) {})
	s.Resize(s.MinSize())
	under := test.WidgetRenderer(s).Objects()[1]
	over := func(x float32) {
		s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 9)}})
	}
	for x, shown := range map[float32]bool{4: false, s.Size().Width - 4: true} { // the chosen one has its own fill
		if over(x); under.Visible() != shown {
			t.Errorf("at %v the word is filled: %v", x, under.Visible())
		}
	}
	s.MouseOut()
	if under.Visible() {
		t.Error("it is filled after the pointer left")
	}
}
