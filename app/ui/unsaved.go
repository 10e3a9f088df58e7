package ui

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"keyline/app/memory"
	"keyline/canvas"
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
	title, keep := "Export "+w.desk.name+" first?", choice{"Export…", func() { w.askExportThen(then) }, true}
	if w.desk.onlyPaletteUnsaved() {
		title, keep = "Save the palette first?", choice{"Save palette…", func() { w.askSavePaletteThen(then) }, true}
	}
	w.ask(title, w.wouldBeLost(), choice{"Cancel", nil, false}, choice{"Discard", then, false}, keep)
}

// wouldBeLost says what is in no file, and since when.
func (w *Window) wouldBeLost() string {
	since := "since it was opened"
	if l := w.last; l.name != "" {
		since = fmt.Sprintf("since %s was exported at %s", l.name, l.at.Format("15:04"))
	}
	text := fmt.Sprintf("What you did %s would be lost: %s.", since, strings.Join(w.desk.changes(), ", "))
	if !w.desk.onlyPaletteUnsaved() {
		text += " An export keeps the picture, neither strokes nor palette."
	}
	return text
}

// savedText says in a few words whether what is on the desk is in a file; "" where there
// is nothing to say yet.
func (w *Window) savedText() string {
	switch {
	case !w.desk.isOpen():
		return ""
	case w.desk.unsaved():
		return "Unsaved changes"
	case w.last.name != "":
		return "Exported " + w.last.at.Format("15:04")
	}
	return ""
}

func (w *Window) closePicture() {
	w.unlessUnsaved(func() {
		w.rememberPicture()
		w.desk.close()
		w.showRecent()
	})
}

// exported notes that a document is in a file now.
func (w *Window) exported(doc *canvas.Document, path string, chosen memory.Export) {
	w.desk.seen = doc
	w.exports++
	w.last = lastExport{filepath.Base(path), w.desk.timing.clock()}
	w.desk.timing.line = "Wrote " + w.last.name
	w.keep(func() error { return w.memory.SetExport(chosen) })
	w.rememberPicture()
}
