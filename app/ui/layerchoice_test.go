package ui

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"

	"keyline/canvas/layered"
)

func layeredBench(t *testing.T) *bench { return withLayers(newBench(t)) }

// withLayers adds a file with lines, colour in two layers, and a hidden one, and a file
// with lines alone.
func withLayers(b *bench) *bench {
	lines, red := image.NewNRGBA(image.Rect(0, 0, 60, 40)), image.NewNRGBA(image.Rect(10, 10, 60, 40))
	blue := image.NewNRGBA(image.Rect(0, 0, 30, 40))
	fill := func(img *image.NRGBA, c color.NRGBA) {
		for i := 0; i < len(img.Pix); i += 4 {
			copy(img.Pix[i:], []uint8{c.R, c.G, c.B, c.A})
		}
	}
	fill(red, color.NRGBA{200, 0, 0, 255})
	fill(blue, color.NRGBA{0, 0, 200, 255})
	for i := range 40 {
		lines.SetNRGBA(i, i, color.NRGBA{A: 255})
	}
	b.shelf.layered = map[string]layered.Picture{
		"/work.psd": {Size: image.Pt(60, 40), Layers: []layered.Layer{
			{Name: "Ink", Opacity: 1, Image: lines, Mode: layered.Multiply},
			{Name: "Colours", Opacity: 1, Layers: []layered.Layer{
				{Name: "red", Opacity: 1, Image: red},
				{Opacity: 1, Image: blue},
			}},
			{Name: "old", Opacity: 1, Hidden: true, Image: red},
		}},
		"/flat.psd": {Size: image.Pt(60, 40), Layers: []layered.Layer{{Name: "Ink", Opacity: 1, Image: lines}}},
	}
	return b
}

// ticks finds the ticks of the dialog in their order: two a layer, then that for all
// others.
func (b *bench) ticks() (list []*tickBox) {
	for _, o := range test.LaidOutObjects(b.win.Canvas().Overlays().Top()) {
		if t, ok := o.(*tickBox); ok {
			list = append(list, t)
		}
	}
	return list
}

// ticked lists which are set, by a letter each.
func (b *bench) ticked() string {
	text := ""
	for _, t := range b.ticks() {
		text += map[bool]string{true: "x", false: "-"}[t.on]
	}
	return text
}

func TestAFileWithLayersAsksWhichAreWhich(t *testing.T) {
	b := layeredBench(t)
	b.OpenFiles("/work.psd")
	b.settle()
	b.has("dialogs=1", "screen=start")
	if got := b.ticked(); got != "x-"+"--"+"--"+"--"+"x" {
		t.Fatalf("proposed is %s", got)
	}
	b.enter()
	b.settle()
	b.has("dialogs=0", "screen=picture", `name="work.psd"`)
	doc := b.desk.editor.Document()
	if r, _, _ := doc.Lines().At(5, 5); r != 0 {
		t.Errorf("the lines are %d at ink", r)
	}
	if r, _, _ := doc.Lines().At(30, 5); r != 255 {
		t.Errorf("the lines are %d beside it", r)
	}
	if c := doc.Colouring(); c == nil || c.NRGBAAt(50, 30) != (color.NRGBA{200, 0, 0, 255}) || c.NRGBAAt(0, 30) != (color.NRGBA{0, 0, 200, 255}) || c.NRGBAAt(50, 0) != (color.NRGBA{255, 255, 255, 255}) {
		t.Error("the colour to mend is not that of the other layers")
	}
}

func TestOneLayerOfColourOrNoneCanBeChosen(t *testing.T) {
	b := layeredBench(t)
	b.OpenFiles("/work.psd")
	b.settle()
	ticks := b.ticks()
	test.Tap(ticks[3])
	if got := b.ticked(); got != "x-"+"-x"+"--"+"--"+"-" {
		t.Errorf("the colour of the second: %s", got)
	}
	test.Tap(ticks[2])
	if got := b.ticked(); got != "--"+"x-"+"--"+"--"+"-" || !ticks[3].Disabled() {
		t.Errorf("which then is the lines: %s", got)
	}
	test.Tap(ticks[2])
	if got := b.ticked(); got != "--"+"x-"+"--"+"--"+"-" {
		t.Errorf("some layer is always the lines: %s", got)
	}
	test.Tap(ticks[0])
	test.Tap(ticks[8])
	test.Tap(ticks[8])
	if got := b.ticked(); got != "x-"+"--"+"--"+"--"+"-" {
		t.Errorf("no colour: %s", got)
	}
	b.enter()
	b.settle()
	if b.desk.editor.Document().Colouring() != nil {
		t.Error("there is a colour to mend")
	}
}

func TestAFileWithOneLayerOpensAtOnce(t *testing.T) {
	b := layeredBench(t)
	b.OpenFiles("/flat.psd")
	b.settle()
	b.has("dialogs=0", "screen=picture")
	b.OpenFiles("/work.psd")
	b.settle()
	b.has("dialogs=1")
	b.escapes()
	b.settle()
	b.has("dialogs=0", `name="flat.psd"`)
}

func TestColourIsTakenFromTheLayersOfAFile(t *testing.T) {
	b := layeredBench(t)
	b.OpenFiles("/flat.psd")
	b.settle()
	b.mendFile("/work.psd")
	b.settle()
	if c := b.desk.editor.Document().Colouring(); c == nil || c.NRGBAAt(20, 20) != (color.NRGBA{200, 0, 0, 255}) {
		t.Error("the colour to mend has lines in it or is not there")
	}
}

func TestManyLayersAreNotAllListed(t *testing.T) {
	p := layered.Picture{Size: image.Pt(1, 1), Layers: make([]layered.Layer, 5000)}
	for i := range p.Layers {
		p.Layers[i].Image = image.NewNRGBA(image.Rect(0, 0, 1, 1))
	}
	if c := newLayerChoice(nil, "", p, nil); len(c.leaves) != mostListed || len(c.small) != mostListed {
		t.Errorf("%d layers and %d pictures", len(c.leaves), len(c.small))
	}
}

func TestSmallLayersShowTheirPlaceOnThePage(t *testing.T) {
	img := image.NewNRGBA(image.Rect(50, 0, 100, 100))
	for i := range img.Pix {
		img.Pix[i] = []uint8{0, 0, 0, 128}[i%4]
	}
	small := smallLayer(layered.Layer{Image: img}, image.Pt(100, 200), 20)
	if small.Rect.Size() != image.Pt(10, 20) {
		t.Fatalf("size %v", small.Rect)
	}
	for at, want := range map[image.Point]uint8{{X: 2, Y: 2}: 255, {X: 7, Y: 2}: 127, {X: 7, Y: 15}: 255} {
		if got := small.RGBAAt(at.X, at.Y); got.R != want || got.A != 255 {
			t.Errorf("%v: %v, want %d", at, got, want)
		}
	}
	if got := smallLayer(layered.Layer{Image: img}, image.Pt(3000, 1), 20).Rect.Size(); got != image.Pt(20, 1) {
		t.Errorf("a strip is %v", got)
	}
}

func TestTheLookOfLayers(t *testing.T) {
	for name, light := range themes {
		b := withLayers(newThemedBench(t, light))
		b.OpenFiles("/work.psd")
		b.settle()
		shot(b, "layer-choice-"+name, image.Rect(340, 140, 940, 660))
	}
}
