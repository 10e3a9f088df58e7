package ui

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// valueField is a small field for one value, taken when Enter is pressed or the focus
// goes; what cannot be read is put back.
type valueField struct {
	widget.Entry
	tipped
	shown string
	take  func(text string) bool
	done  func() // gives the keyboard back to the picture
	card  *plane // behind it
	box   *fyne.Container
}

// newValueField returns the field and what holds it at its width. Numbers stand at the
// right, so that their units do not move.
func newValueField(width float32, number bool, take func(string) bool, done func()) (*valueField, fyne.CanvasObject) {
	f := &valueField{take: take, done: done, card: newFieldCard()}
	f.ExtendBaseWidget(f)
	f.Wrapping = fyne.TextWrapOff
	f.Scroll = container.ScrollNone
	f.box = container.New(valueLayout{fyne.NewSize(width, heightField), number}, newFieldGround(f.card, f.enter), f)
	f.OnChanged = func(string) { f.box.Refresh() }
	return f, container.NewThemeOverride(f.box, bare{})
}

// valueLayout puts the field on its card, at the right for a number. An entry writes at
// its own left, so it is as wide as its text then.
type valueLayout struct {
	size   fyne.Size
	number bool
}

func (l valueLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.size }

func (l valueLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const side = 4 // the entry has as much air inside
	card, entry := objects[0], objects[1]
	card.Resize(size)
	room, drop := size.Width-2*side, float32(math.Round(float64(size.Height-entry.MinSize().Height)/2))
	if l.number {
		room = min(room, entry.MinSize().Width)
	}
	entry.Resize(fyne.NewSize(room, size.Height-drop))
	entry.Move(fyne.NewPos(side, drop))
	if l.number {
		entry.Move(fyne.NewPos(size.Width-side-room, drop))
	}
}

// enter gives it the keyboard, behind its text.
func (f *valueField) enter() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		c.Focus(f)
		f.CursorColumn = len([]rune(f.Text))
		f.Refresh()
	}
}

// fieldGround is a field's card; a tap beside the text goes into the field too.
type fieldGround struct {
	widget.BaseWidget
	card   *plane
	tapped func()
}

func newFieldGround(card *plane, tapped func()) *fieldGround {
	g := &fieldGround{card: card, tapped: tapped}
	g.ExtendBaseWidget(g)
	return g
}

// Tapped implements [fyne.Tappable].
func (g *fieldGround) Tapped(*fyne.PointEvent) { g.tapped() }

// Cursor implements [desktop.Cursorable].
func (g *fieldGround) Cursor() desktop.Cursor { return desktop.TextCursor }

// CreateRenderer implements [fyne.Widget].
func (g *fieldGround) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.card) }

// show puts a value in unless the person is typing one.
func (f *valueField) show(text string) {
	if text != f.shown {
		f.shown = text
		f.SetText(text)
		f.box.Refresh() // once more: while it told of the change it had its old width
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

// FocusGained implements [fyne.Focusable].
func (f *valueField) FocusGained() {
	f.card.frame(theme.ColorNameFocus)
	f.Entry.FocusGained()
}

// FocusLost implements [fyne.Focusable].
func (f *valueField) FocusLost() {
	f.card.frame(theme.ColorNameInputBorder)
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

// bare is tight without a frame: Fyne's own lies between the pixels.
type bare struct{ tight }

// Size implements [fyne.Theme].
func (b bare) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameInputBorder {
		return 0
	}
	return b.tight.Size(n)
}

// Color implements [fyne.Theme].
func (b bare) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if n == theme.ColorNameInputBackground {
		return transparent
	}
	return b.tight.Color(n, v)
}

// flush is the theme in force without air around text.
type flush struct{ tight }

// Size implements [fyne.Theme].
func (f flush) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameInnerPadding {
		return 0
	}
	return f.base().Size(n)
}

// Font implements [fyne.Theme].
func (t tight) Font(s fyne.TextStyle) fyne.Resource { return t.base().Font(s) }

// Icon implements [fyne.Theme].
func (t tight) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base().Icon(n) }
