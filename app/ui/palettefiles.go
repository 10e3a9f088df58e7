package ui

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/storage"

	"keyline/canvas/palette"
)

// paletteEndings are those that can be read and written, beside those of other cases.
var paletteEndings = []string{".gpl", ".ase", ".aco", ".GPL", ".ASE", ".ACO"}

func paletteFiles() storage.FileFilter { return storage.NewExtensionFileFilter(paletteEndings) }

// referenceFiles are pictures, and palettes that can stand in for one.
func referenceFiles() storage.FileFilter {
	pictures := pictureFiles().(*storage.ExtensionFileFilter).Extensions
	return storage.NewExtensionFileFilter(append(pictures, paletteEndings...))
}

// apart sorts files into pictures and palettes, each in their order.
func apart(paths []string) (pictures, palettes []string) {
	for _, path := range paths {
		if palette.IsFile(path) {
			palettes = append(palettes, path)
		} else {
			pictures = append(pictures, path)
		}
	}
	return pictures, palettes
}

// readReference reads a picture, or a palette to stand in for one.
func (w *Window) readReference(path string) (reference, error) {
	if !palette.IsFile(path) {
		img, err := w.files.Open(path)
		if err != nil {
			return reference{}, err
		}
		return reference{name: filepath.Base(path), img: nrgbaOf(img)}, nil
	}
	list, err := w.files.OpenPalette(path)
	if err != nil {
		return reference{}, err
	}
	return newSheet(filepath.Base(path), list), nil
}

// LoadPalettes adds the colours of palette files to the palette of the open picture.
func (w *Window) LoadPalettes(paths ...string) {
	if !w.desk.isOpen() {
		w.fail(fmt.Errorf("%s is a palette; open a sketch first and then the palette, or drop both together", filepath.Base(paths[0])))
		return
	}
	w.job(func() func() {
		lists := make([][]palette.Swatch, len(paths))
		var failed error
		for i, path := range paths {
			list, err := w.files.OpenPalette(path)
			lists[i], failed = list, errors.Join(failed, err)
		}
		return func() { w.takePalettes(paths, lists, failed) }
	})
}

// takePalettes puts what was read into the dock, each file an undo step.
func (w *Window) takePalettes(paths []string, lists [][]palette.Swatch, failed error) {
	if !w.desk.isOpen() {
		return
	}
	for i, list := range lists {
		if len(list) > 0 {
			failed = errors.Join(failed, w.desk.loadPalette(filepath.Base(paths[i]), list))
		}
	}
	if failed != nil {
		w.fail(failed)
	}
}

// askPalette lets a palette file be chosen and loads it.
func (w *Window) askPalette() {
	w.askFileOf(tr("Load palette"), paletteFiles(), func(p string) { w.LoadPalettes(p) })
}

// askSavePalette asks where to write the palette.
func (w *Window) askSavePalette() {
	name := strings.TrimSuffix(exportName(w.desk.name, "palette"), ".png") + ".gpl"
	s := newSaving(w, tr("Save palette"), name, w.savePaletteTo)
	s.show(tr("The ending chooses the format: .gpl (GIMP, Krita), .ase or .aco (Adobe)."))
}

// savePaletteTo writes the palette to a file.
func (w *Window) savePaletteTo(path string) {
	opened, list := w.desk.opened, w.desk.palette
	w.job(func() func() {
		err := w.files.SavePalette(path, list)
		return func() {
			if err != nil {
				w.fail(err)
				return
			}
			w.exports++
			if w.desk.isOpen() && w.desk.opened == opened {
				w.desk.filed = list
				w.desk.timing.line = trf("Wrote %s", filepath.Base(path))
			}
		}
	})
}
