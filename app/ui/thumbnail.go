package ui

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// thumbnail is a small picture that can be tapped: a reference, a sample.
type thumbnail struct {
	widget.BaseWidget
	focusable
	img      *image.RGBA // at twice its size
	size     fyne.Size
	hint     tipText
	tips     *tips
	tapped   func()
	withMenu func(at fyne.Position)

	hovered bool
}

// newThumbnail crops the picture to the size, from its top.
func newThumbnail(img image.Image, size fyne.Size, hint tipText, t *tips, tapped func()) *thumbnail {
	m := &thumbnail{size: size, hint: hint, tips: t, tapped: tapped}
	m.img = cover(img, image.Pt(int(2*size.Width), int(2*size.Height)))
	m.focusable = reachable(m, radiusTool, 2, func() { m.Tapped(nil) })
	m.ExtendBaseWidget(m)
	return m
}

// cover fills a picture of that size with img, cut at the bottom or at both sides. One that
// fits already is taken as it is.
func cover(img image.Image, size image.Point) *image.RGBA {
	if m, ok := img.(*image.RGBA); ok && m.Rect == (image.Rectangle{Max: size}) {
		return m
	}
	return coverFrom(rgbaOf(img), size, 0)
}

// coverFrom fills a picture of that size with one that is cut at both sides, or, if it is
// too high, to begin at row top where there is enough below.
func coverFrom(full *image.RGBA, size image.Point, top int) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: size})
	b := full.Rect.Size()
	if b.X == 0 || b.Y == 0 {
		return out
	}
	zoom := max(float64(size.X)/float64(b.X), float64(size.Y)/float64(b.Y))
	v := viewport{page: b, screen: size, zoom: zoom}
	v.origin.x = (float64(size.X) - float64(b.X)*zoom) / 2
	v.origin.y = max(-float64(top)*zoom, float64(size.Y)-float64(b.Y)*zoom)
	paintPage(out, newPyramid(full), v, out.Rect)
	return out
}

// coverSubject fills a picture of that size with where the drawing in img begins: a
// raised arm or a bubble above it may be cut, a head is in.
func coverSubject(img image.Image, size image.Point) *image.RGBA {
	full := rgbaOf(img)
	return coverFrom(full, size, subjectTop(full))
}

// subjectTop is a little above the first row in which the drawing is two fifths of the
// page wide.
func subjectTop(img *image.RGBA) int {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		first, last := w, 0
		for x := range w {
			if p := img.Pix[y*img.Stride+4*x:]; min(p[0], p[1], p[2]) < 224 {
				first, last = min(first, x), x
			}
		}
		if last-first >= 2*w/5 {
			return max(y-w/20, 0)
		}
	}
	return 0
}

// rgbaOf lays a picture on white, with bounds from (0, 0).
func rgbaOf(img image.Image) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(image.Rectangle{Max: b.Size()})
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, b.Min, draw.Over)
	return out
}

// Tapped implements [fyne.Tappable].
func (m *thumbnail) Tapped(*fyne.PointEvent) {
	m.tips.hide()
	m.tapped()
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (m *thumbnail) TappedSecondary(e *fyne.PointEvent) {
	if m.withMenu != nil {
		m.withMenu(e.AbsolutePosition)
	}
}

// MouseIn implements [desktop.Hoverable].
func (m *thumbnail) MouseIn(*desktop.MouseEvent) {
	m.tips.soon(m, m.hint)
	m.hover(true)
}

// MouseMoved implements [desktop.Hoverable].
func (m *thumbnail) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (m *thumbnail) MouseOut() {
	m.tips.hide()
	m.hover(false)
}

func (m *thumbnail) hover(on bool) {
	m.hovered = on
	m.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (m *thumbnail) MinSize() fyne.Size { return m.size }

// CreateRenderer implements [fyne.Widget].
func (m *thumbnail) CreateRenderer() fyne.WidgetRenderer {
	r := &thumbnailRenderer{m, canvas.NewImageFromImage(m.img), canvas.NewRectangle(transparent)}
	r.img.FillMode = canvas.ImageFillStretch
	r.img.CornerRadius = radiusTool
	r.Refresh()
	return m.ringed(r)
}

type thumbnailRenderer struct {
	m    *thumbnail
	img  *canvas.Image
	ring *canvas.Rectangle
}

func (r *thumbnailRenderer) Layout(size fyne.Size) {
	r.img.Resize(size)
	r.ring.Move(fyne.NewPos(-3, -3))
	r.ring.Resize(size.AddWidthHeight(6, 6))
}

func (r *thumbnailRenderer) MinSize() fyne.Size { return r.m.size }

func (r *thumbnailRenderer) Refresh() {
	r.ring.FillColor, r.ring.CornerRadius = transparent, radiusTool+3
	r.ring.StrokeWidth, r.ring.StrokeColor = 0, transparent
	if r.m.hovered {
		r.ring.StrokeWidth, r.ring.StrokeColor = 2, themed(theme.ColorNamePrimary)
	}
	r.ring.Refresh()
}

func (r *thumbnailRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ring, r.img}
}
func (r *thumbnailRenderer) Destroy() {}
