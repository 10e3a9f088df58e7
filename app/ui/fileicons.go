package ui

import (
	"bytes"
	"image/png"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/storage/repository"
	"fyne.io/fyne/v2/theme"
)

// fileIcon is the longest side of a small picture in a file dialog, px: twice its size.
const fileIcon = 128

// fileIcons shows the pictures of a folder small while a file dialog is open. Fyne's dialog
// draws files that bring an icon with it, [fyne.URIWithIcon]; it asks the files' repository
// for all there is in a folder, so that is where they get one.
type fileIcons struct {
	localFiles
	kinds   storage.FileFilter
	read    func(path string) (fyne.Resource, error)
	job     func(work func() (then func()))
	refresh func() // the dialog

	made   map[string]fyne.Resource // by path; nil: there is none, or not yet
	wanted []string                 // those on show that have none, the last asked for at the end
	busy   bool
	closed bool
}

// localFiles are all that Fyne does with files.
type localFiles interface {
	repository.ListableRepository
	repository.HierarchicalRepository
	repository.AppendableRepository
	repository.DeleteAllRepository
	repository.CopyableRepository
	repository.MovableRepository
}

// showFileIcons gives files icons until it is called back; what cannot have any stays as
// it is.
func (w *Window) showFileIcons(kinds storage.FileFilter, refresh func()) (f *fileIcons, end func()) {
	plain, err := repository.ForScheme("file")
	files, ok := plain.(localFiles)
	if err != nil || !ok {
		return nil, func() {}
	}
	f = &fileIcons{localFiles: files, kinds: kinds, read: w.fileIcon, job: w.job, refresh: refresh, made: map[string]fyne.Resource{}}
	repository.Register("file", f)
	return f, func() {
		f.closed = true
		repository.Register("file", plain)
	}
}

// fileIcon reads a picture small.
func (w *Window) fileIcon(path string) (fyne.Resource, error) {
	img, err := w.files.Small(path, fileIcon)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := png.Encode(&file, img); err != nil {
		return nil, err
	}
	return fyne.NewStaticResource(filepath.Base(path)+".png", file.Bytes()), nil
}

// List implements [repository.ListableRepository].
func (f *fileIcons) List(folder fyne.URI) ([]fyne.URI, error) {
	list, err := f.localFiles.List(folder)
	pictures := pictureFiles()
	for i, file := range list {
		if pictures.Matches(file) {
			list[i] = pictureFile{file, f}
		}
	}
	return list, err
}

// Matches implements [storage.FileFilter]: a picture shows no ending.
func (f *fileIcons) Matches(file fyne.URI) bool {
	if p, ok := file.(pictureFile); ok {
		file = p.URI
	}
	return f.kinds.Matches(file)
}

// pictureFile is a file with its picture for an icon.
type pictureFile struct {
	fyne.URI
	icons *fileIcons
}

// Icon implements [fyne.URIWithIcon]; the dialog asks for those on show.
func (p pictureFile) Icon() fyne.Resource {
	if icon := p.icons.of(p.Path()); icon != nil {
		return icon
	}
	return theme.FileImageIcon()
}

// Extension implements [fyne.URI]: the dialog writes it over the icon.
func (p pictureFile) Extension() string {
	if p.icons.made[p.Path()] != nil {
		return ""
	}
	return p.URI.Extension()
}

// of is the icon of a file, nil while there is none.
func (f *fileIcons) of(path string) fyne.Resource {
	icon, known := f.made[path]
	if !known && !f.closed {
		f.made[path] = nil
		f.wanted = append(f.wanted, path)
		f.next()
	}
	return icon
}

// next makes the icon that was asked for last: it is on show most likely.
func (f *fileIcons) next() {
	if f.busy || f.closed || len(f.wanted) == 0 {
		return
	}
	path := f.wanted[len(f.wanted)-1]
	f.wanted = f.wanted[:len(f.wanted)-1]
	f.busy = true
	f.job(func() func() {
		icon, err := f.read(path)
		return func() {
			f.busy = false
			if err == nil && !f.closed { // else it has the icon of its kind
				f.made[path] = icon
				f.refresh()
			}
			f.next()
		}
	})
}
