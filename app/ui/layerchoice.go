package ui

import (
	"fmt"
	"image"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"keyline/app"
	page "keyline/canvas"
	"keyline/canvas/layered"
)

// layerChoice is the dialog in which a person says which layer of a file is the lines and
// which, if any, is colour to be mended. It comes with a proposal.
type layerChoice struct {
	w       *Window
	path    string
	picture layered.Picture
	leaves  []layered.Leaf // those that are listed
	small   []*image.RGBA  // of each
	choice  layered.Choice
	rows    []*choiceRow
	allElse *tickBox
	then    func(page app.Page) (show func()) // called beside the window
}

// choiceRow is one layer in it.
type choiceRow struct {
	lines, colour *tickBox
}

// Sizes of the dialog.
const (
	layerPicture = 72 // a side of the small pictures
	layerNames   = 216
	layerTicks   = 84
	layerTickTop = (layerPicture - 36) / 2 // puts them on the line of the names
	layersHigh   = 380
	layersWide   = layerPicture + layerNames + 2*layerTicks + 60
)

// mostListed bounds the list; nobody reads on.
const mostListed = 200

// newLayerChoice prepares what takes a while, beside the window: the proposal and the
// small pictures.
func newLayerChoice(w *Window, path string, p layered.Picture, then func(app.Page) func()) *layerChoice {
	leaves := p.Painted()
	c := &layerChoice{w: w, path: path, picture: p, leaves: leaves[:min(len(leaves), mostListed)], choice: p.Propose(), then: then}
	for _, l := range c.leaves {
		c.small = append(c.small, smallLayer(l.Layer, p.Size, layerPicture*2))
	}
	return c
}

// show asks, and goes on with a page of the layers chosen.
func (c *layerChoice) show() {
	w := c.w
	var rows []fyne.CanvasObject
	for i := range c.leaves {
		rows = append(rows, c.row(i), hairline())
	}
	c.allElse = newTickBox(tr("The other layers together are colour to mend"), false, w.dialogKey, func(on bool) {
		c.chooseColour(layered.AllElse, on)
	})
	list := container.NewVScroll(column(0, 0, 0, 0, rows...))
	list.SetMinSize(fyne.NewSize(layersWide, min(layersHigh, float32(len(c.leaves))*(layerPicture+9))))
	hint := newLabel(tr("Which layer is the lines? A layer of colour is mended instead of coloured anew."), sizeCaption, colorText3)
	body := column(10, 0, 6, 0, hint, list, c.allElse)
	c.update()
	w.show(trf("Layers of %s", filepath.Base(c.path)), body, body.MinSize(),
		choice{tr("Cancel"), nil, false}, choice{tr("Open"), c.accept, true})
}

// row shows one layer: its picture on white, its name, and the two ticks.
func (c *layerChoice) row(i int) fyne.CanvasObject {
	l := c.leaves[i]
	r := &choiceRow{}
	keys := c.w.dialogKey
	r.lines = newTickBox(tr("Lines"), false, keys, func(bool) {
		c.choice.Lines = i
		if c.choice.Colour == i {
			c.choice.Colour = layered.NoColour
		}
		c.update()
	})
	r.colour = newTickBox(tr("Colour"), false, keys, func(on bool) { c.chooseColour(i, on) })
	c.rows = append(c.rows, r)
	small := canvas.NewImageFromImage(c.small[i])
	small.FillMode = canvas.ImageFillContain
	name := newLabel(fitted(layerName(l, i), sizeRow, layerNames), sizeRow, theme.ColorNameForeground)
	about := newLabel(aboutLayer(l), sizeCaption, colorText3)
	words := fixed(layerNames, layerPicture, container.NewCenter(fixed(layerNames, 40, column(2, 0, 0, 0, name, about))))
	tick := func(t *tickBox) fyne.CanvasObject {
		return fixed(layerTicks, layerPicture, container.NewBorder(newPlane("", 1, layerTickTop), nil, nil, nil, container.NewVBox(t)))
	}
	return column(0, 4, 4, 0, row(12, 4, 4, fixed(layerPicture, layerPicture, small), words, tick(r.lines), tick(r.colour)))
}

// layerName is what a layer is called; one without a name, in a group or not, by its
// place.
func layerName(l layered.Leaf, i int) string {
	if l.Name == "" {
		l.Name = trf("Layer %d", i+1)
	}
	return l.FullName()
}

func aboutLayer(l layered.Leaf) string {
	size := l.Image.Rect.Size()
	text := fmt.Sprintf("%d × %d px", size.X, size.Y)
	if l.Mode == layered.Multiply {
		text += ", " + tr("multiply")
	}
	if !l.Shown {
		text += ", " + tr("hidden")
	}
	return text
}

// chooseColour takes up a tick: none but one is set.
func (c *layerChoice) chooseColour(i int, on bool) {
	c.choice.Colour = layered.NoColour
	if on && i != c.choice.Lines {
		c.choice.Colour = i
	}
	c.update()
}

// update shows the choice.
func (c *layerChoice) update() {
	for i, r := range c.rows {
		r.lines.set(c.choice.Lines == i)
		r.colour.set(c.choice.Colour == i)
		enable(r.colour, c.choice.Lines != i)
	}
	c.allElse.set(c.choice.Colour == layered.AllElse)
	c.w.tellState()
}

// accept makes the page beside the window: layers may be large.
func (c *layerChoice) accept() {
	c.w.job(func() func() {
		lines, colour := c.picture.Pick(c.choice)
		p := app.Page{Lines: page.NewLines(lines), Colour: colour}
		return c.then(p)
	})
}

// smallLayer is a layer on its page, on white, as a picture of at most side px a side.
func smallLayer(l layered.Layer, whole image.Point, side int) *image.RGBA {
	zoom := max(float64(max(whole.X, whole.Y))/float64(side), 1)
	out := image.NewRGBA(image.Rect(0, 0, max(int(float64(whole.X)/zoom), 1), max(int(float64(whole.Y)/zoom), 1)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			p := out.Pix[out.PixOffset(x, y):][:4]
			r, g, b := meanOnWhite(l.Image, float64(x)*zoom, float64(y)*zoom, zoom)
			p[0], p[1], p[2], p[3] = r, g, b, 255
		}
	}
	return out
}

// meanOnWhite is the mean of a few pixels of a square of img on white.
func meanOnWhite(img *image.NRGBA, x, y, side float64) (r, g, b uint8) {
	const across = 4
	var sum [3]int
	for i := range across * across {
		at := image.Pt(int(x+side*float64(i%across)/across), int(y+side*float64(i/across)/across))
		if !at.In(img.Rect) {
			continue
		}
		p := img.Pix[img.PixOffset(at.X, at.Y):][:4]
		for c := range sum {
			sum[c] += (255 - int(p[c])) * int(p[3]) / 255
		}
	}
	mean := func(c int) uint8 { return uint8(255 - sum[c]/(across*across)) }
	return mean(0), mean(1), mean(2)
}
