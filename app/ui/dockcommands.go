package ui

import (
	"slices"

	"fyne.io/fyne/v2"
)

// dockTitles are those of the sections that can be shown and hidden, in the order of the
// menu.
var dockTitles = []string{"References", "Palette", "Layers", "Strokes", "History", "Navigator"}

// dockNames are the commands that show and hide them.
var dockNames = []string{"References dock", "Palette dock", "Layers dock", "Strokes dock", "History dock", "Navigator dock"}

// dockCommands are what can be done with the docks; they are a menu of their own.
type dockCommands struct {
	show                     []command // as dockTitles
	wider, narrower, restore command
}

func makeDockCommands(w *Window) dockCommands {
	c := dockCommands{
		wider:    command{"Wider docks", "Gives the docks more of the window.", "", 0, func() { w.widenDocks(1) }, w.desk.isOpen},
		narrower: command{"Narrower docks", "Gives the picture more of the window.", "", 0, func() { w.widenDocks(-1) }, w.desk.isOpen},
		restore:  command{"Restore docks", "Shows all docks, open and as large as they come.", "", 0, w.restoreDocks, w.desk.isOpen},
	}
	for i, title := range dockTitles {
		c.show = append(c.show, command{
			name: dockNames[i], line: "Shows or hides the dock.", able: w.desk.isOpen,
			do: func() { w.toggleDock(w.dock.section(title)) },
		})
	}
	return c
}

// all are the commands in the order in which they are listed.
func (c *dockCommands) all() (list []*command) {
	for i := range c.show {
		list = append(list, &c.show[i])
	}
	return append(list, &c.wider, &c.narrower, &c.restore)
}

// section is that of a title.
func (d *dock) section(title string) *section {
	return d.sections[slices.IndexFunc(d.sections, func(s *section) bool { return s.title == title })]
}

// dockItem is the docks' entry in the View menu.
func (m *menus) dockItem(w *Window) *fyne.MenuItem {
	c := w.cmd.dock
	items := []*fyne.MenuItem{m.item(w.cmd.docks, func() bool { return w.layout.docks }), fyne.NewMenuItemSeparator()}
	items[0].Label = tr("Docks and tools")
	for i, x := range c.show {
		shown := func() bool { return w.dock.section(dockTitles[i]).content.Visible() }
		item := m.item(x, shown)
		item.Label = tr(dockTitles[i])
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator(), m.item(c.wider, nil), m.item(c.narrower, nil), m.item(c.restore, nil))
	docks := fyne.NewMenuItem(tr("Docks"), nil)
	docks.ChildMenu = fyne.NewMenu("", items...)
	return docks
}
