package app

import (
	"errors"
	"fmt"
	"image"

	"keyline/canvas"
	"keyline/canvas/palette"
)

// HistoryBytes is what undo keeps beyond the oldest step, bytes, unless another limit is
// set.
const HistoryBytes = 512 << 20

// historyColourBytes is what undo keeps of colours beyond those on show: they can be made
// again, and a document far from the one on show seldom comes back.
const historyColourBytes = 32 << 20

// Page is what a session opens: a line layer with what its colours come from. Lines
// must be there, all else may be missing. The pictures are kept: do not change them.
type Page struct {
	Lines      *canvas.Lines
	References []*image.NRGBA    // any sizes
	Palette    []palette.Swatch  // the swatches to begin with
	Colour     *image.NRGBA      // a colouring to mend, page size; nil: colours are made
	Hints      *image.NRGBA      // painted colour dabs, page size; nil: none
	Edges      *image.Alpha      // drawn edges, page size, a stroke where A ≥ 128; nil: none
	Figures    []Figure          // that take from some of the references; those off the page are left out
	Panels     []image.Rectangle // coloured one by one, page px; none: the page is one, a strip is cut
	LongSide   int               // working long side in px; 0: chosen by the picture's shape
	Flats      bool              // with flats: every area exactly one swatch of the palette, or white
}

// Watch is told what happens in a session, on the goroutine that owns it. Any of the
// functions may be missing.
type Watch struct {
	// Repainted lists the tiles of the shown picture that changed; valid during the call.
	Repainted func(tiles []image.Point)
	// Followed says that the last part of a large change is in the picture.
	Followed func()
	// Live lists tiles of which [Editor.Live] has new pictures, of a page that is shown
	// halved; valid during the call.
	Live func(tiles []image.Point)
	// Progress of a base in the making, 0–1.
	Progress func(share float64)
	// Based says that a base came, or that colours could not be made ([Editor.Err]).
	Based func()
	// Refined says that the colours asked for the document's strokes are on show, and again
	// when they are the document's.
	Refined func(asked *canvas.Document)
}

// Editor is the session: it owns the document, its history, the picture on show and the
// stroke in hand, and asks the refinery for the colours they lack. It belongs to one
// goroutine, that on which post runs what it is given. Before Open, and after Leave, only
// Open and Close may be called.
type Editor struct {
	refinery *Refinery
	post     func(func())
	watch    Watch
	how      Manner
	limit    int64 // of the history, bytes
	colours  int64 // of its colours, bytes
	history  *canvas.History
	surface  *canvas.Surface

	look  canvas.FlattenOptions
	seen  image.Rectangle // the part of the page on the screen, page px
	level int             // how often the page is halved for the screen
	live  *canvas.Live    // nil: none

	dropped, touched, stale, unseen []image.Point // memory to work in

	following bool // the rest of a large change is on its way to the surface

	gesture gesture // the stroke in hand, nil while the pen is up
	late    func()  // a base that came while the pen was down

	bases   map[canvas.ID]kept // those under documents that undo reaches, some of them
	lastID  canvas.ID          // of a base; counted on over undo and Open
	asked   *canvas.Sources    // of the base being made, nil for none
	stopped *canvas.Sources    // of a base that was given up, nil for none
	cutting *canvas.Document   // whose flats are being made; nil: none are
	uncut   *canvas.Document   // whose flats were given up, nil for none
	waiting map[wish]canvas.Cause
	sheet   *canvas.Sheet // of the open page; the refinery draws on it
	round   int           // counts requests for tiles
	failed  error
	told    []described // steps of the history
}

// NewEditor starts a session around a colorizer. post is as for [NewRefinery].
func NewEditor(colorizer Colorizer, post func(func()), watch Watch) *Editor {
	return &Editor{refinery: NewRefinery(colorizer, post), post: post, watch: watch, limit: HistoryBytes, colours: historyColourBytes}
}

// LimitHistory changes what undo keeps beyond the oldest step, bytes; the oldest steps
// beyond it go at once.
func (e *Editor) LimitHistory(bytes int64) {
	e.limit = bytes
	if e.history != nil {
		e.history.SetLimit(bytes)
	}
}

