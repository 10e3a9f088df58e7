package canvas

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"slices"

	"keyline/canvas/layered"
	"keyline/canvas/palette"
)

// maxFlatPixels bounds what the layers of the swatches take together: 320 MB.
const maxFlatPixels = 80_000_000

// Layers returns the document as painting programs exchange it, topmost first:
//
//	Lines   what the colour is multiplied with, mode Multiply, the whole page
//	Paint   what is painted by hand, where there is some
//	Flats   a group with one layer a swatch, in the palette's order
//	Colour  the colour, or the rest of it
//	Paper   white, the whole page
//
// Of a document without flats every pixel of the colour layer is in exactly one layer of
// Flats or in Colour, opaque
// and in its own colour: in that of the swatch it is nearest to ([palette.Nearest]), in
// Colour if it is near none. A swatch that no pixel belongs to has no layer, and where all
// would take more than 80 million pixels, those with the fewest pixels stay in Colour.
// Flats that were made are that group instead, over the whole of the colour, and what
// locked regions hold lies over them in a layer of its own.
// Strokes are not in it.
//
// Merged is what [Flatten] gives with the same options, and so is
// [layered.Picture.Composite], to the bit: the lines lie on opaque pixels, so that out =
// (colour·line + 127)/255 in both. What the options or the layers' looks hide is a hidden
// layer. The error is ctx's.
func Layers(ctx context.Context, d *Document, o FlattenOptions) (layered.Picture, error) {
	page := d.Bounds()
	p := layered.Picture{Size: page.Size(), Merged: opaque(Flatten(d, page, o))}
	lines := layered.Layer{Name: "Lines", Image: d.LineLayer(), Mode: layered.Multiply}
	p.Layers = append(p.Layers, d.looked(lines, LinesLayer, o.HideLines))
	if d.HasPaint() {
		p.Layers = append(p.Layers, d.looked(layered.Layer{Name: "Paint", Image: d.Paint()}, PaintLayer, false))
	}
	under, err := d.underLines(ctx, o)
	if err != nil {
		return layered.Picture{}, err
	}
	paper := image.NewNRGBA(page)
	fillWhite(paper.Pix)
	p.Layers = append(append(p.Layers, under...), layered.Layer{Name: "Paper", Image: paper, Opacity: 1})
	return p, ctx.Err()
}

// looked gives a layer the look of one of the document's.
func (d *Document) looked(l layered.Layer, of Layer, hidden bool) layered.Layer {
	look := d.looks.of[of]
	l.Opacity, l.Hidden = float64(look.Opacity)/255, look.Hidden || hidden
	return l
}

// underLines are the layers between lines and paper.
func (d *Document) underLines(ctx context.Context, o FlattenOptions) (list []layered.Layer, err error) {
	colour := opaque(d.Colour(d.Bounds()))
	if d.flats != nil {
		group, err := flatGroup(ctx, d)
		if err != nil {
			return nil, err
		}
		if held := d.HeldPicture(); held != nil {
			list = append(list, layered.Layer{Name: "Locked", Opacity: 1, Image: held, Hidden: d.looks.opacity(FlatsLayer) == 0})
		}
		return append(list, d.looked(group, FlatsLayer, false),
			d.looked(layered.Layer{Name: "Colour", Image: colour}, ColourLayer, o.HideColour)), nil
	}
	flats, err := flatten(ctx, d, colour)
	if err != nil {
		return nil, err
	}
	if len(flats) > 1 {
		list = append(list, d.looked(layered.Layer{Name: "Flats", Layers: flats[1:]}, ColourLayer, o.HideColour))
	}
	return append(list, d.looked(flats[0], ColourLayer, o.HideColour)), nil
}

// opaque takes over an opaque picture, in which straight and premultiplied are the same.
func opaque(img *image.RGBA) *image.NRGBA {
	return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
}

// image is the multiplier of the whole page as an opaque picture.
func (l *Lines) image() *image.NRGBA {
	out := image.NewNRGBA(l.Bounds())
	for y := range l.size.Y {
		row := out.Pix[out.PixOffset(0, y):][:4*l.size.X]
		for x := range l.size.X {
			row[4*x], row[4*x+1], row[4*x+2] = l.At(x, y)
			row[4*x+3] = 255
		}
	}
	return out
}

