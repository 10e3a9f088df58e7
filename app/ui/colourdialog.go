package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"keyline/canvas/palette"
)

// colourDialog asks for hex and name of a swatch.
type colourDialog struct {
	hex, name *widget.Entry
	shown     *swatch
	note      *label
	then      func(palette.Swatch)
	close     func()
}

const hexNote = "Six digits, such as #6157AD, or three."

func showColourDialog(w *Window, title string, s palette.Swatch, then func(palette.Swatch)) {
	newColourDialog(w, s, then).show(w, title, true)
}

// showBareColourDialog asks for a colour that has no name.
func showBareColourDialog(w *Window, title string, c color.NRGBA, then func(color.NRGBA)) {
	newColourDialog(w, palette.Swatch{Colour: c}, func(s palette.Swatch) { then(s.Colour) }).show(w, title, false)
}

func newColourDialog(w *Window, s palette.Swatch, then func(palette.Swatch)) *colourDialog {
	c := &colourDialog{hex: widget.NewEntry(), name: widget.NewEntry(), then: then}
	c.shown = newSwatch(s.Colour, 72, w.tips, nil)
	c.note = newLabel(tr(hexNote), sizeCaption, colorText3)
	c.hex.SetText(hex(s.Colour))
	c.name.SetText(s.Name)
	c.name.SetPlaceHolder(tr("None"))
	c.hex.OnChanged = c.look
	accept := func(string) { c.accept() }
	c.hex.OnSubmitted, c.name.OnSubmitted = accept, accept
	return c
}

// show opens the dialog, with a field for the name or without.
func (c *colourDialog) show(w *Window, title string, named bool) {
	d := dialog.NewCustomWithoutButtons(title, c.body(named), w.win)
	save := widget.NewButton(tr("Save"), c.accept)
	save.Importance = widget.HighImportance
	d.SetButtons([]fyne.CanvasObject{widget.NewButton(tr("Cancel"), d.Hide), save})
	d.Resize(fyne.NewSize(400, 200))
	c.close = d.Hide
	w.track(d)
	d.Show()
	w.win.Canvas().Focus(c.hex)
	c.hex.TypedShortcut(&fyne.ShortcutSelectAll{})
}

func (c *colourDialog) body(named bool) fyne.CanvasObject {
	word := func(text string) fyne.CanvasObject { return newLabel(text, sizeBody, colorText2) }
	fields := container.New(layout.NewFormLayout(), word(tr("Hex")), c.hex)
	if named {
		fields.Objects = append(fields.Objects, word(tr("Name")), c.name)
	}
	swatch := container.NewCenter(c.shown)
	return column(8, 4, 4, 0, container.NewBorder(nil, nil, swatch, nil, column(0, 0, 0, 12, fields)), c.note)
}

// look shows the colour as it is typed.
func (c *colourDialog) look(text string) {
	colour, ok := parseHex(text)
	if ok {
		c.shown.set(colour, false)
	}
	c.complain(!ok && len(text) >= 7)
}

func (c *colourDialog) complain(wrong bool) {
	c.note.colour = colorText3
	text := tr(hexNote)
	if wrong {
		c.note.colour = theme.ColorNameError
		text = tr("That is no colour.") + " " + text
	}
	c.note.text = text
	c.note.Refresh()
}

// accept takes the swatch, or says what is wrong and stays.
func (c *colourDialog) accept() {
	colour, ok := parseHex(c.hex.Text)
	if !ok {
		c.complain(true)
		return
	}
	c.close()
	c.then(palette.Swatch{Name: palette.CleanName(c.name.Text), Colour: colour})
}
