package ui

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Sizes in the view of panels, units.
const (
	panelSlack  = 5 // beside a side: it is held
	panelBadge  = 18
	panelHandle = 6
	panelStep   = 8 // of an arrow key
)

// panelsView shows a page with its panels: dragging moves them and their sides, or draws
// a new one. With the keyboard: Page Up and Page Down choose, arrows move, Shift and arrows
// move the lower right corner, Insert adds, Delete removes.
type panelsView struct {
	widget.BaseWidget
	focusable
	sheet   *panelSheet
	page    *pyramid
	size    fyne.Size
	keys    func(*fyne.KeyEvent) bool
	changed func()
	sight   func() image.Rectangle // what of the page is to be seen

	ground *image.RGBA // the page as it was painted last
	raster *canvas.Raster
	held   bool
	shift  func() bool
}

func newPanelsView(sheet *panelSheet, page *pyramid, size fyne.Size, keys func(*fyne.KeyEvent) bool, shift func() bool, changed func()) *panelsView {
	v := &panelsView{sheet: sheet, page: page, size: size, keys: keys, shift: shift, changed: changed}
	v.sight = func() image.Rectangle { return sheet.page }
	v.raster = canvas.NewRaster(v.paint)
	v.focusable = reachable(v, 0, 1, nil)
	v.ExtendBaseWidget(v)
	return v
}

// MinSize implements [fyne.CanvasObject].
func (v *panelsView) MinSize() fyne.Size { return v.size }

// zoom is units of the widget per page px.
func (v *panelsView) zoom() float64 { return float64(v.size.Width) / float64(v.sheet.page.Dx()) }

// onPage is the page pixel under a place in the widget.
func (v *panelsView) onPage(at fyne.Position) image.Point {
	z := v.zoom()
	return image.Pt(int(float64(at.X)/z+0.5), int(float64(at.Y)/z+0.5))
}

// inView is where a panel lies in the widget.
func (v *panelsView) inView(r image.Rectangle) (fyne.Position, fyne.Size) {
	z := v.zoom()
	return fyne.NewPos(float32(float64(r.Min.X)*z), float32(float64(r.Min.Y)*z)), fyne.NewSize(float32(float64(r.Dx())*z), float32(float64(r.Dy())*z))
}

func (v *panelsView) slack() int { return max(1, int(panelSlack/v.zoom())) }

// MouseDown implements [desktop.Mouseable]: the drag that follows begins here, not where
// the pointer has got to when it counts as one.
func (v *panelsView) MouseDown(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		v.held = true
		v.sheet.take(v.onPage(e.Position), v.slack())
		v.show()
		if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
			c.Focus(v)
		}
	}
}

// MouseUp implements [desktop.Mouseable].
func (v *panelsView) MouseUp(*desktop.MouseEvent) { v.release() }

// Dragged implements [fyne.Draggable].
func (v *panelsView) Dragged(e *fyne.DragEvent) {
	if v.held {
		v.sheet.pull(v.onPage(e.Position))
		v.show()
	}
}

// DragEnd implements [fyne.Draggable].
func (v *panelsView) DragEnd() { v.release() }

func (v *panelsView) release() {
	if v.held {
		v.held = false
		v.sheet.release()
		v.show()
	}
}

// Cursor implements [desktop.Cursorable].
func (v *panelsView) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// TypedKey implements [fyne.Focusable].
func (v *panelsView) TypedKey(e *fyne.KeyEvent) {
	step := max(1, int(panelStep/v.zoom()))
	by := map[fyne.KeyName]image.Point{fyne.KeyLeft: {X: -step}, fyne.KeyRight: {X: step}, fyne.KeyUp: {Y: -step}, fyne.KeyDown: {Y: step}}
	switch move, arrow := by[e.Name]; {
	case arrow:
		v.sheet.nudge(move, v.shift())
	case e.Name == fyne.KeyPageDown:
		v.sheet.next(1)
	case e.Name == fyne.KeyPageUp:
		v.sheet.next(-1)
	case e.Name == fyne.KeyInsert:
		v.sheet.add(v.sight())
	case e.Name == fyne.KeyDelete || e.Name == fyne.KeyBackspace:
		v.sheet.remove()
	default:
		v.keys(e)
		return
	}
	v.show()
}

// show repaints what changed.
func (v *panelsView) show() {
	v.Refresh()
	v.changed()
}

