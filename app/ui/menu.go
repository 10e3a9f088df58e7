package ui

import (
	"fyne.io/fyne/v2"

	page "keyline/canvas"
)

// menus is the window's main menu; it shows what can be done now.
type menus struct {
	main   *fyne.MainMenu
	items  []menuItem
	state  string
	recent *fyne.MenuItem
	open   func(recentPicture)
	// forgetAll empties the list of recent pictures.
	forgetAll *fyne.MenuItem
	// unless runs a command if no dialog is open.
	unless func(then func())
	// recorded takes a key for the list of keys if that waits for one.
	recorded func(binding) bool
}

type menuItem struct {
	item    *fyne.MenuItem
	command command
	checked func() bool // nil: no switch
}

func newMenus(w *Window) *menus {
	m := &menus{unless: w.unlessAsked, recorded: w.recorded, open: w.openRecent, recent: fyne.NewMenuItem(tr("Open recent"), nil)}
	m.recent.ChildMenu = fyne.NewMenu("")
	m.recent.Disabled = true
	m.forgetAll = m.item(w.cmd.clearRecent, nil)
	c, d := w.cmd, w.desk
	samples := fyne.NewMenuItem(tr("Samples"), nil)
	samples.ChildMenu = fyne.NewMenu("")
	for _, name := range w.samples.names() {
		samples.ChildMenu.Items = append(samples.ChildMenu.Items, fyne.NewMenuItem(sampleTitle(name), func() { w.OpenSample(name) }))
	}
	quit := m.item(c.quit, nil)
	quit.IsQuit = true
	line := fyne.NewMenuItemSeparator
	is := func(v *bool) func() bool { return func() bool { return *v } }
	on := func(t tool) func() bool { return func() bool { return d.tool == t } }
	m.main = fyne.NewMainMenu(
		fyne.NewMenu(tr("File"), m.item(c.open, nil), m.item(c.paste, nil), m.item(c.lineArt, nil), m.recent, samples, m.item(c.recover, nil), line(), m.item(c.save, nil), m.item(c.saveAs, nil), line(), m.item(c.addReference, nil), m.item(c.mend, nil), line(),
			m.item(c.export, nil), m.item(c.exportPanels, nil), m.item(c.exportEdges, nil), line(), m.item(c.closePicture, nil), line(), quit),
		fyne.NewMenu(tr("Edit"), m.item(c.undo, nil), m.item(c.redo, nil), m.item(c.history, nil), line(), m.item(c.swap, nil), line(), m.item(c.preferences, nil)),
		fyne.NewMenu(tr("View"), m.item(c.zoomIn, nil), m.item(c.zoomOut, nil), m.item(c.actual, nil), m.item(c.fit, nil), line(),
			m.item(c.turnLeft, nil), m.item(c.turnRight, nil), m.item(c.straight, nil), m.item(c.mirror, func() bool { return w.picture.view.mirror }), m.item(c.grid, is(&w.picture.grid)), line(),
			m.item(c.strokes, is(&d.strokes)), m.item(c.lines, is(&d.lines)), m.item(c.colours, is(&d.colours)), m.item(c.flats, func() bool { return d.layerShown(page.FlatsLayer) }), m.item(c.layers, nil), m.item(c.lockLayer, func() bool { return d.layerLocked(d.layer) }), line(), m.item(c.compare, is(&d.comparing)), line(),
			m.dockItem(w), m.item(c.theme, is(&w.light))),
		fyne.NewMenu(tr("Page"), m.item(c.panels, nil)),
		fyne.NewMenu(tr("Stroke"), m.item(c.edge, on(toolEdge)), m.item(c.hint, on(toolHint)), m.item(c.eraser, on(toolEraser)),
			m.item(c.lassoErase, func() bool { return d.tool == toolEraser && d.lassoErases }), line(),
			m.item(c.choose, on(toolSelect)), m.item(c.selectAll, nil), m.item(c.remove, nil), line(),
			m.item(c.lock, on(toolLock)), m.item(c.unlock, nil), m.item(c.figure, on(toolFigure)), m.item(c.removeFigures, nil), line(),
			m.item(c.wider, nil), m.item(c.narrower, nil), m.item(c.steadier, nil), m.item(c.lessSteady, nil), m.item(c.follow, is(&d.follows))),
		fyne.NewMenu(tr("Colour"), append([]*fyne.MenuItem{m.item(c.colour, nil), m.item(c.variations, nil), m.item(c.cancel, nil), line(), m.item(c.remakeFlats, nil), m.item(c.dropFlats, nil), m.item(c.fill, on(toolFill)), line(), m.item(c.paint, on(toolPaint)), m.item(c.clearPaint, nil), m.item(c.tint, nil), line(), m.item(c.picker, on(toolPicker)), line()}, m.paletteItems(c.palette)...)...),
		fyne.NewMenu(tr("Help"), m.item(c.find, nil), m.item(c.keys, nil), m.item(c.tour, nil), m.item(c.about, nil)))
	return m
}

// recentInMenu is how many recent pictures the menu lists; the start screen has all.
const recentInMenu = 10

// showRecent lists the recent pictures, those that are gone with a word about it.
func (m *menus) showRecent(list []recentPicture) {
	m.recent.ChildMenu.Items = nil
	for _, r := range list[:min(len(list), recentInMenu)] {
		name := r.name()
		if r.missing {
			name = trf("%s (not found)", name)
		}
		m.recent.ChildMenu.Items = append(m.recent.ChildMenu.Items, fyne.NewMenuItem(name, func() { m.unless(func() { m.open(r) }) }))
	}
	m.recent.ChildMenu.Items = append(m.recent.ChildMenu.Items, fyne.NewMenuItemSeparator(), m.forgetAll)
	m.recent.Disabled = len(list) == 0
	m.main.Refresh()
}

// item makes a menu entry of a command.
func (m *menus) item(c command, checked func() bool) *fyne.MenuItem {
	i := fyne.NewMenuItem(c.title(), func() {
		if !m.recorded(c.binding()) {
			m.unless(c.run)
		}
	})
	i.Shortcut = c.shortcut()
	m.items = append(m.items, menuItem{i, c, checked})
	return i
}

// update enables what can be done and ticks what is on; the menu is rebuilt only if that
// changed, since Fyne lays out all of it.
func (m *menus) update() {
	state := make([]byte, 0, 2*len(m.items))
	for _, x := range m.items {
		x.item.Disabled = x.command.able != nil && !x.command.able()
		x.item.Checked = x.checked != nil && x.checked()
		state = append(state, flag(x.item.Disabled), flag(x.item.Checked))
	}
	if string(state) != m.state {
		m.state = string(state)
		m.main.Refresh()
	}
}

func flag(on bool) byte {
	if on {
		return '1'
	}
	return '0'
}
