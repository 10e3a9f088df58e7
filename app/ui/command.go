package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	page "keyline/canvas"
)

// command is something the window can do: it has a name, perhaps a key, and works the
// same from a menu, a key and a button.
type command struct {
	name, line string
	key        fyne.KeyName // "" for none
	mod        fyne.KeyModifier
	do         func()
	able       func() bool // nil: always
}

// run does it if it can be done now.
func (c command) run() {
	if c.able == nil || c.able() {
		c.do()
	}
}

// title is the command's name in the language of the window.
func (c command) title() string { return tr(c.name) }

// tip is what a button of the command says of it.
func (c command) tip() tipText { return tipText{tr(c.name), c.keyText(), tr(c.line)} }

// keyText is the key as a person reads it.
func (c command) keyText() string {
	return c.binding().String()
}

// shortcut is the command's key for menus and the window; nil for keys without a
// modifier, which belong to the picture.
func (c command) shortcut() fyne.Shortcut {
	switch {
	case c.key == "" || c.mod == 0:
		return nil
	case c.mod == fyne.KeyModifierControl && c.key == fyne.KeyZ:
		return &fyne.ShortcutUndo{} // Fyne's own name for this key
	case c.mod == fyne.KeyModifierControl && c.key == fyne.KeyY:
		return &fyne.ShortcutRedo{}
	}
	return &desktop.CustomShortcut{KeyName: c.key, Modifier: c.mod}
}

// commands are all of them.
type commands struct {
	open, lineArt, addReference, mend, export, exportEdges, closePicture, quit command
	panels, exportPanels                                                       command
	save, saveAs, recover                                                      command
	undo, redo                                                                 command
	zoomIn, zoomOut, actual, fit                                               command
	turnLeft, turnRight, straight, mirror                                      command
	strokes, lines, colours, compare, docks, theme, grid                       command
	edge, hint, eraser, picker, zoom, hand, swap                               command
	choose, remove, selectAll, lassoErase                                      command
	follow, steadier, lessSteady                                               command
	lock, unlock, figure, removeFigures                                        command
	flats, remakeFlats, dropFlats, fill                                        command
	layers, lockLayer, tint, paint, clearPaint                                 command
	wider, narrower                                                            command
	colour, variations, cancel                                                 command
	palette                                                                    paletteCommands
	dock                                                                       dockCommands
	paste, clearRecent                                                         command
	keys, about, find, history, preferences, tour                              command
	focusPicture                                                               func()
	typedIn                                                                    func(*fyne.KeyEvent) bool // keys that a switch in a bar does not take
}

const (
	ctrl      = fyne.KeyModifierControl
	ctrlShift = fyne.KeyModifierControl | fyne.KeyModifierShift
)

