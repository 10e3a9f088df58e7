package canvas

import (
	"bytes"
	"context"
	"image"
)

// paperLevel is how bright the darkest channel of a pixel is at least where bare paper
// shows. Colours made by a network leave paper a little under 255, never far.
const paperLevel = 245

// rimPx is how far from the paper a soft border of the drawing reaches: the shaded
// pixels of a line, a smear of colour. Further in everything is opaque.
const rimPx = 4

// What a pixel is in the search for the ground.
const (
	inside uint8 = iota
	paper
	rim
	beyond // the picture
)

// ClearGround makes the ground of a finished picture transparent and returns it with
// straight alpha; it takes over the pixels of img, which must be opaque.
//
// The ground is the bare paper around the drawing: pixels whose darkest channel is at
// least 245 and which such pixels connect with the picture's border. White that lines
// close in, an eye or a balloon, is part of the drawing and stays. To the ground belongs
// a rim of up to 4 px in which the picture grows strictly darker away from it, so that
// the soft side of a line carries alpha instead of a pale halo.
//
// There alpha is the least that explains the colour as one laid on white: with m the
// darkest channel, α = 255 − m and c' = (c − m)·255/α; black lines become black with
// alpha, paper becomes nothing. Laid on white, the result is img again within 1/255.
// All other pixels keep their colour and are opaque. The error is ctx's.
func ClearGround(ctx context.Context, img *image.RGBA) (*image.NRGBA, error) {
	out := &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
	g := newGround(img)
	if err := g.flood(ctx); err != nil {
		return nil, err
	}
	for y := range g.size.Y {
		row := out.Pix[y*out.Stride:][:4*g.size.X]
		for x, kind := range g.kind[g.at(0, y):][:g.size.X] {
			if kind != inside {
				lessWhite(row[4*x : 4*x+4 : 4*x+4])
			}
		}
	}
	return out, ctx.Err()
}

// lessWhite takes from an opaque pixel the white it may have been laid on.
func lessWhite(p []uint8) {
	m := min(p[0], p[1], p[2])
	alpha := 255 - uint32(m)
	p[3] = uint8(alpha)
	if alpha == 0 {
		p[0], p[1], p[2] = 0, 0, 0 // nobody sees it, and zeros pack well
		return
	}
	for c := range 3 {
		p[c] = uint8((uint32(p[c]-m)*255 + alpha/2) / alpha)
	}
}

// ground is the search for the paper around a drawing, from the border inwards, a front
// of pixels at a time. Its planes have a pixel more at each side, so that every pixel of
// the picture has four neighbours.
type ground struct {
	size        image.Point
	width       int     // of a plane's row
	level       []uint8 // the darkest channel of each pixel
	kind        []uint8
	front, next []int32 // pixels by their index
	edge        []int32 // paper that borders on something darker
}

func newGround(img *image.RGBA) *ground {
	g := &ground{size: img.Rect.Size(), width: img.Rect.Dx() + 2}
	n := g.width * (g.size.Y + 2)
	g.level, g.kind = make([]uint8, n), bytes.Repeat([]uint8{beyond}, n)
	for y := range g.size.Y {
		row := img.Pix[y*img.Stride:][:4*g.size.X]
		level := g.level[g.at(0, y):][:g.size.X]
		for x := range level {
			p := row[4*x : 4*x+3 : 4*x+3]
			level[x] = min(p[0], p[1], p[2])
		}
		clear(g.kind[g.at(0, y):][:g.size.X])
	}
	return g
}

// at is the index of a pixel of the picture.
func (g *ground) at(x, y int) int { return (y+1)*g.width + x + 1 }

func (g *ground) flood(ctx context.Context) error {
	g.start()
	for len(g.front) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		g.next = g.next[:0]
		for _, i := range g.front {
			g.spread(i)
		}
		g.front, g.next = g.next, g.front
	}
	g.front = g.edge
	for range rimPx {
		g.next = g.next[:0]
		for _, i := range g.front {
			g.darken(i)
		}
		g.front, g.next = g.next, g.front
	}
	return nil
}

// start makes a front of the paper along the border.
func (g *ground) start() {
	w, h := g.size.X, g.size.Y
	if w == 0 || h == 0 {
		return
	}
	for x := range w {
		g.take(int32(g.at(x, 0)))
		g.take(int32(g.at(x, h-1)))
	}
	for y := range h {
		g.take(int32(g.at(0, y)))
		g.take(int32(g.at(w-1, y)))
	}
	g.front, g.next = g.next, nil
}

// take puts a pixel into the next front if it is paper that is not known yet, and tells
// whether it is something darker.
func (g *ground) take(i int32) (darker bool) {
	if g.kind[i] != inside {
		return false
	}
	if g.level[i] < paperLevel {
		return true
	}
	g.kind[i] = paper
	g.next = append(g.next, i)
	return false
}

// spread goes on from a pixel of paper to its neighbours.
func (g *ground) spread(i int32) {
	darker := false
	for _, n := range g.beside(i) {
		darker = g.take(n) || darker
	}
	if darker {
		g.edge = append(g.edge, i)
	}
}

// darken takes those neighbours into the rim that are darker than the pixel.
func (g *ground) darken(i int32) {
	for _, n := range g.beside(i) {
		if g.kind[n] == inside && g.level[n] < g.level[i] {
			g.kind[n] = rim
			g.next = append(g.next, n)
		}
	}
}

// beside lists the four neighbours of a pixel.
func (g *ground) beside(i int32) [4]int32 {
	w := int32(g.width)
	return [4]int32{i - 1, i + 1, i - w, i + w}
}
