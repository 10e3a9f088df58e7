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

// colourDialog asks for hex and name of a swatch. Its sliders and its hex say the same.
type colourDialog struct {
	hex, name   *lineEntry
	before, now *swatch
	at          hsv // of the colour now
	parts       []*colourPart
	note        *label
	tips        *tips // those of the window would show behind it
	then        func(palette.Swatch)
	close       func()
}

const hexNote = "Six digits, such as #6157AD, or three."

func showColourDialog(w *Window, title string, s palette.Swatch, then func(palette.Swatch)) {
	newColourDialog(w, s, then).open(w, title, true)
}

// showBareColourDialog asks for a colour that has no name.
func showBareColourDialog(w *Window, title string, c color.NRGBA, then func(color.NRGBA)) {
	newColourDialog(w, palette.Swatch{Colour: c}, func(s palette.Swatch) { then(s.Colour) }).open(w, title, false)
}

func newColourDialog(w *Window, s palette.Swatch, then func(palette.Swatch)) *colourDialog {
	c := &colourDialog{then: then, at: hsvOf(s.Colour), tips: newTips(w.tips.later)}
	c.before, c.now = newSwatch(s.Colour, 56, c.tips, nil), newSwatch(s.Colour, 56, c.tips, nil)
	c.note = newLabel(tr(hexNote), sizeCaption, colorText3)
	c.hex = newLineEntry(hex(s.Colour), w.dialogKey, c.look)
	c.name = newLineEntry(s.Name, w.dialogKey, nil)
	c.name.SetPlaceHolder(tr("None"))
	c.makeParts(w)
	return c
}

// open shows the dialog, with a field for the name or without.
func (c *colourDialog) open(w *Window, title string, named bool) {
	d := dialog.NewCustomWithoutButtons(title, c.body(named), w.win)
	save := newPushButton(tr("Save"), w.dialogKey, c.accept)
	save.Importance = widget.HighImportance
	d.SetButtons([]fyne.CanvasObject{newPushButton(tr("Cancel"), w.dialogKey, d.Hide), save})
	d.Resize(fyne.NewSize(480, 200))
	c.close = d.Hide
	open := w.track(d)
	open.enter, open.after = c.accept, c.tips.hide
	d.Show()
	w.win.Canvas().Focus(c.hex)
	c.hex.TypedShortcut(&fyne.ShortcutSelectAll{})
}

func (c *colourDialog) body(named bool) fyne.CanvasObject {
	fields := container.New(layout.NewFormLayout())
	line := func(text string, o fyne.CanvasObject) {
		fields.Objects = append(fields.Objects, newLabel(text, sizeBody, colorText2), o)
	}
	line(tr("Hex"), c.hex)
	for _, p := range c.parts {
		line(p.name, p.box)
	}
	if named {
		line(tr("Name"), c.name)
	}
	parts := container.NewBorder(nil, nil, container.NewCenter(c.swatches()), nil, column(0, 0, 0, 12, fields))
	return container.NewStack(column(8, 4, 4, 0, parts, c.note), c.tips.layer)
}

// swatches are the colour as it was beside what it becomes.
func (c *colourDialog) swatches() fyne.CanvasObject {
	under := func(s *swatch, text string) fyne.CanvasObject {
		return column(4, 0, 0, 0, s, container.NewCenter(newLabel(text, sizeCaption, colorText2)))
	}
	return row(0, 0, 0, under(c.before, tr("Before")), under(c.now, tr("Now")))
}

// look takes the colour as it is typed.
func (c *colourDialog) look(text string) {
	colour, ok := parseHex(text)
	if ok {
		c.at = c.at.follow(colour)
		c.show()
	}
	c.complain(!ok && len(text) >= 7)
}

// show puts the colour into swatch and sliders.
func (c *colourDialog) show() {
	c.now.set(c.at.rgb(), false)
	for _, p := range c.parts {
		p.show(&c.at)
	}
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
