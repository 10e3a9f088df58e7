package ui

import (
	"image"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// Sizes while a reference is being cropped, Fyne units.
const (
	cropSlack = 6 // beside a side: it is held
	cropStep  = 2 // of an arrow key
)

// cropping is the crop of a reference in the making: a rectangle that is drawn, moved and
// reshaped like a panel of a page.
type cropping struct {
	sheet panelSheet // of one rectangle, or none: the whole reference
	on    bool       // the pointer draws it; else it pans
	held  bool
	was   image.Rectangle // when it was taken hold of
	shift func() bool
}

func newCropping(whole, part image.Rectangle, shift func() bool) cropping {
	c := cropping{sheet: panelSheet{page: whole, chosen: -1}, shift: shift}
	if !part.Empty() {
		c.set(part)
	}
	return c
}

// part is what is left of the reference; empty: all of it.
func (c *cropping) part() image.Rectangle {
	if len(c.sheet.list) == 0 {
		return image.Rectangle{}
	}
	return c.sheet.list[0]
}

func (c *cropping) set(part image.Rectangle) {
	c.sheet.list, c.sheet.chosen = []image.Rectangle{part}, 0
}

func (c *cropping) clear() { c.sheet.list, c.sheet.chosen = nil, -1 }

// take takes hold of the rectangle, or begins another where there is none.
func (c *cropping) take(at image.Point, slack int) {
	c.was = c.part()
	if i, _ := c.sheet.at(at, slack); i < 0 {
		c.clear()
	}
	c.sheet.take(at, slack)
	c.held = true
}

// release lets go; a click beside the rectangle leaves it as it was.
func (c *cropping) release() {
	c.held = false
	c.sheet.release()
	if len(c.sheet.list) == 0 && !c.was.Empty() {
		c.set(c.was)
	}
}

// nudge moves the rectangle, or with Shift its lower right corner; without one, it is all
// of the reference first.
func (c *cropping) nudge(by image.Point) {
	if len(c.sheet.list) == 0 {
		c.set(c.sheet.page)
	}
	c.sheet.nudge(by, c.shift())
}

// cropAt is the reference's pixel corner that is nearest to the pointer, on the reference.
func (v *referenceView) cropAt() image.Point {
	p := v.view.toPage(v.pointer)
	size := v.source.Rect.Size()
	return image.Pt(min(max(int(math.Round(p.x)), 0), size.X), min(max(int(math.Round(p.y)), 0), size.Y))
}

// setCropping takes the tool for the crop, or the one that pans and picks.
func (v *referenceView) setCropping(on bool) {
	v.crop.on = on
	v.follow()
}

// cropAll takes the crop away.
func (v *referenceView) cropAll() {
	v.crop.clear()
	v.follow()
}

// MouseDown implements [desktop.Mouseable]: a drag begins here, not where the pointer has
// got to when it counts as one.
func (v *referenceView) MouseDown(e *desktop.MouseEvent) {
	if !v.crop.on || e.Button != desktop.MouseButtonPrimary {
		return
	}
	v.moveTo(e.Position)
	v.crop.take(v.cropAt(), max(int(cropSlack*v.scale/v.view.zoom), 1))
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
	v.follow()
}

// MouseUp implements [desktop.Mouseable].
func (v *referenceView) MouseUp(*desktop.MouseEvent) { v.releaseCrop() }

func (v *referenceView) releaseCrop() {
	if v.crop.held {
		v.crop.release()
		v.follow()
	}
}

// nudgeCrop moves the crop by a key of the arrows.
func (v *referenceView) nudgeCrop(to point) {
	step := max(math.Round(cropStep*v.scale/v.view.zoom), 1)
	v.crop.nudge(image.Pt(int(to.x*step), int(to.y*step)))
	v.follow()
}

// cropped is the scene with what is cut off dimmed, and the frame that holds the rest.
func (v *referenceView) cropped(scene *image.RGBA) *image.RGBA {
	part := v.crop.part()
	if part.Empty() {
		return scene
	}
	out := image.NewRGBA(scene.Rect)
	for i, p := range scene.Pix {
		out.Pix[i] = p / 3
		if i%4 == 3 {
			out.Pix[i] = 255
		}
	}
	r := v.view.screenRect(part)
	draw.Draw(out, r.Intersect(out.Rect), scene, r.Intersect(out.Rect).Min, draw.Src)
	accent := themed(theme.ColorNamePrimary)
	frameOn(out, r.Inset(-2), 2, accent)
	if v.crop.on {
		handlesOn(out, r, accent)
	}
	return out
}

// cropReference lets only a part of a reference be used, an undo step together with the
// swatches found in that part; an empty one takes the crop away.
func (d *desk) cropReference(i int, part image.Rectangle) {
	if i < 0 || i >= len(d.references) || d.references[i].crop == part {
		return
	}
	list := append([]reference(nil), d.references...)
	list[i].crop = part
	now := turnedBy(foundIn(list), d.hue)
	colours := withFound(d.palette, d.found, now)
	d.timing.begin()
	if d.editor.CropReference(i, part, colours) {
		d.palette, d.found = colours, now
	}
	d.syncReferences()
	d.changed()
}

// cropped is how many references are.
func (d *desk) cropped() (n int) {
	for _, r := range d.references {
		if !r.crop.Empty() {
			n++
		}
	}
	return n
}
