package ui

import (
	"image"
	"testing"
	"time"
)

func TestTheStatusCountsFromTheSampleThatAsked(t *testing.T) {
	now := time.Unix(50, 0)
	timing := timing{clock: func() time.Time { return now }}
	timing.stroke()
	now = now.Add(300 * time.Millisecond)
	timing.repainted(image.Rect(0, 0, 40, 30))
	timing.refined(260 * time.Millisecond)
	if want := "Refined 40 × 30 px in 40 ms"; timing.line != want {
		t.Errorf("got %q, want %q", timing.line, want)
	}
	timing.refined(290 * time.Millisecond) // nothing was repainted for it
	if want := "Refined 40 × 30 px in 40 ms"; timing.line != want {
		t.Errorf("got %q, want %q", timing.line, want)
	}
	timing.begin() // an undo, say: the last stroke's samples do not count
	now = now.Add(1500 * time.Millisecond)
	timing.repainted(image.Rect(10, 10, 20, 30))
	timing.refined(260 * time.Millisecond)
	if want := "Refined 10 × 20 px in 1.5 s"; timing.line != want {
		t.Errorf("got %q, want %q", timing.line, want)
	}
	timing.begin()
	now = now.Add(700 * time.Millisecond)
	timing.coloured()
	if want := "Coloured in 700 ms"; timing.line != want {
		t.Errorf("got %q, want %q", timing.line, want)
	}
}
