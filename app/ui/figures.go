package ui

import (
	"image"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	page "keyline/canvas"
)

// figures are the regions that take from some of the references, nil for none.
func (d *desk) figures() []*page.Figure {
	if !d.isOpen() {
		return nil
	}
	return d.editor.Document().Figures()
}

// chosenFigure is the one that is selected with the tool for them, and whether there is one.
func (d *desk) chosenFigure() (*page.Figure, bool) {
	for _, f := range d.figures() {
		if f.ID == d.figure {
			return f, true
		}
	}
	return nil, false
}

// takesFrom are the references, counted from 0, that the chosen figure takes from, or the
// next one will; none: all.
func (d *desk) takesFrom() []int {
	if f, ok := d.chosenFigure(); ok {
		return f.References
	}
	return slices.DeleteFunc(slices.Clone(d.taking), func(i int) bool { return i >= len(d.references) })
}

// takeFrom sets those; of the chosen figure it is an undo step.
func (d *desk) takeFrom(references []int) {
	if f, ok := d.chosenFigure(); ok {
		d.timing.begin()
		d.editor.TakeFrom(f.ID, references...)
	} else {
		d.taking = references
	}
	d.changed()
}

// toggleTaking adds a reference to them, or takes it out.
func (d *desk) toggleTaking(reference int) {
	list := slices.Clone(d.takesFrom())
	if i := slices.Index(list, reference); i >= 0 {
		list = slices.Delete(list, i, i+1)
	} else {
		list = append(list, reference)
		slices.Sort(list)
	}
	d.takeFrom(list)
}

// chooseFigure selects one, and takes the tool for it; 0: none is selected.
func (d *desk) chooseFigure(id page.ID) {
	d.figure = id
	if d.tool != toolFigure {
		d.take(toolFigure)
		return
	}
	d.changed()
}

// removeFigures takes figures away, an undo step.
func (d *desk) removeFigures(list ...*page.Figure) {
	var ids []page.ID
	for _, f := range list {
		ids = append(ids, f.ID)
	}
	if len(ids) > 0 {
		d.timing.begin()
		d.editor.RemoveFigures(ids...)
		d.changed()
	}
}

// removeFigure takes the chosen figure away.
func (d *desk) removeFigure() {
	if f, ok := d.chosenFigure(); ok {
		d.removeFigures(f)
	}
}

// markHere makes a figure of what the lasso went round; a click chooses the figure there, or
// none.
func (p *picture) markHere() {
	d := p.desk
	if !p.hand.moved {
		at := p.view.toPage(p.pointer)
		id := page.ID(0)
		if f, ok := d.editor.Document().FigureAt(image.Pt(int(math.Floor(at.x)), int(math.Floor(at.y)))); ok {
			id = f.ID
		}
		d.chooseFigure(id)
		return
	}
	d.figure = 0
	d.timing.begin()
	id, err := d.editor.MarkFigure(p.hand.grab.loop, d.takesFrom()...)
	if err != nil {
		d.told.failed(err)
	}
	d.chooseFigure(id)
}

// letters name references as the dock does.
func letters(references []int) string {
	if len(references) == 0 {
		return tr("All")
	}
	var list []string
	for _, i := range references {
		list = append(list, letterOf(i))
	}
	return strings.Join(list, " ")
}

func letterOf(i int) string { return string(rune('A' + i%26)) }

// figureItem is the row of a figure in the list of strokes.
func figureItem(number int, f *page.Figure) listItem {
	return listItem{icon: "figure", text: trf("Figure %d", number), note: trf("takes %s", letters(f.References))}
}

// paintFigures outlines the figures while the tool for them is in hand.
func (p *picture) paintFigures() {
	if p.desk.tool != toolFigure {
		return
	}
	for _, f := range p.desk.figures() {
		p.outline(f.Mask, f.ID == p.desk.figure)
	}
}

