package model

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"image"
	"slices"

	"keyline/model/region"
)

// Request is what a base colorization is made of.
type Request struct {
	Lines      *image.Gray    // the page: 255 is paper, 0 is ink
	References []*image.NRGBA // any sizes; may be empty; transparent places count as white
	// Where each of the references gives colours, page size: where A ≥ 128, everywhere if it
	// is nil. A pixel that none is for takes from all. Empty: all take from all.
	Where    []*image.Alpha
	Hints    *image.NRGBA // page size, transparent but for opaque dabs, not to be modified while the base is used; nil is none
	Edges    *image.Alpha // page size: strokes (A ≥ 128) that bound what hints fill; without these they change nothing; nil is none
	Colour   *image.NRGBA // page size: an existing colouring to mend instead of running G; nil is none
	LongSide int          // working long side in pixels, bounded like every working picture to 1.77 million pixels; 0 chooses by the page's shape
	// Pieces of the page that the colorizer sees one by one, each at a working size of its
	// own: panels, or parts of a strip. Where two overlap, the colours of the one pass into
	// those of the other; what none covers stays white. None: the page is seen as a whole.
	// LongSide is that of the longest piece then.
	Pieces []image.Rectangle
	// Paper is what stays white of a page with pieces, gutters say; page px.
	Paper []image.Rectangle
}

// frame relates the page to its working picture.
func (r Request) frame() frame {
	page := r.Lines.Rect
	if !r.pieced() {
		return newFrame(page, r.LongSide)
	}
	ww, wh := piecesSize(page, r.Pieces, r.LongSide)
	return frame{page: page, ww: ww, wh: wh, w: padded(ww), h: padded(wh), pieced: true}
}

