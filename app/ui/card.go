package ui

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Heights of a card's lines below its picture.
const (
	cardName  = 30 // from the picture to the end of the name
	cardLine  = 18
	cardSmall = 96 // side of a card without words
)

// cardText is what a card says below its picture; without a name it is the picture alone.
type cardText struct {
	name, left, right string
	warning           string // in place of left: the picture is not there
}

// card is a picture to be opened, with its name, by pointer or keyboard.
type card struct {
	widget.BaseWidget
	img    *image.RGBA // at twice its size; nil: none
	size   fyne.Size   // of the picture
	text   cardText
	hint   tipText
	tips   *tips
	open   func()
	menu   func(at fyne.Position) // nil: none
	remove func()                 // by the Delete key; nil: not
	keys   func(*fyne.KeyEvent)   // those that move on

	hovered, focused bool
}

// newPictureCard crops the picture to the size; nil shows a sign.
func newPictureCard(img image.Image, size fyne.Size, text cardText, t *tips, open func()) *card {
	if img == nil {
		return newCoverCard(nil, size, text, t, open)
	}
	return newCoverCard(coverSubject(img, image.Pt(int(2*size.Width), int(2*size.Height))), size, text, t, open)
}

// newCoverCard is one of a picture at twice its size.
func newCoverCard(img *image.RGBA, size fyne.Size, text cardText, t *tips, open func()) *card {
	c := &card{size: size, text: text, tips: t, open: open, keys: func(*fyne.KeyEvent) {}, img: img}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements [fyne.Tappable].
func (c *card) Tapped(*fyne.PointEvent) {
	c.tips.hide()
	c.open()
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (c *card) TappedSecondary(e *fyne.PointEvent) {
	if c.menu != nil {
		c.menu(e.AbsolutePosition)
	}
}

// MouseIn implements [desktop.Hoverable].
func (c *card) MouseIn(*desktop.MouseEvent) {
	c.tips.soon(c, c.hint)
	c.hovered = true
	c.Refresh()
}

// MouseMoved implements [desktop.Hoverable].
func (c *card) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (c *card) MouseOut() {
	c.tips.hide()
	c.hovered = false
	c.Refresh()
}

// FocusGained implements [fyne.Focusable].
func (c *card) FocusGained() { c.focus(true) }

// FocusLost implements [fyne.Focusable].
func (c *card) FocusLost() { c.focus(false) }

func (c *card) focus(on bool) {
	c.focused = on
	c.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (c *card) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (c *card) TypedKey(e *fyne.KeyEvent) {
	switch {
	case isEnter(e), e.Name == fyne.KeySpace:
		c.open()
	case e.Name == fyne.KeyDelete && c.remove != nil:
		c.remove()
	default:
		c.keys(e)
	}
}

// MinSize implements [fyne.CanvasObject].
func (c *card) MinSize() fyne.Size {
	size := c.size
	if c.text.name != "" {
		size.Height += cardName
	}
	if c.text.left+c.text.warning != "" {
		size.Height += cardLine
	}
	return size
}

// CreateRenderer implements [fyne.Widget].
func (c *card) CreateRenderer() fyne.WidgetRenderer {
	text := func() *canvas.Text { return canvas.NewText("", transparent) }
	r := &cardRenderer{
		c: c, back: canvas.NewRectangle(transparent), ring: canvas.NewRectangle(transparent),
		sign: canvas.NewImageFromResource(icon("reference", colorText3)), name: text(), left: text(), right: text(),
	}
	r.sign.FillMode = canvas.ImageFillContain
	r.img = canvas.NewImageFromImage(c.img)
	if c.img == nil {
		r.img = canvas.NewImageFromImage(image.NewRGBA(image.Rect(0, 0, 1, 1)))
	}
	r.img.FillMode, r.img.CornerRadius = canvas.ImageFillStretch, radiusTool
	r.Refresh()
	return r
}

type cardRenderer struct {
	c                 *card
	back, ring        *canvas.Rectangle
	img, sign         *canvas.Image
	name, left, right *canvas.Text
}

func (r *cardRenderer) Layout(fyne.Size) {
	size := r.c.size
	r.back.Resize(size)
	r.img.Resize(size)
	r.ring.Move(fyne.NewPos(-3, -3))
	r.ring.Resize(size.AddWidthHeight(6, 6))
	side := float32(iconBar)
	r.sign.Resize(fyne.NewSquareSize(side))
	r.sign.Move(fyne.NewPos((size.Width-side)/2, (size.Height-side)/2))
	r.name.Move(fyne.NewPos(0, size.Height+9))
	left := float32(0)
	if r.c.text.warning != "" { // the sign stands before the words
		r.sign.Resize(fyne.NewSquareSize(iconStatus))
		r.sign.Move(fyne.NewPos(0, size.Height+cardName))
		left = iconStatus + 5
	}
	r.left.Move(fyne.NewPos(left, size.Height+cardName))
	r.right.Move(fyne.NewPos(size.Width-r.right.MinSize().Width, size.Height+cardName))
}

func (r *cardRenderer) MinSize() fyne.Size { return r.c.MinSize() }

func (r *cardRenderer) Refresh() {
	t := r.c.text
	r.back.FillColor, r.back.CornerRadius = themed(colorRaised), radiusTool
	r.ring.CornerRadius, r.ring.StrokeWidth, r.ring.StrokeColor = radiusTool+3, 0, transparent
	if r.c.hovered || r.c.focused {
		r.ring.StrokeWidth, r.ring.StrokeColor = 2, themed(theme.ColorNamePrimary)
	}
	words := theme.ColorNameForeground
	r.img.Translucency = 0
	if r.c.img != nil { // it may have come since
		r.img.Image = r.c.img
	}
	r.sign.Resource = icon("reference", colorText3)
	showIf(r.sign, r.c.img == nil)
	r.left.Color = themed(colorText3)
	if t.warning != "" {
		words, t.left = colorText3, t.warning
		r.img.Translucency = 0.7
		r.sign.Resource = icon("warning", theme.ColorNameWarning)
		showIf(r.sign, true)
		r.left.Color = themed(theme.ColorNameWarning)
	}
	r.name.Text, r.name.TextSize, r.name.Color = shortened(t.name, sizeBody, r.c.size.Width), sizeBody, themed(words)
	r.left.Text, r.left.TextSize = t.left, sizeCaption
	r.right.Text, r.right.TextSize, r.right.Color = t.right, sizeCaption, themed(colorText3)
	r.Layout(r.c.size)
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *cardRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ring, r.back, r.img, r.sign, r.name, r.left, r.right}
}
func (r *cardRenderer) Destroy() {}

// shortened leaves out the middle of a name that is wider than there is room: its end
// often tells it from its neighbours.
func shortened(text string, size, room float32) string {
	wide := func(s string) float32 { return fyne.MeasureText(s, size, fyne.TextStyle{}).Width }
	if wide(text) <= room {
		return text
	}
	runes := []rune(text)
	for keep := len(runes) - 1; keep > 1; keep-- {
		tail := keep / 2
		if s := string(runes[:keep-tail]) + "…" + string(runes[len(runes)-tail:]); wide(s) <= room {
			return s
		}
	}
	return "…"
}
