package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// gripThick is how thick a border is that can be dragged, units: enough to hit.
const gripThick = 8

// borderGrip is a border to drag. Arrows move it too, a double click or Enter puts it back.
type borderGrip struct {
	widget.BaseWidget
	tipped
	level bool                // a level border, dragged up and down
	rest  fyne.ThemeColorName // its line when nobody looks at it
	size  func() float32      // of what it resizes
	// dragged is told how large that was when the drag began, and how far the pointer came.
	dragged  func(from, by float32)
	stepped  func(by int)
	restored func()

	from, by         float32
	held             bool
	hovered, focused bool
}

func newBorderGrip(level bool, rest fyne.ThemeColorName) *borderGrip {
	g := &borderGrip{level: level, rest: rest}
	g.ExtendBaseWidget(g)
	return g
}

// Dragged implements [fyne.Draggable].
func (g *borderGrip) Dragged(e *fyne.DragEvent) {
	if !g.held {
		g.held, g.from, g.by = true, g.size(), 0
	}
	if g.level {
		g.by += e.Dragged.DY
	} else {
		g.by += e.Dragged.DX
	}
	g.dragged(g.from, g.by)
}

// DragEnd implements [fyne.Draggable].
func (g *borderGrip) DragEnd() {
	g.held = false
	g.Refresh()
}

// DoubleTapped implements [fyne.DoubleTappable].
func (g *borderGrip) DoubleTapped(*fyne.PointEvent) { g.restored() }

// MouseIn implements [desktop.Hoverable].
func (g *borderGrip) MouseIn(*desktop.MouseEvent) { g.hover(true) }

// MouseMoved implements [desktop.Hoverable].
func (g *borderGrip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (g *borderGrip) MouseOut() { g.hover(false) }

func (g *borderGrip) hover(on bool) {
	g.hovered = on
	if on {
		g.tell()
	} else {
		g.untell()
	}
	g.Refresh()
}

// Cursor implements [desktop.Cursorable].
func (g *borderGrip) Cursor() desktop.Cursor {
	if g.level {
		return desktop.VResizeCursor
	}
	return desktop.HResizeCursor
}

// FocusGained implements [fyne.Focusable].
func (g *borderGrip) FocusGained() { g.focus(true) }

// FocusLost implements [fyne.Focusable].
func (g *borderGrip) FocusLost() { g.focus(false) }

func (g *borderGrip) focus(on bool) {
	g.focused = on
	g.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (g *borderGrip) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (g *borderGrip) TypedKey(e *fyne.KeyEvent) {
	less, more := fyne.KeyLeft, fyne.KeyRight
	if g.level {
		less, more = fyne.KeyUp, fyne.KeyDown
	}
	switch {
	case e.Name == less:
		g.stepped(-1)
	case e.Name == more:
		g.stepped(1)
	case isEnter(e):
		g.restored()
	default:
		forward(g, e)
	}
}

// MinSize implements [fyne.CanvasObject].
func (g *borderGrip) MinSize() fyne.Size { return fyne.NewSquareSize(gripThick) }

// CreateRenderer implements [fyne.Widget].
func (g *borderGrip) CreateRenderer() fyne.WidgetRenderer {
	r := &borderGripRenderer{g, canvas.NewRectangle(transparent)}
	r.Refresh()
	return r
}

// borderGripRenderer draws a level grip as a short handle, an upright one as the border's line.
type borderGripRenderer struct {
	g    *borderGrip
	line *canvas.Rectangle
}

// gripHandle is how long a handle is, units.
const gripHandle = 28

func (r *borderGripRenderer) Layout(size fyne.Size) {
	thick := onePixel(r.g)
	if r.g.level || r.lit() {
		thick = 2
	}
	if r.g.level {
		r.line.Resize(fyne.NewSize(gripHandle, thick))
		r.line.Move(fyne.NewPos(float32(int((size.Width-gripHandle)/2)), size.Height/2-1))
		return
	}
	r.line.Resize(fyne.NewSize(thick, size.Height))
	r.line.Move(fyne.NewPos(size.Width/2, 0))
}

// lit tells whether the person has to do with it.
func (r *borderGripRenderer) lit() bool { return r.g.hovered || r.g.focused || r.g.held }

func (r *borderGripRenderer) MinSize() fyne.Size { return r.g.MinSize() }

func (r *borderGripRenderer) Refresh() {
	colour := r.g.rest
	switch {
	case r.g.focused:
		colour = theme.ColorNameFocus
	case r.lit():
		colour = colorText3
	}
	r.line.FillColor = themed(colour)
	r.Layout(r.g.Size())
	r.line.Refresh()
}

func (r *borderGripRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *borderGripRenderer) Destroy()                     {}
