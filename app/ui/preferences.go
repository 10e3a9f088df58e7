package ui

import (
	"slices"

	"fyne.io/fyne/v2/theme"

	"keyline/app"
	"keyline/app/memory"
)

// preferences are what a person set once for all pictures, beside the keys, which have a
// file of their own.
type preferences struct {
	theme    string // one of themeChoices
	language string // of [languages]; "": the system's
	history  int    // what undo keeps, MB
	ground   int    // lightness around the picture, one of groundChoices; 0: the theme's
	brushes  brushSizes
}

// brushSizes are those with which the tools begin, page px across.
type brushSizes struct{ edge, hint, eraser float64 }

// themeChoices are the looks to choose from; the last follows the system.
var themeChoices = []string{"dark", "light", "system"}

// groundChoices are lightnesses, L* of CIE 1976; the first is the theme's own.
var groundChoices = []int{0, 20, 35, 50, 75}

// groundGreys are the greys of those lightnesses, 0xRRGGBB.
var groundGreys = map[int]uint32{20: 0x303030, 35: 0x525252, 50: 0x777777, 75: 0xB9B9B9}

// historyChoices are what undo may keep, MB.
var historyChoices = []int{128, 256, 512, 1024, 2048}

// standardPreferences are those of a new user.
func standardPreferences() preferences {
	return preferences{theme: themeChoices[0], history: app.HistoryBytes >> 20, brushes: brushSizes{6, 12, 16}}
}

// Names under which they are kept.
const (
	keyTheme, keyLanguage, keyHistory, keyGround = "theme", "language", "history-megabytes", "ground-lightness"
	keyBrushEdge, keyBrushHint, keyBrushEraser   = "brush-edge", "brush-hint", "brush-eraser"
)

// readPreferences reads what was kept; what cannot be is as it comes.
func readPreferences(from *memory.Settings) preferences {
	p := standardPreferences()
	if t := from.String(keyTheme); slices.Contains(themeChoices, t) {
		p.theme = t
	}
	l := from.String(keyLanguage)
	if slices.ContainsFunc(languages, func(x language) bool { return x.code == l }) {
		p.language = l
	}
	if n := from.Int(keyHistory); slices.Contains(historyChoices, n) {
		p.history = n
	}
	if n := from.Int(keyGround); slices.Contains(groundChoices, n) {
		p.ground = n
	}
	brush := func(key string, standard float64) float64 {
		v := from.Float(key, standard)
		if !(v >= minBrush && v <= maxBrush) {
			return standard
		}
		return v
	}
	b := p.brushes
	p.brushes = brushSizes{brush(keyBrushEdge, b.edge), brush(keyBrushHint, b.hint), brush(keyBrushEraser, b.eraser)}
	return p
}

// keep writes them for the next run.
func (p preferences) keep(in *memory.Settings) {
	in.SetString(keyTheme, p.theme)
	in.SetString(keyLanguage, p.language)
	in.SetInt(keyHistory, p.history)
	in.SetInt(keyGround, p.ground)
	in.SetFloat(keyBrushEdge, p.brushes.edge)
	in.SetFloat(keyBrushHint, p.brushes.hint)
	in.SetFloat(keyBrushEraser, p.brushes.eraser)
}

// isLight tells whether a look is the light one now.
func (w *Window) isLight(look string) bool {
	if look == themeChoices[2] {
		return w.app.Settings().ThemeVariant() == theme.VariantLight
	}
	return look == themeChoices[1]
}

// begunWith puts in force what the window begins with, before anything is made; what was
// asked for from outside goes before what was kept.
func (w *Window) begunWith(o Options) {
	w.prefs = readPreferences(w.settings)
	if o.Light {
		w.prefs.theme = themeChoices[1]
	}
	if o.Language != "" {
		w.prefs.language = o.Language
	}
	speak(w.prefs.language)
	w.light = w.isLight(w.prefs.theme)
	w.app.Settings().SetTheme(NewTheme(w.light).onGround(groundGreys[w.prefs.ground]))
}

// followSystem changes to the look that the system changed to.
func (w *Window) followSystem() {
	if light := w.isLight(w.prefs.theme); light != w.light {
		w.dress(light)
		w.desk.changed()
	}
}

// rebuild makes all widgets anew, in the language in force.
func (w *Window) rebuild() {
	w.tips.hide()
	w.desk.timing.line = "" // it is in the other one
	w.furnish()
	w.begin.show(w.recent, w.notice)
	w.menu.showRecent(w.recent)
}

// adopt puts preferences in force. What did not change stays: a brush keeps the size that
// it has in the hand.
func (w *Window) adopt(p preferences) {
	was := w.prefs
	w.prefs = p
	if p.brushes != was.brushes {
		w.desk.beginWith(p.brushes)
	}
	if p.history != was.history {
		w.desk.editor.LimitHistory(int64(p.history) << 20)
	}
	if p.theme != was.theme || p.ground != was.ground {
		w.dress(w.isLight(p.theme))
	}
	if p.language != was.language {
		speak(p.language)
		w.rebuild()
	}
	w.desk.changed()
}

// dress puts on the dark look or the light one.
func (w *Window) dress(light bool) {
	w.light = light
	w.app.Settings().SetTheme(NewTheme(light).onGround(groundGreys[w.prefs.ground]))
	w.picture.Refresh()
}

// toggleTheme changes to the other look and keeps that.
func (w *Window) toggleTheme() {
	p := w.prefs
	p.theme = themeChoices[map[bool]int{true: 0, false: 1}[w.light]]
	w.adopt(p)
	w.keepPreferences()
}

// keepPreferences keeps those in force for the next run, and says so if it cannot.
func (w *Window) keepPreferences() {
	w.prefs.keep(w.settings)
	w.job(func() func() {
		err := w.settings.Flush()
		return func() {
			if err != nil {
				w.fail(err)
			}
		}
	})
}

// beginWith gives the brushes the sizes with which they begin.
func (d *desk) beginWith(b brushSizes) {
	d.widths[toolEdge], d.widths[toolHint], d.widths[toolEraser] = b.edge, b.hint, b.eraser
}

// spoken is the code of the language that the window speaks.
func (w *Window) spoken() string {
	if w.prefs.language == "" {
		return systemLanguage()
	}
	return w.prefs.language
}
