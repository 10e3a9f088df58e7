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

const (
	// paletteSize is how many swatches the references give: two rows of the dock.
	paletteSize = 20
	// maxPalette is how many the dock holds.
	maxPalette = 256
)

// foundIn lists the swatches that references give: those that stand in for one give their
// palette, pictures the colours they are made of.
func foundIn(references []reference) []palette.Swatch {
	var list []palette.Swatch
	pictures := 0
	for _, r := range references {
		if !r.isSheet() {
			pictures++
			continue
		}
		for _, s := range r.swatches {
			list = append(list, palette.Swatch{Name: s.Name, Colour: s.Colour, Found: true})
		}
	}
	room := len(list) + paletteSize
	for _, r := range references {
		if r.isSheet() {
			continue
		}
		for _, c := range r.coloursAmong(pictures) {
			if len(list) < room && placeOf(list, c) < 0 {
				list = append(list, palette.Swatch{Colour: c, Found: true})
			}
		}
	}
	return list[:min(len(list), maxPalette)]
}

// withFound puts what references give now in the place of what they gave before. What the
// artist added or changed stays; what was removed stays away.
func withFound(list, before, now []palette.Swatch) []palette.Swatch {
	var own, out []palette.Swatch
	for _, s := range list {
		if !s.Found {
			own = append(own, s)
		}
	}
	for _, s := range now {
		removed := placeOf(list, s.Colour) < 0 && placeOf(before, s.Colour) >= 0
		if !removed && placeOf(own, s.Colour) < 0 && len(out)+len(own) < maxPalette {
			out = append(out, s)
		}
	}
	return append(out, own...)
}

// placeOf is the place of a colour in a palette, -1 for none.
func placeOf(list []palette.Swatch, c color.NRGBA) int {
	return slices.IndexFunc(list, func(s palette.Swatch) bool { return s.Colour == c })
}

// chooseFirst takes a hint colour from the palette: the first that is no grey.
func (d *desk) chooseFirst() {
	for _, s := range d.palette {
		c := s.Colour
		if max(c.R, c.G, c.B)-min(c.R, c.G, c.B) >= 40 {
			d.colour = c
			break
		}
	}
}

// swatch is the place of the hint colour in the palette, -1 if it is not there.
func (d *desk) swatch() int { return placeOf(d.palette, d.colour) }

// setPalette replaces the swatches, an undo step.
func (d *desk) setPalette(list []palette.Swatch) {
	d.palette = list
	d.editor.SetPalette(list)
	d.changed()
}

// addSwatch keeps a colour among the swatches and makes it the hint colour.
func (d *desk) addSwatch(s palette.Swatch) {
	switch {
	case s.Name == "" && placeOf(d.palette, s.Colour) >= 0:
	case len(d.palette) >= maxPalette:
		d.told.failed(fmt.Errorf("the palette is full, it holds %d colours; remove some first", maxPalette))
		return
	default:
		d.setPalette(append(slices.Clone(d.palette), s))
	}
	d.choose(s.Colour)
}

// editSwatch changes a swatch, which is the artist's own from then on.
func (d *desk) editSwatch(i int, s palette.Swatch) {
	if i >= len(d.palette) || s == d.palette[i] {
		return
	}
	s.Found = false
	list := slices.Clone(d.palette)
	list[i] = s
	d.setPalette(list)
	d.choose(s.Colour)
}

// removeSwatch takes one away.
func (d *desk) removeSwatch(i int) {
	if i < len(d.palette) {
		d.setPalette(slices.Delete(slices.Clone(d.palette), i, i+1))
	}
}

// clearPalette takes all away.
func (d *desk) clearPalette() { d.setPalette(nil) }

// loadPalette adds the swatches of a file: colours that are there already are taken once
// and get the file's names.
func (d *desk) loadPalette(name string, more []palette.Swatch) error {
	list := slices.Clone(d.palette)
	for _, s := range more {
		i := placeOf(list, s.Colour)
		switch {
		case i < 0 || s.Name != "" && list[i].Name != "" && list[i].Name != s.Name:
			list = append(list, s)
		case s.Name != "":
			list[i] = s
		default:
			list[i].Found = false
		}
	}
	if len(list) > maxPalette {
		return fmt.Errorf("%s has %d colours and the palette would have %d, it holds %d; remove some, or split the file", name, len(more), len(list), maxPalette)
	}
	if slices.Equal(list, d.palette) {
		return nil
	}
	first := len(d.palette) == 0
	d.setPalette(list)
	if first {
		d.chooseFirst()
		d.changed()
	}
	return nil
}

// paletteSheet is the name of the reference that the palette stands in for.
const paletteSheet = "Palette"

// title is the reference's name; that of a palette is ours, not a file's.
func (r reference) title() string {
	if r.name == paletteSheet {
		return tr(paletteSheet)
	}
	return r.name
}

// isSheet tells whether a palette stands in for the reference.
func (r reference) isSheet() bool { return len(r.swatches) > 0 }

// newSheet makes a palette stand in for a reference.
func newSheet(name string, list []palette.Swatch) reference {
	return reference{name: name, img: palette.Sheet(palette.Colours(list)), swatches: slices.Clone(list)}
}

// small is what its thumbnail is cut from: of a sheet all swatches show, squeezed.
func (r reference) small() image.Image {
	if !r.isSheet() {
		return r.used()
	}
	out := image.NewNRGBA(image.Rect(0, 0, int(2*thumbSize.Width), int(2*thumbSize.Height)))
	from, to := r.img.Rect.Size(), out.Rect.Size()
	for y := range to.Y {
		for x := range to.X {
			out.SetNRGBA(x, y, r.img.NRGBAAt(x*from.X/to.X, y*from.Y/to.Y))
		}
	}
	return out
}

// useAsReference makes the palette as it is now stand in for a reference, in the place of
// the one it stood in for before; an undo step.
func (d *desk) useAsReference() {
	sheet := newSheet(paletteSheet, d.palette)
	i := slices.IndexFunc(d.references, func(r reference) bool { return r.isSheet() && r.name == paletteSheet })
	switch {
	case i < 0:
		d.addReferences(sheet)
	case !slices.Equal(palette.Colours(d.references[i].swatches), palette.Colours(d.palette)):
		list := slices.Clone(d.references)
		list[i] = sheet
		d.setReferences(list)
	}
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
