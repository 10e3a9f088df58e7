package ui

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"keyline/canvas/palette"
)

// OpenPalette implements [Files].
func (s *shelf) OpenPalette(path string) ([]palette.Swatch, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	data, ok := s.palettes[path]
	if !ok {
		return nil, errors.New("read palette " + path + ": no such file; check the name")
	}
	list, err := palette.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read palette %s: %w", path, err)
	}
	return list, nil
}

// SavePalette implements [Files].
func (s *shelf) SavePalette(path string, list []palette.Swatch) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := palette.FormatOf(path)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	err = palette.Encode(&b, f, "shelf", list)
	if s.palettes == nil {
		s.palettes = map[string][]byte{}
	}
	s.palettes[path] = b.Bytes()
	return err
}

var (
	skin = palette.Swatch{Name: "Skin", Colour: color.NRGBA{225, 180, 140, 255}}
	coat = palette.Swatch{Name: "Coat", Colour: color.NRGBA{60, 110, 70, 255}}
	hair = palette.Swatch{Name: "Hair", Colour: color.NRGBA{97, 87, 173, 255}}
)

// newPaletteBench is a window with an open sketch and reference, and palettes on the shelf.
func newPaletteBench(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	for _, path := range []string{"/hero.gpl", "/hero.ase", "/hero.aco"} {
		if err := b.shelf.SavePalette(path, []palette.Swatch{skin, coat, hair}); err != nil {
			t.Fatal(err)
		}
	}
	b.shelf.palettes["/cut.ase"] = []byte("ASEF\x00\x01")
	b.open()
	return b
}

// drop lets files fall on the picture.
func (b *bench) drop(paths ...string) {
	b.t.Helper()
	var uris []fyne.URI
	for _, p := range paths {
		uris = append(uris, storage.NewFileURI(p))
	}
	b.dropped(fyne.NewPos(400, 300), uris)
	b.settle()
}

// names lists the palette: names where there are some, else hex.
func (b *bench) names() string {
	var list []string
	for _, s := range b.desk.palette {
		if s.Name == "" {
			s.Name = hex(s.Colour)
		}
		list = append(list, s.Name)
	}
	return strings.Join(list, " ")
}

func (b *bench) palettesAre(want string) {
	b.t.Helper()
	if got := b.names(); got != want {
		b.t.Errorf("the palette is %q, want %q", got, want)
	}
	if doc := b.desk.editor.Document().Palette(); !slices.Equal(doc, b.desk.palette) {
		b.t.Errorf("the document has %v, the desk %v", doc, b.desk.palette)
	}
	shown := 0
	for i, s := range b.dock.palette.cells {
		if s.of == b.desk.palette[i] {
			shown++
		}
	}
	if shown != len(b.desk.palette) {
		b.t.Errorf("the dock shows %d of %d", shown, len(b.desk.palette))
	}
}

func TestAPaletteFileDroppedOnTheWindowIsLoaded(t *testing.T) {
	for _, path := range []string{"/hero.gpl", "/hero.ase", "/hero.aco"} {
		b := newPaletteBench(t)
		b.drop(path)
		b.palettesAre("#1E28C8 Skin Coat Hair")
		b.has("undo=1", "references=1", "unsaved=1", "base=1")
		b.drop(path)
		b.palettesAre("#1E28C8 Skin Coat Hair")
		b.cmd.undo.run()
		b.palettesAre("#1E28C8")
		b.has("undo=0", "unsaved=0")
		b.cmd.redo.run()
		b.palettesAre("#1E28C8 Skin Coat Hair")
	}
}

func TestAPaletteBesideASketchStandsInForAReference(t *testing.T) {
	b := newPaletteBench(t)
	b.desk.close()
	b.drop("/hero.gpl", "/sketch.png")
	b.has("name=\"sketch.png\"", "references=1", "edges=0", "dialogs=0")
	b.palettesAre("Skin Coat Hair")
	if !b.desk.references[0].isSheet() || b.desk.references[0].img.NRGBAAt(0, 0) != skin.Colour {
		t.Error("the reference is no sheet of the palette")
	}
}

func TestAPaletteWithoutASketchIsRefused(t *testing.T) {
	b := newPaletteBench(t)
	b.desk.close()
	b.drop("/hero.gpl")
	b.has("dialogs=1", "screen=start")
	b.button("Close")
}

func TestAPaletteThatCannotBeReadIsADialog(t *testing.T) {
	b := newPaletteBench(t)
	b.drop("/cut.ase", "/hero.gpl")
	b.has("dialogs=1")
	b.palettesAre("#1E28C8 Skin Coat Hair")
	test.Tap(b.button("Close"))
	var many []palette.Swatch
	for i := range maxPalette {
		many = append(many, palette.Swatch{Colour: color.NRGBA{uint8(i), 7, 7, 255}})
	}
	if err := b.shelf.SavePalette("/many.gpl", many); err != nil {
		t.Fatal(err)
	}
	b.drop("/many.gpl")
	b.has("dialogs=1", "swatches=4")
}

