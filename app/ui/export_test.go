package ui

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyline/app/memory"
	page "keyline/canvas"
)

// askExport opens the dialog, which begins in the root.
func (b *bench) askExport() {
	b.t.Helper()
	b.folder = "/"
	b.cmd.export.run()
	b.settle()
}

// exportDialog opens the dialog on a picture with a stroke.
func exportDialog(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.askExport()
	b.has("dialogs=1")
	return b
}

// name types a file's name into the dialog.
func (b *bench) name(path string) { b.exporting.form.path.SetText(path) }

// enter and escape are those keys in the field that has the keyboard.
func (b *bench) enter()   { b.focusedKey(fyne.KeyReturn) }
func (b *bench) escapes() { b.focusedKey(fyne.KeyEscape) }

func (b *bench) focusedKey(name fyne.KeyName) {
	b.t.Helper()
	e := &fyne.KeyEvent{Name: name}
	if f := b.win.Canvas().Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	b.typed(e)
}

func TestAnExportIsThePictureOnShow(t *testing.T) {
	b := exportDialog(t)
	b.has("unsaved=1")
	b.name("/out.png")
	b.enter()
	b.settle()
	b.has("dialogs=0", "unsaved=1", "exports=1") // its strokes are in no file
	if got := rgbaOf(b.shelf.files["/out.png"]); !bytes.Equal(got.Pix, b.desk.editor.Shown().Pix) {
		t.Error("the file differs from the picture")
	}
	if b.desk.timing.line != "Wrote out.png" {
		t.Errorf("the status says %q", b.desk.timing.line)
	}
}

// TestThePreviewIsTheFile holds for every choice: the pixels on show are those of the
// file that Export writes, decoded.
func TestThePreviewIsTheFile(t *testing.T) {
	b := newBench(t)
	b.shelf.files["/white.png"] = plain(color.NRGBA{255, 255, 255, 255}, 9, 9)
	b.OpenFiles("/sketch.png", "/white.png") // so that there is paper
	b.settle()
	b.askExport()
	e := b.exporting
	for _, c := range []memory.Export{
		{Ending: ".png", Lines: true},
		{Ending: ".png"},
		{Ending: ".png", Lines: true, Clear: true},
		{Ending: ".png", Clear: true},
		{Ending: ".jpg", Lines: true, Quality: 92},
		{Ending: ".jpg", Lines: true, Quality: 10},
		{Ending: ".webp", Clear: true, Lines: true},
		{Ending: ".psd", Clear: true, Lines: true},
		{Ending: ".psd"},
	} {
		e.choose(func(now *memory.Export) { *now = c })
		b.settle()
		want := image.NewRGBA(b.desk.editor.Document().Bounds())
		file, err := b.codec.Decode("", e.made.file)
		if err != nil {
			t.Fatal(err)
		}
		draw.Draw(want, want.Rect, file, image.Point{}, draw.Src)
		if !bytes.Equal(e.form.preview.seen.colour.levels[0].Pix, want.Pix) {
			t.Errorf("%+v: the preview is another picture", c)
		}
		if (e.form.preview.seen.alpha != nil) != (c.Clear && canBeClear(c.Ending)) {
			t.Errorf("%+v: transparency is shown wrongly", c)
		}
		if got := e.form.file.text; got != formatOf(c.Ending).name+", "+bytesText(len(e.made.file)).String() {
			t.Errorf("%+v: it says %q", c, got)
		}
		shown := e.made.file
		b.name("/again" + c.Ending)
		b.enter()
		b.settle()
		if !bytes.Equal(b.codec.written["/again"+c.Ending], shown) {
			t.Errorf("%+v: another file was written than was shown", c)
		}
		delete(b.shelf.files, "/again"+c.Ending)
		b.cmd.export.run()
		b.settle()
		if e = b.exporting; e.choices.Ending != c.Ending || e.choices.Lines != c.Lines || e.choices.Clear != c.Clear {
			t.Errorf("the next time %+v is chosen, last was %+v", e.choices, c)
		}
	}
}

