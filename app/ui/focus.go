package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// The picture has the keyboard unless a field has it. Tab is its own key, so it takes
// it from moving the focus on.

// FocusGained implements [fyne.Focusable].
func (p *picture) FocusGained() {}

// FocusLost implements [fyne.Focusable]: keys held down are up for us.
func (p *picture) FocusLost() { p.held = heldKeys{} }

// TypedRune implements [fyne.Focusable].
func (p *picture) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable]. A stroke in hand is not disturbed by a key that
// changes the tool or the view; Esc gives it up.
func (p *picture) TypedKey(e *fyne.KeyEvent) {
	if !p.hand.holds() || e.Name == fyne.KeyEscape {
		p.keys(e)
	}
}

// AcceptsTab implements [fyne.Tabbable].
func (p *picture) AcceptsTab() bool { return true }

// KeyDown implements [desktop.Keyable].
func (p *picture) KeyDown(e *fyne.KeyEvent) { p.hold(e.Name, true) }

// KeyUp implements [desktop.Keyable].
func (p *picture) KeyUp(e *fyne.KeyEvent) { p.hold(e.Name, false) }

// hold follows the keys that work while they are down.
func (p *picture) hold(name fyne.KeyName, down bool) {
	switch name {
	case fyne.KeySpace:
		p.held.space = down
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		if p.held.shift && !down {
			p.straighten()
		}
		p.held.shift = down
	case desktop.KeyControlLeft, desktop.KeyControlRight:
		p.held.control = down
	case fyne.KeyC, fyne.KeyBackTick:
		if p.held.control {
			return
		}
		p.held.before = down
	default:
		return
	}
	p.Refresh()
	p.desk.changed()
}