// flat is what belongs to one swatch.
type flat struct {
	swatch int // −1: to none
	pixels int
	bounds image.Rectangle
	apart  bool // gets a layer of its own
	layer  layered.Layer
}

// flatten parts the colour into that of no swatch, which comes first, and layers of
// swatches in the palette's order.
func flatten(ctx context.Context, d *Document, colour *image.NRGBA) ([]layered.Layer, error) {
	swatches := d.swatches.list
	flats := make([]flat, len(swatches)+1) // by the swatch's index + 1
	flats[0] = flat{swatch: -1, apart: true, layer: layered.Layer{Name: "Colour", Opacity: 1}}
	for i, s := range swatches {
		flats[i+1] = flat{swatch: i, layer: layered.Layer{Name: cmp.Or(s.Name, hexOf(s)), Opacity: 1}}
	}
	of, err := sortPixels(ctx, palette.NewNearest(palette.Colours(swatches)), colour, flats)
	if err != nil {
		return nil, err
	}
	choose(flats, maxFlatPixels)
	if err := fillFlats(ctx, flats, of, colour); err != nil {
		return nil, err
	}
	var list []layered.Layer
	for _, f := range flats {
		if f.apart {
			list = append(list, f.layer)
		}
	}
	return list, nil
}

func hexOf(s palette.Swatch) string {
	return fmt.Sprintf("#%02X%02X%02X", s.Colour.R, s.Colour.G, s.Colour.B)
}

// sortPixels finds the flat of every pixel and how far each flat reaches.
func sortPixels(ctx context.Context, n *palette.Nearest, colour *image.NRGBA, flats []flat) ([]uint16, error) {
	w := colour.Rect.Dx()
	of := make([]uint16, w*colour.Rect.Dy())
	for y := range colour.Rect.Dy() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		row, to := colour.Pix[y*colour.Stride:][:4*w], of[y*w:][:w]
		for x := range to {
			i := n.Of(row[4*x], row[4*x+1], row[4*x+2]) + 1
			to[x] = uint16(i)
			flats[i].add(x, y)
		}
	}
	return of, nil
}

// add counts a pixel in.
func (f *flat) add(x, y int) {
	f.pixels++
	if f.pixels == 1 {
		f.bounds = image.Rect(x, y, x+1, y+1)
		return
	}
	b := &f.bounds
	b.Min.X, b.Max.X, b.Max.Y = min(b.Min.X, x), max(b.Max.X, x+1), y+1 // rows come in order
}

// choose gives layers of their own to the flats with the most pixels, as long as there is
// room for room pixels; the others fall to the first.
func choose(flats []flat, room int) {
	var order []*flat
	for i := range flats[1:] {
		order = append(order, &flats[i+1])
	}
	slices.SortStableFunc(order, func(a, b *flat) int { return cmp.Compare(b.pixels, a.pixels) })
	for _, f := range order {
		area := f.bounds.Dx() * f.bounds.Dy()
		if f.pixels == 0 || area > room {
			if f.pixels > 0 {
				flats[0].bounds = flats[0].bounds.Union(f.bounds)
			}
			continue
		}
		f.apart = true
		room -= area
	}
}

// fillFlats puts every pixel into its layer.
func fillFlats(ctx context.Context, flats []flat, of []uint16, colour *image.NRGBA) error {
	for i := range flats {
		if f := &flats[i]; f.apart {
			f.layer.Image = image.NewNRGBA(f.bounds)
		}
	}
	w := colour.Rect.Dx()
	for y := range colour.Rect.Dy() {
		if err := ctx.Err(); err != nil {
			return err
		}
		for x, i := range of[y*w:][:w] {
			if !flats[i].apart {
				i = 0
			}
			img := flats[i].layer.Image
			copy(img.Pix[img.PixOffset(x, y):][:4], colour.Pix[y*colour.Stride+4*x:][:4])
		}
	}
	return nil
}
