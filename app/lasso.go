package app

import (
	"math"

	"keyline/canvas"
)

// lassoEvery is how far apart the places are at which a stroke is tried, page px.
const lassoEvery = 4

// Inside returns the strokes that lie inside a lasso with more than half of their length,
// in drawing order; hidden ones do not count. The lasso's last point is joined to its
// first, and what it goes round more than once is inside too.
func Inside(strokes []canvas.Stroke, lasso []canvas.Sample) (ids []canvas.ID) {
	if len(lasso) < 3 {
		return nil
	}
	for _, s := range strokes {
		if !s.Hidden && mostlyInside(s, lasso) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func mostlyInside(s canvas.Stroke, lasso []canvas.Sample) bool {
	inside, all := 0.0, 0.0
	try := func(p canvas.Sample, length float64) {
		all += length
		if winds(lasso, p.X, p.Y) {
			inside += length
		}
	}
	walk(s, func(_, step float64, p, q canvas.Sample) {
		n := max(int(math.Ceil(step/lassoEvery)), 1)
		for i := range n {
			try(between(p, q, (float64(i)+0.5)/float64(n)), step/float64(n))
		}
	})
	if all == 0 {
		return winds(lasso, s.Samples[0].X, s.Samples[0].Y)
	}
	return 2*inside > all
}

// winds tells whether a polygon goes round a place: the winding number is not 0.
func winds(polygon []canvas.Sample, x, y float64) bool {
	at, n := canvas.Sample{X: x, Y: y}, 0
	a := polygon[len(polygon)-1]
	for _, b := range polygon {
		switch {
		case a.Y <= y && b.Y > y && side(a, b, at) > 0:
			n++
		case a.Y > y && b.Y <= y && side(a, b, at) < 0:
			n--
		}
		a = b
	}
	return n != 0
}
