package app

import (
	"math"

	"keyline/canvas"
)

const (
	// steadyStep is how far the pen goes between two steps of the mean, page px.
	steadyStep = 0.5
	// steadyEvery is how far apart, about, the points of a steadied stroke stand, page px.
	steadyEvery = 2
	// steadyEnd is how near to the pen its mean must come for the stroke to end, page px.
	steadyEnd = 0.25
)

// steady smooths the way of a pen: the stroke follows the mean of where the pen was, twice
// over, weighted by how long ago that was on its way, e^(−way/length). It goes by the way
// and not by time or events, so that a quick device and a slow one draw the same. When the
// pen is up the stroke ends where the pen was last.
type steady struct {
	length float64 // page px; 0: off
	pen    canvas.Sample
	mean   [2]canvas.Sample
	last   canvas.Sample // given out
	begun  bool
}

// add takes a sample of the pen and returns those of the stroke.
func (m *steady) add(s canvas.Sample) []canvas.Sample {
	if m.length <= 0 {
		return []canvas.Sample{s}
	}
	if !m.begun {
		m.pen, m.mean, m.last, m.begun = s, [2]canvas.Sample{s, s}, s, true
		return []canvas.Sample{s}
	}
	var out []canvas.Sample
	from := m.pen
	n := max(math.Ceil(math.Hypot(s.X-from.X, s.Y-from.Y)/steadyStep), 1)
	n = min(n, maxSteadySteps)
	step := math.Hypot(s.X-from.X, s.Y-from.Y) / n
	for i := 1.0; i <= n; i++ {
		out = m.toward(out, between(from, s, i/n), step)
	}
	m.pen = s
	return out
}

// maxSteadySteps bounds the work for one sample: a jump across any page.
const maxSteadySteps = 1 << 14

// toward lets the means follow the pen by a step of its way.
func (m *steady) toward(out []canvas.Sample, pen canvas.Sample, step float64) []canvas.Sample {
	share := 1 - math.Exp(-step/m.length)
	m.mean[0] = between(m.mean[0], pen, share)
	m.mean[1] = between(m.mean[1], m.mean[0], share)
	m.mean[1].Time = max(pen.Time, m.last.Time)
	if math.Hypot(m.mean[1].X-m.last.X, m.mean[1].Y-m.last.Y) >= steadyEvery {
		m.last = m.mean[1]
		out = append(out, m.last)
	}
	return out
}

// end returns the way from the mean to where the pen is.
func (m *steady) end() []canvas.Sample {
	if m.length <= 0 || !m.begun || m.last == m.pen {
		return nil
	}
	var out []canvas.Sample
	for math.Hypot(m.mean[1].X-m.pen.X, m.mean[1].Y-m.pen.Y) > steadyEnd {
		out = m.toward(out, m.pen, max(m.length/8, steadyStep))
	}
	m.last = m.pen
	return append(out, m.pen)
}

// tail is what is between the stroke and the pen, for show.
func (m *steady) tail() []canvas.Sample {
	if m.length <= 0 || !m.begun {
		return nil
	}
	return []canvas.Sample{m.pen}
}