func TestATransparentExportOnWhiteIsTheOpaqueOne(t *testing.T) {
	b := newBench(t)
	b.shelf.files["/pale.png"] = plain(color.NRGBA{251, 255, 248, 255}, 9, 9)
	b.OpenFiles("/sketch.png", "/pale.png")
	b.settle()
	b.askExport()
	for _, lines := range []bool{true, false} {
		doc := b.desk.editor.Document()
		b.exporting.choose(func(c *memory.Export) { c.Clear, c.Lines = true, lines })
		b.settle()
		got, err := b.codec.Decode("", b.exporting.made.file)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, _, a := got.At(0, 0).RGBA(); a>>8 != 255-248 {
			t.Errorf("lines %v: paper has alpha %d", lines, a>>8)
		}
		onWhite, want := rgbaOf(got), page.Flatten(doc, doc.Bounds(), page.FlattenOptions{HideLines: !lines})
		for i := range want.Pix {
			if d := int(onWhite.Pix[i]) - int(want.Pix[i]); d < -1 || d > 1 {
				t.Fatalf("lines %v: byte %d is %d on white, opaque it is %d", lines, i, onWhite.Pix[i], want.Pix[i])
			}
		}
	}
}

func TestTheEndingChoosesTheFormatAndTheFormatTheEnding(t *testing.T) {
	b := exportDialog(t)
	f := b.exporting.form
	if f.path.Text != "/sketch_colour.png" || f.formats.chosen != 0 {
		t.Errorf("first it offers %s", f.path.Text)
	}
	b.name("/a.JPEG")
	b.settle()
	if f.formats.chosen != 1 || f.quality.Disabled() || !f.clear.Disabled() || f.note.text != "A JPEG is always opaque." {
		t.Errorf("for a.JPEG format %d is chosen, %q", f.formats.chosen, f.note.text)
	}
	f.formats.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	b.settle()
	if f.path.Text != "/a.webp" || !f.quality.Disabled() || f.clear.Disabled() {
		t.Errorf("WebP calls the file %s", f.path.Text)
	}
	test.TapAt(f.formats, fyne.NewPos(3, 3))
	b.settle()
	if f.path.Text != "/a.png" || b.exporting.made.order.ending != ".png" {
		t.Errorf("PNG calls the file %s", f.path.Text)
	}
	b.name("/b.ti") // on the way to another
	if b.exporting.choices.Ending != ".png" {
		t.Error("an ending that is not there yet changes the format")
	}
}

// A page that is too large for a format is told before anything is flattened.
func TestLimitsAreToldBeforeTheWork(t *testing.T) {
	b := newBench(t)
	b.shelf.files["/wide.png"] = plain(color.NRGBA{255, 255, 255, 255}, 301, 4)
	b.OpenFiles("/wide.png")
	b.settle()
	b.askExport()
	encodes := b.codec.encodes
	b.name("/wide.psd")
	b.settle()
	if f := b.exporting.form; !f.failed.Visible() || !strings.Contains(f.problem.Text, "300 px a side; use .png") {
		t.Errorf("it says %q", f.problem.Text)
	}
	if b.codec.layers.Layers != nil || b.codec.encodes != encodes || b.exporting.maker.pixels == nil {
		t.Error("work was done for nothing")
	}
	b.name("/other.png")
	b.enter()
	b.settle()
	b.has("dialogs=0", "exports=1")
}

func TestAPSDIsWrittenWithLayers(t *testing.T) {
	b := exportDialog(t)
	b.name("/out.psd")
	b.settle()
	f := b.exporting.form
	if !f.clear.Disabled() || f.lines.Disabled() || f.note.text != "Lines, one layer a swatch, paper." {
		t.Errorf("the dialog offers other things: %q", f.note.text)
	}
	b.enter()
	b.settle()
	b.has("dialogs=0", "unsaved=1", "exports=1")
	if len(b.codec.layers.Layers) < 3 || b.codec.layers.Layers[0].Name != "Lines" {
		t.Errorf("layers %+v", b.codec.layers.Layers)
	}
	if got := rgbaOf(b.shelf.files["/out.psd"]); !bytes.Equal(got.Pix, b.desk.editor.Shown().Pix) {
		t.Error("the layers do not come to the picture on show")
	}
}