func (v *panelsView) paint(w, h int) image.Image {
	if v.ground == nil || v.ground.Rect.Size() != image.Pt(w, h) {
		v.ground = image.NewRGBA(image.Rect(0, 0, w, h))
		page := v.sheet.page.Size()
		paintPage(v.ground, v.page, viewport{page: page, screen: image.Pt(w, h), zoom: float64(w) / float64(page.X)}, v.ground.Rect)
	}
	out := image.NewRGBA(v.ground.Rect)
	for i, p := range v.ground.Pix { // what is in no panel is dim
		out.Pix[i] = p/2 + 64
		if i%4 == 3 {
			out.Pix[i] = 255
		}
	}
	k := float64(w) / float64(v.sheet.page.Dx())
	on := func(r image.Rectangle) image.Rectangle {
		return image.Rect(int(float64(r.Min.X)*k), int(float64(r.Min.Y)*k), int(float64(r.Max.X)*k+0.5), int(float64(r.Max.Y)*k+0.5)).Intersect(out.Rect)
	}
	for _, p := range v.sheet.list {
		draw.Draw(out, on(p), v.ground, on(p).Min, draw.Src)
	}
	accent := themed(theme.ColorNamePrimary)
	for i, p := range v.sheet.list {
		frameOn(out, on(p), map[bool]int{false: 2, true: 3}[i == v.sheet.chosen], accent)
		if i == v.sheet.chosen {
			handlesOn(out, on(p), accent)
		}
	}
	return out
}

// frameOn draws the sides of a rectangle inwards.
func frameOn(out *image.RGBA, r image.Rectangle, width int, c color.Color) {
	inner := r.Inset(width)
	for _, side := range []image.Rectangle{
		image.Rect(r.Min.X, r.Min.Y, r.Max.X, inner.Min.Y), image.Rect(r.Min.X, inner.Max.Y, r.Max.X, r.Max.Y),
		image.Rect(r.Min.X, r.Min.Y, inner.Min.X, r.Max.Y), image.Rect(inner.Max.X, r.Min.Y, r.Max.X, r.Max.Y),
	} {
		draw.Draw(out, side.Intersect(r), image.NewUniform(c), image.Point{}, draw.Src)
	}
}

// handlesOn draws what a panel can be held by: corners and the middles of its sides.
func handlesOn(out *image.RGBA, r image.Rectangle, c color.Color) {
	for _, x := range []int{r.Min.X, (r.Min.X + r.Max.X) / 2, r.Max.X} {
		for _, y := range []int{r.Min.Y, (r.Min.Y + r.Max.Y) / 2, r.Max.Y} {
			if at := image.Pt(x, y); at != r.Min.Add(r.Max).Div(2) {
				draw.Draw(out, image.Rectangle{at, at}.Inset(-panelHandle/2), image.NewUniform(c), image.Point{}, draw.Src)
			}
		}
	}
}

// CreateRenderer implements [fyne.Widget].
func (v *panelsView) CreateRenderer() fyne.WidgetRenderer {
	r := &panelsRenderer{v: v}
	r.Refresh()
	return v.ringed(r)
}

// panelsRenderer is the picture with a number on each panel.
type panelsRenderer struct {
	v      *panelsView
	badges []fyne.CanvasObject
}

func (r *panelsRenderer) Layout(size fyne.Size) {
	r.v.raster.Resize(size)
	for i, b := range r.badges {
		at, _ := r.v.inView(r.v.sheet.list[i])
		b.Move(at.AddXY(6, 6))
		b.Resize(fyne.NewSquareSize(panelBadge))
	}
}

func (r *panelsRenderer) MinSize() fyne.Size { return r.v.size }

func (r *panelsRenderer) Refresh() {
	if len(r.badges) != len(r.v.sheet.list) {
		r.badges = nil
		for i := range r.v.sheet.list {
			r.badges = append(r.badges, newPanelBadge(i+1))
		}
	}
	r.Layout(r.v.Size())
	r.v.raster.Refresh()
}

func (r *panelsRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.v.raster}, r.badges...)
}

func (r *panelsRenderer) Destroy() {}

// newPanelBadge is a panel's number.
func newPanelBadge(n int) fyne.CanvasObject {
	back := canvas.NewRectangle(themed(colorBadge))
	back.CornerRadius = radiusControl
	text := canvas.NewText(fmt.Sprint(n), themed(colorLetter))
	text.TextSize, text.Alignment = sizeCaption, fyne.TextAlignCenter
	return fixed(panelBadge, panelBadge, back, text)
}
