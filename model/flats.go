package model

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"

	"keyline/model/region"
)

// FlatRequest is what the flats of a base are made of. Numbers tell what an area becomes: 0 is
// paper, then come the swatches, the hints and the places, each in its order.
type FlatRequest struct {
	Lines    *image.Gray   // the page: 255 is paper, 0 is ink
	Swatches []color.NRGBA // what every area is sorted to, if it is not more like white
	Seeds    *image.Gray16 // page size: the number of the hint that lies there, 0 elsewhere; nil is none
	Hints    int           // how many numbers hints have
	Edges    *image.Alpha  // page size: strokes (A ≥ 128) that part areas; nil is none
	Places   []image.Point // each gives its whole area a number of its own; later ones count more
	After    []uint16      // by place: the highest number of a hint that is older; later hints count more
}

// check returns an error unless the parts of the request fit each other and the page.
func (r FlatRequest) check(page image.Rectangle) error {
	if r.Lines == nil || r.Lines.Rect != page {
		return fmt.Errorf("make flats: the lines must be those of the page, %v", page)
	}
	if r.Seeds != nil && r.Seeds.Rect.Size() != page.Size() || r.Edges != nil && r.Edges.Rect.Size() != page.Size() {
		return fmt.Errorf("make flats: hints and edges must have the page's size, %v", page.Size())
	}
	if len(r.After) != len(r.Places) || r.white() > 1<<16 {
		return errors.New("make flats: there are more hints and places than can be told apart; remove some")
	}
	return nil
}

// white is the number that stands for paper meanwhile.
func (r FlatRequest) white() int { return len(r.Swatches) + r.Hints + len(r.Places) + 1 }

// Flats divides the page into areas that are exactly one thing each and returns its number for
// every pixel; its Bounds are the page's. Lines, continued where they break off, and edges bound
// the areas; hints take what they fill, and their own pixels exactly. progress, if not nil, is
// told the part done, 0-1, between the steps at which ctx is looked at.
func (b *Base) Flats(ctx context.Context, r FlatRequest, progress func(float64)) (*image.Gray16, error) {
	if err := r.check(b.page); err != nil {
		return nil, err
	}
	b.network.mu.Lock()
	defer b.network.mu.Unlock()
	var m *region.Map
	var colour []float32
	var out *image.Gray16
	a := newAreas(b.frame)
	laid := a.seeds(r.Seeds)
	for i, step := range []func(){
		func() { m = b.divided(a, a.bounded(r.Lines, r.Edges, b.network.goroutines())).keep() },
		func() { colour = stretched(b.inner(b.base), b.ww, b.wh, a.w, a.h, b.network.goroutines()) },
		func() { a.kind = m.Fill(colour, laid) },
		func() { a.sort(m, colour, laid, r) },
		func() { out = a.numbers(r, b.network.goroutines()) },
	} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		step()
		if progress != nil {
			progress(float64(i+1) / 5)
		}
	}
	return out, ctx.Err()
}

// seeds brings the numbers of hints to the areas' pixels.
func (a *areas) seeds(seeds *image.Gray16) []int32 {
	laid := make([]int32, a.w*a.h)
	if seeds == nil {
		return laid
	}
	for y := range a.page.Dy() {
		row := seeds.Pix[y*seeds.Stride:][:2*a.page.Dx()]
		for x := range a.page.Dx() {
			if v := int32(row[2*x])<<8 | int32(row[2*x+1]); v > 0 {
				cx, cy := a.cell(x, y)
				laid[cy*a.w+cx] = v
			}
		}
	}
	return laid
}

// sort gives every region that no hint fills the number of a swatch, or white's, and those of the
// places theirs.
func (a *areas) sort(m *region.Map, colour []float32, laid []int32, r FlatRequest) {
	n := len(a.kind)
	swatches := make([]region.Swatch, 0, len(r.Swatches)+1)
	for _, c := range r.Swatches {
		swatches = append(swatches, region.Swatch{float32(c.R) / 255, float32(c.G) / 255, float32(c.B) / 255})
	}
	swatches = append(swatches, region.Swatch{1, 1, 1})
	fixed := make([]bool, n)
	chosen := map[[3]float32]int32{} // flat areas ask for the same colour again and again
	for i, k := range a.kind {
		if fixed[i] = k > 0; fixed[i] {
			continue
		}
		c := [3]float32{colour[i], colour[n+i], colour[2*n+i]}
		if chosen[c] == 0 {
			chosen[c] = int32(region.Nearest(swatches, c[0], c[1], c[2]) + 1)
			if int(chosen[c]) == len(swatches) {
				chosen[c] = int32(r.white())
			}
		}
		a.kind[i] = chosen[c]
	}
	given := make([]region.Given, len(r.Places))
	for i, p := range r.Places {
		x := min(max(p.X-a.page.Min.X, 0), a.page.Dx()-1)
		y := min(max(p.Y-a.page.Min.Y, 0), a.page.Dy()-1)
		cx, cy := a.cell(x, y)
		given[i] = region.Given{At: cy*a.w + cx, Kind: int32(len(r.Swatches) + r.Hints + 1 + i), After: int32(r.After[i])}
	}
	m.Flatten(colour, a.kind, fixed, laid, given...)
}

// numbers brings what the areas are to the page's pixels.
func (a *areas) numbers(r FlatRequest, threads int) *image.Gray16 {
	out := image.NewGray16(a.page)
	first, white := len(r.Swatches)+r.Hints, r.white()
	eachRows(a.page.Dy(), threads, func(_, y0, y1 int) {
		for y := y0; y < y1; y++ {
			row := out.Pix[y*out.Stride:]
			for x := range a.page.Dx() {
				k := int(a.at(x, y, a.page.Size()))
				if r.Seeds != nil {
					p := r.Seeds.Pix[y*r.Seeds.Stride+2*x:]
					seed := int(p[0])<<8 | int(p[1])
					if seed > 0 && (k <= first || k == white || seed > int(r.After[k-first-1])) {
						k = seed
					}
				}
				if k == white {
					k = 0
				}
				row[2*x], row[2*x+1] = uint8(k>>8), uint8(k)
			}
		}
	})
	return out
}
