package app

import (
	"context"
	"image"
	"image/color"
)

// Colorizer makes base colorizations. One caller at a time.
type Colorizer interface {
	// Colorize makes a base. It calls progress (0–1, may be nil) now and then on the
	// calling goroutine, between pieces of its work: from in there Refine of an earlier
	// Base may be called, so that strokes need not wait for a new base.
	Colorize(ctx context.Context, r Request, progress func(float64)) (Base, error)
}

// Request is what a base is made from. Its images are shared: nobody changes them.
type Request struct {
	Lines      *image.Gray    // the sketch as networks read it: 255 paper, 0 ink; its size is the page's
	References []*image.NRGBA // any sizes; may be empty
	// Where each of the references gives colours, page size: where A ≥ 128, everywhere if it
	// is nil. A pixel that none is for takes from all. Empty: all take from all.
	Where    []*image.Alpha
	Hints    *image.NRGBA // page size, transparent but for opaque dabs, not to be modified while the base is used; nil: none
	Edges    *image.Alpha // page size, strokes (A ≥ 128) that bound what hints fill; nil: none
	Colour   *image.NRGBA // a colouring to mend (page size) instead of making one; nil: none
	LongSide int          // working long side in px; 0: chosen by the picture's shape
	// Pieces of the page that are coloured one by one, page px; where two overlap, the one
	// passes into the other, what none covers is white. None: the page is one.
	Pieces []image.Rectangle
	// Paper is what stays white of a page with pieces, gutters say; page px.
	Paper []image.Rectangle
}

// Warmer is a [Base] that can get ready for strokes.
type Warmer interface {
	// Warm makes ready what Refine works with, tens of milliseconds' work, so that the
	// first stroke need not wait for it. What Refine returns does not depend on it.
	Warm() error
}

// Base is a base colorization that edge strokes can refine. One caller at a time, and
// none while its Colorizer works, but from within progress.
type Base interface {
	// Refine returns the page-size colour (opaque, without lines) inside area cut to the
	// page, mended along edges: a mask of the part of the page in which there are strokes,
	// page px, a stroke where A ≥ 128; nil: no strokes, the base itself. A pixel does not
	// depend on how the page is cut into areas. The mask is drawn on again after the call.
	Refine(ctx context.Context, edges *image.Alpha, area image.Rectangle) (*image.RGBA, error)
	// RefineInto is Refine into memory of the caller's, of the page halved level times (each
	// side rounded up): all pixels of dst. At level 0 they are those of Refine; at others
	// they are near the means of them, for show.
	RefineInto(ctx context.Context, edges *image.Alpha, dst *image.RGBA, level int) error
	// Reach is how far from a stroke's mask, in page px, it can change pixels.
	Reach() int
	// Bounds is the page: (0, 0) to its size.
	Bounds() image.Rectangle
	// Flats divides the page into areas that are one thing each and returns its number for
	// every pixel of the page. progress is as for [Colorizer.Colorize].
	Flats(ctx context.Context, r FlatRequest, progress func(float64)) (*image.Gray16, error)
}

// FlatRequest is what flats are made of. Numbers tell what an area becomes: 0 is paper,
// then come the swatches, the hints and the places, each in its order. Its images are
// shared: nobody changes them.
type FlatRequest struct {
	Lines    *image.Gray   // the page's, as in [Request]
	Swatches []color.NRGBA // what every area is sorted to, if it is not more like white
	Seeds    *image.Gray16 // page size: the number of the hint that lies there, 0 elsewhere; nil: none
	Hints    int           // how many numbers hints have
	Edges    *image.Alpha  // page size, strokes (A ≥ 128) that part areas; nil: none
	Places   []image.Point // each gives its whole area a number of its own; later ones count more
	After    []uint16      // by place: the highest number of a hint that is older; later hints count more
}
