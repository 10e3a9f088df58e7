package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// layersDock lists what the picture is made of, the topmost first, with an eye for each
// layer that can be hidden. The strokes are the layer that every tool works on, so their
// row is always the chosen one.
type layersDock struct {
	*section
	desk                   *desk
	strokes, lines, colour *layerRow
}

// layerRow is one layer: eye, drawing, name, a note, and a lock if no tool changes it.
type layerRow struct {
	content fyne.CanvasObject
	eye     *cell
	note    *label
}

func newLayersDock(d *desk, t *tips, refresh func(), c commands) *layersDock {
	l := &layersDock{desk: d}
	l.strokes = newLayerRow("edge", tr("Strokes"), t, &c.strokes, false)
	l.lines = newLayerRow("reference", tr("Lines"), t, &c.lines, true)
	l.colour = newLayerRow("palette", tr("Colour"), t, &c.colours, false)
	paper := newLayerRow("layers", tr("Paper"), t, nil, true)
	l.lines.note.set(tr("multiply"))
	paper.note.set(tr("White"))
	chosen := container.NewStack(newPlane(theme.ColorNameSelection, 1, heightRow),
		row(0, 0, 0, newPlane(theme.ColorNamePrimary, 4, heightRow)), l.strokes.content)
	body := column(0, 0, 8, 0, chosen, l.lines.content, l.colour.content, paper.content)
	l.section = newSection("Layers", body, t, refresh)
	return l
}

// newLayerRow makes a row; without a command the layer cannot be hidden.
func newLayerRow(drawing, name string, t *tips, show *command, locked bool) *layerRow {
	r := &layerRow{note: newLabel("", sizeCaption, colorText3)}
	eye := fyne.CanvasObject(newPlane("", 24, 24))
	if show != nil {
		r.eye = newCell("eye", show.tip(), t, show.run).small()
		eye = r.eye
	}
	lock := fyne.CanvasObject(newPlane("", iconDock, iconDock))
	if locked {
		lock = lockSign()
	}
	r.note.cut, r.note.align = true, fyne.TextAlignTrailing
	left := row(8, 9, 8, eye, drawn(drawing, colorText2), newLabel(name, sizeRow, theme.ColorNameForeground))
	r.content = container.NewStack(newPlane("", 1, heightRow), container.New(between{}, left, r.note, row(0, 8, 9, lock)))
	return r
}

// between gives the object in the middle what the two beside it leave.
type between struct{}

// MinSize implements [fyne.Layout].
func (between) MinSize(objects []fyne.CanvasObject) fyne.Size { return rowLayout{}.MinSize(objects) }

// Layout implements [fyne.Layout].
func (between) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, right := objects[0].MinSize().Width, objects[2].MinSize().Width
	x := []float32{0, left, size.Width - right}
	width := []float32{left, max(x[2]-left, 0), right}
	for i, o := range objects {
		high := o.MinSize().Height
		o.Resize(fyne.NewSize(width[i], high))
		o.Move(fyne.NewPos(x[i], float32(int((size.Height-high)/2))))
	}
}

// lockSign is smaller than the other icons of a row, in the middle of its place.
func lockSign() fyne.CanvasObject {
	const side = (iconDock - iconStatus) / 2
	sign := drawn("lock", colorText3)
	return row(0, side, side, fixed(iconStatus, iconStatus, sign))
}

// drawn is an icon that does nothing.
func drawn(name string, c fyne.ThemeColorName) fyne.CanvasObject {
	img := canvas.NewImageFromResource(icon(name, c))
	img.FillMode = canvas.ImageFillContain
	return fixed(iconDock, iconDock, img)
}

// update follows the desk.
func (l *layersDock) update() {
	d := l.desk
	l.strokes.set(d.strokes, d.countText())
	l.lines.set(d.lines, tr("multiply"))
	colour := tr("none yet")
	if d.isOpen() && d.editor.Document().Base().ID != 0 {
		colour = "100 %"
	}
	l.colour.set(d.colours, colour)
}

// set shows a row anew; the dock is laid out again if the note has another width.
func (r *layerRow) set(shown bool, note string) {
	r.eye.rename(map[bool]string{true: "eye", false: "eye-off"}[shown])
	if note != r.note.text {
		r.note.set(note)
		r.content.Refresh()
	}
}