// Close ends the session's goroutine and returns when it has ended.
func (e *Editor) Close() { e.refinery.Close() }

// Open replaces the session's document and history by a page. The error is that of
// [Ready]; the session is as it was then.
func (e *Editor) Open(p Page) error {
	o, err := Ready(p)
	if err == nil {
		e.Start(o)
	}
	return err
}

// Start replaces the session's document and history by what was made ready.
func (e *Editor) Start(o *Opening) {
	e.Begin(o)
	e.Ask()
}

// Begin is Start without a wish for colours, which takes all the machine has: a window shows
// the page first and calls [Editor.Ask] then. A gesture asks too.
func (e *Editor) Begin(o *Opening) {
	e.Leave()
	e.how, e.bases, e.sheet = o.how, map[canvas.ID]kept{}, &canvas.Sheet{}
	e.lastID = max(e.lastID, o.doc.Base().ID)
	e.history = canvas.NewHistory(o.doc, e.limit, e.colours)
	e.surface = o.surface
	e.look, e.seen, e.level = canvas.FlattenOptions{}, o.doc.Bounds(), 0
	e.caughtUp()
}

// Ask has what the open page lacks made.
func (e *Editor) Ask() {
	if e.history != nil {
		e.want()
	}
}

// LongSide returns the working size of the open page, px; 0: chosen by its shape.
func (e *Editor) LongSide() int { return e.how.LongSide }

// Leave closes the page: its work ends, its memory can be had again.
func (e *Editor) Leave() {
	e.refinery.CancelBase()
	e.refinery.CancelTiles()
	e.refinery.CancelFlats()
	e.cutting, e.uncut = nil, nil
	e.refinery.cancelTrial()
	e.history, e.surface, e.gesture, e.late = nil, nil, nil, nil
	e.bases, e.asked, e.stopped, e.waiting, e.failed, e.sheet = nil, nil, nil, nil, nil, nil
	e.told, e.live = nil, nil
}

func (p Page) checkSizes() error {
	var err error
	check := func(what string, there bool, b func() image.Rectangle) {
		if there && b().Size() != p.Lines.Bounds().Size() {
			err = errors.Join(err, fmt.Errorf("open page: %s are %v pixels, the page is %v; use the same size",
				what, b().Size(), p.Lines.Bounds().Size()))
		}
	}
	check("colours", p.Colour != nil, func() image.Rectangle { return p.Colour.Bounds() })
	check("hints", p.Hints != nil, func() image.Rectangle { return p.Hints.Bounds() })
	check("edges", p.Edges != nil, func() image.Rectangle { return p.Edges.Bounds() })
	return err
}

// Document returns the document on show, with the stroke in hand as far as it is drawn.
func (e *Editor) Document() *canvas.Document {
	if e.gesture != nil {
		return e.gesture.document()
	}
	return e.history.Current()
}

// Shown returns the picture on show, lines included; the session goes on writing to it.
func (e *Editor) Shown() *image.RGBA { return e.surface.Image() }

// Settled tells whether nothing is outstanding: the pen is up and the colours are those
// that the document asks for, or could not be made ([Editor.Err]).
func (e *Editor) Settled() bool {
	if e.gesture != nil {
		return false
	}
	doc := e.history.Current()
	if e.surface.Behind() {
		return false
	}
	return e.failed != nil || e.Stopped() || e.baseOf(doc) != nil && len(doc.Stale()) == 0 && (!doc.FlatsStale() || e.flatsStopped())
}

// Err returns why colours could not be made since the last gesture; nil if they could.
func (e *Editor) Err() error { return e.failed }

// SetPalette replaces the swatches, an undo step. Colours are not made anew. Where there are
// flats, the areas of a swatch that gets another colour follow at once, and so do the hints
// in its colour.
func (e *Editor) SetPalette(list []palette.Swatch) {
	e.do(withPalette(e.history.Current(), list))
}

// SetReferencesAndPalette replaces both in one undo step: the swatches found in a
// reference come and go with it.
func (e *Editor) SetReferencesAndPalette(images []*image.NRGBA, list []palette.Swatch) {
	e.do(withPalette(e.history.Current().WithReferences(images...), list))
}

