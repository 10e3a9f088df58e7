package cartoon

import (
	"bytes"
	"image"
	"testing"

	"keyline/canvas/canvastest"
)

func TestPictures(t *testing.T) {
	for name, p := range map[string]*Picture{
		"portrait-clean": Portrait().Draw(128, Clean), "portrait-rough": Portrait().Draw(128, Rough),
		"portrait-missing": Portrait().Draw(128, Missing), "random": Random(7).Draw(128, Missing),
	} {
		canvastest.Golden(t, name+"-lines", p.Lines)
	}
	p := Portrait().Draw(128, Missing)
	canvastest.Golden(t, "portrait-truth", p.Truth)
	canvastest.Golden(t, "portrait-dabs", p.Dabs)
	canvastest.Golden(t, "portrait-strokes", p.Edges)
}

func TestWrong(t *testing.T) {
	p := Portrait().Draw(96, Clean)
	if w := p.Wrong(p.Truth); w != 0 {
		t.Errorf("the truth is wrong by %g", w)
	}
	near := image.NewNRGBA(p.Truth.Rect)
	for i, v := range p.Truth.Pix {
		near.Pix[i] = v - min(v, 24)
		if i%4 == 3 {
			near.Pix[i] = 255
		}
	}
	if w := p.Wrong(near); w != 0 {
		t.Errorf("24 steps off: %g wrong", w)
	}
	if w := p.Wrong(image.NewNRGBA(p.Truth.Rect)); w != 1 {
		t.Errorf("black: %g wrong", w)
	}
}

func TestEveryPartOfThePortraitHasADabOfItsColour(t *testing.T) {
	c := Portrait()
	p := c.Draw(512, Missing)
	right := map[uint8]int{}
	for i, part := range p.Part {
		if d := p.Dabs.NRGBAAt(i%512, i/512); d.A > 0 && d == p.Truth.NRGBAAt(i%512, i/512) {
			right[part]++
		}
	}
	if len(right) != len(c.Parts) || len(c.Parts) != 15 || len(c.Strokes) != 8 {
		t.Errorf("%d parts, %d of them with a dab; %d strokes", len(c.Parts), len(right), len(c.Strokes))
	}
}

func TestRandomIsTheSameForASeedAndElseNot(t *testing.T) {
	a, b, other := Random(1).Draw(64, Missing), Random(1).Draw(64, Missing), Random(2).Draw(64, Missing)
	if !bytes.Equal(a.Truth.Pix, b.Truth.Pix) || !bytes.Equal(a.Lines.Pix, b.Lines.Pix) {
		t.Error("one seed gives two cartoons")
	}
	if bytes.Equal(a.Truth.Pix, other.Truth.Pix) {
		t.Error("two seeds give one cartoon")
	}
}

func TestMirrored(t *testing.T) {
	m := Portrait().Draw(33, Clean).Truth
	if back := Mirrored(Mirrored(m)); !bytes.Equal(back.Pix, m.Pix) || bytes.Equal(Mirrored(m).Pix, m.Pix) {
		t.Error("mirrored twice is not the same, or mirrored once is")
	}
}
