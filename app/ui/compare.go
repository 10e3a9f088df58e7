package ui

import (
	"image"
	"image/draw"
	"time"

	page "keyline/canvas"
)

// sight is what one side of compare shows.
type sight uint8

const (
	sightBase   sight = iota // the colours before any edge stroke
	sightSketch              // the lines on bare paper
	sightNow                 // the picture as it is
)

// Those that either side offers, and how they are called.
var (
	beforeSights = []sight{sightBase, sightSketch}
	afterSights  = []sight{sightNow, sightBase}
	sightNames   = [...]string{sightBase: "Base colour", sightSketch: "Line art", sightNow: "Now"}
)

// compareMode is how the two sides are put before the eye.
type compareMode uint8

const (
	byDivider compareMode = iota
	bySide
	byBlink
)

// modeNames are in the order of the modes.
var modeNames = []string{"Divider", "Side by side", "Blink"}

// comparison is what compare shows and how.
type comparison struct {
	mode          compareMode
	before, after sight
	blinked       bool // blink shows before
}

// blinkTime is how long blink shows a side: long enough to look, short enough to see what
// jumps.
const blinkTime = 700 * time.Millisecond

// sideGap parts the pictures of side by side, Fyne units.
const sideGap = 4

// sighted is the document and the options of a sight; nil if there is no base.
func (d *desk) sighted(s sight) (*page.Document, page.FlattenOptions) {
	switch s {
	case sightSketch:
		return d.editor.Document(), page.FlattenOptions{HideColour: true}
	case sightNow:
		return d.editor.Document(), d.options()
	}
	return d.editor.Before(), d.options()
}

// beside tells whether two pictures are on show side by side.
func (d *desk) beside() bool { return d.comparing && d.comparison.mode == bySide }

// side is a layer of compare with what it is flattened from.
type side struct {
	layer
	surface *page.Surface
	doc     *page.Document
	options page.FlattenOptions
}

// follow brings the side's picture up to date, a slice a frame, and tells whether there
// is more to come.
func (s *side) follow(doc *page.Document, o page.FlattenOptions) (more bool) {
	if s.surface == nil || s.options != o {
		*s = side{surface: page.NewSurface(o), options: o, layer: layer{grows: true}}
	}
	tiles := s.surface.More
	if s.doc != doc {
		tiles = func() []image.Point { return s.surface.Show(doc) }
		s.doc = doc
	}
	for _, at := range tiles() {
		s.dirty = s.dirty.Union(doc.TileRect(at))
	}
	return s.surface.Behind()
}

// sideScene paints one side of compare and returns it; the picture as it is where there
// is no base to show.
func (p *picture) sideScene(s *side, what sight) *image.RGBA {
	ground := themed(colorGround)
	doc, o := p.desk.sighted(what)
	if doc == nil || what == sightNow {
		*s = side{}
		return p.nowScene()
	}
	more := s.follow(doc, o)
	s.grid = p.gridIn(p.view)
	s.show(s.surface.Image(), p.view, ground)
	if more || !s.dirty.Empty() {
		p.again()
	}
	return s.scene
}

// nowScene is the picture as it is.
func (p *picture) nowScene() *image.RGBA {
	was := p.now.dirty
	p.now.grid = p.gridIn(p.view)
	p.now.live = p.desk.editor.Live()
	p.now.show(p.desk.editor.Shown(), p.view, themed(colorGround))
	rest := p.now.dirty
	if !rest.Empty() {
		p.again()
		was.Max.Y = rest.Min.Y
	}
	if !was.Empty() {
		p.shown(was)
	}
	return p.now.scene
}

// paintScenes lays the picture into the frame: as it is, before the strokes while the key
// is held, or both sides of compare.
func (p *picture) paintScenes() {
	comparing, held := p.desk.comparing, p.held.before
	c := p.desk.comparison
	switch {
	case held:
		before := p.sideScene(&p.before, sightBase)
		p.layScenes(before, before)
	case !comparing:
		p.before, p.after = side{}, side{}
		copy(p.frame.Pix, p.nowScene().Pix)
	default:
		p.layScenes(p.sideScene(&p.before, c.before), p.sideScene(&p.after, c.after))
	}
}

// layScenes puts before and after into the frame as the mode of compare says.
func (p *picture) layScenes(before, after *image.RGBA) {
	c, all := p.desk.comparison, p.frame.Rect
	switch {
	case p.desk.beside():
		draw.Draw(p.frame, all, image.NewUniform(themed(colorPanel)), image.Point{}, draw.Src)
		draw.Draw(p.frame, before.Rect, before, image.Point{}, draw.Src)
		draw.Draw(p.frame, all.Intersect(after.Rect.Add(image.Pt(all.Dx()-after.Rect.Dx(), 0))), after, image.Point{}, draw.Src)
	case p.desk.comparing && c.mode == byBlink && c.blinked:
		copy(p.frame.Pix, before.Pix)
	case p.desk.comparing && c.mode == byDivider:
		copy(p.frame.Pix, after.Pix)
		all.Max.X = int(p.dividerX())
		draw.Draw(p.frame, all, before, image.Point{}, draw.Src)
	default:
		copy(p.frame.Pix, after.Pix)
	}
}

// room is the part of the screen that one picture has.
func (p *picture) room(screen image.Point) image.Point {
	if p.desk.beside() {
		screen.X = max((screen.X-int(sideGap*p.scale))/2, 1)
	}
	return screen
}

// rightSide is where the right one of two pictures begins, screen px.
func (p *picture) rightSide() float64 {
	return float64(p.view.screen.X) + float64(int(sideGap*p.scale))
}

// atDivider tells whether the pointer is where the divider can be taken.
func (p *picture) atDivider() bool {
	d := p.pointer.x - p.dividerX()
	return max(d, -d) <= 12*p.scale
}

// compareIntent is what a press starts while comparing: with the hand the divider must be
// taken where it stands, with another tool it comes to the pointer.
func (p *picture) compareIntent() doing {
	if p.desk.comparison.mode != byDivider || p.desk.tool == toolHand && !p.atDivider() {
		return panning
	}
	return dividing
}

// compareAs changes what compare shows.
func (w *Window) compareAs(change func(*comparison)) {
	change(&w.desk.comparison)
	w.desk.comparison.blinked = false
	w.showCompare()
}

// showCompare brings picture and blinking in step with what compare shows.
func (w *Window) showCompare() {
	w.stopBlink()
	w.stopBlink = func() {}
	if w.desk.isOpen() && w.desk.comparing && w.desk.comparison.mode == byBlink {
		w.stopBlink = w.later(blinkTime, w.blink)
	}
	w.picture.placeNow()
	w.picture.Refresh()
	w.desk.changed()
}

// blink shows the other side and comes again.
func (w *Window) blink() {
	w.desk.comparison.blinked = !w.desk.comparison.blinked
	w.showCompare()
}
