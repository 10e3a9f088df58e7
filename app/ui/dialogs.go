package ui

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
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

// show opens a dialog; each choice closes it. Enter is the main one.
func (w *Window) show(title string, body fyne.CanvasObject, size fyne.Size, choices ...choice) {
	d := dialog.NewCustomWithoutButtons(title, body, w.win)
	open := w.track(d)
	var buttons []fyne.CanvasObject
	for _, c := range choices {
		take := func() {
			d.Hide()
			if c.do != nil {
				c.do()
			}
		}
		b := newPushButton(c.text, w.dialogKey, take)
		if c.main {
			b.Importance = widget.HighImportance
			open.enter = take
		}
		buttons = append(buttons, b)
	}
	d.SetButtons(buttons)
	d.Resize(size)
	d.Show()
}

// openDialog is a dialog while it is open.
type openDialog struct {
	hide  func()
	enter func() // what Enter does; nil: nothing
	after func() // follows when it is closed; nil: nothing
}

// track keeps a dialog while it is open, so that Esc closes it and no other key gets past
// it, and gives the keyboard back after.
func (w *Window) track(d interface {
	SetOnClosed(func())
	Hide()
},
) *openDialog {
	w.tips.hide()
	open := &openDialog{hide: d.Hide}
	w.dialogs = append(w.dialogs, open)
	d.SetOnClosed(func() {
		w.dialogs = slices.DeleteFunc(w.dialogs, func(o *openDialog) bool { return o == open })
		w.recording = nil
		if open.after != nil {
			open.after()
		}
		if w.desk.isOpen() && len(w.dialogs) == 0 {
			w.focusPicture()
		}
		w.tellState()
	})
	w.tellState()
	return open
}

// dialogKey does what Enter and Esc do in the topmost dialog and tells whether it was one
// of them.
func (w *Window) dialogKey(e *fyne.KeyEvent) bool {
	switch {
	case e.Name == fyne.KeyEscape:
		w.escape()
	case isEnter(e) && len(w.dialogs) > 0:
		if top := w.dialogs[len(w.dialogs)-1]; top.enter != nil {
			top.enter()
		}
	default:
		return false
	}
	return true
}

// fail says what went wrong and what to do; the open picture is as it was.
func (w *Window) fail(err error) {
	w.ask(tr("That did not work"), told(err), choice{tr("Close"), nil, true})
}

// sentence writes an error as the window does: "write x: the disk is full" begins with
// what was tried.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	for _, tried := range []string{"open ", "write "} {
		if strings.HasPrefix(text, tried) {
			text = "could not " + text
		}
	}
	first, rest := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[rest:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// pictureFiles are those that can be read.
func pictureFiles() storage.FileFilter {
	var endings []string
	for _, e := range []string{".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".ora", ".psd", ".kra"} {
		endings = append(endings, e, strings.ToUpper(e))
	}
	return storage.NewExtensionFileFilter(endings)
}

// askFile lets a picture be chosen.
func (w *Window) askFile(title string, then func(path string)) {
	w.askFileOf(title, pictureFiles(), then)
}

// askFileOf lets a file of some kinds be chosen.
func (w *Window) askFileOf(title string, kinds storage.FileFilter, then func(path string)) {
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
	d.SetFilter(kinds)
	icons, end := w.showFileIcons(kinds, d.Refresh)
	if icons != nil {
		d.SetFilter(icons)
	}
	w.showFiles(d).after = end
}

// showFiles shows a file dialog, large enough that a few rows need no scrolling: Fyne's
// list moves at the first click of two, and the second misses.
func (w *Window) showFiles(d *dialog.FileDialog) *openDialog {
	w.locate(d)
	open := w.track(d)
	room := w.win.Canvas().Size()
	d.Show()
	d.Resize(fyne.NewSize(min(room.Width-80, 860), min(room.Height-80, 600))) // it has no size before
	return open
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

func (w *Window) askSketch() { w.askFile(tr("Open sketch"), func(p string) { w.OpenFiles(p) }) }
func (w *Window) askReference() {
	w.askFileOf(tr("Add reference"), referenceFiles(), func(p string) { w.AddReferences(p) })
}

func (w *Window) askColouring() { w.askFile(tr("Mend a colouring"), w.mendFile) }

// exportName proposes a name beside the sketch's own.
func exportName(name, what string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(name, filepath.Ext(name)), " ", "_")) + "_" + what + ".png"
}

// keyName writes signs as on the keyboard.
func keyName(text string) string {
	return strings.NewReplacer("=", "+").Replace(text)
}
