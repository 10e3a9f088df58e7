package ui

import (
	"path/filepath"
	"strings"
	"time"

	"keyline/app/memory"
)

// lastExport is the newest file of the open picture. The zero value: there is none.
type lastExport struct {
	name string
	at   time.Time
}

// unlessUnsaved goes on at once, or after the person let go of unsaved work.
func (w *Window) unlessUnsaved(then func()) {
	if !w.desk.unsaved() {
		then()
		return
	}
	if len(w.dialogs) > 0 {
		return // it wants an answer first
	}
	w.ask(trf("Save %s first?", w.desk.name), w.wouldBeLost(),
		choice{tr("Cancel"), nil, false}, choice{tr("Discard"), then, false}, choice{tr("Save"), func() { w.saveThen(then) }, true})
}

// wouldBeLost says what is in no file, and since when.
func (w *Window) wouldBeLost() string {
	since := tr("since it was opened")
	if !w.savedAt.IsZero() {
		since = trf("since it was saved at %s", w.savedAt.Format("15:04"))
	}
	text := trf("What you did %s is in no file: %s.", since, strings.Join(w.desk.changes(), ", "))
	if w.journal.safe() {
		text += " " + tr("Discarded, it can be recovered for 30 days from the File menu.")
	}
	return text
}

// savedText says in a few words whether what is on the desk is in a file; "" where there
// is nothing to say yet.
func (w *Window) savedText() string {
	switch {
	case !w.desk.isOpen():
		return ""
	case w.desk.unsaved() && w.journal.failing() != nil:
		return tr("Unsaved changes, in memory only")
	case w.desk.unsaved():
		return tr("Unsaved changes")
	case !w.savedAt.IsZero():
		return trf("Saved %s", w.savedAt.Format("15:04"))
	case w.last.name != "":
		return trf("Exported %s", w.last.at.Format("15:04"))
	}
	return ""
}

func (w *Window) closePicture() {
	w.unlessUnsaved(w.leavePicture)
}

// leavePicture goes back to the start screen; nothing is asked.
func (w *Window) leavePicture() {
	w.rememberPicture()
	w.endJournal()
	w.desk.close()
	w.file, w.settled = "", nil
	w.showRecent()
}

// exported notes that a picture was written. Its strokes are in no file for that.
func (w *Window) exported(path string, chosen memory.Export) {
	w.exports++
	w.last = lastExport{filepath.Base(path), w.desk.timing.clock()}
	w.desk.timing.line = trf("Wrote %s", w.last.name)
	w.keep(func() error { return w.memory.SetExport(chosen) })
	w.rememberPicture()
}
