// Package palette finds the few colours that a picture is made of ([Extract]), reads and
// writes palette files ([Decode], [Encode]), and paints a palette as a picture that can
// stand in for a reference ([Sheet]).
package palette

import (
	"image"
	"image/color"
	"math"
	"slices"
)

// oklab is a colour in Björn Ottosson's Oklab (2020), where distances look even: L 0–1.
type oklab struct{ l, a, b float64 }

// group is a set of like pixels: a cell of the first coarse count, later a swatch.
type group struct {
	n       float64
	r, g, b float64 // sums, sRGB 0–255
	mean    oklab
	tones   map[uint32]int // exact colours in it
}

// Extract returns up to n colours of the picture, those that cover most first. Each is a
// colour that is really in the picture, the commonest of its kind; two are never nearer
// than 0.04 in Oklab. Transparent pixels do not count. The same picture gives the same
// colours.
func Extract(img *image.NRGBA, n int) []color.NRGBA {
	cells := count(img)
	if len(cells) == 0 || n <= 0 {
		return nil
	}
	swatches := merge(cells, n)
	out := make([]color.NRGBA, 0, len(swatches))
	for _, s := range swatches {
		out = append(out, s.common())
	}
	return out
}

// sampled bounds how many pixels are looked at: swatches need no more.
const sampled = 1 << 18

// count sorts the pixels into cells of 16 steps a channel.
func count(img *image.NRGBA) []*group {
	size := img.Rect.Size()
	step := 1
	for size.X/step*(size.Y/step) > sampled {
		step++
	}
	cells := map[uint32]*group{}
	var order []*group
	for y := 0; y < size.Y; y += step {
		row := img.Pix[y*img.Stride:]
		for x := 0; x < size.X; x += step {
			p := row[4*x : 4*x+4]
			if p[3] < 128 {
				continue
			}
			key := uint32(p[0]>>4)<<8 | uint32(p[1]>>4)<<4 | uint32(p[2]>>4)
			c := cells[key]
			if c == nil {
				c = &group{tones: map[uint32]int{}}
				cells[key] = c
				order = append(order, c)
			}
			c.add(p[0], p[1], p[2])
		}
	}
	for _, c := range order {
		c.mean = toOklab(c.r/c.n, c.g/c.n, c.b/c.n)
	}
	return order
}

func (g *group) add(r, gr, b uint8) {
	g.n++
	g.r, g.g, g.b = g.r+float64(r), g.g+float64(gr), g.b+float64(b)
	g.tones[uint32(r)<<16|uint32(gr)<<8|uint32(b)]++
}

// nearest is how near two swatches may be.
const nearest = 0.04

// merge takes the largest cells as swatches, skipping those near one already taken or
// hardly there, and prefers what differs: the score of a cell is its share times its
// distance from what is taken.
func merge(cells []*group, n int) []*group {
	total := 0.0
	for _, c := range cells {
		total += c.n
	}
	slices.SortStableFunc(cells, func(a, b *group) int { return int(b.n - a.n) })
	taken := []*group{cells[0]}
	for len(taken) < n {
		var best *group
		score := 0.0
		for _, c := range cells {
			far := distance(c, taken)
			if far < nearest || c.n < total/5000 {
				continue
			}
			if s := math.Sqrt(c.n/total) * min(far, 0.3); s > score {
				best, score = c, s
			}
		}
		if best == nil {
			break
		}
		taken = append(taken, best)
	}
	slices.SortStableFunc(taken, func(a, b *group) int { return int(b.n - a.n) })
	return taken
}

func distance(c *group, taken []*group) float64 {
	far := math.Inf(1)
	for _, t := range taken {
		dl, da, db := c.mean.l-t.mean.l, c.mean.a-t.mean.a, c.mean.b-t.mean.b
		far = min(far, math.Sqrt(dl*dl+da*da+db*db))
	}
	return far
}

// common is the exact colour most pixels of the group have, the darker of equals.
func (g *group) common() color.NRGBA {
	var best uint32
	most := 0
	for tone, n := range g.tones {
		if n > most || n == most && tone < best {
			best, most = tone, n
		}
	}
	return color.NRGBA{uint8(best >> 16), uint8(best >> 8), uint8(best), 255}
}

// toOklab converts sRGB, 0–255 a channel (Ottosson, "A perceptual color space for image
// processing", 2020).
func toOklab(r, g, b float64) oklab {
	lr, lg, lb := linear(r), linear(g), linear(b)
	l := math.Cbrt(0.4122214708*lr + 0.5363325363*lg + 0.0514459929*lb)
	m := math.Cbrt(0.2119034982*lr + 0.6806995451*lg + 0.1073969566*lb)
	s := math.Cbrt(0.0883024619*lr + 0.2817188376*lg + 0.6299787005*lb)
	return oklab{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func linear(v float64) float64 {
	v /= 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}
