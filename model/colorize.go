package model

import (
	"context"
	"errors"
	"fmt"
	"image"
	"slices"
)

// Request is what a base colorization is made of.
type Request struct {
	Lines      *image.Gray    // the page: 255 is paper, 0 is ink
	References []*image.NRGBA // any sizes; may be empty; transparent places count as white
	Hints      *image.NRGBA   // page size, transparent but for opaque dabs; nil is none
	Colour     *image.NRGBA   // page size: an existing colouring to mend instead of running G; nil is none
	LongSide   int            // working long side in pixels, bounded like every working picture to 1.77 million pixels; 0 chooses by the page's shape
}

// errEmpty says that a picture has no pixels.
var errEmpty = errors.New("the picture has no pixels")

// check returns an error unless the parts of the request fit each other.
func (r Request) check() error {
	if r.Lines == nil || r.Lines.Rect.Empty() {
		return fmt.Errorf("colorize: %w", errEmpty)
	}
	size := r.Lines.Rect.Size()
	for _, m := range []struct {
		name  string
		image *image.NRGBA
	}{{"hints", r.Hints}, {"colour", r.Colour}} {
		if m.image != nil && m.image.Rect.Size() != size {
			return fmt.Errorf("colorize: %s are %v pixels, the lines %v; bring both to one size", m.name, m.image.Rect.Size(), size)
		}
	}
	for i, m := range r.References {
		if m == nil || m.Rect.Empty() {
			return fmt.Errorf("colorize: reference %d: %w", i+1, errEmpty)
		}
	}
	if r.LongSide < 0 {
		return fmt.Errorf("colorize: working size %d; give a positive number, or 0 to choose by the picture", r.LongSide)
	}
	return nil
}

// Colorize makes the base colorization of r. progress, if not nil, is told the part done, 0-1,
// on the caller's goroutine, between the steps at which ctx is looked at; it may call Refine of
// an earlier Base.
func (n *Network) Colorize(ctx context.Context, r Request, progress func(float64)) (*Base, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	n.colorizing.Lock()
	defer n.colorizing.Unlock()
	n.mu.Lock()
	defer n.mu.Unlock()
	report := func(done float64) {
		if progress != nil {
			n.mu.Unlock()
			defer n.mu.Lock()
			progress(done)
		}
	}
	b := newBase(n, newFrame(r.Lines.Rect, r.LongSide))
	b.hints = dabsOf(r.Hints, b.page.Min)
	b.frame.reduceInk(b.ink, r.Lines, n.goroutines())
	b.guideBy(b.ink)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if r.Colour != nil {
		b.imported = r.Colour
		shrinkColour(b.base, r.Colour, b.ww, b.wh, b.h, b.w, n.goroutines())
		b.padWhite()
		copy(b.mended, b.base)
		report(1)
		return b, nil
	}
	if err := n.colorize(ctx, r, b, report); err != nil {
		return nil, err
	}
	report(1)
	return b, nil
}

// colorize runs G into b.
func (n *Network) colorize(ctx context.Context, r Request, b *Base, progress func(float64)) error {
	memory, err := n.remember(ctx, r.References, progress)
	if err != nil {
		return err
	}
	g, err := n.colorizerFor(b.h, b.w)
	if err != nil {
		return err
	}
	sketch := g.sketch.data()
	clear(sketch)
	copy(sketch, b.ink)
	if r.Hints != nil {
		b.frame.reduceHints(sketch[b.w*b.h:], r.Hints)
	}
	g.memory = memory
	s := extent{float32(b.ww) / float32(b.w), float32(b.wh) / float32(b.h)}
	for i, p := range []*program{g.encoder, g.decoder} {
		p.placeOver(s)
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := p.run(); err != nil {
			return fmt.Errorf("colorize: %w", err)
		}
		progress(0.3 + 0.3*float64(i+1))
	}
	for i, v := range g.colour.data() {
		b.base[i] = min(max(v, 0), 1)
	}
	hinted := g.hinted.data()[3*len(g.hinted.data())/secondValue:]
	if err := n.takeVersions(ctx, b, r.References, slices.Clone(hinted), progress); err != nil {
		return err
	}
	copy(b.mended, b.base)
	copy(b.features, g.features.data())
	return ctx.Err()
}

// remember encodes the references and joins their tokens. Without any, the memory is that of
// white paper.
func (n *Network) remember(ctx context.Context, references []*image.NRGBA, progress func(float64)) (*memory, error) {
	if len(references) == 0 {
		references = []*image.NRGBA{paper()}
	}
	var parts []tokens
	for i, m := range references[:min(len(references), maxReferences)] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w, h := referenceSize(m.Rect.Dx(), m.Rect.Dy(), min(len(references), maxReferences))
		t, err := n.encodeReference(m, w, h)
		if err != nil {
			return nil, err
		}
		parts = append(parts, t)
		progress(0.3 * float64(i+1) / float64(len(references)))
	}
	return newMemory(parts), nil
}

// maxReferences is how many references share the tokens; more are not looked at.
const maxReferences = maxTokens / (grain / tokenSide) / (grain / tokenSide)

// paper is a reference without any colour.
func paper() *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 2*grain, 2*grain))
	copy(m.Pix, slices.Repeat([]byte{255}, len(m.Pix)))
	return m
}
