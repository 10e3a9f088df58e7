package app

import (
	"context"
	"errors"
	"image"
	"image/color"
	"sync"
	"testing"

	"keyline/canvas"
	"keyline/canvas/canvastest"
)

// fakeReach is how far, in px, strokes change the fake's colours.
const fakeReach = 30

var errNoColour = errors.New("no colour today")

// fake is a colorizer without a network. Its base takes the first reference's corner
// colour and every hint pixel; beside edges the green grows with the number of stroke
// pixels near. It fails the test when two calls overlap.
type fake struct {
	t    *testing.T
	gate chan struct{} // if set, every call waits for one value, or to be cancelled
	back chan struct{} // values that a cancelled call took: they are for the next one
	mu   sync.Mutex
	busy bool

	colorized, refined, cancelled, warmed int
	flattened                             int
	fails                                 bool
	pieces, paper                         int // of the last request
}

func (f *fake) enter(nested bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.busy && !nested {
		f.t.Error("two calls of the colorizer overlap")
	}
	f.busy = true
}

func (f *fake) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.busy = false
}

// wait is where the fake is slow.
func (f *fake) wait(ctx context.Context) error {
	if f.gate == nil {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
	case <-f.back:
	case <-f.gate:
		if ctx.Err() != nil {
			select {
			case f.back <- struct{}{}:
			default: // the gate is open for good: none is missed
			}
		}
	}
	if ctx.Err() != nil {
		f.mu.Lock()
		f.cancelled++
		f.mu.Unlock()
	}
	return ctx.Err()
}

// fail makes further calls fail, or work again.
func (f *fake) fail(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fails = on
}

func (f *fake) failing() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fails
}

func (f *fake) count(n *int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	*n++
	return *n
}

func (f *fake) read(n *int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return *n
}

func (f *fake) Colorize(ctx context.Context, r Request, progress func(float64)) (Base, error) {
	f.enter(false)
	defer f.leave()
	f.count(&f.colorized)
	f.mu.Lock()
	f.pieces, f.paper = len(r.Pieces), len(r.Paper)
	f.mu.Unlock()
	if err := f.wait(ctx); err != nil {
		return nil, err
	}
	progress(0.5)
	f.enter(true) // progress may have refined for an earlier base
	if f.failing() {
		return nil, errNoColour
	}
	return &fakeBase{fake: f, colour: baseColour(r)}, nil
}

func baseColour(r Request) *image.RGBA {
	b := r.Lines.Bounds()
	fill := color.NRGBA{180, 0, 90, 255}
	if len(r.References) > 0 {
		fill = cornerOf(r.References[0])
	}
	if r.Edges != nil { // the edges that bound hints make another base
		for _, a := range r.Edges.Pix {
			fill.B += a >> 7
		}
	}
	out := image.NewRGBA(b)
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := fill
			if k := giver(r, x, y); k > 0 {
				c = cornerOf(r.References[k])
			}
			if r.Hints != nil && r.Hints.NRGBAAt(x, y).A > 0 {
				c = r.Hints.NRGBAAt(x, y)
			}
			if r.Colour != nil {
				c = r.Colour.NRGBAAt(x, y)
			}
			out.SetRGBA(x, y, color.RGBA{c.R, c.G, c.B, 255})
		}
	}
	return out
}

func cornerOf(m *image.NRGBA) color.NRGBA { return m.NRGBAAt(m.Rect.Min.X, m.Rect.Min.Y) }

// giver is the first reference that gives colours to a pixel, counted from 0.
func giver(r Request, x, y int) int {
	for i, m := range r.Where {
		if m == nil || m.AlphaAt(x, y).A >= 128 {
			return i
		}
	}
	return 0
}

type fakeBase struct {
	fake   *fake
	colour *image.RGBA
}

// Warm fails the test if a call is under way.
func (b *fakeBase) Warm() error {
	b.fake.enter(false)
	defer b.fake.leave()
	b.fake.count(&b.fake.warmed)
	return nil
}

func (b *fakeBase) Reach() int              { return fakeReach }
func (b *fakeBase) Bounds() image.Rectangle { return b.colour.Bounds() }

func (b *fakeBase) Refine(ctx context.Context, edges *image.Alpha, area image.Rectangle) (*image.RGBA, error) {
	if edges != nil {
		b.fake.count(&b.fake.refined)
		if err := b.fake.wait(ctx); err != nil {
			return nil, err
		}
		if b.fake.failing() {
			return nil, errNoColour
		}
	}
	return mend(b.colour, edges, area), nil
}

func (b *fakeBase) RefineInto(ctx context.Context, edges *image.Alpha, dst *image.RGBA, level int) error {
	whole, err := b.Refine(ctx, edges, canvastest.Doubled(dst.Rect, level))
	if err == nil {
		canvastest.HalveInto(dst, whole, level)
	}
	return err
}

// flatBase is a base of one colour that takes no memory of its own.
type flatBase struct{ page image.Rectangle }

