package ui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// again opens another window of the same program and picture, as the next run would.
func (b *bench) again() *bench {
	b.t.Helper()
	next := newBenchWith(b.t, func(o *Options) { o.Settings = b.settings })
	next.open()
	return next
}

func (b *bench) pull(g *borderGrip, dx, dy float32) {
	for range 4 {
		g.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DX: dx / 4, DY: dy / 4}})
	}
	g.DragEnd()
}

// borderOf is the lower border of a section's list.
func borderOf(s *section) *borderGrip {
	return focusableIn(s.body, func(f fyne.Focusable) bool { _, ok := f.(*borderGrip); return ok }).(*borderGrip)
}

func TestDocksAreAsTheyWereInTheLastRun(t *testing.T) {
	b := newBench(t)
	b.open()
	b.has("folded=navigator", "hidden=-", "rows=4,4,6", "dock=280x1")
	test.Tap(b.dock.layers.chevron)
	b.cmd.dock.show[1].run()
	b.pull(borderOf(b.dock.history.section), 0, 6*heightRow) // there is one step
	b.pull(b.grip, -40, 0)
	b.has("folded=layers,navigator", "hidden=palette", "rows=4,7,6", "dock=320x1")
	next := b.again()
	next.has("folded=layers,navigator", "hidden=palette", "rows=4,7,6", "dock=320x1")
	next.cmd.dock.restore.run()
	next.has("folded=-", "hidden=-", "rows=4,4,6", "dock=280x1")
	next.again().has("folded=-", "hidden=-", "rows=4,4,6", "dock=280x1")
}

func TestDockSizesHaveBounds(t *testing.T) {
	b := newBench(t)
	b.open()
	b.pull(b.grip, -900, 0)
	b.has("dock=400x1")
	b.pull(b.grip, 900, 0)
	b.has("dock=240x1")
	b.grip.DoubleTapped(nil)
	b.has("dock=280x1")
	g := borderOf(b.dock.strokes.section)
	b.stroke(40, 40, 120, 40)
	b.pull(g, 0, -900)
	b.has("rows=2,4,6")
	b.pull(g, 0, 9000)
	b.has("rows=24,4,6")
	if h := b.dock.strokes.list.Size().Height; h != 24*heightRow {
		t.Errorf("the list is %g high", h)
	}
	g.DoubleTapped(nil)
	b.has("rows=4,4,6")
	b.win.Resize(fyne.NewSize(900, 700))
	b.has("dock=240x1")
	b.cmd.dock.wider.run()
	b.has("dock=256x1")
	b.cmd.dock.narrower.run()
	b.has("dock=240x1")
}

func TestDockBordersMoveByKeys(t *testing.T) {
	b := newBench(t)
	b.open()
	b.win.Canvas().Focus(b.grip)
	b.typedThere(fyne.KeyLeft)
	b.has("dock=296x1")
	b.typedThere(fyne.KeyRight)
	b.typedThere(fyne.KeyRight)
	b.has("dock=264x1")
	b.typedThere(fyne.KeyReturn)
	b.has("dock=280x1")
	test.Tap(b.dock.strokes.tab)
	b.win.Canvas().Focus(borderOf(b.dock.history.section))
	b.typedThere(fyne.KeyDown)
	b.typedThere(fyne.KeyDown)
	b.has("rows=4,3,6") // it showed its only step before
	b.typedThere(fyne.KeyUp)
	b.typedThere(fyne.KeyUp)
	b.has("rows=4,2,6")
	b.typedThere(fyne.KeyReturn)
	b.has("rows=4,4,6")
	b.typedThere(fyne.KeyK) // other keys are the window's
	b.has("tool=Edge")
}

func TestWideWindowsHaveTwoColumnsOfDocks(t *testing.T) {
	b := newBench(t)
	b.open()
	b.win.Resize(fyne.NewSize(1920, 1080))
	b.has("dock=560x2", "size=1312x1012")
	at := func(s *section) fyne.Position { return b.app.Driver().AbsolutePositionForObject(s.content) }
	if at(b.dock.palette.section).X >= at(b.dock.references.section).X {
		t.Error("the palette is not in a column of its own")
	}
	b.pull(b.grip, -80, 0) // both columns take their half
	b.has("dock=640x2")
	b.grip.restored()
	for _, i := range []int{1, 2, 5} { // nothing is left for the left one
		b.cmd.dock.show[i].run()
	}
	b.has("dock=280x1", "hidden=palette,layers,navigator")
	b.cmd.dock.show[2].run()
	b.has("dock=560x2")
	b.win.Resize(fyne.NewSize(3840, 2160))
	b.has("dock=640x2")
	b.win.Resize(fyne.NewSize(1280, 800))
	b.has("dock=280x1")
	for _, s := range b.dock.sections {
		if s.content.Visible() {
			b.toggleDock(s)
		}
	}
	b.has("dock=0x0", "size=1232x732")
	b.cmd.docks.run()
	b.cmd.dock.show[0].run() // brings the docks back with it
	b.has("docks=1", "dock=280x1", "hidden=palette,layers,strokes,history,navigator")
}