// SetLevels looks at the lines through other levels, an undo step. The error is that of
// [canvas.Levels.Check].
func (e *Editor) SetLevels(v canvas.Levels) error {
	if err := refused(e.history.Current(), canvas.LinesLayer); err != nil {
		return err
	}
	lines, err := e.history.Current().Lines().WithLevels(v)
	if err == nil {
		e.do(e.history.Current().WithLines(lines))
	}
	return err
}

// SetColouring replaces the colouring that is mended, an undo step; nil: colours are made.
// The strokes stay. It fails if the size is not the page's. The picture is kept.
func (e *Editor) SetColouring(img *image.NRGBA) error {
	doc := e.history.Current()
	if img != nil && img.Bounds().Size() != doc.Bounds().Size() {
		return fmt.Errorf("mend a colouring: it is %v pixels, the page is %v; use the same size", img.Bounds().Size(), doc.Bounds().Size())
	}
	e.do(doc.WithColouring(img))
	return nil
}

// SetPanels colours these parts of the page, page px, one by one, an undo step; none: the
// page as one. The strokes stay.
func (e *Editor) SetPanels(panels []image.Rectangle) {
	if doc := e.history.Current(); doc.WithPanels(panels...) != doc {
		e.do(doc.WithPanels(panels...))
	}
}

// Hide hides or shows a stroke, an undo step.
func (e *Editor) Hide(id canvas.ID, hidden bool) {
	e.do(e.history.Current().WithStrokeHidden(id, hidden))
}

// do lifts the pen, if it is down, without its stroke and makes a step.
func (e *Editor) do(doc *canvas.Document) {
	e.drop()
	e.history.Do(doc)
	e.changed()
}

// Undo takes back the stroke in hand if there is one, else the last step. It reports
// whether there was something to take back.
func (e *Editor) Undo() bool {
	if e.gesture != nil {
		e.PenCancel()
		return true
	}
	_, ok := e.history.Undo()
	e.changed()
	return ok
}

// Redo does the step again that was undone last, and reports whether there was one.
func (e *Editor) Redo() bool {
	e.drop()
	_, ok := e.history.Redo()
	e.changed()
	return ok
}

// changed follows every gesture: a new try for what failed, a base that came while the
// pen was down, the picture, the wishes.
func (e *Editor) changed() {
	e.caughtUp()
	e.want()
}

// caughtUp is changed without the wishes.
func (e *Editor) caughtUp() {
	e.failed = nil
	if e.gesture == nil {
		e.takeLate()
		e.takePlain()
	}
	e.show()
}

// takePlain takes the colours of the base where no stroke is left: nothing is to be made
// for them, and they take no memory.
func (e *Editor) takePlain() {
	now := e.history.Current()
	if k, ok := e.bases[now.Base().ID]; ok {
		if doc := now.WithFresh(k.plain); doc != now {
			e.history.Settle(doc)
		}
	}
}

// show repaints what differs between the picture on show and the document.
func (e *Editor) show() {
	e.trimLive()
	if e.live != nil && !e.live.Fits(e.Document()) {
		e.forgetLive()
	}
	e.repainted(e.surface.Show(e.Document()))
	if len(e.dropped) > 0 {
		e.dropped = e.dropped[:0]
		e.repainted(e.surface.More())
	}
}

// repainted tells of tiles that were repainted. The rest of a large change follows in
// slices, so that a large page never holds the goroutine of the session for long.
func (e *Editor) repainted(tiles []image.Point) {
	e.layLive(tiles)
	if len(tiles) > 0 && e.watch.Repainted != nil {
		e.watch.Repainted(tiles)
	}
	if !e.surface.Behind() || e.following {
		return
	}
	e.following = true
	e.post(func() {
		e.following = false
		if e.surface != nil {
			e.repainted(e.surface.More())
			e.tellFollowed()
		}
	})
}

func (e *Editor) tellFollowed() {
	if e.watch.Followed != nil && !e.surface.Behind() {
		e.watch.Followed()
	}
}
