package ui

import (
	"fmt"
	"image"
	"time"
)

// clock tells the time; tests bring their own.
type clock func() time.Time

// timing measures how long the colours take that a gesture asks for.
type timing struct {
	clock clock
	start time.Time       // of the oldest gesture without its colours; zero: none
	area  image.Rectangle // repainted since then
	line  string          // what the status bar says
}

// begin notes that a gesture may have asked for colours.
func (t *timing) begin() {
	t.start, t.area = t.clock(), image.Rectangle{}
}

// again notes a gesture that goes on: colours on their way keep their start.
func (t *timing) again() {
	if t.start.IsZero() {
		t.begin()
	}
}

func (t *timing) repainted(r image.Rectangle) { t.area = t.area.Union(r) }

// refined says that colours came; done that no more are outstanding.
func (t *timing) refined(done bool) {
	if t.start.IsZero() || t.area.Empty() {
		return
	}
	t.line = fmt.Sprintf("Refined %d × %d px in %s", t.area.Dx(), t.area.Dy(), short(t.clock().Sub(t.start)))
	t.start = time.Time{}
	if !done {
		t.begin()
	}
}

// coloured says that a base came.
func (t *timing) coloured() {
	if !t.start.IsZero() {
		t.line = "Coloured in " + short(t.clock().Sub(t.start))
	}
	t.start = time.Time{}
}

// short writes a duration as a person reads it.
func short(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
