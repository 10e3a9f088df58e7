package ui

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// listItem is a row of a list: an icon, or a colour, words, a note at the right, an eye.
type listItem struct {
	icon   string
	colour color.NRGBA // in place of the icon if it is not transparent
	text   string
	note   string
	eye    string // icon at the right end; "": none
	sign   string // small icon before that; "": none
	chosen bool
	faint  bool // has no effect now
}

// listActs are what a list's rows can do; those that are nil it cannot.
type listActs struct {
	pick   func(i int, more bool) // a click or Enter; more: with Shift
	eye    func(i int)            // a click on the eye, or Space
	remove func(i int)            // Delete
	keys   func(*fyne.KeyEvent)   // those that mean nothing here
}

// listing shows a list of any length, a few rows of it at a time. Only those on show are
// drawn. While it has the keyboard, arrows go through the rows.
type listing struct {
	widget.BaseWidget
	tipped
	rows  int // on show at most
	acts  listActs
	shift func() bool

	items     []listItem
	first     int // the topmost row on show
	cursor    int // of the keyboard
	hovered   int // -1: none
	focused   bool
	unfocused bool // another widget has the keyboard for it
	filled    bool // as high as all its rows, however few items there are
}

func newListing(rows int, shift func() bool, acts listActs) *listing {
	l := &listing{rows: rows, acts: acts, shift: shift, hovered: -1}
	l.ExtendBaseWidget(l)
	return l
}

// show brings the list in step; it repaints only if something differs, and reports whether
// it has another height now.
func (l *listing) show(items []listItem) bool {
	if slices.Equal(items, l.items) {
		return false
	}
	was := l.MinSize()
	l.items = slices.Clone(items)
	l.cursor = min(l.cursor, max(len(items)-1, 0))
	l.scrollTo(l.first)
	l.Refresh()
	return l.MinSize() != was
}

// rowCount is how many rows are on show at most.
func (l *listing) rowCount() int { return l.rows }

// setRows changes how many rows are on show at most, or with filled always.
func (l *listing) setRows(rows int, filled bool) {
	if l.rows != rows || l.filled != filled {
		l.rows, l.filled = rows, filled
		l.scrollTo(l.first)
		l.Refresh()
	}
}

// scrollTo makes a row the topmost, as far as there are rows below it.
func (l *listing) scrollTo(first int) {
	l.first = max(min(first, len(l.items)-l.rows), 0)
}

// reveal scrolls until a row is on show.
func (l *listing) reveal(i int) {
	switch {
	case i < l.first:
		l.scrollTo(i)
	case i >= l.first+l.rows:
		l.scrollTo(i - l.rows + 1)
	default:
		return
	}
	l.Refresh()
}

// choose marks a row alone.
func (l *listing) choose(at int) {
	for i := range l.items {
		l.items[i].chosen = i == at
	}
	l.Refresh()
}

// step moves the cursor by rows.
func (l *listing) step(by int) {
	l.cursor = min(max(l.cursor+by, 0), max(len(l.items)-1, 0))
	l.reveal(l.cursor)
	l.Refresh()
}

// pick does what a row is there for.
func (l *listing) pick(i int, more bool) {
	if i >= 0 && i < len(l.items) && l.acts.pick != nil {
		l.acts.pick(i, more)
	}
}

// at is the row at a height, -1 for none.
func (l *listing) at(y float32) int {
	i := l.first + int(y/heightRow)
	if y < 0 || i >= len(l.items) || i >= l.first+l.rows {
		return -1
	}
	return i
}

// rowTop is where a row on show begins.
func (l *listing) rowTop(i int) float32 { return float32(max(i-l.first, 0)) * heightRow }

// state tells the rows on show, "Edge-2,Hint-1"; "-": none.
func (l *listing) state() string {
	var list []string
	for _, item := range l.items[l.first:min(l.first+l.rows, len(l.items))] {
		list = append(list, strings.ReplaceAll(item.text, " ", "-"))
	}
	if len(list) == 0 {
		return "-"
	}
	return strings.Join(list, ",")
}

// tipOf is the tooltip of the row under the pointer: its words in full, the key of a command
// for it, and what a click does.
func (l *listing) tipOf(command, line string) func() tipText {
	return func() tipText {
		if l.hovered < 0 || l.hovered >= len(l.items) {
			return tipText{}
		}
		return tipText{l.items[l.hovered].text, l.tips.keys(command), line}
	}
}

// Tapped implements [fyne.Tappable].
func (l *listing) Tapped(e *fyne.PointEvent) {
	i := l.at(e.Position.Y)
	if i < 0 {
		return
	}
	l.cursor = i
	if l.items[i].eye != "" && e.Position.X >= l.Size().Width-listEye && l.acts.eye != nil {
		l.acts.eye(i)
	} else {
		l.pick(i, l.shift())
	}
	l.Refresh()
}

// MouseIn implements [desktop.Hoverable].
func (l *listing) MouseIn(e *desktop.MouseEvent) { l.hover(l.at(e.Position.Y)) }

// MouseMoved implements [desktop.Hoverable].
func (l *listing) MouseMoved(e *desktop.MouseEvent) { l.hover(l.at(e.Position.Y)) }

// MouseOut implements [desktop.Hoverable].
func (l *listing) MouseOut() { l.hover(-1) }

func (l *listing) hover(i int) {
	if i != l.hovered {
		l.hovered = i
		if i < 0 {
			l.untell()
		} else {
			l.tell()
		}
		l.Refresh()
	}
}

// Scrolled implements [fyne.Scrollable].
func (l *listing) Scrolled(e *fyne.ScrollEvent) {
	by := 1
	if e.Scrolled.DY > 0 {
		by = -1
	}
	l.scrollTo(l.first + by)
	l.Refresh()
}

// FocusGained implements [fyne.Focusable].
func (l *listing) FocusGained() { l.focus(true) }

// FocusLost implements [fyne.Focusable].
func (l *listing) FocusLost() { l.focus(false) }

func (l *listing) focus(on bool) {
	l.focused = on
	l.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (l *listing) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (l *listing) TypedKey(e *fyne.KeyEvent) {
	there := l.cursor < len(l.items)
	switch {
	case l.stepped(e.Name):
	case isEnter(e) && there:
		l.pick(l.cursor, l.shift())
	case e.Name == fyne.KeySpace && there && l.acts.eye != nil:
		l.acts.eye(l.cursor)
	case (e.Name == fyne.KeyDelete || e.Name == fyne.KeyBackspace) && there && l.acts.remove != nil:
		l.acts.remove(l.cursor)
	case l.acts.keys != nil:
		l.acts.keys(e)
	}
}

// stepped moves the cursor by a key and reports whether it was one for that.
func (l *listing) stepped(key fyne.KeyName) bool {
	by, ok := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -l.rows, fyne.KeyPageDown: l.rows,
		fyne.KeyHome: -len(l.items), fyne.KeyEnd: len(l.items),
	}[key]
	if ok {
		l.step(by)
	}
	return ok
}

// Enable, Disable and Disabled implement [fyne.Disableable]: the keyboard passes over an
// empty list.
func (l *listing) Enable() {}

// Disable implements [fyne.Disableable].
func (l *listing) Disable() {}

// Disabled implements [fyne.Disableable].
func (l *listing) Disabled() bool { return len(l.items) == 0 || l.unfocused }

// MinSize implements [fyne.CanvasObject].
func (l *listing) MinSize() fyne.Size {
	rows := min(len(l.items), l.rows)
	if l.filled {
		rows = l.rows
	}
	return fyne.NewSize(120, float32(rows)*heightRow)
}