// makeCommands binds the commands to a window.
func makeCommands(w *Window) commands {
	d, open := w.desk, w.desk.isOpen
	take := func(t tool) command {
		tip := toolTips[t]
		return command{name: tip.name, line: tip.line, key: fyne.KeyName(tip.key), do: func() { d.take(t) }}
	}
	c := commands{
		open:          command{"Open sketch…", "Opens line art.", fyne.KeyO, ctrl, w.askSketch, nil},
		lineArt:       command{"Make line art…", "Makes a sketch from a coloured or grey picture, or a photograph of a drawing.", fyne.KeyL, ctrl, w.askLineArt, nil},
		paste:         command{"Open from clipboard", "Opens the files whose paths were copied; Ctrl+V does it too.", "", 0, w.paste, nil},
		clearRecent:   command{"Clear recent pictures…", "Empties the list; the files stay.", "", 0, w.askClearRecent, func() bool { return len(w.recent) > 0 }},
		addReference:  command{"Add reference…", "Adds a coloured picture to take the colours from.", fyne.KeyR, ctrl, w.askReference, open},
		mend:          command{"Mend a colouring…", "Takes a colouring of this sketch and mends it along strokes.", "", 0, w.askColouring, open},
		export:        command{"Export…", "Writes the picture: PNG, WebP or JPEG.", fyne.KeyE, ctrl, func() { w.askExportThen(func() {}) }, open},
		exportEdges:   command{"Export edge strokes…", "Writes the strokes as a picture for keyline-cli --edges.", fyne.KeyE, ctrlShift, w.askExportEdges, open},
		panels:        command{"Panels…", "Finds the panels of the page, to be coloured one by one.", fyne.KeyP, ctrlShift, w.askPanels, open},
		exportPanels:  command{"Export panels…", "Writes each panel as a picture of its own.", fyne.KeyE, ctrl | fyne.KeyModifierAlt, w.askExportPanels, open},
		save:          command{"Save", "Writes an .ora file: layers for other programs, and all your strokes.", fyne.KeyS, ctrl, w.saveNow, open},
		saveAs:        command{"Save as…", "Writes it to another file and goes on with that.", fyne.KeyS, ctrlShift, w.askSaveAs, open},
		recover:       command{"Recover unsaved work…", "Opens what was never saved.", "", 0, w.askRecovery, w.anyOffers},
		closePicture:  command{"Close picture", "Goes back to the start screen.", fyne.KeyW, ctrl, w.closePicture, open},
		quit:          command{"Quit", "", fyne.KeyQ, ctrl, w.Quit, nil},
		undo:          command{"Undo", "Takes back the last step.", fyne.KeyZ, ctrl, w.undo, open},
		redo:          command{"Redo", "Does it again.", fyne.KeyZ, ctrlShift, w.redo, open},
		zoomIn:        command{"Zoom in", "", fyne.KeyEqual, 0, func() { w.picture.zoomBy(1) }, open},
		zoomOut:       command{"Zoom out", "", fyne.KeyMinus, 0, func() { w.picture.zoomBy(-1) }, open},
		actual:        command{"100 %", "One page pixel to one of the screen.", fyne.Key1, 0, func() { w.picture.zoomTo(1) }, open},
		fit:           command{"Fit page", "", fyne.Key2, 0, w.picture.fit, open},
		turnLeft:      command{"Turn left", "Turns the view by 15 degrees; the picture stays as it is.", fyne.Key4, 0, func() { w.picture.turn(-1) }, open},
		turnRight:     command{"Turn right", "Turns the view by 15 degrees; the picture stays as it is.", fyne.Key6, 0, func() { w.picture.turn(1) }, open},
		straight:      command{"Not turned", "Sets the view upright again.", fyne.Key5, 0, w.picture.straight, open},
		mirror:        command{"Mirror view", "Exchanges left and right of the view; the picture stays as it is.", fyne.KeyM, 0, w.picture.mirror, open},
		strokes:       command{"Strokes", "Shows or hides the strokes drawn over the picture.", fyne.Key1, ctrl, w.toggleStrokes, open},
		lines:         command{"Lines", "", fyne.Key2, ctrl, func() { d.look(!d.lines, d.colours) }, open},
		colours:       command{"Colour", "", fyne.Key3, ctrl, func() { d.look(d.lines, !d.colours) }, open},
		flats:         command{"Flats", "Every area exactly one swatch. Makes them, then shows or hides them.", fyne.Key4, ctrl, func() { d.toggleLayer(page.FlatsLayer) }, open},
		remakeFlats:   command{"Make flats anew", "Sorts all areas to the palette as it is now.", "", 0, d.makeFlats, open},
		dropFlats:     command{"Remove flats", "", "", 0, d.removeFlats, d.hasFlats},
		layers:        command{"Layers", "Arrow keys choose, Space shows or hides, Enter takes one.", "", 0, w.focusLayers, open},
		lockLayer:     command{"Lock layer", "Nothing changes the chosen layer until it is unlocked.", "", 0, d.lockLayer, open},
		clearPaint:    command{"Remove all paint", "", "", 0, d.clearPaint, d.hasPaint},
		tint:          command{"Line colour…", "Lines in another colour: black becomes it, paper stays.", "", 0, w.askTint, open},
		compare:       command{"Compare", "Before and after, parted by a line to drag. Hold C for before.", fyne.KeyC, ctrlShift, w.toggleCompare, w.comparable},
		grid:          command{"Pixel grid", "Parts the pixels of the page from 800 % on.", fyne.KeyG, ctrl, w.toggleGrid, open},
		docks:         command{"Docks", "", fyne.KeyTab, 0, w.toggleDocks, open},
		theme:         command{"Light theme", "", "", 0, w.toggleTheme, nil},
		swap:          command{"Swap colours", "", fyne.KeyX, 0, d.swap, nil},
		wider:         command{"Wider brush", "", fyne.KeyRightBracket, 0, func() { d.widen(1) }, nil},
		narrower:      command{"Narrower brush", "", fyne.KeyLeftBracket, 0, func() { d.widen(-1) }, nil},
		remove:        command{"Delete strokes", "Takes the selected strokes away.", fyne.KeyDelete, 0, d.removeChosen, d.anyChosen},
		selectAll:     command{"Select all strokes", "Selects every stroke on show.", fyne.KeyA, ctrlShift, d.selectAll, open},
		lassoErase:    command{"Erase with a lasso", "Draw a lasso: the strokes inside it go.", fyne.KeyD, 0, func() { d.eraseBy(d.tool != toolEraser || !d.lassoErases) }, nil},
		removeFigures: command{"Unmark all figures", "All take from all references again.", "", 0, func() { d.removeFigures(d.figures()...) }, func() bool { return len(d.figures()) > 0 }},
		variations:    command{"Variations…", "Shows the page coloured in other ways, to choose one.", fyne.KeyV, ctrlShift, w.askVariations, w.variable},
		unlock:        command{"Unlock all regions", "Lets everything change again.", "", 0, d.unlockAll, d.anyLocked},
		follow:        command{"Follow lines", "Edges follow ink, or sharp edges of colour, near the pen.", fyne.KeyF, 0, func() { d.follow(!d.follows) }, nil},
		steadier:      command{"Steadier pen", "Smooths the way of the pen more.", fyne.KeyPeriod, 0, func() { d.setSteadiness(d.steadiness + steadierBy) }, nil},
		lessSteady:    command{"Less steady pen", "Smooths the way of the pen less.", fyne.KeyComma, 0, func() { d.setSteadiness(d.steadiness - steadierBy) }, nil},
		colour:        command{"Colour this sketch", "Makes the colours again.", fyne.KeyReturn, ctrl, w.colourAgain, open},
		cancel:        command{"Stop colouring", "", "", 0, w.stopColouring, func() bool { return d.making() }},
		keys:          command{"Keys", "Lists all keys; each can be changed.", fyne.KeyF1, 0, w.showKeys, nil},
		find:          command{"Find a command…", "Lists all that can be done; some letters find it.", fyne.KeyK, ctrl, w.showFinder, nil},
		history:       command{"History", "Lists the steps; Enter or a click goes there.", fyne.KeyH, ctrl, w.goHistory, open},
		preferences:   command{"Preferences…", "Theme, language, brushes, memory, keys.", fyne.KeyComma, ctrl, w.showPreferences, nil},
		tour:          command{"Tour", "Two minutes: mend a colouring that bled.", "", 0, w.showTour, nil},
		about:         command{"About Keyline", "", "", 0, w.showAbout, nil},
		edge:          take(toolEdge), hint: take(toolHint), eraser: take(toolEraser),
		choose: take(toolSelect), picker: take(toolPicker), lock: take(toolLock), figure: take(toolFigure), fill: take(toolFill), paint: take(toolPaint), zoom: take(toolZoom), hand: take(toolHand),
		focusPicture: w.focusPicture,
		typedIn: func(e *fyne.KeyEvent) bool {
			w.typed(e)
			return true
		},
		palette: makePaletteCommands(w),
		dock:    makeDockCommands(w),
	}
	c.wider.able, c.narrower.able = d.sizes, d.sizes
	c.hand.key = "" // its key is held, not typed
	c.paint.do = func() { d.paintBy(d.tool == toolPaint && !d.paintErases) }
	c.eraser.do = func() {
		if d.tool == toolEraser {
			d.take(d.previous)
		} else {
			d.take(toolEraser)
		}
	}
	return c
}

