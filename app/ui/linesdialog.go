package ui

import (
	"fmt"
	"image"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"keyline/app"
	page "keyline/canvas"
	"keyline/canvas/lineart"
)

// linesSide is the width of the column beside the preview of line art, Fyne units.
const linesSide = 220

// linesDialog makes line art from a picture: a preview of it, and what can be set.
type linesDialog struct {
	w        *Window
	path     string
	img      image.Image
	options  lineart.Options
	made     lineart.Options // of lines
	lines    *image.Gray     // nil until the first are there
	running  bool
	wanted   bool // they become the sketch as soon as they are there
	colours  bool // the picture becomes a reference
	gone     bool
	preview  *preview
	settings []*lineSetting
	hide     func()
}

// lineSetting is a slider with its value.
type lineSetting struct {
	slider *slider
	value  *label
	text   func(v float64) string
}

func (w *Window) askLineArt() { w.askFile(tr("Make line art"), w.lineArtFrom) }

// lineArtFrom reads a picture and shows what lines it has.
func (w *Window) lineArtFrom(path string) {
	w.job(func() func() {
		img, err := w.files.Open(path)
		return func() {
			switch {
			case err != nil:
				w.fail(err)
			case len(w.dialogs) == 0:
				w.showLineArt(path, img)
			}
		}
	})
}

func (w *Window) showLineArt(path string, img image.Image) {
	d := &linesDialog{w: w, path: path, img: img, options: lineart.Standard()}
	room := w.win.Canvas().Size()
	d.preview = newPreview(min(room.Width-linesSide-140, 760), min(room.Height-200, 600))
	box := dialog.NewCustomWithoutButtons(trf("Line art from %s", filepath.Base(path)), container.NewBorder(nil, nil, d.preview, nil, row(0, 16, 0, d.column())), w.win)
	d.hide = box.Hide
	use := newPushButton(tr("Use as sketch"), w.dialogKey, d.accept)
	use.Importance = widget.HighImportance
	box.SetButtons([]fyne.CanvasObject{newPushButton(tr("Cancel"), w.dialogKey, box.Hide), use})
	open := w.track(box)
	open.enter, open.after = d.accept, func() { d.gone = true }
	d.follow()
	box.Show()
	w.win.Canvas().Focus(d.settings[0].slider)
}

// column is what can be set.
func (d *linesDialog) column() fyne.CanvasObject {
	o := &d.options
	tenths := func(v float64) string { return fmt.Sprintf("%.1f px", v/10) }
	hundredths := func(v float64) string { return fmt.Sprintf("%.2f", v/100) }
	words := newLabel(tr("Click the preview for 100 %."), sizeCaption, colorText2)
	return column(14, 0, 0, 0,
		d.setting(tr("Line weight"), 10*lineart.MinWeight, 10*lineart.MaxWeight, 10*o.Weight, tenths, func(v float64) { o.Weight = v / 10 }),
		d.setting(tr("Detail"), lineart.MinDetail, lineart.MaxDetail, o.Detail, func(v float64) string { return fmt.Sprintf("%.0f", v) }, func(v float64) { o.Detail = v }),
		d.setting(tr("Threshold"), 0, 100, 100*o.Threshold, hundredths, func(v float64) { o.Threshold = v / 100 }),
		d.setting(tr("Noise"), 0, lineart.MaxNoise, float64(o.Noise), func(v float64) string { return fmt.Sprintf("%.0f px", v) }, func(v float64) { o.Noise = int(v) }),
		newTickBox(tr("Take its colours too"), false, d.w.dialogKey, func(on bool) { d.colours = on }), words)
}

// setting is a slider with a name above it and its value at the right.
func (d *linesDialog) setting(name string, low, high, standard float64, text func(float64) string, take func(float64)) fyne.CanvasObject {
	s := &lineSetting{value: newLabel(text(standard), sizeCaption, colorText2), text: text}
	s.value.wide = 48
	s.slider = newSlider(low, high, standard, func(v float64) {
		take(v)
		s.value.set(text(v))
		d.follow()
	})
	s.slider.even = true
	d.settings = append(d.settings, s)
	return column(2, 0, 0, 0, newLabel(name, sizeCaption, colorText2), row(8, 0, 0, fixed(linesSide-60, heightField, s.slider), s.value))
}

// follow makes the lines as they are set now, beside the window; of settings that change
// meanwhile the last ones follow.
func (d *linesDialog) follow() {
	if d.running || d.gone {
		return
	}
	d.running = true
	o := d.options
	d.w.job(func() func() {
		lines := lineart.Of(d.img, o)
		shown := seenOf(lines)
		return func() {
			d.running, d.lines, d.made = false, lines, o
			d.preview.show(shown)
			switch {
			case d.options != o:
				d.follow()
			case d.wanted:
				d.accept()
			}
		}
	})
}

// accept makes the lines the sketch, once they are as they are set.
func (d *linesDialog) accept() {
	if d.gone {
		return
	}
	if d.wanted = d.running; d.wanted {
		return
	}
	d.hide()
	d.w.openLines(d.path, d.lines, d.img, d.colours)
}

// openLines opens line art that no file has, and perhaps the picture it was made from as
// its reference.
func (w *Window) openLines(from string, lines *image.Gray, img image.Image, colours bool) {
	name := strings.TrimSuffix(filepath.Base(from), filepath.Ext(from)) + " lines"
	w.unlessUnsaved(func() {
		mayGo := w.desk.document()
		w.job(func() func() {
			var refs []reference
			if colours {
				refs = []reference{{name: filepath.Base(from), img: nrgbaOf(img)}}
			}
			show := w.put(mayGo, "", name, opened{page: app.Page{Lines: page.NewLines(lines)}}, refs)
			return func() {
				show()
				if w.desk.isOpen() && w.desk.name == name {
					w.desk.seen = page.New(page.NewLines(image.NewGray(image.Rect(0, 0, 1, 1)))) // no file has any of it
				}
			}
		})
	})
}
