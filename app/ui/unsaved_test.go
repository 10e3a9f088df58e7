package ui

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"keyline/app/memory"
	"keyline/canvas/palette"
)

func TestThePromptSaysWhatWouldBeLost(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.stroke(40, 100, 120, 100)
	b.key(fyne.KeyB)
	b.desk.choose(color.NRGBA{12, 200, 34, 255})
	b.stroke(30, 30, 30, 30)
	b.cmd.closePicture.run()
	b.has("dialogs=1", "screen=picture")
	b.says("What you did since it was opened is in no file: 2 edge strokes, 1 colour hint.")
	test.Tap(b.button("Save"))
	entriesIn(b.win.Canvas().Overlays().Top())[0].SetText("/first")
	b.typed(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	b.has("dialogs=0", "screen=start", "saves=1")

	b.open()
	b.stroke(40, 40, 120, 40)
	b.saveTo("/first.ora", func() {})
	b.settle()
	at := b.savedAt.Format("15:04")
	b.cmd.undo.run()
	b.AddReferences("/red.png")
	b.settle()
	b.Quit()
	b.says("since it was saved at " + at + " is in no file: 1 erased stroke, other references.")
	b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.has("dialogs=0", "screen=picture")
}

// saved is what the status line says about files.
func (b *bench) saved(want string) {
	b.t.Helper()
	if got := b.status.saved.text; got != want || b.status.savedPart.Visible() != (want != "") {
		b.t.Errorf("the status line says %q about files, want %q", got, want)
	}
}

func TestReferencesAndPaletteAreWork(t *testing.T) {
	b := newBench(t)
	b.open()
	b.saved("")
	b.AddReferences("/red.png")
	b.settle()
	b.has("unsaved=1")
	b.saved("Unsaved changes")
	b.cmd.undo.run()
	b.settle()
	b.has("unsaved=0")
	b.saved("")

	b.desk.addSwatch(palette.Swatch{Name: "Scarf", Colour: color.NRGBA{1, 200, 3, 255}})
	b.has("unsaved=1")
	b.Quit()
	b.says("What you did since it was opened is in no file: changes to the palette.")
	test.Tap(b.button("Cancel"))
	b.cmd.undo.run()
	b.has("unsaved=0", "dialogs=0")
	b.cmd.redo.run()
	b.has("unsaved=1")
	b.exported("/out.png", memory.Export{})
	b.changed()
	b.has("unsaved=1")
	b.saveTo("/out.ora", func() {})
	b.settle()
	b.has("unsaved=0")
	b.saved("Saved " + b.savedAt.Format("15:04"))
	b.desk.editSwatch(0, palette.Swatch{Name: "Coat", Colour: color.NRGBA{1, 2, 3, 255}})
	b.has("unsaved=1")
	b.desk.clearPalette()
	b.has("unsaved=0") // nothing to lose
}

func TestAPaletteInAFileOfItsOwnIsSaved(t *testing.T) {
	b := newBench(t)
	b.open()
	b.desk.addSwatch(palette.Swatch{Name: "Scarf", Colour: color.NRGBA{1, 200, 3, 255}})
	b.savePaletteTo("/hero.gpl")
	b.settle()
	b.has("unsaved=0")
	b.stroke(40, 40, 120, 40)
	b.has("unsaved=1")
	b.cmd.closePicture.run()
	b.says("is in no file: 1 edge stroke.")
}

// says looks for words in the topmost dialog.
func (b *bench) says(words string) {
	b.t.Helper()
	var all []string
	for _, l := range labelsIn(b.win.Canvas().Overlays().Top()) {
		all = append(all, l.Text)
	}
	if !strings.Contains(strings.Join(all, "\n"), words) {
		b.t.Errorf("the dialog says %q, want %q", all, words)
	}
}

func labelsIn(o fyne.CanvasObject) (list []*widget.Label) {
	eachIn(o, func(o fyne.CanvasObject) bool {
		l, ok := o.(*widget.Label)
		if ok {
			list = append(list, l)
		}
		return !ok
	})
	return list
}

func TestEnterAndEscapeWorkWhateverHasTheKeyboard(t *testing.T) {
	b := exportDialog(t)
	f := b.exporting.form
	for _, part := range []fyne.Focusable{f.path, f.formats, f.quality, f.lines, f.clear, f.export, f.browse} {
		part.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		b.has("dialogs=0", "exports=0")
		b.cmd.export.run()
		b.settle()
		f = b.exporting.form
	}
	f.lines.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	b.has("dialogs=0", "exports=1")
	b.stroke(40, 100, 120, 100)
	b.Quit()
	b.typed(&fyne.KeyEvent{Name: fyne.KeyReturn}) // the main answer
	if len(b.dialogs) != 1 || b.button("Save") == nil {
		t.Error("Enter does not save first")
	}
}

func TestDroppedFiles(t *testing.T) {
	b := newBench(t)
	over := func(x float32, paths ...string) {
		var uris []fyne.URI
		for _, p := range paths {
			uris = append(uris, storage.NewFileURI(p))
		}
		b.dropped(fyne.NewPos(x, 300), uris)
		b.settle()
	}
	over(600, "/sketch.png", "/blue.png") // on the start screen
	b.has("screen=picture", "name=\"sketch.png\"", "references=1")
	over(1200, "/red.png") // on the docks
	b.has("dialogs=0", "references=2")
	over(600, "/small.png") // on the picture
	b.has("dialogs=1", "references=2")
	over(600, "/red.png") // not while a question is open
	b.has("dialogs=1", "references=2")
	test.Tap(b.button("Add as reference"))
	b.settle()
	b.has("dialogs=0", "references=3", "name=\"sketch.png\"")
	over(600, "/small.png", "/red.png")
	test.Tap(b.button("Open with references"))
	b.has("dialogs=1") // the references of the first are unsaved
	test.Tap(b.button("Discard"))
	b.settle()
	b.has("dialogs=0", "name=\"small.png\"", "references=1")
	over(600, "/red.png")
	test.Tap(b.button("Open as sketch"))
	b.settle()
	b.has("name=\"red.png\"", "references=0")
}

func TestLineArtIsTheSketchInWhateverOrderFilesCome(t *testing.T) {
	b := newBench(t)
	over := func(paths ...string) {
		var uris []fyne.URI
		for _, p := range paths {
			uris = append(uris, storage.NewFileURI(p))
		}
		b.dropped(fyne.NewPos(600, 300), uris)
		b.settle()
	}
	over("/blue.png", "/red.png", "/sketch.png")
	b.has("name=\"sketch.png\"", "references=2", "unsaved=0", "dialogs=0")
	b.desk.close()
	over("/red.png", "/blue.png") // neither is line art
	b.has("name=\"red.png\"", "references=1")
	b.desk.close()
	b.OpenFiles("/sketch.png")
	b.settle()
	if want := "Drop a coloured picture of the same character here, or add it at the right."; !b.invite.content.Visible() || b.invite.text.text != want {
		t.Errorf("it invites with %q", b.invite.text.text)
	}
	over("/sketch.png") // could be the next one
	b.has("dialogs=1", "references=0")
	test.Tap(b.button("Cancel"))
	over("/blue.png")
	b.has("dialogs=0", "references=1", "name=\"sketch.png\"")
	if !strings.Contains(b.invite.text.text, "draw a line along it") {
		t.Errorf("then it invites with %q", b.invite.text.text)
	}
	for tool, want := range map[tool]bool{toolFigure: false, toolHint: false, toolEdge: true} {
		if b.desk.take(tool); b.invite.content.Visible() != want {
			t.Errorf("with tool %d it invites: %v", tool, !want)
		}
	}
	b.desk.take(toolEdge)
	b.stroke(40, 40, 120, 40)
	if b.invite.content.Visible() {
		t.Error("it invites after the first stroke")
	}
}

func TestQuittingRemembersThePictureAsItLooks(t *testing.T) {
	b := newBench(t)
	b.open()
	b.rememberNow() // the window cannot be closed twice, and the bench does
	if r, _, _, _ := b.memory.Thumbnail("/sketch.png").At(4, 4).RGBA(); r>>8 != 30 {
		t.Errorf("its corner is remembered as %v", b.memory.Thumbnail("/sketch.png").At(4, 4))
	}
}
