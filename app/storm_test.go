package app

import (
	"bytes"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
	"weak"

	"keyline/canvas"
	"keyline/canvas/canvastest"
)

// stormHistory keeps the undo list of a storm short, so that it is cut many times.
const stormHistory = 2 << 20

// stormSizes are the pages a storm opens.
var stormSizes = []image.Point{{260, 190}, {150, 260}, {129, 257}, {1, 1}}

// storm treats a session as badly as a person can, and checks after every gesture what
// must always hold. Gestures follow from the seed; when results come back between them
// is up to the scheduler.
type storm struct {
	*bench
	seed   uint64
	random *rand.Rand
	look   canvas.FlattenOptions
	seen   *canvas.Document                     // checked last
	held   map[*canvas.Lock]*image.RGBA         // the colours when they were locked
	sums   map[weak.Pointer[canvas.Tile]]uint32 // of published tiles, since the page was opened
}

func newStorm(t *testing.T, seed uint64) *storm {
	s := &storm{bench: newBench(t, stormSizes[0], make(chan struct{})), seed: seed, random: rand.New(rand.NewPCG(seed, 7))}
	s.limit, s.colours = stormHistory, stormHistory/8
	s.openAnother()
	return s
}

func (s *storm) openAnother() {
	size := stormSizes[s.random.IntN(len(stormSizes))]
	lines := image.NewGray(image.Rectangle{Max: size})
	for i := range lines.Pix {
		lines.Pix[i] = uint8(255 - i%11)
	}
	s.page = Page{Lines: canvas.NewLines(lines)}
	if err := s.Open(s.page); err != nil {
		s.t.Fatal(err)
	}
	s.look, s.sums = canvas.FlattenOptions{}, map[weak.Pointer[canvas.Tile]]uint32{}
	s.held = map[*canvas.Lock]*image.RGBA{}
}

// place is somewhere on the page or a little beside it.
func (s *storm) place() canvas.Sample {
	size := s.Document().Bounds().Size()
	return canvas.Sample{
		X: s.random.Float64()*float64(size.X+60) - 30, Y: s.random.Float64()*float64(size.Y+60) - 30,
		Width: 1 + s.random.Float64()*14,
	}
}

// stroke draws with a random tool; one in eight is given up.
func (s *storm) stroke() {
	tool := []Tool{EdgeTool, EdgeTool, EdgeTool, EdgeTool, EdgeTool, HintTool, Eraser}[s.random.IntN(7)]
	at := s.place()
	if err := s.PenDown(tool, color.NRGBA{uint8(s.random.UintN(256)), 200, 30, 255}, at); err != nil {
		s.t.Fatal(err)
	}
	s.happened()
	for range s.random.IntN(6) {
		at.X += s.random.Float64()*60 - 30
		at.Y += s.random.Float64()*60 - 30
		s.PenMove(at)
		s.happened()
	}
	switch s.random.IntN(16) {
	case 0:
		s.PenCancel()
	case 1:
		s.Undo()
	default:
		s.PenUp()
	}
	s.happened()
}

// between does what happens between strokes.
func (s *storm) between() {
	switch s.random.IntN(20) {
	case 16, 17:
		s.lock()
	case 14, 15:
		s.carry()
	case 0, 1:
		for range s.random.IntN(12) {
			s.Undo()
			s.happened()
		}
	case 2, 3:
		for range s.random.IntN(12) {
			s.Redo()
			s.happened()
		}
	case 4:
		s.withStroke(func(id canvas.ID) { s.Hide(id, s.random.IntN(2) == 0) })
	case 5:
		s.withStroke(func(id canvas.ID) { s.Remove(id) })
	case 6:
		s.SetReferences(plain(color.NRGBA{9, uint8(s.random.UintN(200)), 200, 255}))
	case 7:
		if err := s.SetLevels(canvas.Levels{Black: uint8(s.random.UintN(40)), White: 250}); err != nil {
			s.t.Fatal(err)
		}
	case 8:
		s.look = canvas.FlattenOptions{HideLines: s.random.IntN(3) == 0, HideColour: s.random.IntN(3) == 0}
		s.Look(s.look)
	case 9:
		s.Stop()
		s.happened()
		s.Again()
	case 10:
		s.fake.fail(s.random.IntN(2) == 0)
		s.Again()
	case 11:
		if s.random.IntN(6) == 0 {
			s.openAnother()
		}
	case 12:
		s.rest()
	case 13:
		if err := s.SetColouring(s.colouring()); err != nil {
			s.t.Fatal(err)
		}
	}
	s.happened()
}

// carry moves, reshapes or weighs a stroke; now and then it is given up.
func (s *storm) carry() {
	s.withStroke(func(id canvas.ID) {
		grab := []func() bool{
			func() bool { return s.GrabStrokes(s.place(), id) },
			func() bool { return s.GrabHandle(s.place(), id, s.random.IntN(2)) },
			func() bool { return s.GrabWidth(id) },
		}[s.random.IntN(3)]
		if !grab() {
			return
		}
		for range s.random.IntN(4) {
			s.happened()
			s.PenMove(s.place())
		}
		s.happened()
		if s.random.IntN(4) == 0 {
			s.PenCancel()
		}
		s.PenUp()
	})
}

