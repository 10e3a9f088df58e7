package ui

import (
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"keyline/canvas/palette"
)

// swatchTap is a tap on the swatch at a place; no time: there was none.
type swatchTap struct {
	at   int
	when time.Time
}

// swatchLayout places the swatches: ten a row.
var swatchLayout = flowLayout{fyne.NewSize(22, 22), 4}

// paletteDock shows the swatches that hints are drawn in.
type paletteDock struct {
	*section
	desk  *desk
	tips  *tips
	cmd   paletteCommands
	grid  *fyne.Container
	empty fyne.CanvasObject
	large *swatch
	name  *label
	field *valueField
	more  *cell
	cells []*paletteSwatch
	shown []palette.Swatch
	last  swatchTap

	edit  func(i int)
	leave func() // gives the keyboard back to the picture
	keys  func(*fyne.KeyEvent)
}

func newPaletteDock(w *Window, refresh func()) *paletteDock {
	p := &paletteDock{desk: w.desk, tips: w.tips, cmd: w.cmd.palette, edit: w.askColour, leave: w.focusPicture, keys: w.typed}
	p.grid = container.New(swatchLayout)
	p.empty = words(tr("Take colours with the picker and keep them with +, or load a palette from the … menu."))
	p.large = newSwatch(p.desk.colour, 24, p.tips, nil)
	p.name = newLabel("", sizeRow, theme.ColorNameForeground)
	field, box := newValueField(84, false, p.takeHex, w.focusPicture)
	p.field = field
	field.withTip(p.tips, field, fixedTip(tipText{tr("Hint colour"), "", tr(hexNote)}))
	line := row(8, 0, 0, p.large, p.name, layout.NewSpacer(), box)
	body := column(8, 4, 12, 12, p.empty, p.grid, line)
	plus := newCell("plus", tipText{tr("Keep colour"), "", tr("Adds the hint colour to the palette.")}, p.tips, p.keep).small()
	p.more = newCell("more", tipText{tr("Palette"), "", tr("Load, save, edit, use as reference.")}, p.tips, p.menu).small()
	p.section = newSection("Palette", body, p.tips, refresh, plus, p.more)
	p.rebuild()
	return p
}

func (p *paletteDock) keep() { p.desk.addSwatch(palette.Swatch{Colour: p.desk.colour}) }

func (p *paletteDock) takeHex(text string) bool {
	c, ok := parseHex(text)
	if ok {
		p.desk.choose(c)
	}
	return ok
}

// take makes a swatch the hint colour and the hint brush the tool. Hints that are selected
// get the colour instead and stay so.
func (p *paletteDock) take(c color.NRGBA) {
	p.desk.choose(c)
	if p.desk.recolour(c) {
		return
	}
	if t := p.desk.tool; t != toolHint && t != toolFill && t != toolPaint {
		p.desk.take(toolHint)
	}
}

// tappedTwice notes a tap and tells whether it makes a double one with that before.
func (p *paletteDock) tappedTwice(i int) bool {
	before, now := p.last, p.desk.timing.clock()
	p.last = swatchTap{i, now}
	if before.at != i || before.when.IsZero() || now.Sub(before.when) > fyne.CurrentApp().Driver().DoubleTapDelay() {
		return false
	}
	p.last = swatchTap{}
	return true
}

// update follows the desk.
func (p *paletteDock) update() {
	if !slices.Equal(p.shown, p.desk.palette) {
		p.rebuild()
	}
	for _, s := range p.cells {
		s.set(s.colour, s.colour == p.desk.colour)
	}
	p.large.set(p.desk.colour, false)
	p.field.show(hex(p.desk.colour))
	p.name.set(p.chosenName())
}

// chosenName is that of the hint colour, as far as there is room.
func (p *paletteDock) chosenName() string {
	if i := p.desk.swatch(); i >= 0 && p.desk.palette[i].Name != "" {
		// Swatch, hex and the gaps between take the rest of the row.
		room := max(p.grid.Size().Width-124, 80)
		return fitted(p.desk.palette[i].Name, sizeRow, room)
	}
	return tr("Hint colour")
}

// rebuild makes the swatches anew; the place that has the keyboard keeps it.
func (p *paletteDock) rebuild() {
	focused := slices.IndexFunc(p.cells, func(s *paletteSwatch) bool { return s.focused })
	p.shown = slices.Clone(p.desk.palette)
	p.grid.RemoveAll()
	p.cells = nil
	for i, of := range p.shown {
		s := newPaletteSwatch(p, i, of)
		p.cells = append(p.cells, s)
		p.grid.Add(s)
	}
	p.setCount(len(p.shown))
	showIf(p.empty, len(p.shown) == 0)
	showIf(p.grid, len(p.shown) > 0)
	p.resized()
	switch {
	case focused >= 0 && len(p.cells) > 0:
		p.give(min(focused, len(p.cells)-1))
	case focused >= 0:
		p.leave()
	}
}

// perRow is how many swatches stand side by side.
func (p *paletteDock) perRow() int { return swatchLayout.perRow(p.grid.Size().Width) }

// focus gives the keyboard to the swatch in hand, or to the first.
func (p *paletteDock) focus() {
	if p.folded {
		p.fold()
	}
	p.give(max(p.desk.swatch(), 0))
}

// give gives a swatch the keyboard.
func (p *paletteDock) give(i int) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.grid); c != nil && i < len(p.cells) {
		c.Focus(p.cells[i])
	}
}

// goTo moves the keyboard to a swatch, if there is one, and takes it.
func (p *paletteDock) goTo(i int) {
	if i >= 0 && i < len(p.cells) {
		p.give(i)
		p.take(p.cells[i].colour)
	}
}

// remove takes a swatch away; the next one has the keyboard then.
func (p *paletteDock) remove(i int) { p.desk.removeSwatch(i) }

// menu opens the palette's menu under its button.
func (p *paletteDock) menu() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.more)
	p.show(p.cmd.dockMenu(), p.more, at.AddXY(0, p.more.Size().Height))
}

// menuOf opens the menu of one swatch.
func (p *paletteDock) menuOf(s *paletteSwatch, at fyne.Position) {
	p.show(fyne.NewMenu("",
		fyne.NewMenuItem(p.cmd.edit.title(), func() { p.edit(s.at) }),
		fyne.NewMenuItem(p.cmd.remove.title(), func() { p.remove(s.at) })), s, at)
}

func (p *paletteDock) show(m *fyne.Menu, over fyne.CanvasObject, at fyne.Position) {
	p.tips.hide()
	widget.ShowPopUpMenuAtPosition(m, fyne.CurrentApp().Driver().CanvasForObject(over), at)
}
