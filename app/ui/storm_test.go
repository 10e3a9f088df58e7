package ui

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyline/app"
	"keyline/canvas/canvastest"
)

// storm treats a window as badly as a person can, through its widgets, and checks after
// every gesture what must always hold. Gestures follow from the seed; when colours come
// back between them is up to the scheduler.
type storm struct {
	*bench
	random *rand.Rand
}

func newStorm(t *testing.T, seed uint64) *storm {
	b := newBench(t)
	b.stated.out = nil // nobody reads it here
	b.win.Resize(fyne.NewSize(640, 460))
	b.shelf.files["/red.png"], b.shelf.files["/blue.png"] = plain(color.NRGBA{200, 30, 40, 255}, 9, 9), plain(color.NRGBA{30, 40, 200, 255}, 8, 7)
	b.shelf.files["/page.png"] = lineArt(301, 167)
	b.shelf.files["/mine.png"] = plain(color.NRGBA{90, 120, 60, 255}, 200, 160)
	s := &storm{bench: b, random: rand.New(rand.NewPCG(seed, 3))}
	s.shutGate()
	s.openAgain("/sketch.png")
	s.rest()
	return s
}

// shutGate makes bases wait until they are let through.
func (s *storm) shutGate() {
	s.fake.mu.Lock()
	defer s.fake.mu.Unlock()
	s.fake.gate = make(chan struct{}, 4)
}

// openGate lets all bases through.
func (s *storm) openGate() {
	s.fake.mu.Lock()
	defer s.fake.mu.Unlock()
	if s.fake.gate != nil {
		close(s.fake.gate)
		s.fake.gate = nil
	}
}

func (s *storm) fail(on bool) {
	s.fake.mu.Lock()
	defer s.fake.mu.Unlock()
	s.fake.fails = on
}

// turn runs what was posted up to now.
func (s *storm) turn() {
	done := false
	s.loop.Post(func() { done = true })
	if err := s.loop.Until(s.t.Context(), func() bool { return done }); err != nil {
		s.t.Fatal(err)
	}
}

// answer closes all dialogs: with a button of that text if there is one, else with Esc.
func (s *storm) answer(text string) {
	for len(s.dialogs) > 0 {
		if top := s.win.Canvas().Overlays().Top(); text != "" && top != nil {
			if b := find(top, text); b != nil {
				test.Tap(b)
				text = ""
				continue
			}
		}
		s.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
}

func (s *storm) openAgain(path string) {
	s.OpenFiles(path, "/blue.png")
	s.answer("Discard")
}

// place is somewhere on the page or a little beside it.
func (s *storm) place() point {
	size := s.desk.editor.Document().Bounds().Size()
	return point{s.random.Float64()*float64(size.X+40) - 20, s.random.Float64()*float64(size.Y+40) - 20}
}

// draw makes a stroke with a random tool; now and then it does not end as it should.
func (s *storm) draw() {
	s.key([]fyne.KeyName{fyne.KeyK, fyne.KeyK, fyne.KeyK, fyne.KeyB, fyne.KeyE, fyne.KeyV, fyne.KeyD}[s.random.IntN(7)])
	p := s.place()
	s.press(p.x, p.y, desktop.MouseButtonPrimary, 0)
	s.happened()
	for range 1 + s.random.IntN(5) {
		p.x, p.y = p.x+s.random.Float64()*40-20, p.y+s.random.Float64()*40-20
		at := s.screen(p.x, p.y)
		s.picture.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
		s.happened()
	}
	switch s.random.IntN(16) {
	case 0:
		s.key(fyne.KeyEscape)
	case 1:
		s.cmd.undo.run()
	case 2:
		s.key(fyne.KeyZ) // keys wait while a stroke is in hand
	case 3:
		s.picture.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
		s.picture.DragEnd()
	case 4:
		s.AddReferences("/red.png") // comes while the pen is down, perhaps
	case 5:
		s.win.Resize(fyne.NewSize(720, 480))
	}
	s.happened()
	s.release()
	s.happened()
	if s.desk.editor.PenIsDown() {
		s.t.Fatal("the pen is down after it was lifted")
	}
}

// between does what happens between strokes.
func (s *storm) between() {
	at := fyne.NewPos(s.random.Float32()*300, s.random.Float32()*300)
	switch s.random.IntN(20) {
	case 0, 1:
		for range s.random.IntN(10) {
			s.cmd.undo.run()
			s.happened()
		}
	case 2:
		for range s.random.IntN(10) {
			s.cmd.redo.run()
			s.happened()
		}
	case 3, 4:
		for range s.random.IntN(6) {
			delta := fyne.Delta{DY: s.random.Float32()*120 - 60}
			s.picture.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: delta})
			s.happened()
		}
	case 5:
		s.press(20, 20, desktop.MouseButtonTertiary, 0)
		s.picture.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
		s.release()
	case 6:
		s.win.Resize(fyne.NewSize(640+s.random.Float32()*200, 420+s.random.Float32()*160))
	case 7:
		if s.random.IntN(3) == 0 {
			s.toggleTheme()
		}
	case 8:
		s.key(fyne.KeyTab)
	case 9:
		for _, c := range []command{s.cmd.lines, s.cmd.colours, s.cmd.strokes} {
			if s.random.IntN(2) == 0 {
				c.run()
			}
		}
	case 10:
		s.key([]fyne.KeyName{fyne.Key1, fyne.Key2, fyne.KeyEqual, fyne.KeyMinus}[s.random.IntN(4)])
	default:
		s.sources()
	}
	s.happened()
}

