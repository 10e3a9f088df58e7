package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestUpAndRightAreMoreOnEverySlider(t *testing.T) {
	b := newBench(t)
	b.open()
	own, notches := newSlider(1, 400, 6, func(float64) {}), 6
	notched := newSlider(1, 400, 6, func(float64) {})
	notched.notch = func(by int) { notches += by }
	fynes := newEvenSlider(1, 100, 6, func(*fyne.KeyEvent) bool { return false }, nil)
	for name, s := range map[string]struct {
		widget fyne.Focusable
		value  func() float64
	}{
		"brush":     {b.options.slider, func() float64 { return b.desk.width() }},
		"our own":   {own, func() float64 { return own.value }},
		"by itself": {notched, func() float64 { return float64(notches) }},
		"a form's":  {fynes, func() float64 { return fynes.Value }},
	} {
		for _, step := range []struct {
			key  fyne.KeyName
			want float64
		}{{fyne.KeyUp, 7}, {fyne.KeyUp, 8}, {fyne.KeyRight, 9}, {fyne.KeyDown, 8}, {fyne.KeyLeft, 7}, {fyne.KeyDown, 6}} {
			s.widget.TypedKey(&fyne.KeyEvent{Name: step.key})
			if got := s.value(); got != step.want {
				t.Errorf("%s: %s makes it %g, want %g", name, step.key, got, step.want)
			}
		}
	}
	own.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // another key is the window's
	if own.value != 6 {
		t.Errorf("another key made it %g", own.value)
	}
}