func TestEveryDockIsReachedByKeys(t *testing.T) {
	b := newBench(t)
	b.open()
	b.focusPicture()
	for _, s := range b.dock.sections {
		s.unfold(false)
	}
	for _, want := range []string{"tools", "options", "references", "palette", "layers", "strokes", "navigator", "picture"} {
		b.typedThere(fyne.KeyF6)
		b.has("focus=" + want)
	}
	b.win.Canvas().Focus(b.dock.strokes.tab)
	b.typedThere(fyne.KeyReturn)
	b.has("focus=history", "tab=history")
	b.win.Canvas().Focus(b.dock.history.tab)
	b.typedThere(fyne.KeySpace)
	b.has("focus=strokes", "tab=strokes")
	b.win.Canvas().Focus(b.dock.palette.chevron)
	b.typedThere(fyne.KeyReturn)
	b.has("folded=references,layers,navigator", "focus=palette")
	b.cmd.dock.show[1].run() // what has the keyboard goes
	b.has("focus=picture", "hidden=palette")
	for range 4 {
		b.typedThere(fyne.KeyF6)
	}
	b.has("focus=layers")
}

func TestAHiddenDockComesIntoSight(t *testing.T) {
	b := newBench(t)
	b.open()
	b.win.Resize(fyne.NewSize(1024, 420))
	history := b.cmd.dock.show[4]
	history.run()
	history.run()
	y := b.app.Driver().AbsolutePositionForObject(b.dock.history.content).Y
	if y < heightOptions || y > 420-heightStatus-heightHeader {
		t.Errorf("the history is at %g", y)
	}
}

func TestStrokesAndHistoryShareAPlace(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(40, 40, 120, 40)
	b.has("tab=strokes", "folded=navigator")
	inSight := func(s *section) bool {
		at := b.app.Driver().AbsolutePositionForObject(s.content).Y
		return s.content.Visible() && at >= heightOptions && at+heightHeader+heightRow <= 800-heightStatus
	}
	if !inSight(b.dock.strokes.section) || b.dock.strokes.tab.count.text != "1" {
		t.Errorf("the list of strokes is not in sight, or counts %q steps", b.dock.strokes.tab.count.text)
	}
	test.Tap(b.dock.strokes.tab)
	b.has("tab=history")
	if !inSight(b.dock.history.section) {
		t.Error("the history is not in sight")
	}
	test.Tap(b.dock.history.chevron)
	b.has("tab=history", "folded=history,navigator")
	b.again().has("tab=history", "folded=history,navigator")
	test.Tap(b.dock.history.tab)
	b.has("tab=strokes", "folded=history,navigator")
	b.cmd.history.run() // opens what was folded
	b.has("tab=history", "folded=navigator", "focus=history")
	b.cmd.dock.show[4].run()
	b.has("tab=-", "hidden=history")
	if b.dock.strokes.tab.Visible() || !inSight(b.dock.strokes.section) {
		t.Error("the strokes do not have the place for themselves")
	}
	b.cmd.dock.show[4].run()
	b.has("tab=history", "hidden=-")
	b.win.Resize(fyne.NewSize(1920, 1080))
	b.has("tab=-")
	if b.dock.strokes.tab.Visible() || b.dock.strokes.line.Visible() || !inSight(b.dock.strokes.section) {
		t.Error("two columns have tabs")
	}
	b.cmd.dock.restore.run()
	b.win.Resize(fyne.NewSize(1280, 800))
	b.has("tab=strokes")
}

func TestTheMenuListsTheDocks(t *testing.T) {
	b := newBench(t)
	b.open()
	entry := b.menuItem("Palette")
	if !entry.Checked {
		t.Error("the palette is not ticked")
	}
	entry.Action()
	b.has("hidden=palette")
	if entry.Checked {
		t.Error("the palette is still ticked")
	}
}

// menuItem is the entry of the docks' menu with that name.
func (b *bench) menuItem(label string) *fyne.MenuItem {
	b.t.Helper()
	for _, menu := range b.menu.main.Items {
		for _, item := range menu.Items {
			if item.Label != "Docks" || item.ChildMenu == nil {
				continue
			}
			for _, x := range item.ChildMenu.Items {
				if x.Label == label {
					return x
				}
			}
		}
	}
	b.t.Fatalf("no entry %q", label)
	return nil
}

func TestTheLookOfDockBorders(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		b.open()
		b.stroke(60, 60, 140, 100)
		b.goHistory()
		b.win.Canvas().Focus(borderOf(b.dock.history.section))
		b.grip.MouseIn(nil)
		b.dock.boxes[1].scroll.ScrollToBottom()
		at := b.app.Driver().AbsolutePositionForObject(b.dock.history.content)
		bottom := int(at.Y + b.dock.history.content.Size().Height)
		shot(b, "dock-border-"+name, image.Rect(int(at.X)-20, bottom-80, 1280, bottom))
	}
}
