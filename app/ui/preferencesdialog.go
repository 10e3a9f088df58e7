package ui

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// preferencesDialog lets preferences be changed. Each change is in force at once; Cancel
// brings back those of before, of the keys too.
type preferencesDialog struct {
	w      *Window
	before preferences
	keys   map[string]string // changed before
	brush  [3]*valueField
	chosen struct{ theme, language, ground, history *segments }
	accept bool
	again  bool // closed to come back in another language
	hide   func()
}

// showPreferences opens the dialog.
func (w *Window) showPreferences() {
	p := &preferencesDialog{w: w, before: w.prefs, keys: maps.Clone(w.keymap.changed)}
	p.show()
}

func (p *preferencesDialog) show() {
	w := p.w
	p.accept, p.again = false, false
	d := dialog.NewCustomWithoutButtons(tr("Preferences"), p.body(), w.win)
	ok := newPushButton(tr("OK"), w.dialogKey, p.ok)
	ok.Importance = widget.HighImportance
	d.SetButtons([]fyne.CanvasObject{newPushButton(tr("As they come"), w.dialogKey, p.reset), newPushButton(tr("Cancel"), w.dialogKey, d.Hide), ok})
	p.hide = d.Hide
	open := w.track(d)
	open.enter, open.after = p.ok, p.closed
	d.Show()
	w.win.Canvas().Focus(p.chosen.theme)
}

// body is a row for each preference.
func (p *preferencesDialog) body() fyne.CanvasObject {
	now := p.w.prefs
	c := &p.chosen
	c.theme = newSegments([]string{tr("Dark"), tr("Light"), tr("As the system")}, slices.Index(themeChoices, now.theme), func(i int) {
		p.set(func(q *preferences) { q.theme = themeChoices[i] })
	})
	names, codes := []string{tr("As the system")}, []string{""}
	for _, l := range languages {
		names, codes = append(names, l.name), append(codes, l.code)
	}
	c.language = newSegments(names, slices.Index(codes, now.language), func(i int) { p.speak(codes[i]) })
	c.ground = newSegments(groundNames(), slices.Index(groundChoices, now.ground), func(i int) {
		p.set(func(q *preferences) { q.ground = groundChoices[i] })
	})
	c.history = newSegments(historyNames(), slices.Index(historyChoices, now.history), func(i int) {
		p.set(func(q *preferences) { q.history = historyChoices[i] })
	})
	keys := newPushButton(tr("Keys…"), p.w.dialogKey, p.w.showKeys)
	line := func(name string, control fyne.CanvasObject) []fyne.CanvasObject {
		return []fyne.CanvasObject{row(0, 4, 12, newPlane("", 1, 36), newLabel(name, sizeBody, colorText2)), row(0, 4, 4, control)}
	}
	rows := slices.Concat(
		line(tr("Theme"), c.theme), line(tr("Language"), c.language), line(tr("Grey around the picture"), c.ground),
		line(tr("Brushes begin with"), p.brushes()), line(tr("Undo keeps"), c.history), line(tr("Keys"), keys))
	return column(0, 4, 12, 12, container.New(layout.NewFormLayout(), rows...), newPlane("", 500, 0))
}

// brushes are the fields of the sizes.
func (p *preferencesDialog) brushes() fyne.CanvasObject {
	b := &p.w.prefs.brushes
	fields := row(8, 0, 0)
	for i, x := range []struct {
		name string
		size *float64
	}{{tr("Edge"), &b.edge}, {tr("Hint"), &b.hint}, {tr("Eraser"), &b.eraser}} {
		field, box := newValueField(64, true, func(text string) bool { return p.takeSize(i, text) }, func() { p.w.win.Canvas().FocusNext() })
		field.show(sizeText(*x.size))
		p.brush[i] = field
		fields.Objects = append(fields.Objects, newLabel(x.name, sizeRow, colorText2), box)
	}
	return fields
}

// takeSize takes the size of a brush as typed; false if it is none.
func (p *preferencesDialog) takeSize(i int, text string) bool {
	px, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "px")), 64)
	if err != nil || !(px >= minBrush && px <= maxBrush) {
		return false
	}
	px = math.Round(10*px) / 10
	p.set(func(q *preferences) { *[]*float64{&q.brushes.edge, &q.brushes.hint, &q.brushes.eraser}[i] = px })
	p.brush[i].show(sizeText(px))
	return true
}

// set changes a preference, in force at once.
func (p *preferencesDialog) set(change func(*preferences)) {
	q := p.w.prefs
	change(&q)
	p.w.adopt(q)
}

// speak changes the language: the dialog comes back in it.
func (p *preferencesDialog) speak(code string) {
	p.back(func(q *preferences) { q.language = code })
	p.w.win.Canvas().Focus(p.chosen.language)
}

// reset puts the standard preferences in force; the dialog stays, so that Cancel is there.
func (p *preferencesDialog) reset() {
	p.back(func(q *preferences) { *q = standardPreferences() })
}

// back changes preferences and shows the dialog anew.
func (p *preferencesDialog) back(change func(*preferences)) {
	p.again = true
	p.hide()
	p.set(change)
	p.show()
}

// ok keeps what was chosen.
func (p *preferencesDialog) ok() {
	p.accept = true
	p.hide()
}

// closed keeps what was chosen, or brings back what was before.
func (p *preferencesDialog) closed() {
	w := p.w
	switch {
	case p.again:
	case p.accept:
		w.keepPreferences()
	default:
		w.adopt(p.before)
		p.restoreKeys()
	}
}

// restoreKeys gives the commands the keys that they had before.
func (p *preferencesDialog) restoreKeys() {
	k := &p.w.keymap
	if maps.Equal(k.changed, p.keys) {
		return
	}
	k.changed = p.keys
	p.w.applyKeys()
	if err := k.write(); err != nil {
		p.w.fail(err)
	}
}

// groundNames say how light the greys are.
func groundNames() []string {
	names := []string{tr("The theme's")}
	for _, l := range groundChoices[1:] {
		names = append(names, fmt.Sprintf("%d %%", l))
	}
	return names
}

// historyNames are amounts of memory as people write them.
func historyNames() (names []string) {
	for _, mb := range historyChoices {
		if mb < 1024 {
			names = append(names, fmt.Sprintf("%d MB", mb))
		} else {
			names = append(names, fmt.Sprintf("%d GB", mb/1024))
		}
	}
	return names
}
