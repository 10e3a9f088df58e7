package ui

import (
	"fmt"
	"path/filepath"
	"slices"
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
	w.ask("Export "+w.desk.name+" first?", w.wouldBeLost(),
		choice{"Cancel", nil, false},
		choice{"Discard", then, false},
		choice{"Export…", func() { w.askExportThen(then) }, true})
}

// wouldBeLost says what is in no file, and since when.
func (w *Window) wouldBeLost() string {
	since := "since it was opened"
	if l := w.last; l.name != "" {
		since = fmt.Sprintf("since %s was exported at %s", l.name, l.at.Format("15:04"))
	}
	return fmt.Sprintf("What you did %s would be lost: %s. An export keeps the picture, not the strokes.",
		since, strings.Join(changesBetween(w.desk.seen, w.desk.editor.Document()), ", "))
}

// changesBetween lists in words what a person changed.
func changesBetween(old, now *canvas.Document) []string {
	edges, hints, kept := 0, 0, 0
	for _, s := range now.Strokes() {
		was, there := old.Stroke(s.ID)
		switch {
		case there && was.Hidden == s.Hidden:
			kept++
		case s.Kind == canvas.Hint:
			hints++
		default:
			edges++
		}
	}
	var list []string
	add := func(n int, what string) {
		if n > 0 {
			list = append(list, count(n, what))
		}
	}
	add(edges, "edge stroke")
	add(hints, "colour hint")
	add(len(old.Strokes())-kept, "erased stroke")
	if !slices.Equal(old.References(), now.References()) {
		list = append(list, "other references")
	}
	if len(list) == 0 {
		list = []string{"other settings"}
	}
	return list
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
	w.desk.timing.line = "Exported " + w.last.name
	w.keep(func() error { return w.memory.SetExport(chosen) })
	w.rememberPicture()
}
