package ui

import (
	"fmt"
	"image"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// thumbSize is that of a reference in the dock: three a row.
var thumbSize = fyne.NewSize(80, 96)

// smallKey is what a small picture of a reference depends on.
type smallKey struct {
	img  *image.NRGBA
	crop image.Rectangle
}

// referencesDock shows the pictures that the colours come from.
type referencesDock struct {
	*section
	desk  *desk
	tips  *tips
	add   command
	open  func(i int)
	grid  *fyne.Container
	empty fyne.CanvasObject
	shown []reference
	small map[smallKey]*image.RGBA // of all known: making one looks at every pixel
}

func newReferencesDock(d *desk, t *tips, add command, refresh func(), open func(i int)) *referencesDock {
	r := &referencesDock{desk: d, tips: t, add: add, open: open, small: map[smallKey]*image.RGBA{}}
	r.grid = container.New(thirdsLayout{thumbSize, 8})
	r.empty = words(tr("Add a coloured picture of the same character. Drop it here or press +."))
	body := column(4, 4, 12, 12, r.empty, r.grid)
	plus := newCell("plus", tipText{tr(add.name), "", tr(add.line)}, t, add.do).small()
	r.section = newSection("References", body, t, refresh, plus)
	r.rebuild()
	return r
}

// update follows the desk.
func (r *referencesDock) update() {
	same := len(r.shown) == len(r.desk.references)
	for i := 0; same && i < len(r.shown); i++ {
		same = r.shown[i].same(r.desk.references[i])
	}
	if !same {
		r.rebuild()
	}
}

func (r *referencesDock) rebuild() {
	r.shown = r.desk.references
	r.forget()
	r.grid.RemoveAll()
	for i, ref := range r.shown {
		r.grid.Add(r.thumb(i, ref))
	}
	r.grid.Add(newAddTile(r.add, r.tips))
	r.setCount(len(r.shown))
	showIf(r.empty, len(r.shown) == 0)
	r.resized()
}

// forget drops the small pictures of references that undo no longer brings back.
func (r *referencesDock) forget() {
	maps.DeleteFunc(r.small, func(key smallKey, _ *image.RGBA) bool {
		return !slices.ContainsFunc(r.desk.known, func(k reference) bool { return k.img == key.img })
	})
}

// smallOf is a reference as the dock shows it, at twice its size.
func (r *referencesDock) smallOf(ref reference) *image.RGBA {
	key := smallKey{ref.img, ref.crop}
	if r.small[key] == nil {
		r.small[key] = ref.thumb()
	}
	return r.small[key]
}

// thumb is one reference with its letter.
func (r *referencesDock) thumb(i int, ref reference) fyne.CanvasObject {
	what := fmt.Sprintf("%d × %d", ref.img.Rect.Dx(), ref.img.Rect.Dy())
	if !ref.crop.Empty() {
		what = trf("%d × %d of %s", ref.crop.Dx(), ref.crop.Dy(), what)
	}
	if ref.isSheet() {
		what = trn(len(ref.swatches), "Palette of %d colour", "Palette of %d colours")
	}
	hint := tipText{ref.title(), "", what + ". " + tr("Click to look closer, take colours or crop; right button for more.")}
	m := newThumbnail(r.smallOf(ref), thumbSize, hint, r.tips, func() { r.open(i) })
	m.withMenu = func(at fyne.Position) { r.menu(m, i, at) }
	letter := newLabel(string(rune('A'+i%26)), sizeCaption, colorLetter)
	letter.align = fyne.TextAlignCenter
	signs := []fyne.CanvasObject{newPlane("", 0, 16), letter}
	if !ref.crop.Empty() {
		signs = append(signs, fixed(14, 16, canvas.NewImageFromResource(icon("crop", colorLetter))))
	}
	badge := container.NewStack(newCard(colorBadge, "", radiusSwatch), row(0, 4, 4, signs...))
	return container.NewStack(m, container.New(cornerLayout{4}, badge))
}

func (r *referencesDock) menu(over fyne.CanvasObject, i int, at fyne.Position) {
	m := fyne.NewMenu("",
		fyne.NewMenuItem(tr("Look closer, crop"), func() { r.open(i) }),
		fyne.NewMenuItem(tr("Use once more"), func() { r.desk.addReferences(r.desk.references[i].whole()) }),
		fyne.NewMenuItem(tr("Remove"), func() { r.desk.removeReference(i) }))
	widget.ShowPopUpMenuAtPosition(m, fyne.CurrentApp().Driver().CanvasForObject(over), at)
}

// thirdsLayout places pictures three a row, at their full size or, where that is too wide,
// smaller in the same form.
type thirdsLayout struct {
	full fyne.Size
	gap  float32
}

// Layout implements [fyne.Layout].
func (l thirdsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(float32(int((size.Width-2*l.gap)/3)), l.full.Width)
	cell := fyne.NewSize(width, float32(int(width*l.full.Height/l.full.Width)))
	flowLayout{cell, l.gap}.Layout(objects, size)
}

// MinSize implements [fyne.Layout]; the height is that of the width laid out in last.
func (l thirdsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	rows, height := float32((len(objects)+2)/3), l.full.Height
	if len(objects) > 0 && objects[0].Size().Height > 0 {
		height = objects[0].Size().Height
	}
	return fyne.NewSize(0, max(rows*(height+l.gap)-l.gap, 0))
}

// cornerLayout puts a small thing into the lower left corner.
type cornerLayout struct{ margin float32 }

func (l cornerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
func (l cornerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	m := objects[0].MinSize()
	objects[0].Resize(m)
	objects[0].Move(fyne.NewPos(l.margin, size.Height-m.Height-l.margin))
}

// addTile is the place after the last reference, where another goes.
type addTile struct {
	widget.BaseWidget
	focusable
	tipped
	card    *plane
	content fyne.CanvasObject
	tapped  func()
}

func newAddTile(add command, t *tips) *addTile {
	a := &addTile{card: newCard("", "", radiusTool), tapped: add.do}
	a.withTip(t, a, add.tip)
	text := newLabel(tr("Add"), sizeCaption, colorText2)
	text.align = fyne.TextAlignCenter
	plus := widget.NewIcon(icon("plus", colorText2))
	a.content = container.NewStack(a.card, newDashes(colorBorder), container.NewCenter(column(4, 0, 0, 0, container.NewCenter(fixed(iconBar, iconBar, plus)), text)))
	a.focusable = reachable(a, radiusTool, 2, add.do)
	a.ExtendBaseWidget(a)
	return a
}

// Tapped implements [fyne.Tappable].
func (a *addTile) Tapped(*fyne.PointEvent) { a.tapped() }

// MouseIn implements [desktop.Hoverable].
func (a *addTile) MouseIn(*desktop.MouseEvent) {
	a.card.fill(theme.ColorNameHover)
	a.tell()
}

// MouseOut implements [desktop.Hoverable].
func (a *addTile) MouseOut() {
	a.card.fill("")
	a.untell()
}

// CreateRenderer implements [fyne.Widget].
func (a *addTile) CreateRenderer() fyne.WidgetRenderer {
	return a.ringed(widget.NewSimpleRenderer(a.content))
}
