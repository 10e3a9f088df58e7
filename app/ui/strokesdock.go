package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"keyline/app"
	page "keyline/canvas"
)

// strokesInDock is how many strokes the dock shows at once.
const strokesInDock = 4

// strokesDock lists the locked regions, the figures and the strokes, the one drawn last first, as layers are: kind or colour,
// length, an eye. A click selects, Delete removes.
type strokesDock struct {
	*section
	desk   *desk
	list   *listing
	empty  fyne.CanvasObject
	locks  []*page.Lock   // the topmost rows, the last first
	sizes  []listItem     // theirs
	marked []*page.Figure // of the rows below, the last first
	ids    []page.ID      // of the rows below those
	shown  *page.Document // whose strokes these are
	marks  []page.ID      // chosen when they were listed
	paint  func()         // the picture
}

func newStrokesDock(w *Window, refresh func()) *strokesDock {
	s := &strokesDock{desk: w.desk, empty: words(tr("Strokes, locks and figures are listed here.")), paint: w.picture.Refresh}
	s.list = newListing(strokesInDock, w.shiftIsDown, listActs{pick: s.pick, eye: s.hide, remove: s.remove, keys: w.typed})
	s.list.withTip(w.tips, s.list, s.list.tipOf("Delete strokes", tr("Click selects, Shift adds, the eye hides, the key removes.")))
	s.section = newHighSection("Strokes", s.list, w.tips, refresh, column(0, 0, 0, 12, s.empty))
	return s
}

// pick selects a stroke and takes the tool for it.
func (s *strokesDock) pick(i int, more bool) {
	if f, ok := s.figureAt(i); ok {
		s.desk.chooseFigure(f.ID)
		s.paint()
		return
	}
	id, ok := s.strokeAt(i)
	if !ok {
		return
	}
	s.desk.selectFromList(id, more)
	s.paint()
}

func (s *strokesDock) hide(i int) {
	if id, ok := s.strokeAt(i); ok {
		stroke, _ := s.desk.editor.Document().Stroke(id)
		s.desk.hideStroke(stroke.ID, !stroke.Hidden)
		s.paint()
	}
}

// strokeAt is the stroke of a row, and whether it has one.
func (s *strokesDock) strokeAt(i int) (page.ID, bool) {
	if i -= len(s.locks) + len(s.marked); i < 0 || i >= len(s.ids) {
		return 0, false
	}
	return s.ids[i], true
}

// figureAt is the figure of a row, and whether it has one.
func (s *strokesDock) figureAt(i int) (*page.Figure, bool) {
	if i -= len(s.locks); i < 0 || i >= len(s.marked) {
		return nil, false
	}
	return s.marked[i], true
}

// remove takes the row's lock away, or its stroke, or all strokes that are selected if it
// is one of them.
func (s *strokesDock) remove(i int) {
	if i < len(s.locks) {
		s.desk.unlock(s.locks[i])
		s.paint()
		return
	}
	if f, ok := s.figureAt(i); ok {
		s.desk.removeFigures(f)
		s.paint()
		return
	}
	id, ok := s.strokeAt(i)
	if !ok {
		return
	}
	ids := []page.ID{id}
	if slices.Contains(s.desk.selected, ids[0]) {
		ids = s.desk.selected
	}
	s.desk.removeStrokes(ids)
	s.paint()
}

// update follows the desk.
func (s *strokesDock) update() {
	doc := s.desk.document()
	var marks []page.ID
	switch s.desk.tool {
	case toolSelect:
		marks = s.desk.selected
	case toolFigure:
		marks = []page.ID{s.desk.figure}
	}
	if doc == nil || doc == s.shown && slices.Equal(marks, s.marks) {
		return
	}
	if s.shown != nil && s.desk.editor.PenIsDown() {
		return // the list follows when the pen is up
	}
	s.shown, s.marks = doc, slices.Clone(marks)
	items := append(append(s.lockItems(doc), s.figureItems(doc)...), s.items(doc.Strokes())...)
	s.setCount(len(items))
	was := s.empty.Visible()
	showIf(s.empty, len(items) == 0)
	showIf(s.list, len(items) > 0)
	if s.list.show(items) || was != s.empty.Visible() {
		s.resized()
	}
}

// lockItems makes the rows of the locks; counting their pixels takes long on large pages.
func (s *strokesDock) lockItems(doc *page.Document) []listItem {
	list := doc.Locks()
	slices.Reverse(list)
	if !slices.Equal(list, s.locks) {
		s.locks, s.sizes = list, nil
		for i, l := range list {
			s.sizes = append(s.sizes, lockItem(len(list)-i, l, doc.Bounds().Size()))
		}
	}
	return slices.Clone(s.sizes)
}

// figureItems makes the rows of the figures.
func (s *strokesDock) figureItems(doc *page.Document) (items []listItem) {
	s.marked = doc.Figures()
	slices.Reverse(s.marked)
	for i, f := range s.marked {
		item := figureItem(len(s.marked)-i, f)
		item.chosen = s.desk.tool == toolFigure && f.ID == s.desk.figure
		items = append(items, item)
	}
	return items
}

// items makes the rows, the last stroke first.
func (s *strokesDock) items(strokes []page.Stroke) []listItem {
	s.ids = s.ids[:0]
	items := make([]listItem, 0, len(strokes))
	for _, stroke := range slices.Backward(strokes) {
		s.ids = append(s.ids, stroke.ID)
		item := strokeItem(stroke)
		item.chosen = slices.Contains(s.marks, stroke.ID)
		items = append(items, item)
	}
	return items
}

func strokeItem(stroke page.Stroke) listItem {
	item := listItem{icon: "edge", text: trf("Edge %d", stroke.Number), eye: "eye", faint: stroke.Hidden}
	if stroke.Kind == page.Hint {
		item.colour, item.text = stroke.Colour, trf("Hint %d", stroke.Number)
	}
	if stroke.Hidden {
		item.eye = "eye-off"
	}
	item.note = fmt.Sprintf("%.0f px", app.Length(stroke))
	if app.Length(stroke) == 0 {
		item.note = tr("dab")
	}
	return item
}

// selectFromList selects a stroke wherever it is; more adds it or takes it out again.
func (d *desk) selectFromList(id page.ID, more bool) {
	if d.tool != toolSelect {
		d.take(toolSelect)
	}
	d.pickStroke(id, true, more)
}

// hideStroke hides or shows a stroke, an undo step.
func (d *desk) hideStroke(id page.ID, hidden bool) {
	d.timing.begin()
	d.editor.Hide(id, hidden)
	d.changed()
}
