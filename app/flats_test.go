package app

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"keyline/canvas"
	"keyline/canvas/palette"
)

var (
	plum = color.NRGBA{170, 10, 80, 255} // nearest to the fake's base
	leaf = color.NRGBA{20, 200, 60, 255}
	sand = color.NRGBA{230, 220, 150, 255}
)

// flatBench is a settled session with flats of plum and leaf.
func flatBench(t *testing.T) *bench {
	t.Helper()
	b := newBench(t, image.Pt(200, 150), nil)
	if err := b.MakeFlats(); !errors.Is(err, ErrNoSwatches) {
		t.Fatalf("flats without a palette: %v", err)
	}
	if err := b.ColourFlat(image.Pt(3, 3), leaf); !errors.Is(err, ErrNoFlats) {
		t.Fatalf("an area without flats: %v", err)
	}
	b.SetPalette([]palette.Swatch{{Name: "Plum", Colour: plum}, {Name: "Leaf", Colour: leaf}})
	if err := b.MakeFlats(); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.checkSettled()
	return b
}

// colourAt is the picture's, without lines.
func (b *bench) colourAt(x, y int) color.NRGBA {
	at := image.Pt(x, y)
	c := canvas.Flatten(b.Document(), image.Rectangle{at, at.Add(image.Pt(1, 1))}, canvas.FlattenOptions{HideLines: true}).RGBAAt(x, y)
	return color.NRGBA(c)
}

func (b *bench) expect(what string, x, y int, want color.NRGBA) {
	b.t.Helper()
	if got := b.colourAt(x, y); got != want {
		b.t.Errorf("%s: (%d,%d) is %v, want %v", what, x, y, got, want)
	}
}

func TestARecolouredSwatchChangesItsAreasAtOnceAndForGood(t *testing.T) {
	b := flatBench(t)
	b.expect("flats", 100, 100, plum)
	made := b.fake.read(&b.fake.flattened)
	b.SetPalette([]palette.Swatch{{Name: "Plum", Colour: sand}, {Name: "Leaf", Colour: leaf}})
	b.expect("at once", 100, 100, sand)
	b.settle()
	if n := b.fake.read(&b.fake.flattened); n != made {
		t.Errorf("the flats were made again for a colour: %d times", n-made)
	}
	b.draw(EdgeTool, at(20, 20), at(180, 20))
	b.expect("until the flats follow the edge", 100, 20, sand)
	b.settle()
	b.checkSettled()
	b.expect("cut by the edge", 100, 20, color.NRGBA{255, 255, 255, 255})
	b.expect("areas are sorted by what the swatch was", 100, 100, sand)
	b.SetPalette(nil)
	b.expect("a swatch that is gone", 100, 100, sand)
	b.Undo()
	b.Undo()
	b.Undo()
	b.settle()
	b.expect("undone", 100, 100, plum)
	b.checkSettled()
}

func TestHintsOfASwatchFollowItAndOthersStay(t *testing.T) {
	b := flatBench(t)
	hint := func(x float64, c color.NRGBA) {
		if err := b.PenDown(HintTool, c, at(x, 60)); err != nil {
			t.Fatal(err)
		}
		b.PenUp()
		b.settle()
	}
	hint(50, leaf)
	hint(150, sand)
	b.checkSettled()
	b.expect("a swatch's hint", 50, 60, leaf)
	b.expect("another hint", 150, 60, sand)
	b.SetPalette([]palette.Swatch{{Name: "Plum", Colour: plum}, {Name: "Leaf", Colour: color.NRGBA{1, 2, 3, 255}}})
	b.expect("at once", 50, 60, color.NRGBA{1, 2, 3, 255})
	b.settle()
	b.checkSettled()
	b.expect("settled", 50, 60, color.NRGBA{1, 2, 3, 255})
	b.expect("another hint", 150, 60, sand)
	if words, i := b.Steps(); words[i] != "Recoloured a swatch" {
		t.Errorf("the step is called %q", words[i])
	}
	b.Undo()
	b.settle()
	b.expect("undone, in one step", 50, 60, leaf)
}

func TestAnAreaGetsASwatchAndALaterHintCountsMore(t *testing.T) {
	b := flatBench(t)
	if err := b.ColourFlat(image.Pt(50, 50), sand); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.checkSettled()
	b.expect("the area", 45, 70, sand)
	b.expect("beside it", 85, 70, plum)
	if list := b.Document().Palette(); len(list) != 3 || list[2].Colour != sand {
		t.Errorf("the palette is %v", list)
	}
	if err := b.PenDown(HintTool, leaf, at(60, 60)); err != nil {
		t.Fatal(err)
	}
	b.PenUp()
	b.settle()
	b.checkSettled()
	b.expect("the hint", 60, 60, leaf)
	b.expect("its area", 45, 70, plum)
	if err := b.ColourFlat(image.Pt(50, 50), sand); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.expect("coloured again", 60, 60, sand)
	b.Undo()
	b.settle()
	b.expect("undone", 60, 60, leaf)
}

func TestFlatsCanBeGivenUpAndTriedAgain(t *testing.T) {
	gate := make(chan struct{}, 1)
	gate <- struct{}{} // for the base
	b := newBench(t, image.Pt(100, 80), gate)
	b.settle()
	b.SetPalette([]palette.Swatch{{Colour: plum}})
	if err := b.MakeFlats(); err != nil {
		t.Fatal(err)
	}
	if b.Settled() || !b.Flattening() {
		t.Fatal("no flats are being made")
	}
	before := copyOf(b.Shown())
	b.Stop()
	if !b.Settled() || b.Flattening() {
		t.Error("flats that were given up are waited for")
	}
	mustEqual(t, "the picture", b.Shown(), before)
	letThrough(b)
	b.Again()
	b.settle()
	b.checkSettled()
	b.expect("tried again", 50, 50, plum)
	b.fake.fail(true)
	if err := b.MakeFlats(); err != nil {
		t.Fatal(err)
	}
	b.settle()
	if !errors.Is(b.Err(), errNoColour) {
		t.Errorf("the failure is %v", b.Err())
	}
	b.fake.fail(false)
	if err := b.RemoveFlats(); err != nil {
		t.Fatal(err)
	}
	b.settle()
	mustEqual(t, "without flats", b.Shown(), before)
}

func TestALockHoldsWhatTheFlatsShowed(t *testing.T) {
	b := flatBench(t)
	if err := b.LockLasso([]canvas.Sample{{X: 20, Y: 20}, {X: 90, Y: 20}, {X: 90, Y: 90}, {X: 20, Y: 90}}); err != nil {
		t.Fatal(err)
	}
	b.settle()
	b.expect("locked", 50, 50, plum)
	b.SetPalette([]palette.Swatch{{Name: "Plum", Colour: sand}, {Name: "Leaf", Colour: leaf}})
	b.settle()
	b.expect("locked", 50, 50, plum)
	b.expect("beside it", 120, 50, sand)
	b.Unlock(b.Document().Locks()[0].ID)
	b.settle()
	b.check()
	b.expect("unlocked", 50, 50, sand)
}
