package app

import (
	"image"
	"image/color"
	"testing"

	"keyline/canvas"
	"keyline/canvas/canvastest"
)

// upToDate tells whether every tile in sight shows the strokes as they are, live or for good.
func (b *bench) upToDate() bool {
	doc := b.Document()
	for _, at := range doc.Stale() {
		if doc.TileRect(at).Overlaps(b.seen) && (b.live == nil || b.live.Cause(at) != doc.CauseOf(at)) {
			return false
		}
	}
	return doc.Base().ID != 0
}

// settledPicture is what strokes, hints and references ask for.
func (b *bench) settledPicture() *image.RGBA {
	doc := b.Document()
	colour := mend(baseColour(requestOf(b.history.Current(), b.how)), doc.EdgeMask(doc.Bounds()), doc.Bounds())
	fresh, ok := doc.WithBase(canvas.Base{ID: 1, Reach: fakeReach, Sources: doc.Sources()}, doc.Cut(colour))
	if !ok {
		b.t.Fatal("the document refused a base from its own sources")
	}
	return canvas.Flatten(fresh, fresh.Bounds(), canvas.FlattenOptions{})
}

// With the pen still down the screen shows the strokes as they are: of page pixels to the bit,
// of a page shown halved nearly so. The document has none of it before the pen is up.
func TestAStrokeInHandIsShownAsItIsWithoutTheDocument(t *testing.T) {
	for level := range 3 {
		b := newBench(t, image.Pt(400, 300), nil)
		b.settle()
		if err := b.LockLasso([]canvas.Sample{at(60, 60), at(120, 60), at(120, 120), at(60, 120)}); err != nil {
			t.Fatal(err)
		}
		b.settle()
		base := b.Document()
		b.See(base.Bounds(), level)
		if err := b.PenDown(EdgeTool, color.NRGBA{}, at(20, 100)); err != nil {
			t.Fatal(err)
		}
		for x := 22.0; x < 180; x += 9 {
			b.PenMove(at(x, 90+x/4))
			b.turn()
			b.check()
		}
		b.until(b.upToDate)
		b.check()
		for _, at := range base.TilesIn(base.Bounds()) {
			if b.Document().Tile(at) != base.Tile(at) {
				t.Fatalf("level %d: the document's tile %v is another", level, at)
			}
		}
		b.comparesLive(level)
		b.PenUp()
		b.settle()
		b.checkLocked(base)
		if !b.live.Empty() {
			t.Errorf("level %d: live pictures are left", level)
		}
	}
}

// comparesLive holds live pictures against the settled ones, but for locked pixels.
func (b *bench) comparesLive(level int) {
	b.t.Helper()
	page := b.settledPicture()
	locked := b.Document().Locks()[0].Mask.Rect.Inset(-4)
	want := image.NewRGBA(canvas.Halved(page.Rect, level))
	canvastest.HalveInto(want, page, level)
	got := image.NewRGBA(want.Rect)
	copy(got.Pix, want.Pix)
	b.live.Over(got, page.Rect)
	for i, v := range got.Pix {
		x, y := i%got.Stride/4<<level, i/got.Stride<<level
		if d := int(v) - int(want.Pix[i]); !image.Pt(x, y).In(locked) && (level == 0 && d != 0 || max(d, -d) > 2) {
			b.t.Fatalf("level %d: byte %d at %d, %d is %d, want %d", level, i%4, x, y, v, want.Pix[i])
		}
	}
}

// checkLocked sees that locked pixels are those of a document before.
func (b *bench) checkLocked(before *canvas.Document) {
	b.t.Helper()
	lock := before.Locks()[0]
	was, now := before.Colour(lock.Mask.Rect), b.Document().Colour(lock.Mask.Rect)
	for i, a := range lock.Mask.Pix {
		p := lock.Mask.Rect.Min.Add(image.Pt(i%lock.Mask.Stride, i/lock.Mask.Stride))
		if a > 0 && was.RGBAAt(p.X, p.Y) != now.RGBAAt(p.X, p.Y) {
			b.t.Fatalf("locked pixel %v changed", p)
		}
	}
}

