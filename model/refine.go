package model

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"image"
)

// E's work is remembered by cell and done for blocks of cells.
const (
	cellSide   = 16 // working pixels
	blockCells = 16 // along the side of a block, at most
)

// Refine returns the colour of the page inside area, mended along edges: strokes where alpha
// is at least 128; nil is no stroke. The result is opaque, has no lines in it, and its Bounds
// are area clipped to the page. A pixel has the same bytes whatever area it is asked with and
// whatever was asked before; without strokes within Reach it is the base itself.
func (b *Base) Refine(ctx context.Context, edges *image.Alpha, area image.Rectangle) (*image.RGBA, error) {
	area = area.Intersect(b.page)
	if area.Empty() {
		return image.NewRGBA(image.Rectangle{}), nil
	}
	out := image.NewRGBA(area)
	err := b.RefineInto(ctx, edges, &image.RGBA{Pix: out.Pix, Stride: out.Stride, Rect: area.Sub(b.page.Min)}, 0)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// RefineInto is Refine into memory of the caller's, of the page halved level times (each side
// rounded up) and counted from its corner: all of dst, which lies inside it. At level 0 the
// pixels are those of Refine; a smaller page is for looking at while a stroke is drawn, at the
// price of what is seen of it.
func (b *Base) RefineInto(ctx context.Context, edges *image.Alpha, dst *image.RGBA, level int) error {
	if dst.Rect.Empty() {
		return nil
	}
	b.network.mu.Lock()
	defer b.network.mu.Unlock()
	finest := b.painted(level)
	if err := b.mend(ctx, edges, b.support(finer(dst.Rect, level-finest, b.size(finest)), b.size(finest))); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	b.paint(dst, level, finest)
	return nil
}

// Warm gets ready what Refine computes with, for the first stroke not to wait: it refines a
// place with no stroke in it and keeps nothing.
func (b *Base) Warm() error {
	b.network.mu.Lock()
	defer b.network.mu.Unlock()
	window := b.window(image.Rect(0, 0, min(blockCells*cellSide, b.w), min(blockCells*cellSide, b.h)))
	g, err := b.network.windowFor(window.Dy(), window.Dx())
	if err != nil {
		return err
	}
	g.want(g.logits, g.logits.bounds())
	return g.run()
}

// mend brings the cells that r touches up to date with the strokes.
func (b *Base) mend(ctx context.Context, edges *image.Alpha, r image.Rectangle) error {
	cells := image.Rect(r.Min.X/cellSide, r.Min.Y/cellSide, (r.Max.X-1)/cellSide+1, (r.Max.Y-1)/cellSide+1)
	strokes := b.strokesAround(edges, cells)
	stale := b.network.stale
	clear(stale)
	for cy := cells.Min.Y; cy < cells.Max.Y; cy++ {
		for cx := cells.Min.X; cx < cells.Max.X; cx++ {
			key := strokes.key(b.network.seed, b.cellRect(cx, cy).Inset(-enhancerReach))
			have := &b.cells[cy*(b.w/cellSide)+cx]
			if key == 0 && *have != 0 {
				b.restore(b.cellRect(cx, cy))
				*have = 0
			} else if key != *have {
				stale[image.Pt(cx, cy)] = key
			}
		}
	}
	for len(stale) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.mendBlock(strokes, stale, nextBlock(stale)); err != nil {
			return fmt.Errorf("refine: %w", err)
		}
	}
	return nil
}

// nextBlock returns the cells to do next: it starts in the topmost stale row, at the leftmost
// stale cell of the rows a block may cover, and is no larger than its stale cells.
func nextBlock(stale map[image.Point]uint64) (block image.Rectangle) {
	top, left := 1<<30, 1<<30
	for p := range stale {
		top = min(top, p.Y)
	}
	for p := range stale {
		if p.Y < top+blockCells {
			left = min(left, p.X)
		}
	}
	most := image.Rect(left, top, left+blockCells, top+blockCells)
	for p := range stale {
		if p.In(most) {
			block = block.Union(image.Rectangle{Min: p, Max: p.Add(image.Pt(1, 1))})
		}
	}
	return block
}

