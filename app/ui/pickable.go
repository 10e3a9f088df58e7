package ui

import (
	"image"
	"io/fs"
	"regexp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"keyline/assets"
)

// pickable is a picture in which a tap picks the hint colour.
type pickable struct {
	widget.BaseWidget
	shown *canvas.Image
	img   *image.NRGBA
	desk  *desk
}

func newPickable(shown *canvas.Image, img *image.NRGBA, d *desk) *pickable {
	p := &pickable{shown: shown, img: img, desk: d}
	p.ExtendBaseWidget(p)
	return p
}

// Tapped implements [fyne.Tappable].
func (p *pickable) Tapped(e *fyne.PointEvent) {
	size, box := p.img.Rect.Size(), p.Size()
	zoom := min(box.Width/float32(size.X), box.Height/float32(size.Y))
	x := (e.Position.X - (box.Width-float32(size.X)*zoom)/2) / zoom
	y := (e.Position.Y - (box.Height-float32(size.Y)*zoom)/2) / zoom
	if at := image.Pt(int(x), int(y)); x >= 0 && y >= 0 && at.In(p.img.Rect) {
		c := p.img.NRGBAAt(at.X, at.Y)
		c.A = 255
		p.desk.choose(c)
	}
}

// Cursor implements [desktop.Cursorable].
func (p *pickable) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// MinSize implements [fyne.CanvasObject].
func (p *pickable) MinSize() fyne.Size { return fyne.NewSize(320, 320) }

// CreateRenderer implements [fyne.Widget].
func (p *pickable) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.shown) }

// credits are the samples' authors and licences, as plain text.
func credits() string {
	text, err := fs.ReadFile(assets.Samples(), "ATTRIBUTIONS.md")
	if err != nil {
		return ""
	}
	return string(regexp.MustCompile("[`*#]").ReplaceAll(text, nil))
}
