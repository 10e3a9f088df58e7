package app

import "keyline/canvas"

// CanUndo tells whether [Editor.Undo] has something to take back.
func (e *Editor) CanUndo() bool { return e.gesture != nil || e.history.CanUndo() }

// CanRedo tells whether there is an undone step to do again.
func (e *Editor) CanRedo() bool { return e.gesture == nil && e.history.CanRedo() }

// PenIsDown tells whether a stroke is in hand.
func (e *Editor) PenIsDown() bool { return e.gesture != nil }

// Colouring tells whether a base is being made.
func (e *Editor) Colouring() bool { return e.asked != nil }

// Stop gives up the base and the flats being made, if there are any. The picture stays as it
// is until [Editor.Again], or until something else is asked for.
func (e *Editor) Stop() {
	if e.cutting != nil {
		e.uncut, e.cutting = e.cutting, nil
		e.refinery.CancelFlats()
	}
	if e.asked == nil {
		return
	}
	e.stopped, e.asked = e.asked, nil
	e.refinery.CancelBase()
}

// Stopped tells whether the base that the document asks for was given up.
func (e *Editor) Stopped() bool {
	return e.stopped != nil && *e.stopped == e.history.Current().Sources()
}

// Again tries anew what failed or was given up.
func (e *Editor) Again() {
	e.stopped, e.uncut = nil, nil
	e.changed()
}

// Look chooses what the picture on show is made of.
func (e *Editor) Look(o canvas.FlattenOptions) {
	e.look = o
	e.surface.Restyle(o)
	e.forgetLive()
	e.repainted(e.surface.More())
}

// Warm gets ready for strokes while nothing is to be done: a window asks for it when a base
// came ([Watch.Based]), so that the first stroke is as quick as the others.
func (e *Editor) Warm() {
	if base := e.baseOf(e.history.Current()); base != nil && e.gesture == nil && len(e.waiting) == 0 {
		e.refinery.Warm(base)
	}
}

// Before returns the document on show with the colours of its base alone, as they were
// before any edge stroke; nil if there is no base.
func (e *Editor) Before() *canvas.Document {
	return e.bases[e.Document().Base().ID].plain
}
