package ui

import (
	"image"
	"image/color"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"keyline/canvas/palette"
)

// dropped takes files dropped on the window: over the docks they are references, on the
// start screen a sketch with its references. Over the picture they could be either, and
// nobody is told so while the pointer still holds them, so the question comes after.
func (w *Window) dropped(at fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		paths = append(paths, u.Path())
	}
	w.receive(paths, w.desk.isOpen() && w.overDock(at))
}

// receive takes files that came from outside, over the docks or elsewhere.
func (w *Window) receive(paths []string, overDock bool) {
	pictures, palettes := apart(paths)
	switch {
	case len(paths) == 0 || len(w.dialogs) > 0:
	case len(pictures) == 0:
		w.LoadPalettes(palettes...)
	case !w.desk.isOpen():
		w.openDropped(append(pictures, palettes...))
	case overDock:
		w.AddReferences(paths...)
	case len(w.desk.references) == 0:
		w.addIfColoured(append(pictures, palettes...))
	default:
		w.askDropped(append(pictures, palettes...))
	}
}

func (w *Window) askDropped(paths []string) {
	name, open, add := filepath.Base(paths[0]), tr("Open as sketch"), tr("Add as reference")
	text := trf("Is it the next sketch, or a coloured picture to take the colours of %s from? Dropped on the docks, it is a reference at once.", w.desk.name)
	if len(paths) > 1 {
		name = trf("%s and %d more", name, len(paths)-1)
		open, add = tr("Open with references"), tr("Add as references")
		text = trf("Is %s the next sketch and the rest its references, or are all of them references of %s?", filepath.Base(paths[0]), w.desk.name)
	}
	w.ask(name, text, choice{tr("Cancel"), nil, false},
		choice{open, func() { w.OpenFiles(paths...) }, false},
		choice{add, func() { w.AddReferences(paths...) }, true})
}

// overDock tells whether a place in the window is in the docks.
func (w *Window) overDock(at fyne.Position) bool {
	return w.layout.docks && at.X >= w.win.Canvas().Size().Width-w.dock.content.Size().Width
}

// openDropped opens the line art among the files as a sketch and the others as its
// references: file managers pass them in any order.
func (w *Window) openDropped(paths []string) {
	if len(paths) == 1 {
		w.OpenFiles(paths...)
		return
	}
	w.job(func() func() {
		ordered := w.sketchFirst(paths)
		return func() { w.unlessAsked(func() { w.OpenFiles(ordered...) }) }
	})
}

// sketchFirst puts the first file that is line art before the others; if there is none,
// they stay as they are.
func (w *Window) sketchFirst(paths []string) []string {
	for i, path := range paths {
		if w.isSketch(path) {
			return slices.Concat(paths[i:i+1], paths[:i], paths[i+1:])
		}
	}
	return paths
}

// addIfColoured adds coloured pictures, which the open sketch waits for, without asking.
func (w *Window) addIfColoured(paths []string) {
	opened := w.desk.opened
	w.job(func() func() {
		lineArt := slices.ContainsFunc(paths, w.isSketch)
		return func() {
			switch {
			case !w.desk.isOpen() || w.desk.opened != opened || len(w.dialogs) > 0:
			case lineArt:
				w.askDropped(paths)
			default:
				w.AddReferences(paths...)
			}
		}
	})
}

// isSketch tells whether a file is a picture that can be read and has hardly any colour.
func (w *Window) isSketch(path string) bool {
	if palette.IsFile(path) || w.projects.IsProject(path) {
		return !palette.IsFile(path)
	}
	img, err := w.files.Open(path)
	return err == nil && isLineArt(img)
}

// isLineArt tells whether less than one in fifty pixels has a colour, of those looked at.
func isLineArt(img image.Image) bool {
	const looked, vivid = 128, 24 // pixels across, at most; between the channels of a grey, at most
	b := img.Bounds()
	all, coloured := 0, 0
	for y := b.Min.Y; y < b.Max.Y; y += b.Dy()/looked + 1 {
		for x := b.Min.X; x < b.Max.X; x += b.Dx()/looked + 1 {
			c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA) // premultiplied: what is clear is grey
			all++
			if max(c.R, c.G, c.B)-min(c.R, c.G, c.B) > vivid {
				coloured++
			}
		}
	}
	return 50*coloured < all
}
