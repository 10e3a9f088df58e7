package ui

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"keyline/canvas"
	"keyline/canvas/panels"
)

// Sizes of the dialog of panels.
const (
	panelsWidth  = 440 // at most, of the page
	panelsHeight = 480
	stripWidth   = 300 // of a strip, which scrolls
	panelsSide   = 216 // of the column beside it
)

// panelsDialog lets the panels of a page be found, changed and coloured one by one.
type panelsDialog struct {
	w     *Window
	sheet *panelSheet
	found []image.Rectangle
	view  *panelsView
	count *label
	hide  func()
}

// askPanels looks for the page's panels and shows them.
func (w *Window) askPanels() {
	w.desk.editor.PenCancel()
	opened, doc := w.desk.opened, w.desk.editor.Document()
	w.job(func() func() {
		found := panels.Find(doc.Lines().Gray(), panels.Options{})
		page := newPyramid(canvas.Flatten(doc, doc.Bounds(), canvas.FlattenOptions{})).ready()
		return func() {
			if w.desk.isOpen() && w.desk.opened == opened && len(w.dialogs) == 0 {
				w.showPanels(doc, found, page)
			}
		}
	})
}

func (w *Window) showPanels(doc *canvas.Document, found []image.Rectangle, page *pyramid) {
	d := &panelsDialog{w: w, found: found, sheet: &panelSheet{page: doc.Bounds(), chosen: -1}, count: newLabel("", sizeBody, theme.ColorNameForeground)}
	d.sheet.set(found)
	if own := doc.Panels(); len(own) > 0 {
		d.sheet.set(own)
	}
	d.view = newPanelsView(d.sheet, page, panelsSize(doc.Bounds().Size()), w.dialogKey, w.shiftIsDown, d.update)
	box := dialog.NewCustomWithoutButtons(trf("Panels of %s", w.desk.name), d.body(), w.win)
	d.hide = box.Hide
	colour := newPushButton(tr("Colour each panel"), w.dialogKey, d.accept)
	colour.Importance = widget.HighImportance
	box.SetButtons([]fyne.CanvasObject{
		newPushButton(tr("Cancel"), w.dialogKey, box.Hide), newPushButton(tr("Colour as one"), w.dialogKey, func() { d.colour(nil) }), colour,
	})
	w.track(box).enter = d.accept
	d.update()
	box.Show()
	w.win.Canvas().Focus(d.view)
}

// panelsSize is that of a page in the dialog: whole, a strip at a width at which it can be
// looked at.
func panelsSize(page image.Point) fyne.Size {
	zoom := min(panelsWidth/float32(page.X), panelsHeight/float32(page.Y))
	if panels.IsStrip(page) && page.Y > page.X {
		zoom = stripWidth / float32(page.X)
	}
	return fyne.NewSize(max(1, float32(page.X)*zoom), max(1, float32(page.Y)*zoom))
}

// body is the page with a column of what can be done at its right.
func (d *panelsDialog) body() fyne.CanvasObject {
	var page fyne.CanvasObject = container.NewCenter(d.view)
	if size := d.view.MinSize(); size.Height > panelsHeight {
		scroll := container.NewVScroll(d.view)
		d.view.sight = func() image.Rectangle {
			z := d.view.zoom()
			return image.Rect(0, int(float64(scroll.Offset.Y)/z), d.sheet.page.Dx(), int(float64(scroll.Offset.Y+scroll.Size().Height)/z))
		}
		page = container.NewBorder(nil, nil, newPlane("", (panelsWidth-stripWidth)/2, 1), newPlane("", (panelsWidth-stripWidth)/2-16, 1), scroll)
	}
	framed := container.NewStack(newCard(colorGround, "", radiusTool), fixed(panelsWidth+16, panelsHeight+16, container.NewPadded(page)))
	return container.NewBorder(nil, nil, framed, nil, row(0, 16, 0, fixed(panelsSide, panelsHeight+16, d.column())))
}

func (d *panelsDialog) column() fyne.CanvasObject {
	keys := d.w.dialogKey
	do := func(name string, f func()) fyne.CanvasObject {
		return newPushButton(name, keys, func() {
			f()
			d.view.show()
		})
	}
	manga := newTickBox(tr("Right to left"), false, keys, func(on bool) {
		d.sheet.read(on)
		d.view.show()
	})
	words := widget.NewLabel(tr("Drag a side, a corner or a whole panel. Drag on bare page to draw one.") + "\n\n" +
		tr("Keys: Page Up, Page Down choose; arrows move, with Shift the corner; Insert, Delete.") + "\n\n" + tr("What lies in no panel stays white."))
	words.Wrapping, words.SizeName = fyne.TextWrapWord, theme.SizeNameCaptionText
	return column(8, 0, 0, 0, d.count, manga,
		do(tr("Find again"), func() { d.sheet.set(d.found) }),
		do(tr("Add"), func() { d.sheet.add(d.view.sight()) }),
		do(tr("Remove"), d.sheet.remove),
		do(tr("Remove all"), func() { d.sheet.set(nil) }),
		layout.NewSpacer(), container.NewThemeOverride(words, tight{}))
}

// update follows the sheet.
func (d *panelsDialog) update() {
	switch n := len(d.sheet.list); n {
	case 0:
		d.count.set(tr("No panels"))
	case 1:
		d.count.set(tr("1 panel"))
	default:
		d.count.set(trf("%d panels", n))
	}
}

func (d *panelsDialog) accept() { d.colour(d.sheet.list) }

// colour closes the dialog and colours the panels one by one, or the page as one.
func (d *panelsDialog) colour(list []image.Rectangle) {
	d.hide()
	d.w.desk.setPanels(list)
}

// setPanels colours these parts of the page one by one, an undo step.
func (d *desk) setPanels(list []image.Rectangle) {
	d.timing.begin()
	d.share = 0
	d.editor.SetPanels(list)
	d.changed()
}
