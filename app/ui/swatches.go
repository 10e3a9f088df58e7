package ui

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"keyline/canvas/palette"
)

// paletteSize is how many swatches the references give: two rows of the dock.
const paletteSize = 20

// repalette takes the swatches from the references anew.
func (d *desk) repalette() {
	d.palette = nil
	if len(d.references) == 0 {
		return
	}
	share := max(paletteSize/len(d.references), 4)
	for _, r := range d.references {
		for _, c := range palette.Extract(r.img, share) {
			if len(d.palette) < paletteSize && !slices.Contains(d.palette, c) {
				d.palette = append(d.palette, c)
			}
		}
	}
	for _, c := range d.palette {
		if max(c.R, c.G, c.B)-min(c.R, c.G, c.B) >= 40 {
			d.colour = c // the first that is no grey
			break
		}
	}
}

// addSwatch keeps the chosen colour among the swatches.
func (d *desk) addSwatch(c color.NRGBA) {
	if !slices.Contains(d.palette, c) {
		d.palette = append(d.palette, c)
	}
	d.choose(c)
}

// hex writes a colour as the window shows it.
func hex(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// parseHex reads "#6157AD", "6157ad" or "#65a".
func parseHex(text string) (color.NRGBA, bool) {
	text = strings.TrimPrefix(strings.TrimSpace(text), "#")
	if len(text) == 3 {
		text = string([]byte{text[0], text[0], text[1], text[1], text[2], text[2]})
	}
	v, err := strconv.ParseUint(text, 16, 32)
	if err != nil || len(text) != 6 {
		return color.NRGBA{}, false
	}
	return opaque(uint32(v)), true
}

// nrgbaAt reads a pixel of an opaque picture.
func nrgbaAt(img *image.RGBA, p image.Point) color.NRGBA {
	c := img.RGBAAt(p.X, p.Y)
	return color.NRGBA{c.R, c.G, c.B, 255}
}
