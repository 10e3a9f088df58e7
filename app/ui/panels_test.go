package ui

import (
	"errors"
	"image"
	"image/draw"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	page "keyline/canvas"
)

func sheetOf(list ...image.Rectangle) *panelSheet {
	s := &panelSheet{page: image.Rect(0, 0, 200, 160), chosen: -1}
	s.set(list)
	return s
}

func TestPanelsAreHeldByTheirSides(t *testing.T) {
	r := image.Rect(20, 20, 100, 80)
	tests := []struct {
		name     string
		from, to image.Point
		want     image.Rectangle
	}{
		{"inside", image.Pt(60, 50), image.Pt(70, 40), image.Rect(30, 10, 110, 70)},
		{"against the border", image.Pt(60, 50), image.Pt(-500, 900), image.Rect(0, 100, 80, 160)},
		{"left side", image.Pt(21, 50), image.Pt(11, 90), image.Rect(10, 20, 100, 80)},
		{"lower right corner", image.Pt(101, 79), image.Pt(151, 99), image.Rect(20, 20, 150, 100)},
		{"over the other side", image.Pt(20, 50), image.Pt(130, 50), image.Rect(100, 20, 130, 80)},
		{"off the page", image.Pt(60, 81), image.Pt(60, 700), image.Rect(20, 20, 100, 160)},
		{"folded to nothing", image.Pt(20, 50), image.Pt(98, 50), image.Rectangle{}},
	}
	for _, test := range tests {
		s := sheetOf(r)
		s.take(test.from, 3)
		s.pull(test.to)
		s.release()
		if test.want.Empty() && len(s.list) == 0 {
			continue
		}
		if len(s.list) != 1 || s.list[0] != test.want || s.chosen != 0 {
			t.Errorf("%s: %v, chosen %d, want %v", test.name, s.list, s.chosen, test.want)
		}
	}
}

func TestDraggingOnBarePageDrawsAPanel(t *testing.T) {
	s := sheetOf(image.Rect(100, 0, 200, 160))
	s.take(image.Pt(10, 10), 3)
	s.pull(image.Pt(80, 90))
	s.release()
	if want := []image.Rectangle{image.Rect(10, 10, 80, 90), image.Rect(100, 0, 200, 160)}; !slices.Equal(s.list, want) || s.chosen != 0 {
		t.Errorf("%v, chosen %d, want %v", s.list, s.chosen, want)
	}
	s.take(image.Pt(90, 100), 3)
	s.release() // a click
	if len(s.list) != 2 {
		t.Errorf("a click made a panel: %v", s.list)
	}
}

func TestPanelsByKeyboard(t *testing.T) {
	s := sheetOf()
	s.next(1)
	s.remove()
	s.nudge(image.Pt(1, 1), false)
	s.add(s.page)
	if want := image.Rect(40, 40, 160, 120); len(s.list) != 1 || s.list[0] != want {
		t.Fatalf("%v, want %v", s.list, want)
	}
	s.nudge(image.Pt(-10, 5), false)
	s.nudge(image.Pt(-20, 10), true)
	s.nudge(image.Pt(-500, 0), true) // not to nothing
	if want := image.Rect(30, 45, 30+leastPanel, 135); s.list[0] != want {
		t.Errorf("%v, want %v", s.list, want)
	}
	s.add(image.Rect(0, 0, 40, 40))
	s.next(1)
	s.next(1)
	s.next(-1)
	s.remove()
	s.remove()
	if len(s.list) != 0 || s.chosen != -1 {
		t.Errorf("%v left, chosen %d", s.list, s.chosen)
	}
}

func TestPanelsAreRenumberedRightToLeft(t *testing.T) {
	left, right := image.Rect(0, 0, 90, 160), image.Rect(110, 0, 200, 160)
	s := sheetOf(right, left)
	s.chosen = 0
	s.read(true)
	if !slices.Equal(s.list, []image.Rectangle{right, left}) || s.chosen != 1 {
		t.Errorf("%v, chosen %d", s.list, s.chosen)
	}
}

