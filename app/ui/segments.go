package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Sizes of segments: from the frame to the chosen one, and beside each word.
const (
	segmentsInset = 2
	segmentsAir   = 12
)

// segments is a choice of one among a few words that stand side by side. While it has
// the keyboard, arrows move the choice.
type segments struct {
	widget.BaseWidget
	focusable
	tipped
	words   []string
	chosen  int
	changed func(int)

	off     bool
	hovered int // -1: none
}

func newSegments(words []string, chosen int, changed func(int)) *segments {
	s := &segments{words: words, chosen: chosen, changed: changed, hovered: -1}
	s.focusable = reachable(s, radiusControl, 1, nil)
	s.arrow = func(by int) { s.choose(s.chosen + by) }
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

func (s *segments) choose(i int) {
	if i = min(max(i, 0), len(s.words)-1); i != s.chosen && !s.off {
		s.set(i)
		s.changed(i)
	}
}

// Enable implements [fyne.Disableable].
func (s *segments) Enable() { s.turnOff(false) }

// Disable implements [fyne.Disableable].
func (s *segments) Disable() { s.turnOff(true) }

// Disabled implements [fyne.Disableable].
func (s *segments) Disabled() bool { return s.off }

func (s *segments) turnOff(off bool) {
	s.off = off
	s.Refresh()
}

// Tapped implements [fyne.Tappable].
func (s *segments) Tapped(e *fyne.PointEvent) { s.choose(s.at(e.Position.X)) }

// MouseIn implements [desktop.Hoverable].
func (s *segments) MouseIn(e *desktop.MouseEvent) {
	s.hover(s.at(e.Position.X))
	s.tell()
}

// MouseMoved implements [desktop.Hoverable].
func (s *segments) MouseMoved(e *desktop.MouseEvent) {
	if i := s.at(e.Position.X); i != s.hovered {
		s.hover(i)
		s.tell()
	}
}

// MouseOut implements [desktop.Hoverable].
func (s *segments) MouseOut() {
	s.hover(-1)
	s.untell()
}

func (s *segments) hover(i int) {
	if i != s.hovered {
		s.hovered = i
		s.Refresh()
	}
}

// at is the word at a place.
func (s *segments) at(x float32) int {
	x -= segmentsInset
	list := s.widths()
	for i, wide := range list {
		if x < wide {
			return i
		}
		x -= wide
	}
	return len(list) - 1
}

// widths are those of the segments: each has room for its word in bold, so that choosing
// moves nothing, and its share of what is left over.
func (s *segments) widths() []float32 {
	list := make([]float32, len(s.words))
	spare := s.Size().Width - 2*segmentsInset
	for i, word := range s.words {
		list[i] = fyne.MeasureText(word, sizeRow, fyne.TextStyle{Bold: true}).Width + 2*segmentsAir
		spare -= list[i]
	}
	for i := range list {
		list[i] += max(spare, 0) / float32(len(list))
	}
	return list
}

// CreateRenderer implements [fyne.Widget].
func (s *segments) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentsRenderer{
		s: s, back: newRoundRect(), mark: newRoundRect(), under: newRoundRect(),
	}
	for range s.words {
		r.texts = append(r.texts, canvas.NewText("", transparent))
	}
	r.Refresh()
	return s.ringed(r)
}

type segmentsRenderer struct {
	s                 *segments
	back, mark, under *roundRect // frame, chosen, under the pointer
	texts             []*canvas.Text
}

func (r *segmentsRenderer) Layout(size fyne.Size) {
	r.back.place(fyne.Position{}, size)
	x := float32(segmentsInset)
	for i, wide := range r.s.widths() {
		at, room := fyne.NewPos(x, segmentsInset), fyne.NewSize(wide, size.Height-2*segmentsInset)
		r.texts[i].Move(at)
		r.texts[i].Resize(room)
		if i == r.s.chosen {
			r.mark.place(at, room)
		}
		if i == r.s.hovered {
			r.under.place(at, room)
		}
		x += wide
	}
}

func (r *segmentsRenderer) MinSize() fyne.Size {
	width := float32(2 * segmentsInset)
	for _, word := range r.s.words {
		width += fyne.MeasureText(word, sizeRow, fyne.TextStyle{Bold: true}).Width + 2*segmentsAir
	}
	return fyne.NewSize(width, heightControl)
}

func (r *segmentsRenderer) Refresh() {
	s := r.s
	r.back.set(themed(theme.ColorNameInputBackground), themed(theme.ColorNameInputBorder), 1, radiusControl)
	r.mark.set(themed(theme.ColorNameSelection), transparent, 0, radiusControl)
	r.under.set(themed(theme.ColorNameHover), transparent, 0, radiusControl)
	showIf(r.under.raster, s.hovered >= 0 && s.hovered != s.chosen && !s.off)
	for i, t := range r.texts {
		t.Text, t.TextSize, t.Alignment = s.words[i], sizeRow, fyne.TextAlignCenter
		t.TextStyle.Bold = i == s.chosen
		t.Color = themed(r.colour(i))
	}
	r.Layout(s.Size())
	for _, t := range r.texts {
		t.Refresh()
	}
}

// colour is that of a word.
func (r *segmentsRenderer) colour(i int) fyne.ThemeColorName {
	switch {
	case r.s.off:
		return theme.ColorNameDisabled
	case i == r.s.chosen:
		return theme.ColorNamePrimary
	}
	return theme.ColorNameForeground
}

func (r *segmentsRenderer) Objects() []fyne.CanvasObject {
	list := []fyne.CanvasObject{r.back.raster, r.under.raster, r.mark.raster}
	for _, t := range r.texts {
		list = append(list, t)
	}
	return list
}
func (r *segmentsRenderer) Destroy() {}
