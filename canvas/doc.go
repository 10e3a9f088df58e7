// Package canvas holds the picture a person works on as one immutable value.
//
// A [Document] has a size, a line layer, references, strokes and a colour layer of
// 128 px tiles. Every change returns a new Document that shares what did not change
// with the old one, so undo keeps old values ([History]), repainting compares two of
// them ([Diff]) and another goroutine may read one without a lock.
//
// A [Lock] keeps the colours of a region whatever comes; a [Follower] leads strokes along
// what is drawn.
//
// Strokes are the cause and pixels a cache: each colour tile remembers its [Cause],
// the base and the edge strokes near enough to change it. A result that comes back
// late is taken exactly if its cause is still that of the Document.
//
// Coordinates are document pixels, origin at the top left corner of the top left
// pixel, pixel centres at .5; a Document's bounds always start at (0, 0).
package canvas
