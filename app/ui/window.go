package ui

import (
	"image"
	"image/color"
	"io"
	"io/fs"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"keyline/app"
	"keyline/app/journal"
	"keyline/app/memory"
	"keyline/assets"
	"keyline/canvas"
	"keyline/canvas/layered"
	"keyline/canvas/palette"
)

// Files reads and writes pictures; the errors say what to do about them.
type Files interface {
	// Open reads a picture, upright; of one in layers, what they come to.
	Open(path string) (image.Image, error)
	// OpenLayers reads a picture in layers; it is empty where a file's format has none, and
	// [Files.Open] reads that.
	OpenLayers(path string) (layered.Picture, error)
	// Small reads a picture for a list of files, on white and at most side px long. An error
	// is for one that cannot be read, or is too large to be read for that.
	Small(path string, side int) (*image.NRGBA, error)
	// Exists tells whether there is a file of that name.
	Exists(path string) bool
	// Save writes a picture in the format of the name's ending, whole or not at all.
	Save(path string, img image.Image) error
	// OpenPalette reads a .gpl, .ase or .aco file.
	OpenPalette(path string) ([]palette.Swatch, error)
	// SavePalette writes one in the format of the name's ending, whole or not at all.
	SavePalette(path string, list []palette.Swatch) error
}

// Options are what a window needs from outside.
type Options struct {
	App       fyne.App
	Colorizer app.Colorizer
	Files     Files
	Codec     Codec
	Projects  Projects
	// Journals keep unsaved work; nil: nothing does.
	Journals *journal.Store
	// Samples are the shipped pictures; nil: those of the program.
	Samples fs.FS
	// Memory is what is remembered between runs; nil: nothing.
	Memory *memory.Memory
	// Settings are what the artist set up; nil: as they come, and forgotten at the end.
	Settings *memory.Settings
	// Post runs a function on the window's goroutine, in order, without waiting for it;
	// it is the only way back there from another goroutine.
	Post func(func())
	// Painted runs a function on the window's goroutine once a frame was painted that shows
	// what is so now; nil: Post.
	Painted func(func())
	// Now tells the time; nil: the system's.
	Now func() time.Time
	// State gets a line whenever something changed, for tests that wait; nil: none.
	State io.Writer
	// Trace gets a line for every frame, every wait and every sample of a stroke; nil: none.
	Trace io.Writer
	// Work is the processor time that the calling thread has had, for Trace; nil: not known.
	Work    func() time.Duration
	Version string
	// Keys is the file in which changed keys are kept; "": they are not.
	Keys string
	// Quit ends the program when all is kept; nil: App's own way.
	Quit func()
	// Light starts in the light theme.
	Light bool
	// Language is "en" or "ko"; "": the system's.
	Language string
}

// Window is Keyline's main window.
type Window struct {
	app      fyne.App
	win      fyne.Window
	files    Files
	codec    Codec
	projects Projects
	journals *journal.Store
	quit     func()
	memory   *memory.Memory
	settings *memory.Settings
	samples  samples
	post     func(func())
	painted  func(func()) // see [Options]
	version  string

	desk     *desk
	cmd      commands
	picture  *picture
	tips     *tips
	toolbar  *toolbar
	options  *optionBar
	status   *statusBar
	dock     *dock
	grip     *borderGrip // between picture and docks
	progress *progressBar
	invite   *invitation
	tour     *tour
	labels   *compareLabels
	figures  *figureLabels
	root     *fyne.Container
	begin    *startScreen
	work     *fyne.Container
	layout   *workLayout
	menu     *menus

	prefs      preferences
	light      bool
	jobs       int               // running beside the window
	waiting    []func()          // for the pen to be up
	exports    int               // files written
	dialogs    []*openDialog     // the topmost last
	folder     string            // the file dialogs were in last
	variations *variationsDialog // nil while it is closed
	exporting  *exporting        // nil while the export dialog is closed
	path       string            // of the open sketch's or project's file, "" for a sample
	file       string            // of the project; "": it has none yet
	saves      int               // projects written
	savedAt    time.Time         // the open one last; zero: not since it was opened
	storing    *storing          // nil while no project is being written
	settled    func()            // waits for the pen and the colours of the last stroke; nil: nothing
	journal    *journaling       // of the open picture, nil for none
	ended      []*journal.Journal
	offers     []journal.Offer // of unsaved work
	last       lastExport
	remembered *canvas.Document // of the open picture, that its small picture shows
	recent     []recentPicture
	lookups    int    // for recent, begun
	notice     string // what became of the list of recent pictures, "" for nothing
	stated     statement
	complain   error // the failure of colours that was shown last

	stopBlink func()
	inkThen   color.Color // of the theme when the screen changed last
	appearing bool        // what it shows now follows in a step of its own
	keymap    keymap
	standard  []binding     // the keys that the commands come with
	recording func(binding) // takes the next key for the list of keys
}