func TestThePaletteStandsInForAReference(t *testing.T) {
	b := newPaletteBench(t)
	b.stroke(40, 40, 120, 40)
	b.drop("/hero.ase")
	b.cmd.palette.use.run()
	b.settle()
	b.has("references=2", "base=2", "edges=1", "swatches=4")
	b.cmd.palette.use.run()
	b.settle()
	b.has("references=2", "base=2")
	b.desk.removeSwatch(0)
	b.cmd.palette.use.run()
	b.settle()
	b.has("references=2", "base=3", "edges=1")
	if got := b.desk.references[1].swatches; len(got) != 3 || b.desk.references[1].img.NRGBAAt(0, 0) != skin.Colour {
		t.Errorf("the sheet shows %v", got)
	}
	for range 4 {
		b.cmd.undo.run()
	}
	b.settle()
	b.has("references=1", "edges=1", "swatches=1")
	b.shownIsFlattened()
}

func TestSwatchesOfAReferenceComeAndGoWithIt(t *testing.T) {
	b := newPaletteBench(t)
	b.desk.addSwatch(palette.Swatch{Colour: color.NRGBA{1, 2, 3, 255}})
	b.AddReferences("/red.png")
	b.settle()
	b.palettesAre("#1E28C8 #C81E28 #010203")
	b.desk.removeSwatch(1)
	b.AddReferences("/red.png")
	b.settle()
	b.palettesAre("#1E28C8 #010203")
	b.desk.editSwatch(0, palette.Swatch{Name: "Sea", Colour: b.desk.palette[0].Colour})
	b.desk.removeReference(0)
	b.settle()
	b.palettesAre("Sea #010203")
	b.has("colour=#1E28C8")
}

func TestMendingKeepsThePalette(t *testing.T) {
	b := newPaletteBench(t)
	b.drop("/hero.gpl")
	b.mendFile("/red.png")
	b.settle()
	b.palettesAre("#1E28C8 Skin Coat Hair")
}

func TestASwatchIsAddedEditedAndRemovedByHand(t *testing.T) {
	b := newPaletteBench(t)
	b.desk.choose(color.NRGBA{1, 2, 3, 255})
	b.cmd.palette.add.run()
	b.has("dialogs=1")
	b.typeInto("Hex", "#nothing")
	test.Tap(b.button("Save"))
	b.has("dialogs=1", "swatches=1")
	b.typeInto("Hex", "6157ad")
	b.typeInto("Name", " Hair\n")
	test.Tap(b.button("Save"))
	b.has("dialogs=0", "colour=#6157AD")
	b.palettesAre("#1E28C8 Hair")
	if got := b.dock.palette.name.text; got != "Hair" {
		t.Errorf("beside the large swatch is %q", got)
	}
	b.cmd.palette.edit.run()
	b.typeInto("Hex", "#123")
	test.Tap(b.button("Save"))
	b.has("colour=#112233")
	b.palettesAre("#1E28C8 Hair")
	b.cmd.palette.remove.run()
	b.palettesAre("#1E28C8")
	b.cmd.undo.run()
	b.cmd.undo.run()
	b.palettesAre("#1E28C8 Hair")
	if b.desk.palette[1].Colour != hair.Colour {
		t.Errorf("undo leaves %v", b.desk.palette[1])
	}
	b.cmd.palette.clear.run()
	b.palettesAre("")
	if b.cmd.palette.save.able() || b.cmd.palette.use.able() || !b.dock.palette.empty.Visible() {
		t.Error("an empty palette can be saved, used, or says nothing")
	}
}

// typeInto writes into the field of the open dialog that stands after a word.
func (b *bench) typeInto(word, text string) {
	b.t.Helper()
	fields := map[string]int{"Hex": 0, "Name": 1}
	entries := entriesIn(b.win.Canvas().Overlays().Top())
	if len(entries) != len(fields) {
		b.t.Fatalf("the dialog has %d fields", len(entries))
	}
	entries[fields[word]].SetText(text)
}

func entriesIn(o fyne.CanvasObject) (list []*widget.Entry) {
	eachIn(o, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *lineEntry:
			list = append(list, &o.Entry)
			return false
		case *widget.Entry:
			list = append(list, o)
			return false
		}
		return true
	})
	return list
}

