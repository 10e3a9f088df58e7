package ui

import (
	"path/filepath"

	"keyline/canvas"
	"keyline/canvas/lineart"
)

// askPaper asks whether the paper of a scan is to become white, and goes on with the page:
// lines are multiplied onto the colours, so that a tint of the paper would darken them all,
// and the networks know drawings on white.
func (w *Window) askPaper(path string, o opened, put func(opened) (show func())) {
	keep := func() { w.job(func() func() { return put(o) }) }
	whiten := func() {
		w.job(func() func() {
			o.page.Lines = canvas.NewLines(lineart.Whitened(o.scan))
			return put(o)
		})
	}
	w.ask(trf("The paper of %s is not white", filepath.Base(path)),
		tr("Its tone would darken every colour. Made white, the paper goes and the lines stay; the file is left as it is."),
		choice{tr("Cancel"), nil, false}, choice{tr("Keep its tone"), keep, false}, choice{tr("Make it white"), whiten, true})
}
