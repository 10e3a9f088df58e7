package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
)

// toolbar is the column of tools at the left, with the two colours.
type toolbar struct {
	content fyne.CanvasObject
	desk    *desk
	cells   map[tool]*cell
	front   *swatch
	back    *swatch
}

// toolTips say what the tools do.
var toolTips = map[tool]tipText{
	toolHand:   {"Hand", "Space", "Drag to move the page. Also with the middle button."},
	toolZoom:   {"Zoom", "Z", "Click to zoom in, with Shift out. The wheel zooms too."},
	toolEdge:   {"Edge", "K", "Draw along a boundary: the colours on its two sides part."},
	toolHint:   {"Hint", "B", "Draw the colour that is wanted in a place."},
	toolEraser: {"Eraser", "E", "Removes every stroke it touches."},
	toolSelect: {"Select", "V", "Click a stroke, with Shift more of them, or draw a lasso. Drag moves, handles reshape."},
	toolFigure: {"Figure", "R", "Draw a lasso round a figure: it takes its colours from the references you choose."},
	toolLock:   {"Lock", "L", "Click in an area, or draw a lasso: nothing changes its colours. Click it again to unlock."},
	toolPaint:  {"Paint", "T", "Paints by hand, over colours and flats and under the lines. Again for its eraser."},
	toolFill:   {"Fill", "G", "Click an area of the flats: it becomes the hint colour."},
	toolPicker: {"Picker", "I", "Click to take the colour there for hints."},
}

var toolIcons = map[tool]string{
	toolHand: "hand", toolZoom: "zoom", toolEdge: "edge", toolHint: "hint", toolEraser: "eraser", toolPicker: "picker", toolSelect: "select-stroke", toolLock: "region-lock", toolFill: "fill", toolPaint: "paint", toolFigure: "figure",
}

func newToolbar(d *desk, t *tips, keys func(), settings command) *toolbar {
	b := &toolbar{desk: d, cells: map[tool]*cell{}}
	add := func(list ...tool) (made []fyne.CanvasObject) {
		for _, k := range list {
			c := newCell(toolIcons[k], toolTips[k].translated(), t, func() { d.take(k) })
			c.bar = true
			b.cells[k] = c
			made = append(made, indent(c))
		}
		return made
	}
	items := add(toolHand, toolZoom)
	items = append(items, divider())
	items = append(items, add(toolEdge, toolHint, toolEraser, toolSelect)...)
	items = append(items, divider())
	items = append(items, add(toolPicker, toolFill, toolPaint, toolLock, toolFigure)...)
	items = append(items, divider(), b.colours(t), layout.NewSpacer(),
		indent(newCell("keyboard", tipText{tr("Keys"), "F1", tr("All keys of the window.")}, t, keys)),
		indent(newCell("settings", tipText{settings.title(), settings.keyText(), tr(settings.line)}, t, settings.do)))
	b.content = column(4, 4, 4, 0, items...)
	return b
}

// indent centres a cell in the tool bar without making it wider.
func indent(c *cell) fyne.CanvasObject { return row(0, 6, 6, c) }

// divider parts groups of tools.
func divider() fyne.CanvasObject {
	line := hairline()
	line.min = fyne.NewSize(24, 1)
	return column(0, 4, 4, 12, line)
}

// colours are the hint's colour before the other one.
func (b *toolbar) colours(t *tips) fyne.CanvasObject {
	b.back = newSwatch(b.desk.other, 22, t, func(color.NRGBA) { b.desk.swap() })
	b.front = newSwatch(b.desk.colour, 24, t, nil)
	return fixedAt(fyne.NewSize(widthTools, 40),
		placed{b.back, fyne.NewPos(20, 16)}, placed{b.front, fyne.NewPos(6, 2)})
}

// update follows the desk.
func (b *toolbar) update() {
	for k, c := range b.cells {
		c.set(b.desk.tool == k, false)
	}
	b.front.set(b.desk.colour, false)
	b.back.set(b.desk.other, false)
}
