package ui

import (
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"keyline/app/memory"
)

// exportForm is the export dialog as it looks: the file as a picture at the left, the
// choices at the right, its name and what goes on below.
type exportForm struct {
	e       *exporting
	preview *preview
	formats *segments
	quality *evenSlider
	size    *sizeFields
	value   *label
	lines   *tickBox
	clear   *tickBox
	note    *label
	file    *label // format and size
	pixels  *label
	path    *lineEntry
	browse  *pushButton
	export  *pushButton
	busy    *fyne.Container
	what    *label
	bar     *progressBar
	failed  *fyne.Container
	problem *widget.Label
	hide    func()
}

// Sizes of the dialog's parts.
const (
	previewWidth   = 400
	previewHeight  = 304
	choicesWidth   = 264
	exportMessages = 36 // room for two lines
)

func newExportForm(e *exporting, path string) *exportForm {
	f := &exportForm{e: e, preview: newPreview(previewWidth, previewHeight)}
	keys, c := e.w.dialogKey, e.choices
	var names []string
	for _, format := range fileFormats {
		names = append(names, format.name)
	}
	f.formats = newSegments(names, slices.Index(endings(), c.Ending), f.choseFormat)
	f.quality = newEvenSlider(1, 100, float64(c.Quality), keys, func(v float64) {
		e.choose(func(c *memory.Export) { c.Quality = int(v) })
	})
	f.size = newSizeFields(e)
	f.lines = newTickBox(tr("With lines"), c.Lines, keys, func(on bool) { e.choose(func(c *memory.Export) { c.Lines = on }) })
	f.clear = newTickBox(tr("Transparent ground"), c.Clear, keys, func(on bool) { e.choose(func(c *memory.Export) { c.Clear = on }) })
	f.value = newLabel("", sizeRow, theme.ColorNameForeground)
	f.value.align, f.value.wide = fyne.TextAlignTrailing, 28
	f.note = newLabel("", sizeCaption, colorText3)
	f.file, f.pixels = newLabel("", sizeBody, theme.ColorNameForeground), newLabel("", sizeCaption, colorText3)
	f.path = newLineEntry(path, keys, e.typed)
	f.browse = newPushButton(tr("Folder…"), keys, f.chooseFolder)
	f.export = newPushButton(tr("Export"), keys, e.accept)
	f.export.Importance = widget.HighImportance
	f.busy, f.failed = f.messages()
	return f
}

// messages makes what says how far the file is, and what went wrong.
func (f *exportForm) messages() (busy, failed *fyne.Container) {
	f.what, f.bar = newLabel("", sizeCaption, colorText2), newProgressBar(0)
	busy = column(6, 2, 0, 0, f.what, f.bar)
	sign := canvas.NewImageFromResource(icon("warning", theme.ColorNameError))
	sign.FillMode = canvas.ImageFillContain
	f.problem = widget.NewLabel("")
	f.problem.Wrapping, f.problem.Importance, f.problem.SizeName = fyne.TextWrapWord, widget.DangerImportance, theme.SizeNameCaptionText
	failed = container.NewBorder(nil, nil, column(0, 2, 0, 0, fixed(iconDock, iconDock, sign)), nil, container.NewThemeOverride(f.problem, tight{}))
	return busy, failed
}

// choicesColumn is the right of the dialog.
func (f *exportForm) choicesColumn() fyne.CanvasObject {
	quality := container.NewBorder(nil, nil, newLabel(tr("Quality"), sizeRow, colorText2), f.value, f.quality)
	return column(0, 0, 0, 0,
		newLabel(tr("Format"), sizeRow, colorText2), newPlane("", 1, 6), f.formats, newPlane("", 1, 8),
		quality, newPlane("", choicesWidth, 6), f.size.content, newPlane("", 1, 8),
		f.lines, f.clear, row(0, tickSide+tickGap, 0, f.note),
		layout.NewSpacer(),
		f.file, newPlane("", 1, 2), f.pixels,
		newPlane("", 1, 8), newLabel(tr("Click the picture for 100 %."), sizeCaption, colorText3))
}

