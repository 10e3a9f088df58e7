//go:build e2e

package main

import "testing"

// command finds a command by letters of its name and runs it.
func (w *window) command(letters string) {
	w.t.Helper()
	w.do("key ctrl+k")
	w.wait("dialogs=1")
	w.do("type --delay 2 %s", letters)
	w.do("key Return")
}

func TestACommandIsFoundByLetters(t *testing.T) {
	w := opened(t)
	w.command("mirr")
	w.wait("dialogs=0", "mirror=1")
	w.do("key ctrl+k")
	w.wait("dialogs=1")
	w.do("key Escape")
	w.wait("dialogs=0", "focus=picture")
}

func TestAStepOfTheHistoryIsGoneTo(t *testing.T) {
	w := opened(t)
	first := w.state["sum"]
	w.stroke(120, 40, 120, 160)
	w.wait("ready", "edges=1", "pen=0", "step=1")
	w.stroke(150, 40, 150, 160)
	w.wait("ready", "edges=2", "pen=0", "step=2")
	last := w.state["sum"]
	w.do("key ctrl+h")
	w.wait("focus=history")
	w.do("key Home key Return")
	w.wait("ready", "step=0", "edges=0", "sum="+first)
	w.do("key End key Return")
	w.wait("ready", "step=2", "edges=2", "sum="+last)
	w.do("key Escape")
	w.wait("focus=picture")
}
