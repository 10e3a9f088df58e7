package ui

import (
	"path/filepath"

	"keyline/app/journal"
	"keyline/canvas"
)

// journaling is the journal of the open picture. The zero value and nil keep nothing.
type journaling struct {
	journal *journal.Journal

	doc    *canvas.Document // noted last
	head   journal.Head
	saved  bool
	number uint64 // of that note

	kept    uint64
	problem error // why later notes are not kept
	shown   error // the problem that was told
}

// begin starts the journal of the picture that was opened; start makes one.
func (w *Window) beginJournal(start func(told func(journal.Status)) *journal.Journal) {
	k := &journaling{}
	w.journal = k
	if start == nil {
		return
	}
	k.journal = start(func(s journal.Status) {
		w.post(func() {
			k.take(s)
			if w.journal == k {
				w.changed()
			}
		})
	})
}

func (k *journaling) take(s journal.Status) {
	k.problem = s.Err
	k.kept = max(k.kept, s.Kept)
}

// endJournal closes the journal of the picture that goes. It does not wait for the disk.
func (w *Window) endJournal() {
	if k := w.journal; k != nil && k.journal != nil {
		k.journal.End()
		w.ended = append(w.ended, k.journal)
	}
	w.journal = nil
}

// waitForJournals returns when what was noted is on the disk, or could not be.
func (w *Window) waitForJournals() {
	for _, j := range w.ended {
		j.Wait()
	}
	w.ended = nil
}

// note gives the journal what is on the desk, once the pen is up.
func (w *Window) note() {
	k := w.journal
	if k == nil || k.journal == nil || !w.desk.isOpen() || w.desk.editor.PenIsDown() {
		return
	}
	doc, saved, head := w.desk.editor.Document(), !w.desk.unsaved(), w.head()
	if doc == k.doc && saved == k.saved && head == k.head {
		return
	}
	k.doc, k.saved, k.head = doc, saved, head
	k.number = k.journal.Note(w.project(), head, saved)
}

func (w *Window) head() journal.Head {
	h := journal.Head{Name: w.desk.name, Path: w.file}
	if w.path != w.file {
		h.From = w.path
	}
	return h
}

// safe tells whether all that was done is on the disk.
func (k *journaling) safe() bool {
	return k != nil && k.journal != nil && k.problem == nil && k.kept >= k.number
}

// failing is why unsaved work is in memory alone; nil if it is not.
func (k *journaling) failing() error {
	if k == nil {
		return nil
	}
	return k.problem
}

// warnOnce says that unsaved work cannot be kept, once each time that begins.
func (w *Window) warnOnce() {
	k := w.journal
	err := k.failing()
	if err == nil {
		if k != nil {
			k.shown = nil
		}
		return
	}
	if k.shown != nil || len(w.dialogs) > 0 || w.desk.isOpen() && w.desk.editor.PenIsDown() {
		return
	}
	k.shown = err
	w.ask(tr("Your strokes are in memory only"), told(err)+"\n\n"+
		tr("Nothing is lost as long as this window is open, and it is tried again every two seconds. To be safe, save to a place that works."),
		choice{tr("Close"), nil, false}, choice{tr("Save as…"), w.askSaveAs, true})
}

// nameOf is how a piece of unsaved work is called.
func nameOf(h journal.Head) string {
	if h.Name == "" {
		return filepath.Base(h.Path)
	}
	return h.Name
}
