package canvas

import (
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"

	"keyline/canvas/palette"
)

// player plays random gestures as an editor would and checks after each what must always
// hold.
type player struct {
	t       testing.TB
	r       *rand.Rand
	base    *image.RGBA
	history *History
	surface *Surface
	sums    map[*Tile]uint32 // every tile ever published, with its checksum
	bases   ID
	late    []Result              // results that come back at some later time
	locked  map[*Lock]*image.RGBA // the colours as they were when they were locked
	flats   []*FlatMap            // that come back at some later time
	done    []*Document
	at      int
}

func newPlayer(t testing.TB, seed uint64, size image.Point, side, reach int) *player {
	p := &player{
		t: t, r: rand.New(rand.NewPCG(seed, 2)), base: noise(size, 3), bases: 1,
		history: NewHistory(coloured(t, size, side, reach), 1<<30, int64(seed%3)*1<<16),
		surface: NewSurface(FlattenOptions{}), sums: map[*Tile]uint32{},
		locked: map[*Lock]*image.RGBA{},
	}
	p.done = []*Document{p.history.Current()}
	return p
}

// do makes a step and remembers the document that undo has to bring back.
func (p *player) do(d *Document) {
	if d == p.history.Current() {
		return
	}
	p.history.Do(d)
	p.done = append(p.done[:p.at+1], d)
	p.at++
}

func (p *player) settle(d *Document) {
	if !p.history.Settle(d) {
		p.t.Fatal("results did not settle")
	}
	p.done[p.at] = p.history.Current()
}

// play makes one gesture of any kind.
func (p *player) play(gesture uint8) {
	d := p.history.Current()
	switch gesture % 19 {
	case 0, 1:
		p.scribble(Edge)
	case 2:
		p.scribble(Hint)
	case 3:
		p.step(-1, p.history.Undo)
	case 4:
		p.step(1, p.history.Redo)
	case 5:
		if s := d.Strokes(); len(s) > 0 {
			p.do(d.WithoutStroke(s[p.r.IntN(len(s))].ID))
		}
	case 6:
		if s := d.Strokes(); len(s) > 0 {
			one := s[p.r.IntN(len(s))]
			p.do(d.WithStrokeHidden(one.ID, !one.Hidden))
		}
	case 7: // results are asked for, and come after who knows what
		for _, at := range d.Stale() {
			p.late = append(p.late, d.Results(refine(d, p.base, d.TileRect(at)))...)
		}
	case 8:
		p.settle(d.WithTiles(p.late))
	case 9:
		p.bases++
		e, ok := d.WithBase(Base{ID: p.bases, Reach: d.Base().Reach, Sources: d.Sources()}, d.Cut(p.base))
		if !ok {
			p.t.Fatal("a base from the present sources was dropped")
		}
		p.settle(e)
	case 10:
		p.lock()
	case 11:
		if l := d.Locks(); len(l) > 0 {
			p.do(d.WithoutLock(l[p.r.IntN(len(l))].ID))
		}
	default:
		p.flatten(d, gesture%19)
	}
}

// flatten plays a gesture of flats and of the layers' looks.
func (p *player) flatten(d *Document, gesture uint8) {
	switch gesture {
	case 12:
		if p.r.IntN(4) == 0 {
			p.do(d.WithoutFlats())
		} else {
			p.do(d.WithFlats())
		}
	case 13:
		p.do(d.WithPalette(randomSwatches(p.r, d.Palette())))
	case 14:
		if ids := d.SwatchIDs(); d.HasFlats() && len(ids) > 0 {
			p.do(d.WithFlatPlace(image.Pt(p.r.IntN(200), p.r.IntN(200)), ids[p.r.IntN(len(ids))]))
		}
	case 15:
		if d.HasFlats() {
			p.flats = append(p.flats, randomFlats(p.t, p.r, d))
		}
		for _, m := range p.flats {
			e, _ := p.history.Current().WithFlatMap(m)
			p.settle(e)
		}
	case 16:
		p.do(randomLooks(p.r, d))
	case 17, 18:
		s := BeginPaint(d, color.NRGBA{uint8(p.r.UintN(256)), 9, 30, 255}, p.r.IntN(3) == 0)
		for range 1 + p.r.IntN(5) {
			s.Extend(Sample{X: p.r.Float64()*200 - 20, Y: p.r.Float64()*200 - 20, Width: 1 + 30*p.r.Float64()})
			if p.r.IntN(4) == 0 {
				s.Settle(p.late)
			}
		}
		if e := s.Document(); e.sameDrawing(d) { // nothing was painted, or erased
			p.settle(e)
		} else {
			p.do(e)
		}
	}
}

// randomSwatches changes a palette somehow.
func randomSwatches(r *rand.Rand, list []palette.Swatch) []palette.Swatch {
	c := color.NRGBA{uint8(r.UintN(256)), uint8(r.UintN(256)), 7, 255}
	switch i := r.IntN(len(list) + 2); {
	case i < len(list) && r.IntN(3) == 0:
		return slices.Delete(list, i, i+1)
	case i < len(list):
		list[i].Colour = c
		return list
	}
	return append(list, palette.Swatch{Colour: c})
}