// mendBlock runs E once for a block, keeps the result of its stale cells and strikes them from
// stale.
func (b *Base) mendBlock(s strokeMask, stale map[image.Point]uint64, block image.Rectangle) error {
	wanted := image.Rectangle{Min: block.Min.Mul(cellSide), Max: block.Max.Mul(cellSide)}
	window := b.window(wanted)
	g, err := b.network.windowFor(window.Dy(), window.Dx())
	if err != nil {
		return err
	}
	b.load(g, s, window, wanted)
	g.want(g.logits, wanted.Sub(window.Min))
	if err := g.run(); err != nil {
		return err
	}
	b.ownMended()
	for cy := block.Min.Y; cy < block.Max.Y; cy++ {
		for cx := block.Min.X; cx < block.Max.X; cx++ {
			key, ok := stale[image.Pt(cx, cy)]
			if !ok {
				continue
			}
			r := b.cellRect(cx, cy)
			copyPlanes(b.mended, g.held.data(), 3, r.Min, r.Min.Sub(window.Min), r, image.Pt(b.w, b.h), window.Size())
			b.cells[cy*(b.w/cellSide)+cx] = key
			delete(stale, image.Pt(cx, cy))
		}
	}
	return nil
}

// load gives E what it reads for the wanted pixels.
func (b *Base) load(g *enhancerGraph, s strokeMask, window, wanted image.Rectangle) {
	size, whole, read := window.Size(), image.Pt(b.w, b.h), wanted.Inset(-enhancerReach).Intersect(window)
	to := read.Min.Sub(window.Min)
	copyPlanes(g.base.data(), b.base, 3, to, read.Min, read, size, whole)
	copyPlanes(g.ink.data(), b.ink, 1, to, read.Min, read, size, whole)
	small := image.Rectangle{Min: read.Min.Div(4), Max: read.Max.Div(4)}
	copyPlanes(g.features.data(), b.features, featureMap, to.Div(4), small.Min, small, size.Div(4), whole.Div(4))
	s.to(g.stroke.data(), window)
}

// window returns a rectangle with all that E must see for the wanted pixels: as large as for
// the largest block, pushed inside the picture, so that a picture has windows of one size. Where
// it ends at the picture's border E sees the same border as the whole.
func (b *Base) window(wanted image.Rectangle) image.Rectangle {
	w := min(blockCells*cellSide+2*enhancerReach, b.w)
	h := min(blockCells*cellSide+2*enhancerReach, b.h)
	x := min(max(wanted.Min.X-enhancerReach, 0), b.w-w)
	y := min(max(wanted.Min.Y-enhancerReach, 0), b.h-h)
	return image.Rect(x, y, x+w, y+h)
}

// restore sets the working pixels of r back to the base.
func (b *Base) restore(r image.Rectangle) {
	size := image.Pt(b.w, b.h)
	copyPlanes(b.mended, b.base, 3, r.Min, r.Min, r, size, size)
}

// strokeMask is the strokes at working size inside rect; elsewhere they are not known.
type strokeMask struct {
	rect image.Rectangle
	set  []byte
}

// strokesAround reduces the strokes that can matter to a block of cells.
func (b *Base) strokesAround(edges *image.Alpha, cells image.Rectangle) strokeMask {
	r := image.Rectangle{Min: cells.Min.Mul(cellSide), Max: cells.Max.Mul(cellSide)}
	r = r.Inset(-enhancerReach).Intersect(b.bounds())
	s := strokeMask{rect: r, set: resized(b.network.strokes, r.Dx()*r.Dy())}
	b.network.strokes = s.set
	b.reduceStroke(s.set, edges, r)
	return s
}

// key returns 0 if no stroke lies in r, else a hash of the strokes there.
func (s strokeMask) key(seed hashSeed, r image.Rectangle) uint64 {
	r = r.Intersect(s.rect)
	if !s.any(r) {
		return 0
	}
	var hash maphash.Hash
	hash.SetSeed(seed.Seed)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		_, _ = hash.Write(s.row(r, y))
	}
	return hash.Sum64() | 1
}

// any tells whether a stroke lies in r.
func (s strokeMask) any(r image.Rectangle) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		if bytes.IndexByte(s.row(r, y), 1) >= 0 {
			return true
		}
	}
	return false
}

// row is row y of r, which lies inside the mask.
func (s strokeMask) row(r image.Rectangle, y int) []byte {
	return s.set[(y-s.rect.Min.Y)*s.rect.Dx()+r.Min.X-s.rect.Min.X:][:r.Dx()]
}

// to writes the strokes of r into dst, 0 or 1.
func (s strokeMask) to(dst []float32, r image.Rectangle) {
	clear(dst)
	in := r.Intersect(s.rect)
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x, v := range s.row(in, y) {
			dst[(y-r.Min.Y)*r.Dx()+in.Min.X-r.Min.X+x] = float32(v)
		}
	}
}
