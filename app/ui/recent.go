package ui

import (
	"errors"
	"image"
	"maps"
	"path/filepath"
	"time"

	"keyline/app/memory"
	"keyline/canvas"
)

// recentPicture is one that was opened before.
type recentPicture struct {
	memory.Picture
	thumb   image.Image // nil: none
	missing bool
}

func (r recentPicture) name() string { return filepath.Base(r.Path) }

// Begin shows what is remembered. Call it once the event loop runs; trouble is what
// happened when the list was read, nil for nothing.
func (w *Window) Begin(trouble error) {
	if trouble != nil {
		w.notice = told(trouble)
	}
	w.offerTour()
	w.showRecent()
	w.lookForWork()
}

// keep remembers something beside the window. It is convenience, so a failure is a line
// on the start screen, not a question.
func (w *Window) keep(change func() error) {
	w.job(func() func() {
		err := change()
		return func() {
			if err != nil {
				w.notice = told(err)
			}
			w.showRecent()
		}
	})
}

// showRecent brings start screen and menu up to date with what is remembered and what is
// there: a file on a disk that sleeps is looked for beside the window.
func (w *Window) showRecent() {
	w.lookups++
	mine := w.lookups
	missing := map[bool][]halfKey{false: w.begin.missingHalves(false), true: w.begin.missingHalves(true)}
	w.job(func() func() {
		list := w.lookUp()
		halves := map[halfKey]*image.RGBA{}
		for _, key := range missing[len(list) > 0] {
			halves[key] = key.make(w.samples)
		}
		return func() {
			maps.Copy(w.begin.halves, halves)
			if mine != w.lookups {
				return // a later one knows better
			}
			w.recent = list
			w.begin.show(list, w.notice)
			w.menu.showRecent(list)
		}
	})
}

func (w *Window) lookUp() []recentPicture {
	var list []recentPicture
	for _, p := range w.memory.Pictures() {
		list = append(list, recentPicture{p, w.memory.Thumbnail(p.Path), !w.files.Exists(p.Path)})
	}
	return list
}

// rememberPicture puts the open picture at the top of the list as it looks now.
func (w *Window) rememberPicture() {
	if keep := w.remembering(); keep != nil {
		w.keep(keep)
	}
}

// rememberNow is for the end: a failure would have nobody left to read it.
func (w *Window) rememberNow() {
	if keep := w.remembering(); keep != nil {
		keep()
	}
}

// remembering returns what puts the open picture on the list; nil for one that is no file
// or is there as it is.
func (w *Window) remembering() func() error {
	if !w.desk.isOpen() || w.path == "" || w.desk.editor.Document() == w.remembered {
		return nil
	}
	doc, at := w.desk.editor.Document(), w.desk.timing.clock()
	size := doc.Bounds().Size()
	p := memory.Picture{Path: w.path, Opened: at, Width: size.X, Height: size.Y}
	w.remembered = doc
	return func() error { return w.memory.Keep(p, thumbOf(doc)) }
}

// cardPicture is the size of a small picture on the start screen, units.
var cardPicture = image.Pt(208, 132)

// thumbOf makes a small picture of a page, at twice its size.
func thumbOf(doc *canvas.Document) image.Image {
	return coverSubject(canvas.Flatten(doc, doc.Bounds(), canvas.FlattenOptions{}), cardPicture.Mul(2))
}

// openRecent opens a picture of the list, or says that it is gone.
func (w *Window) openRecent(r recentPicture) {
	if !r.missing {
		w.OpenFiles(r.Path)
		return
	}
	w.job(func() func() {
		back, folder := w.files.Exists(r.Path), w.folderNear(r.Path) // its disk may be connected by now
		return func() {
			if w.showRecent(); back {
				w.OpenFiles(r.Path)
				return
			}
			w.askMissing(r, folder)
		}
	})
}

func (w *Window) askMissing(r recentPicture, folder string) {
	w.ask(trf("%s is not there", r.name()), trf("It was in %s. It may have been moved or renamed, or its disk is not connected.", filepath.Dir(r.Path)),
		choice{tr("Close"), nil, false},
		choice{tr("Remove from list"), func() { w.forget(r) }, false},
		choice{tr("Locate…"), func() { w.locateRecent(r, folder) }, true})
}

// folderNear is the folder that a file was in, or the nearest above it that is there.
func (w *Window) folderNear(path string) string {
	folder := filepath.Dir(path)
	for up := filepath.Dir(folder); up != folder && !w.files.Exists(folder); up = filepath.Dir(folder) {
		folder = up
	}
	return folder
}

// locateRecent lets the file of a recent picture be chosen where it is now, and opens it.
func (w *Window) locateRecent(r recentPicture, folder string) {
	w.folder = folder
	w.askFile(trf("Locate %s", r.name()), func(path string) { w.located(r, path) })
}

// located gives a recent picture another place, with its day and small picture.
func (w *Window) located(r recentPicture, path string) {
	moved := r.Picture
	moved.Path = absolute(path)
	w.keep(func() error {
		return errors.Join(w.memory.Forget(r.Path), w.memory.Keep(moved, r.thumb))
	})
	w.OpenFiles(path)
}

// forget takes a picture off the list; its file stays.
func (w *Window) forget(r recentPicture) {
	w.keep(func() error { return w.memory.Forget(r.Path) })
}

// askClearRecent empties the list of recent pictures after asking.
func (w *Window) askClearRecent() {
	w.ask(tr("Clear the list of recent pictures?"), tr("The files stay where they are."),
		choice{tr("Cancel"), nil, false},
		choice{tr("Clear"), func() { w.keep(w.memory.ForgetAll) }, true})
}

// dayText writes when something was, shorter the nearer it is.
func dayText(t, now time.Time) string {
	t = t.In(now.Location())
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch {
	case !t.Before(midnight) && t.Before(midnight.AddDate(0, 0, 1)):
		return trf("Today, %s", t.Format("15:04"))
	case !t.Before(midnight.AddDate(0, 0, -1)) && t.Before(midnight):
		return tr("Yesterday")
	case t.Year() == now.Year():
		return t.Format(tr("2 Jan"))
	}
	return t.Format(tr("2 Jan 2006"))
}
