package ui

import (
	"image"
	"image/color"
	"math"
	"slices"
	"time"

	"keyline/app"
	"keyline/canvas"
	"keyline/canvas/palette"
)

// tool is what the pointer does on the picture.
type tool uint8

const (
	toolHand tool = iota
	toolZoom
	toolEdge
	toolHint
	toolEraser
	toolPicker
	toolSelect
	toolLock
	toolFill
	toolPaint
	toolFigure
	toolCount
)

// String returns the tool's name as the window shows it.
func (t tool) String() string {
	return [...]string{"Hand", "Zoom", "Edge", "Hint", "Eraser", "Picker", "Select", "Lock", "Fill", "Paint", "Figure"}[t]
}

// draws tells whether the tool has a brush.
func (t tool) draws() bool {
	return t == toolEdge || t == toolHint || t == toolEraser || t == toolPaint
}

// Limits of a brush, page px across.
const (
	minBrush = 1
	maxBrush = 400
)

// reference is a coloured picture that the colours are taken from.
type reference struct {
	name     string
	img      *image.NRGBA
	swatches []palette.Swatch // of the palette that stands in for it; nil: a picture
	crop     image.Rectangle  // the part that is used, px of the picture; empty: all of it
	worked   *likeness        // out before; nil: not yet
}

// same tells whether two references give the same colours.
func (r reference) same(o reference) bool { return r.img == o.img && r.crop == o.crop }

// whole is the reference without its crop.
func (r reference) whole() reference {
	r.crop = image.Rectangle{}
	return r
}

// used is the part that the colours are taken from.
func (r reference) used() *image.NRGBA {
	if r.crop.Empty() {
		return r.img
	}
	return r.img.SubImage(r.crop).(*image.NRGBA)
}

// desk is what lies before the artist: the session with what the window adds to it, the
// tool in hand, the colours chosen, what is shown. It knows no widgets.
type desk struct {
	editor *app.Editor
	told   listeners

	name       string // of the sketch's file; "" while nothing is open
	opened     int    // pictures so far: tells one from the next
	references []reference
	known      []reference      // all there were since the picture was opened: undo brings them back
	palette    []palette.Swatch // the document's
	found      []palette.Swatch // those that the references give
	hue        int              // by which these are turned, degrees
	seen       *canvas.Document // that which was saved last, or opened
	filed      []palette.Swatch // those that were saved last

	tool        tool
	previous    tool
	widths      [toolCount]float64
	colour      color.NRGBA
	other       color.NRGBA
	follows     bool    // edges follow lines
	steadiness  float64 // of the pen's way, 0–100
	lassoErases bool    // the eraser takes what a lasso goes round
	strokes     bool    // shown
	lines       bool
	colours     bool
	paintErases bool         // the paint tool takes paint away
	layer       canvas.Layer // chosen in the dock
	comparing   bool
	comparison  comparison
	inviting    bool // says what to try, until the first stroke

	sketch   *canvas.Lines // as opened
	figure   canvas.ID     // with the tool for figures; it may be gone
	taking   []int         // references that the next figure takes from; none: all
	selected []canvas.ID   // with the select tool; some may be gone

	share  float64 // of the base being made
	timing timing
}

// listeners are told what changed.
type listeners struct {
	repainted func(page image.Rectangle) // pixels of the shown picture
	glimpsed  func(page image.Rectangle) // pixels of what is shown live over it
	changed   func()                     // anything else
	failed    func(error)
}

// newDesk makes a desk with nothing on it. post is as for [app.NewEditor].
func newDesk(colorizer app.Colorizer, post func(func()), clock clock) *desk {
	d := &desk{
		tool: toolEdge, previous: toolEdge,
		colour: color.NRGBA{0, 0, 0, 255}, other: color.NRGBA{255, 255, 255, 255},
		strokes: true, lines: true, colours: true, layer: canvas.LinesLayer, comparison: comparison{after: sightNow},
		timing: timing{clock: clock},
	}
	d.widths = [toolCount]float64{toolEdge: 6, toolHint: 12, toolEraser: 16, toolPaint: 12}
	d.editor = app.NewEditor(colorizer, post, app.Watch{
		Repainted: d.repainted,
		Live:      d.glimpsed,
		Followed:  func() { d.changed() },
		Progress:  d.progress,
		Refined:   d.refined,
		Based:     d.based,
	})
	return d
}

