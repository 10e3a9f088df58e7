package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// rowLayout places objects side by side at their smallest size, centred in the height; a
// spacer takes what is left.
type rowLayout struct{ gap, left, right float32 }

func (l rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(l.left+l.right, 0)
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width += m.Width
		size.Height = max(size.Height, m.Height)
		n++
	}
	size.Width += l.gap * float32(max(n-1, 0))
	return size
}

func (l rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare, spacers := size.Width-l.MinSize(objects).Width, 0
	for _, o := range objects {
		if _, ok := o.(layout.SpacerObject); ok && o.Visible() {
			spacers++
		}
	}
	x := l.left
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if _, ok := o.(layout.SpacerObject); ok {
			m.Width += max(spare, 0) / float32(spacers)
		}
		o.Resize(m)
		o.Move(fyne.NewPos(x, float32(int((size.Height-m.Height)/2))))
		x += m.Width + l.gap
	}
}

// row puts objects side by side.
func row(gap, left, right float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(rowLayout{gap, left, right}, objects...)
}

// columnLayout stacks objects at full width; a spacer takes what is left.
type columnLayout struct{ gap, top, bottom, side float32 }

func (l columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, l.top+l.bottom)
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Height += m.Height
		size.Width = max(size.Width, m.Width)
		n++
	}
	size.Height += l.gap * float32(max(n-1, 0))
	size.Width += 2 * l.side
	return size
}

func (l columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare := max(size.Height-l.MinSize(objects).Height, 0)
	y := l.top
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		if _, ok := o.(layout.SpacerObject); ok {
			h += spare
			spare = 0
		}
		o.Resize(fyne.NewSize(size.Width-2*l.side, h))
		o.Move(fyne.NewPos(l.side, y))
		y += h + l.gap
	}
}

// column puts objects below each other.
func column(gap, top, bottom, side float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(columnLayout{gap, top, bottom, side}, objects...)
}

// fixedLayout gives its one object a size of its own whatever there is.
type fixedLayout struct{ size fyne.Size }

func (l fixedLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.size }
func (l fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// fixed gives objects, one above the other, that smallest size.
func fixed(w, h float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(fixedLayout{fyne.NewSize(w, h)}, objects...)
}

// flowLayout places objects of one size in rows as they fit.
type flowLayout struct {
	cell fyne.Size
	gap  float32
}

func (l flowLayout) perRow(width float32) int {
	return max(int((width+l.gap+0.5)/(l.cell.Width+l.gap)), 1)
}

func (l flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := l.perRow(size.Width)
	for i, o := range objects {
		o.Resize(l.cell)
		o.Move(fyne.NewPos(float32(i%n)*(l.cell.Width+l.gap), float32(i/n)*(l.cell.Height+l.gap)))
	}
}

// MinSize is for the width that the objects were laid out in last, which shows in where
// they are; before that, for the dock's usual width.
func (l flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	n := l.perRow(widthContent)
	rows := (len(objects) + n - 1) / n
	if last := len(objects) - 1; last > 0 && objects[last].Position() != objects[0].Position() {
		rows = 1 + int(objects[last].Position().Y/(l.cell.Height+l.gap)+0.5)
	}
	return fyne.NewSize(l.cell.Width, max(float32(rows)*(l.cell.Height+l.gap)-l.gap, 0))
}

// placed is an object at a place of its own.
type placed struct {
	object fyne.CanvasObject
	at     fyne.Position
}

// fixedAt puts objects at their places, at their smallest size.
func fixedAt(size fyne.Size, list ...placed) *fyne.Container {
	c := container.New(placedLayout{size, list})
	for _, p := range list {
		c.Add(p.object)
	}
	return c
}

type placedLayout struct {
	size fyne.Size
	list []placed
}

func (l placedLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.size }
func (l placedLayout) Layout([]fyne.CanvasObject, fyne.Size) {
	for _, p := range l.list {
		p.object.Resize(p.object.MinSize())
		p.object.Move(p.at)
	}
}

// layOut places the objects of a container, and of those in it, anew: what only moves need
// not be painted again, as a Refresh would.
func layOut(o fyne.CanvasObject) {
	c, ok := o.(*fyne.Container)
	if !ok {
		return
	}
	if c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
	}
	for _, o := range c.Objects {
		layOut(o)
	}
}