// pieced tells whether G sees the page in pieces.
func (r Request) pieced() bool {
	return len(r.Pieces) > 0 && r.Colour == nil && !slices.Equal(r.Pieces, []image.Rectangle{r.Lines.Rect})
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
	if r.Edges != nil && r.Edges.Rect.Size() != size {
		return fmt.Errorf("colorize: edges are %v pixels, the lines %v; bring both to one size", r.Edges.Rect.Size(), size)
	}
	for i, m := range r.References {
		if m == nil || m.Rect.Empty() {
			return fmt.Errorf("colorize: reference %d: %w", i+1, errEmpty)
		}
	}
	if err := r.checkWhere(); err != nil {
		return err
	}
	for i, p := range r.Pieces {
		if p.Intersect(r.Lines.Rect).Empty() {
			return fmt.Errorf("colorize: piece %d, %v, is not on the page %v", i+1, p, r.Lines.Rect)
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
	b := newBase(n, r.frame())
	dabs := b.reducing(r)
	b.choices = b.frame.choicesOf(r.Where)
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
		report(1)
		return b, nil
	}
	if err := n.colorize(ctx, r, b, dabs, report); err != nil {
		return nil, err
	}
	report(1)
	return b, nil
}

// colorize makes b's base: the network's colours, and in regions with hints the hints'. The
// network itself does not hear of hints: it gives what looks alike the hint's colour, which is
// more often wrong than right.
func (n *Network) colorize(ctx context.Context, r Request, b *Base, dabs func() *dabbed, progress func(float64)) error {
	sketch := make([]float32, (1+hintPlanes)*b.w*b.h)
	copy(sketch, b.ink)
	run := func() error {
		if r.pieced() {
			return n.runPieces(ctx, r, b, sketch, progress)
		}
		return n.runColorizer(ctx, r.References, b, sketch, progress)
	}
	key := n.colouringKey(b, sketch, r)
	if b.hints == nil {
		n.colourings.forget(key) // what is measured as a base is the network's work
	}
	fill := b.filling(dabs(), len(r.References) > 0)
	r.Hints = nil // as large as the page, and no longer needed
	c, err := n.colourings.get(key, func() (colouring, error) {
		err := run()
		return colouring{slices.Clone(b.base), b.features, b.swatches}, err
	})
	if err != nil {
		return err
	}
	copy(b.base, c.base)
	b.features, b.swatches = c.features, c.swatches
	fill()
	return ctx.Err()
}

// colouring is what the network made of a picture. It is kept while hints and strokes change
// what of it they fill.
type colouring struct {
	base, features []float32
	swatches       []region.Swatch
}

// colouringKey tells one input of the network from another.
type colouringKey struct {
	sketch, references, choices uint64
	frame                       frame
}

func (n *Network) colouringKey(b *Base, sketch []float32, r Request) colouringKey {
	var hash maphash.Hash
	hash.SetSeed(n.seed.Seed)
	for _, m := range r.References {
		maphash.WriteComparable(&hash, n.seed.reference(m, 0, 0))
	}
	for _, p := range slices.Concat(r.Pieces, r.Paper) {
		maphash.WriteComparable(&hash, p)
	}
	return colouringKey{n.seed.floats(sketch), hash.Sum64(), b.choices.key(n.seed), b.frame}
}

// runColorizer runs G for sketch, ink and hints [5,h,w], into b's base and features, and takes
// colours from versions of the drawing.
func (n *Network) runColorizer(ctx context.Context, references []*image.NRGBA, b *Base, sketch []float32, progress func(float64)) error {
	closed, versions := b.closed(), n.seekVersions(b, references)
	memory, err := n.remember(ctx, references, progress)
	if err != nil {
		return err
	}
	g, err := n.colorizerFor(b.h, b.w)
	if err != nil {
		return err
	}
	copy(g.sketch.data(), sketch)
	g.takings = b.choices.takings(memory)
	s := extent{float32(b.ww) / float32(b.w), float32(b.wh) / float32(b.h)}
	steps := []*program{g.encoder, g.decoder, g.tail}
	if memory.guessed { // what follows needs the features, but no colours of G's
		steps = steps[:2]
	}
	for i, p := range steps {
		p.placeOver(s)
		if err := ctx.Err(); err != nil {
			return err
		}
		if i == 1 && memory.guessed {
			if err := g.guess(n.team, n.prior, s); err != nil {
				return err
			}
		}
		if err := p.run(); err != nil {
			return fmt.Errorf("colorize: %w", err)
		}
		progress(0.3 + 0.6*float64(i+1)/float64(len(steps)))
	}
	var votes []region.Votes
	b.swatches = nil
	for _, t := range g.takings {
		votes = append(votes, t.votes(g.votes))
		b.swatches = append(b.swatches, t.memory.swatches...)
	}
	if memory.guessed {
		b.guess(closed(), votes[0])
	} else {
		for i, v := range g.colour.data() {
			b.base[i] = min(max(v, 0), 1)
		}
		b.settle(closed(), votes, sketch[hintPlanes*b.w*b.h:])
	}
	copy(b.features, g.features.data())
	tokens := g.votes.h * g.votes.w
	return b.takeVersions(ctx, versions, g.pairs(b, references), slices.Clone(g.votes.data()[hintedPlane*tokens:][:tokens]), progress)
}

// remember encodes the references and joins their tokens. Without any, the memory is that of
// white paper, in whose place P guesses.
func (n *Network) remember(ctx context.Context, references []*image.NRGBA, progress func(float64)) (*memory, error) {
	guessed := len(references) == 0
	if guessed {
		references = []*image.NRGBA{paper()}
	}
	var parts []tokens
	var numbers []int
	var key maphash.Hash
	key.SetSeed(n.seed.Seed)
	for i, m := range references[:min(len(references), maxReferences)] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w, h := referenceSize(m.Rect.Dx(), m.Rect.Dy(), min(len(references), maxReferences))
		t, err := n.encodeReference(m, w, h)
		if err != nil {
			return nil, err
		}
		parts, numbers = append(parts, t), append(numbers, i)
		maphash.WriteComparable(&key, n.seed.reference(m, w, h))
		progress(0.3 * float64(i+1) / float64(len(references)))
	}
	maphash.WriteComparable(&key, guessed)
	return n.memories.get(key.Sum64(), func() (*memory, error) {
		m := newMemory(parts, numbers)
		if guessed {
			m.guessed, m.swatches = true, n.prior.swatches
		}
		return m, nil
	})
}

// maxReferences is how many references share the tokens; more are not looked at.
const maxReferences = maxTokens / (grain / tokenSide) / (grain / tokenSide)

// paper is a reference without any colour.
func paper() *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 2*grain, 2*grain))
	copy(m.Pix, slices.Repeat([]byte{255}, len(m.Pix)))
	return m
}
