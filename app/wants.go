package app

import (
	"image"

	"keyline/canvas"
	"keyline/canvas/panels"
)

// want asks the refinery for what the document lacks and no longer for what it does not.
func (e *Editor) want() {
	e.wantBase()
	e.wantTiles()
	e.wantFlats()
}

// wantBase goes by the last step, not the stroke in hand: a hint that is still being
// drawn would ask for another base with every sample.
func (e *Editor) wantBase() {
	doc := e.history.Current()
	sources := doc.Sources()
	if e.baseOf(doc) != nil {
		if e.asked != nil {
			e.asked = nil
			e.refinery.CancelBase()
		}
		return
	}
	if e.failed != nil || e.Stopped() || e.asked != nil && *e.asked == sources {
		return
	}
	e.asked, e.stopped = &sources, nil
	e.refinery.Colorize(doc, e.how, e.progress, func(base Base, colour *canvas.Cut, err error) {
		e.based(sources, base, colour, err)
	})
}

// Manner is how a base is made, beside what of.
type Manner struct {
	LongSide int // working long side in px; 0: by the picture's shape
}

// requestOf draws a document's strokes over the whole page: too slow for a window's
// goroutine.
func requestOf(doc *canvas.Document, how Manner) Request {
	hints, edges := doc.HintImage(doc.Bounds()), (*image.Alpha)(nil)
	if hints != nil {
		edges = doc.EdgeMask(doc.Bounds())
	}
	r := Request{
		Lines:      doc.Lines().Gray(),
		References: doc.ReferenceParts(),
		Where:      doc.ReferenceMasks(),
		Hints:      hints,
		Edges:      edges,
		Colour:     doc.Colouring(),
		LongSide:   how.LongSide,
		Pieces:     doc.Panels(),
	}
	if len(r.Pieces) == 0 && panels.IsStrip(r.Lines.Rect.Size()) {
		r.Pieces, r.Paper = panels.Cut(r.Lines)
	}
	return r
}

func (e *Editor) progress(share float64) {
	if e.watch.Progress != nil && (e.asked != nil || e.cutting != nil) {
		e.watch.Progress(share)
	}
}

// baseOf is the base under a document's tiles, nil if it has none, one made from other
// sources, or one that is no longer kept.
func (e *Editor) baseOf(doc *canvas.Document) Base {
	if doc.Base().ID == 0 || doc.Base().Sources != doc.Sources() {
		return nil
	}
	return e.bases[doc.Base().ID].base
}

// based takes a base that came back, now or when the pen is up.
func (e *Editor) based(sources canvas.Sources, base Base, colour *canvas.Cut, err error) {
	if e.asked == nil || *e.asked != sources {
		return // the wish changed while the answer was on its way
	}
	if e.gesture != nil {
		e.late = func() { e.based(sources, base, colour, err) }
		return
	}
	e.asked = nil
	if err != nil {
		e.failed = err
		e.tellBased()
		return
	}
	e.lastID++
	layer := canvas.Base{ID: e.lastID, Reach: base.Reach(), Sources: sources}
	now := e.history.Current()
	doc, ok := now.WithBase(layer, colour)
	if !ok {
		return
	}
	e.keep(layer.ID, kept{base, doc})
	e.history.Settle(doc.WithStaleOf(now))
	e.show()
	e.tellBased()
	e.want()
}

func (e *Editor) tellBased() {
	if e.watch.Based != nil {
		e.watch.Based()
	}
}

// How many bases stay ready for undo: each holds the features of a whole page.
const (
	keptBases      = 4
	keptLargeBases = 1
	largePage      = 8 << 20 // px
)

// kept is a base with the document as it was when the base came: its colours are the
// base's own, whatever strokes there were.
type kept struct {
	base  Base
	plain *canvas.Document
}

func (e *Editor) keep(id canvas.ID, k kept) {
	limit := keptBases
	if size := k.plain.Bounds().Size(); size.X*size.Y > largePage {
		limit = keptLargeBases
	}
	if len(e.bases) >= limit {
		clear(e.bases) // those that undo needs again are made again
	}
	e.bases[id] = k
}

// takeLate takes the base that came while the pen was down.
func (e *Editor) takeLate() {
	if late := e.late; late != nil {
		e.late = nil
		late()
	}
}

// wish is a tile that is asked for, live or for the document.
type wish struct {
	at   image.Point
	live bool
}

