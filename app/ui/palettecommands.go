package ui

import (
	"fyne.io/fyne/v2"

	"keyline/canvas/palette"
)

// paletteCommands are what can be done with the palette; they are in the Colour menu and
// in that of the dock.
type paletteCommands struct {
	choose, add, edit, remove, clear, load, save, use command
}

func makePaletteCommands(w *Window) paletteCommands {
	d := w.desk
	some := func() bool { return d.isOpen() && len(d.palette) > 0 }
	one := func() bool { return d.isOpen() && d.swatch() >= 0 }
	return paletteCommands{
		choose: command{"Choose from palette", "Arrow keys choose, F2 edits, Del removes, Esc leaves.", fyne.KeyP, 0, w.focusPalette, some},
		add:    command{"Add colour…", "Adds a colour by its hex and name.", "", 0, w.askNewColour, d.isOpen},
		edit:   command{"Edit colour…", "Changes hex and name of the swatch in hand.", "", 0, func() { w.askColour(d.swatch()) }, one},
		remove: command{"Remove colour", "Takes the swatch in hand away.", "", 0, func() { d.removeSwatch(d.swatch()) }, one},
		clear:  command{"Remove all colours", "", "", 0, d.clearPalette, some},
		load:   command{"Load palette…", "Adds the colours of a .gpl, .ase or .aco file.", "", 0, w.askPalette, d.isOpen},
		save:   command{"Save palette…", "Writes the palette: .gpl, .ase or .aco.", "", 0, w.askSavePalette, some},
		use:    command{"Use as reference", "The palette stands in for a reference.", "", 0, d.useAsReference, some},
	}
}

// groups are the commands as menus show them, parted by lines.
func (c paletteCommands) groups() [][]command {
	return [][]command{{c.add, c.edit, c.remove, c.clear}, {c.load, c.save}, {c.use}}
}

// paletteItems are the palette's entries in the Colour menu.
func (m *menus) paletteItems(c paletteCommands) []*fyne.MenuItem {
	c.use.name = "Use palette as reference" // there is no heading that says so
	items := []*fyne.MenuItem{m.item(c.choose, nil)}
	for i, group := range c.groups() {
		if i > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		for _, x := range group {
			items = append(items, m.item(x, nil))
		}
	}
	return items
}

// dockMenu is the same as a menu of the dock.
func (c paletteCommands) dockMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for i, group := range c.groups() {
		if i > 0 {
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
		}
		for _, x := range group {
			item := fyne.NewMenuItem(x.title(), x.run)
			item.Disabled = x.able != nil && !x.able()
			menu.Items = append(menu.Items, item)
		}
	}
	return menu
}

// focusPalette gives the keyboard to the swatches.
func (w *Window) focusPalette() {
	if !w.layout.docks {
		w.toggleDocks()
	}
	w.dock.palette.focus()
}

// askNewColour adds a swatch; the hint colour is proposed.
func (w *Window) askNewColour() {
	showColourDialog(w, tr("Add colour"), palette.Swatch{Colour: w.desk.colour}, w.desk.addSwatch)
}

// askColour changes a swatch.
func (w *Window) askColour(i int) {
	if i >= 0 && i < len(w.desk.palette) {
		showColourDialog(w, tr("Edit colour"), w.desk.palette[i], func(s palette.Swatch) { w.desk.editSwatch(i, s) })
	}
}