// outline draws the border of a mask: light within, dark without, blue if it is chosen.
func (p *picture) outline(mask *image.Alpha, chosen bool) {
	zero, right, down := p.view.toPage(point{0.5, 0.5}), p.view.toPage(point{1.5, 0.5}), p.view.toPage(point{0.5, 1.5})
	ex, ey := point{right.x - zero.x, right.y - zero.y}, point{down.x - zero.x, down.y - zero.y}
	r := p.view.screenRect(mask.Rect).Inset(-3).Intersect(p.frame.Rect)
	in := make([]bool, r.Dx()*r.Dy())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			px, py := zero.x+float64(x)*ex.x+float64(y)*ey.x, zero.y+float64(x)*ex.y+float64(y)*ey.y
			in[(y-r.Min.Y)*r.Dx()+x-r.Min.X] = mask.AlphaAt(int(math.Floor(px)), int(math.Floor(py))).A > 0
		}
	}
	light := inkWhite
	if chosen {
		light = inkCore
	}
	for y := 2; y+2 < r.Dy(); y++ {
		for x := 2; x+2 < r.Dx(); x++ {
			i, wide, c := y*r.Dx()+x, 1, inkDark
			if in[i] {
				wide, c = 2, light
			}
			if in[i-wide] == in[i] && in[i+wide] == in[i] && in[i-wide*r.Dx()] == in[i] && in[i+wide*r.Dx()] == in[i] {
				continue
			}
			blend(p.frame.Pix[p.frame.PixOffset(r.Min.X+x, r.Min.Y+y):], c, 1)
		}
	}
}

// figureLabels are the letters beside the figures on the picture.
type figureLabels struct {
	content *fyne.Container
	desk    *desk
	picture *picture
	texts   []*label
	paint   func() // the outlines, which are painted with the picture
	painted figuresShown
}

// figuresShown is what of the figures is painted.
type figuresShown struct {
	on     bool
	chosen page.ID
}

func newFigureLabels(d *desk, p *picture) *figureLabels {
	return &figureLabels{desk: d, picture: p, content: container.NewWithoutLayout(), paint: p.Refresh}
}

// update puts the letters where the figures are, while the tool for them is in hand.
func (l *figureLabels) update() {
	list := l.desk.figures()
	if l.desk.tool != toolFigure || l.desk.comparing || !l.desk.strokes {
		list = nil
	}
	if now := (figuresShown{l.desk.tool == toolFigure, l.desk.figure}); now != l.painted {
		l.painted = now
		l.paint()
	}
	for len(l.texts) < len(list) {
		text := newLabel("", sizeCaption, colorLetter)
		l.texts = append(l.texts, text)
		l.content.Add(container.NewStack(newCard(colorBadge, "", radiusSwatch), row(0, 6, 6, newPlane("", 0, 18), text)))
	}
	for i, o := range l.content.Objects {
		if i >= len(list) {
			showIf(o, false)
			continue
		}
		l.texts[i].set(letters(list[i].References))
		at := l.picture.view.screenRect(list[i].Mask.Rect).Min
		x, y := float32(float64(at.X)/l.picture.scale)+4, float32(float64(at.Y)/l.picture.scale)+4
		place(o, max(x, 4), max(y, 4), o.MinSize(), true)
	}
}

// figureText says what the chips in the option bar are about.
func (d *desk) figureText() string {
	for i, f := range d.figures() {
		if f.ID == d.figure {
			return trf("Figure %d", i+1)
		}
	}
	return tr("The next figure")
}

// anyChosen tells whether strokes, or a figure, are selected.
func (d *desk) anyChosen() bool {
	if _, ok := d.chosenFigure(); d.tool == toolFigure {
		return ok
	}
	return d.anySelected()
}

// removeChosen takes them away.
func (d *desk) removeChosen() {
	if d.tool == toolFigure {
		d.removeFigure()
		return
	}
	d.removeSelected()
}
