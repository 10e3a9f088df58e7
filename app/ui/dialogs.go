package ui

import (
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"
)

// choice is a button of a question.
type choice struct {
	text string
	do   func() // nil: nothing
	main bool
}

// ask shows words with buttons under them.
func (w *Window) ask(title, text string, choices ...choice) {
	body := widget.NewLabel(text)
	body.Wrapping = fyne.TextWrapWord
	w.show(title, body, fyne.NewSize(440, 160), choices...)
}

// show opens a dialog; each choice closes it.
func (w *Window) show(title string, body fyne.CanvasObject, size fyne.Size, choices ...choice) {
	d := dialog.NewCustomWithoutButtons(title, body, w.win)
	var buttons []fyne.CanvasObject
	for _, c := range choices {
		b := widget.NewButton(c.text, func() {
			d.Hide()
			if c.do != nil {
				c.do()
			}
		})
		if c.main {
			b.Importance = widget.HighImportance
		}
		buttons = append(buttons, b)
	}
	d.SetButtons(buttons)
	d.Resize(size)
	w.track(d)
	d.Show()
}

// track keeps a dialog while it is open, so that Esc closes it and no other key gets past
// it, and gives the keyboard back after.
func (w *Window) track(d interface {
	SetOnClosed(func())
	Hide()
},
) {
	w.tips.hide()
	w.dialogs = append(w.dialogs, d.Hide)
	d.SetOnClosed(func() {
		w.dialogs = w.dialogs[:max(len(w.dialogs)-1, 0)]
		if w.desk.isOpen() && len(w.dialogs) == 0 {
			w.focusPicture()
		}
		w.tellState()
	})
	w.tellState()
}

// fail says what went wrong and what to do; the open picture is as it was.
func (w *Window) fail(err error) {
	w.ask("That did not work", sentence(err.Error()), choice{"Close", nil, true})
}

// sentence writes an error as the window does.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// unlessUnsaved goes on at once, or after the person let go of unsaved work.
func (w *Window) unlessUnsaved(then func()) {
	if !w.desk.unsaved() {
		then()
		return
	}
	if len(w.dialogs) > 0 {
		return // it wants an answer first
	}
	w.ask("Export before closing?", w.desk.name+" has strokes that are in no file.",
		choice{"Cancel", nil, false},
		choice{"Discard", then, false},
		choice{"Export…", func() { w.askExportThen(then) }, true})
}

func (w *Window) closePicture() { w.unlessUnsaved(w.desk.close) }

// pictureFiles are those that can be read.
func pictureFiles() storage.FileFilter {
	return storage.NewExtensionFileFilter([]string{".png", ".jpg", ".jpeg", ".webp", ".PNG", ".JPG", ".JPEG", ".WEBP"})
}

// askFile lets a picture be chosen.
func (w *Window) askFile(title string, then func(path string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			w.fail(err)
		case r != nil:
			r.Close() // only the name is wanted: reading is bounded and goes on elsewhere
			w.folder = filepath.Dir(r.URI().Path())
			then(r.URI().Path())
		}
	}, w.win)
	d.SetTitleText(title)
	d.SetFilter(pictureFiles())
	w.locate(d)
	w.track(d)
	d.Show()
}

// locate starts a file dialog where the last one ended.
func (w *Window) locate(d interface{ SetLocation(fyne.ListableURI) }) {
	if w.folder == "" {
		return
	}
	if at, err := storage.ListerForURI(storage.NewFileURI(w.folder)); err == nil {
		d.SetLocation(at)
	}
}

func (w *Window) askSketch()    { w.askFile("Open sketch", func(p string) { w.OpenFiles(p) }) }
func (w *Window) askReference() { w.askFile("Add reference", func(p string) { w.AddReferences(p) }) }

func (w *Window) askColouring() { w.askFile("Mend a colouring", w.mendFile) }

func (w *Window) askExport() { w.askExportThen(func() {}) }

// exportName proposes a name beside the sketch's own.
func exportName(name, what string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(name, filepath.Ext(name)), " ", "_")) + "_" + what + ".png"
}

// lookCloser shows a reference large; a tap on it picks the colour there.
func (w *Window) lookCloser(r reference) {
	v := newReferenceView(r, w.desk)
	w.show(r.name, v, fyne.NewSize(720, 640), choice{"Close", nil, true})
}

// showKeys lists all keys.
func (w *Window) showKeys() {
	grid := container.NewGridWithColumns(2)
	add := func(key, what string) {
		grid.Add(row(12, 0, 0, fixed(104, 20, container.NewHBox(newKeyCap(key))), newLabel(what, sizeRow, colorText2)))
	}
	c := w.cmd
	for _, x := range []command{
		c.edge, c.hint, c.eraser, c.picker, c.zoom, c.swap, c.narrower, c.wider, c.actual, c.fit, c.zoomIn, c.zoomOut,
		c.docks, c.open, c.addReference, c.export, c.exportEdges, c.undo, c.redo, c.strokes, c.lines, c.colours, c.compare, c.colour, c.closePicture, c.quit,
	} {
		add(keyName(x.keyText()), x.name)
	}
	for _, pair := range [][2]string{
		{"Space", "Hold: move the page"},
		{"Wheel", "Zoom at the pointer"},
		{"C", "Hold: before the strokes"},
		{"Ctrl+click", "Pick a colour"},
		{"Shift+drag", "Brush size"},
		{"Shift", "While drawing: straight line"},
		{"Esc", "Give up the stroke, leave compare, stop"},
	} {
		add(pair[0], pair[1])
	}
	w.show("Keys", container.NewVScroll(grid), fyne.NewSize(640, 560), choice{"Close", nil, true})
}

// keyName writes signs as on the keyboard.
func keyName(text string) string {
	return strings.NewReplacer("=", "+").Replace(text)
}

// showAbout names the version, the licence and the samples' authors.
func (w *Window) showAbout() {
	text := widget.NewLabel(fmt.Sprintf("Keyline %s. Colours for your line art, kept inside your lines.\n\n"+
		"Free under the MIT licence. Nothing leaves this computer. Text is set in Inter (SIL Open Font License).\n\n%s", w.version, credits()))
	text.Wrapping = fyne.TextWrapWord
	w.show("About Keyline", container.NewVScroll(text), fyne.NewSize(560, 480), choice{"Close", nil, true})
}

// newReferenceView shows a reference as large as there is room.
func newReferenceView(r reference, d *desk) fyne.CanvasObject {
	img := canvas.NewImageFromImage(r.img)
	img.FillMode = canvas.ImageFillContain
	return newPickable(img, r.img, d)
}