// What is not on the screen is not made while the pen is down, and what comes into sight is.
func TestOnlyWhatIsSeenIsMadeWhileThePenIsDown(t *testing.T) {
	b := newBench(t, image.Pt(600, 300), nil)
	b.settle()
	b.See(image.Rect(0, 0, 100, 300), 0)
	if err := b.PenDown(EdgeTool, color.NRGBA{}, at(20, 100)); err != nil {
		t.Fatal(err)
	}
	b.PenMove(at(580, 100))
	b.until(b.upToDate)
	for _, at := range b.live.Tiles() {
		if !b.Document().TileRect(at).Overlaps(b.seen) {
			t.Errorf("tile %v was made, which nobody sees", at)
		}
	}
	b.See(image.Rect(300, 0, 600, 300), 1)
	b.until(b.upToDate)
	if b.live.Level() != 1 || b.live.Cause(image.Pt(4, 0)) != b.Document().CauseOf(image.Pt(4, 0)) {
		t.Error("what came into sight was not made as it is seen")
	}
	b.check()
	b.PenUp()
	b.settle()
	b.checkSettled()
}

// While the pen is down and after, in every view, given up or not: no live picture is left
// when all has settled, and the picture is what the strokes ask for.
func TestLivePicturesGoWithWhatTheyStoodFor(t *testing.T) {
	ends := map[string]func(b *bench){
		"up":     func(b *bench) { b.PenUp() },
		"cancel": func(b *bench) { b.PenCancel() },
		"undone": func(b *bench) { b.PenUp(); b.Undo() },
		"look": func(b *bench) {
			b.Look(canvas.FlattenOptions{HideLines: true})
			b.checkAs(canvas.FlattenOptions{HideLines: true})
			b.Look(canvas.FlattenOptions{})
			b.PenUp()
		},
		"zoomed": func(b *bench) { b.PenUp(); b.See(b.Document().Bounds(), 3) },
		"other references": func(b *bench) {
			b.PenUp()
			b.SetReferences(plain(color.NRGBA{1, 200, 3, 255}))
		},
	}
	for name, end := range ends {
		for level := range 2 {
			b := newBench(t, image.Pt(400, 300), nil)
			b.settle()
			b.draw(EdgeTool, at(30, 200), at(200, 210))
			b.settle()
			b.See(b.Document().Bounds(), level)
			if err := b.PenDown(EdgeTool, color.NRGBA{}, at(20, 100)); err != nil {
				t.Fatal(err)
			}
			b.PenMove(at(180, 100))
			b.until(b.upToDate)
			end(b)
			b.check()
			b.settle()
			b.checkSettled()
			if b.live != nil && !b.live.Empty() {
				t.Errorf("%s at level %d: live pictures are left", name, level)
			}
		}
	}
}

// checkAs is check with another look.
func (b *bench) checkAs(o canvas.FlattenOptions) {
	b.t.Helper()
	for b.surface.Behind() {
		b.turn()
	}
	mustEqual(b.t, "the picture on show", b.Shown(), b.flattened(o))
}

// A window warms a base up when nothing else is to be done, and a stroke goes before that.
func TestABaseIsWarmedWhenNothingElseIsToBeDone(t *testing.T) {
	b := newBench(t, image.Pt(200, 150), nil)
	b.Warm() // there is none yet
	b.settle()
	b.Warm()
	b.until(func() bool { return b.fake.read(&b.fake.warmed) == 1 || b.waitABit() })
	b.draw(EdgeTool, at(20, 20), at(60, 50))
	b.Warm() // colours are asked for
	b.settle()
	b.checkSettled()
	if n := b.fake.read(&b.fake.warmed); n != 1 {
		t.Errorf("warmed %d times", n)
	}
}

// From the sample to the picture the session allocates next to nothing, on any page. The
// colorizer here takes nothing of its own.
func TestASampleAllocatesLittle(t *testing.T) {
	for level, size := range []image.Point{{1024, 1024}, {2000, 2600}} {
		b := newBench(t, size, nil)
		b.settle()
		b.bases[b.Document().Base().ID] = kept{flatBase{b.Document().Bounds()}, b.Document()}
		b.See(b.Document().Bounds(), level)
		samples := func(from, to int) {
			for i := from; i < to; i++ {
				b.PenMove(at(200+3*float64(i), 500))
				b.until(b.upToDate)
			}
		}
		if err := b.PenDown(EdgeTool, color.NRGBA{}, at(200, 500)); err != nil {
			t.Fatal(err)
		}
		samples(1, 40)
		if got := canvastest.Allocated(func() { samples(40, 140) }) / 100; got > 10<<10 {
			t.Errorf("%v: %d bytes for a sample", size, got)
		}
	}
}