func (f *exportForm) show() {
	w := f.e.w
	framed := container.NewStack(newCard(colorGround, "", radiusTool), f.preview)
	body := column(12, 4, 0, 0,
		container.NewBorder(nil, nil, framed, nil, row(0, 16, 0, fixed(choicesWidth, previewHeight, f.choicesColumn()))),
		container.NewBorder(nil, nil, nil, f.browse, f.path),
		fixed(previewWidth+choicesWidth+16, exportMessages, f.busy, f.failed))
	d := dialog.NewCustomWithoutButtons(trf("Export %s", w.desk.name), body, w.win)
	d.SetButtons([]fyne.CanvasObject{newPushButton(tr("Cancel"), w.dialogKey, d.Hide), f.export})
	f.hide = d.Hide
	open := w.track(d)
	open.enter, open.after = f.e.accept, f.e.end
	d.Show()
	w.win.Canvas().Focus(f.path)
	f.path.CursorColumn = len([]rune(f.path.Text))
	f.path.Refresh()
}

// choseFormat follows the row of formats: the name gets the ending.
func (f *exportForm) choseFormat(i int) {
	f.path.SetText(withEnding(f.path.Text, fileFormats[i].ending)) // which makes the file, by its ending
}

// chooseFolder lets the folder be chosen.
func (f *exportForm) chooseFolder() {
	f.e.w.askFolder(filepath.Dir(f.path.Text), func(folder string) {
		f.path.SetText(filepath.Join(folder, filepath.Base(f.path.Text)))
	})
}

// stage shows how far the file is that is being made. Small pages are done at once, so
// words about them would only flicker.
func (f *exportForm) stage(what string, share float64) {
	size := f.e.w.desk.editor.Document().Bounds().Size()
	if size.X*size.Y < 1_000_000 {
		what = ""
	}
	f.what.set(what)
	f.bar.set(share)
	f.update()
}

// update follows the export.
func (f *exportForm) update() {
	e := f.e
	c, going := e.choices, e.path != ""
	jpeg := c.Ending == ".jpg"
	enable(f.formats, !going)
	enable(f.quality, jpeg && !going)
	f.size.update(!going)
	enable(f.lines, !going)
	enable(f.clear, canBeClear(c.Ending) && !going)
	enable(f.path, !going)
	enable(f.browse, !going)
	enable(f.export, !going)
	f.value.set("")
	if jpeg {
		f.value.set(fmt.Sprint(c.Quality))
	}
	f.note.set(noteOn(c))
	f.file.set(f.fileText())
	size := e.order().size
	f.pixels.set(fmt.Sprintf("%d × %d px", size.X, size.Y))
	switch {
	case e.writing:
		f.what.set(tr("Writing the file"))
		f.bar.set(1)
	case going && !e.busy:
		f.what.set(tr("Waiting for the colours"))
		f.bar.set(e.w.desk.share)
	}
	showIf(f.busy, (e.busy || going) && f.what.text != "" && e.problem == "")
	f.problem.SetText(e.problem)
	showIf(f.failed, e.problem != "")
	e.w.tellState()
}

// fileText is the file's format and size; the size of another file is none of its.
func (f *exportForm) fileText() string {
	name := formatOf(f.e.choices.Ending).name
	if m := f.e.made; m.err == nil && m.order == f.e.order() {
		return name + ", " + bytesText(len(m.file)).String()
	}
	return name
}

// noteOn says what the ground will be.
func noteOn(c memory.Export) string {
	switch {
	case c.Ending == ".jpg":
		return tr("A JPEG is always opaque.")
	case formatOf(c.Ending).layers:
		return tr("Lines, one layer a swatch, paper.")
	case c.Clear:
		return tr("Paper around the drawing is left out.")
	}
	return tr("Paper is white.")
}

// bytesText writes the size of a file as file managers do.
func bytesText(n int) phrase {
	switch {
	case n < 1000:
		return said("%d bytes", n)
	case n < 1_000_000:
		return said("%.0f KB", float64(n)/1000)
	}
	return said("%.1f MB", float64(n)/1_000_000)
}

// enable says whether a widget can be used now.
func enable(w fyne.Disableable, on bool) {
	switch {
	case on && w.Disabled():
		w.Enable()
	case !on && !w.Disabled():
		w.Disable()
	}
}
