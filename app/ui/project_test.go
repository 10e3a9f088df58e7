package ui

import (
	"errors"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyline/app/journal"
	"keyline/canvas/palette"
)

// newJournalBench is a window that keeps unsaved work in a folder.
func newJournalBench(t *testing.T, folder string) *bench {
	t.Helper()
	now := func() time.Time { return time.Unix(2000, 0) }
	return newBenchWith(t, func(o *Options) { o.Journals = journal.New(folder, journal.OS{}, now, time.After) })
}

// kept runs what was posted until all that was done is on the disk.
func (b *bench) kept() {
	b.t.Helper()
	if err := b.loop.Until(b.t.Context(), func() bool { return b.readiness() == "ready" && b.journal.safe() }); err != nil {
		b.t.Fatal(err)
	}
}

func TestAProjectIsSavedUnderANameAndThenAtOnce(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.cmd.save.run()
	b.has("dialogs=1")
	if got := entriesIn(b.win.Canvas().Overlays().Top())[0].Text; got != "/sketch.ora" {
		t.Errorf("the name proposed is %s", got)
	}
	entriesIn(b.win.Canvas().Overlays().Top())[0].SetText("/home/panel")
	test.Tap(b.button("Save"))
	b.settle()
	b.has("dialogs=0", "unsaved=0", "saves=1", `file="panel.ora"`, `name="panel.ora"`)
	if b.win.Title() != "panel.ora – Keyline" {
		t.Errorf("the title is %q", b.win.Title())
	}
	b.stroke(40, 100, 120, 100)
	b.has("unsaved=1")
	if b.win.Title() != "*panel.ora – Keyline" {
		t.Errorf("the title is %q", b.win.Title())
	}
	b.cmd.save.run()
	b.settle()
	b.has("dialogs=0", "unsaved=0", "saves=2")
	if n := len(b.projects.files["/home/panel.ora"].Document.Strokes()); n != 2 {
		t.Errorf("the file has %d strokes", n)
	}
	b.cmd.saveAs.run()
	entriesIn(b.win.Canvas().Overlays().Top())[0].SetText("/other.ora")
	test.Tap(b.button("Save"))
	b.settle()
	b.has("saves=3", `file="other.ora"`)
}

func TestAProjectOpensAsItWas(t *testing.T) {
	b := newBench(t)
	b.open()
	b.desk.addSwatch(palette.Swatch{Name: "Scarf", Colour: color.NRGBA{1, 200, 3, 255}})
	b.stroke(40, 40, 120, 40)
	b.saveTo("/a.ora", func() {})
	b.settle()
	was := b.stateLine()
	sum := was[strings.LastIndex(was, "sum="):]
	swatches := b.desk.palette
	b.cmd.closePicture.run()
	b.settle()
	b.has("screen=start")
	b.OpenFiles("/a.ora")
	b.settle()
	b.frame()
	b.has("edges=1", "references=1", "unsaved=0", "undo=0", `file="a.ora"`, sum)
	if r := b.desk.references[0]; r.name != "blue.png" {
		t.Errorf("the reference is called %q", r.name)
	}
	if got := b.desk.palette; len(got) != len(swatches) || got[len(got)-1].Name != "Scarf" {
		t.Errorf("the palette is %v, was %v", got, swatches)
	}
	b.stroke(40, 100, 120, 100)
	b.has("edges=2", "unsaved=1")
	b.cmd.undo.run()
	b.settle()
	b.has("edges=1", "unsaved=0", sum)
}

func TestAnotherProgramsFileIsASketchWithoutAFileOfItsOwn(t *testing.T) {
	b := newBench(t)
	b.shelf.files["/krita.ora"] = lineArt(200, 160)
	b.OpenFiles("/krita.ora", "/red.png")
	b.settle()
	b.has(`name="krita.ora"`, `file="."`, "references=1", "unsaved=0")
	b.cmd.save.run()
	b.has("dialogs=1") // its other layers would be lost if it were written over unasked
}

func TestASaveThatFailsSaysWhatIsSafe(t *testing.T) {
	b := newJournalBench(t, t.TempDir())
	b.open()
	b.stroke(40, 40, 120, 40)
	b.kept()
	b.saveTo("/full.ora", func() {})
	b.settle()
	b.has("dialogs=1", "unsaved=1", "saves=0")
	b.says("Could not write /full.ora: no space left on device; free some space or choose another disk.\n\nYour work is safe in the journal.")
	test.Tap(b.button("Save elsewhere…"))
	entriesIn(b.win.Canvas().Overlays().Top())[0].SetText("/b.ora")
	test.Tap(b.button("Save"))
	b.settle()
	b.has("dialogs=0", "unsaved=0", "saves=1")
}

