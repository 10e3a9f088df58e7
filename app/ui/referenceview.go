package ui

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// referenceView shows a reference large: the wheel zooms at the pointer, a drag moves, a
// click (or I) takes the very colour of the pixel under the pointer for hints. With C, a
// drag draws the crop, or moves it and its sides, and arrows move it.
type referenceView struct {
	widget.BaseWidget
	desk   *desk
	raster *canvas.Raster
	shown  layer
	source *image.RGBA // the reference as it is seen: on white
	view   viewport
	scale  float64 // screen pixels a Fyne unit
	fits   bool

	pointer point // screen px
	inside  bool
	moved   func() // the pointer, the view or the crop did
	crop    cropping
}

func newReferenceView(r reference, d *desk, shift func() bool) *referenceView {
	v := &referenceView{desk: d, source: rgbaOf(r.img), scale: 1, fits: true, moved: func() {}}
	v.crop = newCropping(v.source.Rect, r.crop.Sub(r.img.Rect.Min), shift)
	v.raster = canvas.NewRaster(v.paint)
	v.raster.ScaleMode = canvas.ImageScalePixels
	v.ExtendBaseWidget(v)
	return v
}

// paint is the raster's generator: w and h are screen pixels.
func (v *referenceView) paint(w, h int) image.Image {
	v.place(image.Pt(w, h))
	v.shown.show(v.source, v.view, themed(colorGround))
	return v.cropped(v.shown.scene)
}

// place keeps the view in step with the size of the screen.
func (v *referenceView) place(screen image.Point) {
	if width := v.Size().Width; width > 0 {
		v.scale = float64(screen.X) / float64(width)
	}
	switch {
	case v.fits:
		v.view = viewport{page: v.source.Rect.Size(), screen: screen}.fitted()
	case v.view.screen != screen:
		v.view = v.view.resized(screen)
	}
}

// Resize implements [fyne.CanvasObject]: the view follows before the next frame.
func (v *referenceView) Resize(size fyne.Size) {
	v.BaseWidget.Resize(size)
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		v.scale = float64(c.Scale())
	}
	v.place(image.Pt(int(math.Round(float64(size.Width)*v.scale)), int(math.Round(float64(size.Height)*v.scale))))
	v.moved()
}

// look shows the reference through another view.
func (v *referenceView) look(to viewport) {
	v.view, v.fits = to, false
	v.follow()
}

func (v *referenceView) follow() {
	v.raster.Refresh()
	v.moved()
}

func (v *referenceView) moveTo(at fyne.Position) {
	v.pointer = point{float64(at.X) * v.scale, float64(at.Y) * v.scale}
}

// Scrolled implements [fyne.Scrollable].
func (v *referenceView) Scrolled(e *fyne.ScrollEvent) {
	v.moveTo(e.Position)
	v.look(v.view.zoomed(v.view.zoom*math.Exp(float64(e.Scrolled.DY)*wheelZoom), v.pointer))
}

// Dragged implements [fyne.Draggable].
func (v *referenceView) Dragged(e *fyne.DragEvent) {
	v.moveTo(e.Position)
	if v.crop.on {
		v.crop.sheet.pull(v.cropAt())
		v.follow()
		return
	}
	v.look(v.view.panned(float64(e.Dragged.DX)*v.scale, float64(e.Dragged.DY)*v.scale))
}

// DragEnd implements [fyne.Draggable].
func (v *referenceView) DragEnd() { v.releaseCrop() }

// Tapped implements [fyne.Tappable].
func (v *referenceView) Tapped(e *fyne.PointEvent) {
	v.moveTo(e.Position)
	v.inside = true
	if !v.crop.on {
		v.pick()
	}
}

// pick takes the colour under the pointer for hints.
func (v *referenceView) pick() {
	if at, ok := v.under(); ok {
		v.desk.choose(nrgbaAt(v.source, at))
	}
	v.moved()
}

// under is the reference's pixel under the pointer, false if there is none.
func (v *referenceView) under() (image.Point, bool) {
	p := v.view.toPage(v.pointer)
	at := image.Pt(int(math.Floor(p.x)), int(math.Floor(p.y)))
	return at, v.inside && at.In(v.source.Rect)
}

// MouseIn implements [desktop.Hoverable].
func (v *referenceView) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (v *referenceView) MouseMoved(e *desktop.MouseEvent) {
	v.inside = true
	v.moveTo(e.Position)
	v.moved()
}

// MouseOut implements [desktop.Hoverable].
func (v *referenceView) MouseOut() {
	v.inside = false
	v.moved()
}

// FocusGained implements [fyne.Focusable].
func (v *referenceView) FocusGained() {}

// FocusLost implements [fyne.Focusable].
func (v *referenceView) FocusLost() {}

// TypedRune implements [fyne.Focusable].
func (v *referenceView) TypedRune(rune) {}

// referencePan is how far an arrow key moves the reference, Fyne units.
const referencePan = 40

// TypedKey implements [fyne.Focusable].
func (v *referenceView) TypedKey(e *fyne.KeyEvent) {
	middle := point{float64(v.view.screen.X) / 2, float64(v.view.screen.Y) / 2}
	if step, ok := nudges[e.Name]; ok && v.crop.on {
		v.nudgeCrop(step)
		return
	} else if ok {
		v.look(v.view.panned(-step.x*referencePan*v.scale, -step.y*referencePan*v.scale))
		return
	}
	switch e.Name {
	case fyne.KeyEqual, fyne.KeyPlus:
		v.look(v.view.zoomed(zoomStep(v.view.zoom, 1), middle))
	case fyne.KeyMinus:
		v.look(v.view.zoomed(zoomStep(v.view.zoom, -1), middle))
	case fyne.Key1:
		v.look(v.view.zoomed(1, middle))
	case fyne.Key2:
		v.fits = true
		v.place(v.view.screen)
		v.follow()
	case fyne.KeyI:
		v.pick()
	case fyne.KeyC:
		v.setCropping(!v.crop.on)
	case fyne.KeyDelete, fyne.KeyBackspace:
		v.cropAll()
	default:
		forward(v, e)
	}
}

// Cursor implements [desktop.Cursorable].
func (v *referenceView) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// MinSize implements [fyne.CanvasObject].
func (v *referenceView) MinSize() fyne.Size { return fyne.NewSize(320, 320) }

// CreateRenderer implements [fyne.Widget].
func (v *referenceView) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(v.raster)
}
