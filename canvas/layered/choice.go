package layered

import (
	"image"
	"slices"
	"strings"
	"unicode"
)

// Choices of a colour beside one leaf.
const (
	NoColour = -1 // no colour is taken
	AllElse  = -2 // all visible leaves but the lines, laid on white
)

// Choice says which leaves of a picture are its lines and its colour.
type Choice struct {
	Lines  int // index in Painted
	Colour int // index in Painted, AllElse or NoColour
}

// Words that people have in the names of layers with lines, and of those that go with
// lines and are none.
var (
	lineWords = []string{
		"line", "lines", "lineart", "linework", "ink", "inks", "inking", "sketch", "outline", "outlines", "pencil", "pencils",
		"linie", "linien", "trait", "traits", "encrage", "linea", "línea", "líneas", "lápiz", "линии",
	}
	otherWords = []string{
		"colour", "color", "colours", "colors", "flat", "flats", "fill", "base", "edge", "hint", "hints",
		"shadow", "shading", "paper", "background", "farbe", "farben", "couleur", "couleurs", "цвет",
	}
)

// The same in scripts that put no spaces between words.
var (
	lineSigns  = []string{"線", "线", "선", "라인"}
	otherSigns = []string{"塗", "色", "채색"}
)

// What speaks for a leaf being the lines. Names weigh as much as looks do, colour in a
// name takes away what the mode and being shown may give.
const (
	byName  = 4
	byLook  = 4
	byMode  = 2
	byShow  = 1
	against = -3
	likely  = 2 // less than that is a guess
)

// ChooseLines returns the index in leaves of the layer that is most likely the line art:
// its name says so, its pixels are grey with some ink, it multiplies, and it is shown; of
// equals the topmost. -1 means that nothing speaks for any of them. Leaves whose pixels
// were not read are judged by the rest.
func ChooseLines(leaves []Leaf) int {
	chosen, best := -1, likely-1
	for i, l := range leaves {
		if score := lineScore(l); score > best {
			best, chosen = score, i
		}
	}
	return chosen
}

// lineScore says how likely a leaf is the lines.
func lineScore(l Leaf) (score int) {
	score = nameScore(l.Name)
	if score == 0 {
		score = nameScore(l.Groups)
	}
	if l.Mode == Multiply {
		score += byMode
	}
	if l.Shown {
		score += byShow
	}
	if l.Image != nil {
		if grey, ink := look(l.Image); grey && ink > 0 && ink < 0.5 {
			score += byLook
		}
	}
	return score
}

// nameScore says what a name tells of lines; 0 is nothing.
func nameScore(name string) (score int) {
	name = strings.ToLower(name)
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	tells := func(list, signs []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) }) ||
			slices.ContainsFunc(signs, func(s string) bool { return strings.Contains(name, s) })
	}
	switch {
	case tells(otherWords, otherSigns):
		return against
	case tells(lineWords, lineSigns):
		return byName
	}
	return 0
}

// looked is how many pixels of a layer are looked at, across.
const looked = 96

// look tells whether a layer has hardly any colour, and which share of it is dark on
// white.
func look(img *image.NRGBA) (grey bool, ink float64) {
	const vivid, dark = 24, 160 // between the channels of a grey, at most; the darkest channel of ink
	b := img.Rect
	all, coloured, inked := 0, 0, 0
	for y := b.Min.Y; y < b.Max.Y; y += b.Dy()/looked + 1 {
		for x := b.Min.X; x < b.Max.X; x += b.Dx()/looked + 1 {
			p := img.Pix[img.PixOffset(x, y):][:4]
			alpha := int(p[3])
			low, high := int(min(p[0], p[1], p[2])), int(max(p[0], p[1], p[2]))
			all++
			if (high-low)*alpha > vivid*255 {
				coloured++
			}
			if 255-(255-low)*alpha/255 < dark {
				inked++
			}
		}
	}
	return 50*coloured < all, float64(inked) / float64(max(all, 1))
}

// Propose finds out which leaf is likely to be the lines, as [ChooseLines] does, or takes
// the topmost, and whether there is colour to mend: where the others show some. The picture
// must have at least one leaf with pixels.
func (p Picture) Propose() Choice {
	leaves := p.Painted()
	c := Choice{Lines: max(ChooseLines(leaves), 0), Colour: NoColour}
	for i, l := range leaves {
		if i == c.Lines || !l.Shown {
			continue
		}
		if grey, _ := look(l.Image); !grey {
			c.Colour = AllElse
		}
	}
	return c
}

// Pick makes the pictures of a choice, both of the page's size: the lines as they are in
// their layer, clear where it has none; the colour laid on white, nil for none. A leaf that
// is chosen shows even if it is hidden.
func (p Picture) Pick(c Choice) (lines, colour *image.NRGBA) {
	leaves := p.Painted()
	lines = leaves[c.Lines].OnPage(p.Size)
	switch {
	case c.Colour == AllElse:
		colour = Picture{Size: p.Size, Layers: without(p.Layers, leaves[c.Lines].Path)}.Composite()
	case c.Colour >= 0:
		colour = leaves[c.Colour].OnPage(p.Size)
	}
	if colour != nil {
		layOnWhite(colour)
	}
	return lines, colour
}

// without copies layers but for the one at a path.
func without(layers []Layer, path []int) []Layer {
	rest := slices.Clone(layers)
	if len(path) == 1 {
		return slices.Delete(rest, path[0], path[0]+1)
	}
	rest[path[0]].Layers = without(rest[path[0]].Layers, path[1:])
	return rest
}