// keyOf is the key of the command with that name, in English or as shown, as a person
// reads it, "" for none, and whether there is such a command.
func (w *Window) keyOf(name string) (key string, known bool) {
	for _, x := range w.cmd.changeable() {
		if x.name == name || x.title() == name {
			return keyName(x.keyText()), true
		}
	}
	return "", false
}

// recorded gives a key to the list of keys if that waits for one.
func (w *Window) recorded(b binding) bool {
	if w.recording == nil || b.key == "" {
		return false
	}
	w.recording(b)
	return true
}

// all are the commands in the order in which they are listed.
func (c *commands) all() []*command {
	return append([]*command{
		&c.edge, &c.hint, &c.eraser, &c.choose, &c.picker, &c.hand, &c.zoom, &c.swap, &c.narrower, &c.wider, &c.remove, &c.selectAll, &c.lassoErase, &c.follow, &c.lessSteady, &c.steadier, &c.lock, &c.unlock, &c.figure, &c.removeFigures, &c.fill, &c.paint, &c.clearPaint,
		&c.zoomIn, &c.zoomOut, &c.actual, &c.fit, &c.turnLeft, &c.turnRight, &c.straight, &c.mirror, &c.grid, &c.docks, &c.strokes, &c.lines, &c.colours, &c.flats, &c.layers, &c.lockLayer, &c.tint, &c.compare, &c.theme,
		&c.palette.choose, &c.undo, &c.redo, &c.colour, &c.variations, &c.cancel, &c.remakeFlats, &c.dropFlats, &c.open, &c.paste, &c.clearRecent, &c.save, &c.saveAs, &c.recover, &c.lineArt, &c.addReference, &c.mend, &c.export, &c.exportPanels, &c.exportEdges, &c.panels, &c.closePicture, &c.quit,
		&c.history, &c.find, &c.keys, &c.preferences, &c.tour, &c.about,
	}, c.dock.all()...)
}

// typed does the command of a key that came without a modifier.
func (c *commands) typed(e *fyne.KeyEvent) bool {
	for _, x := range c.all() {
		if x.binding() == (binding{key: e.Name}) {
			x.run()
			return true
		}
	}
	return false
}