// isOpen tells whether there is a picture.
func (d *desk) isOpen() bool { return d.name != "" }

// document is that on the desk, nil for none.
func (d *desk) document() *canvas.Document {
	if !d.isOpen() {
		return nil
	}
	return d.editor.Document()
}

// open puts a page or a project on the desk in place of what was there.
func (d *desk) open(name string, o opening) {
	d.timing.begin()
	d.editor.Begin(o.session)
	doc := o.session.Document()
	d.opened++
	d.name, d.references, d.known = name, o.references, o.references
	d.palette, d.found, d.hue = doc.Palette(), o.found, doc.Variation().Hue
	d.seen, d.filed, d.sketch, d.selected = d.editor.Document(), nil, doc.Lines(), nil
	d.figure, d.taking = 0, nil
	d.strokes, d.lines, d.colours, d.comparing, d.inviting = true, true, true, false, false
	d.chooseFirst()
	d.changed()
}

// close takes everything off the desk.
func (d *desk) close() {
	d.editor.Leave()
	d.name, d.references, d.known, d.seen, d.filed = "", nil, nil, nil, nil
	d.palette, d.found, d.sketch, d.selected = nil, nil, nil, nil
	d.changed()
}

// addReferences adds pictures, an undo step.
func (d *desk) addReferences(more ...reference) {
	d.setReferences(append(d.references[:len(d.references):len(d.references)], more...))
}

// removeReference takes one away, an undo step.
func (d *desk) removeReference(i int) {
	d.taking = nil // its letters are others now
	list := append([]reference(nil), d.references[:i]...)
	d.setReferences(append(list, d.references[i+1:]...))
}

func (d *desk) setReferences(list []reference) {
	d.references = list
	images := make([]*image.NRGBA, len(list))
	for i, r := range list {
		images[i] = r.img
		if !slices.ContainsFunc(d.known, func(k reference) bool { return k.img == r.img }) {
			d.known = append(d.known[:len(d.known):len(d.known)], r)
		}
	}
	d.timing.begin()
	before := d.palette
	now := turnedBy(foundIn(list), d.hue)
	d.palette, d.found = withFound(before, d.found, now), now
	d.editor.SetReferencesAndPalette(images, d.palette)
	if len(before) == 0 {
		d.chooseFirst()
	}
	d.changed()
}

// mend takes a colouring to mend, an undo step.
func (d *desk) mend(colouring *image.NRGBA) {
	d.timing.begin()
	if err := d.editor.SetColouring(colouring); err != nil {
		d.told.failed(err)
	}
	d.changed()
}

// undo takes back the last step; the references may be others then.
func (d *desk) undo() {
	d.timing.begin()
	d.editor.Undo()
	d.syncReferences()
	d.changed()
}

// redo does an undone step again.
func (d *desk) redo() {
	d.timing.begin()
	d.editor.Redo()
	d.syncReferences()
	d.changed()
}

// syncReferences follows the document's references and palette, keeping the names it knows.
func (d *desk) syncReferences() {
	d.palette = d.editor.Document().Palette()
	images, crops := d.editor.Document().References(), d.editor.Document().Crops()
	list := make([]reference, len(images))
	for i, img := range images {
		list[i] = reference{name: tr("Reference"), img: img}
		for _, known := range d.known {
			if known.img == img {
				list[i] = known
			}
		}
		list[i].crop = crops[i]
	}
	same := len(list) == len(d.references)
	for i := range list {
		same = same && list[i].same(d.references[i])
	}
	d.references = list
	if hue := d.editor.Document().Variation().Hue; !same || hue != d.hue {
		d.found, d.hue = turnedBy(foundIn(list), hue), hue
	}
}

// take arms a tool.
func (d *desk) take(t tool) {
	if d.tool != t {
		d.previous, d.tool = d.tool, t
	}
	d.changed()
}

// maxSteadiness is the most there is; steadierBy a step of the keys for it.
const (
	maxSteadiness = 100
	steadierBy    = 10
)

// setSteadiness changes how much the pen's way is smoothed.
func (d *desk) setSteadiness(v float64) {
	d.steadiness = min(max(math.Round(v), 0), maxSteadiness)
	d.changed()
}