// New makes the window with the start screen in it. Show it with [Window.Show]; end it
// with [Window.Close].
func New(o Options) *Window {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Work == nil {
		o.Work = func() time.Duration { return 0 }
	}
	if o.Memory == nil {
		o.Memory, _ = memory.Open("", nil)
	}
	if o.Settings == nil {
		o.Settings, _ = memory.OpenSettings("", nil)
	}
	if o.Samples == nil {
		o.Samples = assets.Samples()
	}
	if o.Quit == nil {
		o.Quit = o.App.Quit
	}
	w := &Window{app: o.App, samples: samples{o.Samples}, files: o.Files, codec: o.Codec, projects: o.Projects, journals: o.Journals, memory: o.Memory, settings: o.Settings, version: o.Version, quit: o.Quit, stated: statement{out: o.State}, stopBlink: func() {}}
	w.begunWith(o)
	w.win = w.app.NewWindow("Keyline")
	seen := &trace{out: o.Trace, clock: o.Now, work: o.Work}
	w.post = seen.posting(o.Post)
	if w.painted = w.post; o.Painted != nil {
		w.painted = seen.posting(o.Painted)
	}
	w.desk = newDesk(o.Colorizer, w.post, o.Now)
	w.desk.timing.trace = *seen
	w.desk.beginWith(w.prefs.brushes)
	w.desk.editor.LimitHistory(int64(w.prefs.history) << 20)
	w.tips = newTips(w.later)
	w.picture = newPicture(w.desk)
	w.picture.keys = w.typed
	w.picture.grid = w.settings.Bool(gridKey, true)
	w.picture.placed = func() { w.post(w.changed) }
	w.picture.again = func() { w.post(w.picture.Refresh) }
	w.picture.shown = func(r image.Rectangle) { w.post(func() { w.dock.navigator.changed(r) }) }
	w.cmd = makeCommands(w)
	w.standard = bindings(w.cmd.all())
	w.keymap = readKeys(o.Keys)
	w.keymap.apply(w.cmd.all(), w.standard)
	w.desk.told = listeners{repainted: w.picture.repainted, glimpsed: w.picture.glimpsed, changed: w.changed, failed: w.fail}
	w.tips.keyOf = w.keyOf
	w.build()
	w.changed()
	return w
}

// later runs f on the window's goroutine after a while unless cancelled.
func (w *Window) later(after time.Duration, f func()) (cancel func()) {
	t := time.AfterFunc(after, func() { w.post(f) })
	return func() { t.Stop() }
}

// build puts the window together.
func (w *Window) build() {
	w.layout = &workLayout{docks: true}
	w.furnish()
	w.win.SetPadded(false)
	w.win.Resize(fyne.NewSize(1280, 800))
	w.bindKeys()
	w.win.SetCloseIntercept(w.Quit)
	w.win.SetOnDropped(w.dropped)
	w.app.Settings().AddListener(func(fyne.Settings) { w.post(w.followSystem) })
}

// furnish makes the widgets and puts them into the window.
func (w *Window) furnish() {
	w.toolbar = newToolbar(w.desk, w.tips, w.cmd.keys.do, w.cmd.preferences)
	w.options = newOptionBar(w.desk, w.tips, w.cmd, w.compareAs)
	w.status = newStatusBar(w.desk, w.picture, w.tips, w.stopColouring, w.keyOf)
	w.status.storing = func() *storing { return w.storing }
	w.dock = newDock(w)
	w.grip = newDockGrip(w)
	w.progress = newProgressBar(0)
	w.invite = newInvitation(w.desk)
	w.tour = w.tour.anew(w)
	w.labels = newCompareLabels(w.desk, w.picture)
	w.figures = newFigureLabels(w.desk, w.picture)
	w.layout = &workLayout{docks: w.layout.docks, of: w.dock}
	w.work = newWork(w)
	w.begin = newStartScreen(w)
	w.root, w.inkThen = container.NewStack(w.begin.content), themed(theme.ColorNameForeground)
	w.win.SetContent(container.NewStack(w.root, w.tour.layer, w.tips.layer))
	w.menu = newMenus(w)
	w.win.SetMainMenu(w.menu.main)
}

// bindKeys takes the keys that no focused field takes.
func (w *Window) bindKeys() {
	c := w.win.Canvas()
	c.SetOnTypedKey(w.typed)
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(w.picture.KeyDown)
		d.SetOnKeyUp(w.picture.KeyUp)
	}
	c.AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { w.paste() })
	redo := command{key: fyne.KeyY, mod: ctrl}
	c.AddShortcut(redo.shortcut(), func(fyne.Shortcut) { w.unlessAsked(w.cmd.redo.run) })
}

// typed is for keys without a modifier while the picture has the keyboard.
func (w *Window) typed(e *fyne.KeyEvent) {
	switch {
	case w.dialogKey(e):
	case len(w.dialogs) > 0:
	case e.Name == fyne.KeyF6 && w.desk.isOpen():
		w.goRegion(map[bool]int{false: 1, true: -1}[w.shiftIsDown()])
	case w.picture.nudge(e.Name):
	case e.Name == fyne.KeyBackspace:
		w.cmd.remove.run()
	default:
		w.cmd.typed(e)
	}
}

