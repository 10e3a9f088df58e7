//go:build e2e

package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

func TestAReferenceIsCroppedUndoneSavedAndOpenedAgain(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "screen=picture", "base=1", "size=952x708", "crops=0")
	whole := w.state["sum"]
	w.do("mousemove 1052 110 click 1")
	w.wait("dialogs=1")
	w.do("key c")
	w.do("mousemove 420 250 mousedown 1 mousemove 450 300 mousemove 500 380 mousemove 560 420 mouseup 1")
	w.do("key Right key Right key Down key shift+Right key Return")
	w.wait("ready", "dialogs=0", "crops=1", "undo=1")
	w.until("other colours", func() bool { return w.state["sum"] != whole && w.state["sum"] != "-" })
	cropped := w.state["sum"]
	w.do("key ctrl+z")
	w.wait("ready", "crops=0", "sum="+whole)
	w.do("key ctrl+y")
	w.wait("ready", "crops=1", "sum="+cropped)
	file := filepath.Join(t.TempDir(), "work.ora")
	w.saveAs("ctrl+s", file)
	w.wait("saves=1", "unsaved=0")
	again := startCommand(t, t.TempDir(), exec.Command(program, file))
	again.wait("ready", "screen=picture", "crops=1", "references=1", "sum="+cropped)
}
