// Package layered is a picture in layers, as painting programs exchange it: the common
// ground of the files that carry layers (OpenRaster, PSD, KRA).
package layered

import "image"

// Mode is how a layer's colours meet those below it. The zero value is Normal.
type Mode uint8

// The modes that Keyline writes; others are read as Normal.
const (
	Normal   Mode = iota // over what is below
	Multiply             // times what is below
	Screen               // the inverse of both, multiplied
)

// Layer is one layer, or a group of them. The zero value is an empty, visible layer of
// no opacity.
type Layer struct {
	Name    string
	Image   *image.NRGBA // its bounds are its place on the page, px; nil: a group, or empty
	Opacity float64      // 0–1
	Hidden  bool
	Mode    Mode
	Layers  []Layer // of a group, topmost first
}

// Picture is a page of layers.
type Picture struct {
	Size   image.Point  // of the page, px; the page begins at (0, 0)
	Layers []Layer      // topmost first
	Merged *image.NRGBA // all of it as one picture of the page's size; nil: the file had none
}