// randomFlats makes flats of noise for a document, some of its tiles even.
func randomFlats(t testing.TB, r *rand.Rand, d *Document) *FlatMap {
	t.Helper()
	o, err := d.FlatOrder()
	if err != nil {
		t.Fatal(err)
	}
	numbers := image.NewGray16(d.Bounds())
	last := 0
	for i := 0; i < len(numbers.Pix); i += 2 {
		if r.IntN(40) == 0 {
			last = r.IntN(len(o.kinds))
		}
		numbers.Pix[i], numbers.Pix[i+1] = uint8(last>>8), uint8(last)
	}
	return o.Cut(numbers)
}

// randomLooks gives one layer another look, or the lines a tint.
func randomLooks(r *rand.Rand, d *Document) *Document {
	if r.IntN(4) == 0 {
		return d.WithTint(color.NRGBA{uint8(r.UintN(256)), uint8(r.UintN(256)), 0, 255})
	}
	look := LayerLook{Opacity: uint8(r.UintN(256)), Hidden: r.IntN(3) == 0, Locked: r.IntN(2) == 0}
	if r.IntN(3) == 0 {
		look.Opacity = 255
	}
	return d.WithLook(Layer(r.IntN(int(layerCount))), look)
}

// lock locks what a random lasso holds.
func (p *player) lock() {
	d := p.history.Current()
	var lasso []Sample
	for range 3 + p.r.IntN(4) {
		lasso = append(lasso, Sample{X: p.r.Float64()*220 - 20, Y: p.r.Float64()*220 - 20})
	}
	mask := d.LassoMask(lasso)
	before := d.Colour(mask.Rect)
	if d.flats != nil && d.looks.opacity(FlatsLayer) > 0 { // what is seen is locked, but for paint
		before = Flatten(d.WithPaint(nil), mask.Rect, FlattenOptions{HideLines: true})
	}
	e, id := d.WithLock(mask)
	if id == 0 {
		return
	}
	l := e.Locks()[len(e.Locks())-1]
	p.locked[l] = image.NewRGBA(l.Mask.Rect)
	for y := l.Mask.Rect.Min.Y; y < l.Mask.Rect.Max.Y; y++ {
		for x := l.Mask.Rect.Min.X; x < l.Mask.Rect.Max.X; x++ {
			if l.Mask.AlphaAt(x, y).A > 0 {
				p.locked[l].SetRGBA(x, y, before.RGBAAt(x, y))
			}
		}
	}
	p.do(e)
}

// holds sees that locked pixels are to the bit what they were.
func (p *player) holds(d *Document) {
	for _, l := range d.Locks() {
		want, got := p.locked[l], d.Colour(l.Mask.Rect)
		for i, a := range l.Mask.Pix {
			at := l.Mask.Rect.Min.Add(image.Pt(i%l.Mask.Stride, i/l.Mask.Stride))
			if a > 0 && got.RGBAAt(at.X, at.Y) != want.RGBAAt(at.X, at.Y) {
				p.t.Fatalf("lock %d: pixel %v is %v, locked was %v", l.ID, at, got.RGBAAt(at.X, at.Y), want.RGBAAt(at.X, at.Y))
			}
		}
	}
}

func (p *player) step(by int, move func() (*Document, bool)) {
	d, ok := move()
	if ok {
		p.at += by
	}
	was := p.done[p.at]
	if d != was && (!d.sameDrawing(was) || p.history.colours > 1<<20) {
		p.t.Fatal("undo or redo brought back another document")
	}
	if p.r.IntN(2) == 0 && d.Base() == p.done[0].Base() {
		p.settle(d.WithFresh(p.done[0]))
	}
	p.done[p.at] = p.history.Current()
}

// scribble draws a stroke; results settle while the pen is down. One in eight is
// cancelled.
func (p *player) scribble(kind Kind) {
	colour := color.NRGBA{uint8(p.r.UintN(256)), 5, 90, 255}
	f, err := Begin(p.history.Current(), kind, colour)
	if err != nil {
		p.t.Fatal(err)
	}
	b := f.Document().Bounds()
	s := Sample{X: p.r.Float64() * float64(b.Dx()), Y: p.r.Float64() * float64(b.Dy()), Width: 1 + 6*p.r.Float64()}
	for range p.r.IntN(8) {
		s.X, s.Y = s.X+24*p.r.Float64()-12, s.Y+24*p.r.Float64()-12
		f.Extend(s)
		if p.r.IntN(4) == 0 {
			p.late = append(p.late, f.Document().Results(refine(f.Document(), p.base, b))...)
			f.Settle(p.late)
		}
	}
	if p.r.IntN(8) == 0 {
		return // the stroke is given up
	}
	if f.mark != nil {
		p.do(f.Document())
	}
}

