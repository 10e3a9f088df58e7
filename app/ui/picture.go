package ui

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	page "keyline/canvas"
)

// picture is the canvas: the page, the strokes over it and the brush, painted into one
// raster of the screen's own pixels.
type picture struct {
	widget.BaseWidget
	desk *desk
	keys func(*fyne.KeyEvent) // what the picture itself does not take

	guide  []point // a line to be drawn, page px; nil: none
	placed func()  // told when the view changed because the window did; not to lay out at once
	again  func()  // asks for another frame after the one being painted
	// shown is told, while a frame is being painted, which part of the page came into it.
	shown func(page image.Rectangle)

	raster *canvas.Raster
	view   viewport
	scale  float64 // screen pixels a Fyne unit
	fits   bool    // the view follows the window's size
	grid   bool    // parts the pixels of a page seen from near

	now           layer
	before, after side // of compare
	overlay       overlay
	frame         *image.RGBA
	beneath       []uint8 // pixels of the frame before something faint was painted

	pointer point // screen px
	inside  bool
	hand    handling
	held    heldKeys
	divider float64 // of compare, share of the width
}

// layer is a picture as the screen shows it.
type layer struct {
	source *pyramid
	scene  *image.RGBA // scaled, on the ground
	view   viewport    // the scene was painted for
	ground color.Color
	grid   bool            // is wanted over it
	lined  bool            // it is there
	dirty  image.Rectangle // page px to be painted again
	grows  bool            // the picture is painted in parts, each of which was dirty

	live     *page.Live      // lies over the source at its level; nil: nothing does
	glimpsed image.Rectangle // page px where it has new pictures
}

func newPicture(d *desk) *picture {
	p := &picture{desk: d, placed: func() {}, again: func() {}, shown: func(image.Rectangle) {}, scale: 1, fits: true, divider: 0.5}
	p.raster = canvas.NewRaster(p.paint)
	p.raster.ScaleMode = canvas.ImageScalePixels
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer implements [fyne.Widget].
func (p *picture) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(p.raster)
}

// Resize implements [fyne.CanvasObject]: the view follows before the next frame.
func (p *picture) Resize(size fyne.Size) {
	p.BaseWidget.Resize(size)
	was := p.view
	p.placeNow()
	if p.view != was {
		p.placed()
	}
}

// placeNow works the view out for the widget as it is now.
func (p *picture) placeNow() {
	if !p.desk.isOpen() || p.Size().IsZero() {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		p.scale = float64(c.Scale())
	}
	p.place(image.Pt(int(math.Round(float64(p.Size().Width)*p.scale)), int(math.Round(float64(p.Size().Height)*p.scale))))
}

// Refresh implements [fyne.CanvasObject]: the next frame is painted anew.
func (p *picture) Refresh() { p.raster.Refresh() }

// repainted notes that page pixels changed.
func (p *picture) repainted(r image.Rectangle) {
	p.now.dirty = p.now.dirty.Union(r)
	p.Refresh()
}

// see tells the session what of the page is on the screen, for the colours of strokes.
func (p *picture) see() {
	level, _ := levelFor(min(p.view.zoom, 1))
	p.desk.editor.See(p.view.seen(), min(level, page.MaxLiveLevel))
}

// glimpsed notes where the page is shown live in another way, page px.
func (p *picture) glimpsed(r image.Rectangle) {
	p.now.glimpsed = p.now.glimpsed.Union(r)
	p.Refresh()
}

// opened shows another page, whole, of which the levels are given; nil: none.
func (p *picture) opened(levels *pyramid) {
	p.now = layer{source: levels, grows: true}
	p.before, p.after, p.fits = side{}, side{}, true
	p.hand = handling{}
	p.view = viewport{screen: p.view.screen}
	p.Refresh()
}

