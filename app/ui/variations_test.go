package ui

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	page "keyline/canvas"
	"keyline/canvas/palette"
)

// offer opens the dialog and waits for so many small pictures.
func (b *bench) offer(n int) *variationsDialog {
	b.t.Helper()
	b.cmd.variations.run()
	d := b.variations
	if d == nil {
		b.t.Fatal("the dialog did not open")
	}
	if err := b.loop.Until(b.t.Context(), func() bool { return d.done >= n }); err != nil {
		b.t.Fatal(err)
	}
	return d
}

func TestAVariationIsChosenUndoneAndSaved(t *testing.T) {
	b := newBench(t)
	b.cmd.variations.run() // nothing is open
	b.has("dialogs=0")
	b.open()
	b.AddReferences("/red.png")
	b.settle()
	b.stroke(40, 40, 120, 40)
	b.settle()
	d := b.offer(8)
	b.has("dialogs=1", "variations=8/8")
	if len(d.list) != 8 || d.list[2].name != "B alone" || d.list[0].card.text.name != "All (now)" {
		t.Fatalf("%d are offered, the third is %q", len(d.list), d.list[2].name)
	}
	seen := map[string]bool{}
	for _, v := range d.list {
		seen[string(v.card.img.Pix)] = true
	}
	if len(seen) < 4 {
		t.Errorf("of 8 variations %d look different", len(seen))
	}
	before := b.colours(image.Rect(0, 0, 200, 160))
	test.Tap(d.list[2].card)
	b.settle()
	b.shownIsFlattened()
	b.has("dialogs=0", "variations=-", "varied=B+0", "edges=1", "undo=1")
	chosen := b.colours(image.Rect(0, 0, 200, 160))
	if chosen == before {
		t.Error("the colours are as before")
	}
	b.cmd.undo.run()
	b.settle()
	b.has("varied=-")
	if b.colours(image.Rect(0, 0, 200, 160)) != before {
		t.Error("after undo the colours are others")
	}
	b.cmd.redo.run()
	b.settle()
	b.saveTo("/a.ora", func() {})
	b.settle()
	b.OpenFiles("/a.ora")
	b.settle()
	b.has("varied=B+0", "edges=1")
	if b.colours(image.Rect(0, 0, 200, 160)) != chosen {
		t.Error("opened again the colours are others")
	}
}

func TestVariationsByKeysAndGivenUp(t *testing.T) {
	b := newBench(t)
	b.open()
	d := b.offer(8)
	focused := func() *card { return b.win.Canvas().Focused().(*card) }
	for _, key := range []fyne.KeyName{fyne.KeyRight, fyne.KeyDown, fyne.KeyLeft, fyne.KeyUp, fyne.KeyLeft, fyne.KeyUp, fyne.KeyRight} {
		focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
	if focused() != d.list[1].card {
		t.Error("the arrows went elsewhere")
	}
	focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	b.has("varied=All+40", "dialogs=0")
	b.fake.mu.Lock()
	b.fake.gate = make(chan struct{})
	b.fake.mu.Unlock()
	b.cmd.variations.run()
	b.has("dialogs=1", "variations=0/8")
	focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.has("dialogs=0", "variations=-", "varied=All+40")
	b.fake.mu.Lock()
	b.fake.gate = nil
	b.fake.fails = true
	b.fake.mu.Unlock()
	d = b.offer(8)
	if d.list[0].card.text.warning == "" || d.list[0].card.img != nil {
		t.Error("one that could not be made does not say so")
	}
	focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.has("failed=0")
}

func TestTheVariationsLook(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.AddReferences("/red.png")
		b.settle()
		b.offer(8)
		shots(b, cut{"variations-" + name, image.Rect(90, 60, 630, 460)})
	}
}

// hexes are the colours of the palette.
func (b *bench) hexes() string {
	var list []string
	for _, s := range b.desk.palette {
		list = append(list, hex(s.Colour))
	}
	return strings.Join(list, " ")
}

func TestSwatchesOfReferencesTurnWithThem(t *testing.T) {
	b := newBench(t)
	b.open() // with a blue reference
	b.desk.addSwatch(palette.Swatch{Name: "own", Colour: color.NRGBA{1, 200, 3, 255}})
	b.desk.choose(b.desk.palette[0].Colour)
	before, hint := b.hexes(), b.desk.colour
	b.desk.setVariation(page.Variation{Hue: 120})
	b.settle()
	turned := b.hexes()
	want := palette.Turned(plain(hint, 1, 1), 120).NRGBAAt(0, 0)
	if len(turned) != len(before) || b.desk.palette[0].Colour != want || b.desk.colour != want || want == hint {
		t.Errorf("%s became %s, the hint colour %v", before, turned, b.desk.colour)
	}
	if own := b.desk.palette[len(b.desk.palette)-1]; own.Colour != (color.NRGBA{1, 200, 3, 255}) || own.Name != "own" {
		t.Errorf("the artist's own swatch became %v", own)
	}
	for range 2 {
		b.cmd.undo.run()
		b.settle()
		if got := b.hexes(); got != before {
			t.Errorf("undone there is %s", got)
		}
		b.cmd.redo.run()
		b.settle()
		if got := b.hexes(); got != turned {
			t.Errorf("done again there is %s", got)
		}
	}
	b.AddReferences("/red.png")
	b.settle()
	red := palette.Turned(plain(color.NRGBA{200, 30, 40, 255}, 1, 1), 120).NRGBAAt(0, 0)
	if placeOf(b.desk.palette, red) < 0 {
		t.Errorf("a reference that came later gives %s, without %s", b.hexes(), hex(red))
	}
	b.desk.removeReference(1)
	b.settle()
	if got := b.hexes(); got != turned {
		t.Errorf("without it there is %s, not %s", got, turned)
	}
	b.saveTo("/a.ora", func() {})
	b.settle()
	b.OpenFiles("/a.ora")
	b.settle()
	if got := b.hexes(); got != turned {
		t.Errorf("opened again there is %s", got)
	}
	b.desk.setVariation(page.Variation{})
	b.settle()
	if got := b.hexes(); got != before {
		t.Errorf("turned back there is %s, not %s", got, before)
	}
}

func TestFlatsDoNotHideVariationsAndFollowThem(t *testing.T) {
	b := newBench(t)
	b.open()
	b.makeFlats()
	flats := b.colours(image.Rect(0, 0, 200, 160))
	d := b.offer(8)
	seen := map[string]bool{}
	for _, v := range d.list {
		seen[string(v.card.img.Pix)] = true
	}
	if len(seen) < 4 {
		t.Errorf("of 8 variations over flats %d look different", len(seen))
	}
	test.Tap(d.list[3].card)
	b.settle()
	b.shownIsFlattened()
	b.has("varied=All+80", "flats=made")
	if b.colours(image.Rect(0, 0, 200, 160)) == flats {
		t.Error("the flats are as before")
	}
	b.cmd.undo.run()
	b.settle()
	if b.colours(image.Rect(0, 0, 200, 160)) != flats {
		t.Error("after undo the flats are others")
	}
}
