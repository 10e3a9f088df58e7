package ui

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// finder finds a command by some letters of its name and does it.
type finder struct {
	w     *Window
	entry *finderEntry
	list  *listing
	line  *label // what the chosen command does
	found []*command
	hide  func()
}

// Sizes of the finder.
const (
	finderRows  = 10
	finderWidth = 480
)

// showFinder opens the list of all commands.
func (w *Window) showFinder() {
	f := &finder{w: w, line: newLabel("", sizeCaption, colorText3)}
	f.list = newListing(finderRows, w.shiftIsDown, listActs{pick: func(i int, _ bool) { f.take(i) }})
	f.list.filled, f.list.unfocused = true, true
	f.entry = newFinderEntry(f)
	body := column(8, 0, 0, 0, f.entry, f.list, fixed(finderWidth, heightField, row(0, 12, 12, f.line)))
	d := dialog.NewCustomWithoutButtons(tr("Find a command"), container.NewStack(newPlane("", finderWidth, 1), body), w.win)
	f.hide = d.Hide
	w.track(d)
	f.search("")
	d.Show()
	w.win.Canvas().Focus(f.entry)
}

// search lists what matches, the best first; without letters all commands.
func (f *finder) search(text string) {
	f.found = matching(f.w.cmd.listed(), text)
	items := make([]listItem, len(f.found))
	for i, x := range f.found {
		items[i] = listItem{text: strings.TrimSuffix(x.title(), "…"), note: keyName(x.keyText()), faint: x.able != nil && !x.able()}
	}
	f.list.show(items)
	f.list.cursor = 0
	f.move(0)
}

// move goes through what was found.
func (f *finder) move(by int) {
	f.list.step(by)
	f.list.choose(f.list.cursor)
	f.line.set(tr("Nothing is called that."))
	if i := f.list.cursor; i < len(f.found) {
		f.line.set(fitted(tr(f.found[i].line), sizeCaption, finderWidth-24))
	}
}

// take does a command, if it can be done now.
func (f *finder) take(i int) {
	if i >= len(f.found) || f.found[i].able != nil && !f.found[i].able() {
		return
	}
	f.hide()
	f.found[i].run()
}

// listed are all commands, those of the palette too.
func (c *commands) listed() []*command {
	p := &c.palette
	return append(c.all(), &p.add, &p.edit, &p.remove, &p.clear, &p.load, &p.save, &p.use)
}

// matching are the commands whose names have the letters in that order, the best first.
func matching(list []*command, text string) []*command {
	type match struct {
		command *command
		score   int
	}
	var found []match
	for _, x := range list {
		score, ok := fuzzy(text, x.title())
		if english, also := fuzzy(text, x.name); also {
			score, ok = max(score, english), true
		}
		if ok {
			found = append(found, match{x, score})
		}
	}
	slices.SortStableFunc(found, func(a, b match) int { return b.score - a.score })
	out := make([]*command, len(found))
	for i, m := range found {
		out[i] = m.command
	}
	return out
}

// Scores of a letter that is found.
const (
	scoreLetter    = 1
	scoreWordStart = 8
	scoreNext      = 5 // right after the one before
	scoreBeginning = 4 // of the whole name
)

// fuzzy tells whether all letters of a query come in a text in their order, spaces left
// out, and how well: at beginnings of words and side by side is best.
func fuzzy(query, text string) (score int, ok bool) {
	letters := []rune(strings.ToLower(strings.ReplaceAll(query, " ", "")))
	name := []rune(strings.ToLower(text))
	best, none := make([]int, len(letters)+1), -1<<30
	for k := range letters {
		best[k+1] = none
	}
	// best[k] is the best score with k letters found so far; last[k] the same with the k-th
	// at the place just before.
	last := slices.Repeat([]int{none}, len(letters)+1)
	for i, r := range name {
		now := slices.Repeat([]int{none}, len(letters)+1)
		for k := len(letters); k > 0; k-- {
			if letters[k-1] != r {
				continue
			}
			worth := scoreLetter
			if i == 0 {
				worth += scoreBeginning
			}
			if i == 0 || !unicode.IsLetter(name[i-1]) {
				worth += scoreWordStart
			}
			now[k] = max(best[k-1]+worth, last[k-1]+worth+scoreNext)
		}
		for k := range now {
			best[k] = max(best[k], now[k])
		}
		last = now
	}
	return best[len(letters)], best[len(letters)] >= 0
}

// finderEntry is the finder's field: what goes through the list goes there.
type finderEntry struct {
	widget.Entry
	f *finder
}

func newFinderEntry(f *finder) *finderEntry {
	e := &finderEntry{f: f}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(tr("Type some letters of it"))
	e.OnChanged = f.search
	return e
}

// TypedKey implements [fyne.Focusable].
func (e *finderEntry) TypedKey(k *fyne.KeyEvent) {
	steps := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -finderRows, fyne.KeyPageDown: finderRows}
	switch by, moves := steps[k.Name]; {
	case moves:
		e.f.move(by)
	case isEnter(k):
		e.f.take(e.f.list.cursor)
	case k.Name == fyne.KeyEscape:
		e.f.hide()
	default:
		e.Entry.TypedKey(k)
	}
}

// AcceptsTab implements [fyne.Tabbable]: there is nothing else to go to.
func (e *finderEntry) AcceptsTab() bool { return true }
