package model

import "image"

// WorkingSize returns the size at which the networks see a page of the given size;
// longSide is as in [Request].
func WorkingSize(page image.Point, longSide int) image.Point {
	w, h := workingSize(page.X, page.Y, longSide)
	return image.Pt(w, h)
}
