//go:build e2e

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"keyline/canvas/imageio"
	"keyline/cmd/internal/picturefile"
	"keyline/cmd/internal/projectfile"
)

// saveAs types the name of a project's file into the dialog.
func (w *window) saveAs(key, path string) {
	w.t.Helper()
	w.do("key %s", key)
	w.wait("dialogs=1")
	w.do("key ctrl+a")
	w.do("type --delay 2 %s", path)
	w.do("key Return")
}

func TestAProjectIsSavedAndOpenedInTheWindow(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1", "size=952x708")
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0", "unsaved=1", "kept=1")
	path, export := filepath.Join(t.TempDir(), "panel.ora"), filepath.Join(t.TempDir(), "panel.png")
	w.saveAs("ctrl+s", path)
	w.wait("ready", "dialogs=0", "saves=1", "unsaved=0", `file="panel.ora"`)
	sum := w.state["sum"]
	w.export("ctrl+e", export)
	merged, err := picturefile.Open(path)
	if err != nil || !bytes.Equal(imageio.ToNRGBA(merged).Pix, decode(t, export)) {
		t.Errorf("what other programs see is not the export, %v", err)
	}
	w.stroke(60, 100, 180, 110)
	w.wait("ready", "edges=2", "pen=0", "unsaved=1")
	w.do("key ctrl+s")
	w.wait("ready", "saves=2", "unsaved=0", "dialogs=0")
	w.do("key ctrl+z")
	w.wait("ready", "edges=1", "unsaved=1", "sum="+sum)
	w.do("key ctrl+q")
	w.wait("dialogs=1")
	w.do("key Return") // Save
	w.ended()

	w = startAt(t, w.home, path)
	w.wait("ready", "screen=picture", "edges=1", "references=1", "unsaved=0", "size=952x708", "sum="+sum, "dialogs=0", "offers=0")
	if p, err := projectfile.Open(path + projectfile.Backup); err != nil || len(p.Document.Strokes()) != 2 {
		t.Errorf("the version before: %v", err)
	}
}

func TestANameStaysWithItsStrokeForItsLife(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1", "size=952x708", "listed=-")
	w.do("key b")
	w.wait("tool=Hint")
	w.do("mousemove %s click 1", w.at(20, 20))
	w.wait("ready", "hints=1", "pen=0", "listed=Hint-1")
	w.do("key k")
	w.wait("tool=Edge")
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0", "listed=Edge-1,Hint-1")
	w.stroke(60, 100, 180, 110)
	w.wait("ready", "edges=2", "pen=0", "listed=Edge-2,Edge-1,Hint-1")
	w.do("key v mousemove %s click 1", w.at(120, 60))
	w.wait("selected=1")
	w.do("key Delete")
	w.wait("ready", "edges=1", "listed=Edge-2,Hint-1")
	w.do("key ctrl+z")
	w.wait("ready", "edges=2", "listed=Edge-2,Edge-1,Hint-1")
	w.do("key ctrl+y")
	w.wait("ready", "edges=1", "listed=Edge-2,Hint-1", "kept=1")
	w.kill()

	w = startAt(t, w.home)
	w.wait("ready", "dialogs=1", "offers=1", "screen=start")
	w.do("key Return") // open the work
	w.wait("ready", "dialogs=0", "screen=picture", "listed=Edge-2,Hint-1")
	path := filepath.Join(t.TempDir(), "names.ora")
	w.saveAs("ctrl+s", path)
	w.wait("ready", "dialogs=0", "saves=1", "unsaved=0")
	w.do("key ctrl+q")
	w.ended()

	w = inKorean(t, w.home, path)
	w.wait("ready", "screen=picture", "listed=가장자리-2,힌트-1")
	w.do("key k")
	w.wait("tool=Edge")
	w.stroke(150, 40, 150, 160)
	w.wait("ready", "edges=2", "pen=0", "listed=가장자리-3,가장자리-2,힌트-1")
}

func TestAKilledWindowOffersItsWork(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1", "size=952x708")
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0")
	w.stroke(60, 100, 180, 110)
	w.wait("ready", "edges=2", "pen=0", "kept=1")
	sum := w.state["sum"]
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for range w.lines {
	}

	w = startAt(t, w.home)
	w.wait("ready", "dialogs=1", "offers=1", "screen=start")
	w.do("key Escape") // later
	w.wait("ready", "dialogs=0")
	w.do("key ctrl+q")
	w.ended()

	w = startAt(t, w.home) // it is not asked again
	w.wait("ready", "dialogs=0", "offers=1")
	w.do("mousemove 30 13 click 1") // the File menu
	w.do("mousemove 70 218 click 1")
	w.wait("ready", "dialogs=1")
	w.do("key Return") // Open
	w.wait("ready", "screen=picture", "edges=2", "references=1", "unsaved=1", "size=952x708", "sum="+sum, "kept=1", "offers=0")
	path := filepath.Join(t.TempDir(), "saved.ora")
	w.saveAs("ctrl+shift+s", path)
	w.wait("ready", "saves=1", "unsaved=0", "kept=1")
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for range w.lines {
	}
	w = startAt(t, w.home)
	w.wait("ready", "dialogs=0", "offers=0") // saved work leaves no offer
}

func TestTwoWindowsNeverShareAJournal(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1", "size=952x708")
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0", "kept=1")
	second := startAt(t, w.home)
	second.wait("ready", "screen=start", "offers=0", "dialogs=0")
	left, err := os.ReadDir(filepath.Join(w.home, "keyline", "journal"))
	if err != nil || len(left) != 1 {
		t.Errorf("journals are %v, %v", left, err)
	}
}

func TestAProjectThatCannotBeSavedIsNotLost(t *testing.T) {
	w := opened(t)
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0", "kept=1")
	w.saveAs("ctrl+s", filepath.Join(t.TempDir(), "missing", "a.ora"))
	w.wait("dialogs=0")
	w.wait("ready", "dialogs=1", "saves=0", "unsaved=1")
	w.do("key Return") // Save elsewhere…
	w.wait("dialogs=0")
	w.wait("dialogs=1")
	w.do("key ctrl+a")
	w.do("type --delay 2 %s", filepath.Join(t.TempDir(), "a.ora"))
	w.do("key Return")
	w.wait("ready", "dialogs=0", "saves=1", "unsaved=0")
}

func TestATerminatedProgramEndsAndItsStrokesAreOffered(t *testing.T) {
	w := opened(t)
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0", "kept=1")
	if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	w.ended()
	startAt(t, w.home).wait("ready", "dialogs=1", "offers=1")
}
