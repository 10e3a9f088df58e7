package app

import (
	"errors"
	"image"
	"image/color"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"keyline/canvas"
	"keyline/canvas/palette"
)

// stepper makes random steps of every kind a session knows and remembers what the
// document was after each, and the settled picture.
type stepper struct {
	*bench
	random *rand.Rand
	steps  []remembered
	at     int
}

// remembered is everything of a document that a person can change.
type remembered struct {
	strokes    []canvas.Stroke
	references []*image.NRGBA
	crops      []image.Rectangle
	palette    []palette.Swatch
	levels     canvas.Levels
	colouring  *image.NRGBA
	locks      []*canvas.Lock
	panels     []image.Rectangle
	figures    []*canvas.Figure
	flats      bool
	places     []canvas.FlatPlace
	looks      []canvas.LayerLook
	tint       color.NRGBA
	paint      any
	variation  canvas.Variation
	picture    *image.RGBA
}

func (s *stepper) remember() remembered {
	doc := s.Document()
	var looks []canvas.LayerLook
	for _, l := range canvas.AllLayers() {
		looks = append(looks, doc.Look(l))
	}
	return remembered{doc.Strokes(), doc.References(), doc.Crops(), doc.Palette(), doc.Lines().Levels(), doc.Colouring(), doc.Locks(), doc.Panels(), doc.Figures(), doc.HasFlats(), doc.FlatPlaces(), looks, doc.Tint(), doc.PaintKey(), doc.Variation(), copyOf(s.Shown())}
}

// same compares what the session shows with what it showed at a step.
func (s *stepper) same(step int) {
	s.t.Helper()
	want, got := s.steps[step], s.remember()
	if !sameStrokes(got.strokes, want.strokes) {
		s.t.Fatalf("step %d: the strokes are others", step)
	}
	if !slices.Equal(got.references, want.references) || !slices.Equal(got.crops, want.crops) || !slices.Equal(got.palette, want.palette) ||
		got.levels != want.levels || !slices.Equal(got.locks, want.locks) || !slices.Equal(got.panels, want.panels) || !slices.Equal(got.figures, want.figures) || !reflect.DeepEqual(got.variation, want.variation) || got.colouring != want.colouring {
		s.t.Fatalf("step %d: references, palette, levels, locks, panels, figures or colouring are others", step)
	}
	if got.flats != want.flats || !slices.Equal(got.places, want.places) {
		s.t.Fatalf("step %d: the flats are others", step)
	}
	if !slices.Equal(got.looks, want.looks) || got.tint != want.tint || got.paint != want.paint {
		s.t.Fatalf("step %d: the layers look %+v, %v, want %+v, %v", step, got.looks, got.tint, want.looks, want.tint)
	}
	mustEqual(s.t, "the picture", got.picture, want.picture)
}

func (s *stepper) place() canvas.Sample {
	return canvas.Sample{X: s.random.Float64()*220 - 10, Y: s.random.Float64()*170 - 10, Width: 2 + 9*s.random.Float64()}
}

func (s *stepper) layer() canvas.Layer {
	return canvas.AllLayers()[s.random.IntN(len(canvas.AllLayers()))]
}

// look is one at random, seldom locked.
func (s *stepper) look() canvas.LayerLook {
	return canvas.LayerLook{Opacity: uint8(s.random.UintN(256)), Hidden: s.random.IntN(3) == 0, Locked: s.random.IntN(6) == 0}
}

func (s *stepper) some() (ids []canvas.ID) {
	for _, stroke := range s.Document().Strokes() {
		if s.random.IntN(2) == 0 {
			ids = append(ids, stroke.ID)
		}
	}
	return ids
}

// hold moves what was grabbed about and puts it down, or gives it up.
func (s *stepper) hold(grabbed bool) {
	if !grabbed {
		return
	}
	for range 1 + s.random.IntN(3) {
		s.PenMove(s.place())
		s.check()
	}
	if s.random.IntN(5) == 0 {
		s.PenCancel()
	}
	s.PenUp()
}

func (s *stepper) draw(tool Tool) {
	if err := s.PenDown(tool, color.NRGBA{uint8(s.random.UintN(256)), 9, 90, 255}, s.place()); err != nil {
		if !errors.Is(err, ErrLayerLocked) {
			s.t.Fatal(err)
		}
		return
	}
	s.hold(true)
}

