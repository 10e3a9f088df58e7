package ui

import (
	"image"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// navigator shows the whole page as it is turned in the view, with a frame around what the
// view shows; a press moves the view there. It reads the levels that the picture keeps, and
// paints anew only where the page changed.
type navigator struct {
	widget.BaseWidget
	focusable
	picture *picture
	raster  *canvas.Raster
	layer   layer // the page, small; its source is the picture's
	rows    int   // height
	hold    point // from the pointer to the middle of the view, page px, while it is dragged
	frame   image.Rectangle
	frames  *navigatorFrame
}

// navigatorMargin stays free around the page, units.
const navigatorMargin = 4

func newNavigator(p *picture) *navigator {
	n := &navigator{picture: p, rows: navigatorRows, frames: newNavigatorFrame()}
	n.raster = canvas.NewRaster(n.paint)
	n.raster.ScaleMode = canvas.ImageScalePixels
	n.focusable = reachable(n, radiusControl, -2*ringWidth, nil)
	n.ExtendBaseWidget(n)
	return n
}

// scale is how many pixels of the screen a unit has.
func (n *navigator) scale() float64 { return n.picture.scale }

// size is that of the raster, screen px.
func (n *navigator) size() image.Point {
	s := n.Size()
	return image.Pt(int(math.Round(float64(s.Width)*n.scale())), int(math.Round(float64(s.Height)*n.scale())))
}

// view is how the page lies in a raster of that many pixels: turned as in the picture.
func (n *navigator) view(size image.Point) viewport {
	of := n.picture.view
	v := viewport{page: of.page, screen: size, turn: of.turn, mirror: of.mirror, zoom: 1}
	if of.page.X == 0 || of.page.Y == 0 {
		return v
	}
	_, box := v.box()
	margin := 2 * navigatorMargin * n.scale()
	v.zoom = min(max(float64(size.X)-margin, 1)/box.x, max(float64(size.Y)-margin, 1)/box.y)
	return v.centred()
}

// paint is the raster's generator.
func (n *navigator) paint(w, h int) image.Image {
	defer n.picture.desk.timing.trace.own("navigator")()
	l, v, ground := &n.layer, n.view(image.Pt(w, h)), themed(colorGround)
	if source := n.picture.now.source; l.source != source || l.scene == nil || l.view != v || l.ground != ground {
		*l = layer{source: source, scene: image.NewRGBA(image.Rectangle{Max: v.screen}), view: v, ground: ground}
		draw.Draw(l.scene, l.scene.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
		l.dirty = image.Rectangle{Max: v.page}
	}
	if l.source != nil && !l.dirty.Empty() {
		l.paint(v, v.screenRect(l.dirty).Inset(-1), ground)
		l.dirty = image.Rectangle{}
	}
	return l.scene
}

// changed notes that page pixels have other colours.
func (n *navigator) changed(r image.Rectangle) { n.layer.dirty = n.layer.dirty.Union(r) }

// follow brings the frame in step with the view, and the page if it is another or turned.
func (n *navigator) follow() {
	v, of := n.view(n.size()), n.picture.view
	if l := &n.layer; l.view != v || l.source != n.picture.now.source || !l.dirty.Empty() {
		n.raster.Refresh()
	}
	corner := func(x, y int) point { return v.toScreen(of.toPage(point{float64(x), float64(y)})) }
	low, high := corner(0, 0), corner(of.screen.X, of.screen.Y)
	seen := image.Rect(round(low.x), round(low.y), round(high.x), round(high.y))
	n.placeFrame(seen.Intersect(v.pageRect()))
}

func round(x float64) int { return int(math.Round(x)) }

// placeFrame puts the frame around a part of the raster.
func (n *navigator) placeFrame(r image.Rectangle) {
	if r != n.frame {
		n.frame = r
		n.frames.place(r, float32(n.scale()))
	}
}

// Resize implements [fyne.CanvasObject].
func (n *navigator) Resize(size fyne.Size) {
	n.BaseWidget.Resize(size)
	n.follow()
}

// rowCount and setRows give its height in rows of a list.
func (n *navigator) rowCount() int { return n.rows }

func (n *navigator) setRows(rows int, _ bool) { n.rows = rows }

// MinSize implements [fyne.CanvasObject].
func (n *navigator) MinSize() fyne.Size { return fyne.NewSize(120, float32(n.rows)*heightRow) }

// under is the place on the page under one of the widget.
func (n *navigator) under(at fyne.Position) point {
	return n.view(n.size()).toPage(point{float64(at.X) * n.scale(), float64(at.Y) * n.scale()})
}

// middle is the place on the page in the middle of the view.
func (n *navigator) middle() point {
	v := n.picture.view
	return v.toPage(point{float64(v.screen.X) / 2, float64(v.screen.Y) / 2})
}

// lookAt brings a place on the page to the middle of the view.
func (n *navigator) lookAt(p point) {
	v := n.picture.view
	n.picture.look(v.putting(p, point{float64(v.screen.X) / 2, float64(v.screen.Y) / 2}))
}

// MouseDown implements [desktop.Mouseable]: beside the frame the view comes to the pointer,
// inside it the frame is taken where it is.
func (n *navigator) MouseDown(e *desktop.MouseEvent) {
	if !n.picture.desk.isOpen() || e.Button != desktop.MouseButtonPrimary {
		return
	}
	at, middle := n.under(e.Position), n.middle()
	n.hold = point{middle.x - at.x, middle.y - at.y}
	pixel := image.Pt(int(float64(e.Position.X)*n.scale()), int(float64(e.Position.Y)*n.scale()))
	if !pixel.In(n.frame) {
		n.hold = point{}
		n.lookAt(at)
	}
}

// MouseUp implements [desktop.Mouseable].
func (n *navigator) MouseUp(*desktop.MouseEvent) {}

// Dragged implements [fyne.Draggable].
func (n *navigator) Dragged(e *fyne.DragEvent) {
	if at := n.under(e.Position); n.picture.desk.isOpen() {
		n.lookAt(point{at.x + n.hold.x, at.y + n.hold.y})
	}
}

// DragEnd implements [fyne.Draggable].
func (n *navigator) DragEnd() {}

// Scrolled implements [fyne.Scrollable]: the wheel zooms around the middle of the view.
func (n *navigator) Scrolled(e *fyne.ScrollEvent) {
	n.picture.zoomTo(n.picture.view.zoom * math.Exp(float64(e.Scrolled.DY)*wheelZoom))
}

// panStep is which share of the view an arrow key moves it by.
const panStep = 0.125

// TypedKey implements [fyne.Focusable]: arrows move the view.
func (n *navigator) TypedKey(e *fyne.KeyEvent) {
	step, ok := map[fyne.KeyName]point{fyne.KeyLeft: {1, 0}, fyne.KeyRight: {-1, 0}, fyne.KeyUp: {0, 1}, fyne.KeyDown: {0, -1}}[e.Name]
	if !ok {
		n.focusable.TypedKey(e)
		return
	}
	v := n.picture.view
	n.picture.look(v.panned(step.x*panStep*float64(v.screen.X), step.y*panStep*float64(v.screen.Y)))
}

// CreateRenderer implements [fyne.Widget].
func (n *navigator) CreateRenderer() fyne.WidgetRenderer {
	return n.ringed(&navigatorRenderer{n})
}

type navigatorRenderer struct{ n *navigator }

func (r *navigatorRenderer) Layout(size fyne.Size) { r.n.raster.Resize(size) }
func (r *navigatorRenderer) MinSize() fyne.Size    { return r.n.MinSize() }
func (r *navigatorRenderer) Refresh()              { r.n.raster.Refresh() }
func (r *navigatorRenderer) Destroy()              {}

func (r *navigatorRenderer) Objects() []fyne.CanvasObject {
	list := []fyne.CanvasObject{r.n.raster}
	for _, s := range r.n.frames.sides {
		list = append(list, s)
	}
	return list
}

// navigatorFrame is a white line between dark ones, made of filled rectangles: moving them
// costs nothing, and their edges lie on the screen's pixels.
type navigatorFrame struct{ sides [8]*canvas.Rectangle }

func newNavigatorFrame() *navigatorFrame {
	f := &navigatorFrame{}
	for i := range f.sides {
		f.sides[i] = canvas.NewRectangle(inkDark)
		if i >= 4 {
			f.sides[i].FillColor = inkWhite
		}
	}
	return f
}

// place puts the frame around screen pixels, of which a unit has so many.
func (f *navigatorFrame) place(r image.Rectangle, scale float32) {
	line := max(round(float64(scale)), 1)
	for i, s := range f.sides {
		in, thick := 0, 3*line // the dark band; the white one lies in its middle
		if i >= 4 {
			in, thick = line, line
		}
		box := r.Inset(in - 2*line)
		switch i % 4 {
		case 0:
			box.Max.Y = box.Min.Y + thick
		case 1:
			box.Min.Y = box.Max.Y - thick
		case 2:
			box.Max.X = box.Min.X + thick
		default:
			box.Min.X = box.Max.X - thick
		}
		s.Move(fyne.NewPos(float32(box.Min.X)/scale, float32(box.Min.Y)/scale))
		s.Resize(fyne.NewSize(float32(box.Dx())/scale, float32(box.Dy())/scale))
		showIf(s, !r.Empty())
	}
}
