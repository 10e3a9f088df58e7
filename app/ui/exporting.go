package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"keyline/app/memory"
)

// exporting is an export being chosen, made, shown and written. The file is made while
// the dialog is open, anew with every choice; Export writes those very bytes.
type exporting struct {
	w       *Window
	form    *exportForm
	choices memory.Export
	then    func() // after the file is written
	maker   maker

	made    made  // the last file that was made
	wanted  order // of the one that is being made
	busy    bool  // one is; the next waits for it
	stop    context.CancelFunc
	path    string // to be written when the file is made; "" as long as none is asked for
	writing bool
	problem string
	ended   bool
}

// askExportThen opens the export dialog; then follows once a file is written.
func (w *Window) askExportThen(then func()) {
	w.desk.editor.PenCancel()
	e := &exporting{w: w, choices: lastChoices(w.memory.Export()), then: then, maker: maker{codec: w.codec}, stop: func() {}}
	e.form = newExportForm(e, filepath.Join(w.exportFolder(e.choices), withEnding(exportName(w.desk.name, "colour"), e.choices.Ending)))
	w.exporting = e
	e.form.show()
	e.ask()
}

// exportFolder is where a file went last, or the first place to offer.
func (w *Window) exportFolder(last memory.Export) string {
	if w.folder != "" {
		return w.folder
	}
	if last.Folder != "" && w.files.Exists(last.Folder) {
		return last.Folder
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}

// order is what the choices ask for now. Colours that came meanwhile are in it.
func (e *exporting) order() order { return orderOf(e.w.desk.editor.Document(), e.choices) }

// follow takes up colours that came while the dialog is open, once all are there.
func (e *exporting) follow() {
	if e.w.desk.editor.Settled() && e.made.order != e.order() || e.path != "" {
		e.ask()
	}
}

// choose changes the choices and makes their file.
func (e *exporting) choose(change func(*memory.Export)) {
	change(&e.choices)
	e.problem = ""
	e.ask()
}

// ask makes the file of the present choices unless it is there. One is made at a time:
// another that is on its way is given up and followed by this one.
func (e *exporting) ask() {
	want := e.order()
	switch {
	case e.ended || e.writing:
		return
	case e.busy:
		if e.wanted != want {
			e.stop()
		}
	case e.made.order != want:
		e.start(want)
	case e.path != "" && e.made.err == nil && e.w.desk.editor.Settled(): // else the colours come first
		e.write()
	}
	e.form.update()
}

func (e *exporting) start(want order) {
	ctx, stop := context.WithCancel(context.Background())
	e.busy, e.stop, e.wanted = true, stop, want
	e.form.stage("", 0)
	tell := func(what phrase, share float64) { e.w.post(func() { e.form.stage(what.String(), share) }) }
	e.w.job(func() func() {
		m := e.maker.make(ctx, want, tell)
		stop()
		return func() { e.finish(m) }
	})
}

// finish takes a file that was made, or what went wrong.
func (e *exporting) finish(m made) {
	e.busy = false
	if e.ended {
		return
	}
	if !errors.Is(m.err, context.Canceled) {
		e.made = m
		e.form.preview.show(m.shown)
		if m.err != nil {
			e.fail(m.err)
		}
	}
	e.ask()
}

// accept starts to write the file of the name in the form.
func (e *exporting) accept() {
	path, err := e.named()
	switch {
	case e.path != "" || e.ended:
		return // it is on its way
	case err != nil:
		e.fail(err)
		return
	}
	save := func() {
		e.path, e.problem = path, ""
		if e.made.err != nil {
			e.made = made{} // try again
		}
		e.ask()
	}
	if !e.w.files.Exists(path) {
		save()
		return
	}
	e.w.ask(tr("Replace the file?"), trf("%s exists.", path), choice{tr("Cancel"), nil, false}, choice{tr("Replace"), save, true})
}

// named reads the file's name; one without an ending gets that of the format.
func (e *exporting) named() (string, error) {
	path := strings.TrimSpace(e.form.path.Text)
	switch {
	case path == "" || strings.HasSuffix(path, string(filepath.Separator)):
		return "", errors.New("the file has no name; type one after the folder")
	case filepath.Ext(path) == "":
		path += e.choices.Ending
	case endingOf(path) == "":
		return "", fmt.Errorf("%s: Keyline writes %s", filepath.Base(path), strings.Join(endings(), ", "))
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(e.w.exportFolder(e.choices), path)
	}
	return path, nil
}

// typed follows a name whose ending says another format.
func (e *exporting) typed(path string) {
	if ending := endingOf(path); ending != "" && ending != e.choices.Ending {
		e.form.formats.set(slices.Index(endings(), ending))
		e.choose(func(c *memory.Export) { c.Ending = ending })
	}
}

// write puts the file that was made in its place.
func (e *exporting) write() {
	ctx, stop := context.WithCancel(context.Background())
	e.writing, e.stop = true, stop
	path, file, codec := e.path, e.made.file, e.w.codec
	e.w.job(func() func() {
		err := codec.Write(ctx, path, file)
		stop()
		return func() { e.written(path, err) }
	})
}

// written says what became of a file. One that was written before Cancel reached it
// counts.
func (e *exporting) written(path string, err error) {
	e.path, e.writing = "", false
	if err != nil {
		if !e.ended {
			e.fail(err)
		}
		return
	}
	w := e.w
	w.folder = filepath.Dir(path)
	e.choices.Folder = w.folder
	w.exported(path, e.choices)
	if !e.ended {
		e.form.hide()
		e.then()
	}
}

// fail says in the dialog what went wrong; the name can be changed and tried again.
func (e *exporting) fail(err error) {
	e.path, e.problem = "", told(err)
	e.form.update()
}

// state is what tests wait for; "closed" without a dialog.
func (e *exporting) state() string {
	switch {
	case e == nil:
		return "closed"
	case e.problem != "":
		return "failed"
	case e.busy || e.path != "":
		return "busy"
	}
	return strings.TrimPrefix(e.made.order.ending, ".")
}

// end gives up whatever is going on; nothing half-written is left.
func (e *exporting) end() {
	e.ended = true
	e.stop()
	e.made.file, e.made.shown = nil, seen{} // they may be large, and the dialog's widgets live on for a while
	e.w.exporting = nil
}
