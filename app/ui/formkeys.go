package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Fyne gives a key to what has the keyboard and to nothing else, so Enter and Esc would
// not reach a dialog from within. The parts of our dialogs pass them on; keys tells
// whether it took the key.

// pushButton is a button that Enter presses too.
type pushButton struct {
	widget.Button
	keys func(*fyne.KeyEvent) bool
}

func newPushButton(text string, keys func(*fyne.KeyEvent) bool, tapped func()) *pushButton {
	b := &pushButton{keys: keys}
	b.Text, b.OnTapped = text, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements [fyne.Focusable].
func (b *pushButton) TypedKey(e *fyne.KeyEvent) {
	switch {
	case isEnter(e) && !b.Disabled():
		b.Tapped(nil)
	case !b.keys(e):
		b.Button.TypedKey(e)
	}
}

func isEnter(e *fyne.KeyEvent) bool { return e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter }

// evenSlider sets a whole number on an even scale.
type evenSlider struct {
	widget.Slider
	keys func(*fyne.KeyEvent) bool
}

func newEvenSlider(low, high, value float64, keys func(*fyne.KeyEvent) bool, changed func(float64)) *evenSlider {
	s := &evenSlider{keys: keys}
	s.Min, s.Max, s.Value, s.Step, s.OnChanged = low, high, value, 1, changed
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey implements [fyne.Focusable].
func (s *evenSlider) TypedKey(e *fyne.KeyEvent) {
	if !s.keys(e) {
		s.Slider.TypedKey(upright(e)) // Fyne's knows left and right alone
	}
}

// lineEntry is a field for a line of text.
type lineEntry struct {
	widget.Entry
	keys func(*fyne.KeyEvent) bool
}

func newLineEntry(text string, keys func(*fyne.KeyEvent) bool, changed func(string)) *lineEntry {
	l := &lineEntry{keys: keys}
	l.ExtendBaseWidget(l)
	l.SetText(text)
	l.OnChanged = changed
	return l
}

// TypedKey implements [fyne.Focusable].
func (l *lineEntry) TypedKey(e *fyne.KeyEvent) {
	if !l.keys(e) {
		l.Entry.TypedKey(e)
	}
}
