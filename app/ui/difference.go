package ui

import (
	"bytes"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	page "keyline/canvas"
)

// differenceDock counts, while comparing, what differs between before and after. The
// counts need no truth to compare with, and are those of the pictures as exported.
type differenceDock struct {
	content fyne.CanvasObject
	desk    *desk
	job     func(work func() (then func()))

	pixels, inkBefore, inkAfter *label
	asked                       differing
	counted                     counted
	known                       bool
}

// differing is the pair of pictures that are compared.
type differing struct {
	before, after         *page.Document
	beforeLook, afterLook page.FlattenOptions
	sketch                *page.Lines // as opened
}

// counted is what differs: pixels of the page, and on either side those under ink that
// are not colour times line of the sketch as it was opened.
type counted struct{ pixels, of, inkBefore, inkAfter int }

func newDifferenceDock(d *desk, job func(func() func())) *differenceDock {
	value := func(c fyne.ThemeColorName) *label {
		l := newLabel("", sizeRow, c)
		l.align = fyne.TextAlignTrailing
		return l
	}
	x := &differenceDock{desk: d, job: job, pixels: value(theme.ColorNameForeground), inkBefore: value(colorText3), inkAfter: value(theme.ColorNameForeground)}
	x.inkAfter.wide = 40
	line := func(name string, values ...fyne.CanvasObject) fyne.CanvasObject {
		r := row(0, 12, 12, newPlane("", 0, heightField), newLabel(name, sizeCaption, colorText2), layout.NewSpacer())
		r.Objects = append(r.Objects, values...)
		return r
	}
	x.content = column(0, 0, 0, 0,
		container.NewStack(newPlane("", 1, heightHeader), row(0, 12, 12, newDockTitle(tr("Difference")))),
		line(tr("Pixels changed"), x.pixels), line(tr("Line pixels changed"), x.inkBefore, x.inkAfter), newPlane("", 1, 12), hairline())
	return x
}

// update follows the desk; counting goes on beside the window.
func (x *differenceDock) update() {
	d := x.desk
	on := d.comparing && d.isOpen()
	showIf(x.content, on)
	if !on {
		x.asked, x.known = differing{}, false
		return
	}
	pair := d.differing()
	if pair.before == nil || pair.after == nil || pair == x.asked {
		return
	}
	x.asked, x.known = pair, false
	x.show()
	x.job(func() func() {
		n := pair.count()
		return func() {
			if x.asked == pair {
				x.counted, x.known = n, true
				x.show()
			}
		}
	})
}

// differing is what is compared now, lines and colour shown whatever the eyes say.
func (d *desk) differing() differing {
	c := d.comparison
	before, _ := d.sighted(c.before)
	after, _ := d.sighted(c.after)
	return differing{
		before, after,
		page.FlattenOptions{HideColour: c.before == sightSketch},
		page.FlattenOptions{HideColour: c.after == sightSketch},
		d.sketch,
	}
}

// count goes through the page in strips, so that it needs little memory.
func (p differing) count() (n counted) {
	size := p.before.Bounds().Size()
	n.of = size.X * size.Y
	for y := 0; y < size.Y; y += page.TileSize {
		strip := image.Rect(0, y, size.X, min(y+page.TileSize, size.Y))
		a, b := page.Flatten(p.before, strip, p.beforeLook), page.Flatten(p.after, strip, p.afterLook)
		for i := 0; i < len(a.Pix); i += 4 {
			if !bytes.Equal(a.Pix[i:i+4], b.Pix[i:i+4]) {
				n.pixels++
			}
		}
		n.inkBefore += p.sketch.InkChanged(a, colourOf(p.before, p.beforeLook, strip), strip)
		n.inkAfter += p.sketch.InkChanged(b, colourOf(p.after, p.afterLook, strip), strip)
	}
	return n
}

// colourOf is what lies under the lines.
func colourOf(d *page.Document, o page.FlattenOptions, r image.Rectangle) *image.RGBA {
	if !o.HideColour {
		return d.Colour(r)
	}
	paper := image.NewRGBA(r)
	for i := range paper.Pix {
		paper.Pix[i] = 255
	}
	return paper
}

// show writes the counts, or that they are on their way.
func (x *differenceDock) show() {
	pixels, before, after := tr("counting"), "", ""
	if x.known {
		n := x.counted
		pixels = trf("%d of %d", n.pixels, n.of)
		before, after = fmt.Sprintf("%d →", n.inkBefore), fmt.Sprint(n.inkAfter)
	}
	x.pixels.set(pixels)
	x.inkBefore.set(before)
	x.inkAfter.set(after)
	x.content.Refresh()
}

// untouched tells whether the lines were counted and are as they were.
func (x *differenceDock) untouched() bool {
	return x.known && x.counted.inkBefore == 0 && x.counted.inkAfter == 0
}

// state writes the counts for the state line.
func (x *differenceDock) state() string {
	if !x.known {
		return "-"
	}
	return fmt.Sprintf("%d,%d,%d", x.counted.pixels, x.counted.inkBefore, x.counted.inkAfter)
}
