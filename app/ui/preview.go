package ui

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// seen is a picture to be shown with its transparency.
type seen struct {
	colour *pyramid // multiplied with alpha; nil: no picture
	alpha  *pyramid // in grey; nil: opaque
}

// seenOf copies a picture that was read.
func seenOf(img image.Image) seen {
	b := img.Bounds()
	out := image.NewRGBA(image.Rectangle{Max: b.Size()})
	draw.Draw(out, out.Rect, img, b.Min, draw.Src)
	s := seen{colour: newPyramid(out).ready()}
	if out.Opaque() {
		return s
	}
	alpha := image.NewRGBA(out.Rect)
	for i := 0; i < len(out.Pix); i += 4 {
		a := out.Pix[i+3]
		copy(alpha.Pix[i:i+4], []uint8{a, a, a, 255})
	}
	s.alpha = newPyramid(alpha).ready()
	return s
}

// ready makes the levels that a preview shows, so that its first painting is as fast as
// any other.
func (p *pyramid) ready() *pyramid {
	for n := 0; max(p.at(n).Rect.Dx(), p.at(n).Rect.Dy()) > 2*previewWidth; {
		n++
	}
	return p
}

// size is that of the picture, px.
func (s seen) size() image.Point { return s.colour.levels[0].Rect.Size() }

// The ground that stands for transparency, the same in both themes: two greys in fields
// of checkSide px of the screen.
const (
	checkLight = 0xC8
	checkDark  = 0xA0
	checkSide  = 8
)

// paint shows the picture through a view.
func (s seen) paint(out *image.RGBA, v viewport) {
	paintPage(out, s.colour, v, out.Rect)
	if s.alpha == nil {
		return
	}
	alpha := image.NewRGBA(out.Rect)
	paintPage(alpha, s.alpha, v, out.Rect)
	page := v.pageRect().Intersect(out.Rect)
	for y := page.Min.Y; y < page.Max.Y; y++ {
		for x := page.Min.X; x < page.Max.X; x++ {
			i := out.PixOffset(x, y)
			check := uint32(checkLight)
			if (x/checkSide+y/checkSide)%2 == 1 {
				check = checkDark
			}
			under := (check*(255-uint32(alpha.Pix[i])) + 127) / 255
			for c := range 3 {
				out.Pix[i+c] = uint8(min(uint32(out.Pix[i+c])+under, 255))
			}
			out.Pix[i+3] = 255
		}
	}
}

// preview shows the picture that a file holds: all of it, or at 100 % where it was tapped.
type preview struct {
	widget.BaseWidget
	min    fyne.Size
	seen   seen
	close  bool  // at 100 %
	middle point // on the page, of what shows then
	raster *canvas.Raster
}

func newPreview(w, h float32) *preview {
	p := &preview{min: fyne.NewSize(w, h)}
	p.raster = canvas.NewRaster(p.paint)
	p.ExtendBaseWidget(p)
	return p
}

// show puts another picture in; the view stays if it has the same size.
func (p *preview) show(s seen) {
	if p.seen.colour == nil || s.colour == nil || p.seen.size() != s.size() {
		p.close = false
	}
	p.seen = s
	p.raster.Refresh()
}

// previewMargin stays free around the whole picture, px.
const previewMargin = 8

// view is what a raster of that many pixels shows.
func (p *preview) view(w, h int) viewport {
	v := viewport{page: p.seen.size(), screen: image.Pt(w, h), zoom: 1}
	if p.close {
		v.origin = point{float64(w)/2 - p.middle.x, float64(h)/2 - p.middle.y}
		return v.held()
	}
	inner := image.Pt(max(w-2*previewMargin, 1), max(h-2*previewMargin, 1))
	v.zoom = min(1, float64(inner.X)/float64(v.page.X), float64(inner.Y)/float64(v.page.Y))
	return v.centred()
}

func (p *preview) paint(w, h int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Rect, image.NewUniform(themed(colorGround)), image.Point{}, draw.Src)
	if p.seen.colour != nil {
		p.seen.paint(out, p.view(w, h))
	}
	return out
}

// Tapped implements [fyne.Tappable]: closer there, or back to the whole.
func (p *preview) Tapped(e *fyne.PointEvent) {
	if p.seen.colour == nil {
		return
	}
	if !p.close {
		p.middle = p.under(e.Position)
	}
	p.close = !p.close
	p.raster.Refresh()
}

// under is the place on the page under one of the widget.
func (p *preview) under(at fyne.Position) point {
	s := p.scale()
	size := p.Size()
	v := p.view(int(size.Width*s), int(size.Height*s))
	return v.toPage(point{float64(at.X * s), float64(at.Y * s)})
}

// scale is how many pixels of the screen a unit has.
func (p *preview) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		return c.Scale()
	}
	return 1
}

// Dragged implements [fyne.Draggable].
func (p *preview) Dragged(e *fyne.DragEvent) {
	if p.close {
		s, size := float64(p.scale()), p.seen.size()
		p.middle.x = min(max(p.middle.x-float64(e.Dragged.DX)*s, 0), float64(size.X))
		p.middle.y = min(max(p.middle.y-float64(e.Dragged.DY)*s, 0), float64(size.Y))
		p.raster.Refresh()
	}
}

// DragEnd implements [fyne.Draggable].
func (p *preview) DragEnd() {}

// MinSize implements [fyne.CanvasObject].
func (p *preview) MinSize() fyne.Size { return p.min }

// CreateRenderer implements [fyne.Widget].
func (p *preview) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.raster) }
