package ui

import (
	"fmt"
	"hash/crc32"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
)

// statement writes what the window is in, a line whenever that differs from the last.
type statement struct {
	out  io.Writer
	last string
}

// tellState writes the state line if there is someone to read it. Tests wait on it and
// never on time: "ready" means that nothing is outstanding, and sum is then the CRC-32 of
// the pixels on show.
func (w *Window) tellState() {
	s := &w.stated
	if s.out == nil {
		return
	}
	if line := w.stateLine(); line != s.last {
		s.last = line
		fmt.Fprintln(s.out, line)
	}
}

func (w *Window) stateLine() string {
	d := w.desk
	head := fmt.Sprintf("state: %s screen=%s keys=%d theme=%s language=%s dialogs=%d exports=%d tool=%s brush=%g colour=%s other=%s docks=%c recent=%d export=%s saves=%d offers=%d tour=%d dock=%.0fx%d %s",
		w.readiness(), w.screenName(), len(w.keymap.changed), map[bool]string{true: "light", false: "dark"}[w.light], w.spoken(), len(w.dialogs), w.exports,
		d.tool, d.width(), hex(d.colour), hex(d.other), flag(w.layout.docks), len(w.recent), w.exporting.state(), w.saves, len(w.offers), w.tour.at(), w.layout.dock, w.dock.columns, w.dock.state())
	if !d.isOpen() {
		return head
	}
	edges, hints := d.counts()
	e, v := d.editor, w.picture.view
	at := w.pictureAt()
	return head + fmt.Sprintf(" focus=%s name=%q selected=%d base=%d strokes=%d edges=%d hints=%d references=%d crops=%d panels=%d swatches=%d undo=%c redo=%c unsaved=%c kept=%c file=%q pen=%c drawn=%d"+
		" shown=%c%c%c compare=%c before=%c failed=%c stopped=%c view=%s differ=%s zoom=%.4f origin=%.0f,%.0f turn=%d mirror=%c grid=%c step=%d locks=%d flats=%s paint=%c erase=%c layer=%s opacity=%.0f tint=%s layerlock=%c figures=%d variations=%s varied=%s taking=%q listed=%s loop=%d follow=%c steady=%.0f page=%dx%d picture=%.0f,%.0f size=%dx%d sum=%s",
		w.regions()[w.regionAt()].name, d.name, len(d.selectedStrokes()), e.Document().Base().ID, edges+hints, edges, hints, len(d.references), d.cropped(), len(e.Document().Panels()), len(d.palette),
		flag(e.CanUndo()), flag(e.CanRedo()), flag(d.unsaved()), flag(w.journal.safe()), filepath.Base(w.file), flag(e.PenIsDown()), d.drawn(),
		flag(d.strokes), flag(d.lines), flag(d.colours), flag(d.comparing), flag(w.picture.held.before), flag(e.Err() != nil), flag(e.Stopped()),
		strings.ReplaceAll(strings.ToLower(modeNames[d.comparison.mode]), " ", "-"), w.dock.difference.state(),
		v.zoom, v.origin.x, v.origin.y, v.turn*360/turnSteps, flag(v.mirror), flag(w.picture.gridIn(v)), w.dock.history.at, len(d.locks()), d.flatsState(), flag(d.hasPaint()), flag(d.paintErases), d.layer, d.opacity(), hex(d.tint()), flag(d.layerLocked(d.layer)), len(d.figures()), w.variations.state(), variedText(e.Document().Variation()), letters(d.takesFrom()), w.dock.strokes.list.state(), len(w.picture.hand.grab.loop), flag(d.follows), d.steadiness, v.page.X, v.page.Y, at.X, at.Y, v.screen.X, v.screen.Y, w.sum())
}

// readiness is ready when nothing is outstanding, else busy.
func (w *Window) readiness() string {
	if w.jobs > 0 || w.appearing || w.settled != nil || w.desk.isOpen() && !w.desk.editor.Settled() {
		return "busy"
	}
	return "ready"
}

func (w *Window) screenName() string {
	if w.desk.isOpen() {
		return "picture"
	}
	return "start"
}

// pictureAt is where the picture widget lies in the window.
func (w *Window) pictureAt() fyne.Position {
	return w.app.Driver().AbsolutePositionForObject(w.picture)
}

// sum identifies the pixels on show; "-" while they are on their way.
func (w *Window) sum() string {
	if w.readiness() != "ready" || w.desk.timing.trace.on() { // it looks at the whole page
		return "-"
	}
	return fmt.Sprintf("%08x", crc32.ChecksumIEEE(w.desk.editor.Shown().Pix))
}

// drawn is how many samples the stroke in hand has, 0 without one.
func (d *desk) drawn() int {
	strokes := d.editor.Document().Strokes()
	if !d.editor.PenIsDown() || len(strokes) == 0 {
		return 0
	}
	return len(strokes[len(strokes)-1].Samples)
}