func TestPanelsStayOnThePageWhateverIsDone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		s := sheetOf()
		for range 40 {
			switch at := image.Pt(r.IntN(400)-100, r.IntN(400)-100); r.IntN(6) {
			case 0:
				s.take(at, 1+r.IntN(6))
				s.pull(image.Pt(r.IntN(400)-100, r.IntN(400)-100))
				s.release()
			case 1:
				s.nudge(at, r.IntN(2) == 0)
			case 2:
				s.add(image.Rectangle{Max: at})
			case 3:
				s.next(1 - 2*r.IntN(2))
			case 4:
				s.read(r.IntN(2) == 0)
			default:
				s.remove()
			}
			if s.chosen < -1 || s.chosen >= len(s.list) {
				t.Fatalf("chosen %d of %d", s.chosen, len(s.list))
			}
			for _, p := range s.list {
				if p.Empty() || !p.In(s.page) {
					t.Fatalf("panel %v of %v", p, s.page)
				}
			}
		}
	}
}

// comicPage is a page of two panels side by side above one, in frames.
func comicPage() image.Image {
	m := image.NewGray(image.Rect(0, 0, 300, 400))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	for _, p := range comicPanels {
		draw.Draw(m, p, image.Black, image.Point{}, draw.Src)
		draw.Draw(m, p.Inset(3), image.White, image.Point{}, draw.Src)
	}
	return m
}

var comicPanels = []image.Rectangle{image.Rect(10, 10, 140, 180), image.Rect(160, 10, 290, 180), image.Rect(10, 200, 290, 390)}

// comicBench is a window with that page open.
func comicBench(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.shelf.files["/page.png"] = comicPage()
	b.OpenFiles("/page.png", "/blue.png")
	b.settle()
	b.frame()
	return b
}

// panelsOpen opens the dialog and returns its view.
func (b *bench) panelsOpen() (v *panelsView) {
	b.t.Helper()
	b.cmd.panels.run()
	b.settle()
	b.has("dialogs=1")
	eachIn(b.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) bool {
		if found, ok := o.(*panelsView); ok {
			v = found
		}
		return true
	})
	if v == nil {
		b.t.Fatal("the dialog shows no page")
	}
	return v
}

func TestAPageIsColouredPanelByPanel(t *testing.T) {
	b := comicBench(t)
	v := b.panelsOpen()
	if len(v.sheet.list) != 3 {
		t.Fatalf("found %v", v.sheet.list)
	}
	at := func(x, y float64) fyne.Position {
		return fyne.NewPos(float32(x*v.zoom()), float32(y*v.zoom()))
	}
	v.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(150, 300)}, Button: desktop.MouseButtonPrimary})
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	v.MouseUp(&desktop.MouseEvent{})
	v.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(30, 220)}, Button: desktop.MouseButtonPrimary})
	v.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(200, 350)}})
	v.DragEnd()
	v.MouseUp(&desktop.MouseEvent{})
	b.button("Colour each panel").OnTapped()
	b.settle()
	b.has("dialogs=0", "panels=3", "base=2", "undo=1", "unsaved=1")
	if got := b.desk.editor.Document().Panels()[2]; got.Min != image.Pt(30, 220) || got.Max != image.Pt(200, 350) {
		t.Errorf("the panel drawn is %v", got)
	}
	b.cmd.undo.run()
	b.settle()
	b.has("panels=0", "unsaved=0")
	b.cmd.redo.run()
	b.settle()
	b.has("panels=3")
	v = b.panelsOpen()
	if v.sheet.list[2].Min != image.Pt(30, 220) {
		t.Errorf("the dialog shows %v again", v.sheet.list)
	}
	b.button("Colour as one").OnTapped()
	b.settle()
	b.has("panels=0")
}