func TestASaveThatTakesLongShowsHowFarItIs(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.projects.gate = make(chan struct{})
	b.saveTo("/a.ora", func() {})
	if err := b.loop.Until(t.Context(), func() bool { return b.storing.slow && b.storing.share == 0.5 }); err != nil {
		t.Fatal(err)
	}
	if !b.status.busy.Visible() || b.status.stop.Visible() || b.status.percent.text != "50 %" || b.status.work.text != "Saving" {
		t.Errorf("the status says %q, %q", b.status.work.text, b.status.percent.text)
	}
	b.stroke2(40, 100, 120, 100) // one draws on meanwhile
	b.cmd.saveAs.run()
	b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.saveTo("/b.ora", func() {}) // and asks for another
	close(b.projects.gate)
	b.settle()
	b.has("saves=2", "unsaved=0", `file="b.ora"`, "edges=2")
	if a, c := b.projects.files["/a.ora"].Document, b.projects.files["/b.ora"].Document; len(a.Strokes()) != 1 || len(c.Strokes()) != 2 {
		t.Errorf("the files have %d and %d strokes", len(a.Strokes()), len(c.Strokes()))
	}
	if b.status.busy.Visible() {
		t.Error("it goes on showing progress")
	}
}

// stroke2 draws without waiting for what is outstanding.
func (b *bench) stroke2(x0, y0, x1, y1 float64) {
	b.press(x0, y0, 1, 0)
	b.move(x1, y1)
	b.release()
}

func TestWhatWasNeverSavedIsOfferedInTheNextRun(t *testing.T) {
	folder := t.TempDir()
	b := newJournalBench(t, folder)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.stroke(40, 100, 120, 100)
	b.kept()
	b.has("kept=1")
	copied := t.TempDir() // as it is now, without the program's end
	if err := os.CopyFS(filepath.Join(copied, "x"), os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}

	c := newJournalBench(t, filepath.Join(copied, "x"))
	c.Begin(nil)
	c.settle()
	c.has("dialogs=1", "offers=1", "screen=start")
	test.Tap(c.button("Later"))
	c.settle()
	c.Begin(nil)
	c.settle()
	c.has("dialogs=0", "offers=1")
	c.cmd.recover.run()
	c.settle()
	c.has("dialogs=1")
	test.Tap(c.button("Open"))
	c.settle()
	c.kept()
	c.has("dialogs=0", "offers=0", "edges=2", "references=1", "unsaved=1", `name="sketch.png"`, `file="."`)
	c.saveTo("/a.ora", func() {})
	c.settle()
	c.kept()
	c.cmd.closePicture.run()
	c.settle()
	c.waitForJournals()
	if left, err := os.ReadDir(filepath.Join(copied, "x")); err != nil || len(left) != 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestDiscardedWorkCanBeRecovered(t *testing.T) {
	b := newJournalBench(t, t.TempDir())
	b.open()
	b.stroke(40, 40, 120, 40)
	b.kept()
	b.cmd.closePicture.run()
	b.says("Discarded, it can be recovered for 30 days from the File menu.")
	test.Tap(b.button("Discard"))
	b.settle()
	b.has("screen=start", "dialogs=0")
	b.waitForJournals()
	b.Begin(nil)
	b.settle()
	b.has("dialogs=0", "offers=1")
	b.cmd.recover.run()
	b.settle()
	test.Tap(b.button("Open"))
	b.settle()
	b.has("edges=1", "unsaved=1", "screen=picture")
}

func TestWorkThatCannotBeKeptIsSaid(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "journal")
	if err := os.WriteFile(folder, nil, 0o600); err != nil { // where the folder should be
		t.Fatal(err)
	}
	b := newJournalBench(t, folder)
	b.open()
	b.stroke(40, 40, 120, 40)
	if err := b.loop.Until(t.Context(), func() bool { return b.journal.failing() != nil }); err != nil {
		t.Fatal(err)
	}
	b.has("dialogs=1", "kept=0", "edges=1")
	b.says("Nothing is lost as long as this window is open")
	b.saved("Unsaved changes, in memory only")
	b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.stroke(40, 100, 120, 100)
	b.has("dialogs=0", "edges=2") // it is said once
	if err := errors.Join(os.Remove(folder)); err != nil {
		t.Fatal(err)
	}
	b.kept()
	b.has("kept=1")
	b.saved("Unsaved changes")
}
