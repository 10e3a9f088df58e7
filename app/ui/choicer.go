package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// choicer shows the one of a few names that is chosen; a tap lists the others.
type choicer struct {
	widget.BaseWidget
	focusable
	tipped
	names   []string
	picked  func(i int)
	text    *label
	card    *plane
	content fyne.CanvasObject
}

func newChoicer(width float32, names []string, picked func(int)) *choicer {
	c := &choicer{names: names, picked: picked, text: newLabel("", sizeRow, theme.ColorNameForeground)}
	c.card = newCard(theme.ColorNameInputBackground, theme.ColorNameInputBorder, radiusControl)
	c.content = fixed(width, heightField, c.card, row(0, 8, 7, c.text, layout.NewSpacer(), drawn("chevron-down", colorText2)))
	c.focusable = reachable(c, radiusControl, 1, func() { c.Tapped(nil) })
	c.ExtendBaseWidget(c)
	return c
}

// set shows a name.
func (c *choicer) set(name string) { c.text.set(name) }

// Tapped implements [fyne.Tappable].
func (c *choicer) Tapped(*fyne.PointEvent) {
	menu := fyne.NewMenu("")
	for i, name := range c.names {
		item := fyne.NewMenuItem(name, func() { c.picked(i) })
		item.Checked = name == c.text.text
		menu.Items = append(menu.Items, item)
	}
	over := fyne.CurrentApp().Driver().CanvasForObject(c)
	widget.ShowPopUpMenuAtRelativePosition(menu, over, fyne.NewPos(0, heightField+2), c)
}

// MouseIn implements [desktop.Hoverable].
func (c *choicer) MouseIn(*desktop.MouseEvent) {
	c.card.fill(theme.ColorNameHover)
	c.tell()
}

// MouseOut implements [desktop.Hoverable].
func (c *choicer) MouseOut() {
	c.card.fill(theme.ColorNameInputBackground)
	c.untell()
}

// CreateRenderer implements [fyne.Widget].
func (c *choicer) CreateRenderer() fyne.WidgetRenderer {
	return c.ringed(widget.NewSimpleRenderer(c.content))
}
