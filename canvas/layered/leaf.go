package layered

import (
	"image"
	"strings"
	"unicode"
)

// Leaf is a layer with pixels, taken out of its groups.
type Leaf struct {
	Layer
	Path   []int  // its place: in the picture, in the group there, and so on
	Groups string // the groups' names, "Page / Hero"; "" outside of all
	Shown  bool   // neither the layer nor a group around it is hidden
}

// Leaves lists the layers that are no groups, topmost first.
func (p Picture) Leaves() []Leaf { return leaves(nil, p.Layers, Leaf{Shown: true}) }

func leaves(list []Leaf, layers []Layer, in Leaf) []Leaf {
	for i, l := range layers {
		at := Leaf{l, append(in.Path[:len(in.Path):len(in.Path)], i), in.Groups, in.Shown && !l.Hidden}
		if l.Layers == nil {
			list = append(list, at)
			continue
		}
		if at.Groups != "" {
			at.Groups += " / "
		}
		at.Groups += l.Name
		list = leaves(list, l.Layers, at)
	}
	return list
}

// lineWords are what people call the layer with their lines.
var lineWords = map[string]bool{
	"line": true, "lines": true, "lineart": true, "linework": true, "ink": true, "inks": true, "inking": true,
	"sketch": true, "outline": true, "outlines": true, "pencil": true, "pencils": true,
	"線画": true, "主線": true, "선화": true, "라인": true, "线稿": true,
}

// otherWords are in the names of layers that go with lines and are none.
var otherWords = map[string]bool{
	"colour": true, "color": true, "colours": true, "colors": true, "flat": true, "flats": true, "fill": true,
	"edge": true, "hint": true, "hints": true, "shadow": true, "shading": true, "paper": true, "background": true,
}

// ChooseLines returns the place in leaves of the layer that is most likely the line art:
// one whose name says so, else the topmost that multiplies; of several the first that is
// shown. -1 means that none is: take the merged picture.
func ChooseLines(leaves []Leaf) int {
	named := func(l Leaf) bool { return namesLines(l.Name) }
	multiplies := func(l Leaf) bool { return l.Mode == Multiply }
	for _, fits := range []func(Leaf) bool{
		func(l Leaf) bool { return l.Shown && named(l) },
		named,
		func(l Leaf) bool { return l.Shown && multiplies(l) },
		multiplies,
	} {
		for i, l := range leaves {
			if fits(l) {
				return i
			}
		}
	}
	return -1
}

// namesLines tells whether a layer's name says that it holds lines.
func namesLines(name string) bool {
	found := false
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		if otherWords[w] {
			return false
		}
		found = found || lineWords[w]
	}
	return found
}

// OnPage lays a layer alone on an empty page of that size, with its opacity.
func (l Layer) OnPage(size image.Point) *image.NRGBA {
	out := image.NewNRGBA(image.Rectangle{Max: size})
	if l.Image == nil {
		return out
	}
	part := l.Image.Rect.Intersect(out.Rect)
	for y := part.Min.Y; y < part.Max.Y; y++ {
		to := out.Pix[out.PixOffset(part.Min.X, y):][:4*part.Dx()]
		copy(to, l.Image.Pix[l.Image.PixOffset(part.Min.X, y):])
		if l.Opacity < 1 {
			for i := 3; i < len(to); i += 4 {
				to[i] = uint8(float64(to[i])*max(l.Opacity, 0) + 0.5)
			}
		}
	}
	return out
}