// lock locks a region, or unlocks one.
func (s *storm) lock() {
	if list := s.Document().Locks(); len(list) > 1 {
		s.Unlock(list[s.random.IntN(len(list))].ID)
		return
	}
	held := s.Document().Colour(s.Document().Bounds())
	if err := s.LockLasso([]canvas.Sample{s.place(), s.place(), s.place(), s.place()}); err != nil {
		return // there are no colours, or the lasso holds none
	}
	if len(s.held) > 8 {
		clear(s.held) // a lock that undo brings back is not known then
	}
	list := s.Document().Locks()
	s.held[list[len(list)-1]] = held
}

// holds sees that locked pixels are those that were locked.
func (s *storm) holds(doc *canvas.Document) {
	for _, l := range doc.Locks() {
		was, known := s.held[l]
		if !known {
			continue
		}
		now := doc.Colour(l.Mask.Rect)
		for i, a := range l.Mask.Pix {
			at := l.Mask.Rect.Min.Add(image.Pt(i%l.Mask.Stride, i/l.Mask.Stride))
			if a > 0 && was.RGBAAt(at.X, at.Y) != now.RGBAAt(at.X, at.Y) {
				s.t.Fatalf("locked pixel %v is %v, it was %v", at, now.RGBAAt(at.X, at.Y), was.RGBAAt(at.X, at.Y))
			}
		}
	}
}

// colouring is one to mend, or none.
func (s *storm) colouring() *image.NRGBA {
	if s.random.IntN(2) == 0 {
		return nil
	}
	img := image.NewNRGBA(s.Document().Bounds())
	for i := range img.Pix {
		img.Pix[i] = uint8(i/9 + i%3)
	}
	return img
}

func (s *storm) withStroke(do func(canvas.ID)) {
	if list := s.Document().Strokes(); len(list) > 0 {
		do(list[s.random.IntN(len(list))].ID)
	}
}

// happened follows every gesture: a call of the network may end, results may be taken,
// and the picture on show is the document flattened.
func (s *storm) happened() {
	s.t.Helper()
	if s.random.IntN(2) == 0 {
		select {
		case s.fake.gate <- struct{}{}:
		default: // none is under way
		}
	}
	if s.random.IntN(2) == 0 {
		s.turn()
	}
	doc := s.Document()
	if doc == s.seen && s.random.IntN(4) > 0 {
		return
	}
	s.seen = doc
	if !bytes.Equal(s.Shown().Pix, s.flattened(s.look).Pix) {
		s.t.Fatal("the picture on show is not the document flattened")
	}
	if got := s.history.Bytes(); got > stormHistory+8*int64(len(s.Shown().Pix)) {
		s.t.Fatalf("undo keeps %d bytes, the limit is %d", got, stormHistory)
	}
	s.published(doc)
	s.holds(doc)
}

// published notes tiles and sees that none of those it knows was written to.
func (s *storm) published(doc *canvas.Document) {
	for _, at := range doc.TilesIn(doc.Bounds()) {
		tile := doc.Tile(at)
		if tile == nil {
			continue
		}
		key := weak.Make(tile) // the memory in use is to be the session's
		sum, known := s.sums[key]
		if known && sum != tile.Checksum() {
			s.t.Fatalf("published tile %v was written to", at)
		}
		s.sums[key] = tile.Checksum()
	}
	if len(s.sums) > 500 {
		clear(s.sums)
	}
}

// rest waits until nothing is outstanding: all is as the strokes ask for then.
func (s *storm) rest() {
	s.t.Helper()
	s.fake.fail(false)
	s.Look(canvas.FlattenOptions{})
	s.look = canvas.FlattenOptions{}
	s.Again()
	shut := letThrough(s.bench)
	s.settle()
	for s.Err() != nil { // of a call that was under way
		s.Again()
		s.settle()
	}
	shut()
	for _, at := range s.Document().TilesIn(s.Document().Bounds()) {
		if got := s.Document().Tile(at).Cause(); got != s.Document().CauseOf(at) {
			s.t.Fatalf("tile %v is of another cause than the strokes have", at)
		}
	}
	s.checkSettled()
}

func TestFiveHundredStrokesInAStorm(t *testing.T) {
	const seed = 20261122
	s := newStorm(t, seed)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("seed %d", seed)
		}
	})
	start := canvastest.HeapInUse()
	for i := range 500 {
		s.stroke()
		s.between()
		if t.Failed() {
			t.Fatalf("in stroke %d", i)
		}
		if i%100 == 99 {
			s.rest()
			if now := canvastest.HeapInUse(); now > start+2*stormHistory+(8<<20) {
				t.Errorf("%d bytes in use after %d strokes, %d at the start", now, i+1, start)
			}
		}
	}
	s.openAnother()
	s.rest()
	if now := canvastest.HeapInUse(); now > start+(2<<20) {
		t.Errorf("%d bytes in use after all, %d at the start", now, start)
	}
}
