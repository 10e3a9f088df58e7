package ui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// typedThere types a key into what has the keyboard.
func (b *bench) typedThere(name fyne.KeyName) {
	if f := b.win.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
		return
	}
	b.typed(&fyne.KeyEvent{Name: name})
}

func TestF6GoesThroughTheWindow(t *testing.T) {
	b := newBench(t)
	b.open()
	b.focusPicture()
	round := []string{"tools", "options", "references", "palette", "layers", "strokes", "navigator", "picture"}
	for _, want := range round {
		b.typedThere(fyne.KeyF6)
		b.has("focus=" + want)
	}
	b.picture.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	b.typedThere(fyne.KeyF6)
	b.has("focus=navigator")
	b.typedThere(fyne.KeyEscape)
	b.has("focus=picture")
	b.cmd.docks.run()
	b.typedThere(fyne.KeyF6)
	b.has("focus=options")
}

func TestFocusedWidgetsArePressedByKeys(t *testing.T) {
	b := newBench(t)
	b.open()
	b.focusPicture()
	b.typedThere(fyne.KeyF6)
	b.typedThere(fyne.KeyDown)
	b.typedThere(fyne.KeyReturn)
	b.has("tool=Zoom", "focus=tools")
	b.typedThere(fyne.KeyUp)
	b.typedThere(fyne.KeySpace)
	b.has("tool=Hand")
	b.typedThere(fyne.KeyK) // tools' keys work from anywhere
	b.has("tool=Edge", "focus=tools")
	b.typedThere(fyne.KeyF6)
	b.typedThere(fyne.KeyRight) // the slider has the arrows
	b.has("brush=7", "focus=options")
	b.typedThere(fyne.KeyF6)
	for range 3 {
		if b.win.Canvas().Focused() == fyne.Focusable(b.dock.references.thumbAt(0)) {
			break
		}
		b.typedThere(fyne.KeyDown)
	}
	b.typedThere(fyne.KeyReturn)
	b.has("dialogs=1")
}

func TestWhatCannotBeUsedIsPassedOver(t *testing.T) {
	b := newBench(t)
	b.open()
	seen := map[fyne.Focusable]bool{}
	b.focusPicture()
	for range 60 {
		b.win.Canvas().FocusNext()
		f := b.win.Canvas().Focused()
		if d, ok := f.(fyne.Disableable); ok && d.Disabled() {
			t.Fatalf("%T has the keyboard and cannot be used", f)
		}
		seen[f] = true
	}
	if seen[fyne.Focusable(b.options.undo)] || !seen[fyne.Focusable(b.options.eye)] || !seen[fyne.Focusable(b.options.field)] {
		t.Errorf("of the option bar the keyboard reaches undo: %v, the eye: %v, the size: %v",
			seen[fyne.Focusable(b.options.undo)], seen[fyne.Focusable(b.options.eye)], seen[fyne.Focusable(b.options.field)])
	}
}

func TestTheFocusLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.focusPicture()
		b.typedThere(fyne.KeyF6)
		shot(b, "focus-tools-"+name, image.Rect(0, 40, 48, 160))
		b.typedThere(fyne.KeyF6)
		shot(b, "focus-options-"+name, image.Rect(40, 0, 320, 40))
		b.win.Canvas().Focus(b.options.eye)
		shot(b, "focus-actions-"+name, image.Rect(980, 0, 1280, 40))
		b.win.Canvas().Focus(b.dock.references.thumbAt(0))
		shot(b, "focus-dock-"+name, image.Rect(1000, 40, 1280, 190))
	}
}
