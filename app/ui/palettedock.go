package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// paletteDock shows the swatches that hints are drawn in.
type paletteDock struct {
	*section
	desk  *desk
	tips  *tips
	grid  *fyne.Container
	empty fyne.CanvasObject
	large *swatch
	field *valueField
	cells []*swatch
	shown []color.NRGBA
}

func newPaletteDock(d *desk, t *tips, refresh, done func()) *paletteDock {
	p := &paletteDock{desk: d, tips: t}
	p.grid = container.New(flowLayout{fyne.NewSize(22, 22), 4})
	p.empty = words("Pick colours from the picture with I, or from a reference.")
	p.large = newSwatch(d.colour, 24, t, nil)
	field, box := newValueField(84, p.takeHex, done)
	p.field = field
	line := row(8, 0, 0, p.large, newLabel("Hint colour", sizeRow, colorText2), layout.NewSpacer(), box)
	body := column(8, 2, 0, 12, p.empty, p.grid, line)
	plus := newCell("plus", tipText{"Keep colour", "", "Adds the hint colour to the palette."}, t, func() { d.addSwatch(d.colour) }).small()
	p.section = newSection("Palette", body, t, refresh, plus)
	p.rebuild()
	return p
}

func (p *paletteDock) takeHex(text string) bool {
	c, ok := parseHex(text)
	if ok {
		p.desk.choose(c)
	}
	return ok
}

// take makes a swatch the hint colour and the hint brush the tool.
func (p *paletteDock) take(c color.NRGBA) {
	p.desk.choose(c)
	if p.desk.tool != toolHint {
		p.desk.take(toolHint)
	}
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
}

func (p *paletteDock) rebuild() {
	p.shown = slices.Clone(p.desk.palette)
	p.grid.RemoveAll()
	p.cells = nil
	for _, c := range p.shown {
		s := newSwatch(c, 22, p.tips, p.take)
		p.cells = append(p.cells, s)
		p.grid.Add(s)
	}
	p.setCount(len(p.shown))
	showIf(p.empty, len(p.shown) == 0)
	showIf(p.grid, len(p.shown) > 0)
	p.content.Refresh()
	p.refresh()
}
