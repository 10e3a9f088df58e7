package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// fixedKeys are those that work while they are held or with the pointer, and cannot be
// changed.
var fixedKeys = [][2]string{
	{"Space", "Hold: move the page"},
	{"Wheel", "Zoom at the pointer"},
	{"C", "Hold: before the strokes"},
	{"Ctrl+click", "Pick a colour"},
	{"Shift+drag", "Brush size"},
	{"Shift", "While drawing: straight line"},
	{"Arrows", "Move the selected strokes"},
	{"Drag", "With Select: move, reshape by a handle, lasso"},
	{"Ctrl+V", "Open the files whose paths were copied"},
	{"F6", "Next part of the window"},
	{"Esc", "Give up the stroke, leave compare, stop"},
}

// keysDialog lists all keys; a tap on one waits for another.
type keysDialog struct {
	w       *Window
	buttons []*keyButton
	message *label
	take    *action // the key from the command that has it
	content fyne.CanvasObject

	waiting *keyButton
	wanted  binding // that the take button is about
}

// showKeys opens the list of keys.
func (w *Window) showKeys() {
	k := &keysDialog{w: w, message: newLabel("", sizeRow, colorText2)}
	k.take = newAction("swap", "", "", fyne.NewSize(150, heightControl), k.takeIt)
	k.take.main, k.take.centred = true, true
	grid := container.NewGridWithColumns(2)
	add := func(name string, key fyne.CanvasObject) {
		grid.Add(row(8, 0, 16, newLabel(name, sizeRow, theme.ColorNameForeground), layout.NewSpacer(), key))
	}
	for _, x := range w.cmd.changeable() {
		b := newKeyButton(x, k)
		k.buttons = append(k.buttons, b)
		add(x.title(), b)
	}
	for _, pair := range fixedKeys {
		add(tr(pair[1]), container.NewStack(newPlane("", 0, heightRow), container.NewCenter(newKeyCap(tr(pair[0])))))
	}
	reset := newAction("undo", tr("Reset all keys"), "", fyne.NewSize(150, heightControl), k.reset)
	reset.centred = true
	below := row(12, 0, 4, container.NewStack(newPlane("", 1, heightOptions), row(0, 0, 0, k.message)), k.take, layout.NewSpacer(), reset)
	k.content = container.NewBorder(nil, below, nil, nil, container.NewVScroll(grid))
	k.say(tr("Click a key to change it."))
	if p := w.keymap.problem; p != nil {
		k.say(tr("The file keys.json is damaged: all keys are as they come until you change one."))
	}
	room := w.win.Canvas().Size()
	w.show(tr("Keys"), k.content, fyne.NewSize(min(room.Width-80, 760), min(room.Height-80, 700)), choice{tr("Close"), nil, true})
}

// changeable are the commands whose key can be changed.
func (c *commands) changeable() (list []*command) {
	for _, x := range c.all() {
		if x != &c.hand { // its key is held
			list = append(list, x)
		}
	}
	return list
}

// say writes a line below the list.
func (k *keysDialog) say(text string) {
	k.message.set(text)
	showIf(k.take, false)
	k.content.Refresh()
}

// wait lets a button wait for a key, or none.
func (k *keysDialog) wait(b *keyButton) {
	if was := k.waiting; was != nil {
		k.waiting = nil
		was.show()
	}
	k.waiting, k.w.recording = b, nil
	if b == nil {
		return
	}
	k.w.recording = k.typed
	k.w.win.Canvas().Focus(b)
	b.show()
	k.say(trf("Press the new key for %s. Esc keeps the old one.", b.command.title()))
}

// typed takes the key that a button waited for.
func (k *keysDialog) typed(b binding) {
	x := k.waiting.command
	why, other := b.refused(), owner(k.w.cmd.all(), b)
	switch {
	case why != "":
		k.say(trf("%s: %s Press another key, or Esc.", keyName(b.String()), tr(why)))
	case other == x:
		k.wait(nil)
		k.say(tr("Click a key to change it."))
	case other != nil:
		k.wanted = b
		k.say(trf("%s is the key of %s.", keyName(b.String()), other.title()))
		k.take.text = trf("Give it to %s", x.title())
		k.take.size.Width = fyne.MeasureText(k.take.text, sizeBody, fyne.TextStyle{}).Width + iconDock + 32
		showIf(k.take, true)
		k.take.Refresh()
		k.content.Refresh()
	default:
		k.change(x, b)
	}
}

