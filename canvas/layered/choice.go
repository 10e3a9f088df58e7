package layered

import (
	"image"
	"strings"
)

// Choices of a colour beside one leaf.
const (
	NoColour = -1 // no colour is taken
	AllElse  = -2 // all visible leaves but the lines, laid on white
)

// Choice says which leaves of a picture are its lines and its colour.
type Choice struct {
	Lines  int // index in Leaves
	Colour int // index in Leaves, AllElse or NoColour
}

// Words that layers with lines, or with colour, have in their names.
var (
	lineWords   = []string{"line", "ink", "sketch", "outline", "pencil", "lápiz", "linea", "trait", "linie", "線", "线", "선", "линии"}
	colourWords = []string{"colo", "flat", "fill", "base", "farb", "couleur", "塗", "色", "채색", "цвет"}
)

// looked is how many pixels of a layer are looked at, across.
const looked = 96

// Propose finds out which leaf is likely to be the lines, and whether there is colour to
// mend. Of grey leaves, the one with a name to that effect, in mode Multiply, visible and
// high up is the lines. Colour is proposed where the others show some. The picture must
// have at least one leaf.
func (p Picture) Propose() Choice {
	leaves := p.Leaves()
	c := Choice{Colour: NoColour}
	best, coloured := -1, make([]bool, len(leaves))
	for i, l := range leaves {
		grey, ink := look(l.Image)
		coloured[i] = !grey
		if score := lineScore(l, grey, ink); score > best {
			best, c.Lines = score, i
		}
	}
	for i, l := range leaves {
		if i != c.Lines && coloured[i] && !l.Hidden {
			c.Colour = AllElse
		}
	}
	return c
}

// lineScore says how likely a leaf is the lines; its place breaks ties.
func lineScore(l Layer, grey bool, ink float64) (score int) {
	name := strings.ToLower(l.Name)
	if has(name, lineWords) {
		score += 4
	}
	if has(name, colourWords) {
		score -= 3
	}
	if l.Mode == Multiply {
		score += 2
	}
	if !l.Hidden {
		score++
	}
	if grey && ink > 0 && ink < 0.5 {
		score += 4
	}
	return score
}

func has(name string, words []string) bool {
	for _, w := range words {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

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

// Pick makes the pictures of a choice, both of the page's size: the lines as they are in
// their layer, clear where it has none; the colour laid on white, nil for none. A leaf that
// is chosen shows even if it is hidden.
func (p Picture) Pick(c Choice) (lines, colour *image.NRGBA) {
	leaves := p.Leaves()
	page := func(l Layer) *image.NRGBA {
		l.Hidden, l.Mode = false, Normal
		return Picture{Size: p.Size, Layers: []Layer{l}}.Composite()
	}
	lines = page(leaves[c.Lines])
	switch {
	case c.Colour == AllElse:
		n := 0
		colour = Picture{Size: p.Size, Layers: without(p.Layers, c.Lines, &n)}.Composite()
	case c.Colour >= 0:
		colour = page(leaves[c.Colour])
	}
	if colour != nil {
		layOnWhite(colour)
	}
	return lines, colour
}

// without copies layers but for the leaf with index skip; n counts leaves.
func without(layers []Layer, skip int, n *int) (rest []Layer) {
	for _, l := range layers {
		switch {
		case len(l.Layers) > 0:
			l.Layers = without(l.Layers, skip, n)
			rest = append(rest, l)
			continue
		case l.Image == nil || l.Image.Rect.Empty():
			continue
		case *n != skip:
			rest = append(rest, l)
		}
		*n++
	}
	return rest
}

// Flat is the picture as one: Merged, or what the layers come to.
func (p Picture) Flat() *image.NRGBA {
	if p.Merged != nil {
		return p.Merged
	}
	return p.Composite()
}

// layOnWhite makes a picture opaque.
func layOnWhite(img *image.NRGBA) {
	white := []uint8{255, 255, 255, 255}
	for i := 0; i < len(img.Pix); i += 4 {
		p := img.Pix[i : i+4 : i+4]
		if p[3] == 255 {
			continue
		}
		above := [4]uint8(p)
		copy(p, white)
		if above[3] > 0 {
			blendPixel(p, above[:], uint32(above[3]), Normal)
		}
	}
}