// follow switches following lines on or off.
func (d *desk) follow(on bool) {
	d.follows = on
	d.changed()
}

// drawsLines tells whether the tool in hand draws strokes.
func (d *desk) drawsLines() bool {
	return d.tool == toolEdge || d.tool == toolHint || d.tool == toolPaint
}

// eraseBy chooses whether the eraser takes what a lasso goes round, or what it touches.
func (d *desk) eraseBy(lasso bool) {
	d.lassoErases = lasso
	d.take(toolEraser)
}

// brushes tells whether the tool in hand works with a round brush.
func (d *desk) brushes() bool { return d.tool.draws() && !(d.tool == toolEraser && d.lassoErases) }

// sizes tells whether there is something whose size can be set: a brush, or strokes that
// are selected.
func (d *desk) sizes() bool { return d.brushes() || d.anySelected() }

// width is the brush of the tool in hand, or the width of the selected strokes, page px.
func (d *desk) width() float64 {
	if !d.anySelected() {
		return d.widths[d.tool]
	}
	w := 0.0
	for _, s := range d.selectedStrokes() {
		w = max(w, app.Widest(s))
	}
	return w
}

// setWidth changes the brush of the tool in hand, or the selected strokes; held says that
// more of the same follows until [desk.letGo].
func (d *desk) setWidth(px float64, held bool) {
	px = min(max(px, minBrush), maxBrush)
	if d.anySelected() {
		d.weigh(px, held)
		return
	}
	d.widths[d.tool] = px
	d.changed()
}

// widen makes the brush a step larger (by > 0) or smaller.
func (d *desk) widen(by int) {
	w := d.width()
	step := max(1, float64(int(w/8)))
	d.setWidth(w+float64(by)*step, false)
}

// choose makes a colour the one hints are drawn in.
func (d *desk) choose(c color.NRGBA) {
	d.colour = c
	d.changed()
}

// swap exchanges the two colours.
func (d *desk) swap() {
	d.colour, d.other = d.other, d.colour
	d.changed()
}

// look shows or hides lines and colour.
func (d *desk) look(lines, colours bool) {
	d.lines, d.colours = lines, colours
	d.editor.Look(d.options())
	d.repaintAll()
	d.changed()
}

func (d *desk) options() canvas.FlattenOptions {
	return canvas.FlattenOptions{HideLines: !d.lines, HideColour: !d.colours}
}

// counts are the strokes that are there.
func (d *desk) counts() (edges, hints int) {
	if !d.isOpen() {
		return 0, 0
	}
	for _, s := range d.editor.Document().Strokes() {
		if s.Kind == canvas.Hint {
			hints++
		} else {
			edges++
		}
	}
	return edges, hints
}

func (d *desk) progress(share float64) {
	d.share = share
	d.changed()
}

func (d *desk) based() {
	d.timing.coloured()
	d.editor.Warm()
	d.changed()
}

func (d *desk) refined(asked *canvas.Document) {
	lasted := time.Duration(0)
	if newest, ok := asked.Newest(); ok {
		lasted = newest.Samples[len(newest.Samples)-1].Time
	}
	d.timing.refined(lasted)
	d.changed()
}

// around is the part of the page that tiles cover.
func (d *desk) around(tiles []image.Point) (r image.Rectangle) {
	doc := d.editor.Document()
	for _, at := range tiles {
		r = r.Union(doc.TileRect(at))
	}
	return r
}

// glimpsed passes on which part of the page is shown live in another way.
func (d *desk) glimpsed(tiles []image.Point) {
	r := d.around(tiles)
	d.timing.repainted(r)
	if d.told.glimpsed != nil {
		d.told.glimpsed(r)
	}
}

// repainted passes on which part of the page has new pixels.
func (d *desk) repainted(tiles []image.Point) {
	r := d.around(tiles)
	d.timing.repainted(r)
	if d.told.repainted != nil {
		d.told.repainted(r)
	}
}

func (d *desk) repaintAll() {
	if d.told.repainted != nil {
		d.told.repainted(d.editor.Document().Bounds())
	}
}

func (d *desk) changed() {
	if d.told.changed != nil {
		d.told.changed()
	}
}
