package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// optionBar holds what the tool in hand can be set to, and what is always at hand.
type optionBar struct {
	content fyne.CanvasObject
	desk    *desk

	icon   *canvas.Image
	shown  string // name of the icon on show
	title  *label
	size   fyne.CanvasObject // the group that only brushes have
	slider *slider
	field  *valueField
	note   *label
	views  *compareBar // instead of the tool's options while comparing

	undo, redo, eye, compare *cell
	remove                   *cell     // the selected strokes
	erasing                  *segments // what the eraser takes
	painting                 *segments // whether the paint tool paints or erases
	steady                   *steadyGroup
	follow                   *tickBox
	unlock                   *cell        // all locked regions
	taking                   *takingChips // references of a figure
	export                   *action
	laid                     string // what the layout depends on
}

func newOptionBar(d *desk, t *tips, c commands, compareAs func(func(*comparison))) *optionBar {
	b := &optionBar{desk: d, views: newCompareBar(t, c.compare, compareAs), title: newTitle(""), note: newLabel("", sizeRow, colorText2)}
	b.icon = canvas.NewImageFromResource(icon("edge", theme.ColorNamePrimary))
	b.icon.FillMode = canvas.ImageFillContain
	b.slider = newSlider(minBrush, maxBrush, 6, func(v float64) { d.setWidth(v, b.slider.held) })
	b.slider.letGo = d.letGo
	field, box := newValueField(56, true, b.takeSize, c.focusPicture)
	b.field = field
	wide := func() tipText {
		return tipText{tr("Brush size"), t.keys("Narrower brush", "Wider brush"), tr("Also Shift and drag.")}
	}
	b.slider.withTip(t, b.slider, wide)
	field.withTip(t, field, wide)
	b.size = row(8-sliderAir, 0, 0, newLabel(tr("Size"), sizeCaption, colorText2), b.slider, box)
	cellFor := func(name string, x command) *cell {
		return newCell(name, x.tip(), t, x.do).barred()
	}
	b.undo, b.redo = cellFor("undo", c.undo), cellFor("redo", c.redo)
	b.eye, b.compare = cellFor("eye", c.strokes), cellFor("compare", c.compare)
	b.remove = cellFor("trash", c.remove)
	b.erasing = newSegments([]string{tr("Touched"), tr("Lasso")}, 0, func(i int) { d.eraseBy(i == 1) })
	b.erasing.withTip(t, b.erasing, func() tipText {
		return []tipText{
			{tr("Touched"), t.keys("Eraser"), tr("Strokes that the eraser touches go.")},
			{tr("Lasso"), t.keys("Erase with a lasso"), tr(c.lassoErase.line)},
		}[max(b.erasing.hovered, 0)]
	})
	b.painting = newSegments([]string{tr("Paint"), tr("Erase")}, 0, func(i int) { d.paintBy(i == 1) })
	b.painting.withTip(t, b.painting, c.paint.tip)
	b.unlock = cellFor("unlock", c.unlock)
	b.taking = newTakingChips(d, t, c.typedIn)
	b.steady = newSteadyGroup(d, t, c)
	b.follow = newTickBox(tr("Follow lines"), false, c.typedIn, d.follow)
	b.follow.withTip(t, b.follow, c.follow.tip)
	b.export = newAction("export", tr("Export"), "", fyne.NewSize(90, heightControl), c.export.do)
	b.export.main, b.export.centred = true, true
	b.export.withTip(t, b.export, c.export.tip)
	b.content = row(12, 14, 12,
		row(18, 0, 0, fixed(iconBar, iconBar, b.icon), b.title), tall(), b.erasing, b.painting, b.size, b.steady.content, b.follow, b.remove, b.unlock, b.taking.content, b.note, b.views.content, layout.NewSpacer(),
		row(12, 0, 0, row(8, 0, 0, b.undo, b.redo), tall(), row(8, 0, 0, b.eye, b.compare), tall()), b.export)
	return b
}

// tall is a hairline between groups of a bar.
func tall() fyne.CanvasObject {
	line := hairline()
	line.min = fyne.NewSize(1, 18)
	return line
}