func TestPanelsDialogChangesNothingWhenCancelled(t *testing.T) {
	b := comicBench(t)
	b.panelsOpen()
	b.button("Remove all").OnTapped()
	b.button("Find again").OnTapped()
	b.button("Add").OnTapped()
	b.button("Remove").OnTapped()
	b.escapes()
	b.settle()
	b.has("dialogs=0", "panels=0", "undo=0", "base=1")
}

func TestPanelsAreExported(t *testing.T) {
	for name, choose := range map[string]func(b *bench){
		"those found": func(*bench) {},
		"those chosen": func(b *bench) {
			b.panelsOpen()
			b.enter()
			b.settle()
			b.has("panels=3")
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := comicBench(t)
			b.folder = "/"
			choose(b)
			b.cmd.exportPanels.run()
			b.has("dialogs=1")
			b.enter()
			b.settle()
			b.has("dialogs=0", "exports=1")
			doc := b.desk.editor.Document()
			for i, near := range comicPanels {
				got := rgbaOf(b.shelf.files[panelFiles{folder: "/", stem: "page_panel", ending: ".png"}.path(i)])
				size := got.Rect.Size().Sub(near.Size())
				if max(size.X, size.Y) > 6 || min(size.X, size.Y) < -6 {
					t.Fatalf("panel %d is %v, want about %v", i, got.Rect, near.Size())
				}
			}
			first := page.Flatten(doc, doc.Bounds(), page.FlattenOptions{})
			if got := rgbaOf(b.shelf.files["/page_panel-01.png"]); got.RGBAAt(60, 60) != first.RGBAAt(60+9, 60+9) && got.RGBAAt(60, 60) != first.RGBAAt(70, 70) {
				t.Errorf("the first panel shows %v at 60,60", got.RGBAAt(60, 60))
			}
		})
	}
}

func TestAnExportOfPanelsCanBeStoppedAndFail(t *testing.T) {
	b := comicBench(t)
	b.folder = "/"
	b.codec.gate = make(chan struct{})
	b.cmd.exportPanels.run()
	b.enter()
	b.codec.gate <- struct{}{} // the first is written
	b.escapes()
	b.settle()
	b.has("dialogs=0", "exports=0")
	if !strings.HasPrefix(b.desk.timing.line, "Stopped: ") || !b.shelf.Exists("/page_panel-01.png") || b.shelf.Exists("/page_panel-03.png") {
		t.Errorf("the status says %q", b.desk.timing.line)
	}
	b.codec.gate = nil
	b.codec.fails = errors.New("write it: the disk is full; free some space")
	b.cmd.exportPanels.run()
	b.enter() // the first is there: asks
	b.has("dialogs=2")
	b.button("Replace").OnTapped()
	b.settle()
	b.has("dialogs=1", "exports=0")
	b.codec.fails = nil
	b.button("Export").OnTapped()
	b.button("Replace").OnTapped()
	b.settle()
	b.has("dialogs=0", "exports=1")
}

func TestAPageWithoutPanelsSaysWhatToDo(t *testing.T) {
	b := newBench(t)
	white := image.NewGray(image.Rect(0, 0, 50, 40))
	draw.Draw(white, white.Rect, image.White, image.Point{}, draw.Src)
	b.shelf.files["/white.png"] = white
	b.OpenFiles("/white.png")
	b.settle()
	b.folder = "/"
	b.cmd.exportPanels.run()
	b.enter()
	b.settle()
	b.has("dialogs=1", "exports=0")
	b.escapes()
	v := b.panelsOpen()
	if len(v.sheet.list) != 0 {
		t.Errorf("panels %v", v.sheet.list)
	}
	b.escapes()
}

func TestSizeOfPagesInTheDialog(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {4000, 6000}, {800, 20000}, {20000, 800}, {3000, 100}} {
		got := panelsSize(size)
		if got.Width < 1 || got.Height < 1 || got.Width > panelsWidth+1 {
			t.Errorf("%v is shown as %v", size, got)
		}
	}
}