func (p *player) check() {
	p.t.Helper()
	d := p.history.Current()
	p.surface.Show(d)
	equalRGBA(p.t, "shown picture", p.surface.Image(), Flatten(d, d.Bounds(), FlattenOptions{}))
	want := refine(d, p.base, d.Bounds())
	d.hold(want)
	p.holds(d)
	for i, tile := range d.tiles {
		at := d.grid.at(i)
		if cause := d.causeOf(d.grid.rect(at)); cause != d.causes.of(i) {
			p.t.Fatalf("tile %v: cause kept %+v, from scratch %+v", at, d.causes.of(i), cause)
		}
		if tile.cause == d.causes.of(i) && !equalIn(tile.pix, want) {
			p.t.Fatalf("tile %v is fresh and differs from a refinement of the whole page", at)
		}
		if sum, ok := p.sums[tile]; ok && sum != tile.Checksum() {
			p.t.Fatalf("published tile %v was written to", at)
		}
		p.sums[tile] = tile.Checksum()
	}
}

func equalIn(part, whole *image.RGBA) bool {
	for y := part.Rect.Min.Y; y < part.Rect.Max.Y; y++ {
		n := 4 * part.Rect.Dx()
		if !slices.Equal(part.Pix[part.PixOffset(part.Rect.Min.X, y):][:n], whole.Pix[whole.PixOffset(part.Rect.Min.X, y):][:n]) {
			return false
		}
	}
	return true
}

func (p *player) finish() {
	for tile, sum := range p.sums {
		if tile.Checksum() != sum {
			p.t.Fatal("a published tile was written to")
		}
	}
	end := settle(p.history.Current(), p.base)
	if len(end.Stale()) != 0 {
		p.t.Fatal("refining all stale tiles leaves some")
	}
	want := refine(end, p.base, end.Bounds())
	end.hold(want)
	p.holds(end)
	if !slices.Equal(end.Colour(end.Bounds()).Pix, want.Pix) {
		p.t.Fatal("the refined tiles differ from a refinement of the whole page")
	}
}

func TestRandomGestures(t *testing.T) {
	sizes := []image.Point{{}, {X: 1, Y: 1}, {X: 64, Y: 64}, {X: 67, Y: 129}, {X: 150, Y: 38}}
	for seed := range uint64(25) {
		size := sizes[int(seed)%len(sizes)]
		p := newPlayer(t, seed, size, []int{16, 33, 128}[seed%3], int(seed%12))
		for range 40 {
			p.play(uint8(p.r.UintN(256)))
			p.check()
		}
		p.finish()
	}
}

func FuzzGestures(f *testing.F) {
	f.Add(uint64(1), []byte{0, 7, 1, 8, 3, 8, 4, 9, 7, 8})
	f.Add(uint64(2), []byte{0, 0, 5, 7, 6, 8, 3, 3, 4, 2, 9})
	f.Fuzz(func(t *testing.T, seed uint64, gestures []byte) {
		p := newPlayer(t, seed, image.Pt(41, 37), 16, 6)
		for _, g := range gestures[:min(len(gestures), 40)] {
			p.play(g)
			p.check()
		}
		p.finish()
	})
}

// FuzzStroke feeds strokes of any numbers: refused or drawn inside their bounds, the same
// in parts as whole.
func FuzzStroke(f *testing.F) {
	f.Add(1.0, 2.0, 30.0, 31.0, 4.0, 9.0)
	f.Add(-5.0, 0.0, 1e9, 2.0, 0.1, 4096.0)
	f.Add(0.0, 0.0, 0.0, 0.0, 0.0625, 0.0625)
	f.Fuzz(func(t *testing.T, x0, y0, x1, y1, w0, w1 float64) {
		s := Stroke{Samples: []Sample{{X: x0, Y: y0, Width: w0}, {X: x1, Y: y1, Width: w1}}}
		d, _, err := New(ringLines(image.Pt(60, 40))).WithStroke(s)
		if (err == nil) != (s.Check() == nil) {
			t.Fatal("Check and WithStroke disagree")
		}
		// Widths in the thousands are slow to draw and show nothing new.
		if err != nil || w0 > 300 || w1 > 300 {
			return
		}
		whole := d.EdgeMask(d.Bounds())
		if whole == nil {
			return
		}
		part := d.EdgeMask(image.Rect(17, 9, 44, 31))
		for y := 9; y < 31; y++ {
			for x := 17; x < 44; x++ {
				a := whole.AlphaAt(x, y).A
				if part == nil && a != 0 || part != nil && a != part.AlphaAt(x, y).A {
					t.Fatalf("pixel (%d, %d) differs in a part", x, y)
				}
				if a != 0 && !image.Pt(x, y).In(s.Bounds()) {
					t.Fatalf("pixel (%d, %d) is outside the bounds %v", x, y, s.Bounds())
				}
			}
		}
	})
}