// takeSize reads a brush size as typed.
func (b *optionBar) takeSize(text string) bool {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "px"))
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= minBrush && v <= maxBrush) {
		return false
	}
	b.desk.setWidth(v, false)
	return true
}

// update follows the desk.
func (b *optionBar) update() {
	d := b.desk
	name, title := toolIcons[d.tool], tr(d.tool.String())
	if d.comparing {
		name, title = "compare", tr("Compare")
	}
	if name != b.shown {
		b.shown = name
		b.icon.Resource = icon(name, theme.ColorNamePrimary)
		b.icon.Refresh()
	}
	b.title.set(title)
	b.note.set(b.noteText())
	showIf(b.size, d.sizes() && !d.comparing)
	showIf(b.note, b.note.text != "")
	showIf(b.views.content, d.comparing)
	showIf(b.remove, (d.tool == toolSelect || d.tool == toolFigure) && !d.comparing)
	b.remove.set(false, !d.anyChosen())
	showIf(b.steady.content, d.drawsLines() && !d.comparing)
	b.steady.update(b.content.Size().Width)
	showIf(b.unlock, d.tool == toolLock && !d.comparing)
	b.unlock.set(false, !d.anyLocked())
	b.taking.update()
	showIf(b.taking.content, d.tool == toolFigure && !d.comparing)
	showIf(b.follow, d.tool == toolEdge && !d.comparing)
	if b.follow.on != d.follows {
		b.follow.on = d.follows
		b.follow.Refresh()
	}
	showIf(b.erasing, d.tool == toolEraser && !d.comparing)
	b.erasing.set(map[bool]int{true: 1}[d.lassoErases])
	showIf(b.painting, d.tool == toolPaint && !d.comparing)
	b.painting.set(map[bool]int{true: 1}[d.paintErases])
	b.views.update(d.comparison)
	if d.sizes() {
		b.slider.set(math.Round(d.width()))
		b.field.show(sizeText(d.width()))
	}
	open := d.isOpen()
	b.undo.set(false, !open || !d.editor.CanUndo())
	b.redo.set(false, !open || !d.editor.CanRedo())
	b.eye.set(false, !open)
	b.eye.rename(map[bool]string{true: "eye", false: "eye-off"}[d.strokes])
	b.compare.set(d.comparing, !open || d.editor.Before() == nil)
	b.export.disable(!open)
	if laid := fmt.Sprint(title, "|", b.note.text, b.size.Visible(), b.erasing.Visible(), b.painting.Visible(), b.taking.content.Visible(), len(b.taking.boxes), b.steady.content.Visible(), b.steady.slider.Visible(), b.follow.Visible()); laid != b.laid {
		b.laid = laid
		b.content.Refresh()
	}
}

// noteText says what stands where the size is not.
func (b *optionBar) noteText() string {
	switch {
	case b.desk.comparing:
		return ""
	case b.desk.tool == toolSelect:
		if n := len(b.desk.selectedStrokes()); n > 0 {
			return trn(n, "%d stroke selected", "%d strokes selected")
		}
		return tr("Nothing selected")
	case b.desk.tool == toolLock:
		if n := len(b.desk.locks()); n > 0 {
			return trn(n, "%d region locked", "%d regions locked")
		}
		return tr("Nothing is locked")
	case b.desk.tool == toolFill && !b.desk.hasFlats():
		return tr("There are no flats yet")
	case b.desk.tool == toolFill:
		return tr("Areas become the hint colour")
	case b.desk.tool == toolFigure:
		return b.desk.figureText()
	case b.desk.tool == toolPicker:
		return tr("Takes the colour under the lines.")
	}
	return ""
}

func sizeText(px float64) string {
	return strconv.FormatFloat(math.Round(10*px)/10, 'f', -1, 64) + " px"
}

// countText counts the strokes in words.
func (d *desk) countText() string {
	edges, hints := d.counts()
	return trn(edges, "%d edge", "%d edges") + ", " + trn(hints, "%d hint", "%d hints")
}

// showIf shows or hides an object.
func showIf(o fyne.CanvasObject, show bool) {
	if show == o.Visible() {
		return
	}
	if show {
		o.Show()
	} else {
		o.Hide()
	}
}