func TestThePaletteIsSavedAndReadBack(t *testing.T) {
	b := newPaletteBench(t)
	b.drop("/hero.gpl")
	b.folder = "/"
	for _, path := range []string{"", "/hero.gpl", "/out.ase", "/out.aco"} {
		b.cmd.palette.save.run()
		if path != "" {
			entriesIn(b.win.Canvas().Overlays().Top())[0].SetText(path)
		}
		test.Tap(b.button("Save palette"))
		if path == "/hero.gpl" {
			test.Tap(b.button("Replace"))
		}
		b.settle()
		b.has("dialogs=0", "unsaved=0")
		if path == "" {
			path = "/sketch_palette.gpl"
		}
		list, err := b.shelf.OpenPalette(path)
		if err != nil || len(list) != 4 || list[1] != skin {
			t.Errorf("%s: %v, %v", path, list, err)
		}
		if !strings.HasPrefix(b.desk.timing.line, "Wrote ") {
			t.Errorf("the status says %q", b.desk.timing.line)
		}
	}
	b.savePaletteTo("/out.txt")
	b.settle()
	b.has("dialogs=1")
}

func TestThePaletteByKeyboard(t *testing.T) {
	b := newPaletteBench(t)
	b.drop("/hero.gpl")
	focused := func() *paletteSwatch {
		s, _ := b.win.Canvas().Focused().(*paletteSwatch)
		if s == nil {
			t.Fatal("no swatch has the keyboard")
		}
		return s
	}
	press := func(names ...fyne.KeyName) {
		for _, name := range names {
			focused().TypedKey(&fyne.KeyEvent{Name: name})
		}
	}
	b.key(fyne.KeyP)
	press(fyne.KeyRight)
	b.has("tool=Hint", "colour="+hex(skin.Colour))
	press(fyne.KeyEnd, fyne.KeyRight)
	b.has("colour=" + hex(hair.Colour))
	press(fyne.KeyDelete)
	b.palettesAre("#1E28C8 Skin Coat")
	if got := focused().of; got != coat {
		t.Errorf("after removing, %v has the keyboard", got)
	}
	press(fyne.KeyF2)
	b.typeInto("Name", "Cape")
	test.Tap(b.button("Save"))
	b.palettesAre("#1E28C8 Skin Cape")
	b.key(fyne.KeyP)
	press(fyne.KeyHome, fyne.KeyK)
	b.has("tool=Edge", "colour=#1E28C8")
	press(fyne.KeyEscape)
	if b.win.Canvas().Focused() != b.picture {
		t.Error("the picture has not got the keyboard back")
	}
}

func TestATooltipHasNameAndHex(t *testing.T) {
	b := newPaletteBench(t)
	b.drop("/hero.gpl")
	cells := b.dock.palette.cells
	if tip := cells[1].tip(); tip.name != "Skin" || !strings.Contains(tip.line, "#E1B48C") {
		t.Errorf("%+v", tip)
	}
	if tip := cells[0].tip(); tip.name != "#1E28C8" || !strings.Contains(tip.line, "From a reference") {
		t.Errorf("%+v", tip)
	}
	if got := fitted(strings.Repeat("wide ", 40), sizeRow, 112); !strings.HasSuffix(got, "…") || len(got) > 40 {
		t.Errorf("cut to %q", got)
	}
}

func TestThePaletteLooks(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		shot(b, "palette/few-"+name, image.Rect(1000, 180, 1280, 300))
		if err := b.desk.loadPalette("many", manySwatches(34)); err != nil {
			t.Fatal(err)
		}
		b.cmd.palette.use.run()
		b.settle()
		b.dock.palette.give(7)
		b.desk.choose(b.desk.palette[12].Colour)
		b.tips.show(b.dock.palette.cells[12], b.dock.palette.cells[12].tip())
		shot(b, "palette/many-"+name, image.Rect(1000, 72, 1280, 400))
		b.tips.hide()
		test.Tap(b.dock.palette.more)
		shot(b, "palette/menu-"+name, image.Rect(1000, 180, 1280, 520))
		b.win.Canvas().Overlays().Remove(b.win.Canvas().Overlays().Top())
		b.cmd.palette.edit.run()
		b.typeInto("Hex", "#12345X")
		shot(b, "palette/dialog-"+name, image.Rect(380, 230, 900, 570))
		b.typeInto("Hex", "#123456")
		b.button("Cancel").OnTapped()
		b.cmd.palette.clear.run()
		shot(b, "palette/empty-"+name, image.Rect(1000, 180, 1280, 300))
	}
}

// manySwatches are n colours all round the wheel, some with long names.
func manySwatches(n int) []palette.Swatch {
	var list []palette.Swatch
	for i := range n {
		s := palette.Swatch{Name: fmt.Sprint("Colour ", i), Colour: color.NRGBA{uint8(40 + 200*i/n), uint8(230 - 150*i/n), uint8(60 * (i % 5)), 255}}
		if i%3 == 2 {
			s.Name = "The lining of the winter coat, in shadow"
		}
		list = append(list, s)
	}
	return list
}
