package ui

import (
	"errors"
	"fmt"
	"image"
	"image/draw"
	"path/filepath"
	"time"

	"keyline/app"
	"keyline/app/journal"
	"keyline/canvas"
)

// job does work beside the window and then goes on in it with what it returns, once the
// pen is up: what it changes must not cost the stroke in hand.
func (w *Window) job(work func() (then func())) {
	w.jobs++
	w.tellState()
	go func() { // the only goroutine of this package
		then := work()
		w.post(func() {
			w.oncePenIsUp(func() {
				w.jobs--
				then()
				w.changed()
			})
		})
	}()
}

// oncePenIsUp runs f, at once if no stroke is in hand.
func (w *Window) oncePenIsUp(f func()) {
	if w.desk.isOpen() && w.desk.editor.PenIsDown() {
		w.waiting = append(w.waiting, f)
		return
	}
	f()
}

// resume takes up what waits for the pen.
func (w *Window) resume() {
	if len(w.waiting) == 0 || w.desk.isOpen() && w.desk.editor.PenIsDown() {
		return
	}
	for _, f := range w.waiting {
		w.post(func() { w.oncePenIsUp(f) })
	}
	w.waiting = nil
}

// unlessDrawnOn goes on at once if the work on the desk is still that which may go, else
// after asking: reading a file takes a while, and people draw meanwhile. It tells whether
// it went on at once.
func (w *Window) unlessDrawnOn(mayGo *canvas.Document, then func()) bool {
	if !w.desk.unsaved() || w.desk.isOpen() && mayGo != nil && sameWork(mayGo, w.desk.editor.Document()) {
		then()
		return true
	}
	w.unlessUnsaved(then)
	return false
}

// OpenSample opens a shipped sample with its reference.
func (w *Window) OpenSample(name string) {
	w.unlessUnsaved(func() {
		mayGo := w.desk.document()
		w.job(func() func() {
			page := app.Page{Lines: canvas.NewLines(w.samples.read(name, "sketch"))}
			ref := reference{name: trf("%s reference", sampleTitle(name)), img: nrgbaOf(w.samples.read(name, "reference"))}
			return w.put(mayGo, "", sampleTitle(name), opened{page: page}, []reference{ref})
		})
	})
}

// OpenFiles opens the first file, a project or a sketch, and the others as its references.
// Of a sketch with several layers it asks which are which, and whether a scan's paper is to
// become white.
func (w *Window) OpenFiles(paths ...string) {
	w.unlessUnsaved(func() {
		mayGo := w.desk.document()
		w.job(func() func() {
			first, layers, err := w.read(paths[0])
			refs, more := w.readReferences(paths[1:])
			if err := errors.Join(err, more); err != nil {
				return func() {
					w.fail(err)
					w.showRecent()
				}
			}
			put := func(o opened) func() { return w.put(mayGo, paths[0], filepath.Base(paths[0]), o, refs) }
			if len(layers.Painted()) > 1 {
				choice := newLayerChoice(w, paths[0], layers, func(p app.Page) func() { return put(opened{page: p}) })
				return func() { w.unlessAsked(choice.show) }
			}
			if first.scan != nil {
				return func() { w.unlessAsked(func() { w.askPaper(paths[0], first, put) }) }
			}
			return put(first)
		})
	})
}

// AddReferences adds files to the references of the open picture.
func (w *Window) AddReferences(paths ...string) {
	opened := w.desk.opened
	w.job(func() func() {
		refs, err := w.readReferences(paths)
		refs = allWorkedOut(refs)
		return func() {
			if len(refs) > 0 && w.desk.isOpen() && w.desk.opened == opened {
				w.desk.addReferences(refs...)
			}
			if err != nil {
				w.fail(err)
			}
		}
	})
}

func (w *Window) readReferences(paths []string) (refs []reference, err error) {
	for _, path := range paths {
		r, e := w.readReference(path)
		if e != nil {
			err = errors.Join(err, e)
			continue
		}
		refs = append(refs, r)
	}
	return refs, err
}

