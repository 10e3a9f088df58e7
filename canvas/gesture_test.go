package canvas

import (
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"
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
	late    []Result // results that come back at some later time
	done    []*Document
	at      int
}

func newPlayer(t testing.TB, seed uint64, size image.Point, side, reach int) *player {
	p := &player{
		t: t, r: rand.New(rand.NewPCG(seed, 2)), base: noise(size, 3), bases: 1,
		history: NewHistory(coloured(t, size, side, reach), 1<<30),
		surface: NewSurface(FlattenOptions{}), sums: map[*Tile]uint32{},
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

// play makes one gesture of ten kinds.
func (p *player) play(gesture uint8) {
	d := p.history.Current()
	switch gesture % 10 {
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
	}
}

func (p *player) step(by int, move func() (*Document, bool)) {
	d, ok := move()
	if ok {
		p.at += by
	}
	if d != p.done[p.at] {
		p.t.Fatal("undo or redo brought back another document")
	}
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
		f.Cancel()
		return
	}
	if d, ok := f.Commit(); ok {
		p.do(d)
	}
}

func (p *player) check() {
	p.t.Helper()
	d := p.history.Current()
	p.surface.Show(d)
	equalRGBA(p.t, "shown picture", p.surface.Image(), Flatten(d, d.Bounds(), FlattenOptions{}))
	want := refine(d, p.base, d.Bounds())
	for i, tile := range d.tiles {
		at := d.grid.at(i)
		if cause := d.causeOf(d.grid.rect(at)); cause != d.causes[i] {
			p.t.Fatalf("tile %v: cause kept %+v, from scratch %+v", at, d.causes[i], cause)
		}
		if tile.cause == d.causes[i] && !equalIn(tile.pix, want) {
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
	if !slices.Equal(end.Colour(end.Bounds()).Pix, refine(end, p.base, end.Bounds()).Pix) {
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
