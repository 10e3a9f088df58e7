package ui

import (
	"image"
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyline/canvas/palette"
)

// editing is the dialog for a colour, open, with what it gave.
func (b *bench) editing(c color.NRGBA) (d *colourDialog, given *palette.Swatch) {
	given = &palette.Swatch{}
	d = newColourDialog(b.Window, palette.Swatch{Name: "Hair", Colour: c}, func(s palette.Swatch) { *given = s })
	d.open(b.Window, "Edit colour", true)
	return d, given
}

// reads tells what the fields of the dialog read.
func (d *colourDialog) reads() (list [4]string) {
	list[0] = d.hex.Text
	for i, p := range d.parts {
		list[i+1] = p.field.Text
	}
	return list
}

func (d *colourDialog) key(part int, names ...fyne.KeyName) {
	for _, name := range names {
		d.parts[part].slider.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func TestSlidersAndHexOfAColourKeepInStep(t *testing.T) {
	b := newPaletteBench(t)
	const hue, saturation, value = 0, 1, 2
	for _, x := range []struct {
		name string
		do   func(d *colourDialog)
		want [4]string
	}{
		{"nothing", func(*colourDialog) {}, [4]string{"#6157AD", "247°", "50 %", "68 %"}},
		{"a step of the hue", func(d *colourDialog) { d.key(hue, fyne.KeyRight) }, [4]string{"#6257AD", "248°", "50 %", "68 %"}},
		{"a step and back", func(d *colourDialog) { d.key(value, fyne.KeyRight, fyne.KeyLeft) }, [4]string{"#6157AD", "247°", "50 %", "68 %"}},
		{"hex", func(d *colourDialog) { d.hex.SetText("#0f0") }, [4]string{"#0f0", "120°", "100 %", "100 %"}},
		{"no hex", func(d *colourDialog) { d.hex.SetText("#0f") }, [4]string{"#0f", "247°", "50 %", "68 %"}},
		{"black and out of it", func(d *colourDialog) {
			d.parts[value].slider.change(0)
			d.key(value, fyne.KeyLeft)
			d.parts[value].slider.change(68)
		}, [4]string{"#6157AD", "247°", "50 %", "68 %"}},
		{"the hue of black", func(d *colourDialog) { d.parts[value].slider.change(0); d.key(hue, fyne.KeyRight) }, [4]string{"#000000", "248°", "50 %", "0 %"}},
		{"grey and out of it", func(d *colourDialog) {
			d.parts[saturation].slider.change(0)
			d.parts[saturation].slider.change(50)
		}, [4]string{"#6157AD", "247°", "50 %", "68 %"}},
		{"the hex of a grey", func(d *colourDialog) { d.hex.SetText("#333333") }, [4]string{"#333333", "247°", "0 %", "20 %"}},
		{"the ends", func(d *colourDialog) {
			d.parts[hue].slider.change(400)
			d.parts[saturation].slider.change(400)
			d.parts[value].slider.change(400)
		}, [4]string{"#FF0000", "360°", "100 %", "100 %"}},
		{"a number", func(d *colourDialog) { d.parts[saturation].field.SetText("0"); d.parts[saturation].field.finish() }, [4]string{"#ADADAD", "247°", "0 %", "68 %"}},
		{"the same number", func(d *colourDialog) {
			d.hex.SetText("#123456")
			d.parts[value].field.SetText(" 34 ") // 33.7 % in truth
			d.parts[value].field.finish()
		}, [4]string{"#123456", "210°", "79 %", "34 %"}},
		{"no number", func(d *colourDialog) { d.parts[value].field.SetText("101"); d.parts[value].field.finish() }, [4]string{"#6157AD", "247°", "50 %", "68 %"}},
		{"the way back", func(d *colourDialog) { d.key(hue, fyne.KeyRight); d.parts[hue].slider.DoubleTapped(nil) }, [4]string{"#6157AD", "247°", "50 %", "68 %"}},
	} {
		d, given := b.editing(hair.Colour)
		x.do(d)
		if got := d.reads(); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
		if d.before.colour != hair.Colour || d.now.colour != d.at.rgb() {
			t.Errorf("%s: the swatches are %v and %v", x.name, d.before.colour, d.now.colour)
		}
		colour, ok := parseHex(d.hex.Text)
		d.key(hue, fyne.KeyReturn)
		if ok != (given.Name == "Hair") || ok && given.Colour != colour {
			t.Errorf("%s: gave %v", x.name, given)
		}
		b.escape()
		b.has("dialogs=0")
	}
}

// TestATypedColourStaysExactly holds whatever the sliders say, which are whole numbers.
func TestATypedColourStaysExactly(t *testing.T) {
	b := newPaletteBench(t)
	for v := uint32(0); v < 1<<24; v += 0x10F3D {
		d, given := b.editing(hair.Colour)
		d.hex.SetText(hex(opaque(v)))
		d.accept()
		if given.Colour != opaque(v) {
			t.Fatalf("%v becomes %v", opaque(v), given.Colour)
		}
	}
}

func TestASliderShowsTheColoursItLeadsTo(t *testing.T) {
	b := newPaletteBench(t)
	d, _ := b.editing(hair.Colour)
	for i, p := range d.parts {
		for _, share := range []float64{0, 0.3, 1} {
			shown := p.slider.shades(share)
			p.slider.change(share * p.high)
			if d.now.colour != shown {
				t.Errorf("slider %d shows %v at %g and leads to %v", i, shown, share, d.now.colour)
			}
		}
	}
}

func TestTheHuesOfAGreyAreToldApart(t *testing.T) {
	b := newPaletteBench(t)
	d, _ := b.editing(color.NRGBA{255, 255, 255, 255})
	for _, c := range []string{"#FFFFFF", "#777777", "#000000"} {
		d.hex.SetText(c)
		if p := d.parts[0].slider; p.shades(0) == p.shades(1.0/3) {
			t.Errorf("of %s red looks as green", c)
		}
	}
}

func TestTheKeyboardReachesTheSliders(t *testing.T) {
	b := newPaletteBench(t)
	d, _ := b.editing(hair.Colour)
	for i, want := range []fyne.Focusable{d.hex, d.parts[0].slider, d.parts[0].field, d.parts[1].slider, d.parts[1].field, d.parts[2].slider, d.parts[2].field, d.name} {
		if got := b.win.Canvas().Focused(); got != want {
			t.Fatalf("after %d times Tab %T has the keyboard, want %T", i, got, want)
		}
		b.win.Canvas().FocusNext()
	}
	d.key(0, fyne.KeyEscape)
	b.has("dialogs=0")
}

func TestTooltipsOfTheColourDialogShowOnIt(t *testing.T) {
	b := newPaletteBench(t)
	tipsAtOnce(b)
	d, _ := b.editing(hair.Colour)
	over := []fyne.CanvasObject{d.before, d.now}
	for _, p := range d.parts {
		over = append(over, p.slider, p.field)
	}
	for i, o := range over {
		o.(desktop.Hoverable).MouseIn(nil)
		cards, room := d.tips.layer.Objects, d.tips.layer.Size()
		if len(cards) != 1 || len(b.tips.layer.Objects) > 0 {
			t.Fatalf("part %d has %d tooltips, and %d show behind the dialog", i, len(cards), len(b.tips.layer.Objects))
		}
		at, size := cards[0].Position(), cards[0].Size()
		if at.X < 0 || at.Y < 0 || at.X+size.Width > room.Width || at.Y+size.Height > room.Height {
			t.Errorf("that of part %d is at %v, %v, in %v", i, at, size, room)
		}
		o.(desktop.Hoverable).MouseOut()
	}
	d.before.MouseIn(nil)
	b.escape()
	if len(d.tips.layer.Objects) > 0 {
		t.Error("a tooltip outlives the dialog")
	}
}

func TestASecondTapSoonEditsASwatch(t *testing.T) {
	b := newPaletteBench(t)
	b.drop("/hero.gpl")
	now := time.Unix(1000, 0)
	b.desk.timing.clock = func() time.Time { return now }
	cells := b.dock.palette.cells
	if _, held := any(cells[1]).(fyne.DoubleTappable); held {
		t.Fatal("Fyne holds back the tap of what can be tapped twice")
	}
	delay := fyne.CurrentApp().Driver().DoubleTapDelay()
	test.Tap(cells[1])
	b.has("tool=Hint", "colour="+hex(skin.Colour), "dialogs=0")
	test.Tap(cells[2])
	b.has("colour="+hex(coat.Colour), "dialogs=0")
	now = now.Add(delay + 1)
	test.Tap(cells[2])
	b.has("dialogs=0")
	cells[2].TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.has("dialogs=0")
	now = now.Add(delay)
	test.Tap(cells[2])
	b.has("dialogs=1")
	b.typeInto("Hex", "#123456")
	test.Tap(b.button("Save"))
	b.has("dialogs=0", "colour=#123456")
	b.palettesAre("#1E28C8 Skin Coat Hair")
	test.Tap(b.dock.palette.cells[2])
	b.has("dialogs=0")
}

func TestTheColourDialogLooks(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		d, _ := b.editing(hair.Colour)
		d.parts[0].slider.change(30)
		d.parts[1].slider.change(72)
		b.win.Canvas().Focus(d.parts[2].slider)
		shot(b, "palette/colour-"+name, image.Rect(380, 230, 900, 570))
		d.hex.SetText("#FFFFFF")
		d.tips.show(d.parts[0].slider, d.parts[0].slider.hint())
		shot(b, "palette/white-"+name, image.Rect(380, 230, 900, 570))
	}
}
