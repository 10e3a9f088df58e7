package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"keyline/canvas"
	"keyline/canvas/panels"
)

// panelFiles is what an export of panels writes.
type panelFiles struct {
	doc    *canvas.Document
	panels []image.Rectangle // page px; none: those that are found
	folder string
	stem   string // of each file's name
	ending string
	lines  bool
}

// path is the file of panel i.
func (p panelFiles) path(i int) string {
	return filepath.Join(p.folder, fmt.Sprintf("%s-%02d%s", p.stem, i+1, p.ending))
}

// errNoPanels says what to do on a page without any.
var errNoPanels = errors.New("no panels were found on this page; draw them under Page, Panels")

// write writes the panels, each file whole or not at all, and returns how many were. It
// ends early once ctx is done.
func (p panelFiles) write(ctx context.Context, codec Codec, tell stage) (int, error) {
	if len(p.panels) == 0 {
		p.panels = panels.Find(p.doc.Lines().Gray(), panels.Options{})
	}
	if len(p.panels) == 0 {
		return 0, errNoPanels
	}
	for i, r := range p.panels {
		tell(said("Panel %d of %d", i+1, len(p.panels)), float64(i)/float64(len(p.panels)))
		if err := ctx.Err(); err != nil {
			return i, err
		}
		picture := image.NewRGBA(image.Rectangle{Max: r.Size()})
		flat := canvas.Flatten(p.doc, r, canvas.FlattenOptions{HideLines: !p.lines})
		picture.Pix = flat.Pix
		var file bytes.Buffer
		if err := codec.Encode(&stoppable{ctx: ctx, file: &file, grown: func() {}}, p.path(i), picture, standardQuality); err != nil {
			return i, err
		}
		if err := codec.Write(ctx, p.path(i), file.Bytes()); err != nil {
			return i, err
		}
	}
	return len(p.panels), nil
}

// panelExport is the dialog of that.
type panelExport struct {
	w       *Window
	ending  string
	lines   *tickBox
	formats *segments
	path    *lineEntry
	what    *label
	bar     *progressBar
	export  *pushButton
	hide    func()

	stop context.CancelFunc // of what is being written; nil: nothing
}

// askExportPanels opens it.
func (w *Window) askExportPanels() {
	w.desk.editor.PenCancel()
	keys := w.dialogKey
	formats := flatFormats()
	e := &panelExport{w: w, ending: formats[0].ending, what: newLabel("", sizeCaption, colorText2), bar: newProgressBar(0)}
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	e.formats = newSegments(names, 0, func(i int) { e.ending = formats[i].ending })
	e.lines = newTickBox(tr("With lines"), true, keys, func(bool) {})
	e.path = newLineEntry(filepath.Join(w.exportFolder(lastChoices(w.memory.Export())), strings.TrimSuffix(exportName(w.desk.name, "panel"), ".png")), keys, func(string) {})
	e.export = newPushButton(tr("Export"), keys, e.accept)
	e.export.Importance = widget.HighImportance
	e.show()
}

func (e *panelExport) show() {
	w := e.w
	note := tr("Panels are looked for first; Page, Panels shows and changes them.")
	if n := len(w.desk.editor.Document().Panels()); n > 0 {
		note = trf("Panels on this page: %d.", n)
	}
	browse := newPushButton(tr("Folder…"), w.dialogKey, func() {
		w.askFolder(filepath.Dir(e.path.Text), func(folder string) { e.path.SetText(filepath.Join(folder, filepath.Base(e.path.Text))) })
	})
	body := column(12, 4, 0, 0,
		container.NewHBox(e.formats, newPlane("", 16, 1), e.lines),
		container.NewBorder(nil, nil, nil, browse, e.path),
		newLabel(tr("Each file gets this name with the panel's number."), sizeCaption, colorText3),
		newLabel(note, sizeCaption, colorText3),
		fixed(480, exportMessages, column(6, 2, 0, 0, e.what, e.bar)))
	d := dialog.NewCustomWithoutButtons(trf("Export panels of %s", w.desk.name), body, w.win)
	d.SetButtons([]fyne.CanvasObject{newPushButton(tr("Cancel"), w.dialogKey, d.Hide), e.export})
	e.hide = d.Hide
	open := w.track(d)
	open.enter, open.after = e.accept, e.cancel
	showIf(e.bar.CanvasObject, false)
	d.Show()
	w.win.Canvas().Focus(e.path)
}

// cancel gives up what is being written; files that are whole stay.
func (e *panelExport) cancel() {
	if e.stop != nil {
		e.stop()
	}
}

// order is what the dialog asks for now.
func (e *panelExport) order() (p panelFiles, err error) {
	path := strings.TrimSpace(e.path.Text)
	path = strings.TrimSuffix(path, endingOf(path))
	if path == "" || strings.HasSuffix(path, string(filepath.Separator)) {
		return p, errors.New("the files have no name; type one after the folder")
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(e.w.exportFolder(lastChoices(e.w.memory.Export())), path)
	}
	doc := e.w.desk.editor.Document()
	if !e.w.desk.editor.Settled() {
		return p, errors.New("colours are still being made; try again when they are there")
	}
	return panelFiles{doc: doc, panels: doc.Panels(), folder: filepath.Dir(path), stem: filepath.Base(path), ending: e.ending, lines: e.lines.on}, nil
}

// accept writes the files, after asking where the first of them exists.
func (e *panelExport) accept() {
	p, err := e.order()
	switch {
	case e.stop != nil:
		return // it is going on
	case err != nil:
		e.say(err)
	case e.w.files.Exists(p.path(0)):
		e.w.ask(tr("Replace the files?"), trf("%s exists.", p.path(0)), choice{tr("Cancel"), nil, false}, choice{tr("Replace"), func() { e.start(p) }, true})
	default:
		e.start(p)
	}
}

func (e *panelExport) start(p panelFiles) {
	ctx, stop := context.WithCancel(context.Background())
	e.stop = stop
	e.enable(false)
	tell := func(what phrase, share float64) {
		e.w.post(func() {
			e.what.set(what.String())
			e.bar.set(share)
		})
	}
	codec := e.w.codec
	e.w.job(func() func() {
		n, err := p.write(ctx, codec, tell)
		stop()
		return func() { e.finish(p, n, err) }
	})
}

// finish says what became of the files.
func (e *panelExport) finish(p panelFiles, n int, err error) {
	e.stop = nil
	e.enable(true)
	w := e.w
	switch {
	case errors.Is(err, context.Canceled):
		w.desk.timing.line = trf("Stopped: %d panels are written", n)
	case err != nil:
		e.say(err)
	default:
		w.exports++
		w.folder = p.folder
		w.desk.timing.line = trf("Wrote %d panels to %s", n, filepath.Base(p.folder))
		e.hide()
	}
}

// enable says whether choices can be made now; while files are written there is a bar.
func (e *panelExport) enable(on bool) {
	for _, x := range []fyne.Disableable{e.formats, e.lines, e.path, e.export} {
		enable(x, on)
	}
	showIf(e.bar.CanvasObject, !on)
	e.what.colour = colorText2
	e.what.set("")
}

// say shows what went wrong; it can be changed and tried again.
func (e *panelExport) say(err error) {
	e.what.colour = theme.ColorNameError
	e.what.set(told(err))
	e.what.Refresh()
}
