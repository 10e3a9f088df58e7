package picturefile

import (
	"errors"
	"fmt"
	"image"
	"io"
	"strings"

	"keyline/canvas/layered"
	"keyline/cmd/internal/projectfile"
)

// OpenSketch reads a sketch: of a project, its lines; of another file with several layers,
// the one of that name, or with layer "" the one that is likely to be the lines; else the
// whole picture.
func OpenSketch(path, layer string) (image.Image, error) {
	if layer == "" {
		if img, err := projectLines(path); img != nil || err != nil {
			return img, err
		}
	}
	p, err := OpenLayers(path)
	if err != nil {
		return nil, err
	}
	leaves := p.Painted()
	switch {
	case layer != "":
		return named(path, layer, p.Size, leaves)
	case p.Size == (image.Point{}):
		return Open(path)
	}
	if i := layered.ChooseLines(leaves); i >= 0 && len(leaves) > 1 {
		return leaves[i].OnPage(p.Size), nil
	}
	return p.Flat(), nil
}

// projectLines are the lines of a project, as they are shown; nil of other files.
func projectLines(path string) (img image.Image, err error) {
	_, err = withFile(path, func(kind *format, r io.ReaderAt, size int64) (err error) {
		if kind.work == nil {
			return nil
		}
		img, err = projectfile.Lines(r, size)
		if errors.Is(err, projectfile.ErrForeign) {
			return nil
		}
		return err
	})
	return img, err
}

// named is the layer of that name, with its groups' or without.
func named(path, layer string, page image.Point, leaves []layered.Leaf) (image.Image, error) {
	var names []string
	for _, l := range leaves {
		if l.Name == layer || l.FullName() == layer {
			return l.OnPage(page), nil
		}
		names = append(names, fmt.Sprintf("%q", l.FullName()))
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("open %s: it has no layers; leave --layer out", path)
	}
	return nil, fmt.Errorf("open %s: it has no layer %q; its layers are %s", path, layer, strings.Join(names, ", "))
}
