package metrics

import "image"

// Change is how much two pictures differ, in 8-bit steps.
type Change struct {
	Max  int     // largest difference of any channel
	Mean float64 // over all channels of the pixels looked at
}

// ChangeOutside compares a refined picture with its base where every edge stroke
// (A ≥ 128) is farther than distance px away: strokes must change nothing there. With no
// stroke at all every pixel is outside. It fails if the sizes differ.
func ChangeOutside(base, pred image.Image, edges *image.Alpha, distance float64) (Change, error) {
	if err := sameSize("prediction", pred, "base", base); err != nil {
		return Change{}, err
	}
	if err := sameSize("edges", edges, "base", base); err != nil {
		return Change{}, err
	}
	before, after := onPaper(base), onPaper(pred)
	size := base.Bounds().Size()
	var change Change
	sum, n := 0, 0
	for i, d := range distances(stroked(edges), size.X, size.Y) {
		if d <= distance*distance {
			continue
		}
		for c := range 3 {
			step := abs(int(after.Pix[4*i+c]) - int(before.Pix[4*i+c]))
			change.Max = max(change.Max, step)
			sum += step
		}
		n += 3
	}
	if n > 0 {
		change.Mean = float64(sum) / float64(n)
	}
	return change, nil
}

func abs(n int) int { return max(n, -n) }