// sources changes what colours are made from.
func (s *storm) sources() {
	switch s.random.IntN(9) {
	case 0:
		s.AddReferences("/red.png", "/missing.png")
	case 1:
		if n := len(s.desk.references); n > 0 {
			s.desk.removeReference(s.random.IntN(n))
		}
	case 2:
		s.mendFile("/mine.png")
	case 3:
		s.fail(s.random.IntN(3) == 0)
		s.colourAgain()
	case 4:
		s.stopColouring()
		s.happened()
		s.colourAgain()
	case 5:
		if s.random.IntN(3) == 0 {
			s.openAgain([]string{"/sketch.png", "/page.png", "/small.png", "/missing.png"}[s.random.IntN(4)])
		}
	case 6:
		if s.random.IntN(4) == 0 {
			s.cmd.closePicture.run()
			s.answer("Discard")
			s.turn()
			s.OpenFiles("/sketch.png")
		}
	case 7:
		if s.random.IntN(4) == 0 {
			s.export()
		}
	case 8:
		s.rest()
	}
}

// export writes the picture while the storm goes on, or gives up half way.
func (s *storm) export() {
	s.cmd.export.run()
	if s.exporting == nil {
		return // there is nothing open
	}
	s.exporting.form.path.SetText("/out.png")
	s.exporting.accept()
	if b := find(s.win.Canvas().Overlays().Top(), "Replace"); b != nil {
		test.Tap(b)
	}
	s.turn()
	s.answer("") // it may still be waiting for colours, or have failed
}

// happened follows every gesture: a base may come, results may be taken, and what is on
// show is the document.
func (s *storm) happened() {
	s.t.Helper()
	if s.random.IntN(2) == 0 && s.fake.gate != nil {
		select {
		case s.fake.gate <- struct{}{}:
		default: // enough are let through
		}
	}
	if s.random.IntN(2) == 0 {
		s.turn()
	}
	if s.random.IntN(4) > 0 {
		s.answer("")
	}
	if !s.desk.isOpen() {
		return
	}
	s.shownIsFlattened()
	if s.random.IntN(16) == 0 {
		s.frameIsFresh()
	}
}

// frameIsFresh sees that a frame painted with all that is remembered from earlier ones is
// one painted from nothing.
func (s *storm) frameIsFresh() {
	s.t.Helper()
	got := string(s.frame().Pix)
	s.picture.now, s.picture.overlay = layer{}, overlay{}
	if string(s.frame().Pix) != got {
		s.t.Fatal("the frame differs from one painted anew")
	}
}

// rest waits until nothing is outstanding: every tile is as the strokes ask for then.
func (s *storm) rest() {
	s.t.Helper()
	s.fail(false)
	s.answer("")
	s.openGate()
	s.settle()
	for s.desk.isOpen() && (s.desk.editor.Err() != nil || s.desk.editor.Stopped()) {
		s.answer("")
		s.colourAgain()
		s.settle()
	}
	s.answer("")
	s.shutGate()
	if !s.desk.isOpen() {
		s.OpenFiles("/sketch.png")
		s.rest()
		return
	}
	doc := s.desk.editor.Document()
	if n := len(doc.Stale()); n != 0 {
		s.t.Fatalf("%d tiles are of another cause than the strokes have", n)
	}
	whole := fakeBase{app.Request{Lines: doc.Lines().Gray(), References: doc.References(), Hints: doc.HintImage(doc.Bounds()), Colour: doc.Colouring()}}
	want, err := whole.Refine(s.t.Context(), doc.EdgeMask(doc.Bounds()), doc.Bounds())
	if err != nil || string(want.Pix) != string(doc.Colour(doc.Bounds()).Pix) {
		s.t.Fatalf("the colours are not those of the strokes (%v)", err)
	}
	s.frameIsFresh()
}

func TestFiveHundredStrokesInAStormThroughTheWidgets(t *testing.T) {
	const seed = 20261122
	s := newStorm(t, seed)
	stroke := 0
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("seed %d, stroke %d, %s", seed, stroke, s.stateLine())
		}
	})
	start := canvastest.HeapInUse()
	for stroke = range 500 {
		if !s.desk.isOpen() {
			s.rest()
		}
		s.draw()
		s.between()
	}
	s.rest()
	s.cmd.closePicture.run()
	s.answer("Discard")
	s.turn()
	// Without a display Fyne keeps the renderers of widgets that are gone, so references
	// that were added, and each export's preview, cost their pictures here.
	if now := canvastest.HeapInUse(); now > start+(64<<20) {
		t.Errorf("%s in use after all, at the start %s", megabytes(now), megabytes(start))
	}
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
