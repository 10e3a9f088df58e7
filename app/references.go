package app

import (
	"image"

	"keyline/canvas/palette"
)

// CropReference lets only a part of a reference, counted from 0, be used, px of the
// picture; an empty part or all of it takes the crop away. The swatches become list in the
// same undo step: those found in the reference are others then. It reports false, and
// makes no step, if the crop is as it was.
func (e *Editor) CropReference(reference int, part image.Rectangle, list []palette.Swatch) bool {
	doc := e.history.Current()
	cropped := doc.WithCrop(reference, part)
	if cropped == doc {
		return false
	}
	e.do(cropped.WithPalette(list))
	return true
}
