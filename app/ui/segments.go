package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// segments is a choice of one among a few words that stand side by side.
type segments struct {
	widget.BaseWidget
	words   []string
	chosen  int
	changed func(int)
	keys    func(*fyne.KeyEvent) bool

	off, focused bool
}

func newSegments(words []string, chosen int, keys func(*fyne.KeyEvent) bool, changed func(int)) *segments {
	s := &segments{words: words, chosen: chosen, keys: keys, changed: changed}
	s.ExtendBaseWidget(s)
	return s
}

// set moves the choice without telling.
func (s *segments) set(i int) {
	if i != s.chosen {
		s.chosen = i
		s.Refresh()
	}
}

// disable says whether it can be used now.
func (s *segments) disable(off bool) {
	if off != s.off {
		s.off = off
		s.Refresh()
	}
}

func (s *segments) choose(i int) {
	if i = min(max(i, 0), len(s.words)-1); i != s.chosen && !s.off {
		s.set(i)
		s.changed(i)
	}
}

// Tapped implements [fyne.Tappable].
func (s *segments) Tapped(e *fyne.PointEvent) {
	s.choose(int(e.Position.X / s.Size().Width * float32(len(s.words))))
}

// FocusGained implements [fyne.Focusable].
func (s *segments) FocusGained() { s.focus(true) }

// FocusLost implements [fyne.Focusable].
func (s *segments) FocusLost() { s.focus(false) }

func (s *segments) focus(on bool) {
	s.focused = on
	s.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (s *segments) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (s *segments) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		s.choose(s.chosen - 1)
	case fyne.KeyRight:
		s.choose(s.chosen + 1)
	default:
		s.keys(e)
	}
}

// MinSize implements [fyne.CanvasObject].
func (s *segments) MinSize() fyne.Size {
	return fyne.NewSize(float32(64*len(s.words)), heightControl)
}

// CreateRenderer implements [fyne.Widget].
func (s *segments) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentsRenderer{
		s: s, back: canvas.NewRectangle(transparent), mark: canvas.NewRectangle(transparent),
		bar: canvas.NewRectangle(transparent), ring: canvas.NewRectangle(transparent),
	}
	for range s.words {
		r.texts = append(r.texts, canvas.NewText("", transparent))
	}
	r.Refresh()
	return r
}

type segmentsRenderer struct {
	s                     *segments
	back, mark, bar, ring *canvas.Rectangle
	texts                 []*canvas.Text
}

func (r *segmentsRenderer) Layout(size fyne.Size) {
	wide := size.Width / float32(len(r.texts))
	r.back.Resize(size)
	r.ring.Move(fyne.NewPos(-3, -3))
	r.ring.Resize(size.AddWidthHeight(6, 6))
	r.mark.Move(fyne.NewPos(wide*float32(r.s.chosen), 0))
	r.mark.Resize(fyne.NewSize(wide, size.Height))
	r.bar.Move(fyne.NewPos(wide*float32(r.s.chosen)+8, size.Height-3))
	r.bar.Resize(fyne.NewSize(wide-16, 2))
	for i, t := range r.texts {
		t.Move(fyne.NewPos(wide*float32(i), 0))
		t.Resize(fyne.NewSize(wide, size.Height))
	}
}

func (r *segmentsRenderer) MinSize() fyne.Size { return r.s.MinSize() }

func (r *segmentsRenderer) Refresh() {
	s := r.s
	accent := theme.ColorNamePrimary
	if s.off {
		accent = theme.ColorNameDisabled
	}
	r.back.FillColor, r.back.CornerRadius = themed(theme.ColorNameInputBackground), radiusControl
	r.back.StrokeWidth, r.back.StrokeColor = 1, themed(theme.ColorNameInputBorder)
	r.mark.FillColor, r.mark.CornerRadius = themed(theme.ColorNameSelection), radiusControl
	r.bar.FillColor = themed(accent)
	r.ring.CornerRadius, r.ring.StrokeWidth, r.ring.StrokeColor = radiusControl+3, 0, transparent
	if s.focused {
		r.ring.StrokeWidth, r.ring.StrokeColor = 2, themed(theme.ColorNameFocus)
	}
	for i, t := range r.texts {
		t.Text, t.TextSize, t.Alignment = s.words[i], sizeRow, fyne.TextAlignCenter
		t.Color = themed(colorText2)
		t.TextStyle.Bold = i == s.chosen
		switch {
		case s.off:
			t.Color = themed(theme.ColorNameDisabled)
		case i == s.chosen:
			t.Color = themed(theme.ColorNameForeground)
		}
	}
	r.Layout(s.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *segmentsRenderer) Objects() []fyne.CanvasObject {
	list := []fyne.CanvasObject{r.ring, r.back, r.mark, r.bar}
	for _, t := range r.texts {
		list = append(list, t)
	}
	return list
}
func (r *segmentsRenderer) Destroy() {}
