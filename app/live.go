package app

import (
	"image"

	"keyline/canvas"
)

// See says which part of the page is on the screen, page px, and how often the page is
// halved for it, 0–[canvas.MaxLiveLevel]: while the pen is down colours are made for what
// is seen, as it is seen; those of the page follow when it is up. A page that was opened
// counts as seen whole, pixel for pixel.
func (e *Editor) See(part image.Rectangle, level int) {
	if part == e.seen && level == e.level {
		return
	}
	e.seen = part
	if level != e.level {
		e.level = level
		e.forgetLive()
		e.waiting = nil
	}
	if e.gesture != nil {
		e.want()
	}
}

// Live returns the pictures shown for want of the document's colours, nil for none. They
// change with every call of the editor; those of level 0 are in [Editor.Shown] too.
func (e *Editor) Live() *canvas.Live { return e.live }

// forgetLive shows the document itself.
func (e *Editor) forgetLive() {
	if e.live == nil {
		return
	}
	for _, at := range e.live.Tiles() {
		e.surface.Spoil(at)
	}
	e.live = nil
	e.repainted(e.surface.More())
}

// trimLive lets go of live pictures that the document has no use for.
func (e *Editor) trimLive() {
	if e.live == nil || e.live.Empty() {
		return
	}
	e.dropped = e.live.Drop(e.Document(), e.dropped[:0])
	for _, at := range e.dropped {
		e.surface.Spoil(at)
	}
}

// lacksLive lists the tiles in sight whose pictures are not those of the strokes as they
// are: those to make while the pen is down, and, when a stroke was just shown live, first
// when it is up.
func (e *Editor) lacksLive(doc *canvas.Document, stale []image.Point) []image.Point {
	if e.gesture == nil && (e.live == nil || e.live.Empty()) || e.look.HideColour {
		return nil
	}
	list := e.unseen[:0]
	for _, at := range stale {
		if doc.TileRect(at).Overlaps(e.seen) && (e.live == nil || e.live.Cause(at) != doc.CauseOf(at)) {
			list = append(list, at)
		}
	}
	e.unseen = list
	return list
}

// glimpsed takes the colours of an area for show.
func (e *Editor) glimpsed(asked *canvas.Document, part Part, colour *image.RGBA) {
	if part.Level != e.level || e.look.HideColour {
		return
	}
	if e.live == nil {
		e.live = canvas.NewLive(e.level, e.look)
	}
	doc := e.Document()
	e.touched = e.touched[:0]
	for _, at := range asked.TilesIn(part.Area) {
		cause, tile := asked.CauseOf(at), doc.Tile(at)
		if tile == nil || tile.Cause() == doc.CauseOf(at) || !doc.Timely(at, cause, e.live.Cause(at)) {
			continue
		}
		e.live.Take(doc, at, cause, colour)
		e.touched = append(e.touched, at)
	}
	if e.level == 0 {
		e.repainted(e.touched)
	} else if len(e.touched) > 0 && e.watch.Live != nil {
		e.watch.Live(e.touched)
	}
}

// layLive puts live pictures of page pixels over tiles that were painted.
func (e *Editor) layLive(tiles []image.Point) {
	if e.live == nil || e.level > 0 || e.live.Empty() {
		return
	}
	for _, at := range tiles {
		e.live.Over(e.surface.Image(), e.Document().TileRect(at))
	}
}
