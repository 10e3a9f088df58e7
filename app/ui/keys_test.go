package ui

import (
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// keyed is a window that keeps its keys in a file.
func keyed(t *testing.T, path string) *bench {
	b := newBenchWith(t, func(o *Options) { o.Keys = path })
	b.open()
	return b
}

// keyOf is the button of a command in the list of keys.
func (b *bench) keyButton(name string) *keyButton {
	b.t.Helper()
	var found *keyButton
	eachIn(b.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) bool {
		if k, ok := o.(*keyButton); ok && k.command.name == name {
			found = k
		}
		return true
	})
	if found == nil {
		b.t.Fatalf("the list of keys has no %q", name)
	}
	return found
}

// rebind opens the list, taps a command's key and types another.
func (b *bench) rebind(name string, key fyne.KeyName) {
	b.t.Helper()
	if len(b.dialogs) == 0 {
		b.cmd.keys.run()
	}
	test.Tap(b.keyButton(name))
	b.typedThere(key)
}

// said is the line below the list of keys.
func (b *bench) said(part string) {
	b.t.Helper()
	found := false
	eachIn(b.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) bool {
		l, ok := o.(*label)
		found = found || ok && strings.Contains(l.text, part)
		return true
	})
	if !found {
		b.t.Errorf("the list of keys does not say %q", part)
	}
}

// tapAction taps the button with that text in the dialog.
func (b *bench) tapAction(text string) {
	b.t.Helper()
	var found *action
	eachIn(b.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) bool {
		if a, ok := o.(*action); ok && a.text == text && a.Visible() {
			found = a
		}
		return true
	})
	if found == nil {
		b.t.Fatalf("the dialog has no %q", text)
	}
	found.Tapped(nil)
}

func TestAKeyCanBeChangedAndIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "keys.json")
	b := keyed(t, path)
	b.rebind("Hint", fyne.KeyJ)
	b.said("Hint has J now.")
	b.typedThere(fyne.KeyEscape)
	b.has("dialogs=0", "keys=1")
	b.key(fyne.KeyB)
	b.has("tool=Edge")
	b.key(fyne.KeyJ)
	b.has("tool=Hint")
	again := keyed(t, path)
	again.key(fyne.KeyJ)
	again.has("tool=Hint", "keys=1")
	again.cmd.keys.run()
	again.tapAction("Reset all keys")
	again.typedThere(fyne.KeyEscape)
	again.key(fyne.KeyK)
	again.key(fyne.KeyB)
	again.has("tool=Hint", "keys=0")
}

func TestTheWindowShowsTheKeysAsTheyAreNow(t *testing.T) {
	b := keyed(t, "")
	b.cmd.closePicture.run()
	b.has("screen=start")
	if open, keys := b.begin.open.key, b.begin.keys.key; open != "Ctrl+O" || keys != "F1" {
		t.Errorf("first the start screen names %q and %q", open, keys)
	}
	recent := len(b.menu.recent.ChildMenu.Items)
	b.rebind("Keys", fyne.KeyF2)
	b.rebind("Open sketch…", fyne.KeyF3)
	b.rebind("Colour this sketch", fyne.KeyF4)
	b.typedThere(fyne.KeyEscape)
	if open, keys := b.begin.open.key, b.begin.keys.key; open != "F3" || keys != "F2" {
		t.Errorf("the start screen names %q and %q", open, keys)
	}
	if now := len(b.menu.recent.ChildMenu.Items); now != recent || now == 0 {
		t.Errorf("the menu lists %d recent pictures, first it listed %d", now, recent)
	}
	if got := b.status.keyAfter("Colour this sketch"); got != " (F4)" {
		t.Errorf("the status line writes%s", got)
	}
}

func TestConflictsAreToldAndCanBeTaken(t *testing.T) {
	b := keyed(t, "")
	b.rebind("Hint", fyne.KeyE)
	b.said("E is the key of Eraser.")
	b.typedThere(fyne.KeyEscape)
	b.has("dialogs=1", "keys=0")
	b.rebind("Hint", fyne.KeyE)
	b.tapAction("Give it to Hint")
	b.said("Hint has E now.")
	b.typedThere(fyne.KeyEscape)
	b.key(fyne.KeyE)
	b.has("tool=Hint", "keys=2")
	if b.cmd.eraser.keyText() != "" {
		t.Errorf("the eraser still has %q", b.cmd.eraser.keyText())
	}
}