// takeIt takes the wanted key from the command that has it.
func (k *keysDialog) takeIt() {
	x, other := k.waiting, owner(k.w.cmd.all(), k.wanted)
	if x == nil || other == nil {
		return
	}
	k.w.keymap.changed[other.id()] = ""
	k.change(x.command, k.wanted)
}

// change gives a command another key and keeps it.
func (k *keysDialog) change(x *command, b binding) {
	k.w.keymap.changed[x.id()] = b.String()
	k.wait(nil)
	k.kept(trf("%s has %s now.", x.title(), keyName(b.String())))
}

// reset gives every command the key it comes with.
func (k *keysDialog) reset() {
	k.wait(nil)
	clear(k.w.keymap.changed)
	k.kept(tr("All keys are as they come."))
}

// kept puts the keys in force, keeps them for the next run and says so.
func (k *keysDialog) kept(text string) {
	k.w.applyKeys()
	if err := k.w.keymap.write(); err != nil {
		text = tr("The folder of keys.json cannot be written to: your keys hold until the program ends.")
	}
	for _, b := range k.buttons {
		b.show()
	}
	k.say(text)
	k.w.tellState()
}

// applyKeys puts the person's keys in force, in the menu too.
func (w *Window) applyKeys() {
	w.keymap.apply(w.cmd.all(), w.standard)
	w.menu = newMenus(w)
	w.menu.showRecent(w.recent)
	w.menu.update()
	w.win.SetMainMenu(w.menu.main)
	w.status.hint.set("") // it names keys
	w.status.update(w.dock.difference.untouched(), w.savedText())
	w.begin.update()
}

// keyButton shows the key of a command and waits for another when it is tapped.
type keyButton struct {
	widget.BaseWidget
	focusable
	command *command
	dialog  *keysDialog
	card    *plane
	text    *label
	content fyne.CanvasObject
}

func newKeyButton(x *command, k *keysDialog) *keyButton {
	b := &keyButton{command: x, dialog: k, card: newCard(colorRaised, colorBorder, radiusControl), text: newLabel("", sizeCaption, theme.ColorNameForeground)}
	b.text.align = fyne.TextAlignCenter
	b.focusable = reachable(b, 2*radiusControl, -ringWidth, func() { k.wait(b) }) // there is air around the key
	b.content = container.NewStack(newPlane("", 110, heightRow), container.NewCenter(fixed(104, heightField-2, b.card, container.NewCenter(b.text))))
	b.ExtendBaseWidget(b)
	return b
}

func (b *keyButton) waits() bool { return b.dialog.waiting == b }

// show brings it in step with the command's key.
func (b *keyButton) show() {
	text := keyName(b.command.keyText())
	switch {
	case b.waits():
		text = tr("Press a key")
	case text == "":
		text = "–"
	}
	b.text.set(text)
	b.card.border = colorBorder
	if b.waits() {
		b.card.border = theme.ColorNamePrimary
	}
	b.card.Refresh()
	b.content.Refresh()
}

// Tapped implements [fyne.Tappable].
func (b *keyButton) Tapped(*fyne.PointEvent) { b.press() }

// AcceptsTab implements [fyne.Tabbable]: Tab can be the new key.
func (b *keyButton) AcceptsTab() bool { return b.waits() }

// TypedKey implements [fyne.Focusable].
func (b *keyButton) TypedKey(e *fyne.KeyEvent) {
	switch {
	case !b.waits():
		b.focusable.TypedKey(e)
	case e.Name == fyne.KeyEscape:
		b.dialog.wait(nil)
		b.dialog.say(tr("Click a key to change it."))
	case !isModifier(e.Name):
		b.dialog.typed(binding{key: e.Name})
	}
}

// TypedShortcut implements [fyne.Shortcutable]: keys with a modifier.
func (b *keyButton) TypedShortcut(s fyne.Shortcut) {
	if key, ok := s.(fyne.KeyboardShortcut); ok && b.waits() {
		b.dialog.typed(binding{key.Key(), key.Mod()})
	}
}

func isModifier(name fyne.KeyName) bool {
	switch name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, "":
		return true
	}
	return false
}

// CreateRenderer implements [fyne.Widget].
func (b *keyButton) CreateRenderer() fyne.WidgetRenderer {
	b.show()
	return b.ringed(widget.NewSimpleRenderer(b.content))
}
