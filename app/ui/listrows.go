package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// listEye is the width at the right of a row that its eye takes.
const listEye = 32

// CreateRenderer implements [fyne.Widget].
func (l *listing) CreateRenderer() fyne.WidgetRenderer {
	r := &listingRenderer{l: l, thumb: canvas.NewRectangle(transparent)}
	r.Refresh()
	return r
}

type listingRenderer struct {
	l     *listing
	rows  []*listRow
	thumb *canvas.Rectangle // of the scroll bar
}

func (r *listingRenderer) Layout(size fyne.Size) {
	for k, row := range r.rows {
		row.place(float32(k)*heightRow, size.Width)
	}
	all, shown := float32(max(len(r.l.items), 1)), float32(r.l.rows)
	r.thumb.Resize(fyne.NewSize(3, size.Height*min(shown/all, 1)))
	r.thumb.Move(fyne.NewPos(size.Width-4, size.Height*float32(r.l.first)/all))
}

func (r *listingRenderer) MinSize() fyne.Size { return r.l.MinSize() }

func (r *listingRenderer) Refresh() {
	l := r.l
	for len(r.rows) < l.rows {
		r.rows = append(r.rows, newListRow())
	}
	for k, row := range r.rows {
		i := l.first + k
		there := i < len(l.items) && k < l.rows
		row.hide(!there)
		if there {
			row.set(rowLook{l.items[i], i == l.hovered, l.focused && i == l.cursor})
		}
	}
	r.thumb.FillColor, r.thumb.CornerRadius = themed(colorBorder), 1.5
	showIf(r.thumb, len(l.items) > l.rows)
	r.Layout(l.Size())
	r.thumb.Refresh()
}

func (r *listingRenderer) Objects() []fyne.CanvasObject {
	var list []fyne.CanvasObject
	for _, row := range r.rows {
		list = append(list, row.objects()...)
	}
	return append(list, r.thumb)
}
func (r *listingRenderer) Destroy() {}

// rowLook is what a row on show depends on beside the theme.
type rowLook struct {
	item           listItem
	hovered, inUse bool
}

// listRow is one row on show.
type listRow struct {
	back, bar, swatch *canvas.Rectangle
	icon, eye, sign   *canvas.Image
	text, note        *canvas.Text
	hidden            bool
	width             float32
	look              rowLook
	ink, drawn        color.Color // of the themes that the row was set and its icons drawn for
}

func newListRow() *listRow {
	img := func() *canvas.Image {
		i := canvas.NewImageFromResource(icon("edge", colorText2))
		i.FillMode = canvas.ImageFillContain
		i.Resize(fyne.NewSquareSize(iconDock))
		return i
	}
	box := func() *canvas.Rectangle { return canvas.NewRectangle(transparent) }
	return &listRow{back: box(), bar: box(), swatch: box(), icon: img(), eye: img(), sign: img(), text: canvas.NewText("", transparent), note: canvas.NewText("", transparent)}
}

func (r *listRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.bar, r.icon, r.swatch, r.text, r.note, r.sign, r.eye}
}

func (r *listRow) hide(hidden bool) {
	if r.hidden == hidden {
		return
	}
	r.hidden, r.ink = hidden, nil // what a row does not need is hidden when it is set
	for _, o := range r.objects() {
		showIf(o, !hidden)
	}
}

// place puts the row at a height.
func (r *listRow) place(y, width float32) {
	r.width = width
	at := func(o fyne.CanvasObject, x, h float32) { o.Move(fyne.NewPos(x, y+(heightRow-h)/2)) }
	r.back.Resize(fyne.NewSize(width, heightRow))
	r.bar.Resize(fyne.NewSize(4, heightRow))
	at(r.back, 0, heightRow)
	at(r.bar, 0, heightRow)
	at(r.icon, 12, iconDock)
	r.swatch.Resize(fyne.NewSquareSize(14))
	at(r.swatch, 13, 14)
	at(r.eye, width-listEye+6, iconDock)
	right := width - 12
	if r.look.item.eye != "" {
		right = width - listEye
	}
	r.sign.Resize(fyne.NewSquareSize(iconStatus))
	if r.look.item.sign != "" {
		at(r.sign, right-iconStatus, iconStatus)
		right -= iconStatus + 6
	}
	note := r.note.MinSize()
	at(r.note, right-note.Width, note.Height)
	left := float32(38)
	if r.look.item.icon == "" && r.look.item.colour.A == 0 {
		left = 12
	}
	r.text.Text = fitted(r.look.item.text, sizeRow, max(right-note.Width-8-left, 20))
	at(r.text, left, r.text.MinSize().Height)
}

// set shows another item.
func (r *listRow) set(look rowLook) {
	ink := themed(theme.ColorNameForeground)
	if look == r.look && ink == r.ink {
		return
	}
	r.look, r.ink = look, ink
	item := look.item
	r.back.FillColor, r.bar.FillColor = r.backColour(), transparent
	r.back.StrokeWidth, r.back.StrokeColor = 0, transparent
	if look.inUse {
		r.back.StrokeWidth, r.back.StrokeColor = ringWidth, themed(theme.ColorNameFocus)
	}
	if item.chosen {
		r.bar.FillColor = themed(theme.ColorNamePrimary)
	}
	words, quiet := theme.ColorNameForeground, colorText3
	if item.faint {
		words, quiet = theme.ColorNameDisabled, theme.ColorNameDisabled
	}
	drawing := colorText2
	if item.faint {
		drawing = theme.ColorNameDisabled
	}
	r.swatch.FillColor, r.swatch.CornerRadius = item.colour, radiusSwatch
	r.swatch.StrokeWidth, r.swatch.StrokeColor = 1, themed(colorBorder)
	showIf(r.swatch, item.colour.A > 0)
	showIf(r.icon, item.colour.A == 0 && item.icon != "")
	showIf(r.eye, item.eye != "")
	showIf(r.sign, item.sign != "")
	setIcon(r.icon, item.icon, drawing, ink != r.drawn)
	setIcon(r.eye, item.eye, colorText2, ink != r.drawn)
	setIcon(r.sign, item.sign, colorText3, ink != r.drawn)
	r.drawn = ink
	r.text.TextSize, r.text.Color = sizeRow, themed(words)
	r.note.Text, r.note.TextSize, r.note.Color = item.note, sizeCaption, themed(quiet)
	r.place(r.back.Position().Y, r.width)
	for _, o := range []fyne.CanvasObject{r.back, r.bar, r.swatch, r.text, r.note} {
		o.Refresh()
	}
}

func (r *listRow) backColour() color.Color {
	switch {
	case r.look.item.chosen:
		return themed(theme.ColorNameSelection)
	case r.look.hovered:
		return themed(theme.ColorNameHover)
	}
	return transparent
}

// setIcon changes what an image shows. Drawing an icon takes long: it is drawn anew only if
// it is another, or for another theme.
func setIcon(img *canvas.Image, name string, c fyne.ThemeColorName, otherTheme bool) {
	if name == "" {
		return
	}
	r := icon(name, c)
	if other := img.Resource == nil || img.Resource.Name() != r.Name(); other || otherTheme {
		img.Resource = r
		img.Refresh()
	}
}
