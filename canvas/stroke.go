package canvas

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"time"
)

// ID names a stroke, an edge mask or a base within one Document. 0 is "none yet".
type ID uint64

// Kind says what a stroke means.
type Kind uint8

const (
	// Edge is a colour-free stroke: the colours on its two sides part along it.
	Edge Kind = iota
	// Hint is a dab or line of the colour wanted there.
	Hint
)

// String returns the kind as a person reads it: "edge" or "hint".
func (k Kind) String() string {
	switch k {
	case Edge:
		return "edge"
	case Hint:
		return "hint"
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Sample is one reading of the pointer. X and Y are document pixels and may lie
// outside the page; Width is the stroke's full width there in document pixels (it
// already includes any pressure); Time counts from the start of the stroke.
type Sample struct {
	X, Y  float64
	Width float64
	Time  time.Duration
}

// Stroke is a line drawn by a person, kept as an object. Samples are in time order
// and belong to the stroke: nobody changes them once it is in a Document. Colour is
// what a Hint asks for and is opaque; an Edge has none. Number is its name among the
// strokes of its kind, "edge 2", and stays with it; 0 is "none yet".
type Stroke struct {
	ID      ID
	Kind    Kind
	Number  int
	Colour  color.NRGBA
	Hidden  bool
	Samples []Sample
}

// Limits of a sample: beyond them a device or a file is broken, and 26.6 fixed point
// arithmetic of the rasteriser would overflow.
const (
	maxCoordinatePx = 1 << 20
	maxWidthPx      = 4096
	minWidthPx      = 1.0 / 16
)

// ErrNoSamples is returned for a stroke that has no usable sample.
var ErrNoSamples = errors.New("the stroke has no points")

// Check reports the first thing that keeps the stroke from being drawn: an unknown
// kind, no samples, a sample that is NaN, infinite or absurdly far out, a width
// outside 1/16–4096 px, time that runs backwards, a hint that is not opaque.
func (s Stroke) Check() error {
	if s.Kind != Edge && s.Kind != Hint {
		return fmt.Errorf("check stroke %d: unknown %s", s.ID, s.Kind)
	}
	if s.Kind == Hint && s.Colour.A != 255 {
		return fmt.Errorf("check stroke %d: hint colour has alpha %d; use an opaque colour", s.ID, s.Colour.A)
	}
	if len(s.Samples) == 0 {
		return fmt.Errorf("check stroke %d: %w", s.ID, ErrNoSamples)
	}
	var last time.Duration
	for i, p := range s.Samples {
		if !p.usable() {
			return fmt.Errorf("check stroke %d: point %d (%g, %g) of width %g is out of range", s.ID, i, p.X, p.Y, p.Width)
		}
		if p.Time < last {
			return fmt.Errorf("check stroke %d: time runs backwards at point %d", s.ID, i)
		}
		last = p.Time
	}
	return nil
}

// Bounds returns the smallest pixel rectangle that holds every pixel the stroke can
// cover; it may reach beyond the page. Empty for a stroke without samples.
func (s Stroke) Bounds() image.Rectangle {
	var b image.Rectangle
	for _, g := range appendSegments(nil, s.Samples, 0) {
		b = b.Union(g.bounds())
	}
	return b
}

func (p Sample) usable() bool {
	inside := func(v float64) bool { return math.Abs(v) <= maxCoordinatePx } // false for NaN
	return inside(p.X) && inside(p.Y) && p.Width >= minWidthPx && p.Width <= maxWidthPx
}

// samePlace tells whether q adds nothing to the shape after p: a pen at rest.
func (p Sample) samePlace(q Sample) bool {
	return fix(p.X) == fix(q.X) && fix(p.Y) == fix(q.Y) && fix(p.Width) == fix(q.Width)
}
