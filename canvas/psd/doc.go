// Package psd reads and writes Photoshop files (Adobe Photoshop File Formats
// Specification, November 2019) as far as painting programs exchange them.
//
// Written are 8-bit RGB files that Photoshop, Krita, GIMP and Clip Studio open: layers
// packed by PackBits, names in both the Pascal and the Unicode form, an id a layer, groups
// between their two dividers with all channels present at no length (without them Krita
// refuses the file), and the merged picture without alpha (with it Clip Studio makes a
// selection of it).
//
// Read are RGB, grey and CMYK files with 8 or 16 bits a channel, raw, packed or deflated.
// What is read is bounded by what the file really holds, not by what it claims.
package psd

import (
	"fmt"
	"image"
)

// MaxSide is the longest side of a page in pixels; longer ones need another format, PSB.
const MaxSide = 30_000

// CheckSize tells before the work starts whether a page of that size can be written.
func CheckSize(size image.Point) error {
	if size.X > MaxSide || size.Y > MaxSide {
		return fmt.Errorf("%d×%d px, a PSD holds at most 30,000 a side; use .png", size.X, size.Y)
	}
	if size.X <= 0 || size.Y <= 0 {
		return fmt.Errorf("%d×%d px is a page without pixels; make it larger", size.X, size.Y)
	}
	return nil
}

const (
	signature = "8BPS"
	tagged    = "8BIM" // before a blend mode and a tagged block
)

// Colour modes of a file.
const (
	modeGrey = 1
	modeRGB  = 3
	modeCMYK = 4
)

// How the samples of a channel are packed.
const (
	rawSamples       = 0
	packBits         = 1
	deflated         = 2
	deflatedByChange = 3 // each sample less the one before it
)

// Kinds of a divider between layers, the "lsct" block.
const (
	openGroup   = 1
	closedGroup = 2
	groupEnd    = 3
)

// Flags of a layer.
const (
	flagHidden     = 1 << 1
	flagHasNoPixel = 1<<3 | 1<<4 // bit 3: bit 4 counts; bit 4: pixels are of no account
)
