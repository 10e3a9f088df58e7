package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// label is one line of text in a size and colour of the theme.
type label struct {
	widget.BaseWidget
	text   string
	size   float32
	colour fyne.ThemeColorName
	bold   bool
	align  fyne.TextAlign
	wide   float32 // at least; for numbers that change
	cut    bool    // takes the room there is and is cut to it
	shown  *canvas.Text
}

func newLabel(text string, size float32, colour fyne.ThemeColorName) *label {
	l := &label{text: text, size: size, colour: colour}
	l.ExtendBaseWidget(l)
	return l
}

// newTitle says what a bar is about.
func newTitle(text string) *label {
	l := newLabel(text, sizeBody, theme.ColorNameForeground)
	l.bold = true
	return l
}

// newDockTitle is a heading in the dock.
func newDockTitle(text string) *label {
	l := newTitle(text)
	l.size = sizeRow
	return l
}

// set changes the text and repaints only if it differs.
func (l *label) set(text string) {
	if text != l.text {
		l.text = text
		l.Refresh()
	}
}

// fitted cuts a text that is wider than there is room.
func fitted(text string, size, room float32) string {
	runes := []rune(text)
	for n := len(runes); n > 0; n-- {
		cut := text
		if n < len(runes) {
			cut = strings.TrimSpace(string(runes[:n])) + "…"
		}
		if fyne.MeasureText(cut, size, fyne.TextStyle{}).Width <= room {
			return cut
		}
	}
	return ""
}

// CreateRenderer implements [fyne.Widget].
func (l *label) CreateRenderer() fyne.WidgetRenderer {
	l.shown = canvas.NewText("", transparent)
	r := &labelRenderer{l}
	r.Refresh()
	return r
}

type labelRenderer struct{ l *label }

func (r *labelRenderer) Layout(size fyne.Size) {
	if r.l.cut {
		r.l.shown.Text = fitted(r.l.text, r.l.size, size.Width)
	}
	r.l.shown.Resize(size)
}

func (r *labelRenderer) MinSize() fyne.Size {
	m := r.l.shown.MinSize()
	if r.l.cut {
		return fyne.NewSize(r.l.wide, m.Height)
	}
	return fyne.NewSize(max(m.Width, r.l.wide), m.Height)
}

func (r *labelRenderer) Refresh() {
	t := r.l.shown
	t.Text, t.TextSize, t.Alignment = r.l.text, r.l.size, r.l.align
	t.TextStyle.Bold = r.l.bold
	t.Color = themed(r.l.colour)
	if r.l.cut {
		r.Layout(r.l.Size())
	}
	t.Refresh()
}

func (r *labelRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.l.shown} }
func (r *labelRenderer) Destroy()                     {}
