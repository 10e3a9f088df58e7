package app

import (
	"math"
	"slices"
	"time"

	"keyline/canvas"
)

const (
	// handleEvery is about how far apart a stroke's handles stand, page px.
	handleEvery = 64
	// maxHandles bounds how many a long stroke has.
	maxHandles = 12
	// bendEvery is how far apart, at most, the points of a stroke stand where it is bent,
	// page px.
	bendEvery = 4
)

// Handle is a place on a stroke's line by which it can be reshaped.
type Handle struct {
	X, Y float64 // page px
	At   float64 // along the line, page px from the first point
}

// Handles returns the stroke's handles in order, evenly along its line with one at each
// end; none for a dab, which has no line.
func Handles(s canvas.Stroke) []Handle {
	length := Length(s)
	if length == 0 {
		return nil
	}
	n := min(max(int(math.Round(length/handleEvery)), 1), maxHandles-1)
	list := make([]Handle, 0, n+1)
	walk(s, func(at, step float64, p, q canvas.Sample) {
		for len(list) <= n {
			want := length * float64(len(list)) / float64(n)
			if want > at+step && !(len(list) == n && at+step >= length) {
				return
			}
			share := min((want-at)/step, 1)
			list = append(list, Handle{X: p.X + (q.X-p.X)*share, Y: p.Y + (q.Y-p.Y)*share, At: want})
		}
	})
	return list
}

// Length returns the length of the stroke's line in page px; 0 for a dab.
func Length(s canvas.Stroke) float64 {
	sum := 0.0
	walk(s, func(_, step float64, _, _ canvas.Sample) { sum += step })
	return sum
}

// walk visits the pieces of a stroke's line that have a length: where each begins along
// it, and how long it is.
func walk(s canvas.Stroke, visit func(at, step float64, p, q canvas.Sample)) {
	at := 0.0
	for i := 1; i < len(s.Samples); i++ {
		p, q := s.Samples[i-1], s.Samples[i]
		if step := math.Hypot(q.X-p.X, q.Y-p.Y); step > 0 {
			visit(at, step, p, q)
			at += step
		}
	}
}

// bent returns the stroke with one of its handles moved by page px. What lies between the
// handle and its neighbours follows smoothly, a squared cosine of the way along the line;
// the neighbours stay.
func bent(s canvas.Stroke, handle int, dx, dy float64) canvas.Stroke {
	list := Handles(s)
	if handle < 0 || handle >= len(list) {
		return s
	}
	at, reach := list[handle].At, list[1].At-list[0].At
	s.Samples = refined(s.Samples, at-reach, at+reach)
	way := 0.0
	for i := range s.Samples {
		p := &s.Samples[i]
		was := *p
		if far := math.Abs(way - at); far < reach {
			w := math.Cos(math.Pi / 2 * far / reach)
			p.X, p.Y = p.X+dx*w*w, p.Y+dy*w*w
		}
		if i+1 < len(s.Samples) {
			way += math.Hypot(s.Samples[i+1].X-was.X, s.Samples[i+1].Y-was.Y)
		}
	}
	return s
}

// refined returns a copy of the samples with more between them from one place along the
// line to another, so that it can be bent there.
func refined(samples []canvas.Sample, from, to float64) []canvas.Sample {
	out := make([]canvas.Sample, 0, len(samples))
	way := 0.0
	for i, q := range samples {
		if i == 0 {
			out = append(out, q)
			continue
		}
		p := samples[i-1]
		step := math.Hypot(q.X-p.X, q.Y-p.Y)
		n := 1
		if way < to && way+step > from {
			n = max(int(math.Ceil(step/bendEvery)), 1)
		}
		for k := 1; k < n; k++ {
			out = append(out, between(p, q, float64(k)/float64(n)))
		}
		out = append(out, q)
		way += step
	}
	return out
}

// between is the sample at a share of the way from p to q.
func between(p, q canvas.Sample, share float64) canvas.Sample {
	return canvas.Sample{
		X: p.X + (q.X-p.X)*share, Y: p.Y + (q.Y-p.Y)*share, Width: p.Width + (q.Width-p.Width)*share,
		Time: p.Time + time.Duration(float64(q.Time-p.Time)*share),
	}
}

// shifted returns the stroke moved by page px.
func shifted(s canvas.Stroke, dx, dy float64) canvas.Stroke {
	s.Samples = slices.Clone(s.Samples)
	for i := range s.Samples {
		s.Samples[i].X += dx
		s.Samples[i].Y += dy
	}
	return s
}

// weighed returns the stroke so wide that its widest place has that width, page px: what
// pressure gave it stays.
func weighed(s canvas.Stroke, px float64) canvas.Stroke {
	by := px / Widest(s)
	s.Samples = slices.Clone(s.Samples)
	for i := range s.Samples {
		s.Samples[i].Width *= by
	}
	return s
}

// Widest returns the stroke's width at its widest place, page px.
func Widest(s canvas.Stroke) float64 {
	w := 0.0
	for _, p := range s.Samples {
		w = max(w, p.Width)
	}
	return w
}