func (b flatBase) Reach() int              { return fakeReach }
func (b flatBase) Bounds() image.Rectangle { return b.page }

func (b flatBase) Refine(ctx context.Context, edges *image.Alpha, area image.Rectangle) (*image.RGBA, error) {
	out := image.NewRGBA(area.Intersect(b.page))
	return out, b.RefineInto(ctx, edges, out, 0)
}

func (b flatBase) RefineInto(_ context.Context, _ *image.Alpha, dst *image.RGBA, _ int) error {
	for i := range dst.Pix {
		dst.Pix[i] = 255
	}
	return nil
}

func (flatBase) Flats(context.Context, FlatRequest, func(float64)) (*image.Gray16, error) {
	return nil, errNoColour
}

// Flats gives each hint its pixels, each place its square of 40 px unless a later hint is in
// it, and the rest the swatch that is nearest to the base; strokes are paper.
func (b *fakeBase) Flats(ctx context.Context, r FlatRequest, progress func(float64)) (*image.Gray16, error) {
	b.fake.count(&b.fake.flattened)
	if err := b.fake.wait(ctx); err != nil {
		return nil, err
	}
	if b.fake.failing() {
		return nil, errNoColour
	}
	progress(0.5)
	return flatsOf(b.colour, r), nil
}

// flatsOf is what the fake's flats are.
func flatsOf(colour *image.RGBA, r FlatRequest) *image.Gray16 {
	out := image.NewGray16(colour.Rect)
	number := func(x, y, v int) { out.SetGray16(x, y, color.Gray16{Y: uint16(v)}) }
	for y := range colour.Rect.Dy() {
		for x := range colour.Rect.Dx() {
			number(x, y, nearestOf(r.Swatches, colour.RGBAAt(x, y)))
			if r.Edges != nil && r.Edges.AlphaAt(x, y).A >= 128 {
				number(x, y, 0)
			}
		}
	}
	seed := func(x, y int) int {
		if r.Seeds == nil {
			return 0
		}
		return int(r.Seeds.Gray16At(x, y).Y)
	}
	eachOf := func(at image.Rectangle, do func(x, y int)) {
		at = at.Intersect(colour.Rect)
		for y := at.Min.Y; y < at.Max.Y; y++ {
			for x := at.Min.X; x < at.Max.X; x++ {
				do(x, y)
			}
		}
	}
	eachOf(colour.Rect, func(x, y int) {
		if v := seed(x, y); v > 0 {
			number(x, y, v)
		}
	})
	for i, p := range r.Places {
		cell := image.Rectangle{Max: image.Pt(40, 40)}.Add(p.Div(40).Mul(40))
		late := false
		eachOf(cell, func(x, y int) { late = late || seed(x, y) > int(r.After[i]) })
		if !late {
			eachOf(cell, func(x, y int) { number(x, y, len(r.Swatches)+r.Hints+1+i) })
		}
	}
	return out
}

// nearestOf is the number of the swatch nearest to a colour, 0 if white is nearer.
func nearestOf(swatches []color.NRGBA, c color.RGBA) int {
	best, least := 0, 1<<30
	for i, s := range append([]color.NRGBA{{255, 255, 255, 255}}, swatches...) {
		dr, dg, db := int(s.R)-int(c.R), int(s.G)-int(c.G), int(s.B)-int(c.B)
		if far := dr*dr + dg*dg + db*db; far < least {
			best, least = i, far
		}
	}
	return best
}

// mend adds the number of stroke pixels within reach (a square) to the green.
func mend(colour *image.RGBA, edges *image.Alpha, area image.Rectangle) *image.RGBA {
	area = area.Intersect(colour.Rect)
	out := image.NewRGBA(area)
	sums := integral(edges, colour.Rect.Dx(), colour.Rect.Dy())
	w := colour.Rect.Dx() + 1
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c := colour.RGBAAt(x, y)
			near := image.Rect(x-fakeReach, y-fakeReach, x+fakeReach+1, y+fakeReach+1).Intersect(colour.Rect)
			n := sums[near.Max.Y*w+near.Max.X] - sums[near.Min.Y*w+near.Max.X] - sums[near.Max.Y*w+near.Min.X] + sums[near.Min.Y*w+near.Min.X]
			c.G = uint8(min(255, int(c.G)+n))
			out.SetRGBA(x, y, c)
		}
	}
	return out
}

// integral[y*(w+1)+x] counts the stroke pixels above and left of x, y.
func integral(edges *image.Alpha, w, h int) []int {
	sums := make([]int, (w+1)*(h+1))
	for y := range h {
		row := 0
		for x := range w {
			if edges != nil && edges.AlphaAt(x, y).A >= 128 {
				row++
			}
			sums[(y+1)*(w+1)+x+1] = sums[y*(w+1)+x+1] + row
		}
	}
	return sums
}