// put makes what was read ready, beside the window, and returns what shows it there unless
// the work that may go was drawn on. What is no file has path "".
func (w *Window) put(mayGo *canvas.Document, path, name string, o opened, refs []reference) (show func()) {
	ready, err := o.ready(refs)
	if err != nil {
		return func() { w.fail(err) }
	}
	return func() {
		w.unlessDrawnOn(mayGo, func() {
			var start func(func(journal.Status)) *journal.Journal
			if w.journals != nil {
				start = w.journals.Begin
			}
			w.place(path, name, ready, start)
		})
	}
}

// place shows what was made ready, with a journal of its own.
func (w *Window) place(path, name string, o opening, start func(func(journal.Status)) *journal.Journal) {
	w.rememberPicture() // the one that goes
	w.endJournal()
	w.desk.share, w.file, w.savedAt, w.settled = 0, "", time.Time{}, nil
	w.picture.opened(o.levels)
	w.fillLater()
	w.desk.open(name, o)
	if o.project {
		w.file = absolute(path)
	}
	w.path, w.last, w.remembered = absolute(path), lastExport{}, nil
	w.beginJournal(start)
	if len(o.more) > 0 {
		w.desk.addReferences(o.more...)
	}
	w.desk.inviting = path == "" || len(w.recent) < newcomer
	w.rememberPicture()
	w.picture.placeNow()
	w.focusPicture()
}

// absolute is a path that holds in the next run too.
func absolute(path string) string {
	if path == "" {
		return ""
	}
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}

// mendFile takes a colouring of the open sketch to be mended; strokes and references stay.
func (w *Window) mendFile(path string) {
	d := w.desk
	opened, doc := d.opened, d.editor.Document()
	w.job(func() func() {
		img, err := w.openColouring(path)
		if err == nil && img.Bounds().Size() != doc.Bounds().Size() {
			got, want := img.Bounds().Size(), doc.Bounds().Size()
			err = fmt.Errorf("%s is %d×%d pixels, the sketch is %d×%d; give both the same size",
				filepath.Base(path), got.X, got.Y, want.X, want.Y)
		}
		if err != nil {
			return func() { w.fail(err) }
		}
		mine := nrgbaOf(img)
		return func() {
			if d.isOpen() && d.opened == opened {
				d.mend(mine)
			}
		}
	})
}

// openColouring reads a picture to be mended; of one in layers, those that are colour.
func (w *Window) openColouring(path string) (image.Image, error) {
	layers, err := w.files.OpenLayers(path)
	if err != nil {
		return nil, err
	}
	if len(layers.Painted()) > 1 {
		if _, colour := layers.Pick(layers.Propose()); colour != nil {
			return colour, nil
		}
	}
	return w.flat(path, layers)
}

// exportEdgesTo writes the edge strokes to a file: black where there is one, else
// transparent, as the command line reads them.
func (w *Window) exportEdgesTo(path string) {
	doc := w.desk.editor.Document()
	w.job(func() func() {
		out := image.NewNRGBA(doc.Bounds())
		if mask := doc.EdgeMask(doc.Bounds()); mask != nil {
			for y := mask.Rect.Min.Y; y < mask.Rect.Max.Y; y++ {
				for x := mask.Rect.Min.X; x < mask.Rect.Max.X; x++ {
					if mask.AlphaAt(x, y).A >= 128 {
						out.Pix[out.PixOffset(x, y)+3] = 255
					}
				}
			}
		}
		err := w.files.Save(path, out)
		return func() {
			if err != nil {
				w.fail(err)
				return
			}
			w.exports++
			w.desk.timing.line = trf("Wrote %s", filepath.Base(path))
		}
	})
}

// nrgbaOf copies a picture to straight alpha with bounds from (0, 0).
func nrgbaOf(img image.Image) *image.NRGBA {
	b := img.Bounds()
	out := image.NewNRGBA(image.Rectangle{Max: b.Size()})
	draw.Draw(out, out.Rect, img, b.Min, draw.Src)
	return out
}