// paint is the raster's generator: w and h are screen pixels.
func (p *picture) paint(w, h int) image.Image {
	defer p.desk.timing.trace.frame()()
	size := image.Pt(w, h)
	if p.frame == nil || p.frame.Rect.Size() != size {
		p.frame = image.NewRGBA(image.Rectangle{Max: size})
	}
	if width := p.Size().Width; width > 0 {
		p.scale = float64(w) / float64(width)
	}
	ground := themed(colorGround)
	if !p.desk.isOpen() {
		draw.Draw(p.frame, p.frame.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
		return p.frame
	}
	p.place(size)
	p.paintScenes()
	p.paintOver()
	return p.frame
}

// place keeps the view in step with the sizes of page and screen.
func (p *picture) place(screen image.Point) {
	size := p.desk.editor.Shown().Rect.Size()
	screen = p.room(screen)
	switch {
	case p.fits || p.view.page != size:
		p.view = viewport{page: size, screen: screen, turn: p.view.turn, mirror: p.view.mirror}.fitted()
		p.fits = true
	case p.view.screen != screen:
		p.view = p.view.resized(screen)
	}
}

// show brings the scene up to date with a picture; what is dirty still when it returns
// is for the next frame.
func (l *layer) show(img *image.RGBA, v viewport, ground color.Color) {
	if l.source == nil || l.source.levels[0] != img {
		l.take(img)
	}
	l.scroll(v, ground)
	if l.scene == nil || l.view != v || l.ground != ground || l.lined != l.grid {
		if l.scene == nil || l.scene.Rect.Size() != v.screen {
			l.scene = image.NewRGBA(image.Rectangle{Max: v.screen})
		}
		l.source.update(l.bite())
		l.lined = l.grid
		l.layLive(l.source.levels[0].Rect)
		l.glimpsed = image.Rectangle{}
		draw.Draw(l.scene, l.scene.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
		l.paint(v, l.scene.Rect, ground)
		l.view, l.ground = v, ground
		return
	}
	if !l.dirty.Empty() {
		part := l.bite()
		l.source.update(part)
		l.layLive(part)
		l.paintAround(part, v, ground)
	}
	if part := l.glimpsed; !part.Empty() {
		l.glimpsed = image.Rectangle{}
		l.layLive(part)
		l.paintAround(part, v, ground)
	}
}

// paintAround paints what a change inside part, page px, shows in.
func (l *layer) paintAround(part image.Rectangle, v viewport, ground color.Color) {
	level, _ := levelFor(min(v.zoom, 1))
	margin := 2 << level // page px that one pixel of the level is made of, at both sides
	l.paint(v, v.screenRect(part.Inset(-margin)), ground)
}

// layLive puts what is shown live inside part over the source, after what changed there.
func (l *layer) layLive(part image.Rectangle) {
	if l.live == nil || l.live.Level() == 0 { // of page pixels it is in the source already
		return
	}
	level := l.live.Level()
	l.live.Over(l.source.at(level), part.Inset(-1<<level))
}

// biteArea is how much of a change one frame takes in, px: some milliseconds' work.
const biteArea = 2 << 20

// bite takes what one frame can do off what is dirty, from the top.
func (l *layer) bite() image.Rectangle {
	part := l.dirty.Intersect(l.source.levels[0].Rect)
	if part.Empty() {
		l.dirty = image.Rectangle{}
		return part
	}
	rows := max(biteArea/part.Dx(), 2) &^ 1 // an even number: a level's row is made of two
	part.Max.Y = min(part.Max.Y, part.Min.Y+rows)
	l.dirty.Min.Y = part.Max.Y
	if l.dirty.Empty() {
		l.dirty = image.Rectangle{}
	}
	return part
}

// take shows another picture from now on.
func (l *layer) take(img *image.RGBA) {
	if l.grows {
		*l = layer{source: newGrowingPyramid(img), grows: true, dirty: l.dirty, grid: l.grid, live: l.live}
		return
	}
	*l = layer{source: newPyramid(img), grid: l.grid, live: l.live}
}

// paint writes a part of the scene.
func (l *layer) paint(v viewport, part image.Rectangle, ground color.Color) {
	if v.upright() {
		paintPage(l.scene, l.source, v, part)
	} else {
		paintSlanted(l.scene, l.source, v, part, ground)
	}
	if l.lined {
		paintGrid(l.scene, l.source.levels[0], v, part)
	}
}

// dividerX is where the divider of compare stands, screen px.
func (p *picture) dividerX() float64 { return float64(int(p.divider * float64(p.view.screen.X))) }

// paintOver lays strokes, divider and brush over the frame.
func (p *picture) paintOver() {
	if p.desk.strokes && !p.held.before && !p.desk.comparing {
		doc := p.desk.editor.Document()
		p.paintLocks()
		p.paintFigures()
		p.overlay.show(doc.Strokes(), p.view, p.scale, p.strokeInHand(doc))
		p.paintStrokes(doc)
		p.paintHandles()
		p.paintLoop()
		p.paintTail()
		p.paintGuide()
	}
	if p.desk.comparing && p.desk.comparison.mode == byDivider && !p.held.before {
		p.paintDivider()
	}
	p.paintBrush()
}

// paintStrokes lays the strokes over the frame as their layers look.
func (p *picture) paintStrokes(doc *page.Document) {
	p.faded(doc.Look(page.EdgesLayer), func() { p.overlay.paintEdges(p.frame) })
	p.faded(doc.Look(page.HintsLayer), func() { p.overlay.paintHints(p.frame) })
}

// faded paints as much of something as a layer's look lets show.
func (p *picture) faded(look page.LayerLook, paint func()) {
	switch {
	case look.Hidden || look.Opacity == 0:
	case look.Opacity == 255:
		paint()
	default:
		p.beneath = append(p.beneath[:0], p.frame.Pix...)
		paint()
		o := uint32(look.Opacity)
		for i, was := range p.beneath {
			if now := p.frame.Pix[i]; now != was {
				p.frame.Pix[i] = uint8((o*uint32(now) + (255-o)*uint32(was) + 127) / 255)
			}
		}
	}
}

// strokeInHand is the id of the edge being drawn, 0 for none.
func (p *picture) strokeInHand(doc *page.Document) page.ID {
	strokes := doc.Strokes()
	if p.hand.tool != toolEdge || !p.desk.editor.PenIsDown() || len(strokes) == 0 {
		return 0
	}
	return strokes[len(strokes)-1].ID
}

// paintDivider draws the line and handle between before and after.
func (p *picture) paintDivider() {
	x, h := p.dividerX(), float64(p.view.screen.Y)
	bands := []band{{2.5 * p.scale, inkDark}, {1 * p.scale, inkWhite}}
	paintLine(p.frame, point{x, -10}, point{x, h + 10}, bands)
	handle := []band{{17 * p.scale, inkWhite}, {15.5 * p.scale, inkDark}}
	middle := point{x, h * 0.8}
	paintDisc(p.frame, middle, handle)
	arrow := []band{{0.9 * p.scale, inkWhite}}
	for _, side := range []float64{-1, 1} {
		tip := point{middle.x + side*8*p.scale, middle.y}
		paintLine(p.frame, tip, point{tip.x - side*4*p.scale, tip.y - 4*p.scale}, arrow)
		paintLine(p.frame, tip, point{tip.x - side*4*p.scale, tip.y + 4*p.scale}, arrow)
	}
}

// paintBrush draws the true size of the brush under the pointer.
func (p *picture) paintBrush() {
	if !p.brushShown() {
		return
	}
	at := p.pointer
	if p.hand.what == sizing {
		at = p.hand.start
	}
	if p.hand.what == drawing && p.held.shift {
		paintLine(p.frame, p.view.toScreen(p.hand.last), at, []band{{1.5 * p.scale, inkDark}, {0.6 * p.scale, inkWhite}})
	}
	radius := p.desk.width() / 2 * p.view.zoom
	line := []band{{1.5 * p.scale, inkDark}, {0.625 * p.scale, inkWhite}}
	if radius < 2*p.scale {
		p.paintCross(at, line)
		return
	}
	paintRing(p.frame, at, radius, line)
	if p.desk.tool == toolEraser || p.desk.tool == toolPaint && p.desk.paintErases {
		reach := radius * 0.7
		paintLine(p.frame, point{at.x - reach, at.y + reach}, point{at.x + reach, at.y - reach}, line)
		return
	}
	paintDisc(p.frame, at, []band{{1.75 * p.scale, inkDark}, {1 * p.scale, inkWhite}})
}

// paintCross stands in for brushes too small to see.
func (p *picture) paintCross(at point, line []band) {
	for _, d := range []point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		near, far := 3*p.scale, 8*p.scale
		paintLine(p.frame, point{at.x + d.x*near, at.y + d.y*near}, point{at.x + d.x*far, at.y + d.y*far}, line)
	}
}

func (p *picture) brushShown() bool {
	return p.desk.brushes() && (p.inside || p.hand.what == drawing || p.hand.what == sizing) &&
		!p.held.space && !p.held.before && !p.desk.comparing
}

// Cursor implements [desktop.Cursorable].
func (p *picture) Cursor() desktop.Cursor {
	switch {
	case !p.desk.isOpen():
		return desktop.DefaultCursor
	case p.desk.comparing && p.compareIntent() == dividing:
		return desktop.HResizeCursor
	case p.desk.comparing:
		return desktop.PointerCursor
	case p.held.space, p.desk.tool == toolHand:
		return desktop.PointerCursor
	case p.desk.brushes():
		return desktop.HiddenCursor
	}
	return desktop.CrosshairCursor
}

// MinSize implements [fyne.CanvasObject].
func (p *picture) MinSize() fyne.Size { return fyne.NewSize(120, 120) }

// zoomBy goes a step in or out around the middle of the screen.
func (p *picture) zoomBy(step int) {
	p.zoomTo(zoomStep(p.view.zoom, step))
}

// zoomTo sets the zoom around the middle of the screen; 1 is a pixel for a pixel.
func (p *picture) zoomTo(zoom float64) {
	middle := point{float64(p.view.screen.X) / 2, float64(p.view.screen.Y) / 2}
	p.look(p.view.zoomed(zoom, middle))
}

// fit shows the whole page.
func (p *picture) fit() {
	p.fits = true
	p.placeNow()
	p.Refresh()
	p.desk.changed()
}

// look shows the page through another view.
func (p *picture) look(v viewport) {
	if !p.desk.isOpen() {
		return
	}
	p.view, p.fits = v, false
	if p.desk.editor.PenIsDown() {
		p.see()
	}
	p.Refresh()
	p.desk.changed()
}