// unlessAsked goes on if no dialog wants an answer.
func (w *Window) unlessAsked(then func()) {
	if len(w.dialogs) == 0 {
		then()
	}
}

// escape gives up the innermost thing in progress.
func (w *Window) escape() {
	switch {
	case len(w.dialogs) > 0:
		w.dialogs[len(w.dialogs)-1].hide()
	case w.picture.cancel():
	case w.tour.end():
	case w.desk.isOpen() && w.regionAt() != 0:
		w.focusPicture()
		w.desk.changed()
	case w.desk.comparing:
		w.toggleCompare()
	case w.desk.unselect():
		w.picture.Refresh()
	case w.desk.making():
		w.stopColouring()
	}
}

// changed brings everything up to date with the desk.
func (w *Window) changed() {
	if w.showScreen(); w.appearing {
		return
	}
	w.begin.update()
	w.toolbar.update()
	w.options.update()
	w.dock.update()
	w.status.update(w.dock.difference.untouched(), w.savedText())
	w.tour.update()
	w.invite.update(!w.tour.on)
	w.labels.update()
	w.figures.update()
	w.menu.update()
	w.updateProgress()
	if w.exporting != nil {
		w.exporting.follow()
	}
	if title := w.title(); title != w.win.Title() {
		w.win.SetTitle(title)
	}
	w.complainOnce()
	w.resume()
	w.goOnSettled()
	w.note()
	w.warnOnce()
	w.tellState()
}

func (w *Window) title() string {
	if !w.desk.isOpen() {
		return "Keyline"
	}
	mark := ""
	if w.desk.unsaved() {
		mark = "*"
	}
	return mark + w.desk.name + " – Keyline"
}

func (w *Window) updateProgress() {
	busy := w.desk.making()
	showIf(w.progress.CanvasObject, busy)
	if busy {
		w.progress.set(w.desk.share)
	}
}

// complainOnce shows a failure of the colours, once each.
func (w *Window) complainOnce() {
	var err error
	if w.desk.isOpen() {
		err = w.desk.editor.Err()
	}
	if err == nil || err == w.complain {
		w.complain = err
		return
	}
	if len(w.dialogs) > 0 || w.desk.editor.PenIsDown() {
		return // not in the middle of something
	}
	w.complain = err
	w.ask(tr("Colours could not be made"), told(err)+"\n\n"+tr("The strokes are kept."),
		choice{tr("Close"), nil, false}, choice{tr("Try again"), w.colourAgain, true})
}

// Show opens the window.
func (w *Window) Show() { w.win.Show() }

// WatchBlocks writes to [Options.Trace] for how long the window cannot answer. It must not
// begin before Post works.
func (w *Window) WatchBlocks() {
	if t := &w.desk.timing.trace; t.on() {
		t.watch(w.post)
	}
}

// Close ends the session; nothing is asked. The window is gone after it.
func (w *Window) Close() {
	w.tips.hide()
	w.stopBlink()
	w.endJournal()
	w.waitForJournals()
	w.desk.editor.Close()
	_ = w.settings.Flush() // nobody is left to be told
	w.win.SetCloseIntercept(nil)
	w.win.Close()
}

// Quit closes the window, after asking about work that no file has.
func (w *Window) Quit() {
	w.unlessUnsaved(func() {
		w.rememberNow()
		w.Close()
		w.quit()
	})
}

func (w *Window) focusPicture() { w.win.Canvas().Focus(w.picture) }

// undo takes back what was typed into the field that has the keyboard, or else the last
// step; redo does it again.
func (w *Window) undo() {
	if !w.inField(&fyne.ShortcutUndo{}) {
		w.desk.undo()
	}
}

func (w *Window) redo() {
	if !w.inField(&fyne.ShortcutRedo{}) {
		w.desk.redo()
	}
}

// inField lets the text field that has the keyboard do what a key means there; false if
// there is none.
func (w *Window) inField(key fyne.Shortcut) bool {
	field, ok := w.win.Canvas().Focused().(fyne.Shortcutable)
	if ok {
		field.TypedShortcut(key)
	}
	return ok
}

func (w *Window) toggleStrokes() {
	w.desk.strokes = !w.desk.strokes
	w.picture.Refresh()
	w.desk.changed()
}

func (w *Window) comparable() bool { return w.desk.isOpen() && w.desk.editor.Before() != nil }

func (w *Window) toggleCompare() {
	if !w.desk.comparing && !w.comparable() {
		return
	}
	w.desk.comparing = !w.desk.comparing
	w.compareAs(func(*comparison) {})
}

func (w *Window) toggleDocks() {
	w.layout.docks = !w.layout.docks
	w.work.Refresh()
	w.picture.Refresh()
	w.desk.changed()
}

func (w *Window) colourAgain() {
	w.desk.timing.begin()
	w.desk.share = 0
	w.desk.editor.Again()
	w.desk.changed()
}

func (w *Window) stopColouring() {
	w.desk.editor.Stop()
	w.desk.changed()
}