func TestExportAsksBeforeReplacing(t *testing.T) {
	b := exportDialog(t)
	b.enter()
	b.settle()
	b.has("dialogs=0", "exports=1")
	b.cmd.export.run()
	b.settle()
	test.Tap(b.button("Export"))
	b.has("dialogs=2")
	test.Tap(b.button("Cancel"))
	b.has("dialogs=1", "exports=1")
	test.Tap(b.button("Export"))
	b.typed(&fyne.KeyEvent{Name: fyne.KeyReturn}) // Replace
	b.settle()
	b.has("dialogs=0", "exports=2")
}

func TestAFailedExportSaysSoInTheDialogAndCanBeTriedAgain(t *testing.T) {
	b := exportDialog(t)
	for name, says := range map[string]string{
		"/full.png":  "Could not write /full.png: the disk is full; free some space or choose another disk.",
		"":           "The file has no name; type one after the folder.",
		"/":          "The file has no name; type one after the folder.",
		"/page.tiff": "Page.tiff: Keyline writes .png, .jpg, .webp, .psd.",
	} {
		b.name(name)
		b.enter()
		b.settle()
		b.has("dialogs=1", "unsaved=1", "exports=0")
		if f := b.exporting.form; f.problem.Text != says || !f.failed.Visible() || f.export.Disabled() {
			t.Errorf("%q: it says %q", name, f.problem.Text)
		}
	}
	b.name("/page")
	b.enter()
	b.settle()
	b.has("dialogs=0", "exports=1")
	if b.shelf.files["/page.png"] == nil {
		t.Error("a name without an ending does not get one")
	}
}

func TestAPictureThatTheFormatCannotHoldSaysSoAtOnce(t *testing.T) {
	b := exportDialog(t)
	b.codec.fails = errors.New("write picture.webp: 20000×9 px, a WebP holds at most 16383 a side; use .png")
	b.exporting.form.formats.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	b.settle()
	if f := b.exporting.form; !f.failed.Visible() || !strings.HasSuffix(f.problem.Text, "use .png.") || f.file.text != "JPEG" {
		t.Errorf("it says %q, the file is %q", f.problem.Text, f.file.text)
	}
	b.enter()
	b.settle()
	b.has("dialogs=1", "exports=0", "export=failed")
	b.codec.fails = nil
	b.enter()
	b.settle()
	b.has("dialogs=0", "exports=1")
}

func TestMakingAFileTellsHowFarItIsAndCanBeGivenUp(t *testing.T) {
	b := newBench(t)
	b.shelf.files["/tall.png"] = lineArt(90, 700)
	b.OpenFiles("/tall.png")
	b.settle()
	o := order{doc: b.desk.editor.Document(), ending: ".png", lines: true, clear: true, size: image.Pt(90, 700)}
	for _, at := range []string{"", "Laying the lines on the colours", "Clearing the ground", "Writing PNG", "Reading it back"} {
		ctx, cancel := context.WithCancel(t.Context())
		m := maker{codec: b.codec}
		var shares []float64
		done := m.make(ctx, o, func(what phrase, share float64) {
			if shares = append(shares, share); what.String() == at {
				cancel()
			}
		})
		cancel()
		if at != "" {
			if !errors.Is(done.err, context.Canceled) || done.file != nil {
				t.Errorf("given up at %q it ends with %v", at, done.err)
			}
			continue
		}
		if done.err != nil || !slices.IsSorted(shares) || len(shares) < 8 {
			t.Errorf("%v, shares %v", done.err, shares)
		}
	}
}

