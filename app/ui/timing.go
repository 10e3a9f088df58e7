package ui

import (
	"image"
	"time"
)

// clock tells the time; tests bring their own.
type clock func() time.Time

// timing measures how long the colours take that a gesture asks for.
type timing struct {
	clock clock
	start time.Time       // of the gesture that asked last; zero: its colours came
	drawn bool            // it is a stroke, whose samples have their own times
	told  time.Duration   // the last of these that colours came for
	area  image.Rectangle // repainted since then
	line  string          // what the status bar says
	trace trace
}

// begin notes that a gesture may have asked for colours.
func (t *timing) begin() {
	t.start, t.area, t.drawn = t.clock(), image.Rectangle{}, false
}

// stroke notes that one begins.
func (t *timing) stroke() {
	t.begin()
	t.drawn, t.told = true, -1
	t.trace.drawn = nil
}

func (t *timing) repainted(r image.Rectangle) { t.area = t.area.Union(r) }

// refined says that colours came for a state of the document in which the stroke in hand
// had lasted that long: the time counts from that sample of the pointer.
func (t *timing) refined(lasted time.Duration) {
	if t.drawn {
		t.trace.refined(t.start.Add(lasted))
		if lasted == t.told { // on show before, and now the document's too
			t.area = image.Rectangle{}
		}
		t.told = lasted
	}
	if t.start.IsZero() || t.area.Empty() {
		return
	}
	since := t.start
	if t.drawn {
		since = since.Add(lasted)
	}
	t.line = trf("Refined %d × %d px in %s", t.area.Dx(), t.area.Dy(), short(t.clock().Sub(since)))
	t.area = image.Rectangle{}
}

// coloured says that a base came.
func (t *timing) coloured() {
	if !t.start.IsZero() {
		t.line = trf("Coloured in %s", short(t.clock().Sub(t.start)))
	}
	t.start = time.Time{}
}

// short writes a duration as a person reads it.
func short(d time.Duration) string {
	if d < time.Second {
		return trf("%d ms", d.Milliseconds())
	}
	return trf("%.1f s", d.Seconds())
}
