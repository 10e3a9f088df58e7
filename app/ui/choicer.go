package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// choicer shows the one of a few names that is chosen; a tap lists the others.
type choicer struct {
	widget.BaseWidget
	focusable
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
func (c *choicer) MouseIn(*desktop.MouseEvent) { c.hover(theme.ColorNameHover) }

// MouseMoved implements [desktop.Hoverable].
func (c *choicer) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (c *choicer) MouseOut() { c.hover(theme.ColorNameInputBackground) }

func (c *choicer) hover(colour fyne.ThemeColorName) {
	c.card.colour = colour
	c.card.Refresh()
}

// CreateRenderer implements [fyne.Widget].
func (c *choicer) CreateRenderer() fyne.WidgetRenderer {
	return c.ringed(widget.NewSimpleRenderer(c.content))
}

// modeChoice are a few names side by side of which one is chosen.
type modeChoice struct {
	content fyne.CanvasObject
	list    []*modeName
}

func newModeChoice(names []string, picked func(i int)) *modeChoice {
	s := &modeChoice{}
	line := row(0, 2, 2, newPlane("", 0, heightControl))
	for i, name := range names {
		g := newModeName(name, func() { picked(i) })
		s.list = append(s.list, g)
		line.Add(g)
	}
	s.content = container.NewStack(newCard(theme.ColorNameInputBackground, theme.ColorNameInputBorder, radiusControl), line)
	return s
}

// set chooses one.
func (s *modeChoice) set(chosen int) {
	for i, g := range s.list {
		g.choose(i == chosen)
	}
}

// modeName is one of the names.
type modeName struct {
	widget.BaseWidget
	focusable
	name            string
	chosen, hovered bool
	tapped          func()
}

func newModeName(name string, tapped func()) *modeName {
	g := &modeName{name: name, tapped: tapped}
	g.focusable = reachable(g, radiusControl, 1, tapped)
	g.ExtendBaseWidget(g)
	return g
}

func (g *modeName) choose(on bool) {
	if on != g.chosen {
		g.chosen = on
		g.Refresh()
	}
}

// Tapped implements [fyne.Tappable].
func (g *modeName) Tapped(*fyne.PointEvent) { g.tapped() }

// MouseIn implements [desktop.Hoverable].
func (g *modeName) MouseIn(*desktop.MouseEvent) { g.hover(true) }

// MouseMoved implements [desktop.Hoverable].
func (g *modeName) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (g *modeName) MouseOut() { g.hover(false) }

func (g *modeName) hover(on bool) {
	g.hovered = on
	g.Refresh()
}

// CreateRenderer implements [fyne.Widget].
func (g *modeName) CreateRenderer() fyne.WidgetRenderer {
	r := &modeNameRenderer{g, canvas.NewRectangle(transparent), canvas.NewText(g.name, transparent)}
	r.Refresh()
	return g.ringed(r)
}

type modeNameRenderer struct {
	g    *modeName
	back *canvas.Rectangle
	text *canvas.Text
}

func (r *modeNameRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	m := r.text.MinSize()
	r.text.Move(fyne.NewPos((size.Width-m.Width)/2, (size.Height-m.Height)/2))
}

// MinSize is that of the bold name, so that choosing moves nothing.
func (r *modeNameRenderer) MinSize() fyne.Size {
	wide := fyne.MeasureText(r.g.name, sizeRow, fyne.TextStyle{Bold: true}).Width
	return fyne.NewSize(wide+24, heightField)
}

func (r *modeNameRenderer) Refresh() {
	colour := theme.ColorNameForeground
	r.back.FillColor, r.back.CornerRadius = transparent, radiusControl
	switch {
	case r.g.chosen:
		colour = theme.ColorNamePrimary
		r.back.FillColor = themed(theme.ColorNameSelection)
	case r.g.hovered:
		r.back.FillColor = themed(theme.ColorNameHover)
	}
	r.text.TextSize, r.text.Color, r.text.TextStyle.Bold = sizeRow, themed(colour), r.g.chosen
	r.Layout(r.g.Size())
	r.back.Refresh()
	r.text.Refresh()
}

func (r *modeNameRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back, r.text} }
func (r *modeNameRenderer) Destroy()                     {}
