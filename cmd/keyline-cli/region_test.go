package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"path/filepath"
	"testing"

	"keyline/canvas/cartoon"
)

// character is the portrait as somebody else: every part in another colour.
func character(turn func(c color.RGBA) color.RGBA) cartoon.Cartoon {
	c := cartoon.Portrait()
	for i := range c.Parts {
		c.Parts[i].Colour = turn(c.Parts[i].Colour)
	}
	return c
}

// twoCharacters is a panel with two characters beside each other, and a reference of each,
// which shows it turned round.
type twoCharacters struct {
	sketch, first, second, left, right string // files
	pictures                           [2]*cartoon.Picture
	side                               int
}

func newTwoCharacters(t *testing.T, a, b cartoon.Cartoon) twoCharacters {
	t.Helper()
	const side = 384
	p := twoCharacters{side: side, pictures: [2]*cartoon.Picture{a.Draw(side, cartoon.Clean), b.Draw(side, cartoon.Clean)}}
	dir, page := t.TempDir(), image.Rect(0, 0, 2*side, side)
	sketch, left, right := image.NewGray(page), image.NewNRGBA(page), image.NewGray(page)
	for i, q := range p.pictures {
		draw.Draw(sketch, image.Rect(i*side, 0, (i+1)*side, side), q.Lines, image.Point{}, draw.Src)
	}
	draw.Draw(left, image.Rect(0, 0, side, side), image.White, image.Point{}, draw.Src)       // on nothing
	draw.Draw(right, image.Rect(side, 0, 2*side, side), image.White, image.Point{}, draw.Src) // on black
	p.sketch = writePNG(t, dir, "sketch.png", sketch)
	p.first = writePNG(t, dir, "first.png", cartoon.Mirrored(p.pictures[0].Truth))
	p.second = writePNG(t, dir, "second.png", cartoon.Mirrored(p.pictures[1].Truth))
	p.left, p.right = writePNG(t, dir, "left.png", left), writePNG(t, dir, "right.png", right)
	return p
}

// colorized is the panel coloured, and the share of wrong pixels of both characters.
func (p twoCharacters) colorized(t *testing.T, args ...string) (picture []byte, wrong [2]float64) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.png")
	done(t, append([]string{"colorize", "--sketch", p.sketch, "--reference", p.first, "--reference", p.second, "--lines=false", "--out", out}, args...)...)
	img, err := openNRGBA(out)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range p.pictures {
		wrong[i] = q.Wrong(img.SubImage(image.Rect(i*p.side, 0, (i+1)*p.side, p.side)))
	}
	return img.Pix, wrong
}

// TestEachCharacterTakesItsOwnReference: two characters, two references, each takes its own.
func TestEachCharacterTakesItsOwnReference(t *testing.T) {
	turned := character(func(c color.RGBA) color.RGBA { return color.RGBA{c.B, c.R, c.G, 255} })
	dark := character(func(c color.RGBA) color.RGBA { return color.RGBA{c.G / 2, c.B / 2, c.R / 2, 255} })
	for name, other := range map[string]cartoon.Cartoon{"other hues": turned, "other hues, darker": dark} {
		t.Run(name, func(t *testing.T) {
			p := newTwoCharacters(t, cartoon.Portrait(), other)
			_, without := p.colorized(t)
			own := []string{"--region", p.left + "=1", "--region", p.right + "=2"}
			picture, with := p.colorized(t, own...)
			t.Logf("pixels of a wrong colour: %.2f and %.2f from both references, %.2f and %.2f each from its own", without[0], without[1], with[0], with[1])
			if with[0]+with[1] > 0.6*(without[0]+without[1]) {
				t.Errorf("regions leave %.2f and %.2f wrong of %.2f and %.2f", with[0], with[1], without[0], without[1])
			}
			_, crossed := p.colorized(t, "--region", p.left+"=2", "--region", p.right+"=1")
			if crossed[0] < 0.5 || crossed[1] < 0.5 {
				t.Errorf("with the other's reference only %.2f and %.2f are wrong: it was not the one that counted", crossed[0], crossed[1])
			}
			if again, _ := p.colorized(t, append([]string{"--region", p.right + "=1"}, own...)...); !bytes.Equal(again, picture) {
				t.Error("a later region does not count over an earlier one")
			}
			if all, _ := p.colorized(t, "--region", p.left+"=1,2"); !bytes.Equal(all, first(p.colorized(t))) {
				t.Error("a region that takes from all references changes something")
			}
		})
	}
}

func first(picture []byte, _ [2]float64) []byte { return picture }

func TestRegionsThatMeanNothingAreRefused(t *testing.T) {
	d := newDesk(t, image.Pt(40, 30))
	black, small := writePNG(t, d.dir, "black.png", image.NewGray(image.Rect(0, 0, 40, 30))), writePNG(t, d.dir, "small.png", image.NewGray(image.Rect(0, 0, 9, 9)))
	out := filepath.Join(d.dir, "out.png")
	for _, c := range []struct {
		region, says string
		status       int
		more         []string
	}{
		{"mask.png", "such as", exitUsage, nil},
		{"=1", "such as", exitUsage, nil},
		{"mask.png=", "none of the 1 references", exitUsage, nil},
		{"mask.png=2", "none of the 1 references", exitUsage, nil},
		{"mask.png=0", "none of the 1 references", exitUsage, nil},
		{"mask.png=one", "none of the 1 references", exitUsage, nil},
		{black + "=1", "white nowhere", exitFailed, nil},
		{small + "=1", "same size", exitFailed, nil},
		{filepath.Join(d.dir, "missing.png") + "=1", "missing.png", exitFailed, nil},
		{black + "=1", "--base", exitUsage, []string{"--base", d.colour}},
	} {
		args := append([]string{"colorize", "--sketch", d.sketch, "--reference", d.reference, "--region", c.region, "--out", out}, c.more...)
		keyline(t, nil, args...).mustFail(t, c.status, c.says)
	}
	keyline(t, nil, "colorize", "--sketch", d.sketch, "--reference", d.reference, "--region", black+"=1", "--out", black).mustFail(t, exitUsage, "would replace")
}
