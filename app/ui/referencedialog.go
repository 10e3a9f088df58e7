package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// referenceFoot is the row below a reference that is shown large: what is under the
// pointer, what the pointer does, the colour for hints.
type referenceFoot struct {
	w                      *Window
	view                   *referenceView
	zoom, place, hex, help *label
	under, taken           *swatch
	mode                   *segments
	all                    *pushButton
	allBox, content        fyne.CanvasObject
}

// lookCloser shows a reference large, to take colours from and to be cropped. Enter takes
// the crop, Esc leaves it as it was.
func (w *Window) lookCloser(i int) {
	r := w.desk.references[i]
	v := newReferenceView(r, w.desk, w.shiftIsDown)
	f := &referenceFoot{w: w, view: v}
	f.build()
	v.moved = f.update
	f.update()
	opened := w.desk.opened
	take := func() {
		if w.desk.isOpen() && w.desk.opened == opened {
			w.desk.cropReference(i, v.crop.part().Add(r.img.Rect.Min))
		}
	}
	room := w.win.Canvas().Size()
	w.show(r.title(), container.NewBorder(nil, column(0, 8, 0, 0, f.content), nil, nil, v),
		fyne.NewSize(min(room.Width-160, 960), room.Height-96), choice{tr("Cancel"), nil, false}, choice{tr("Done"), take, true})
	w.win.Canvas().Focus(v)
}

func (f *referenceFoot) build() {
	caption := func(wide float32) *label {
		l := newLabel("", sizeCaption, colorText2)
		l.wide = wide
		return l
	}
	f.zoom, f.place, f.hex, f.help = caption(40), caption(64), caption(62), caption(0)
	f.under, f.taken = newSwatch(f.w.desk.colour, 12, f.w.tips, nil), newSwatch(f.w.desk.colour, 16, f.w.tips, nil)
	f.mode = newSegments([]string{tr("Pick"), tr("Crop")}, 0, func(i int) { f.view.setCropping(i == 1) })
	f.all = newPushButton(tr("Use all"), f.w.dialogKey, f.view.cropAll)
	f.allBox = fixed(76, heightControl, f.all)
	f.content = row(12, 0, 0, f.mode, f.allBox, f.zoom, f.place, fixed(12, 12, f.under), f.hex, layout.NewSpacer(),
		f.help, newLabel(tr("Hint"), sizeCaption, colorText2), f.taken)
}

// update follows the view.
func (f *referenceFoot) update() {
	v := f.view
	f.zoom.set(fmt.Sprintf("%.0f %%", 100*v.view.zoom))
	f.taken.set(f.w.desk.colour, false)
	f.mode.set(map[bool]int{true: 1}[v.crop.on])
	if f.allBox.Visible() != v.crop.on {
		showIf(f.allBox, v.crop.on)
		f.content.Refresh()
	}
	if v.crop.part().Empty() {
		f.all.Disable()
	} else {
		f.all.Enable()
	}
	f.help.set(tr("Click takes a colour. Wheel zooms, drag moves."))
	if v.crop.on {
		f.help.set(tr("Drag or arrows: this part alone is used."))
	}
	at, ok := v.under()
	showIf(f.under, ok)
	f.place.set("")
	f.hex.set("")
	if part := v.crop.part(); v.crop.on && !part.Empty() {
		f.place.set(fmt.Sprintf("%d × %d", part.Dx(), part.Dy()))
	} else if ok {
		f.place.set(fmt.Sprintf("%d, %d", at.X, at.Y))
	}
	if ok {
		c := nrgbaAt(v.source, at)
		f.under.set(c, false)
		f.hex.set(hex(c))
	}
}
