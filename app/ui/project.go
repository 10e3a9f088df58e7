package ui

import (
	"context"
	"image"
	"path/filepath"
	"strings"
	"time"

	"keyline/canvas"
	"keyline/canvas/layered"
	"keyline/canvas/lineart"
	"keyline/canvas/project"
)

// Projects opens and saves project files; the errors say what to do about them.
type Projects interface {
	// IsProject tells by its name whether a file may be one.
	IsProject(path string) bool
	// Open reads a project; found is false for a file that another program made, which has
	// none in it and no error for that.
	Open(path string) (p project.Project, found bool, err error)
	// Save writes one, whole or not at all, and tells the share that is written.
	Save(ctx context.Context, path string, p project.Project, progress func(share float64)) error
}

// projectEnding is that of the files that are saved.
const projectEnding = ".ora"

// read opens a file as a project or as a sketch. Of a sketch with several layers it returns
// those, to be chosen from, and nothing opened.
func (w *Window) read(path string) (o opened, layers layered.Picture, err error) {
	if w.projects.IsProject(path) {
		p, found, err := w.projects.Open(path)
		if found || err != nil {
			return opened{project: &p}, layers, err
		}
	}
	layers, err = w.files.OpenLayers(path)
	if err != nil || len(layers.Painted()) > 1 {
		return o, layers, err
	}
	img, err := w.flat(path, layers)
	if err != nil {
		return o, layers, err
	}
	o.page.Lines = canvas.NewLines(img)
	if lineart.IsTinted(img) {
		o.scan = img
	}
	return o, layers, nil
}

// flat is the picture of a file of which these layers were read, if it has any.
func (w *Window) flat(path string, layers layered.Picture) (image.Image, error) {
	if layers.Size != (image.Point{}) {
		return layers.Flat(), nil
	}
	return w.files.Open(path)
}

// project is what is on the desk, as it is kept.
func (w *Window) project() project.Project {
	p := project.Project{Document: w.desk.editor.Document(), LongSide: w.desk.editor.LongSide()}
	for _, r := range w.desk.references {
		p.References = append(p.References, project.Note{Name: r.name, Swatches: r.swatches})
	}
	return p
}

// fileName proposes a name for the project's file: that of the picture.
func (w *Window) fileName() string {
	if w.file != "" {
		return w.file
	}
	folder := filepath.Dir(w.path)
	if w.path == "" {
		folder = w.exportFolder(w.memory.Export())
	}
	name := strings.TrimSuffix(w.desk.name, filepath.Ext(w.desk.name))
	return filepath.Join(folder, name+projectEnding)
}

// storing is a project being written.
type storing struct {
	share float64
	slow  bool   // it takes more than a second
	next  func() // follows at once: it was asked for meanwhile
}

// slowSave is after how long a save shows how far it is.
const slowSave = time.Second

func (w *Window) saveNow() { w.saveThen(func() {}) }

// saveThen saves the open picture and goes on once that is done; one that has no file yet
// asks for its name.
func (w *Window) saveThen(then func()) {
	if w.file == "" {
		w.askSaveAsThen(then)
		return
	}
	w.saveTo(w.file, then)
}

func (w *Window) askSaveAs() { w.askSaveAsThen(func() {}) }

func (w *Window) askSaveAsThen(then func()) {
	s := newSaving(w, tr("Save as"), w.fileName(), func(path string) { w.saveTo(path, then) })
	s.ending, s.button = projectEnding, tr("Save")
	s.show(trf("Layers for Krita, GIMP and others; your strokes for Keyline. What the file had before is kept as %s", projectEnding+"~"))
}

// saveTo writes the project to a file once the pen is up and the colours of the last
// stroke are there.
func (w *Window) saveTo(path string, then func()) {
	if w.storing != nil {
		w.storing.next = func() { w.saveTo(path, then) }
		return
	}
	d := w.desk
	if e := d.editor; e.PenIsDown() || !e.Settled() && !e.Colouring() {
		w.settled = func() { w.saveTo(path, then) }
		return
	}
	w.store(path, w.project(), then)
}

func (w *Window) store(path string, p project.Project, then func()) {
	path = absolute(path)
	s, picture := &storing{}, w.desk.opened
	w.storing = s
	cancel := w.later(slowSave, func() {
		s.slow = true
		w.changed()
	})
	progress := func(share float64) {
		w.post(func() {
			s.share = share
			if s.slow {
				w.changed()
			}
		})
	}
	w.job(func() func() {
		err := w.projects.Save(context.Background(), path, p, progress)
		return func() {
			cancel()
			w.storing = nil
			w.stored(path, p, picture, err, then)
			if s.next != nil && w.desk.isOpen() && w.desk.opened == picture {
				s.next()
			}
		}
	})
}

// stored follows a save.
func (w *Window) stored(path string, p project.Project, picture int, err error, then func()) {
	if err != nil {
		w.failSaving(path, err, then)
		return
	}
	w.saves++
	if w.desk.isOpen() && w.desk.opened == picture {
		w.file, w.path, w.desk.name = path, path, filepath.Base(path)
		w.desk.seen, w.savedAt = p.Document, w.desk.timing.clock()
		w.remembered = nil
		w.rememberPicture()
	}
	w.changed()
	then()
}

// failSaving says that a save failed, and what is safe all the same.
func (w *Window) failSaving(path string, err error, then func()) {
	safe := tr("Your work is in memory as long as this window is open.")
	if w.journal.safe() {
		safe = tr("Your work is safe in the journal.")
	}
	w.ask(trf("Could not save %s", filepath.Base(path)), told(err)+"\n\n"+safe,
		choice{tr("Close"), nil, false},
		choice{tr("Try again"), func() { w.saveTo(path, then) }, false},
		choice{tr("Save elsewhere…"), func() { w.askSaveAsThen(then) }, true})
}

// goOnSettled takes up what waits for the pen and for the colours of the last stroke.
func (w *Window) goOnSettled() {
	if w.settled == nil {
		return
	}
	e := w.desk.editor
	switch {
	case !w.desk.isOpen():
		w.settled = nil
	case !e.PenIsDown() && (e.Settled() || e.Colouring()):
		then := w.settled
		w.settled = nil
		then()
	}
}
