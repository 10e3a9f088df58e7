package picturefile

import (
	"fmt"
	"image"
	"strings"

	"keyline/canvas/layered"
)

// OpenSketch reads a sketch: of a file with several layers, the one of that name, or with
// layer "" the one that is likely to be the lines; else the whole picture.
func OpenSketch(path, layer string) (image.Image, error) {
	p, err := OpenLayers(path)
	if err != nil {
		return nil, err
	}
	leaves := p.Leaves()
	switch {
	case layer != "":
		return named(path, layer, p, leaves)
	case len(leaves) > 1:
		lines, _ := p.Pick(layered.Choice{Lines: p.Propose().Lines, Colour: layered.NoColour})
		return lines, nil
	case p.Size != (image.Point{}):
		return p.Flat(), nil
	}
	return Open(path)
}

// named is the layer of that name, with its group's or without.
func named(path, layer string, p layered.Picture, leaves []layered.Layer) (image.Image, error) {
	var names []string
	for i, l := range leaves {
		if l.Name == layer || strings.HasSuffix(l.Name, " / "+layer) {
			lines, _ := p.Pick(layered.Choice{Lines: i, Colour: layered.NoColour})
			return lines, nil
		}
		names = append(names, fmt.Sprintf("%q", l.Name))
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("open %s: it has no layers; leave --layer out", path)
	}
	return nil, fmt.Errorf("open %s: it has no layer %q; its layers are %s", path, layer, strings.Join(names, ", "))
}