// bench is a session on a page with a line across, driven by a loop.
type bench struct {
	*Editor
	t    *testing.T
	fake *fake
	loop *Loop
	page Page
}

func newBench(t *testing.T, size image.Point, gate chan struct{}) *bench {
	t.Helper()
	lines := image.NewGray(image.Rectangle{Max: size})
	for i := range lines.Pix {
		lines.Pix[i] = uint8(255 - i%7)
	}
	b := &bench{t: t, fake: &fake{t: t, gate: gate, back: make(chan struct{}, 100)}, loop: NewLoop(), page: Page{Lines: canvas.NewLines(lines)}}
	b.Editor = NewEditor(b.fake, b.loop.Post, Watch{})
	t.Cleanup(b.Close)
	if err := b.Open(b.page); err != nil {
		t.Fatal(err)
	}
	return b
}

// SetReferences replaces the references alone.
func (b *bench) SetReferences(images ...*image.NRGBA) {
	b.SetReferencesAndPalette(images, b.history.Current().Palette())
}

// settle runs the session until nothing is outstanding.
func (b *bench) settle() {
	b.t.Helper()
	if err := b.loop.Until(b.t.Context(), b.Settled); err != nil {
		b.t.Fatal(err)
	}
	b.check()
}

// turn runs what was posted up to now.
func (b *bench) turn() {
	for f := b.loop.next(); f != nil; f = b.loop.next() {
		f()
	}
}

// check holds after every gesture: the picture on show is the document flattened, with
// what is shown live over it.
func (b *bench) check() {
	b.t.Helper()
	mustEqual(b.t, "the picture on show", b.Shown(), b.flattened(canvas.FlattenOptions{}))
}

// flattened is what must be on show: live pictures are of stale tiles only.
func (b *bench) flattened(o canvas.FlattenOptions) *image.RGBA {
	b.t.Helper()
	doc := b.Document()
	want := canvas.Flatten(doc, doc.Bounds(), o)
	if b.live == nil {
		return want
	}
	for _, at := range b.live.Tiles() {
		if doc.Tile(at).Cause() == doc.CauseOf(at) {
			b.t.Fatalf("tile %v is live although the document has it", at)
		}
	}
	if b.live.Level() == 0 {
		b.live.Over(want, want.Rect)
	}
	return want
}

// checkSettled holds when nothing is outstanding: the picture is what the strokes, the
// hints and the references ask for, whatever happened before.
func (b *bench) checkSettled() {
	b.t.Helper()
	doc := b.Document()
	colour := mend(baseColour(requestOf(doc, b.how)), doc.EdgeMask(doc.Bounds()), doc.Bounds())
	fresh, ok := doc.WithBase(canvas.Base{ID: 1, Reach: fakeReach, Sources: doc.Sources()}, doc.Cut(colour))
	if !ok {
		b.t.Fatal("the document refused a base from its own sources")
	}
	if fresh.HasFlats() {
		fresh = flattened(b.t, fresh, baseColour(requestOf(doc, b.how)))
	}
	mustEqual(b.t, "the settled picture", b.Shown(), canvas.Flatten(fresh, fresh.Bounds(), canvas.FlattenOptions{}))
}

// flattened makes a document's flats from scratch.
func flattened(t *testing.T, doc *canvas.Document, colour *image.RGBA) *canvas.Document {
	t.Helper()
	base := &fakeBase{&fake{t: t}, colour}
	m, err := makeFlats(t.Context(), doc, base, func(float64) {})
	if err != nil {
		t.Fatal(err)
	}
	flat, ok := doc.WithFlatMap(m)
	if !ok {
		t.Fatal("the document refused its own flats")
	}
	return flat
}

func mustEqual(t *testing.T, what string, got, want *image.RGBA) {
	t.Helper()
	if got.Rect != want.Rect {
		t.Fatalf("%s is %v, want %v", what, got.Rect, want.Rect)
	}
	for i := range got.Pix {
		if got.Pix[i] != want.Pix[i] {
			t.Fatalf("%s: byte %d at %d, %d is %d, want %d", what, i%4, i%got.Stride/4, i/got.Stride, got.Pix[i], want.Pix[i])
		}
	}
}

func copyOf(img *image.RGBA) *image.RGBA {
	c := image.NewRGBA(img.Rect)
	copy(c.Pix, img.Pix)
	return c
}

func at(x, y float64) canvas.Sample { return canvas.Sample{X: x, Y: y, Width: 6} }

// draw makes a whole stroke with the tool.
func (b *bench) draw(tool Tool, from, to canvas.Sample) {
	b.t.Helper()
	if err := b.PenDown(tool, color.NRGBA{10, 200, 30, 255}, from); err != nil {
		b.t.Fatal(err)
	}
	b.check()
	b.PenMove(to)
	b.check()
	b.PenUp()
	b.check()
}

func plain(c color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 2, 3))
	for y := range 3 {
		for x := range 2 {
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}