// changes are every kind of step; a kind that is missing here is not tested.
func (s *stepper) changes() []func() {
	anyOf := func() canvas.ID {
		if list := s.Document().Strokes(); len(list) > 0 {
			return list[s.random.IntN(len(list))].ID
		}
		return 0
	}
	return []func(){
		func() { s.draw(EdgeTool) },
		func() { s.draw(EdgeTool) },
		func() { s.draw(HintTool) },
		func() { s.draw(Eraser) },
		func() { s.draw(PaintTool) },
		func() { s.draw(PaintTool) },
		func() { s.draw(PaintEraser) },
		func() {
			if s.random.IntN(4) == 0 {
				_ = s.ClearPaint()
			}
		},
		func() { s.hold(s.GrabStrokes(s.place(), s.some()...)) },
		func() { s.hold(s.GrabHandle(s.place(), anyOf(), s.random.IntN(3))) },
		func() { s.hold(s.GrabWidth(s.some()...)) },
		func() { s.Recolour(color.NRGBA{7, uint8(s.random.UintN(256)), 8, 255}, s.some()...) },
		func() { s.Shift(s.random.Float64()*9, 3, s.some()...) },
		func() { s.Hide(anyOf(), s.random.IntN(2) == 0) },
		func() {
			s.Remove(Inside(s.Document().Strokes(), []canvas.Sample{s.place(), s.place(), s.place(), s.place()})...)
		},
		func() {
			s.SetPalette([]palette.Swatch{{Name: "a", Colour: color.NRGBA{1, 2, uint8(s.random.UintN(9)), 255}}})
		},
		func() { _ = s.MakeFlats() }, // the palette may be empty
		func() {
			list := s.Document().Palette()
			if len(list) > 0 {
				list[s.random.IntN(len(list))].Colour.R = uint8(s.random.UintN(256))
			}
			s.SetPalette(append(list, palette.Swatch{Colour: color.NRGBA{uint8(s.random.UintN(256)), 9, 90, 255}}))
		},
		func() {
			if p := s.place(); s.Document().HasFlats() {
				_ = s.ColourFlat(image.Pt(int(p.X), int(p.Y)), color.NRGBA{3, uint8(s.random.UintN(3)), 5, 255})
			}
		},
		func() {
			if s.random.IntN(3) == 0 {
				_ = s.RemoveFlats()
			}
		},
		func() { s.SetLook(s.layer(), s.look()) },
		func() {
			layer := s.layer()
			for range 1 + s.random.IntN(3) {
				s.HoldLook(layer, s.look())
				s.check()
			}
			s.PenUp()
		},
		func() { _ = s.SetTint(color.NRGBA{uint8(s.random.UintN(256)), 40, 90, 255}) }, // the lines may be locked
		func() { _ = s.LockColours(s.random.IntN(3) > 0) },
		func() { _ = s.LockLasso([]canvas.Sample{s.place(), s.place(), s.place(), s.place()}) }, // it may hold nothing
		func() {
			s.SetPanels([]image.Rectangle{image.Rect(0, 0, 20+s.random.IntN(60), 150), image.Rect(100, 0, 200, 150)})
		},
		func() {
			if list := s.Document().Locks(); len(list) > 0 {
				s.Unlock(list[s.random.IntN(len(list))].ID)
			}
		},
		func() { s.SetReferences(ramp(uint8(s.random.UintN(200))), plain(color.NRGBA{1, 2, 3, 255})) },
		func() {
			_, _ = s.MarkFigure([]canvas.Sample{s.place(), s.place(), s.place(), s.place()}, s.random.IntN(3))
		}, // it may hold nothing
		func() {
			if list := s.Document().Figures(); len(list) > 0 {
				s.TakeFrom(list[s.random.IntN(len(list))].ID, s.random.IntN(2), s.random.IntN(2))
			}
		},
		func() {
			if list := s.Document().Figures(); len(list) > 0 {
				s.RemoveFigures(list[s.random.IntN(len(list))].ID)
			}
		},
		func() {
			s.SetVariation(canvas.Variation{References: []int{s.random.IntN(3)}, Hue: s.random.IntN(3) * 100}, s.Document().Palette())
		},
		func() {
			at := image.Pt(s.random.IntN(9), s.random.IntN(3))
			s.CropReference(s.random.IntN(2), image.Rectangle{at, at.Add(image.Pt(s.random.IntN(5), 2))}, s.Document().Palette())
		},
		func() {
			if err := s.SetLevels(canvas.Levels{Black: uint8(s.random.UintN(40)), White: 250}); err != nil && !errors.Is(err, ErrLayerLocked) {
				s.t.Fatal(err)
			}
		},
		func() {
			img := image.NewNRGBA(s.Document().Bounds())
			img.SetNRGBA(s.random.IntN(100), 3, color.NRGBA{90, 80, 70, 255})
			if s.random.IntN(2) == 0 {
				img = nil
			}
			if err := s.SetColouring(img); err != nil {
				s.t.Fatal(err)
			}
		},
	}
}

// ramp is a picture of which every column has another colour.
func ramp(green uint8) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 9, 3))
	for i := range 27 {
		img.SetNRGBA(i%9, i/9, color.NRGBA{uint8(25 * (i % 9)), green, 200, 255})
	}
	return img
}

// change makes a step and remembers it if it was one.
func (s *stepper) change() {
	list := s.changes()
	before := s.history.At()
	list[s.random.IntN(len(list))]()
	s.settle()
	if now := s.history.At(); now == before {
		s.same(s.at)
		return
	}
	s.Undo()
	if !s.CanRedo() {
		s.t.Fatal("a change was no step")
	}
	s.settle()
	s.same(s.at)
	s.Redo()
	s.settle()
	s.steps = append(s.steps[:s.at+1], s.remember())
	s.at++
}

// wander goes back and forth through the history.
func (s *stepper) wander() {
	for range s.random.IntN(6) {
		if s.random.IntN(2) == 0 && s.Undo() {
			s.at--
		} else if s.CanRedo() && s.Redo() {
			s.at++
		}
		s.settle()
		s.same(s.at)
	}
}

func TestEveryKindOfStepIsUndoneAndRedoneExactly(t *testing.T) {
	for seed := range uint64(6) {
		s := &stepper{bench: newBench(t, image.Pt(200, 150), nil), random: rand.New(rand.NewPCG(seed, 11))}
		s.colours = int64(seed%3) * 100_000 // few documents keep their colours, or none
		if err := s.Open(s.page); err != nil {
			t.Fatal(err)
		}
		s.settle()
		s.steps = []remembered{s.remember()}
		for range 25 {
			s.change()
			if s.random.IntN(4) == 0 {
				s.wander()
			}
		}
		for s.at > 0 {
			s.Undo()
			s.at--
			s.settle()
			s.same(s.at)
		}
		if s.CanUndo() {
			t.Fatal("there are more steps than changes")
		}
		for range s.steps[1:] {
			s.Redo()
			s.at++
			s.settle()
			s.same(s.at)
		}
		s.checkSettled()
	}
}
