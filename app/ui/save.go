package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// saving asks where to write a file that needs no choices but its name. It is our own
// dialog: Fyne's empties a file that exists before the new one is written.
type saving struct {
	w      *Window
	title  string
	button string // what it does, where that is not the title
	ending string // that the file's name must have; "": any
	path   *lineEntry
	then   func(path string)
	close  func()
}

// askExportEdges asks where to write the edge strokes.
func (w *Window) askExportEdges() {
	s := newSaving(w, tr("Export edge strokes"), exportName(w.desk.name, "edges"), w.exportEdgesTo)
	s.show(tr("A transparent picture with black strokes, for keyline-cli colorize --edges."))
}

func newSaving(w *Window, title, name string, then func(path string)) *saving {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(w.exportFolder(w.memory.Export()), name)
	}
	return &saving{w: w, title: title, then: then, path: newLineEntry(path, w.dialogKey, nil)}
}

func (s *saving) show(note string) {
	browse := newPushButton(tr("Folder…"), s.w.dialogKey, s.browse)
	body := container.NewVBox(container.NewBorder(nil, nil, nil, browse, s.path), newLabel(note, sizeCaption, colorText3))
	d := dialog.NewCustomWithoutButtons(s.title, body, s.w.win)
	if s.button == "" {
		s.button = s.title
	}
	export := newPushButton(s.button, s.w.dialogKey, s.accept)
	export.Importance = widget.HighImportance
	d.SetButtons([]fyne.CanvasObject{newPushButton(tr("Cancel"), s.w.dialogKey, d.Hide), export})
	d.Resize(fyne.NewSize(560, 200))
	s.close = d.Hide
	s.w.track(d).enter = s.accept
	d.Show()
	s.w.win.Canvas().Focus(s.path)
}

// accept goes on with the name, after asking if a file would be replaced.
func (s *saving) accept() {
	path := s.path.Text
	if path == "" {
		return
	}
	if !strings.EqualFold(filepath.Ext(path), s.ending) && s.ending != "" {
		path += s.ending
	}
	s.close()
	s.w.folder = filepath.Dir(path)
	save := func() { s.then(path) }
	if !s.w.files.Exists(path) {
		save()
		return
	}
	s.w.ask(tr("Replace the file?"), trf("%s exists.", path), choice{tr("Cancel"), nil, false}, choice{tr("Replace"), save, true})
}

// browse lets the folder be chosen.
func (s *saving) browse() {
	s.w.askFolder(filepath.Dir(s.path.Text), func(folder string) {
		s.path.SetText(filepath.Join(folder, filepath.Base(s.path.Text)))
	})
}

// askFolder lets a folder be chosen, from one on.
func (w *Window) askFolder(from string, then func(folder string)) {
	d := dialog.NewFolderOpen(func(at fyne.ListableURI, err error) {
		if err == nil && at != nil {
			then(at.Path())
		}
	}, w.win)
	w.folder = from
	w.showFiles(d)
}
