package model

import (
	"context"
	"fmt"
	"hash/maphash"
	"image"
)

// Sides in working pixels. E's work is remembered by cell and done for blocks of cells.
const (
	cellSide  = 32
	bigBlock  = 4 // cells along the side of a block
	tinyBlock = 2
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
	b.network.mu.Lock()
	defer b.network.mu.Unlock()
	if err := b.mend(ctx, edges, b.support(area)); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return b.paint(area), nil
}

// mend brings the cells that r touches up to date with the strokes.
func (b *Base) mend(ctx context.Context, edges *image.Alpha, r image.Rectangle) error {
	cells := image.Rect(r.Min.X/cellSide, r.Min.Y/cellSide, (r.Max.X-1)/cellSide+1, (r.Max.Y-1)/cellSide+1)
	strokes := b.strokesAround(edges, cells)
	stale := map[image.Point]uint64{}
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

// nextBlock returns the block of cells to do next: it starts in the topmost stale row, at the
// leftmost stale cell of the rows it covers, and is small if that is enough.
func nextBlock(stale map[image.Point]uint64) image.Rectangle {
	top := 1 << 30
	for p := range stale {
		top = min(top, p.Y)
	}
	left := 1 << 30
	for p := range stale {
		if p.Y < top+bigBlock {
			left = min(left, p.X)
		}
	}
	block := image.Rect(left, top, left+bigBlock, top+bigBlock)
	tiny := image.Rect(left, top, left+tinyBlock, top+tinyBlock)
	for p := range stale {
		if p.In(block) && !p.In(tiny) {
			return block
		}
	}
	return tiny
}

// mendBlock runs E once around a block, keeps the result of its stale cells and strikes them
// from stale.
func (b *Base) mendBlock(s strokeMask, stale map[image.Point]uint64, block image.Rectangle) error {
	window := b.window(block)
	g, err := b.network.windowFor(window.Dy(), window.Dx())
	if err != nil {
		return err
	}
	size, whole, quarter := window.Size(), image.Pt(b.w, b.h), image.Pt(b.w/4, b.h/4)
	copyPlanes(g.base.data(), b.base, 3, image.Point{}, window.Min, window, size, whole)
	copyPlanes(g.ink.data(), b.ink, 1, image.Point{}, window.Min, window, size, whole)
	small := image.Rectangle{Max: size.Div(4)}
	copyPlanes(g.features.data(), b.features, featureMap, image.Point{}, window.Min.Div(4), small, small.Max, quarter)
	s.to(g.stroke.data(), window)
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
			copyPlanes(b.mended, g.mended.data(), 3, r.Min, r.Min.Sub(window.Min), r, whole, size)
			b.cells[cy*(b.w/cellSide)+cx] = key
			delete(stale, image.Pt(cx, cy))
		}
	}
	return nil
}

// window returns the working pixels E must see for a block: the block and E's reach around it,
// pushed inside the picture, so that a picture has windows of few sizes. Where it ends at the
// picture's border it sees the same border as the whole.
func (b *Base) window(block image.Rectangle) image.Rectangle {
	w := min(block.Dx()*cellSide+2*enhancerReach, b.w)
	h := min(block.Dy()*cellSide+2*enhancerReach, b.h)
	x := min(max(block.Min.X*cellSide-enhancerReach, 0), b.w-w)
	y := min(max(block.Min.Y*cellSide-enhancerReach, 0), b.h-h)
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
	s := strokeMask{rect: r, set: make([]byte, r.Dx()*r.Dy())}
	b.reduceStroke(s.set, edges, r)
	return s
}

// key returns 0 if no stroke lies in r, else a hash of the strokes there.
func (s strokeMask) key(seed hashSeed, r image.Rectangle) uint64 {
	r = r.Intersect(s.rect)
	var hash maphash.Hash
	hash.SetSeed(seed.Seed)
	set := byte(0)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := s.set[(y-s.rect.Min.Y)*s.rect.Dx()+r.Min.X-s.rect.Min.X:][:r.Dx()]
		for _, v := range row {
			set |= v
		}
		_, _ = hash.Write(row)
	}
	if set == 0 {
		return 0
	}
	return hash.Sum64() | 1
}

// to writes the strokes of r into dst, 0 or 1.
func (s strokeMask) to(dst []float32, r image.Rectangle) {
	clear(dst)
	in := r.Intersect(s.rect)
	for y := in.Min.Y; y < in.Max.Y; y++ {
		row := s.set[(y-s.rect.Min.Y)*s.rect.Dx()+in.Min.X-s.rect.Min.X:][:in.Dx()]
		for x, v := range row {
			dst[(y-r.Min.Y)*r.Dx()+in.Min.X-r.Min.X+x] = float32(v)
		}
	}
}