// wantTiles asks for the stale tiles unless just these are being refined already: while the
// pen is down for what is seen of them, then for the document's.
func (e *Editor) wantTiles() {
	doc := e.Document()
	base := e.bases[doc.Base().ID].base
	var live, page []image.Point
	if base != nil {
		e.stale = doc.AppendStale(e.stale[:0])
		page = e.stale
		live = e.lacksLive(doc, page)
		if e.gesture != nil {
			page = nil
		}
	}
	if len(live)+len(page) == 0 {
		if len(e.waiting) > 0 {
			e.waiting = nil
			e.refinery.CancelTiles()
		}
		return
	}
	if e.failed != nil || e.awaits(doc, live, true) && e.awaits(doc, page, false) {
		return
	}
	if e.waiting == nil {
		e.waiting = map[wish]canvas.Cause{}
	}
	clear(e.waiting)
	e.await(doc, live, true)
	e.await(doc, page, false)
	e.refine(doc, base, partsOf(doc, live, page, base.Reach(), e.level))
}

// awaits tells whether every tile was asked for with its present cause.
func (e *Editor) awaits(doc *canvas.Document, tiles []image.Point, live bool) bool {
	for _, at := range tiles {
		if cause, ok := e.waiting[wish{at, live}]; !ok || cause != doc.CauseOf(at) {
			return false
		}
	}
	return true
}

func (e *Editor) await(doc *canvas.Document, tiles []image.Point, live bool) {
	for _, at := range tiles {
		e.waiting[wish{at, live}] = doc.CauseOf(at)
	}
}

// maskMargin is how many reaches around an area its strokes are drawn: one could change
// the area's own pixels; with more a base can also remember what it worked out for the
// whole of cells that the area only touches.
const maskMargin = 3

func (e *Editor) refine(doc *canvas.Document, base Base, parts []Part) {
	e.round++
	round, sheet := e.round, e.sheet
	e.refinery.Refine(Refinement{
		Base:   base,
		Parts:  parts,
		Gently: parts[0].Live && e.growing(doc),
		Edges: func(area image.Rectangle) *image.Alpha {
			return sheet.EdgesNear(doc, area.Inset(-maskMargin*base.Reach()))
		},
		Done: func(part Part, colour *image.RGBA, err error) {
			if err != nil && round != e.round {
				return // a later request covers the same and will tell
			}
			done := part == parts[len(parts)-1]
			for i, p := range parts[:len(parts)-1] {
				done = done || p == part && part.Live && !parts[i+1].Live // all that is seen is shown
			}
			e.refined(doc, part, colour, err, done)
		},
	})
}

// growing tells whether the stroke in hand had samples before this one. Strokes that are
// moved do not grow: what was asked for where they lay before is of no use.
func (e *Editor) growing(doc *canvas.Document) bool {
	_, moved := e.gesture.(*editing)
	newest, _ := doc.Newest()
	return !moved && len(newest.Samples) > 1
}

// refined takes the colours of one part; tiles whose cause is no longer the document's
// are dropped, as is all that belongs to a page that was left. done says that it was the
// last of what is shown, or of what was asked for.
func (e *Editor) refined(asked *canvas.Document, part Part, colour *image.RGBA, err error, done bool) {
	if _, known := e.bases[asked.Base().ID]; !known {
		return
	}
	if err != nil {
		if asked.Base().ID == e.Document().Base().ID {
			e.failed, e.waiting = err, nil
			e.tellBased()
		}
		return
	}
	e.arrived(asked, part)
	if part.Live {
		e.glimpsed(asked, part, colour)
	} else {
		results := asked.Results(colour)
		if e.gesture != nil {
			e.gesture.settle(results)
		} else {
			e.history.Settle(e.history.Current().WithTiles(results))
		}
		e.show()
	}
	if e.watch.Refined != nil && (done || e.Settled()) {
		e.watch.Refined(asked)
	}
	e.want()
}

// arrived waits no longer for these tiles: undo, or a stroke given up, can bring back a
// document that never got them and has to ask again.
func (e *Editor) arrived(asked *canvas.Document, part Part) {
	for _, at := range asked.TilesIn(part.Area) {
		if w := (wish{at, part.Live}); e.waiting[w] == asked.CauseOf(at) {
			delete(e.waiting, w)
		}
	}
}
