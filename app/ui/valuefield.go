package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// valueField is a small field for one value, taken when Enter is pressed or the focus
// goes; what cannot be read is put back.
type valueField struct {
	widget.Entry
	shown string
	take  func(text string) bool
	done  func() // gives the keyboard back to the picture
}

// newValueField returns the field and what holds it at its size.
func newValueField(width float32, take func(string) bool, done func()) (*valueField, fyne.CanvasObject) {
	f := &valueField{take: take, done: done}
	f.ExtendBaseWidget(f)
	f.Wrapping = fyne.TextWrapOff
	f.Scroll = container.ScrollNone
	return f, container.NewThemeOverride(fixed(width, heightField, f), tight{})
}

// show puts a value in unless the person is typing one.
func (f *valueField) show(text string) {
	if text != f.shown {
		f.shown = text
		f.SetText(text)
	}
}

// TypedKey implements [fyne.Focusable].
func (f *valueField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		f.finish()
		f.done()
	case fyne.KeyEscape:
		f.SetText(f.shown)
		f.done()
	case fyne.KeyF6:
		forward(f, e)
	default:
		f.Entry.TypedKey(e)
	}
}

// FocusLost implements [fyne.Focusable].
func (f *valueField) FocusLost() {
	f.finish()
	f.Entry.FocusLost()
}

func (f *valueField) finish() {
	if f.Text != f.shown && !f.take(f.Text) {
		f.SetText(f.shown)
	}
}

// tight is the theme in force with less air and smaller text, for small fields.
type tight struct{}

func (tight) base() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Size implements [fyne.Theme].
func (t tight) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameInnerPadding:
		return 4
	case theme.SizeNameText:
		return sizeRow
	case theme.SizeNameLineSpacing:
		return 1
	}
	return t.base().Size(n)
}

// Color implements [fyne.Theme].
func (t tight) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return t.base().Color(n, v)
}

// Font implements [fyne.Theme].
func (t tight) Font(s fyne.TextStyle) fyne.Resource { return t.base().Font(s) }

// Icon implements [fyne.Theme].
func (t tight) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base().Icon(n) }
