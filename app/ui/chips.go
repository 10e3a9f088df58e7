package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// takingChips choose the references that a figure takes from: All, A, B and so on. Each is a
// switch of its own for pointer and keyboard.
type takingChips struct {
	content *fyne.Container
	desk    *desk
	tips    *tips
	keys    func(*fyne.KeyEvent) bool
	boxes   []*tickBox
}

func newTakingChips(d *desk, t *tips, keys func(*fyne.KeyEvent) bool) *takingChips {
	return &takingChips{desk: d, tips: t, keys: keys, content: container.NewStack()}
}

// update follows the desk.
func (c *takingChips) update() {
	if n := len(c.desk.references); len(c.boxes) != n+1 {
		c.build(n)
	}
	taken := c.desk.takesFrom()
	for i, box := range c.boxes {
		on := slices.Contains(taken, i-1)
		if i == 0 {
			on = len(taken) == 0
		}
		if box.on != on {
			box.on = on
			box.Refresh()
		}
	}
}

func (c *takingChips) build(references int) {
	c.boxes = []*tickBox{newTickBox(tr("All"), true, c.keys, func(bool) { c.desk.takeFrom(nil) })}
	for i := range references {
		c.boxes = append(c.boxes, newTickBox(letterOf(i), false, c.keys, func(bool) { c.desk.toggleTaking(i) }))
	}
	list := []fyne.CanvasObject{newLabel(tr("Takes"), sizeCaption, colorText2)}
	for _, box := range c.boxes {
		box.withTip(c.tips, box, fixedTip(tipText{tr("References of the figure"), "", tr("The figure takes its colours from those that are ticked.")}))
		list = append(list, box)
	}
	c.content.Objects = []fyne.CanvasObject{row(10, 0, 0, list...)}
	c.content.Refresh()
}
