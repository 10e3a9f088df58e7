package ui

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// saving asks where to write a picture. It is our own dialog: Fyne's empties a file that
// exists before the new one is written.
type saving struct {
	w     *Window
	title string
	path  *widget.Entry
	lines *widget.Check
	then  func(path string, lines bool)
	close func()
}

// askExportThen asks where to write the picture, writes it and goes on.
func (w *Window) askExportThen(then func()) {
	s := newSaving(w, "Export", exportName(w.desk.name, "colour"), func(path string, lines bool) { w.exportTo(path, lines, then) })
	s.lines.SetChecked(w.desk.lines)
	s.show("The ending chooses the format: .png, .webp or .jpg.", s.lines)
}

// askExportEdges asks where to write the edge strokes.
func (w *Window) askExportEdges() {
	s := newSaving(w, "Export edge strokes", exportName(w.desk.name, "edges"), func(path string, _ bool) { w.exportEdgesTo(path) })
	s.show("A transparent picture with black strokes, for keyline-cli colorize --edges.")
}

func newSaving(w *Window, title, name string, then func(path string, lines bool)) *saving {
	s := &saving{w: w, title: title, then: then, path: widget.NewEntry(), lines: widget.NewCheck("With lines", nil)}
	folder := w.folder
	if home, err := os.UserHomeDir(); folder == "" && err == nil {
		folder = home
	}
	s.path.SetText(filepath.Join(folder, name))
	s.path.OnSubmitted = func(string) { s.accept() }
	return s
}

func (s *saving) show(note string, more ...fyne.CanvasObject) {
	browse := widget.NewButton("Folder…", s.browse)
	body := container.NewVBox(container.NewBorder(nil, nil, nil, browse, s.path), newLabel(note, sizeCaption, colorText3))
	for _, o := range more {
		body.Add(o)
	}
	d := dialog.NewCustomWithoutButtons(s.title, body, s.w.win)
	export := widget.NewButton(s.title, s.accept)
	export.Importance = widget.HighImportance
	d.SetButtons([]fyne.CanvasObject{widget.NewButton("Cancel", d.Hide), export})
	d.Resize(fyne.NewSize(560, 200))
	s.close = d.Hide
	s.w.track(d)
	d.Show()
	s.w.win.Canvas().Focus(s.path)
}

// accept goes on with the name, after asking if a file would be replaced.
func (s *saving) accept() {
	path := s.path.Text
	if path == "" {
		return
	}
	s.close()
	s.w.folder = filepath.Dir(path)
	save := func() { s.then(path, s.lines.Checked) }
	if !s.w.files.Exists(path) {
		save()
		return
	}
	s.w.ask("Replace the file?", path+" exists.", choice{"Cancel", nil, false}, choice{"Replace", save, true})
}

// browse lets the folder be chosen.
func (s *saving) browse() {
	d := dialog.NewFolderOpen(func(at fyne.ListableURI, err error) {
		if err == nil && at != nil {
			s.path.SetText(filepath.Join(at.Path(), filepath.Base(s.path.Text)))
		}
	}, s.w.win)
	s.w.folder = filepath.Dir(s.path.Text)
	s.w.locate(d)
	s.w.track(d)
	d.Show()
}