func TestEscapeGivesAnExportUp(t *testing.T) {
	b := exportDialog(t)
	b.codec.gate = make(chan struct{}) // the file waits to be written
	b.name("/slow.png")
	b.enter()
	if f := b.exporting.form; !f.export.Disabled() || !f.busy.Visible() || f.what.text != "Writing the file" {
		t.Errorf("it says %q", f.what.text)
	}
	b.enter() // once is enough
	b.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.settle()
	b.has("dialogs=0", "exports=0", "unsaved=1")
	if b.shelf.files["/slow.png"] != nil || b.exporting != nil {
		t.Error("the file was written all the same")
	}
	b.cmd.export.run()
	b.settle()
	test.Tap(b.button("Cancel"))
	b.has("dialogs=0", "exports=0")
}

func TestAnExportWaitsForTheColours(t *testing.T) {
	b := newBench(t)
	b.fake.gate = make(chan struct{})
	b.OpenFiles("/sketch.png")
	if err := b.loop.Until(t.Context(), func() bool { return b.desk.isOpen() && b.desk.share == 0.5 && b.jobs == 0 }); err != nil {
		t.Fatal(err)
	}
	b.folder = "/"
	b.cmd.export.run()
	b.name("/early.png")
	b.enter()
	if err := b.loop.Until(t.Context(), func() bool { return b.jobs == 0 }); err != nil {
		t.Fatal(err)
	}
	b.has("dialogs=1", "exports=0")
	if got := b.exporting.form.what.text; got != "Waiting for the colours" {
		t.Errorf("it says %q", got)
	}
	close(b.fake.gate)
	b.settle()
	b.has("dialogs=0", "exports=1")
	if got := rgbaOf(b.shelf.files["/early.png"]); !bytes.Equal(got.Pix, b.desk.editor.Shown().Pix) {
		t.Error("the file is not the finished picture")
	}
}

func TestAnotherQualityTakesNoFlatteningAndTheLastOneWins(t *testing.T) {
	b := exportDialog(t)
	b.name("/a.jpg")
	b.settle()
	pixels, encodes := b.exporting.maker.pixels, b.codec.encodes
	for q := range 40 {
		b.exporting.form.quality.SetValue(float64(q + 10))
	}
	b.settle()
	if b.exporting.maker.pixels != pixels {
		t.Error("the picture was flattened again")
	}
	if n := b.codec.encodes - encodes; n > 3 || b.exporting.made.order.quality != 49 {
		t.Errorf("%d files were made, the last in quality %d", n, b.exporting.made.order.quality)
	}
}

func TestThePreviewCanBeLookedAtCloser(t *testing.T) {
	b := newBench(t)
	b.shelf.files["/large.png"] = lineArt(1200, 900)
	b.OpenFiles("/large.png")
	b.settle()
	b.askExport()
	p := b.exporting.form.preview
	if v := p.view(400, 304); v.zoom >= 0.5 || !v.pageRect().In(image.Rect(0, 0, 400, 304)) {
		t.Errorf("first it shows %v", v)
	}
	at := p.under(fyne.NewPos(300, 200))
	test.TapAt(p, fyne.NewPos(300, 200))
	v := p.view(400, 304)
	if got := v.toPage(point{200, 152}); v.zoom != 1 || got.x < at.x-1 || got.x > at.x+1 {
		t.Errorf("closer it shows %v at zoom %g, want %v", got, v.zoom, at)
	}
	p.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-50, 0)})
	if moved := p.view(400, 304).origin.x - v.origin.x; moved != -50 {
		t.Errorf("dragging moves it by %g", moved)
	}
	test.TapAt(p, fyne.NewPos(10, 10))
	if p.close {
		t.Error("a second tap does not go back")
	}
}

func TestTransparencyIsShownAsAChequeredGround(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	img.SetNRGBA(20, 20, color.NRGBA{0, 0, 0, 255})
	img.SetNRGBA(21, 20, color.NRGBA{0, 0, 0, 128})
	p := newPreview(80, 80)
	p.show(seenOf(img))
	out := p.paint(80, 80).(*image.RGBA)
	for at, want := range map[image.Point]uint8{{8, 8}: checkLight, {16, 8}: checkDark, {28, 28}: 0, {29, 28}: 0x64} {
		if got := out.RGBAAt(at.X, at.Y); got != (color.RGBA{want, want, want, 255}) {
			t.Errorf("at %v is %v, want %d", at, got, want)
		}
	}
}