func TestSomeKeysAreRefused(t *testing.T) {
	b := keyed(t, "")
	for key, why := range map[fyne.KeyName]string{fyne.KeyC: "use of its own", fyne.KeySpace: "use of its own", fyne.KeyF6: "use of its own"} {
		b.rebind("Hint", key)
		b.said(why)
	}
	button := b.keyButton("Hint")
	button.TypedShortcut(&fyne.ShortcutCopy{})
	b.said("belongs to text fields")
	button.TypedKey(&fyne.KeyEvent{Name: desktop.KeyControlLeft}) // waits for what comes with it
	if !button.waits() {
		t.Error("a modifier alone ended the waiting")
	}
	button.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyJ, Modifier: ctrl})
	b.said("Hint has Ctrl+J now.")
	b.has("keys=1")
}

func TestAMenuKeyIsRecordedAndNotDone(t *testing.T) {
	b := keyed(t, "")
	b.cmd.keys.run()
	test.Tap(b.keyButton("Hint"))
	for _, x := range b.menu.items {
		if x.command.name == b.cmd.export.name {
			x.item.Action()
		}
	}
	b.said("Ctrl+E is the key of Export….")
	b.has("dialogs=1")
	b.tapAction("Give it to Hint")
	b.typedThere(fyne.KeyEscape)
	i := slices.IndexFunc(b.menu.items, func(x menuItem) bool { return x.command.name == "Hint" })
	if got, want := b.menu.items[i].item.Shortcut.ShortcutName(), (&desktop.CustomShortcut{KeyName: fyne.KeyE, Modifier: ctrl}).ShortcutName(); got != want {
		t.Errorf("the menu has %s for Hint, want %s", got, want)
	}
}

func TestADamagedFileOfKeysStopsNothing(t *testing.T) {
	tests := []struct {
		name, text string
		told       bool
	}{
		{"empty", "", true},
		{"half", `{"keys": {"hint": "J"`, true},
		{"another form", `["J"]`, true},
		{"unknown things", `{"keys": {"nothing": "J", "hint": "Hyper+Q", "edge": "Space", "eraser": "V", "zoom": 3}}`, true},
		{"conflicts", `{"keys": {"nothing": "J", "hint": "Hyper+Q", "edge": "Space", "eraser": "V"}}`, false},
	}
	for _, test := range tests {
		path := filepath.Join(t.TempDir(), "keys.json")
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		b := keyed(t, path)
		for key, tool := range map[fyne.KeyName]string{fyne.KeyB: "Hint", fyne.KeyK: "Edge", fyne.KeyE: "Eraser", fyne.KeyV: "Select"} {
			b.key(key)
			b.has("tool=" + tool)
		}
		if t.Failed() {
			t.Fatal(test.name)
		}
		b.cmd.keys.run()
		if test.told {
			b.said("keys.json is damaged")
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != test.text {
			t.Errorf("%s: the file became %q, %v", test.name, text, err)
		}
	}
}

func TestKeysThatCannotBeKeptHoldUntilTheEnd(t *testing.T) {
	dir := t.TempDir()
	blocked := filepath.Join(dir, "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b := keyed(t, filepath.Join(blocked, "keys.json"))
	b.rebind("Hint", fyne.KeyJ)
	b.said("hold until the program ends")
	b.typedThere(fyne.KeyEscape)
	b.key(fyne.KeyJ)
	b.has("tool=Hint")
}

func TestBindingsAreWrittenAsTheyAreRead(t *testing.T) {
	for text, want := range map[string]bool{
		"K": true, "Ctrl+Shift+E": true, "F1": true, "Ctrl++": true, "+": true, "Ctrl+Alt+Delete": true, "Ctrl+Enter": true,
		"": false, "Shift+K": false, "k": false, "Ctrl+": false, "Escape": false, "Ctrl+C": false, "Knob": false,
	} {
		b, ok := parseBinding(text)
		if text == "Ctrl+" { // a plus is a key, a bare modifier none
			ok = ok && b.key != ""
		}
		if ok != want || ok && b.String() != text {
			t.Errorf("%q is read as %q, %v", text, b.String(), ok)
		}
	}
}

func TestNoTwoCommandsShareAKeyOrAName(t *testing.T) {
	b := newBench(t)
	keys, ids := map[binding]string{}, map[string]bool{}
	for _, x := range b.cmd.all() {
		if other, ok := keys[x.binding()]; ok && x.key != "" {
			t.Errorf("%s and %s share %s", x.name, other, x.keyText())
		}
		if ids[x.id()] {
			t.Errorf("two commands are called %s", x.id())
		}
		if x.key != "" && x.binding().refused() != "" {
			t.Errorf("%s comes with %s, which %s", x.name, x.keyText(), x.binding().refused())
		}
		keys[x.binding()], ids[x.id()] = x.name, true
	}
}

func TestTheKeysLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.rebind("Hint", fyne.KeyE)
		shots(b,
			cut{"keys-list-" + name, image.Rect(250, 40, 1030, 240)},
			cut{"keys-below-" + name, image.Rect(250, 640, 1030, 780)},
		)
	}
}
